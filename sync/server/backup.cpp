#include "sync/server/backup.hpp"

#include "crypto/aead.hpp"
#include "crypto/base/cbor.hpp"
#include "crypto/base/utf8.hpp"
#include "crypto/content_copy.hpp"
#include "crypto/durable_file.hpp"
#include "crypto/password.hpp"
#include "sync/server/publish.hpp"
#include "sync/server/sqlcipher_storage/sqlcipher_storage.hpp"
#include "sync/sqlcipher/backup_file.hpp"

namespace soxa::server {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view label_magic = "soxa-province/1";
constexpr std::size_t label_parts = 8;
constexpr std::size_t line_bytes_max = 1024;
constexpr std::size_t file_bytes_max = 64 * 1024;
constexpr std::string_view ending = ".soxad-backup";
constexpr const char* scans_name = "attachments";

/// The files that open a store, as they stand in the folder.
struct Keys {
    Bytes key_file;
    Bytes root_file;
};

struct Label {
    Backup backup;
    Bytes root_digest;  ///< whose province's keys
    Bytes salt;         ///< of the password's key; empty without keys
    Bytes sealed;       ///< Keys
};

Bytes encoded(const Label& label) {
    cbor::Writer out;
    out.array(label_parts).text(label_magic).text(label.backup.code).text(label.backup.name);
    out.number(seconds_of(label.backup.made)).bytes(label.root_digest).bytes(label.salt);
    out.bytes(label.sealed).boolean(label.backup.with_keys);
    return out.take();
}

Result<Label> label_in(const fs::path& file) {
    TRY_LET(const sqlcipher::BackupHead head, sqlcipher::read_backup_head(file));
    cbor::Reader in(head.label);
    Label label;
    if (in.array(label_parts) != label_parts || in.text(line_bytes_max) != label_magic) {
        return fail(Errc::integrity, "backup.foreign");
    }
    label.backup.file = file;
    label.backup.code = in.text(line_bytes_max);
    label.backup.name = in.text(line_bytes_max);
    label.backup.made = timestamp_of(in.number());
    label.root_digest = copy_of(in.bytes(crypto::Digest::size));
    label.salt = copy_of(in.bytes(crypto::password_salt_bytes));
    label.sealed = copy_of(in.bytes(2 * file_bytes_max));
    label.backup.with_keys = in.boolean();
    if (!in.done()) return fail(Errc::integrity, "backup.damaged");
    std::error_code ignored;
    label.backup.bytes = fs::file_size(file, ignored);
    return label;
}

Result<Bytes> sealed(const Keys& keys, const Secret& password, ByteView salt, ByteView bound_to,
                     RandomSource& random) {
    TRY_LET(const Secret key, crypto::key_from_password(password, salt, {}));
    cbor::Writer out;
    out.array(2).bytes(keys.key_file).bytes(keys.root_file);
    const Secret plain(out.take());
    return crypto::aead_seal(key.reveal(), bound_to, plain.reveal(), random);
}

Result<Keys> keys_in(const Label& label, const Secret& password) {
    TRY_LET(const Secret key, crypto::key_from_password(password, label.salt, {}));
    const auto plain = crypto::aead_open(key.reveal(), label.root_digest, label.sealed);
    if (!plain) return fail(Errc::not_allowed, "backup.wrong_password");
    cbor::Reader in(plain->reveal());
    Keys keys;
    if (in.array(2) != 2) in.reject();
    keys.key_file = copy_of(in.bytes(file_bytes_max));
    keys.root_file = copy_of(in.bytes(file_bytes_max));
    if (!in.done()) return fail(Errc::integrity, "backup.damaged");
    return keys;
}

Result<Keys> keys_of(const DataFolder& folder) {
    Keys keys;
    TRY_LET(keys.key_file, crypto::read_file(folder.keys(), file_bytes_max));
    TRY_LET(keys.root_file, crypto::read_file(folder.root(), file_bytes_max));
    return keys;
}

/// The backup's own keys, or those of the folder.
Result<Keys> keys_for(const Label& label, const DataFolder& folder, const Secret* password) {
    if (label.backup.with_keys && password != nullptr) return keys_in(label, *password);
    std::error_code ignored;
    if (!fs::exists(folder.keys(), ignored)) {
        return fail(Errc::usage, label.backup.with_keys ? "backup.no_password" : "backup.no_keys");
    }
    TRY_LET(Keys keys, keys_of(folder));
    if (!std::ranges::equal(crypto::sha256(keys.root_file).view(), label.root_digest)) {
        return fail(Errc::integrity, "backup.other_keys");
    }
    return keys;
}

/// A folder that goes with what is in it.
class Checking {
public:
    [[nodiscard]] static Result<Checking> in(const DataFolder& folder) {
        Checking checking(folder.path / "checking");
        checking.remove();
        TRY(crypto::make_private_folder(checking.folder_.path));
        return checking;
    }
    Checking(Checking&& other) noexcept : folder_{std::exchange(other.folder_.path, {})} {}
    Checking& operator=(Checking&&) = delete;
    ~Checking() { remove(); }
    [[nodiscard]] const DataFolder& folder() const { return folder_; }

private:
    explicit Checking(fs::path path) : folder_{std::move(path)} {}
    void remove() const {
        std::error_code ignored;  // written over the next time
        if (!folder_.path.empty()) fs::remove_all(folder_.path, ignored);
    }

