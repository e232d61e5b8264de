#include "client/office/access_act.hpp"

#include <algorithm>
#include <map>

#include "client/office/accounts.hpp"
#include "client/office/approve.hpp"
#include "client/office/audit.hpp"
#include "client/office/month.hpp"
#include "client/office/record_view.hpp"
#include "sync/ledger/error_report.hpp"
#include "sync/record/consent_basis.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

using ledger::GrantKind;
using ledger::Role;

constexpr std::size_t name_digits = 16;  // of a grant's name, as people copy it
constexpr std::size_t name_digits_min = 8;

bool gives(const Office& office) { return office.role() == Role::head; }
bool administers(const Office& office) { return gives(office) || office.role() == Role::admin; }

std::string short_name(const ledger::OperationId& id) {
    return hex(id.view()).substr(0, name_digits);
}

void need(std::vector<Fault>& faults, std::string_view field, const std::string& text,
          std::string_view word) {
    if (text.empty()) {
        faults.push_back({std::string(field), "TB-4.4", std::string(word), {}});
    }
}

void need_day(std::vector<Fault>& faults, std::string_view field, const std::string& text) {
    if (!ledger::is_day(text)) {
        faults.push_back({std::string(field), "DM-3.4", "account.until", {}});
    }
}

Result<void> write_one(Office& office, ledger::Kind kind, Bytes payload,
                       std::vector<ledger::OperationId> references) {
    Draft draft;
    draft.kind = kind;
    draft.payload = std::move(payload);
    draft.references = std::move(references);
    TRY(office.write({std::move(draft)}));
    return {};
}

/// What a head gives opens nothing before the province has confirmed his key: said now, rather than
/// held there (LEDGER rule 8).
Result<void> may_give(const Office& office) {
    if (!gives(office) || key_is_confirmed(office)) return {};
    return fail(Errc::not_allowed, "access.key_unconfirmed");
}

/// The restriction of the account and of the laptop hold for these acts as for any other.
Result<void> may_act(const Office& office) {
    if (office.laptop_revoked()) return fail(Errc::not_allowed, "laptop.revoked");
    const ledger::AccountState& self = office.account();
    const bool over = !self.until.empty() && self.until < office.access_days().latest;
    if (self.revoked || self.restricted || over) {
        return fail(Errc::not_allowed, "act.restricted");
    }
    return {};
}

Result<ledger::GrantState> grant_named(const Office& office, const std::string& id) {
    const ledger::GrantState* found = nullptr;
    for (const auto& [name, grant] : office.store().directory().access().grants()) {
        if (id.size() < name_digits_min || !hex(name.view()).starts_with(id)) continue;
        if (found != nullptr) return fail(Errc::invalid_input, "access.no_grant", {id});
        found = &grant;
    }
    if (found == nullptr) return fail(Errc::invalid_input, "access.no_grant", {id});
    return *found;
}

std::string name_of_record(const Office& office, const ledger::RecordId& id) {
    const auto state = office.store().record(id);
    return state && *state ? ledger::record_uid(**state) : std::string();
}

Json level_json(const Office& office, const ledger::AccessLevel& level,
                const ledger::ChainId& chain, Timestamp at) {
    return {{"level", level.level},
            {"until", level.until},
            {"basis", level.basis},
            {"reason", level.reason},
            {"set_by", author_of(office, chain).name},
            {"set_at", rfc3339(at)}};
}

/// What the province wrote beside its second looks, by the operation that was looked at.
Result<std::map<ledger::OperationId, std::string>> reasons_given(const Office& office) {
    std::map<ledger::OperationId, std::string> reasons;
    const ledger::Directory& directory = office.store().directory();
    TRY_LET(const auto words, office.store().operations_of(ledger::Kind::decision_reason));
    for (const ledger::Stored& one : words) {
        if (directory.author(one.operation.header.chain) != nullptr) continue;
        const auto why = ledger::decision_reason(one.operation);
        if (!why || !one.standing.confirmed()) continue;
        for (const ledger::OperationId& id : one.operation.header.references) {
            reasons.insert_or_assign(id, *why);
        }
    }
    return reasons;
}

}  // namespace

Result<std::vector<AnsweredLevel>> answered_levels(const Office& office) {
    TRY_LET(auto reasons, reasons_given(office));
    TRY_LET(const auto looks, office.store().operations_of(ledger::Kind::rejudge));
    std::vector<AnsweredLevel> answered;
    for (const ledger::Stored& look : looks) {
        const auto second = ledger::rejudgements(look.operation);
        if (!second || !look.standing.confirmed()) continue;
        for (const ledger::Rejudgement& one : *second) {
            TRY_LET(const auto proposal, office.store().operation(one.operation));
            const auto level = proposal ? ledger::access_level(proposal->operation) : std::nullopt;
            if (!level) continue;
            const std::uint64_t position = look.standing.position.value_or(0);
            answered.push_back({*level, one.judgement == ledger::Judgement::accepted,
                                reasons[one.operation], look.standing.received, position,
                                proposal->operation.header.chain});
        }
    }
    return answered;
}

