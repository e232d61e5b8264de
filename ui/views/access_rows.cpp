#include "ui/views/access_rows.hpp"

#include <algorithm>
#include <map>

#include "client/office/audit.hpp"
#include "sync/record/text.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

using office::Json;
using Names = std::map<std::string, std::string>;  ///< a file's uid, whose it is

std::string text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found == json.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

std::string name_in(const Names& names, const std::string& uid) {
    const auto found = names.find(uid);
    return found == names.end() ? uid : found->second;
}

Result<Names> names_of(const office::Office& office) {
    Names names;
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) names.emplace(line.uid, line.full_name);
    return names;
}

GrantRow grant_of(const Json& json, const Names& names, const Words& words) {
    GrantRow row;
    const std::string state = text_of(json, "state");
    const std::string uid = text_of(json, "record_uid");
    row.id = text_of(json, "id");
    row.kind = words.say("access.kind." + text_of(json, "kind"));
    row.to = text_of(json, "to");
    row.record = uid.empty() ? words.say("access_page.all_records") : name_in(names, uid);
    row.days = day_read(text_of(json, "from")) + " – " + day_read(text_of(json, "until"));
    row.state = words.say("access.state." + state);
    row.basis = text_of(json, "basis");
    row.signer = text_of(json, "signer");
    row.purpose = text_of(json, "purpose");
    row.sensitivity = json["sensitivity"].dump();
    row.entered_by = text_of(json, "entered_by");
    row.signed_by = text_of(json, "signed_by");
    row.provisional = json.value("provisional", false);
    row.waits = state == "waiting_for_signature";
    row.over = state == "over" || state == "ended";
    return row;
}

LevelRow level_of(const Json& json, const Words& words) {
    LevelRow row;
    row.level = words.say("access_page.level." + json["level"].dump());
    row.until = day_read(text_of(json, "until"));
    row.basis = text_of(json, "basis");
    row.reason = text_of(json, "reason");
    row.who = words.say("access_page.set_by", {text_of(json, "set_by"),
                                               time_read(text_of(json, "set_at"))});
    return row;
}

/// Of the files that somebody has spoken of.
Result<std::vector<LevelRow>> levels_of(const office::Office& office, const Words& words) {
    std::vector<LevelRow> rows;
    std::vector<ledger::RecordId> records;
    TRY_LET(const auto said, office.store().operations_of(ledger::Kind::access_level));
    for (const ledger::Stored& one : said) {
        const auto level = ledger::access_level(one.operation);
        if (!level || std::ranges::find(records, level->record) != records.end()) continue;
        records.push_back(level->record);
    }
    for (const ledger::RecordId& id : records) {
        TRY_LET(const auto state, office.store().record(id));
        if (!state) continue;
        const std::string uid = ledger::record_uid(*state);
        const auto visible = office.record(uid, ledger::Act::read_list);
        if (!visible) continue;
        TRY_LET(const Json json, office::access_json(office, *visible));
        const std::string name(ledger::document_of(visible->draft).text("full_name"));
        if (json["level"].get<unsigned>() > 0) {
            LevelRow row = level_of(json, words);
            row.uid = uid;
            row.full_name = name;
            row.in_force = true;
            row.state = words.say("access_page.in_force");
            rows.push_back(std::move(row));
        }
        for (const Json& proposal : json["proposals"]) {
            LevelRow row = level_of(proposal, words);
            row.uid = uid;
            row.full_name = name;
            row.proposed = true;
            row.state = words.say("access_page.proposed");
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

}  // namespace

Result<AccessRows> access_rows(const office::Office& office, const Words& words) {
    AccessRows rows;
    const ledger::Role role = office.role();
    rows.may_sign = role == ledger::Role::head;
    rows.may_propose = rows.may_sign;
    rows.may_add = rows.may_sign || role == ledger::Role::admin;
    TRY_LET(const Names names, names_of(office));
    for (const Json& one : office::grants_json(office)) {
        rows.grants.push_back(grant_of(one, names, words));
    }
    std::ranges::reverse(rows.grants);
    TRY_LET(rows.levels, levels_of(office, words));
    if (!rows.may_add) return rows;
    // Of the whole unit: a head, who signs for others, administers none of them.
    for (const auto& [id, account] : office.store().directory().accounts()) {
        if (account.revoked || account.id == office.account().id) continue;
        const std::string login =
            account.made.login.empty() ? account.made.personal_id : account.made.login;
        rows.accounts.push_back({login, account.made.name + "  ·  " + login,
                                 record::search_key(account.made.name) + " " + login});
    }
    std::ranges::sort(rows.accounts, {}, &NamedRow::label);
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (line.archived) continue;
        rows.files.push_back({line.uid, line.full_name + "  ·  " + masked(line.personal_id),
                              record::search_key(line.full_name) + " " + line.personal_id});
    }
    return rows;
}

Result<std::vector<AuditRow>> audit_rows(const office::Office& office, const Words& words) {
    std::vector<AuditRow> rows;
    TRY_LET(const Names names, names_of(office));
    TRY_LET(const Json entries, office::audit_json(office, std::nullopt));
    for (const Json& one : entries) {
        AuditRow row;
        row.operation = text_of(one, "operation");
        row.time = time_read(text_of(one, "time"));
        row.kind = words.say("audit." + text_of(one, "kind"));
        row.author = text_of(one, "author");
        row.uid = text_of(one, "record_uid");
        row.about = text_of(one, "account") + text_of(one, "laptop");
        if (!row.uid.empty()) {
            row.about += (row.about.empty() ? "" : " · ") + name_in(names, row.uid);
        }
        const std::string purpose = text_of(one, "purpose");
        const std::string basis = text_of(one, "basis");
        row.why = purpose.empty() ? basis : basis.empty() ? purpose : purpose + " (" + basis + ")";
        row.details = words.say("audit_page.device", {text_of(one, "device"),
                                                      words.say("role." + text_of(one, "role"))});
        if (one.contains("until")) {
            row.details += "\n" + words.say("audit_page.until", {day_read(text_of(one, "until"))});
        }
        const std::string received = text_of(one, "received_at");
        row.details += "\n" + (received.empty()
                                   ? words.say("audit_page.not_received")
                                   : words.say("audit_page.received", {time_read(received)}));
        row.search = record::search_key(row.author + " " + row.kind + " " + row.about + " " +
                                        row.why);
        rows.push_back(std::move(row));
    }
    std::ranges::reverse(rows);
    return rows;
}

}  // namespace soxa::ui
