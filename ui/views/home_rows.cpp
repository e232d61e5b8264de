#include "ui/views/home_rows.hpp"

#include "client/office/approve.hpp"
#include "client/office/backup.hpp"
#include "client/office/link_plan.hpp"
#include "client/office/month.hpp"
#include "client/office/move.hpp"
#include "client/office/notice.hpp"
#include "client/office/overruled.hpp"
#include "client/office/refusals.hpp"
#include "ui/views/remaining.hpp"
#include "ui/views/rules_rows.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

// The plot reads every file: a tenth of a second for so many.
constexpr std::size_t plotted_files_max = 200;
// A plan weighs what would go by writing it; of more, only the size is told.
constexpr std::uint64_t planned_bytes_max = 512 * 1024;

/// By the pack that this laptop judges by today.
std::optional<HomeRows::Month> month_of(const office::Office& office) {
    const record::Day today = office::today_of(office);
    const record::PolicyHistory packs = office::packs(office);
    const record::Policy* policy = packs.on(today);
    if (policy == nullptr || !policy->unit_deadline_day) return std::nullopt;
    const record::Calendar calendar(policy->calendar);
    const record::Day deadline = record::unit_day_for(*policy, today).value_or(today);
    return HomeRows::Month{policy->name, record::shown(deadline),
                           calendar.workdays_between({today, deadline})};
}

/// What a sync now would take, and whether a stick should set out instead.
Result<void> put_plan(office::Office& office, const store::Waiting& waiting, HomeRows& rows,
                      const Words& words) {
    if (!rows.joined || waiting.bytes > planned_bytes_max) return {};
    TRY_LET(const office::LinkPlan plan, office::plan_link(office));
    if (plan.scans > 0) {
        rows.scans_wait = plan.scans_wait;
        rows.scans_plan = words.say(plan.scans_wait ? "sync.plan_scans_wait" : "sync.plan_scans",
                                    {std::to_string(plan.scans), size_of(plan.scan_bytes)});
    }
    if (waiting.operations == 0) return {};
    rows.plan = plan.takes ? words.say("sync.plan", {size_of(plan.bytes),
                                                     span_said(*plan.takes, words)})
                           : words.say("sync.plan_untimed", {size_of(plan.bytes)});
    if (rows.month) {
        rows.courier = office::courier_advised(
            plan, std::chrono::days(std::max(rows.month->working_days_left, 0)));
    }
    return {};
}

/// What somebody hears who does not look into every file.
Result<void> put_notices(const office::Office& office, HomeRows& rows, const Words& words) {
    if (const ledger::UnitChange* merger = office::merger_of(office)) {
        const std::string code = merger->units.empty() ? std::string() : merger->units.front();
        rows.merged = words.say("unit.went_into", {code, merger->name, merger->basis});
    }
    TRY_LET(const auto notices, office::notices(office));
    for (const office::Notice& one : notices) {
        const std::string reason = one.reason.empty() ? words.say("form.nothing") : one.reason;
        rows.notices.push_back(
            {one.uid, words.say("notice." + std::string(name_of(one.about)),
                                {one.full_name, day_read(one.to), reason}),
             one.about != office::Notice::About::claim_open});
    }
    TRY_LET(const auto refused, office::refused_versions(office));
    for (const office::RefusedVersion& one : refused) {
        std::string said = words.say("home.refused_version", {one.full_name});
        for (const Fault& rule : one.rules) said += " " + words.say(rule.text, rule.args);
        rows.notices.push_back({one.uid, std::move(said)});
    }
    TRY_LET(const auto off_site, office.store().off_site());
    if (off_site) {
        rows.off_site = words.say("status.off_site",
                                  {spelled(off_site->made), std::to_string(off_site->size),
                                   std::to_string(office.store().log().size())});
    }
    return {};
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
    rows.month = month_of(office);
    rows.approver = ledger::approves(office.role());
    rows.key_confirmed = office::key_is_confirmed(office);
    rows.backup_due = office::backup_state(office.around()).due && !list.empty();
    TRY(put_plan(office, waiting, rows, words));
    if (list.size() <= plotted_files_max && office.role() != ledger::Role::person) {
        TRY_LET(const MonthRows month, month_rows(office, office::this_month(office), words));
        rows.days = month.days;
    }
    if (list.size() <= plotted_files_max) {
        TRY_LET(const auto overruled, office::overruled(office));
        rows.overruled = overruled.size();
    }
    TRY(put_notices(office, rows, words));
    TRY_LET(const auto reports, office::all_error_reports(office, false));
    for (const office::ListedReport& one : reports) {
        rows.reports.push_back(report_row(office, one, words));
    }
    rows.rules = rules_said(office, words);
    rows.last_contact = spelled(home.last_contact);
    rows.last_contact_age = age(home.last_contact, office.around().clock.now(), words);
    return rows;
}

}  // namespace soxa::ui