Result<void> propose_level(Office& office, const ledger::RecordState& state,
                           const LevelWanted& typed) {
    if (!gives(office)) return fail(Errc::not_allowed, "access.head_proposes");
    TRY(may_act(office));
    ledger::AccessLevel level{state.id, typed.level, typed.until,
                              record::normalised(typed.basis), record::normalised(typed.reason)};
    std::vector<Fault> faults;
    if (level.level > ledger::access_level_max) {
        faults.push_back({"level", "TB-4.3", "access.level", {}});
    }
    need(faults, "basis", level.basis, "account.basis");
    if (level.level > 0) need_day(faults, "until", level.until);
    if (!faults.empty()) return refuse(std::move(faults));
    return write_one(office, ledger::Kind::access_level, ledger::encode(level), {state.id});
}

Result<Json> access_json(const Office& office, const ledger::RecordState& state) {
    const ledger::Access& access = office.store().directory().access();
    const ledger::LevelSet* set = access.level(state.id, office.access_days());
    const ledger::Sight sight = sight_of(office, state);
    Json json{{"record_uid", ledger::record_uid(state)}, {"level", 0}};
    if (set != nullptr) json.update(level_json(office, set->level, set->chain, set->at));
    json["shown_to_you"] = {
        {"fields", sight.reach == ledger::Sight::Reach::fields},
        {"sensitivity", sight.sensitivity},
        {"asks_purpose", sight.asks_purpose},
        {"by", sight.grant == nullptr ? Json() : Json(short_name(sight.grant->id))}};
    json["proposals"] = Json::array();
    TRY_LET(const auto levels, office.store().operations_of(ledger::Kind::access_level));
    for (const ledger::Stored& one : levels) {
        const auto level = ledger::access_level(one.operation);
        const bool open = one.standing.provisional() ||
                          one.standing.judgement == ledger::Judgement::held;
        if (!level || level->record != state.id || !open) continue;
        json["proposals"].push_back(level_json(office, *level, one.operation.header.chain,
                                               one.operation.header.at));
    }
    json["answered"] = Json::array();
    TRY_LET(const std::vector<AnsweredLevel> answered, answered_levels(office));
    for (const AnsweredLevel& one : answered) {
        if (one.level.record != state.id) continue;
        Json told = level_json(office, one.level, one.chain, one.at);
        told.erase("set_at");
        told["accepted"] = one.accepted;
        told["answered_at"] = rfc3339(one.at);
        told["answer"] = one.reason;
        json["answered"].push_back(std::move(told));
    }
    TRY_LET(json["uses"], uses_json(office, state.id));
    return json;
}

Result<std::string> add_grant(Office& office, const GrantWanted& typed) {
    if (!administers(office)) {
        return fail(Errc::not_allowed, "act.not_entitled",
                    {"@role." + std::string(name_of(office.role())), "@role.admin,@role.head"});
    }
    TRY(may_act(office));
    TRY(may_give(office));
    ledger::AccessGrant grant;
    grant.kind = typed.kind;
    grant.sensitivity = typed.kind == GrantKind::signing ? 0 : typed.sensitivity;
    grant.basis = record::normalised(typed.basis);
    grant.signer = record::normalised(typed.signer);
    if (grant.signer.empty() && gives(office)) grant.signer = office.account().made.name;
    grant.purpose = record::normalised(typed.purpose);
    grant.from = typed.from.empty() ? office.access_days().latest : typed.from;
    grant.until = typed.until;
    std::vector<Fault> faults;
    need(faults, "basis", grant.basis, "account.basis");
    need(faults, "signer", grant.signer, "access.signer");
    need(faults, "purpose", grant.purpose, "access.purpose");
    need_day(faults, "from", grant.from);
    need_day(faults, "until", grant.until);
    if (grant.from > grant.until) {
        faults.push_back({"until", "TB-4.4", "access.days", {}});
    }
    if (grant.sensitivity > ledger::sensitivity_max) {
        faults.push_back({"sensitivity", "TB-4.3", "access.sensitivity", {}});
    }
    if (!faults.empty()) return refuse(std::move(faults));
    const ledger::AccountState* grantee = office.store().directory().account_named(typed.to);
    if (grantee == nullptr) return fail(Errc::invalid_input, "account.unknown");
    if (grantee->revoked) return fail(Errc::invalid_input, "account.revoked");
    if (grantee->id == office.account().id) {
        return fail(Errc::not_allowed, "access.not_oneself");
    }
    grant.grantee = grantee->id;
    record::Consent consent;
    consent.on_duty =
        ledger::may(grantee->made.role, ledger::Act::check, ledger::Whose::others);
    std::vector<ledger::OperationId> references{{grantee->id.bytes}};
    if (!typed.record.empty()) {
        TRY_LET(grant.record, office.store().record_named(typed.record));
        if (!grant.record) return fail(Errc::invalid_input, "record.unknown");
        references.push_back(*grant.record);
        TRY_LET(const auto state, office.store().record(*grant.record));
        consent.one_file = true;
        consent.by_its_person =
            state && record::same_person(grant.signer,
                                         ledger::document_of(state->draft).text("full_name"));
    }
    const record::Policy* const pack = office.store().rulebook().on(today_of(office));
    if (grant.kind == GrantKind::consent && pack != nullptr && !record::may_rest(consent, *pack)) {
        return refuse({{"basis", "TB-4.4", "finding.consent_basis", {}}});
    }
    Draft draft;
    draft.kind = ledger::Kind::access_grant;
    draft.payload = ledger::encode(grant);
    draft.references = std::move(references);
    TRY_LET(const auto names, office.write({std::move(draft)}));
    return short_name(names.front());
}

