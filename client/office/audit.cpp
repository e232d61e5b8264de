#include "client/office/audit.hpp"

#include <algorithm>
#include <array>

#include "client/office/record_view.hpp"

namespace soxa::office {

namespace {

using ledger::Kind;
using ledger::Role;

constexpr std::array kinds{Kind::account_create,  Kind::account_invite, Kind::account_change,
                           Kind::account_verdict, Kind::device_open,    Kind::device_revoke,
                           Kind::access_level,    Kind::access_grant,   Kind::grant_sign,
                           Kind::grant_end,       Kind::access_use};

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::account_create: return "account_create";
        case Kind::account_invite: return "account_reset";
        case Kind::account_change: return "account_change";
        case Kind::account_verdict: return "account_verdict";
        case Kind::device_open: return "device_list";
        case Kind::device_revoke: return "device_revoke";
        case Kind::access_level: return "access_level";
        case Kind::access_grant: return "authorisation_add";
        case Kind::grant_sign: return "authorisation_sign";
        case Kind::grant_end: return "authorisation_end";
        case Kind::access_use: return "access_use";
        default: return "other";
    }
}

std::string_view name_of(ledger::AccountStep step) {
    switch (step) {
        case ledger::AccountStep::restrict: return "restrict";
        case ledger::AccountStep::extend: return "extend";
        case ledger::AccountStep::revoke: return "revoke";
    }
    return {};
}

std::string_view name_of(const ledger::Standing& standing) {
    if (standing.provisional()) return "provisional";
    switch (standing.judgement) {
        case ledger::Judgement::accepted: return "accepted";
        case ledger::Judgement::held: return "held";
        case ledger::Judgement::refused: return "refused";
        case ledger::Judgement::forked: return "forked";
    }
    return {};
}

/// What an entry is about.
struct About {
    std::optional<ledger::AccountId> account;
    std::optional<ledger::RecordId> record;
};

/// Fills in what the operation says.
class Teller {
public:
    Teller(const Office& office, Json& json, About& about)
        : office_(&office), json_(&json), about_(&about) {}

    void tell(const ledger::Operation& one) {
        tell_account(one);
        tell_device(one);
        tell_access(one);
    }

private:
    void tell_account(const ledger::Operation& one) {
        if (const auto made = ledger::account_create(one)) {
            account({one.id.bytes});
            put("role_given", std::string(name_of(made->role)));
            put("basis", made->basis);
        } else if (const auto invite = ledger::account_invite(one)) {
            account(invite->account);
            put("basis", invite->basis);
        } else if (const auto change = ledger::account_change(one)) {
            account(change->account);
            put("step", std::string(name_of(change->step)));
            put("until", change->until);
            put("basis", change->basis);
        } else if (const auto verdict = ledger::account_verdict(one)) {
            account(verdict->account);
            (*json_)["confirmed"] = verdict->confirmed;
            put("reason", verdict->reason);
        }
    }
    void tell_device(const ledger::Operation& one) {
        if (const auto opened = ledger::device_open(one)) {
            put("laptop", opened->label);
        } else if (const auto lost = ledger::device_revoke(one)) {
            const auto& devices = office_->store().directory().devices();
            const auto found = devices.find(lost->device);
            if (found != devices.end()) put("laptop", found->second.opened.label);
            put("reason", lost->reason);
        }
    }
    void tell_access(const ledger::Operation& one) {
        if (const auto level = ledger::access_level(one)) {
            record(level->record);
            (*json_)["level"] = level->level;
            put("until", level->until);
            put("basis", level->basis);
            put("reason", level->reason);
        } else if (const auto grant = ledger::access_grant(one)) {
            granted(one.id, *grant);
        } else if (const auto word = ledger::grant_sign(one)) {
            of_grant(*word);
        } else if (const auto last = ledger::grant_end(one)) {
            of_grant(*last);
        } else if (const auto use = ledger::access_use(one)) {
            record(use->record);
            put("use", std::string(name_of(use->use)));
            (*json_)["purpose"] = use->purpose;
            if (use->grant) put("authorisation", short_name(*use->grant));
        }
    }
    void granted(const ledger::OperationId& id, const ledger::AccessGrant& grant) {
        account(grant.grantee);
        if (grant.record) record(*grant.record);
        put("authorisation", short_name(id));
        put("authorisation_kind",
            grant.kind == ledger::GrantKind::signing ? "signing" : "consent");
        put("basis", grant.basis);
        put("signer", grant.signer);
        put("purpose", grant.purpose);
        put("from", grant.from);
        put("until", grant.until);
    }
    void of_grant(const ledger::GrantWord& word) {
        put("authorisation", short_name(word.grant));
        put("basis", word.basis);
        const ledger::GrantState* grant =
            office_->store().directory().access().grant(word.grant);
        if (grant == nullptr) return;
        account(grant->grant.grantee);
        if (grant->grant.record) record(*grant->grant.record);
    }
    void account(const ledger::AccountId& id) {
        about_->account = id;
        const ledger::AccountState* found = office_->store().directory().account(id);
        if (found != nullptr) put("account", found->made.name);
    }
    void record(const ledger::RecordId& id) {
        about_->record = id;
        const auto state = office_->store().record(id);
        if (state && *state) put("record_uid", ledger::record_uid(**state));
    }
    void put(const std::string& key, const std::string& text) {
        if (!text.empty()) (*json_)[key] = text;
    }
    static std::string short_name(const ledger::OperationId& id) {
        return hex(id.view()).substr(0, 16);
    }

