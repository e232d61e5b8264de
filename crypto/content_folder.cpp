#include "crypto/content_folder.hpp"

#include <system_error>

#include "crypto/aead.hpp"
#include "crypto/base/utf8.hpp"
#include "crypto/chunked_cipher.hpp"
#include "crypto/durable_file.hpp"

namespace soxa::crypto {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view purpose = "soxa/1 content";
/// Sealed, a text grows by 16 bytes each 64 KiB.
constexpr std::size_t sealed_bytes_max(std::size_t bytes_max) {
    return bytes_max + (bytes_max / ChunkedCipher::chunk_bytes + 1) * aead_tag_bytes;
}

}  // namespace

std::string ContentFolder::name_of(const Digest& digest) const {
    return hex(hmac_sha256(key_.reveal(), {bytes_of("name"), digest.view()}).view());
}

Result<Digest> ContentFolder::put(ByteView bytes) const {
    const Digest digest = sha256(bytes);
    // Read, not only looked for: bytes that a failing disk has spoilt are written anew.
    const auto there = get(digest);
    if (there && *there) return digest;
    TRY(make_private_folder(folder_));
    const ChunkedCipher cipher(key_.reveal(), digest.view(), purpose);
    TRY(write_durably(folder_ / name_of(digest), cipher.seal(bytes)));
    return digest;
}

bool ContentFolder::has(const Digest& digest) const {
    std::error_code ignored;  // what cannot be looked at is not here
    return fs::exists(folder_ / name_of(digest), ignored);
}

Result<std::optional<Bytes>> ContentFolder::get(const Digest& digest) const {
    auto sealed = read_file(folder_ / name_of(digest), sealed_bytes_max(bytes_max_));
    if (!sealed && sealed.error().text == "file.missing") return std::nullopt;
    if (!sealed) return tl::make_unexpected(std::move(sealed).error());
    const ChunkedCipher cipher(key_.reveal(), digest.view(), purpose);
    auto bytes = cipher.open(*sealed);
    if (!bytes || sha256(ByteView(*bytes)) != digest) {
        return fail(Errc::integrity, "content.damaged");
    }
    return std::move(*bytes);
}

Result<std::size_t> ContentFolder::sweep(const std::set<Digest>& kept) const {
    std::set<std::string> names;
    for (const Digest& digest : kept) names.insert(name_of(digest));
    std::error_code code;
    std::vector<fs::path> orphans;
    for (fs::directory_iterator at(folder_, code), end; !code && at != end; at.increment(code)) {
        if (!names.contains(at->path().filename().string())) orphans.push_back(at->path());
    }
    if (code == std::errc::no_such_file_or_directory) return std::size_t{0};
    if (code) return fail(Errc::storage, "file.read", {utf8(folder_.filename())});
    for (const fs::path& orphan : orphans) {
        fs::remove(orphan, code);
        if (code) return fail(Errc::storage, "file.write", {utf8(folder_.filename())});
    }
    return orphans.size();
}

}  // namespace soxa::crypto
