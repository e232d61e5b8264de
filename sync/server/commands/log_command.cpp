#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/log_verify.hpp"

namespace soxa::server {

namespace {

Result<void> verify(const Console& console) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<VerifiedLog> verified, verify_logs(office));
    nlohmann::json units = nlohmann::json::array();
    std::uint64_t entries = 0;
    for (const VerifiedLog& log : verified) {
        units.push_back(
            {{"unit", log.unit}, {"entries", log.entries}, {"root", hex(log.root.view())}});
        console.line({log.unit, std::to_string(log.entries), hex(log.root.view())});
        entries += log.entries;
    }
    console.result({{"ok", true}, {"units", units}});
    console.tell("log.good", {std::to_string(verified.size()), std::to_string(entries)});
    return {};
}

Result<void> health(const Console& console) {
    TRY_LET(Office office, console.office());
    // A store whose first page is good opens: the others are damaged unseen until they are read.
    TRY(office.storage->verify_integrity());
    std::string code;
    std::string name;
    std::optional<std::string> url;
    std::vector<Unit> units;
    std::size_t devices = 0;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(code, required_setting(records, setting::province_code));
        TRY_LET(name, required_setting(records, setting::province_name));
        TRY_LET(url, records.settings().find(setting::url));
        TRY_LET(units, records.units().all());
        TRY_LET(const std::vector<Device> all, records.devices().all());
        devices = all.size();
        return {};
    }));
    std::uint64_t entries = 0;
    for (const Unit& unit : units) entries += unit.log.size();
    nlohmann::json document{{"ok", true},         {"province", code},
                            {"name", name},       {"units", units.size()},
                            {"devices", devices}, {"entries", entries}};
    if (url) document["url"] = *url;
    console.result(document);
    console.tell("health.good",
                 {std::to_string(units.size()), std::to_string(devices), std::to_string(entries)});
    return {};
}

}  // namespace

void add_log_commands(CLI::App& app, Console& console) {
    CLI::App& log = console.command(app, "log", "help.log", "log verify --data /var/lib/soxad");
    log.require_subcommand(1);
    CLI::App& verifying =
        console.command(log, "verify", "help.log.verify", "log verify --data /var/lib/soxad");
    verifying.callback([&console] { console.chosen = [&console] { return verify(console); }; });

    CLI::App& checking =
        console.command(app, "health", "help.health", "health --json --data /var/lib/soxad");
    checking.callback([&console] { console.chosen = [&console] { return health(console); }; });
}

}  // namespace soxa::server