    const Office* office_;
    Json* json_;
    About* about_;
};

bool sees_all(const Office& office) {
    return office.role() == Role::head || office.role() == Role::admin;
}

/// His own doing, what is about his account, or who looked at his own file.
bool concerns(const Office& office, const ledger::Operation& one, const About& about) {
    const ledger::ChainState* chain =
        office.store().directory().chain(one.header.chain);
    const ledger::AccountId& self = office.account().id;
    if ((chain != nullptr && chain->open.account == self) || about.account == self) return true;
    if (!about.record) return false;
    const auto state = office.store().record(*about.record);
    return state && *state && office.whose(**state) == ledger::Whose::own;
}

}  // namespace

Result<Json> audit_json(const Office& office, const std::optional<ledger::RecordId>& record) {
    std::vector<std::pair<Timestamp, Json>> entries;
    for (const Kind kind : kinds) {
        TRY_LET(const auto operations, office.store().operations_of(kind));
        for (const ledger::Stored& one : operations) {
            const ledger::Header& header = one.operation.header;
            const Author author = author_of(office, header.chain);
            Json json{{"time", rfc3339(header.at)},
                      {"kind", std::string(name_of(kind))},
                      {"author", author.name},
                      {"role", author.role},
                      {"device", author.device},
                      {"operation", hex(one.operation.id.view())},
                      {"verdict", std::string(name_of(one.standing))}};
            if (one.standing.position) json["received_at"] = rfc3339(one.standing.received);
            About about;
            Teller(office, json, about).tell(one.operation);
            if (record && about.record != *record) continue;
            if (!sees_all(office) && !concerns(office, one.operation, about)) continue;
            entries.emplace_back(header.at, std::move(json));
        }
    }
    std::ranges::stable_sort(entries, {}, &std::pair<Timestamp, Json>::first);
    Json list = Json::array();
    for (auto& [at, json] : entries) list.push_back(std::move(json));
    return list;
}

Result<Json> uses_json(const Office& office, const ledger::RecordId& record) {
    Json uses = Json::array();
    TRY_LET(const Json all, audit_json(office, record));
    for (const Json& one : all) {
        if (one["kind"] == "access_use") uses.push_back(one);
    }
    return uses;
}

}  // namespace soxa::office
