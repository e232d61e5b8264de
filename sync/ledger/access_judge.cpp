#include "sync/ledger/access_judge.hpp"

#include <algorithm>

#include "sync/ledger/approval.hpp"
#include "sync/record/value.hpp"

namespace soxa::ledger {

namespace {

constexpr Judged accepted{};

Judged refused(Reason reason) { return {Judgement::refused, reason}; }
Judged held(Reason reason) { return {Judgement::held, reason}; }

/// Whose word signs a consent or an authorisation: he has what he gives (RELIABILITY I-13).
bool gives(Role role) { return role == Role::head || role == Role::province; }
bool administers(Role role) { return gives(role) || role == Role::admin; }

/// A head's word on access opens something, so it needs a key that the province has confirmed.
Judged by_key(const ChainState& chain, const Directory& directory, Role role) {
    return role == Role::head ? judge_signing_key(chain, directory) : accepted;
}

Judged judge_level(const Operation& operation, Role role) {
    const auto set = access_level(operation);
    const bool sound = set && !set->basis.empty() &&
                       (set->level == 0 ? set->until.empty() : is_day(set->until));
    if (!sound) return refused(Reason::not_understood);
    if (role == Role::province) return accepted;
    // DOMAIN §1.9: the head proposes, the province decides.
    return role == Role::head ? held(Reason::proposal) : refused(Reason::not_entitled);
}

Judged judge_grant(const Operation& operation, const ChainState& chain,
                   const Directory& directory, Role role) {
    const auto grant = access_grant(operation);
    const bool sound = grant && !grant->basis.empty() && !grant->signer.empty() &&
                       !grant->purpose.empty() && is_day(grant->from) && is_day(grant->until) &&
                       grant->from <= grant->until;
    if (!sound) return refused(Reason::not_understood);
    if (!administers(role)) return refused(Reason::not_entitled);
    const AccountState* grantee = directory.account(grant->grantee);
    if (grantee == nullptr) return refused(Reason::not_understood);
    if (grantee->revoked) return refused(Reason::revoked);
    if (grant->grantee == chain.open.account) return refused(Reason::not_entitled);
    return by_key(chain, directory, role);
}

Judged judge_word(const Operation& operation, const ChainState& chain,
                  const Directory& directory, Role role) {
    const bool signs = operation.header.kind == Kind::grant_sign;
    const auto word = signs ? grant_sign(operation) : grant_end(operation);
    if (!word || (!signs && word->basis.empty())) return refused(Reason::not_understood);
    const GrantState* grant = directory.access().grant(word->grant);
    // Of one that is not let in, and may be later: with this word it must not open again.
    if (grant == nullptr) return held(Reason::rests_on_held);
    const bool own = grant->grant.grantee == chain.open.account;
    const bool may = signs ? gives(role) && !own : administers(role) || own;
    if (!may) return refused(Reason::not_entitled);
    return signs ? by_key(chain, directory, role) : accepted;
}

/// Days are compared as text; nothing stands for a laptop's own look, which the office has made.
bool over(const std::string& last, const std::string& today) {
    return !today.empty() && last < today;
}

/// Why an authorisation that is there does not cover a file; nothing if it does.
std::optional<Judged> against(const GrantState& state, const ChainState& chain,
                              const Operation& operation, const Facts& facts) {
    if (state.ended) {
        return chain.known_position >= *state.ended ? refused(Reason::revoked)
                                                    : held(Reason::revoked);
    }
    if (!facts.today.empty() && facts.today < state.grant.from) {
        return refused(Reason::not_entitled);
    }
    if (over(state.grant.until, facts.today)) {
        const bool by_his_own_word =
            state.grant.until < iso_date(day_in_vietnam(operation.header.at));
        return by_his_own_word ? refused(Reason::expired) : held(Reason::expired);
    }
    return std::nullopt;
}

/// The best that some authorisation says of one file; refused where there is none.
Judged authorised(const Operation& operation, const ChainState& chain, const Access& access,
                  const AccountState& author, const RecordId& record, const Facts& facts) {
    Judged best = refused(Reason::not_entitled);
    for (const auto& [id, state] : access.grants()) {
        const AccessGrant& grant = state.grant;
        const bool fits = grant.kind == GrantKind::signing && grant.grantee == author.id &&
                          state.signed_on && (!grant.record || *grant.record == record);
        if (!fits) continue;
        const auto why = against(state, chain, operation, facts);
        if (!why) return accepted;
        if (why->judgement == Judgement::held || best.judgement == Judgement::refused) best = *why;
    }
    return best;
}

}  // namespace

Judged judge_access(const Operation& operation, const ChainState& chain,
                    const Directory& directory, Role role) {
    switch (operation.header.kind) {
        case Kind::access_level: return judge_level(operation, role);
        case Kind::access_grant: return judge_grant(operation, chain, directory, role);
        case Kind::grant_sign:
        case Kind::grant_end: return judge_word(operation, chain, directory, role);
        default:
            return access_use(operation) ? accepted : refused(Reason::not_understood);
    }
}

Judged judge_sight(const Operation& operation, const ChainState& chain,
                   const Directory& directory, const AccountState& author, const Facts& facts) {
    if (!operation.header.record || facts.today.empty()) return accepted;
    const RecordId& record = *operation.header.record;
    const Days days = Days::of(facts.today);
    const Sight sight = sight_of(directory, author, record, facts.whose, days);
    if (!sight.works()) {
        const LevelSet* set = directory.access().level(record, days);
        const bool knew = set != nullptr && chain.known_position >= set->since;
        return knew ? refused(Reason::not_cleared) : held(Reason::not_cleared);
    }
    const auto payload = edit_payload(operation);
    const auto takes_back = [&](std::size_t i) {
        const std::vector<OperationId>& replaced = operation.header.cells[i].replaces;
        return facts.begun_by_him && replaced.size() == 1 && replaced.front().bytes == record.bytes &&
               payload && i < payload->values.size() && record::is_withdrawn(payload->values[i]);
    };
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        if (operation.header.cells[i].replaces.empty() || sight.shows(operation.cell(i))) continue;
        // He wrote it himself, with the file: nothing is seen by taking it away (import --undo).
        if (!takes_back(i)) return held(Reason::not_cleared);
    }
    return accepted;
}

Judged judge_stand_in(const Operation& operation, const ChainState& chain,
                      const Directory& directory, const AccountState& author,
                      const Facts& facts) {
    const auto payload = approval_payload(operation);
    if (!payload || payload->versions.empty()) return refused(Reason::not_entitled);
    Judged worst = accepted;
    for (const ApprovedVersion& version : payload->versions) {
        const Judged one = authorised(operation, chain, directory.access(), author,
                                      version.record, facts);
        if (one.judgement == Judgement::refused) return one;
        if (one.judgement == Judgement::held) worst = one;
    }
    return worst;
}

}  // namespace soxa::ledger
