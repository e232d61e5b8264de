#include "client/office/backup.hpp"

#include <array>

#include "client/office/attachments.hpp"
#include "client/office/month.hpp"
#include "client/office/new_laptop.hpp"
#include "client/office/record_json.hpp"
#include "client/store/backup.hpp"
#include "crypto/base/cbor.hpp"
#include "crypto/base/utf8.hpp"
#include "crypto/content_copy.hpp"

namespace soxa::office {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t version = 1;
constexpr std::size_t label_parts = 8;
constexpr std::uint64_t backup_steps = 3;  ///< written, read back, opened and checked
constexpr std::size_t line_bytes_max = 1024;
constexpr std::size_t keystore_bytes_max = std::size_t{1024} * 1024;
constexpr std::size_t state_bytes_max = 16 * 1024;
constexpr const char* state_name = "backup.json";
constexpr const char* checking_folder = "checking";
constexpr const char* draft_name = "backup.tmp";
constexpr const char* scans_name = "attachments";
constexpr std::string_view ending = ".soxa-backup";
constexpr std::array keystore_names{"keystore.a", "keystore.b"};
/// The journal first: beside another book it would undo what it does not know.
constexpr std::array laptop_names{"ledger.db-journal", "ledger.db", "keystore.a", "keystore.b"};

bool there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// A folder that goes with what is in it.
class Checking {
public:
    [[nodiscard]] static Result<Checking> in(const fs::path& home) {
        Checking checking(home / checking_folder);
        checking.remove();
        TRY(crypto::make_private_folder(checking.path_));
        return checking;
    }
    Checking(Checking&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    Checking& operator=(Checking&&) = delete;
    ~Checking() { remove(); }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    explicit Checking(fs::path path) : path_(std::move(path)) {}
    void remove() const {
        std::error_code ignored;  // encrypted, and emptied before it is used again
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }

    fs::path path_;
};

struct Label {
    Backup backup;
    std::array<Bytes, keystore_names.size()> keystores;
};

Result<Label> label_of(Office& office) {
    const store::Home& home = office.store().home();
    Label label;
    label.backup.device = hex(home.device.view());
    label.backup.unit_code = home.unit_code;
    label.backup.unit_name = home.unit_name;
    label.backup.made = office.around().clock.now();
    label.backup.log_size = office.store().log().size();
    TRY_LET(const store::Waiting waiting, office.store().waiting());
    label.backup.waiting = waiting.operations;
    for (std::size_t i = 0; i < keystore_names.size(); ++i) {
        const fs::path name = office.around().home / keystore_names.at(i);
        if (!there(name)) continue;
        TRY_LET(label.keystores.at(i), crypto::read_file(name, keystore_bytes_max));
    }
    return label;
}

Bytes encoded(const Label& label) {
    const Backup& backup = label.backup;
    cbor::Writer out;
    out.array(label_parts).number(version).text(backup.device).text(backup.unit_code);
    out.text(backup.unit_name).number(seconds_of(backup.made)).number(backup.log_size);
    out.number(backup.waiting).array(label.keystores.size());
    for (const Bytes& keystore : label.keystores) out.bytes(keystore);
    return out.take();
}

Result<Label> decoded(ByteView bytes, const fs::path& file) {
    cbor::Reader in(bytes);
    Label label;
    const bool ours = in.array(label_parts) == label_parts && in.number() == version;
    label.backup.device = in.text(line_bytes_max);
    label.backup.unit_code = in.text(line_bytes_max);
    label.backup.unit_name = in.text(line_bytes_max);
    label.backup.made = timestamp_of(in.number());
    label.backup.log_size = in.number();
    label.backup.waiting = in.number();
    if (in.array(label.keystores.size()) != label.keystores.size()) in.reject();
    for (Bytes& keystore : label.keystores) keystore = copy_of(in.bytes(keystore_bytes_max));
    if (!ours || !in.done()) return fail(Errc::integrity, "backup.foreign");
    label.backup.file = file;
    std::error_code ignored;
    label.backup.bytes = fs::file_size(file, ignored);
    return label;
}

/// The laptop that the backup is of, in a folder of its own.
Result<Backup> unpack(const fs::path& file, const fs::path& folder) {
    TRY_LET(const Bytes head, store::backup_label(file));
    TRY_LET(const Label label, decoded(head, file));
    for (std::size_t i = 0; i < keystore_names.size(); ++i) {
        if (label.keystores.at(i).empty()) continue;
        TRY(crypto::write_durably(folder / keystore_names.at(i), label.keystores.at(i)));
    }
    TRY(store::extract_backup(file, folder));
    return label.backup;
}

/// "soxa-H31.55-20261122-030405-1a2b3c4d.soxa-backup": sorted by name they are sorted by time.
std::string name_of(const Backup& backup) {
    std::string digits;
    for (const char c : rfc3339(backup.made)) {
        if (c >= '0' && c <= '9') digits.push_back(c);
        if (c == 'T') digits.push_back('-');
    }
    const std::string unit = backup.unit_code.empty() ? "local" : backup.unit_code;
    return "soxa-" + unit + "-" + digits + "-" + backup.device.substr(0, 8) + std::string(ending);
}

/// Where its scans lie, sealed under a key that is in it.
fs::path scans_beside(const Backup& backup) {
    return backup.file.parent_path() / path_of("soxa-scans-" + backup.device.substr(0, 8));
}

/// Every scan there that the laptop names is what it names.
Result<void> check_scans(const Office& office, const fs::path& folder) {
    TRY_LET(Secret key, office.store().attachment_key(office.around().random));
    const crypto::ContentFolder scans(folder, std::move(key), ledger::attachment_bytes_max);
    TRY_LET(const auto named, office.store().bytes_named());
    for (const ledger::NamedBytes& one : named) {
        const auto content = scans.get(one.digest);
        if (!content) return fail(content.error().code, "backup.scan_damaged");
    }
    return {};
}

/// Three, or as many more as the pack of today asks for.
std::size_t generations_kept(const Office& office) {
    const record::Policy* const pack = office.store().rulebook().on(today_of(office));
    const int asked = pack == nullptr ? 0 : pack->backup_generations_min;
    return std::max(backup_generations, static_cast<std::size_t>(std::max(asked, 0)));
}

/// Keeps the one just made and the newest others of this laptop, `most` in all.
Result<std::size_t> remove_older(const BackupMade& made, const fs::path& folder,
                                 std::size_t most) {
    TRY_LET(const std::vector<Backup> all, backups_in(folder));
    std::size_t kept = 1;
    std::size_t removed = 0;
    for (const Backup& one : all) {
        if (one.device != made.backup.device || one.file == made.backup.file) continue;
        if (++kept <= most) continue;
        std::error_code failed;
        if (fs::remove(one.file, failed)) ++removed;
    }
    return removed;
}

Result<void> save_state(const Surroundings& around, const BackupMade& made,
                        const fs::path& folder) {
    const Json json{{"last", rfc3339(made.backup.made)}, {"place", utf8(folder)}};
    const std::string text = json.dump() + "\n";
    return crypto::write_durably(around.home / state_name, bytes_of(text));
}

/// The laptop of a backup in the folder where new ones are made, its chains disowned.
Result<Backup> open_beside(const Surroundings& around, const fs::path& file,
                           std::string_view login, const Secret& password) {
    const fs::path staging = staging_in(around.home);
    TRY(crypto::make_private_folder(staging));
    TRY_LET(Backup backup, unpack(file, staging));
    const Surroundings beside{staging, around.clock, around.random};
    TRY_LET(const Office office, Office::log_in(beside, login, password));
    TRY(office.store().verify());
    TRY(office.store().begin_anew());
    return backup;
}

/// Moves what is in the laptop's place beside; where it went.
Result<fs::path> set_aside(const fs::path& home) {
    const auto free_for = [&](const fs::path& folder) {
        return std::ranges::none_of(laptop_names, [&](const char* name) {
            return there(home / name) && there(folder / name);
        });
    };
    fs::path folder;
    for (int number = 1;; ++number) {
        folder = home / ("replaced-" + std::to_string(number));
        if (free_for(folder)) break;  // a cut move is finished in the same folder
    }
    TRY(crypto::make_private_folder(folder));
    TRY(mark_left_behind(folder));
    // Scans that only the laptop of before names would be swept where they are.
    TRY(crypto::link_contents(home / scans_name, folder / scans_name));
    for (const char* name : laptop_names) {
        if (there(home / name)) TRY(crypto::move_durably(home / name, folder / name));
    }
    return folder;
}

}  // namespace

Result<BackupMade> make_backup(Office& office, const fs::path& wanted, const Watch& watch) {
    const fs::path place = wanted.empty() ? backup_state(office.around()).place : wanted;
    if (place.empty()) return fail(Errc::usage, "backup.where");
    std::error_code ignored;
    const bool folder = fs::is_directory(place, ignored);
    BackupMade made;
    TRY_LET(const Label label, label_of(office));
    made.backup = label.backup;
    made.backup.file = folder ? place / path_of(name_of(label.backup)) : place;
    const fs::path& home = office.around().home;
    TRY(go_on(watch, 0, backup_steps));
    const bool over_another = there(made.backup.file);
    TRY_LET(const auto copied,
            crypto::copy_contents(home / scans_name, scans_beside(made.backup)));
    made.scans = copied.files;
    TRY(office.store().back_up(office.database_key(), home / draft_name, made.backup.file,
                               encoded(label)));
    made.backup.bytes = fs::file_size(made.backup.file, ignored);
    const auto whole = [&]() -> Result<void> {
        TRY(go_on(watch, 1, backup_steps));
        TRY_LET(const Checking checking, Checking::in(home));
        TRY(unpack(made.backup.file, checking.path()));
        TRY(go_on(watch, 2, backup_steps));
        TRY_LET(const auto again, store::Store::open(checking.path(), office.database_key()));
        TRY(again->verify());
        return {};
    }();
    if (!whole && whole.error().text == "act.given_up" && !over_another) {
        fs::remove(made.backup.file, ignored);
    }
    TRY(whole);
    made.generations = 1;
    if (folder) {
        TRY_LET(made.removed, remove_older(made, place, generations_kept(office)));
        TRY_LET(const std::vector<Backup> all, backups_in(place));
        made.generations = static_cast<std::size_t>(
            std::ranges::count(all, made.backup.device, &Backup::device));
    }
    const fs::path kept_in =
        folder ? place : (place.has_parent_path() ? place.parent_path() : fs::path("."));
    TRY(save_state(office.around(), made, fs::absolute(kept_in, ignored)));
    return made;
}

Result<Backup> look_at_backup(const fs::path& file) {
    TRY_LET(const Bytes head, store::backup_label(file));
    TRY_LET(const Label label, decoded(head, file));
    return label.backup;
}

Result<std::vector<Backup>> backups_in(const fs::path& folder) {
    std::vector<Backup> found;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (entry.path().extension() != ending) continue;
        auto backup = look_at_backup(entry.path());
        if (!backup) {
            Backup broken;
            broken.file = entry.path();
            std::error_code ignored;
            broken.bytes = fs::file_size(entry.path(), ignored);
            found.push_back(std::move(broken));
            continue;
        }
        found.push_back(std::move(*backup));
    }
    if (failed) return fail(Errc::storage, "file.read", {utf8(folder.filename())});
    std::ranges::sort(found, [](const Backup& a, const Backup& b) {
        return std::pair(a.made, a.file) > std::pair(b.made, b.file);
    });
    return found;
}

