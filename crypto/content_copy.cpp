#include "crypto/content_copy.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"

namespace soxa::crypto {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t name_digits = 64;
/// Above anything that is kept: sealed, the largest scan grows by some kilobytes.
constexpr std::size_t file_bytes_max = std::size_t{64} * 1024 * 1024;

bool is_content(const std::string& name) {
    return name.size() == name_digits && std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
}

/// Names in `from` whose file `to` does not have in the same size.
Result<std::vector<std::string>> lacking(const fs::path& from, const fs::path& to) {
    std::vector<std::string> names;
    std::error_code code;
    for (fs::directory_iterator at(from, code), end; !code && at != end; at.increment(code)) {
        const std::string name = at->path().filename().string();
        if (!is_content(name)) continue;
        std::error_code here;
        std::error_code there;
        const auto size = fs::file_size(at->path(), here);
        if (!here && fs::file_size(to / name, there) == size && !there) continue;
        names.push_back(name);
    }
    if (code && code != std::errc::no_such_file_or_directory) {
        return fail(Errc::storage, "file.read", {utf8(from.filename())});
    }
    return names;
}

Result<std::uint64_t> copy_one(const fs::path& from, const fs::path& to) {
    TRY_LET(const Bytes bytes, read_file(from, file_bytes_max));
    TRY(write_verified(to, bytes));
    return std::uint64_t{bytes.size()};
}

}  // namespace

Result<ContentCopied> copy_contents(const fs::path& from, const fs::path& to) {
    ContentCopied copied;
    TRY_LET(const auto names, lacking(from, to));
    if (!names.empty()) TRY(make_private_folder(to));
    for (const std::string& name : names) {
        TRY_LET(const std::uint64_t bytes, copy_one(from / name, to / name));
        copied.files += 1;
        copied.bytes += bytes;
    }
    return copied;
}

Result<void> link_contents(const fs::path& from, const fs::path& to) {
    TRY_LET(const auto names, lacking(from, to));
    if (!names.empty()) TRY(make_private_folder(to));
    for (const std::string& name : names) {
        std::error_code code;
        fs::create_hard_link(from / name, to / name, code);
        if (code) TRY(copy_one(from / name, to / name));
    }
    return {};
}

}  // namespace soxa::crypto
