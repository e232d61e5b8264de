#include "client/office/month.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "client/office/access.hpp"
#include "client/office/move.hpp"
#include "client/office/record_view.hpp"
#include "sync/ledger/evidence.hpp"
#include "sync/ledger/file_task.hpp"
#include "sync/ledger/version_rules.hpp"
#include "sync/record/early_raise.hpp"
#include "sync/record/policy_value.hpp"

namespace soxa::office {

namespace {

using record::Day;
using record::Task;

std::string holders_of(const Office& office, ledger::Role role) {
    std::string names;
    for (const auto& [id, account] : office.store().directory().accounts()) {
        if (account.made.role != role || account.revoked) continue;
        names += (names.empty() ? "" : ", ") + account.made.name;
    }
    return names;
}

/// Who has to act, or has acted.
std::string actor_of(const Office& office, const ledger::FileTask& task,
                     const std::string& heads) {
    switch (task.actor) {
        case ledger::FileTask::Actor::author:
            return author_of(office, task.by).name;
        case ledger::FileTask::Actor::clerks:
            return holders_of(office, ledger::Role::clerk);
        case ledger::FileTask::Actor::heads:
            return heads;
    }
    return {};
}

/// What changed since the approved version and has no document yet [R32]; `entered` is the work
/// that asks for it.
std::optional<Task> evidence_task(const Office& office, const ledger::RecordState& state,
                                  const std::vector<ledger::Stored>& operations,
                                  const Task& entered, const record::PolicyHistory& packs) {
    const record::Policy* const policy = packs.on(today_of(office));
    if (!state.effective || policy == nullptr) return std::nullopt;
    const record::Document approved = ledger::document_of(state.cuts[*state.effective].content);
    const std::string today = office.today();
    record::Facts facts = record::facts_under(*policy, today);
    facts.approved = &approved;
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : operations) entries.push_back({&one.operation, one.standing});
    facts.evidenced = ledger::proven(state.draft, entries, policy);
    const auto findings = record::check(ledger::document_of(state.draft), facts);
    const bool missing = std::ranges::any_of(
        findings, [](const record::Finding& one) { return one.fault.rule == "R32"; });
    if (!missing) return std::nullopt;
    Task proof = entered;
    proof.kind = Task::Kind::evidence;
    return proof;
}

/// The tasks that one file has given, version by version.
Result<std::vector<Task>> tasks_of(const Office& office, const ledger::RecordState& state,
                                   const store::RecordLine& line, const std::string& heads,
                                   const record::PolicyHistory& packs) {
    std::vector<Task> tasks;
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    for (const ledger::FileTask& one :
         ledger::file_tasks(state, operations, office.store().home().unit_name)) {
        Task task = one.task;
        task.about = line.uid;
        task.name = line.full_name;
        task.who = actor_of(office, one, heads);
        const bool enters = task.kind == Task::Kind::first_entry || task.kind == Task::Kind::change;
        const auto proof = enters && !task.done()
                               ? evidence_task(office, state, operations, task, packs)
                               : std::nullopt;
        tasks.push_back(std::move(task));
        if (proof) tasks.push_back(*proof);
    }
    return tasks;
}

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

/// When somebody was given an account, by his personal number.
struct AccountMade {
    Timestamp claimed{};
    std::optional<Timestamp> received;
};
using AccountsMade = std::map<std::string, AccountMade, std::less<>>;

/// Of all accounts that stand, read once: the receipt is that of the operation that made it.
Result<AccountsMade> accounts_made(const Office& office) {
    TRY_LET(const auto operations, office.store().operations_of(ledger::Kind::account_create));
    std::map<crypto::AccountId, Timestamp> received;
    for (const ledger::Stored& one : operations) {
        if (!one.standing.position) continue;
        received.emplace(crypto::AccountId{one.operation.id.bytes}, one.standing.received);
    }
    AccountsMade made;
    for (const auto& [id, account] : office.store().directory().accounts()) {
        if (account.made.personal_id.empty() || account.revoked) continue;
        const auto [at, fresh] = made.try_emplace(account.made.personal_id);
        // Of two accounts of one person the first kept the term.
        if (!fresh && at->second.claimed <= account.made_at) continue;
        at->second = {account.made_at, {}};
        const auto receipt = account.provisional ? received.end() : received.find(id);
        if (receipt != received.end()) at->second.received = receipt->second;
    }
    return made;
}

/// By the number of now, or one that the file had before it was corrected [F17].
const AccountMade* account_of(const AccountsMade& made, const ledger::RecordState& state,
                              std::string_view personal_id) {
    const auto& changes = state.life.numbers;
    std::string number(personal_id);
    for (std::size_t step = 0; step <= changes.size(); ++step) {
        if (const auto at = made.find(number); at != made.end()) return &at->second;
        const auto before = std::ranges::find_if(changes, [&](const ledger::NumberChange& one) {
            const bool refused = one.verdict && !one.verdict->confirmed;
            return one.alias.to == number && !refused;
        });
        if (before == changes.end()) break;
        number = before->alias.from;
    }
    return nullptr;
}

/// An account for who came to this agency, by his own account or none.
std::optional<Task> account_task(const AccountsMade& made, const ledger::RecordState& state,
                                 const store::RecordLine& line, const std::string& administrators,
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
    if (const AccountMade* const account = account_of(made, state, line.personal_id)) {
        task.claimed = account->claimed;
        task.received = account->received;
    }
    return task;
}

/// Who comes from outside and whose file the province has: it is to be opened [TB-9.1].
Result<void> add_awaited(const Office& office, std::vector<Task>& tasks) {
    TRY_LET(const auto coming, arrivals(office));
    for (const ledger::Arrival& one : coming) {
        const bool asked = one.offer.transfer == one.operation;
        if (!asked || one.state != ledger::TransferState::accepted) continue;
        Task task;
        task.kind = Task::Kind::first_entry;
        task.source = Task::Source::other_unit;
        task.name = one.offer.full_name;
        task.who = holders_of(office, ledger::Role::clerk);
        task.happened = Day(day_in_vietnam(one.at));
        tasks.push_back(std::move(task));
    }
    return {};
}

/// Whose file another unit has sent: it waits for the head of this one [TB-9.3].
Result<void> add_sent_here(const Office& office, const std::string& heads,
                           std::vector<Task>& tasks) {
    TRY_LET(const auto coming, arrivals(office));
    for (const ledger::Arrival& one : coming) {
        if (one.state != ledger::TransferState::in_transit) continue;
        Task task;
        task.kind = Task::Kind::acceptance;
        task.name = one.offer.full_name;
        task.who = heads;
        task.happened = Day(day_in_vietnam(one.at));
        tasks.push_back(std::move(task));
    }
    return {};
}

/// A move that a clerk has prepared waits for the head's signature [TB-9.3].
std::optional<Task> release_task(const ledger::RecordState& state, const store::RecordLine& line,
                                 const std::string& heads) {
    const ledger::Departure* const move = state.life.departure();
    if (move == nullptr || move->state != ledger::TransferState::proposed) return std::nullopt;
    Task task;
    task.kind = Task::Kind::release;
    task.about = line.uid;
    task.name = line.full_name;
    task.who = heads;
    task.happened = ledger::event_day(move->at, move->standing);
    return task;
}

/// What all files of the unit say together, as far as the account sees them.
struct Gathered {
    std::vector<Task> tasks;
    record::EarlyRaises early;
};

Result<Gathered> gathered(Office& office, const record::PolicyHistory& packs, int year) {
    const bool person = office.role() == ledger::Role::person;
    if (!person) TRY(office.may(ledger::Act::read_list, ledger::Whose::others));
    Gathered all;
    // A unit that another has taken over owes nothing any more: the new one does (F10).
    if (office.store().directory().merged()) return all;
    const std::string heads = holders_of(office, ledger::Role::head);
    const std::string administrators = holders_of(office, ledger::Role::admin);
    TRY_LET(const AccountsMade accounts, accounts_made(office));
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (person && !is_own(office, line)) continue;
        TRY_LET(const auto state, office.store().record(line.id));
        // Who leaves is a duty until the version that says so is signed.
        if (!state || state->life.archived()) continue;
        TRY_LET(auto given, tasks_of(office, *state, line, heads, packs));
        std::ranges::move(given, std::back_inserter(all.tasks));
        if (auto move = release_task(*state, line, heads)) all.tasks.push_back(*std::move(move));
        auto account = account_task(accounts, *state, line, administrators, packs);
        if (account) all.tasks.push_back(*std::move(account));
        record::count_early_raise(ledger::document_of(state->draft), year, all.early);
    }
    if (!person) {
        TRY(add_awaited(office, all.tasks));
        TRY(add_sent_here(office, heads, all.tasks));
    }
    return all;
}

