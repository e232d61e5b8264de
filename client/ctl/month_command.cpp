#include "client/ctl/told.hpp"
#include "client/office/month.hpp"
#include "client/office/move.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    std::string month;
    std::string pack;
};

Result<record::PolicyHistory> packs(const office::Office& office, const std::string& preset) {
    if (preset.empty()) return office::packs(office);
    const record::Policy* const found = record::find_preset(preset);
    if (found == nullptr) return fail(Errc::usage, "month.unknown_pack", {preset});
    record::PolicyHistory history;
    history.add(*found);
    return history;
}

std::string shown(const std::optional<record::Day>& day) {
    return day ? record::shown(*day) : std::string("–");
}

void print_windows(const Console& console, const record::Windows& windows) {
    console.out(console.word("month.pack", {windows.pack, windows.pack_title}));
    console.out(console.word("month.basis", {windows.pack_basis}));
    if (windows.pack_expired) console.out(console.word("month.pack_expired"));
    if (windows.unit_deadline) {
        console.out(console.word("month.unit",
                                 {shown(windows.unit_deadline), shown(windows.unit_last_workday)}));
    }
    std::string days;
    for (const record::Day day : windows.province) {
        days += (days.empty() ? "" : ", ") + record::shown(day);
    }
    if (!days.empty()) console.out(console.word("month.province", {days}));
    using Meeting = record::Windows::Meeting;
    if (windows.meeting == Meeting::overlap) {
        console.out(console.word("month.overlap", {std::to_string(windows.shared_days)}));
    } else if (windows.meeting == Meeting::touch) {
        console.out(console.word("month.touch"));
    }
    if (!windows.calendar_decided) console.out(console.word("month.calendar"));
}

/// With what is told beside it of a signature that came after the unit's day.
std::string state_text(const Console& console, const record::Duty& duty) {
    std::string text = console.word("month.state." + std::string(name_of(duty.state)));
    const auto beside = [&](const std::string& more) { text += "; " + more; };
    if (duty.counted_in) {
        beside(console.word("month.counted_in", {record::shown(*duty.counted_in)}));
    }
    if (duty.is_late() && duty.claimed_in_time) beside(console.word("month.claimed_in_time"));
    return text;
}

void print(const Console& console, const record::MonthReport& report) {
    console.out(console.word("month.title", {record::shown(report.month)}));
    if (report.windows) {
        print_windows(console, *report.windows);
    } else {
        console.out(console.word("month.no_pack"));
    }
    console.out(
        console.word("month.counts", {std::to_string(report.open()), std::to_string(report.late()),
                                      std::to_string(report.to_sign.size())}));
    for (const record::LateBy& one : report.late_by) {
        const std::string who = one.who.empty() ? console.word("month.nobody") : one.who;
        console.out(console.word("month.late_by", {who, std::to_string(one.count)}));
    }
    for (const record::Finding& one : report.findings) {
        console.out(console.word(one.fault.text, one.fault.args));
    }
    for (const record::Duty& duty : report.duties) {
        console.out(shown(duty.due) + "\t" + state_text(console, duty) + "\t" +
                    console.word("month.kind." + std::string(name_of(duty.task.kind))) + "\t" +
                    duty.task.name + "\t" + duty.task.who + "\t" + duty.task.about);
    }
}

Result<int> month(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    const auto asked = wanted.month.empty() ? std::optional(office::this_month(office))
                                            : record::read_month(wanted.month);
    if (!asked) return fail(Errc::usage, "month.which", {wanted.month});
    TRY_LET(const record::PolicyHistory history, packs(office, wanted.pack));
    TRY_LET(const record::MonthReport report, office::month(office, *asked, history));
    if (console.json()) {
        Json json = office::json_of(report, office::today_of(office));
        json["merged_into"] = office::merger_json(office);
        console.out(json);
    } else {
        if (const auto merger = merger_text(console, office)) console.out(*merger);
        print(console, report);
    }
    return 0;
}

}  // namespace

void add_month(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* command =
        commands.add(commands.app, "month", "việc phải làm trong tháng / what a month asks",
                     "soxactl --as thinh month 2026-11");
    command->add_option("MONTH", wanted->month, "YYYY-MM");
    command->add_option("--pack", wanted->pack, "TB-2024 | C06-2023 | D27-2026");
    commands.act(command, [wanted](Console& console) { return month(console, *wanted); });
}

}  // namespace soxa::ctl
