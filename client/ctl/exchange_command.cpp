#include <algorithm>

#include "client/ctl/told.hpp"
#include "client/office/accounts.hpp"
#include "client/office/approve.hpp"
#include "client/office/attachments.hpp"
#include "client/office/backup.hpp"
#include "client/office/conflict.hpp"
#include "client/office/exchange_attachments.hpp"
#include "client/office/exchange_now.hpp"
#include "client/office/link_plan.hpp"
#include "client/office/month.hpp"
#include "client/office/move.hpp"
#include "client/office/notice.hpp"
#include "client/office/place_text.hpp"
#include "client/office/preferences.hpp"
#include "client/office/refusals.hpp"
#include "crypto/base/utf8.hpp"
#include "client/office/slots.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    office::ExchangeManner manner;
    std::uint64_t patience_seconds = 0;
    bool records_only = false;
    bool dry_run = false;
};

Json seconds_or_null(const std::optional<std::chrono::seconds>& seconds) {
    return seconds ? Json(seconds->count()) : Json();
}

std::string kilobytes_of(std::uint64_t bytes) { return std::to_string((bytes + 1023) / 1024); }

void tell_scans_wait(const Console& console, std::uint64_t files, std::uint64_t bytes) {
    console.tell("sync.scans_wait", {std::to_string(files), kilobytes_of(bytes)});
}

Result<int> dry_run(Console& console, office::Office& office, bool with_scans) {
    TRY_LET(const office::LinkPlan plan, office::plan_link(office));
    const bool scans_wait = plan.scans_wait && !with_scans;
    const auto allowed = plan.allowed.now();
    if (console.json()) {
        console.out(Json{{"would_send",
                          {{"ops", plan.operations},
                           {"records", plan.records},
                           {"bytes", plan.bytes},
                           {"attachments", plan.scans},
                           {"attachment_bytes", plan.scan_bytes}}},
                         {"seconds", seconds_or_null(plan.takes)},
                         {"attachments_wait", scans_wait},
                         {"allowed_bytes", allowed ? Json(*allowed) : Json()},
                         {"conflicts_open", plan.conflicts_open}});
        return 0;
    }
    const std::string kilobytes = kilobytes_of(plan.bytes);
    const std::string sent = std::to_string(plan.operations);
    console.out(plan.takes ? console.word("sync.would_send",
                                          {sent, kilobytes, std::to_string(plan.takes->count())})
                           : console.word("sync.would_send_untimed", {sent, kilobytes}));
    if (plan.scans > 0) {
        console.out(console.word(scans_wait ? "sync.scans_wait" : "sync.would_scan",
                                 {std::to_string(plan.scans), kilobytes_of(plan.scan_bytes)}));
    }
    if (allowed && *allowed < plan.bytes + (scans_wait ? 0 : plan.scan_bytes)) {
        console.out(console.word("sync.would_be_capped", {std::to_string(*allowed / 1024)}));
    }
    if (plan.conflicts_open > 0) {
        console.out(console.word("sync.would_ask", {std::to_string(plan.conflicts_open)}));
    }
    return 0;
}

Json refused_json(const Console& console, const std::vector<office::RefusedVersion>& refused) {
    Json list = Json::array();
    for (const office::RefusedVersion& one : refused) {
        list.push_back(
            {{"op", hex(one.operation.view())},
             {"record_uid", one.uid},
             {"full_name", one.full_name},
             {"verdict", one.judgement == ledger::Judgement::held ? "held" : "refused"},
             {"rules", faults_json(console, one.rules)}});
    }
    return list;
}

/// The pack that this laptop judges by today.
Json pack_json(const record::PolicyHistory& packs, record::Day today) {
    const record::Policy* const pack = packs.on(today);
    if (pack == nullptr) return nullptr;
    return {{"name", pack->name},
            {"version", pack->version},
            {"title", pack->title},
            {"valid_from", record::stored(pack->valid_from)},
            {"valid_to", pack->valid_to ? Json(record::stored(*pack->valid_to)) : Json()},
            {"expired", pack->expired_on(today)}};
}

