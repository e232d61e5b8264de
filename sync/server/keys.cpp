#include "sync/server/keys.hpp"

#include "crypto/base/cbor.hpp"
#include "crypto/durable_file.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view magic = "soxa-province-keys/1";
constexpr std::size_t parts = 6;
constexpr std::size_t database_key_bytes = 32;
constexpr std::size_t file_bytes_max = 4096;

tl::unexpected<Error> unreadable() { return fail(Errc::integrity, "keys.unreadable"); }

Result<crypto::SoftwareSigner> signer_from(cbor::Reader& in) {
    auto signer = crypto::SoftwareSigner::from_private(Secret(in.bytes(crypto::private_key_bytes)));
    if (!signer) return unreadable();
    return signer;
}

}  // namespace

KeyRing draw_keys(RandomSource& random) {
    return {crypto::SoftwareSigner::generate(random), crypto::SoftwareSigner::generate(random),
            crypto::SoftwareSigner::generate(random), crypto::SoftwareSigner::generate(random),
            Secret(random_bytes(random, database_key_bytes))};
}

Result<void> write_keys(const std::filesystem::path& file, const KeyRing& keys) {
    cbor::Writer out;
    out.array(parts).text(magic);
    for (const crypto::SoftwareSigner* one : {&keys.root, &keys.intake, &keys.log, &keys.server}) {
        out.bytes(one->private_key().reveal());
    }
    out.bytes(keys.database.reveal());
    const Secret content(out.take());
    return crypto::write_durably(file, content.reveal());
}

Result<KeyRing> read_keys(const std::filesystem::path& file) {
    TRY_LET(Bytes bytes, crypto::read_file(file, file_bytes_max));
    const Secret content(std::move(bytes));
    cbor::Reader in(content.reveal());
    if (in.array(parts) != parts || in.text(magic.size()) != magic) return unreadable();
    TRY_LET(auto root, signer_from(in));
    TRY_LET(auto intake, signer_from(in));
    TRY_LET(auto log, signer_from(in));
    TRY_LET(auto server, signer_from(in));
    Secret database(in.bytes(database_key_bytes));
    if (!in.done() || database.reveal().size() != database_key_bytes) return unreadable();
    return KeyRing{std::move(root), std::move(intake), std::move(log), std::move(server),
                   std::move(database)};
}

}  // namespace soxa::server
