#include "ui/views/month_rows.hpp"

#include "client/office/month.hpp"

namespace soxa::ui {

namespace {

std::vector<std::string> sentences(const record::MonthReport& report, const Words& words) {
    if (!report.windows) return {words.say("month.no_pack")};
    const record::Windows& windows = *report.windows;
    std::vector<std::string> said{words.say("month.pack", {windows.pack, windows.pack_title})};
    if (windows.pack_expired) said.push_back(words.say("month.pack_expired"));
    if (windows.unit_deadline && windows.unit_last_workday) {
        said.push_back(words.say("month.unit", {record::shown(*windows.unit_deadline),
                                                record::shown(*windows.unit_last_workday)}));
    }
    std::string days;
    for (const record::Day day : windows.province) {
        days += (days.empty() ? "" : ", ") + record::shown(day);
    }
    if (!days.empty()) said.push_back(words.say("month.province", {days}));
    using Meeting = record::Windows::Meeting;
    if (windows.meeting == Meeting::overlap) {
        said.push_back(words.say("month.overlap", {std::to_string(windows.shared_days)}));
    } else if (windows.meeting == Meeting::touch) {
        said.push_back(words.say("month.touch"));
    }
    if (!windows.calendar_decided) said.push_back(words.say("month.calendar"));
    for (const record::Finding& one : report.findings) {
        said.push_back(words.say(one.fault.text, one.fault.args));
    }
    return said;
}

DutyRow row_of(const record::Duty& duty, const Words& words) {
    DutyRow row;
    row.uid = duty.task.about;
    row.full_name = duty.task.name;
    row.kind = words.say("month.kind." + std::string(name_of(duty.task.kind)));
    row.who = duty.task.who.empty() ? words.say("month.nobody") : duty.task.who;
    if (duty.due) row.due = record::shown(*duty.due);
    row.state = words.say("month.state." + std::string(name_of(duty.state)));
    if (duty.days_late > 0) {
        row.state += " · " + words.say("month.days_late", {std::to_string(duty.days_late)});
    }
    if (duty.counted_in) {
        row.state += " · " + words.say("month.counted_in", {record::shown(*duty.counted_in)});
    }
    if (duty.is_late() && duty.claimed_in_time) row.state += " · " + words.say("month.claimed_in_time");
    row.late = duty.is_late();
    row.open = duty.is_open();
    return row;
}

/// Which of the month's days it is, from 0.
std::optional<std::size_t> day_in(const record::Month& month, record::Day day) {
    if (day < month.first() || month.last() < day) return std::nullopt;
    return static_cast<std::size_t>((day - month.first()).count());
}

}  // namespace

MonthRows month_rows(const record::MonthReport& report, const Words& words) {
    MonthRows rows;
    rows.month = report.month;
    rows.title = words.say("month.title", {record::shown(report.month)});
    rows.windows = sentences(report, words);
    rows.open = report.open();
    rows.late = report.late();
    rows.to_sign = report.to_sign.size();
    for (const record::LateBy& one : report.late_by) {
        rows.late_by.push_back(words.say("month.late_by", {one.who.empty() ? words.say("month.nobody") : one.who,
                                                     std::to_string(one.count)}));
    }
    rows.days.resize(static_cast<std::size_t>(
        (report.month.last() - report.month.first()).count() + 1));
    for (const record::Duty& duty : report.duties) {
        rows.duties.push_back(row_of(duty, words));
        if (duty.task.kind != record::Task::Kind::approval) continue;
        if (const auto day = day_in(report.month, duty.task.happened)) {
            rows.days[*day].submitted += 1;
        }
        const auto count = [&](const std::optional<Timestamp>& time, std::size_t DayCount::*what) {
            if (!time) return;
            if (const auto day = day_in(report.month, record::Day(day_in_vietnam(*time)))) {
                rows.days[*day].*what += 1;
            }
        };
        count(duty.task.claimed, &DayCount::signed_here);
        count(duty.task.received, &DayCount::received);
    }
    return rows;
}

Result<MonthRows> month_rows(office::Office& office, const record::Month& month,
                             const Words& words) {
    TRY_LET(const record::MonthReport report, office::month(office, month, office::packs(office)));
    return month_rows(report, words);
}

}  // namespace soxa::ui
