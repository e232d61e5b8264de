#include "client/office/month.hpp"

#include <algorithm>
#include <array>

#include "client/office/access.hpp"
#include "client/office/record_view.hpp"
#include "sync/ledger/version_rules.hpp"
#include "sync/ledger/attachment.hpp"
#include "sync/record/policy_value.hpp"

namespace soxa::office {

namespace {

using ledger::event_day;
using record::Day;
using record::Task;

void finish(Task& task, Timestamp claimed, const ledger::Standing& standing) {
    task.claimed = claimed;
    if (standing.position && !standing.ghost()) task.received = standing.received;
}

std::string holders_of(const Office& office, ledger::Role role) {
    std::string names;
    for (const auto& [id, account] : office.store().directory().accounts()) {
        if (account.made.role != role || account.revoked) continue;
        names += (names.empty() ? "" : ", ") + account.made.name;
    }
    return names;
}

/// The tasks that one file has given, version by version.
class FileTasks {
public:
    FileTasks(Office& office, const ledger::RecordState& state, const store::RecordLine& line,
              const std::string& heads)
        : office_(office), state_(state), line_(line), heads_(heads) {}

    Result<void> gather(const record::PolicyHistory& packs, std::vector<Task>& tasks) {
        TRY_LET(operations_, office_.store().operations_on(state_.id));
        std::size_t at = 0;
        for (std::size_t i = 0; i < state_.cuts.size(); ++i) {
            const ledger::Cut& cut = state_.cuts[i];
            if (const auto edit = first_edit(at, &cut.submit)) {
                Task entry = entered(*edit, i == 0);
                finish(entry, cut.at, cut.standing);
                tasks.push_back(std::move(entry));
            }
            of_cut(i, tasks);
        }
        const bool returned = !state_.cuts.empty() && state_.cuts.back().returned.has_value();
        const auto edit = first_edit(at, nullptr);
        if (edit && !returned && state_.current_cut() == nullptr) {
            tasks.push_back(entered(*edit, state_.cuts.empty()));
            evidence(*edit, packs, tasks);
        }
        return {};
    }

private:
    /// The first edit from `at` on; passes on to behind the submission, if one is named.
    std::optional<std::size_t> first_edit(std::size_t& at, const ledger::OperationId* submit) {
        std::optional<std::size_t> found;
        for (; at < operations_.size(); ++at) {
            const ledger::Stored& one = operations_[at];
            if (submit != nullptr && one.operation.id == *submit) {
                ++at;
                return found;
            }
            const ledger::Kind kind = one.operation.header.kind;
            // What came over from another unit is to be checked and signed here (TB-9.3).
            const bool edit = kind == ledger::Kind::edit || kind == ledger::Kind::adopt;
            if (edit && !found && !one.standing.ghost()) found = at;
        }
        return found;
    }

    Task task(Task::Kind kind, std::string who, Day happened) const {
        Task made;
        made.kind = kind;
        made.about = line_.uid;
        made.name = line_.full_name;
        made.who = std::move(who);
        made.happened = happened;
        return made;
    }

    Task entered(std::size_t edit, bool first) const {
        const ledger::Stored& one = operations_[edit];
        const bool came_over = one.operation.header.kind == ledger::Kind::adopt;
        return task(first ? Task::Kind::first_entry : Task::Kind::change,
                    came_over ? holders_of(office_, ledger::Role::clerk)
                              : author_of(office_, one.operation.header.chain).name,
                    event_day(one.operation.header.at, one.standing));
    }

    /// What a version asks for: to be put right if it was given back, else the head's signature.
    /// One that a later version has overtaken asks for nothing.
    void of_cut(std::size_t index, std::vector<Task>& tasks) const {
        const ledger::Cut& cut = state_.cuts[index];
        const bool last = index + 1 == state_.cuts.size();
        const Day submitted = event_day(cut.at, cut.standing);
        const auto approval =
            std::find_if(state_.approvals.begin(), state_.approvals.end(),
                         [&](const ledger::Approval& one) { return one.cut == cut.submit; });
        if (cut.returned) {
            Task fix = task(Task::Kind::returned, author_of(office_, cut.by).name, submitted);
            for (const ledger::Stored& one : operations_) {
                if (one.operation.id != cut.returned->first) continue;
                fix.happened = event_day(one.operation.header.at, one.standing);
            }
            if (!last) {
                const ledger::Cut& next = state_.cuts[index + 1];
                finish(fix, next.at, next.standing);
            }
            tasks.push_back(std::move(fix));
        } else if (approval != state_.approvals.end()) {
            Task sign =
                task(Task::Kind::approval, author_of(office_, approval->by).name, submitted);
            finish(sign, approval->at, approval->standing);
            tasks.push_back(std::move(sign));
        } else if (last) {
            tasks.push_back(task(Task::Kind::approval, heads_, submitted));
        }
    }

