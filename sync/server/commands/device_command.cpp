#include <map>

#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/device_revoke.hpp"

namespace soxa::server {

namespace {

struct Options {
    std::string id;
    std::string reason;
};

Result<void> list(const Console& console) {
    TRY_LET(Office office, console.office());
    std::vector<Device> devices;
    std::map<ledger::StreamId, std::string> units;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(devices, records.devices().all());
        TRY_LET(const std::vector<Unit> all, records.units().all());
        for (const Unit& unit : all) units.emplace(unit.stream, unit.code);
        return {};
    }));
    nlohmann::json document = nlohmann::json::array();
    for (const Device& device : devices) {
        nlohmann::json line{{"device", hex(device.id.view())},
                            {"unit", units[device.stream]},
                            {"label", device.label},
                            {"enrolled_at", rfc3339(device.enrolled_at)},
                            {"fingerprint", ledger::fingerprint(device.key)},
                            {"revoked", device.revoked_at.has_value()}};
        if (device.revoked_at) line["revoked_at"] = rfc3339(*device.revoked_at);
        document.push_back(std::move(line));
        console.line({hex(device.id.view()), units[device.stream], device.label,
                      time_text(device.enrolled_at),
                      device.revoked_at ? time_text(*device.revoked_at) : "-"});
    }
    console.result(document);
    return {};
}

Result<void> revoke(const Console& console, const Options& options) {
    TRY_LET(Office office, console.office());
    TRY_LET(const Device device, revoke_device(office, options.id, options.reason));
    console.result({{"device", hex(device.id.view())},
                    {"revoked_at", rfc3339(device.revoked_at.value_or(Timestamp{}))}});
    console.tell("device.revoked_now", {hex(device.id.view())});
    return {};
}

}  // namespace

void add_device_commands(CLI::App& app, Console& console) {
    CLI::App& device =
        console.command(app, "device", "help.device", "device list --data /var/lib/soxad");
    device.require_subcommand(1);

    CLI::App& listing = console.command(device, "list", "help.device.list",
                                        "device list --json --data /var/lib/soxad");
    listing.callback([&console] { console.chosen = [&console] { return list(console); }; });

    auto options = std::make_shared<Options>();
    CLI::App& revoking =
        console.command(device, "revoke", "help.device.revoke",
                        "device revoke 3f2a90c1 --reason \"mất máy\" --data /var/lib/soxad");
    revoking.add_option("DEVICE", options->id, console.words("help.device.id"))->required();
    revoking.add_option("--reason", options->reason, console.words("help.reason"));
    revoking.callback([&console, options] {
        console.chosen = [&console, options] { return revoke(console, *options); };
    });
}

}  // namespace soxa::server
