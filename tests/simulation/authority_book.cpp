#include "tests/simulation/authority_book.hpp"

namespace soxa::simulation {

using ledger::Kind;
using ledger::Operation;
using ledger::Role;

const AuthorityBook::Chain* AuthorityBook::chain(const ledger::ChainId& id) const {
    const auto found = chains_.find(id);
    return found == chains_.end() ? nullptr : &found->second;
}

const AuthorityBook::Account* AuthorityBook::author(const ledger::ChainId& id) const {
    const Chain* found = chain(id);
    if (found == nullptr) return nullptr;
    const auto account = accounts_.find(found->account);
    return account == accounts_.end() ? nullptr : &account->second;
}

std::string AuthorityBook::objection(const Operation& operation, Timestamp received) const {
    const Kind kind = operation.header.kind;
    if (kind == Kind::chain_open || kind == Kind::context) return {};
    const Chain* found = chain(operation.header.chain);
    if (found == nullptr) return "a chain that nobody opened";
    if (by_province(*found)) return {};
    const auto account = accounts_.find(found->account);
    if (account == accounts_.end()) return "no such account";
    if (revoked_.contains(found->device)) return "a laptop that was revoked";
    if (kind == Kind::account_key) return {};
    const auto key = account->second.keys.find(found->key);
    if (key == account->second.keys.end()) return "a key that is not the account's";
    if (account->second.revoked) return "an account that was revoked";
    if (account->second.restricted) return "an account that is restricted";
    const std::string& until = account->second.until;
    if (!until.empty() && iso_date(day_in_vietnam(received)) > until) return "after its last day";
    return may_not(operation, account->second, key->second);
}

std::string AuthorityBook::may_not(const Operation& operation, const Account& account,
                                   const Key& key) const {
    const Role role = account.role;
    switch (operation.header.kind) {
        case Kind::edit:
        case Kind::submit:
            return role == Role::clerk || role == Role::person ? "" : "who may not enter";
        case Kind::check:
        case Kind::give_back:
            return role == Role::clerk || role == Role::head ? "" : "who may not check";
        case Kind::approve:
            if (role != Role::head) return "who may not approve";
            if (!key.confirmed || key.refused) return "a key that was not confirmed";
            return key.superseded ? "a key from before a reset" : "";
        case Kind::account_create: {
            const auto made = ledger::account_create(operation);
            if (role != Role::admin) return "who may not make accounts";
            return made && made->role == Role::admin ? "an administrator made by one" : "";
        }
        case Kind::account_invite:
        case Kind::account_change: return role == Role::admin ? "" : "who administers nothing";
        case Kind::unit_open:
        case Kind::account_verdict:
        case Kind::device_revoke:
        case Kind::rejudge: return "what only the province may say";
        default: return {};
    }
}

void AuthorityBook::take(const Operation& operation) {
    if (const auto open = ledger::chain_open(operation)) {
        chains_.emplace(operation.header.chain, Chain{open->account, open->device, open->key});
    } else if (const auto made = ledger::account_create(operation)) {
        accounts_.emplace(ledger::AccountId{operation.id.bytes},
                          Account{made->role, made->personal_id, false, false, {}, {}});
    } else if (const auto invite = ledger::account_invite(operation)) {
        const Chain* by = chain(operation.header.chain);
        const auto account = accounts_.find(invite->account);
        if (account == accounts_.end() || by == nullptr || by_province(*by)) return;
        for (auto& [key, state] : account->second.keys) state.superseded = true;
    } else if (const auto key = ledger::account_key(operation)) {
        const auto account = accounts_.find(key->account);
        if (account != accounts_.end()) account->second.keys.emplace(key->signing, Key{});
    } else if (const auto change = ledger::account_change(operation)) {
        const auto account = accounts_.find(change->account);
        if (account == accounts_.end()) return;
        if (change->step == ledger::AccountStep::revoke) account->second.revoked = true;
        if (change->step == ledger::AccountStep::restrict) account->second.restricted = true;
        if (change->step == ledger::AccountStep::extend) {
            account->second.restricted = false;
            account->second.until = change->until;
        }
    } else if (const auto verdict = ledger::account_verdict(operation)) {
        const auto account = accounts_.find(verdict->account);
        if (account == accounts_.end()) return;
        const auto key_state = account->second.keys.find(verdict->key);
        if (key_state == account->second.keys.end()) return;
        key_state->second.confirmed = verdict->confirmed;
        key_state->second.refused = !verdict->confirmed;
    } else if (const auto revoked = ledger::device_revoke(operation)) {
        revoked_.insert(revoked->device);
    }
}

}  // namespace soxa::simulation
