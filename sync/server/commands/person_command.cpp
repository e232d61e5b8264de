#include <nlohmann/json.hpp>

#include "sync/record/code_list.hpp"
#include "sync/record/typed_day.hpp"
#include "sync/server/commands/console.hpp"
#include "sync/server/unit_change.hpp"

namespace soxa::server {

namespace {

std::string label_of(const std::string& status) {
    const record::Code* const code =
        record::find_code(*record::find_code_list("personnel_status"), status);
    return code == nullptr ? status : std::string(code->label);
}

Result<void> set(const Console& console, const StatusOrder& asked) {
    TRY_LET(Office office, console.office());
    TRY(set_status(office, asked));
    console.result({{"unit", asked.unit},
                    {"personal_id", asked.personal_id},
                    {"status", asked.status}});
    console.tell("person.status_set", {asked.personal_id, label_of(asked.status)});
    return {};
}

}  // namespace

void add_person_commands(CLI::App& app, Console& console) {
    CLI::App& person = console.command(app, "person", "help.person",
                                       "person status H31.55 034190001234 --status 60"
                                       " --basis \"3/KT\" --data /var/lib/soxad");
    person.require_subcommand(1);
    auto asked = std::make_shared<StatusOrder>();
    CLI::App& setting = console.command(person, "status", "help.person.status",
                                        "person status H31.55 034190001234 --status 60"
                                        " --basis \"3/KT\" --data /var/lib/soxad");
    setting.add_option("UNIT", asked->unit, console.words("help.unit.code"))->required();
    setting.add_option("ID", asked->personal_id, console.words("help.person.id"))->required();
    setting.add_option("--status", asked->status, console.words("help.person.code"))->required();
    setting.add_option("--basis", asked->order.basis, console.words("help.basis"))->required();
    setting.add_option("--date", asked->order.effective, console.words("help.order.effective"))
        ->transform(record::typed_day);
    setting.callback([&console, asked] {
        console.chosen = [&console, asked] { return set(console, *asked); };
    });
}

}  // namespace soxa::server
