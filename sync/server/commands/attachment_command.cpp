#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/evidence_pending.hpp"

namespace soxa::server {

namespace {

Result<void> list(const Console& console, const std::string& unit) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<EvidenceLine> pending, evidence_pending(office, unit));
    nlohmann::json document = nlohmann::json::array();
    for (const EvidenceLine& line : pending) {
        document.push_back({{"record_uid", line.record_uid},
                            {"full_name", line.full_name},
                            {"personal_id", line.personal_id},
                            {"status", line.status},
                            {"evidence", "pending"},
                            {"files", line.files},
                            {"bytes", line.bytes}});
        console.line({line.record_uid, line.full_name, line.status,
                      console.words("attachment.pending",
                                    {std::to_string(line.files), std::to_string(line.bytes)})});
    }
    console.result(document);
    return {};
}

}  // namespace

void add_attachment_commands(CLI::App& app, Console& console) {
    CLI::App& attachment = console.command(app, "attachment", "help.attachment",
                                           "attachment list 30001 --data /var/lib/soxad");
    attachment.require_subcommand(1);
    auto unit = std::make_shared<std::string>();
    CLI::App& listing = console.command(attachment, "list", "help.attachment.list",
                                        "attachment list 30001 --json --data /var/lib/soxad");
    listing.add_option("UNIT", *unit, console.words("help.unit.code"))->required();
    listing.callback(
        [&console, unit] { console.chosen = [&console, unit] { return list(console, *unit); }; });
}

}  // namespace soxa::server