    DataFolder folder_;
};

/// All of a province in a folder of its own, opened and verified.
Result<void> unpack(BackupMade& made, const Keys& keys, const DataFolder& to, const Clock& clock,
                    RandomSource& random, const LookIntoCopy& look = {}) {
    TRY(crypto::write_durably(to.keys(), keys.key_file));
    TRY(crypto::write_durably(to.root(), keys.root_file));
    TRY(sqlcipher::extract_backup(made.backup.file, to.store()));
    TRY_LET(Office office, open_province(to, clock, random));
    TRY_LET(made.logs, verify_logs(office));
    return look ? look(office, made) : Result<void>();
}

/// Where the scans of all its generations lie, sealed under a key that follows from its keys.
fs::path scans_beside(const Backup& backup) {
    return backup.file.parent_path() / path_of("soxad-scans-" + backup.code);
}

std::string name_of(const Backup& backup) {
    std::string digits;
    for (const char c : rfc3339(backup.made)) {
        if (c >= '0' && c <= '9') digits.push_back(c);
        if (c == 'T') digits.push_back('-');
    }
    return "soxad-" + backup.code + "-" + digits + std::string(ending);
}

/// This province's in a folder, the newest first.
std::vector<Backup> backups_in(const fs::path& folder, const Backup& like) {
    std::vector<Backup> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().extension() != ending) continue;
        const auto label = label_in(entry.path());
        if (label && label->backup.code == like.code) found.push_back(label->backup);
    }
    std::ranges::sort(found, [](const Backup& a, const Backup& b) {
        return std::pair(a.made, a.file) > std::pair(b.made, b.file);
    });
    return found;
}

/// Three, or as many more as a published pack asks for that is in force; the province has one store
/// for all its units, so the most that one of them is owed.
Result<std::size_t> generations_asked(Office& office) {
    std::size_t most = backup_generations;
    TRY_LET(const std::vector<record::Policy> packs, packs_in_force(office));
    for (const record::Policy& pack : packs) {
        most = std::max(most, static_cast<std::size_t>(pack.backup_generations_min));
    }
    return most;
}

std::size_t keep_generations(const fs::path& folder, const Backup& made, std::size_t most) {
    std::size_t kept = 1;
    for (const Backup& one : backups_in(folder, made)) {
        if (one.file == made.file) continue;
        if (++kept <= most) continue;
        std::error_code ignored;  // one too many does no harm
        fs::remove(one.file, ignored);
        --kept;
    }
    return kept;
}