Result<void> sign_grant(Office& office, const std::string& id) {
    if (!gives(office)) return fail(Errc::not_allowed, "access.head_signs");
    TRY(may_act(office));
    TRY(may_give(office));
    TRY_LET(const ledger::GrantState grant, grant_named(office, id));
    if (grant.grant.grantee == office.account().id) {
        return fail(Errc::not_allowed, "access.not_oneself");
    }
    if (grant.signed_on || grant.ended) return {};
    return write_one(office, ledger::Kind::grant_sign,
                     ledger::encode(ledger::GrantWord{grant.id, grant.grant.basis}), {grant.id});
}

Result<void> end_grant(Office& office, const std::string& id, const std::string& typed) {
    TRY(may_act(office));
    TRY_LET(const ledger::GrantState grant, grant_named(office, id));
    const bool own = grant.grant.grantee == office.account().id;
    if (!administers(office) && !own) {
        return fail(Errc::not_allowed, "act.not_entitled",
                    {"@role." + std::string(name_of(office.role())), "@role.admin,@role.head"});
    }
    const std::string basis = record::normalised(typed);
    if (basis.empty()) return refuse({{"basis", "TB-4.4", "account.basis", {}}});
    if (grant.ended) return {};
    return write_one(office, ledger::Kind::grant_end,
                     ledger::encode(ledger::GrantWord{grant.id, basis}), {grant.id});
}

std::string_view state_of(const ledger::GrantState& state, const ledger::Days& days) {
    if (state.ended) return "ended";
    if (state.grant.until < days.latest) return "over";
    if (!state.signed_on) return "waiting_for_signature";
    return state.begun(days) ? "in_force" : "not_yet";
}

Json grants_json(const Office& office) {
    const ledger::Directory& directory = office.store().directory();
    std::vector<const ledger::GrantState*> shown;
    for (const auto& [id, grant] : directory.access().grants()) {
        if (administers(office) || grant.grant.grantee == office.account().id) {
            shown.push_back(&grant);
        }
    }
    std::ranges::sort(shown, {}, [](const ledger::GrantState* one) {
        return std::pair(one->at, one->id);
    });
    Json list = Json::array();
    for (const ledger::GrantState* one : shown) {
        const ledger::AccessGrant& grant = one->grant;
        const ledger::AccountState* grantee = directory.account(grant.grantee);
        Json json{{"id", short_name(one->id)},
                  {"kind", grant.kind == GrantKind::signing ? "signing" : "consent"},
                  {"to", grantee == nullptr ? std::string() : grantee->made.name},
                  {"record_uid",
                   grant.record ? name_of_record(office, *grant.record) : std::string()},
                  {"sensitivity", grant.sensitivity},
                  {"basis", grant.basis},
                  {"signer", grant.signer},
                  {"purpose", grant.purpose},
                  {"from", grant.from},
                  {"until", grant.until},
                  {"state", std::string(state_of(*one, office.access_days()))},
                  {"provisional", one->provisional},
                  {"entered_by", author_of(office, one->chain).name}};
        if (one->signed_on) json["signed_by"] = author_of(office, *one->signed_on).name;
        list.push_back(std::move(json));
    }
    return list;
}

}  // namespace soxa::office
