#include "sync/record/month.hpp"

#include <algorithm>
#include <map>

namespace soxa::record {

namespace {

Day local_day(Timestamp time) { return Day(day_in_vietnam(time)); }

Month month_with(Day day) { return {year_of(day), month_of(day)}; }

std::string_view change_key(Task::Source source) {
    switch (source) {
        case Task::Source::own_system:
            return "change.own_system";
        case Task::Source::other_agency:
            return "change.other_agency";
        case Task::Source::person:
        case Task::Source::other_unit:
            return "change.person";
    }
    return {};
}

/// The pack's deadline for a task; approvals have a day of the month instead.
std::string_view deadline_key(const Task& task) {
    switch (task.kind) {
        case Task::Kind::account:
            return "account.join";
        case Task::Kind::first_entry:
            return task.source == Task::Source::other_unit ? "transfer.setup" : "entry.first";
        case Task::Kind::change:
            return change_key(task.source);
        case Task::Kind::returned:
            return "returned.fix";
        case Task::Kind::evidence:
            return "change.person";
        case Task::Kind::assessment:
            return "assessment.sync";
        case Task::Kind::approval:
            return {};
    }
    return {};
}

bool needs_no_term(const Policy& policy, const Task& task) {
    const bool optional =
        task.kind == Task::Kind::account || task.kind == Task::Kind::assessment;
    return optional && policy.deadline(deadline_key(task)) == nullptr;
}

/// What is entered and handed on is done by the unit's day at the latest: the head cannot sign
/// before.
bool leads_to_signature(Task::Kind kind) {
    return kind == Task::Kind::first_entry || kind == Task::Kind::change ||
           kind == Task::Kind::returned;
}

std::optional<Day> due_of(const Policy& policy, const Task& task, const Calendar& calendar) {
    const Day begun = task.begun.value_or(task.happened);
    if (task.kind == Task::Kind::approval) return unit_day_for(policy, begun);
    const Term* const term = policy.deadline(deadline_key(task));
    std::optional<Day> due;
    if (term != nullptr) {
        const bool by_process = term->after == Anchor::process_completed && task.completed;
        due = due_day(calendar, *term, by_process ? *task.completed : task.happened);
    }
    return !due && leads_to_signature(task.kind) ? unit_day_for(policy, begun) : due;
}

/// Signed on `day`, by the time that counts: after the unit's day of that month it is late of it.
void flag_after_unit_day(const Policy& policy, Day day, Duty& duty) {
    if (!policy.unit_deadline_day) return;
    const Month month = month_with(day);
    const Day last = unit_deadline(month, *policy.unit_deadline_day);
    const bool over = day > last;
    if (over && policy.outside_window != OutsideWindow::allow && *duty.due > last) duty.due = last;
    if (day > *duty.due) duty.counted_in = over ? month.next() : month;
}

Duty::State state_of(const Task& task, const std::optional<Day>& due,
                     const std::optional<Timestamp>& counted, Day today) {
    using State = Duty::State;
    if (counted) return due && local_day(*counted) > *due ? State::done_late : State::done;
    const bool over = due && today > *due;
    if (task.done()) return over ? State::sent_late : State::sent;
    return over ? State::late : State::open;
}

bool of_month(const Duty& duty, const Month& month, Day today) {
    const Day last = month.last();
    const bool now = month.first() <= today && today <= last;
    const bool finished = duty.state == Duty::State::done || duty.state == Duty::State::done_late;
    if (duty.due && month.first() <= *duty.due && *duty.due <= last) return true;
    if (duty.counted_in && *duty.counted_in == month) return true;
    if (finished) return month.first() <= duty.task.happened && duty.task.happened <= last;
    // What is not finished is carried along until it is.
    return duty.task.happened <= last && (now || !duty.due || *duty.due <= last);
}

Windows::Meeting meeting_of(Windows& windows, const Calendar& calendar) {
    if (!windows.unit_last_workday || windows.province.empty()) return Windows::Meeting::apart;
    const Day last = *windows.unit_last_workday;
    windows.shared_days =
        static_cast<int>(std::count_if(windows.province.begin(), windows.province.end(),
                                       [&](Day day) { return day <= *windows.unit_deadline; }));
    if (windows.shared_days > 0) return Windows::Meeting::overlap;
    const bool next = calendar.add_workdays(last, 1) >= windows.province.front();
    return next ? Windows::Meeting::touch : Windows::Meeting::apart;
}

/// All decisions that any pack brings; of two for a year the later pack's.
Calendar calendar_of(const PolicyHistory& packs) {
    std::vector<YearDecision> decisions;
    for (const Policy& policy : packs.packs()) {
        decisions.insert(decisions.end(), policy.calendar.begin(), policy.calendar.end());
    }
    return Calendar(decisions);
}

}  // namespace

std::string_view name_of(Task::Kind kind) {
    switch (kind) {
        case Task::Kind::account:
            return "account";
        case Task::Kind::first_entry:
            return "first_entry";
        case Task::Kind::change:
            return "change";
        case Task::Kind::approval:
            return "approval";
        case Task::Kind::returned:
            return "returned";
        case Task::Kind::evidence:
            return "evidence";
        case Task::Kind::assessment:
            return "assessment";
    }
    return {};
}

std::optional<Day> unit_day_for(const Policy& policy, Day begun) {
    if (!policy.unit_deadline_day) return std::nullopt;
    const Day day = unit_deadline(month_with(begun), *policy.unit_deadline_day);
    return begun <= day ? day : unit_deadline(month_with(begun).next(), *policy.unit_deadline_day);
}

std::string_view name_of(Duty::State state) {
    switch (state) {
        case Duty::State::open:
            return "open";
        case Duty::State::late:
            return "late";
        case Duty::State::sent:
            return "sent";
        case Duty::State::sent_late:
            return "sent_late";
        case Duty::State::done:
            return "done";
        case Duty::State::done_late:
            return "done_late";
    }
    return {};
}

std::string shown(const Month& month) {
    const std::string number = std::to_string(month.month);
    return (number.size() < 2 ? "0" : "") + number + "/" + std::to_string(month.year);
}

std::string_view name_of(Windows::Meeting meeting) {
    switch (meeting) {
        case Windows::Meeting::apart:
            return "apart";
        case Windows::Meeting::touch:
            return "touch";
        case Windows::Meeting::overlap:
            return "overlap";
    }
    return {};
}

std::optional<Duty> judge(const Task& task, const PolicyHistory& packs, const Calendar& calendar,
                          Day today) {
    const Policy* const policy = packs.on(task.happened);
    if (policy == nullptr || needs_no_term(*policy, task)) return std::nullopt;
    Duty duty;
    duty.task = task;
    duty.pack = policy->name;
    duty.due = due_of(*policy, task, calendar);
    const auto& counted =
        policy->time_source == TimeSource::received ? task.received : task.claimed;
    const Day until = counted ? local_day(*counted) : today;
    if (task.kind == Task::Kind::approval && task.done() && duty.due) {
        flag_after_unit_day(*policy, until, duty);
    }
    duty.state = state_of(task, duty.due, counted, today);
    if (duty.due && duty.is_late()) {
        duty.days_late = static_cast<int>((until - *duty.due).count());
    }
    duty.claimed_in_time =
        task.claimed && (!duty.due || local_day(*task.claimed) <= *duty.due);
    return duty;
}

std::optional<Windows> windows(const Month& month, const PolicyHistory& packs,
                               const Calendar& calendar, Day today) {
    const Policy* const policy = packs.on(month.last());
    if (policy == nullptr) return std::nullopt;
    Windows found;
    found.pack = policy->name;
    found.pack_title = policy->title;
    found.pack_basis = policy->basis;
    found.pack_expired = policy->expired_on(std::max(today, month.first()));
    if (policy->unit_deadline_day) {
        found.unit_deadline = unit_deadline(month, *policy->unit_deadline_day);
        found.unit_last_workday = calendar.last_workday_until(*found.unit_deadline);
    }
    found.province_terms = policy->province_window;
    found.province = province_window(calendar, month, policy->province_window);
    found.meeting = meeting_of(found, calendar);
    found.calendar_decided = calendar.is_decided(month.year);
    return found;
}

std::size_t MonthReport::open() const {
    return static_cast<std::size_t>(
        std::count_if(duties.begin(), duties.end(), [](const Duty& one) { return one.is_open(); }));
}

std::size_t MonthReport::late() const {
    return static_cast<std::size_t>(
        std::count_if(duties.begin(), duties.end(), [](const Duty& one) { return one.is_late(); }));
}

MonthReport month_report(const Month& month, const std::vector<Task>& tasks,
                         const PolicyHistory& packs, Day today) {
    const Calendar calendar = calendar_of(packs);
    MonthReport report;
    report.month = month;
    report.windows = windows(month, packs, calendar, today);
    std::map<std::string, std::size_t> late;
    for (const Task& task : tasks) {
        const std::optional<Duty> duty = judge(task, packs, calendar, today);
        if (!duty || !of_month(*duty, month, today)) continue;
        if (duty->is_late()) ++late[task.who];
        if (task.kind == Task::Kind::approval && duty->is_open()) {
            report.to_sign.push_back(task.about);
        }
        report.duties.push_back(*duty);
    }
    std::stable_sort(report.duties.begin(), report.duties.end(), [](const Duty& a, const Duty& b) {
        if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
        return a.due < b.due;
    });
    for (const auto& [who, count] : late) report.late_by.push_back({who, count});
    std::stable_sort(report.late_by.begin(), report.late_by.end(),
                     [](const LateBy& a, const LateBy& b) { return a.count > b.count; });
    return report;
}

}  // namespace soxa::record
