#include "sync/ledger/authority.hpp"

#include <algorithm>

#include "sync/ledger/publication.hpp"
#include "sync/ledger/access_judge.hpp"
#include "sync/record/value.hpp"

namespace soxa::ledger {

namespace {

constexpr Judged accepted{};

Judged refused(Reason reason) { return {Judgement::refused, reason}; }
Judged held(Reason reason) { return {Judgement::held, reason}; }

/// As this program's catalogue has it: each cell as it is there, each value one that can be read,
/// each legal cell behind its own section's guard (rule 13). What claims a newer catalogue is not
/// judged by this one: it folds as it says (rule 12) and waits for a province that knows it.
bool sound(const Operation& operation) {
    const auto payload = edit_payload(operation);
    if (!payload || operation.header.schema > record::schema_version) return false;
    std::optional<Cell> guard;
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        const Cell cell = operation.cell(i);
        if (cell.is_guard()) {
            guard = cell;
            continue;
        }
        const Bytes& value = payload->values[i];
        if (!in_catalogue(cell)) return false;
        if (cell.legal && guard != guard_cell(record::section_of_cell(cell.tag))) return false;
        const bool presence = record::find_group(cell.tag) != nullptr;
        const bool readable = record::is_withdrawn(value) ||
                              (presence ? is_present(value)
                                        : !record::decode_cell(cell.tag, value).empty());
        if (!readable) return false;
    }
    return true;
}

Judged judge_chain_open(const Operation& operation, const Directory& directory) {
    const auto open = chain_open(operation);
    if (!open) return refused(Reason::not_understood);
    if (chain_id(operation.header.stream, *open) != operation.header.chain) {
        return refused(Reason::unknown_author);
    }
    if (directory.may_open(*open)) return accepted;
    const AccountState* account = directory.account(open->account);
    const bool revoked = account != nullptr && account->revoked;
    return refused(revoked ? Reason::revoked : Reason::unknown_author);
}

Judged judge_account_key(const Operation& operation, const ChainState& chain,
                         const Directory& directory) {
    const auto key = account_key(operation);
    if (!key || key->account != chain.open.account || key->signing != chain.open.key ||
        !proven(*key)) {
        return refused(Reason::not_understood);
    }
    const AccountState* account = directory.account(key->account);
    if (account == nullptr || !account->invitations.contains(key->invitation)) {
        return refused(Reason::invitation_used);
    }
    return accepted;
}

Judged judge_account_create(const Operation& operation, const Directory& directory, Role author) {
    const auto made = account_create(operation);
    if (!made) return refused(Reason::not_understood);
    if (!may(author, Act::administer, Whose::others)) return refused(Reason::not_entitled);
    // Nobody grants more than he holds (I-13): administrators come from the province.
    if (author != Role::province && made->role == Role::admin) {
        return refused(Reason::not_entitled);
    }
    if (!is_personal_number(made->personal_id) || !may_be_login(made->login)) {
        return refused(Reason::not_understood);
    }
    const bool taken = std::ranges::any_of(directory.accounts(), [&](const auto& one) {
        const AccountState& other = one.second;
        return !other.revoked && (other.made.personal_id == made->personal_id ||
                                  (!made->login.empty() && other.made.login == made->login));
    });
    return taken ? refused(Reason::account_exists) : accepted;
}

/// What broke the rules that its author had is refused; what breaks only later ones waits for a
/// person (rule 7: an honest laptop was offline). The entry stays either way: only the naming of
/// the version is turned down (rule 9).
Judged by_rules(Rules rules) {
    switch (rules) {
        case Rules::kept: return accepted;
        case Rules::broken_since: return held(Reason::breaks_rules);
        case Rules::broken: return refused(Reason::breaks_rules);
    }
    return accepted;
}

Judged judge_approval(const ChainState& chain, const Directory& directory, const Facts& facts) {
    if (!facts.approval_holds) {
        return facts.rests_on_ghost ? held(Reason::rests_on_held) : refused(Reason::bad_approval);
    }
    if (facts.approves_himself) return held(Reason::self_approval);
    if (facts.number_waits) return held(Reason::number_waits);
    const Judged key = judge_signing_key(chain, directory);
    const bool waits = key.reason == Reason::awaiting_confirmation;
    if (key.judgement != Judgement::accepted && !waits) return key;
    // The signature was given for what the unit saw: never lost for a rule (LEDGER rule 18).
    return facts.rules == Rules::kept ? key : held(Reason::breaks_rules);
}

/// Whoever works on a laptop carries its slots to the unit's others; what a laptop makes of a slot
/// that neither its account nor an administrator sent is for the laptop to judge.
Judged judge_slot_share(const Operation& operation, const Directory& directory) {
    const auto share = slot_share(operation);
    if (!share || directory.account(share->account) == nullptr) {
        return refused(Reason::not_understood);
    }
    return accepted;
}

/// A laptop is listed by who works on it, under the keys that the province has for it: slots are
/// sealed to what is listed (LEDGER §3, 13).
Judged judge_device_open(const Operation& operation, const ChainState& chain, const Facts& facts) {
    const auto opened = device_open(operation);
    if (!opened) return refused(Reason::not_understood);
    const bool own = opened->device == chain.open.device && !facts.device_differs;
    return own ? accepted : refused(Reason::not_entitled);
}

Judged judge_release(const ChainState& chain, const Directory& directory, Role role,
                     const Facts& facts) {
    if (!may(role, Act::approve, Whose::others)) return refused(Reason::not_entitled);
    if (facts.closed) return refused(*facts.closed);
    if (!facts.release_holds) {
        return facts.rests_on_ghost ? held(Reason::rests_on_held) : refused(Reason::bad_approval);
    }
    if (facts.rules != Rules::kept) return by_rules(facts.rules);
    return judge_signing_key(chain, directory);
}

/// The province takes an offer back with the same word, and says with them that what was asked for
/// from outside has come or will not; for a unit it takes nothing over.
Judged judge_answer(const Operation& operation, const ChainState& chain,
                    const Directory& directory, Role role, const Facts& facts) {
    const bool takes_over = operation.header.kind == Kind::accept && facts.offer_open;
    if (role == Role::province && !takes_over) return accepted;
    if (!may(role, Act::approve, Whose::others)) return refused(Reason::not_entitled);
    if (!facts.offer_open) return refused(Reason::transfer_closed);
    return judge_signing_key(chain, directory);
}

/// Work on a file: kept for somebody to decide where the file is not worked on any more.
Judged judge_edit(const Operation& operation, Role role, const Facts& facts) {
    // Rights first: who may not enter is not asked what he meant.
    if (!may(role, Act::enter, facts.whose)) return refused(Reason::not_entitled);
    if (!sound(operation)) return held(Reason::not_understood);
    if (facts.closed) return held(*facts.closed);
    return facts.number_changed ? held(Reason::number_changed) : accepted;
}

Judged judge_alias(const Operation& operation, Role role, const Facts& facts) {
    const auto said = alias(operation);
    if (!said || !is_personal_number(said->from) || !is_personal_number(said->to) ||
        said->from == said->to || said->basis.empty()) {
        return refused(Reason::not_understood);
    }
    return may(role, Act::enter, facts.whose) ? accepted : refused(Reason::not_entitled);
}

/// What is signed and confirmed nobody gives back, and of a file that is closed there is nothing to
/// put right.
Judged judge_return(Role role, const Facts& facts) {
    if (!may(role, Act::give_back, facts.whose)) return refused(Reason::not_entitled);
    if (facts.closed) return held(*facts.closed);
    return facts.version_signed ? refused(Reason::version_signed) : accepted;
}

/// What a unit that was taken over does no more; its people and laptops it keeps.
bool is_file_work(Kind kind) {
    switch (kind) {
        case Kind::edit:
        case Kind::submit:
        case Kind::check:
        case Kind::approve:
        case Kind::transfer_propose:
        case Kind::release:
        case Kind::accept:
        case Kind::request:
            return true;
        default: return false;
    }
}

Judged by_role(bool allowed) { return allowed ? accepted : refused(Reason::not_entitled); }

/// By the author's role alone, his rights being in force.
Judged judge_kind(const Operation& operation, const ChainState& chain, const Directory& directory,
                  Role role, const Facts& facts) {
    switch (operation.header.kind) {
        case Kind::edit: return judge_edit(operation, role, facts);
        case Kind::submit:
            if (!may(role, Act::submit, facts.whose)) return refused(Reason::not_entitled);
            // A catalogue that is not known here asks rules that are not known here.
            if (operation.header.schema > record::schema_version) {
                return held(Reason::not_understood);
            }
            if (facts.closed) return held(*facts.closed);
            return by_rules(facts.rules);
        case Kind::release: return judge_release(chain, directory, role, facts);
        case Kind::accept:
        case Kind::refuse: return judge_answer(operation, chain, directory, role, facts);
        case Kind::alias: return judge_alias(operation, role, facts);
        case Kind::transfer_propose:
        case Kind::request:
            return by_role(role == Role::clerk || role == Role::head || role == Role::province);
        case Kind::reopen:
            return role == Role::head ? judge_signing_key(chain, directory)
                                      : by_role(role == Role::province);
        case Kind::check: return by_role(may(role, Act::check, facts.whose));
        case Kind::give_back: return judge_return(role, facts);
        case Kind::approve: return judge_approval(chain, directory, facts);
        case Kind::account_create: return judge_account_create(operation, directory, role);
        case Kind::account_invite:
        case Kind::account_change: return by_role(may(role, Act::administer, Whose::others));
        case Kind::unit_open:
        case Kind::account_verdict:
        case Kind::device_revoke:
        case Kind::transfer_word:
        case Kind::offer:
        case Kind::adopt:
        case Kind::late_edit:
        case Kind::claim:
        case Kind::claim_verdict:
        case Kind::alias_verdict:
        case Kind::unit_change:
        case Kind::status_word:
        case Kind::rejudge:
        case Kind::attachment_receipt:
        case Kind::off_site:
        case Kind::attachment_wanted:
        case Kind::leaving_ahead:
        case Kind::leaving_day:
        case Kind::pack_withdraw:
        case Kind::rule_findings: return by_role(role == Role::province);
        case Kind::pack_publish:
        case Kind::catalogue_publish:
        case Kind::map_publish:
            if (role != Role::province) return refused(Reason::not_entitled);
            return publication_part(operation) ? accepted : refused(Reason::not_understood);
        case Kind::chain_open:
        case Kind::context:
        case Kind::account_key: return accepted;
        case Kind::device_open: return judge_device_open(operation, chain, facts);
        case Kind::slot_share: return judge_slot_share(operation, directory);
        case Kind::access_grant: {
            const Judged judged = judge_access(operation, chain, directory, role);
            const bool let_in = judged.judgement == Judgement::accepted;
            return let_in && facts.rules != Rules::kept ? by_rules(facts.rules) : judged;
        }
        case Kind::access_level:
        case Kind::grant_sign:
        case Kind::grant_end:
        case Kind::access_use: return judge_access(operation, chain, directory, role);
        // The laptop asks who may read the file; the administrator reads none.
        case Kind::error_report: return by_role(role != Role::admin);
        case Kind::error_answer: return by_role(role != Role::admin && role != Role::viewer);
        case Kind::decision_reason:
            return by_role(role == Role::province || may(role, Act::enter, Whose::own));
    }
    return held(Reason::not_understood);
}

/// How far the author's rights reach on the files it is about.
Judged judge_reach(const Operation& operation, const ChainState& chain,
                   const Directory& directory, const AccountState& author, const Facts& facts) {
    switch (operation.header.kind) {
        case Kind::edit:
        case Kind::submit:
        case Kind::check:
        case Kind::give_back:
        case Kind::alias:
        case Kind::transfer_propose: {
            const Judged seen = judge_sight(operation, chain, directory, author, facts);
            // Who has no right at all is told so, whatever the file.
            const bool works = may(author.made.role, Act::enter, facts.whose) ||
                               may(author.made.role, Act::check, facts.whose);
            return works ? seen : accepted;
        }
        case Kind::approve:
            return may(author.made.role, Act::approve, Whose::others)
                       ? accepted
                       : judge_stand_in(operation, chain, directory, author, facts);
        default: return accepted;
    }
}

}  // namespace