/// What is asked of the unit as a whole, of who sees all its files [R23].
std::vector<record::Finding> unit_findings(const Office& office, const record::Month& month,
                                           const record::PolicyHistory& packs,
                                           const record::EarlyRaises& early) {
    const record::Policy* const pack = packs.on(month.last());
    if (pack == nullptr || office.role() == ledger::Role::person) return {};
    const auto found = record::check_early_raises(early, pack->pay);
    return found ? std::vector{*found} : std::vector<record::Finding>();
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
            {"begun", record::stored(duty.task.begun.value_or(duty.task.happened))},
            {"counted_in",
             duty.counted_in ? Json(record::stored(*duty.counted_in)) : Json()},
            {"pack", duty.pack}};
}

}  // namespace

record::PolicyHistory packs(const Office& office) { return office.store().rulebook().packs; }

Day today_of(const Office& office) { return Day(day_in_vietnam(office.known_now())); }

record::Month this_month(const Office& office) {
    const Day today = today_of(office);
    return {record::year_of(today), record::month_of(today)};
}

Result<record::MonthReport> month(Office& office, const record::Month& month,
                                  const record::PolicyHistory& packs) {
    TRY_LET(const Gathered all, gathered(office, packs, month.year));
    record::MonthReport report = record::month_report(month, all.tasks, packs, today_of(office));
    report.findings = unit_findings(office, month, packs, all.early);
    return report;
}