/// What went besides the records.
void add_scans(const office::AttachmentsExchanged& scans, Json& json) {
    json["sent"]["attachments"] = scans.files_sent;
    json["sent"]["thumbnails"] = scans.thumbnails_sent;
    json["sent"]["bytes"] = json["sent"]["bytes"].get<std::uint64_t>() + scans.bytes_sent;
    json["received"]["thumbnails"] = scans.thumbnails_received;
    json["received"]["bytes"] =
        json["received"]["bytes"].get<std::uint64_t>() + scans.bytes_received;
    json["attachments_refused"] = scans.refused;
    json["attachments_no_room"] = scans.no_room;
    json["requests"] = json["requests"].get<std::uint64_t>() + scans.requests;
    json["resumed"] = json["resumed"].get<bool>() || scans.resumed;
}

void tell_scans(const Console& console, const office::AttachmentsExchanged& scans) {
    if (scans.files_sent + scans.thumbnails_received > 0) {
        console.tell("sync.attachments", {std::to_string(scans.files_sent),
                                          std::to_string(scans.thumbnails_received)});
    }
    if (scans.refused > 0) {
        console.tell("sync.attachments_refused", {std::to_string(scans.refused)});
    }
    if (scans.no_room) console.tell("upload.no_room");
}

Result<int> sync(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    if (wanted.dry_run) return dry_run(console, office, wanted.manner.scans_anyway);
    office::ExchangeManner manner = wanted.manner;
    manner.patience = std::chrono::seconds(wanted.patience_seconds);
    TRY_LET(const office::ExchangedAll all,
            office::exchange_all(office, manner, wanted.records_only));
    const office::Exchanged& done = all.records;
    const office::AttachmentsExchanged& scans = all.attachments;
    const bool sparing = office::preferences(office.around().home).low_bandwidth;
    TRY_LET(const office::WaitingScans waiting, office::waiting_scans(office));
    if (console.json()) {
        Json json = exchanged_json(console, done);
        add_scans(scans, json);
        json["attachments_waiting"] = waiting.files;
        json["merged_into"] = office::merger_json(office);
        console.out(json);
    }
    if (const auto merger = merger_text(console, office)) console.tell_line(*merger);
    console.tell("sync.done", {std::to_string(done.operations_sent),
                               std::to_string(done.operations_received),
                               std::to_string(done.bytes_sent + done.bytes_received)});
    tell_scans(console, scans);
    if (sparing && !manner.scans_anyway && waiting.files > 0) {
        tell_scans_wait(console, waiting.files, waiting.bytes);
    }
    return tell_results(console, done);
}

Json month_json(const office::Office& office, const std::optional<record::MonthReport>& month) {
    if (!month) return nullptr;
    const record::Day today = office::today_of(office);
    return {{"month", record::stored(month->month)},
            {"windows", month->windows ? office::json_of(*month->windows, today) : Json()},
            {"open", month->open()},
            {"late", month->late()},
            {"to_sign", month->to_sign.size()}};
}

void print_month(const Console& console, const record::MonthReport& month, record::Day today) {
    const bool has_day = month.windows && month.windows->unit_deadline;
    console.out(console.word(
        "month.status",
        {record::shown(month.month),
         has_day ? record::shown(*month.windows->unit_deadline) : "–",
         std::to_string(month.open()), std::to_string(month.late()),
         std::to_string(month.to_sign.size())}));
    if (!has_day) return;
    const record::Day last = *month.windows->unit_deadline;
    const record::Day last_workday = month.windows->unit_last_workday.value_or(last);
    // The day that counts for whoever works by the calendar of the office (DOMAIN §7.2).
    if (today == last_workday) {
        console.out(console.word("status.last_workday", {record::shown(last)}));
    } else if (today > last_workday && today <= last) {
        console.out(console.word("status.last_days", {record::shown(last)}));
    } else if (today > last && month.open() > 0) {
        console.out(console.word("status.day_over", {record::shown(last)}));
    }
}

// Of Việt Nam before UTC: a day there begins the evening before.
constexpr std::chrono::hours hours_of_vietnam{7};

/// What the link has to do with the unit's last day, if there is one.
struct LinkOutlook {
    office::LinkPlan plan;
    bool courier = false;
};