    /// What changed since the approved version and has no document yet [R32].
    void evidence(std::size_t edit, const record::PolicyHistory& packs,
                  std::vector<Task>& tasks) const {
        const record::Policy* const policy = packs.on(today_of(office_));
        if (!state_.effective || policy == nullptr) return;
        const record::Document approved =
            ledger::document_of(state_.cuts[*state_.effective].content);
        const std::string today = office_.today();
        record::Facts facts = record::facts_under(*policy, today);
        facts.approved = &approved;
        std::vector<ledger::Entry> entries;
        for (const ledger::Stored& one : operations_) {
            entries.push_back({&one.operation, one.standing});
        }
        facts.evidenced = ledger::evidenced(state_, entries);
        const auto findings = record::check(ledger::document_of(state_.draft), facts);
        const bool missing =
            std::any_of(findings.begin(), findings.end(),
                        [](const record::Finding& one) { return one.fault.rule == "R32"; });
        if (!missing) return;
        Task proof = entered(edit, false);
        proof.kind = Task::Kind::evidence;
        tasks.push_back(std::move(proof));
    }

    Office& office_;
    const ledger::RecordState& state_;
    const store::RecordLine& line_;
    const std::string& heads_;
    std::vector<ledger::Stored> operations_;
};

/// When it was decided that he joins: of a row that takes effect on that day.
std::optional<Day> decided_on(const record::Document& document, std::string_view joined) {
    struct Rows {
        std::string_view group;
        std::string_view effective;
    };
    constexpr std::array<Rows, 3> decisions{
        {{"status_event", "effective_date"}, {"unit_move", "effective_date"},
         {"position_history", "from"}}};
    const auto text = [](const record::Row& row, std::string_view group, std::string_view id) {
        const auto value = row.columns.find(record::find_field(group, id)->tag);
        return value == row.columns.end() ? std::string()
                                          : std::get<std::string>(value->second);
    };
    for (const auto& [group, effective] : decisions) {
        const auto rows = document.groups.find(record::find_group(group)->tag);
        if (rows == document.groups.end()) continue;
        for (const record::Row& row : rows->second) {
            if (text(row, group, effective) != joined) continue;
            if (const auto day = record::read_day(text(row, group, "decision_date"))) return day;
        }
    }
    return std::nullopt;
}

/// The day that an account's term counts from, as the pack of the joining says; without a decision
/// in the file the joining itself.
Day account_event(const record::PolicyHistory& packs, const record::Document& document,
                  Day joined) {
    const record::Policy* const pack = packs.on(joined);
    const std::string key = std::string(name_of(Task::Kind::account)) + ".join";
    const record::Term* const term = pack == nullptr ? nullptr : pack->deadline(key);
    if (term == nullptr || term->after != record::Anchor::decision) return joined;
    return decided_on(document, record::stored(joined)).value_or(joined);
}

/// An account for who came to this agency, by his own account or none.
Result<std::optional<Task>> account_task(Office& office, const ledger::RecordState& state,
                                         const store::RecordLine& line,
                                         const std::string& administrators,
                                         const record::PolicyHistory& packs) {
    const record::Document document = ledger::document_of(state.draft);
    const std::optional<Day> joined = record::read_day(document.text("current_agency_join_date"));
    if (!joined || line.personal_id.empty()) return std::nullopt;
    Task task;
    task.kind = Task::Kind::account;
    task.about = line.uid;
    task.name = line.full_name;
    task.who = administrators;
    task.happened = account_event(packs, document, *joined);
    for (const auto& [id, account] : office.store().directory().accounts()) {
        if (account.made.personal_id != line.personal_id || account.revoked) continue;
        task.claimed = account.made_at;
        if (!account.provisional) {
            TRY_LET(const auto made, office.store().operations_of(ledger::Kind::account_create));
            for (const ledger::Stored& one : made) {
                const bool same = one.operation.header.at == account.made_at;
                if (same && one.standing.position) task.received = one.standing.received;
            }
        }
    }
    return task;
}

Json timestamp(const std::optional<Timestamp>& time) {
    return time ? Json(rfc3339(*time)) : Json();
}
Json day(const std::optional<Day>& one) { return one ? Json(record::stored(*one)) : Json(); }

Json json_of(const record::Duty& duty) {
    return {{"kind", std::string(name_of(duty.task.kind))},
            {"record_uid", duty.task.about},
            {"full_name", duty.task.name},
            {"who", duty.task.who},
            {"since", record::stored(duty.task.happened)},
            {"due", day(duty.due)},
            {"state", std::string(name_of(duty.state))},
            {"days_late", duty.days_late},
            {"claimed_at", timestamp(duty.task.claimed)},
            {"received_at", timestamp(duty.task.received)},
            {"claimed_in_time", duty.claimed_in_time},
            {"pack", duty.pack}};
}

}  // namespace

record::PolicyHistory packs(const Office& office) { return office.store().rulebook().packs; }

Day today_of(const Office& office) { return Day(day_in_vietnam(office.around().clock.now())); }

record::Month this_month(const Office& office) {
    const Day today = today_of(office);
    return {record::year_of(today), record::month_of(today)};
}

Result<std::vector<Task>> tasks(Office& office, const record::PolicyHistory& packs) {
    const bool person = office.role() == ledger::Role::person;
    if (!person) TRY(office.may(ledger::Act::read_list, ledger::Whose::others));
    // A unit that another has taken over owes nothing any more: the new one does (F10).
    if (office.store().directory().merged()) return std::vector<Task>();
    const std::string heads = holders_of(office, ledger::Role::head);
    const std::string administrators = holders_of(office, ledger::Role::admin);
    std::vector<Task> all;
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (person && !is_own(office, line)) continue;
        TRY_LET(const auto state, office.store().record(line.id));
        // Who leaves is a duty until the version that says so is signed.
        if (!state || state->life.archived()) continue;
        TRY(FileTasks(office, *state, line, heads).gather(packs, all));
        TRY_LET(auto account, account_task(office, *state, line, administrators, packs));
        if (account) all.push_back(*std::move(account));
    }
    return all;
}

