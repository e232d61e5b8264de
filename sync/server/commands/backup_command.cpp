#include <fstream>

#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"
#include "crypto/password.hpp"
#include "sync/server/commands/console.hpp"
#include "sync/server/off_site.hpp"

namespace soxa::server {

namespace {

struct Options {
    std::string file;
    int password_fd = -1;
    bool replace = false;
};

/// One line from the descriptor; nothing if none was named.
Result<std::optional<Secret>> password_from(int descriptor) {
    if (descriptor < 0) return std::optional<Secret>();
    std::ifstream in("/dev/fd/" + std::to_string(descriptor), std::ios::binary);
    Bytes line;
    line.reserve(crypto::password_bytes_max + 1);
    for (char c = 0; line.size() <= crypto::password_bytes_max && in.get(c) && c != '\n';) {
        line.push_back(static_cast<std::uint8_t>(c));
    }
    if (line.empty()) return fail(Errc::usage, "backup.password_empty");
    return std::optional<Secret>(Secret(std::move(line)));
}

nlohmann::json json_of(const BackupMade& made) {
    std::uint64_t entries = 0;
    for (const VerifiedLog& log : made.logs) entries += log.entries;
    return {{"file", utf8(made.backup.file)},     {"province", made.backup.code},
            {"name", made.backup.name},           {"made", rfc3339(made.backup.made)},
            {"with_keys", made.backup.with_keys}, {"units", made.logs.size()},
            {"entries", entries},                 {"bytes", made.backup.bytes},
            {"verified", true}};
}

Result<void> make(const Console& console, const Options& options) {
    TRY_LET(const auto password, password_from(options.password_fd));
    TRY_LET(const DataFolder folder, console.folder());
    TRY_LET(Office office, console.office());
    TRY_LET(const BackupMade made, make_backup(office, folder, path_of(options.file),
                                               password ? &*password : nullptr));
    nlohmann::json document = json_of(made);
    document["generations"] = made.generations;
    console.result(document);
    console.tell("backup.made", {utf8(made.backup.file), std::to_string(made.backup.bytes),
                                 std::to_string(made.generations)});
    if (!made.backup.with_keys) console.tell("backup.without_keys");
    return {};
}

Result<void> verify(const Console& console, const Options& options) {
    TRY_LET(const auto password, password_from(options.password_fd));
    TRY_LET(const DataFolder folder, console.folder());
    TRY_LET(const BackupMade made,
            verify_backup(folder, path_of(options.file), password ? &*password : nullptr,
                          console.clock(), console.random()));
    console.result(json_of(made));
    console.tell("backup.verified", {utf8(made.backup.file), time_text(made.backup.made)});
    return {};
}

nlohmann::json snapshot_json(const UnitSnapshot& made) {
    return {{"entries", made.size},   {"bytes", made.bytes},
            {"log_bytes", made.history_bytes}, {"files", made.files},
            {"left_out", made.left_out}, {"offered", made.offered}};
}

Result<void> confirm(const Console& console, const Options& options) {
    TRY_LET(const auto password, password_from(options.password_fd));
    TRY_LET(const DataFolder folder, console.folder());
    TRY_LET(Office office, console.office());
    TRY_LET(const OffSiteTold done, confirm_off_site(office, folder, path_of(options.file),
                                                     password ? &*password : nullptr));
    nlohmann::json document = json_of(done.made);
    nlohmann::json units = nlohmann::json::array();
    for (const OffSiteUnit& one : done.units) {
        units.push_back({{"unit", one.unit}, {"entries", one.entries}, {"told", one.told}});
        if (one.snapshot) units.back()["snapshot"] = snapshot_json(*one.snapshot);
    }
    document["off_site"] = std::move(units);
    console.result(document);
    console.tell("backup.confirmed", {utf8(done.made.backup.file),
                                      time_text(done.made.backup.made),
                                      std::to_string(done.units.size())});
    for (const OffSiteUnit& one : done.units) {
        if (!one.snapshot_failed) continue;
        console.tell("backup.no_snapshot", {one.unit});
        console.tell(*one.snapshot_failed);
    }
    return {};
}

Result<void> restore(const Console& console, const Options& options) {
    TRY_LET(const auto password, password_from(options.password_fd));
    TRY_LET(const DataFolder folder, console.folder());
    TRY_LET(const Restored done,
            restore_backup(folder, path_of(options.file), password ? &*password : nullptr,
                           options.replace, console.clock(), console.random()));
    nlohmann::json document = json_of(done.made);
    document["replaced"] = utf8(done.replaced);
    console.result(document);
    console.tell("restore.done", {done.made.backup.name, time_text(done.made.backup.made)});
    if (!done.replaced.empty()) console.tell("restore.replaced", {utf8(done.replaced)});
    return {};
}

}  // namespace

void add_backup_commands(CLI::App& app, Console& console) {
    CLI::App& backup = console.command(app, "backup", "help.backup",
                                       "backup make /mnt/backup --data /var/lib/soxad");
    backup.require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto common = [&](CLI::App& command) {
        command.add_option("--password-fd", options->password_fd,
                           console.words("help.backup.password"));
    };

    CLI::App& making = console.command(backup, "make", "help.backup.make",
                                       "backup make /mnt/backup --data /var/lib/soxad");
    making.add_option("PLACE", options->file, console.words("help.backup.place"))->required();
    common(making);
    making.callback([&console, options] {
        console.chosen = [&console, options] { return make(console, *options); };
    });

    CLI::App& checking =
        console.command(backup, "verify", "help.backup.verify",
                        "backup verify /mnt/backup/x.soxad-backup --data /var/lib/soxad");
    checking.add_option("FILE", options->file, console.words("help.backup.file"))->required();
    common(checking);
    checking.callback([&console, options] {
        console.chosen = [&console, options] { return verify(console, *options); };
    });

    CLI::App& confirming =
        console.command(backup, "confirm", "help.backup.confirm",
                        "backup confirm /mnt/nha-khac/x.soxad-backup --data /var/lib/soxad");
    confirming.add_option("FILE", options->file, console.words("help.backup.file"))->required();
    common(confirming);
    confirming.callback([&console, options] {
        console.chosen = [&console, options] { return confirm(console, *options); };
    });

    CLI::App& restoring =
        console.command(app, "restore", "help.restore",
                        "restore /mnt/backup/x.soxad-backup --data /var/lib/soxad");
    restoring.add_option("FILE", options->file, console.words("help.backup.file"))->required();
    restoring.add_flag("--replace", options->replace, console.words("help.restore.replace"));
    common(restoring);
    restoring.callback([&console, options] {
        console.chosen = [&console, options] { return restore(console, *options); };
    });
}

}  // namespace soxa::server