Result<std::optional<Day>> missed_by(Office& office, const std::vector<std::string>& uids) {
    const record::PolicyHistory packs = office::packs(office);
    const Day today = today_of(office);
    std::optional<Day> missed;
    for (const std::string& uid : uids) {
        TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
        TRY_LET(const auto operations, office.store().operations_on(state.id));
        const auto given = ledger::file_tasks(state, operations, office.store().home().unit_name);
        const auto last = std::find_if(given.rbegin(), given.rend(), [](const auto& one) {
            return one.task.kind == Task::Kind::approval && one.task.done();
        });
        if (last == given.rend()) continue;
        const auto duty = record::judge(last->task, packs, record::Calendar(), today);
        if (duty && duty->is_late()) missed = std::min(missed.value_or(*duty->due), *duty->due);
    }
    return missed;
}

Json json_of(const record::Windows& windows, Day today) {
    Json days = Json::array();
    for (const Day one : windows.province) days.push_back(record::stored(one));
    return {{"pack", windows.pack},
            {"pack_title", windows.pack_title},
            {"pack_basis", windows.pack_basis},
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
    Json findings = Json::array();
    for (const record::Finding& one : report.findings) {
        findings.push_back({{"rule", one.fault.rule}, {"text", one.fault.text},
                            {"arguments", one.fault.args}});
    }
    return {{"month", record::stored(report.month)},
            {"findings", std::move(findings)},
            {"today", record::stored(today)},
            {"windows", report.windows ? json_of(*report.windows, today) : Json()},
            {"obligations", std::move(duties)},
            {"open", report.open()},
            {"late", report.late()},
            {"late_by", std::move(late_by)},
            {"to_sign", report.to_sign}};
}

}  // namespace soxa::office