Result<record::MonthReport> month(Office& office, const record::Month& month,
                                  const record::PolicyHistory& packs) {
    TRY_LET(const auto all, tasks(office, packs));
    return record::month_report(month, all, packs, today_of(office));
}

Json json_of(const record::Windows& windows, Day today) {
    Json days = Json::array();
    for (const Day one : windows.province) days.push_back(record::stored(one));
    return {{"pack", windows.pack},
            {"pack_title", windows.pack_title},
            {"pack_expired", windows.pack_expired},
            {"unit_deadline", day(windows.unit_deadline)},
            {"unit_last_workday", day(windows.unit_last_workday)},
            {"unit_open", !windows.unit_deadline || today <= *windows.unit_deadline},
            {"province_rule", record::policy::text_of(windows.province_terms)},
            {"province_days", std::move(days)},
            {"meeting", std::string(name_of(windows.meeting))},
            {"shared_days", windows.shared_days},
            {"calendar_decided", windows.calendar_decided}};
}

Json json_of(const record::MonthReport& report, Day today) {
    Json duties = Json::array();
    for (const record::Duty& one : report.duties) duties.push_back(json_of(one));
    Json late_by = Json::array();
    for (const record::LateBy& one : report.late_by) {
        late_by.push_back({{"who", one.who}, {"count", one.count}});
    }
    return {{"month", record::stored(report.month)},
            {"today", record::stored(today)},
            {"windows", report.windows ? json_of(*report.windows, today) : Json()},
            {"obligations", std::move(duties)},
            {"open", report.open()},
            {"late", report.late()},
            {"late_by", std::move(late_by)},
            {"to_sign", report.to_sign}};
}

}  // namespace soxa::office