Result<std::optional<LinkOutlook>> link_outlook(office::Office& office,
                                                const std::optional<record::MonthReport>& month) {
    if (office.store().home().url.empty()) return std::optional<LinkOutlook>();
    LinkOutlook outlook;
    TRY_LET(outlook.plan, office::plan_link(office));
    if (month && month->windows && month->windows->unit_deadline) {
        // To the end of that day.
        const auto due = *month->windows->unit_deadline + std::chrono::days(1) - hours_of_vietnam;
        const auto now = std::chrono::time_point_cast<std::chrono::seconds>(
            office.around().clock.now());
        // Once the day is over there is nothing left that a courier could save.
        outlook.courier = due > now && office::courier_advised(outlook.plan, due - now);
    }
    return std::optional(outlook);
}

Json link_json(const std::optional<LinkOutlook>& outlook) {
    if (!outlook) return nullptr;
    const office::LinkPlan& plan = outlook->plan;
    const bool waits = plan.retry_at != Timestamp{};
    return {{"bytes_to_send", plan.bytes},
            {"seconds", seconds_or_null(plan.takes)},
            {"failures", plan.failures},
            {"retry_at", waits ? Json(rfc3339(plan.retry_at)) : Json()},
            {"courier_advised", outlook->courier}};
}

Result<int> status(Console& console) {
    TRY_LET(office::Office office, console.office());
    store::Store& store = office.store();
    TRY_LET(const store::Waiting waiting, store.waiting());
    TRY_LET(const office::WaitingScans scans, office::waiting_scans(office));
    TRY_LET(const std::uint64_t conflicts, office::conflicts_open(office));
    const store::Home& home = store.home();
    const ledger::AccountState& account = office.account();
    const ledger::KeyState* refused = office::refused_key(office);
    Json devices = Json::array();
    for (const auto& [id, device] : store.directory().devices()) {
        devices.push_back({{"label", device.opened.label},
                           {"revoked", device.revoked.has_value()},
                           {"this", id == home.device}});
    }
    const record::PolicyHistory packs = office::packs(office);
    const bool sees_list = office.may(ledger::Act::read_list, ledger::Whose::others).has_value() ||
                           office.role() == ledger::Role::person;
    std::optional<record::MonthReport> month;
    if (sees_list) {
        TRY_LET(month, office::month(office, office::this_month(office), packs));
    }
    TRY_LET(const auto outlook, link_outlook(office, month));
    TRY_LET(const auto refused_versions, office::refused_versions(office));
    TRY_LET(const auto notices, office::notices(office));
    const record::Policy* const pack = packs.on(office::today_of(office));
    const bool met = home.last_contact != Timestamp{};
    // A clock that was set back makes nothing older than it is.
    const auto age = std::max(std::chrono::days(0),
                              std::chrono::floor<std::chrono::days>(
                                  office.around().clock.now() - home.last_contact));
    Json json{
        {"device", home.device_label},
        {"unit", {{"code", home.unit_code}, {"name", home.unit_name}}},
        {"merged_into", office::merger_json(office)},
        {"account",
         {{"login", account.made.login},
          {"name", account.made.name},
          {"role", std::string(name_of(account.made.role))},
          {"key_confirmed", office::key_is_confirmed(office)}}},
        {"queue",
         {{"operations", waiting.operations},
          {"records", waiting.records},
          {"attachments", scans.files},
          {"bytes", waiting.bytes},
          {"attachment_bytes", scans.bytes}}},
        {"joined", !home.url.empty()},
        {"revoked", office.laptop_revoked()},
        {"last_contact", met ? Json(rfc3339(home.last_contact)) : Json()},
        {"freshness", met ? Json{{"days", age.count()}} : Json()},
        {"log_size", store.log().size()},
        {"conflicts_open", conflicts},
        {"link", link_json(outlook)},
        {"month", month_json(office, month)},
        {"pack", pack_json(packs, office::today_of(office))},
        {"refused_versions", refused_json(console, refused_versions)},
        {"notices", office::json_of(notices)},
        {"devices", std::move(devices)}};
    const office::BackupState backup = office::backup_state(office.around());
    json["backup"] = {{"last", backup.last ? Json(rfc3339(*backup.last)) : Json()},
                      {"place", utf8(backup.place)},
                      {"due", backup.due}};
    TRY_LET(const auto off_site, store.off_site());
    json["off_site"] = off_site ? Json{{"position", off_site->size},
                                       {"made", rfc3339(off_site->made)},
                                       {"beyond", store.log().size() - off_site->size}}
                                : Json();
    json["account"]["state"] = std::string(office::state_of(account));
    TRY_LET(const bool two_passwords, office::has_two_passwords(office));
    json["account"]["two_passwords"] = two_passwords;
    if (refused != nullptr) json["account"]["refused_reason"] = refused->refusal;
    if (console.json()) {
        console.out(json);
        return 0;
    }
    if (office.laptop_revoked()) console.out(console.word("status.revoked"));
    if (const auto merger = merger_text(console, office)) console.out(*merger);
    console.out(console.word("status.unit", {home.unit_name, home.device_label}));
    console.out(console.word("status.account",
                             {account.made.name, role_text(console, name_of(account.made.role))}));
    if (refused != nullptr) {
        console.out(console.word("status.key_refused",
                                 {reason_or_none(console, refused->refusal)}));
    } else if (office::state_of(account) == "waiting_for_province") {
        console.out(console.word("status.key_waits"));
    }
    if (two_passwords) console.out(console.word("status.two_passwords"));
    console.out(console.word("status.queue", {std::to_string(waiting.records),
                                              std::to_string(waiting.operations),
                                              std::to_string(waiting.bytes)}));
    if (scans.files > 0) {
        console.out(console.word("status.attachments", {std::to_string(scans.files),
                                                        std::to_string(scans.bytes)}));
    }
    console.out(met ? console.word("status.contact", {time_text(home.last_contact),
                                                      std::to_string(age.count())})
                    : console.word("status.no_contact"));
    if (off_site) {
        console.out(console.word("status.off_site", {time_text(off_site->made),
                                                     std::to_string(off_site->size),
                                                     std::to_string(store.log().size())}));
    }
    console.out(console.word("status.conflicts", {std::to_string(conflicts)}));
    if (backup.due) {
        console.out(backup.last ? console.word("status.backup_due", {time_text(*backup.last)})
                                : console.word("status.no_backup"));
    }
    if (outlook && outlook->courier) console.out(console.word("status.courier"));
    if (month) print_month(console, *month, office::today_of(office));
    if (pack != nullptr && pack->expired_on(office::today_of(office))) {
        console.out(console.word("status.pack_expired", {pack->name}));
    }
    for (const office::Notice& one : notices) {
        console.out(console.word("notice." + std::string(name_of(one.about)),
                                 {one.full_name, one.to, reason_or_none(console, one.reason)}));
    }
    for (const office::RefusedVersion& one : refused_versions) {
        console.out(console.word("status.refused_version", {one.full_name, one.uid}));
        for (const Fault& fault : one.rules) {
            console.out("  " + console.word("finding.line",
                                            {console.word("severity.error"),
                                             office::place_text(console.language(), fault.field),
                                             fault.rule, console.word(fault.text, fault.args)}));
        }
    }
    return 0;
}

}  // namespace

void add_exchange(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* command = commands.add(commands.app, "sync",
                                     "trao đổi với tỉnh / one exchange with the province",
                                     "soxactl --as lan sync");
    command->add_option("--max-kbps", wanted->manner.kbps_max, "giới hạn đường truyền / limit");
    command->add_option("--patience", wanted->patience_seconds,
                        "số giây tự thử lại khi bị ngắt / seconds of trying again after a cut")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{86'400}));
    CLI::Option* const without =
        command->add_flag("--records-only", wanted->records_only,
                          "không gửi tệp đính kèm / no attachments");
    command->add_flag("--with-scans", wanted->manner.scans_anyway,
                      "gửi cả bản quét khi đang tiết kiệm đường truyền / scans too, though the "
                      "line is to be spared")
        ->excludes(without);
    command->add_flag("--dry-run", wanted->dry_run,
                      "chỉ cho biết sẽ gửi gì / only tell what would be sent");
    commands.act(command, [wanted](Console& console) { return sync(console, *wanted); });
    commands.act(commands.add(commands.app, "status", "tình trạng máy này / this laptop",
                              "soxactl --as lan status"),
                 status);
}

}  // namespace soxa::ctl
