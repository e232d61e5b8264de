#include "ui/views/home_rows.hpp"

#include "client/office/approve.hpp"
#include "sync/record/policy.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

/// Until the province sends packs of its own, the presets are the history.
std::optional<HomeRows::Month> month_on(record::Day today) {
    record::PolicyHistory history;
    for (const record::Policy& preset : record::policy_presets()) history.add(preset);
    const record::Policy* policy = history.on(today);
    if (policy == nullptr || !policy->unit_deadline_day) return std::nullopt;
    const record::Calendar calendar(policy->calendar);
    record::Month month{record::year_of(today), record::month_of(today)};
    record::Day deadline = record::unit_deadline(month, *policy->unit_deadline_day);
    if (deadline < today) deadline = record::unit_deadline(month.next(), *policy->unit_deadline_day);
    return HomeRows::Month{policy->name, record::shown(deadline),
                           calendar.workdays_between({today, deadline})};
}

}  // namespace

Result<HomeRows> home_rows(office::Office& office, const std::vector<ListRow>& list,
                           const Words& words) {
    HomeRows rows;
    const store::Home& home = office.store().home();
    rows.unit = home.unit_name;
    rows.device = home.device_label;
    rows.name = office.account().made.name;
    rows.role = office.role();
    rows.role_text = words.say("role." + std::string(name_of(office.role())));
    for (const ListRow& row : list) {
        rows.records += 1;
        if (row.received) rows.received += 1;
        rows.conflicts += row.conflicts;
        switch (row.status) {
            case ledger::Status::draft: rows.drafts += 1; break;
            case ledger::Status::returned: rows.returned += 1; break;
            case ledger::Status::submitted: rows.submitted += 1; break;
            case ledger::Status::checked: rows.checked += 1; break;
            case ledger::Status::unit_signed:
            case ledger::Status::synced_to_province: rows.approved += 1; break;
        }
    }
    TRY_LET(const store::Waiting waiting, office.store().waiting());
    rows.waiting_records = waiting.records;
    rows.waiting_operations = waiting.operations;
    rows.waiting_size = size_of(waiting.bytes);
    rows.joined = !home.url.empty();
    rows.month = month_on(record::Day(day_in_vietnam(office.around().clock.now())));
    rows.approver = ledger::approves(office.role());
    rows.key_confirmed = office::key_is_confirmed(office);
    rows.last_contact = spelled(home.last_contact);
    rows.last_contact_age = age(home.last_contact, office.around().clock.now(), words);
    return rows;
}

}  // namespace soxa::ui