/// Moves the store beside, its journal first: it would undo another's pages.
Result<fs::path> set_aside(const DataFolder& folder) {
    std::error_code ignored;
    fs::path to;
    for (int number = 1;; ++number) {
        to = folder.path / ("replaced-" + std::to_string(number));
        if (!fs::exists(to / folder.store().filename(), ignored)) break;
    }
    TRY(crypto::make_private_folder(to));
    fs::path journal = folder.store();
    journal += "-journal";
    for (const fs::path& file : {journal, folder.store()}) {
        if (fs::exists(file, ignored)) TRY(crypto::move_durably(file, to / file.filename()));
    }
    return to;
}

}  // namespace

Result<BackupMade> make_backup(Office& office, const DataFolder& folder, const fs::path& place,
                               const Secret* password) {
    BackupMade made;
    Label label;
    TRY_LET(const Keys keys, keys_of(folder));
    label.root_digest = copy_of(crypto::sha256(keys.root_file).view());
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(label.backup.code, required_setting(records, setting::province_code));
        TRY_LET(label.backup.name, required_setting(records, setting::province_name));
        return {};
    }));
    label.backup.made = office.clock->now();
    label.backup.with_keys = password != nullptr;
    if (password != nullptr) {
        label.salt = random_bytes(*office.random, crypto::password_salt_bytes);
        TRY_LET(label.sealed,
                sealed(keys, *password, label.salt, label.root_digest, *office.random));
    }
    std::error_code ignored;
    const bool in_folder = fs::is_directory(place, ignored);
    label.backup.file = in_folder ? place / path_of(name_of(label.backup)) : place;
    // Most of them before, and after it those that came meanwhile: no scan that the store knows is
    // missing.
    const fs::path scans = folder.path / scans_name;
    TRY(crypto::copy_contents(scans, scans_beside(label.backup)));
    TRY(office.storage->back_up(office.keys.database, folder.path / "backup.tmp",
                                label.backup.file, encoded(label)));
    TRY(crypto::copy_contents(scans, scans_beside(label.backup)));
    made.backup = label.backup;
    {
        TRY_LET(const Checking checking, Checking::in(folder));
        TRY(unpack(made, keys, checking.folder(), *office.clock, *office.random));
    }
    made.backup.bytes = fs::file_size(made.backup.file, ignored);
    TRY_LET(const std::size_t most, generations_asked(office));
    made.generations = in_folder ? keep_generations(place, made.backup, most) : 1;
    return made;
}

Result<BackupMade> verify_backup(const DataFolder& folder, const fs::path& file,
                                 const Secret* password, const Clock& clock,
                                 RandomSource& random, const LookIntoCopy& look) {
    TRY_LET(const Label label, label_in(file));
    TRY_LET(const Keys keys, keys_for(label, folder, password));
    TRY(crypto::make_private_folder(folder.path));
    TRY_LET(const Checking checking, Checking::in(folder));
    BackupMade made{label.backup, {}, 0};
    TRY(unpack(made, keys, checking.folder(), clock, random, look));
    return made;
}

Result<Restored> restore_backup(const DataFolder& folder, const fs::path& file,
                                const Secret* password, bool replace, const Clock& clock,
                                RandomSource& random) {
    TRY_LET(const Label label, label_in(file));
    TRY_LET(const Keys keys, keys_for(label, folder, password));
    TRY(crypto::make_private_folder(folder.path));
    TRY_LET(const crypto::FolderLock lock, crypto::FolderLock::take(folder.path));
    std::error_code ignored;
    const bool taken = fs::exists(folder.store(), ignored);
    if (taken && !replace) return fail(Errc::invalid_input, "restore.store_here");
    Restored done;
    done.made.backup = label.backup;
    TRY_LET(const Checking checking, Checking::in(folder));
    TRY(unpack(done.made, keys, checking.folder(), clock, random));
    TRY(crypto::copy_contents(scans_beside(label.backup), folder.path / scans_name));
    // Cut anywhere from here on, the folder lacks a file and says which, and this can be repeated.
    if (taken) {
        TRY_LET(done.replaced, set_aside(folder));
    }
    for (const fs::path& one : {checking.folder().keys(), checking.folder().root(),
                                checking.folder().store()}) {
        TRY(crypto::move_durably(one, folder.path / one.filename()));
    }
    return done;
}

}  // namespace soxa::server