Judged judge_signing_key(const ChainState& chain, const Directory& directory) {
    const AccountState* account = directory.account(chain.open.account);
    const KeyState* key = account == nullptr ? nullptr : account->key(chain.open.key);
    if (key == nullptr) return refused(Reason::unknown_author);
    if (key->superseded) return held(Reason::superseded);
    return key->confirmed ? accepted : held(Reason::awaiting_confirmation);
}

Judged judge(const Operation& operation, const Directory& directory, const Facts& facts) {
    const Kind kind = operation.header.kind;
    if (kind == Kind::chain_open) return judge_chain_open(operation, directory);
    const ChainState* chain = directory.chain(operation.header.chain);
    if (chain == nullptr) return refused(Reason::unknown_author);
    if (kind == Kind::context) return accepted;  // says what it knew and grants nothing
    const auto device_revoked = directory.device_revoked(chain->open.device);
    if (kind == Kind::account_key) {
        // Nobody becomes anybody's key on a laptop that is known to be lost.
        return device_revoked ? refused(Reason::revoked)
                              : judge_account_key(operation, *chain, directory);
    }

    const auto role = directory.role_of(operation.header.chain);
    if (!role) {
        // The account is there and its key is not: a code that was used on two laptops, most often.
        // The work is kept for somebody to decide.
        return directory.account(chain->open.account) == nullptr ? refused(Reason::unknown_author)
                                                                 : held(Reason::unknown_author);
    }
    if (*role == Role::province) return judge_kind(operation, *chain, directory, *role, facts);

    const AccountState& account = *directory.account(chain->open.account);
    if (account.key(chain->open.key)->refused) return refused(Reason::unknown_author);
    std::optional<std::uint64_t> revoked = account.revoked;
    if (device_revoked) revoked = std::min(revoked.value_or(*device_revoked), *device_revoked);
    if (revoked) {
        return chain->known_position >= *revoked ? refused(Reason::revoked)
                                                 : held(Reason::revoked);
    }
    if (account.restricted) return held(Reason::not_entitled);
    if (!account.until.empty() && facts.today > account.until) return held(Reason::expired);
    if (const Judged seen = judge_reach(operation, *chain, directory, account, facts);
        seen.judgement != Judgement::accepted) {
        return seen;
    }
    const Judged judged = judge_kind(operation, *chain, directory, *role, facts);
    // What would not be let in by itself is not passed on to the unit that took this one over.
    const bool passed_on = directory.merged() && is_file_work(kind);
    return passed_on && judged.judgement == Judgement::accepted ? held(Reason::unit_merged)
                                                                : judged;
}

}  // namespace soxa::ledger
