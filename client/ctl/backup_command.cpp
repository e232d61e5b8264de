#include "client/ctl/told.hpp"
#include "client/office/backup.hpp"
#include "crypto/base/utf8.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    std::string place;
    bool replace = false;
};

Json json_of(const office::Backup& backup) {
    return {{"file", utf8(backup.file)},     {"device", backup.device},
            {"unit", backup.unit_code},      {"unit_name", backup.unit_name},
            {"made", rfc3339(backup.made)},  {"log_size", backup.log_size},
            {"waiting", backup.waiting},     {"bytes", backup.bytes}};
}

Result<int> make(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const office::BackupMade made, office::make_backup(office, path_of(wanted.place)));
    if (console.json()) {
        Json json = json_of(made.backup);
        json["verified"] = true;
        json["generations"] = made.generations;
        json["removed"] = made.removed;
        json["attachments"] = made.scans;
        console.out(json);
    }
    console.tell("backup.made", {utf8(made.backup.file), std::to_string(made.backup.bytes),
                                 std::to_string(made.generations)});
    return 0;
}

Result<int> verify(Console& console, const Wanted& wanted) {
    TRY_LET(const Secret password, console.password());
    TRY_LET(const office::Backup backup,
            office::verify_backup(console.surroundings(), path_of(wanted.place), console.login(),
                                  password));
    if (console.json()) {
        Json json = json_of(backup);
        json["verified"] = true;
        console.out(json);
    }
    console.tell("backup.verified", {utf8(backup.file), time_text(backup.made)});
    return 0;
}

Result<int> list(Console& console, const Wanted& wanted) {
    const std::filesystem::path place = wanted.place.empty()
                                            ? office::backup_state(console.surroundings()).place
                                            : path_of(wanted.place);
    if (place.empty()) return fail(Errc::usage, "backup.where");
    TRY_LET(const std::vector<office::Backup> all, office::backups_in(place));
    Json json = Json::array();
    for (const office::Backup& one : all) {
        const bool good = !one.device.empty();
        json.push_back(good ? json_of(one) : Json{{"file", utf8(one.file)}, {"bytes", one.bytes}});
        json.back()["good"] = good;
        if (console.json()) continue;
        console.out(utf8(one.file) + "\t" +
                    (good ? time_text(one.made) + "\t" + one.unit_name
                          : console.word("backup.broken")));
    }
    if (console.json()) console.out(json);
    return 0;
}

Result<int> restore(Console& console, const Wanted& wanted) {
    TRY_LET(const Secret password, console.password());
    TRY_LET(const office::Restored done,
            office::restore(console.surroundings(), path_of(wanted.place), console.login(),
                            password, wanted.replace));
    if (console.json()) {
        Json json = json_of(done.backup);
        json["restored"] = true;
        json["replaced"] = utf8(done.replaced);
        console.out(json);
    }
    console.tell("restore.done", {time_text(done.backup.made), done.backup.unit_name});
    if (!done.replaced.empty()) console.tell("restore.replaced", {utf8(done.replaced)});
    return 0;
}

}  // namespace

void add_backups(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    const char* const file = "tệp bản sao lưu / the backup's file";
    CLI::App* backup = commands.add(commands.app, "backup", "bản sao lưu / backups",
                                    "soxactl --as lan backup make /media/usb");
    backup->require_subcommand(1);

    CLI::App* making = commands.add(*backup, "make",
                                    "sao lưu máy này vào USB hay ổ khác / back this laptop up",
                                    "soxactl --as lan backup make /media/usb");
    making->add_option("PLACE", wanted->place,
                       "thư mục (giữ số bản theo quy định, ít nhất ba) hoặc tệp; bỏ trống: như lần trước / folder or file");
    commands.act(making, [wanted](Console& console) { return make(console, *wanted); });

    CLI::App* checking = commands.add(*backup, "verify",
                                      "mở lại và kiểm tra một bản sao lưu / open it and check it",
                                      "soxactl --as lan backup verify /media/usb/x.soxa-backup");
    checking->add_option("FILE", wanted->place, file)->required();
    commands.act(checking, [wanted](Console& console) { return verify(console, *wanted); });

    CLI::App* listing = commands.add(*backup, "list", "các bản sao lưu đang có / what there is",
                                     "soxactl backup list /media/usb");
    listing->add_option("FOLDER", wanted->place, "thư mục / the folder");
    commands.act(listing, [wanted](Console& console) { return list(console, *wanted); });

    CLI::App* restoring = commands.add(commands.app, "restore",
                                       "khôi phục máy từ bản sao lưu / put a backup back",
                                       "soxactl --home ~/soxa --as lan restore x.soxa-backup");
    restoring->add_option("FILE", wanted->place, file)->required();
    restoring->add_flag("--replace", wanted->replace,
                        "để riêng sổ đang có trong thư mục này / set aside what is here");
    commands.act(restoring, [wanted](Console& console) { return restore(console, *wanted); });
}

}  // namespace soxa::ctl
