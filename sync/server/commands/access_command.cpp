#include <nlohmann/json.hpp>
#include "sync/record/typed_day.hpp"

#include "sync/server/access_level_set.hpp"
#include "sync/server/commands/console.hpp"

namespace soxa::server {

namespace {

Result<void> set(const Console& console, const LevelWanted& wanted) {
    TRY_LET(Office office, console.office());
    TRY(set_access_level(office, wanted));
    console.result({{"record_uid", wanted.record_uid},
                    {"level", wanted.level},
                    {"until", wanted.until}});
    console.tell("access.set", {wanted.record_uid, std::to_string(wanted.level)});
    return {};
}

Result<void> list(const Console& console, const std::string& unit) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<LevelLine> levels, access_levels(office, unit));
    nlohmann::json document = nlohmann::json::array();
    for (const LevelLine& line : levels) {
        const std::string state = line.proposed ? "proposed" : line.in_force ? "in_force" : "over";
        document.push_back({{"record_uid", line.record_uid},
                            {"full_name", line.full_name},
                            {"level", line.level.level},
                            {"until", line.level.until},
                            {"basis", line.level.basis},
                            {"reason", line.level.reason},
                            {"state", state},
                            {"author", line.author},
                            {"operation", hex(line.operation.view())}});
        console.line({hex(line.operation.view().first(8)), line.record_uid, line.full_name,
                      std::to_string(line.level.level),
                      day_text(line.level.until), console.state(state), line.author,
                      line.level.basis});
    }
    console.result(document);
    return {};
}

Result<void> log(const Console& console, const std::string& unit) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<UseLine> uses, access_uses(office, unit));
    nlohmann::json document = nlohmann::json::array();
    for (const UseLine& line : uses) {
        document.push_back(
            {{"time", rfc3339(line.at)},
             {"received", rfc3339(line.received)},
             {"record_uid", line.record_uid},
             {"full_name", line.full_name},
             {"use", name_of(line.use.use)},
             {"purpose", line.use.purpose},
             {"authorisation", line.use.grant ? hex(line.use.grant->view().first(8)) : ""},
             {"author", line.author},
             {"login", line.login}});
        console.line({time_text(line.at), line.record_uid, line.full_name, line.author,
                      console.state(name_of(line.use.use)), line.use.purpose});
    }
    console.result(document);
    return {};
}

void add_of_unit(CLI::App& parent, Console& console, const std::string& name,
                 Result<void> (*act)(const Console&, const std::string&)) {
    auto unit = std::make_shared<std::string>();
    CLI::App& command = console.command(parent, name, "help.access." + name,
                                        "access " + name + " 30001 --json --data /var/lib/soxad");
    command.add_option("UNIT", *unit, console.words("help.unit.code"))->required();
    command.callback([&console, unit, act] {
        console.chosen = [&console, unit, act] { return act(console, *unit); };
    });
}

}  // namespace

void add_access_commands(CLI::App& app, Console& console) {
    CLI::App& access =
        console.command(app, "access", "help.access", "access list 30001 --data /var/lib/soxad");
    access.require_subcommand(1);
    auto wanted = std::make_shared<LevelWanted>();
    CLI::App& setting = console.command(
        access, "set", "help.access.set",
        "access set 30001 RECORD_UID --level 1 --until 2027-06-30 --basis \"12/QĐ-SNV\""
        " --data /var/lib/soxad");
    setting.add_option("UNIT", wanted->unit, console.words("help.unit.code"))->required();
    setting.add_option("RECORD_UID", wanted->record_uid, console.words("help.access.record"))
        ->required();
    setting.add_option("--level", wanted->level, console.words("help.access.level"))->required();
    setting.add_option("--until", wanted->until, "dd/mm/yyyy")->transform(record::typed_day);
    setting.add_option("--basis", wanted->basis, console.words("help.access.basis"))->required();
    setting.add_option("--reason", wanted->reason, console.words("help.reason"));
    setting.callback([&console, wanted] {
        console.chosen = [&console, wanted] { return set(console, *wanted); };
    });
    add_of_unit(access, console, "list", list);
    add_of_unit(access, console, "log", log);
}

}  // namespace soxa::server
