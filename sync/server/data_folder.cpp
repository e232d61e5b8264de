#include "sync/server/data_folder.hpp"

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"
#include "crypto/normal_form.hpp"
#include "sync/server/identity_claim.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/sqlcipher_storage/sqlcipher_storage.hpp"

namespace soxa::server {

namespace {

constexpr std::size_t certificate_bytes_max = 16 * 1024;
constexpr std::chrono::days root_term{40 * 365};

bool is_there(const std::filesystem::path& file) {
    std::error_code ignored;  // what cannot be looked at will fail when it is opened
    return std::filesystem::exists(file, ignored);
}

/// A part of a province without the others, and no beginning that was cut.
Result<void> nothing_lost(const DataFolder& folder) {
    const bool keys = is_there(folder.keys());
    const bool store = is_there(folder.store());
    if (store && !keys) return fail(Errc::integrity, "data.without_keys");
    if (is_there(folder.beginning())) return {};
    if (keys && !store) return fail(Errc::integrity, "data.without_store");
    if (keys && !is_there(folder.root())) return fail(Errc::integrity, "data.without_root");
    return {};
}

Result<KeyRing> keys_of(const DataFolder& folder, RandomSource& random) {
    if (is_there(folder.keys())) return read_keys(folder.keys());
    KeyRing keys = draw_keys(random);
    TRY(write_keys(folder.keys(), keys));
    return keys;
}

Result<void> make_root(const DataFolder& folder, const ProvinceName& province, const KeyRing& keys,
                       const Clock& clock, RandomSource& random) {
    const crypto::CertificateRequest request{
        {clipped(province.name, certificate_name_characters), province.code},
        keys.root.public_key(),
        crypto::CertificateUse::authority,
        {},
        certificates_since,
        clock.now() + root_term};
    TRY_LET(const crypto::Certificate root, crypto::issue(request, nullptr, keys.root, random));
    return crypto::write_durably(folder.root(), bytes_of(root.pem()));
}

Result<crypto::Certificate> read_root(const DataFolder& folder, const KeyRing& keys) {
    TRY_LET(const Bytes pem, crypto::read_file(folder.root(), certificate_bytes_max));
    TRY_LET(crypto::Certificate root, crypto::Certificate::from_pem(text_of(pem)));
    if (root.key() != keys.root.public_key()) {
        return fail(Errc::integrity, "data.other_certificate");
    }
    return root;
}

Result<std::unique_ptr<Storage>> open_store(const DataFolder& folder, const KeyRing& keys) {
    return open_embedded({folder.store(), keys.database.duplicate(), keys.intake.public_key()});
}

Result<ProvinceName> checked(const ProvinceName& given) {
    ProvinceName province{given.code, crypto::nfc(given.name).value_or("")};
    if (!is_code(province.code)) return fail(Errc::invalid_input, "province.code");
    if (!is_line(province.name)) return fail(Errc::invalid_input, "province.name");
    return province;
}

}  // namespace

Result<void> make_province(const DataFolder& folder, const ProvinceName& given, const Clock& clock,
                           RandomSource& random) {
    TRY_LET(const ProvinceName province, checked(given));
    TRY(nothing_lost(folder));
    TRY(crypto::make_private_folder(folder.path));
    TRY_LET(const crypto::FolderLock lock, crypto::FolderLock::take(folder.path));
    if (!is_there(folder.keys())) TRY(crypto::write_durably(folder.beginning(), {}));
    TRY_LET(const KeyRing keys, keys_of(folder, random));
    const bool has_root = is_there(folder.root());
    if (has_root && is_there(folder.store())) {
        TRY_LET(const auto storage, open_store(folder, keys));
        bool complete = false;
        TRY(storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(const auto code, records.settings().find(setting::province_code));
            complete = code.has_value();
            return {};
        }));
        if (complete) return fail(Errc::invalid_input, "data.exists");
    }
    TRY(make_root(folder, province, keys, clock, random));
    TRY_LET(const auto storage, open_store(folder, keys));
    auto named = storage->transaction([&](Records& records) -> Result<void> {
        TRY(records.settings().set(setting::province_code, province.code));
        return records.settings().set(setting::province_name, province.name);
    });
    if (!named) return named;
    std::error_code failed;
    std::filesystem::remove(folder.beginning(), failed);
    if (failed) return fail(Errc::storage, "file.write", {utf8(folder.beginning().filename())});
    return {};
}

Result<Office> open_province(const DataFolder& folder, const Clock& clock, RandomSource& random) {
    TRY(nothing_lost(folder));
    if (!is_there(folder.keys())) {
        return fail(Errc::invalid_input, "data.none", {utf8(folder.path.filename())});
    }
    if (!is_there(folder.root()) || !is_there(folder.store())) {
        return fail(Errc::invalid_input, "data.unfinished", {utf8(folder.path.filename())});
    }
    TRY_LET(KeyRing keys, read_keys(folder.keys()));
    TRY_LET(crypto::Certificate root, read_root(folder, keys));
    TRY_LET(auto storage, open_store(folder, keys));
    Office office{std::move(keys), std::move(root), std::move(storage), &clock, &random,
                  folder.path};
    TRY(fill_numbers_once(office));
    return office;
}

}  // namespace soxa::server
