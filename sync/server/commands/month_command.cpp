#include <algorithm>

#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/unit_month.hpp"

namespace soxa::server {

namespace {

struct Asked {
    std::string month;
    bool late = false;
};

/// Who missed the unit's day, or has not approved all there is to approve, or is not heard of.
bool owes(const UnitMonth& one) {
    using State = UnitMonth::State;
    return one.state == State::late || one.state == State::open || one.state == State::done_late ||
           one.unseen();
}

nlohmann::json json_of(const UnitMonth& one) {
    return {{"unit", one.unit.code},
            {"name", one.unit.name},
            {"parent", one.unit.parent},
            {"state", name_of(one.state)},
            {"merged_into", one.merged_into},
            {"unit_deadline",
             one.deadline ? nlohmann::json(record::stored(*one.deadline)) : nlohmann::json()},
            {"files", one.files},
            {"approved", one.approved},
            {"held", one.held},
            {"to_sign", one.to_sign},
            {"returned", one.returned},
            {"drafts", one.drafts},
            {"late", one.late},
            {"approvals_in_time", one.approvals_in_time},
            {"approvals_late", one.approvals_late},
            {"last_contact",
             one.contact ? nlohmann::json(rfc3339(*one.contact)) : nlohmann::json()},
            {"days_silent", one.days_silent ? nlohmann::json(*one.days_silent) : nlohmann::json()},
            {"unseen", one.unseen()},
            {"received", one.received ? nlohmann::json(rfc3339(*one.received)) : nlohmann::json()}};
}

Cells cells_of(const Console& console, const UnitMonth& one) {
    const auto text = [](std::uint64_t count) { return std::to_string(count); };
    const std::string state = console.words("unit_month." + std::string(name_of(one.state)),
                                            {one.merged_into});
    const std::string contact = !one.contact || !one.days_silent
                                    ? console.words("unit_month.never_seen")
                                    : console.words(one.unseen() ? "unit_month.unseen"
                                                                 : "unit_month.seen",
                                                    {std::to_string(*one.days_silent)});
    if (!one.merged_into.empty()) return {one.unit.code, one.unit.name, state};
    if (one.files == 0) return {one.unit.code, one.unit.name, state, "-", "-", contact};
    return {one.unit.code, one.unit.name, state,
            console.words("unit_month.counts",
                          {text(one.approved), text(one.files), text(one.late), text(one.to_sign),
                           text(one.drafts), text(one.returned), text(one.held),
                           text(one.approvals_late)}),
            one.received ? console.words("unit_month.received", {time_text(*one.received)}) : "-",
            contact};
}

Result<void> show(const Console& console, const Asked& asked) {
    const record::Day today(day_in_vietnam(console.clock().now()));
    const auto month = asked.month.empty()
                           ? std::optional(record::Month{record::year_of(today),
                                                         record::month_of(today)})
                           : record::read_month(asked.month);
    if (!month) return fail(Errc::usage, "unit_month.which", {asked.month});
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<UnitMonth> all, unit_months(office, *month));
    nlohmann::json document = nlohmann::json::array();
    for (const UnitMonth& one : all) {
        if (asked.late && !owes(one)) continue;
        document.push_back(json_of(one));
        console.line(cells_of(console, one));
    }
    console.result(document);
    const auto count = [&](UnitMonth::State state) {
        return std::to_string(std::ranges::count(all, state, &UnitMonth::state));
    };
    console.tell("unit_month.summary",
                 {record::stored(*month), std::to_string(all.size()),
                  count(UnitMonth::State::late), count(UnitMonth::State::open),
                  std::to_string(std::ranges::count_if(all, &UnitMonth::unseen))});
    return {};
}

}  // namespace

void add_month_command(CLI::App& app, Console& console) {
    auto asked = std::make_shared<Asked>();
    CLI::App& command = console.command(app, "month", "help.month",
                                        "month 2026-11 --late --data /var/lib/soxad");
    command.add_option("MONTH", asked->month, "YYYY-MM");
    command.add_flag("--late", asked->late, console.words("help.month.late"));
    command.callback([&console, asked] {
        console.chosen = [&console, asked] { return show(console, *asked); };
    });
}

}  // namespace soxa::server