Result<Backup> verify_backup(const Surroundings& around, const fs::path& file,
                             std::string_view login, const Secret& password) {
    TRY(crypto::make_private_folder(around.home));
    TRY_LET(const Checking checking, Checking::in(around.home));
    TRY_LET(const Backup backup, unpack(file, checking.path()));
    const Surroundings beside{checking.path(), around.clock, around.random};
    TRY_LET(const Office office, Office::log_in(beside, login, password));
    TRY(office.store().verify());
    TRY(check_scans(office, scans_beside(backup)));
    return backup;
}

Result<Restored> restore(const Surroundings& around, const fs::path& file, std::string_view login,
                         const Secret& password, bool replace) {
    TRY(crypto::make_private_folder(around.home));
    TRY_LET(auto taken_for_this, crypto::FolderLock::take(around.home));
    std::optional<crypto::FolderLock> lock = std::move(taken_for_this);
    const bool taken = std::ranges::any_of(
        laptop_names, [&](const char* name) { return there(around.home / name); });
    if (taken && !replace) return fail(Errc::invalid_input, "restore.laptop_here");
    Restored done;
    auto opened = open_beside(around, file, login, password);
    if (!opened) {
        (void)staging_in(around.home);  // empties it: nothing of it stays
        return tl::make_unexpected(std::move(opened).error());
    }
    done.backup = std::move(*opened);
    // Found by their content, they change nothing if what follows is cut.
    TRY(crypto::copy_contents(scans_beside(done.backup), around.home / scans_name));
    if (taken) {
        TRY_LET(done.replaced, set_aside(around.home));
    }
    TRY(move_into_place(around.home));
    if (!taken) return done;
    lock.reset();  // who logs in takes it
    TRY_LET(Office office, Office::log_in(around, login, password));
    auto behind = take_left_behind(office);
    // The backup stands in its place; what could not be taken stays marked, for the next exchange.
    if (behind) done.left_behind = *behind;
    done.left_behind.closed = done.left_behind.closed || !behind;
    return done;
}

BackupState backup_state(const Surroundings& around) {
    BackupState state;
    const auto content = crypto::read_file(around.home / state_name, state_bytes_max);
    const auto json = content ? parse_json(text_of(*content))
                              : Result<Json>(fail(Errc::invalid_input, "json.malformed"));
    if (!json || !json->is_object()) return state;
    const auto text = [&](const char* key) {
        const auto found = json->find(key);
        return found != json->end() && found->is_string() ? found->get<std::string>() : "";
    };
    state.last = from_rfc3339(text("last"));
    state.place = path_of(text("place"));
    // A clock that was set back makes no backup older than it is.
    state.due = !state.last || around.clock.now() - *state.last > backup_term;
    return state;
}

}  // namespace soxa::office
