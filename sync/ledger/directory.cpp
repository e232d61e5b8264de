#include "sync/ledger/directory.hpp"

#include <algorithm>
#include <tuple>

#include "sync/ledger/authority.hpp"

namespace soxa::ledger {

namespace {

/// Provisional operations, each after those it rests on: what its header names, what stands before
/// it in its chain, the account it is about, and the invitation that its key was made with.
class Provisional {
public:
    void add(const Entry& entry) { open_.emplace(entry.operation->id, &entry); }

    /// Where nothing else decides, the smallest id first.
    void append_to(std::vector<const Entry*>& order) {
        link_chains();
        link_names();
        std::set<OperationId> ready;
        for (const auto& [id, entry] : open_) {
            if (waits_[id] == 0) ready.insert(id);
        }
        while (!ready.empty()) {
            const OperationId id = *ready.begin();
            ready.erase(ready.begin());
            order.push_back(open_.at(id));
            for (const OperationId& next : followers_[id]) {
                if (--waits_.at(next) == 0) ready.insert(next);
            }
        }
    }

private:
    void link(const OperationId& before, const OperationId& after) {
        if (before == after || !open_.contains(before)) return;
        followers_[before].push_back(after);
        ++waits_[after];
    }
    /// By sequence: what lies between two operations of authority need not be one.
    void link_chains() {
        std::vector<const Header*> headers;
        std::map<const Header*, OperationId> ids;
        for (const auto& [id, entry] : open_) {
            headers.push_back(&entry->operation->header);
            ids.emplace(headers.back(), id);
        }
        std::ranges::sort(headers, [&](const Header* a, const Header* b) {
            return std::tie(a->chain, a->seq, ids.at(a)) < std::tie(b->chain, b->seq, ids.at(b));
        });
        for (std::size_t i = 1; i < headers.size(); ++i) {
            if (headers[i - 1]->chain != headers[i]->chain) continue;
            link(ids.at(headers[i - 1]), ids.at(headers[i]));
        }
    }
    void link_names() {
        std::map<crypto::PublicKey, OperationId> invited_by;
        for (const auto& [id, entry] : open_) {
            if (const auto made = account_create(*entry->operation)) {
                invited_by.emplace(made->invitation, id);
            } else if (const auto invite = account_invite(*entry->operation)) {
                invited_by.emplace(invite->invitation, id);
            }
        }
        for (const auto& [id, entry] : open_) {
            for (const OperationId& need : needs(*entry->operation)) link(need, id);
            if (const auto about = account_of(*entry->operation)) link({about->bytes}, id);
            const auto key = account_key(*entry->operation);
            if (!key) continue;
            const auto by = invited_by.find(key->invitation);
            if (by != invited_by.end()) link(by->second, id);
        }
    }
    static std::optional<AccountId> account_of(const Operation& operation) {
        if (const auto open = chain_open(operation)) return open->account;
        if (const auto invite = account_invite(operation)) return invite->account;
        if (const auto key = account_key(operation)) return key->account;
        if (const auto change = account_change(operation)) return change->account;
        if (const auto verdict = account_verdict(operation)) return verdict->account;
        return std::nullopt;
    }

    std::map<OperationId, const Entry*> open_;
    std::map<OperationId, std::size_t> waits_;
    std::map<OperationId, std::vector<OperationId>> followers_;
};

/// Confirmed operations by position, then the provisional ones.
std::vector<const Entry*> in_order_of_authority(std::span<const Entry> entries) {
    std::vector<const Entry*> order;
    Provisional provisional;
    for (const Entry& entry : entries) {
        if (!is_authority(entry.operation->header.kind)) continue;
        if (entry.standing.confirmed()) order.push_back(&entry);
        if (entry.standing.provisional()) provisional.add(entry);
    }
    std::ranges::sort(order, {}, [](const Entry* entry) { return *entry->standing.position; });
    provisional.append_to(order);
    return order;
}

}  // namespace

bool is_authority(Kind kind) {
    switch (kind) {
        case Kind::chain_open:
        case Kind::context:
        case Kind::unit_open:
        case Kind::account_create:
        case Kind::account_invite:
        case Kind::account_key:
        case Kind::account_change:
        case Kind::account_verdict:
        case Kind::device_open:
        case Kind::device_revoke:
        case Kind::access_level:
        case Kind::access_grant:
        case Kind::grant_sign:
        case Kind::grant_end:
        case Kind::unit_change:
            return true;
        case Kind::edit:
        case Kind::submit:
        case Kind::check:
        case Kind::give_back:
        case Kind::approve:
        case Kind::slot_share:
        case Kind::rejudge:
        case Kind::pack_publish:
        case Kind::catalogue_publish:
        case Kind::map_publish:
        case Kind::rule_findings:
        case Kind::access_use:
        case Kind::error_report:
        case Kind::error_answer:
        case Kind::decision_reason:
        case Kind::transfer_propose:
        case Kind::release:
        case Kind::transfer_word:
        case Kind::offer:
        case Kind::accept:
        case Kind::refuse:
        case Kind::adopt:
        case Kind::late_edit:
        case Kind::claim:
        case Kind::claim_verdict:
        case Kind::alias:
        case Kind::alias_verdict:
        case Kind::status_word:
        case Kind::reopen:
        case Kind::request:
        case Kind::attachment_receipt:
        case Kind::off_site:
        case Kind::attachment_wanted:
        case Kind::leaving_ahead:
        case Kind::leaving_day:
        case Kind::pack_withdraw:
            return false;
    }
    return false;
}

const KeyState* AccountState::key(const crypto::PublicKey& signing) const {
    const auto found = std::ranges::find(
        keys, signing, [](const KeyState& one) { return one.key.signing; });
    return found == keys.end() ? nullptr : &*found;
}

bool AccountState::confirmed() const {
    return std::ranges::any_of(
        keys, [](const KeyState& one) { return one.confirmed && !one.superseded; });
}

Directory::Directory(const crypto::PublicKey& province)
    : province_key_(province), province_(province_account(province)) {}

bool Directory::may_open(const ChainOpen& open) const {
    if (open.account == province_) return open.key == province_key_;
    const AccountState* owner = account(open.account);
    return owner != nullptr && !owner->revoked;
}

Directory Directory::fold(const crypto::PublicKey& province, std::span<const Entry> entries) {
    Directory directory(province);
    for (const Entry* entry : in_order_of_authority(entries)) {
        directory.take(*entry->operation, entry->standing);
    }
    return directory;
}

void Directory::take(const Operation& operation, const Standing& standing) {
    if (standing.ghost()) return;
    // Until the province has spoken, what it would not let in has no effect here either.
    const bool stands = standing.confirmed() ||
                        judge(operation, *this, {}).judgement == Judgement::accepted;
    if (!stands) return;
    switch (operation.header.kind) {
        case Kind::chain_open:
            if (const auto open = chain_open(operation);
                open && may_open(*open) &&
                chain_id(operation.header.stream, *open) == operation.header.chain) {
                chains_.emplace(operation.header.chain, ChainState{*open, 0});
            }
            return;
        case Kind::context:
            if (const auto seen = context(operation)) {
                const auto chain = chains_.find(operation.header.chain);
                if (chain != chains_.end()) {
                    auto& known = chain->second.known_position;
                    known = std::max(known, seen->position);
                }
            }
            return;
        case Kind::unit_open:
            if (const auto open = unit_open(operation)) unit_ = *open;
            return;
        case Kind::unit_change:
            if (const auto change = unit_change(operation)) {
                if (unit_ && change->step == UnitStep::renamed) unit_->name = change->name;
                unit_changes_.push_back(*change);
            }
            return;
        case Kind::device_open:
        case Kind::device_revoke:
            return take_device(operation, standing);
        case Kind::access_level:
        case Kind::access_grant:
        case Kind::grant_sign:
        case Kind::grant_end: {
            const auto role = role_of(operation.header.chain);
            return access_.take(operation, standing,
                                role == Role::head || role == Role::province);
        }
        default:
            return take_account(operation, standing);
    }
}

void Directory::take_account(const Operation& operation, const Standing& standing) {
    if (const auto made = account_create(operation)) {
        AccountState account;
        account.id = {operation.id.bytes};
        account.made = *made;
        account.made_at = operation.header.at;
        account.provisional = standing.provisional();
        account.invitations.insert(made->invitation);
        accounts_.emplace(account.id, std::move(account));
    } else if (const auto invite = account_invite(operation)) {
        const auto found = accounts_.find(invite->account);
        if (found == accounts_.end()) return;
        AccountState& account = found->second;
        if (role_of(operation.header.chain) != Role::province) {
            for (KeyState& one : account.keys) one.superseded = true;
            account.invitations.clear();
        }
        account.invitations.insert(invite->invitation);
    } else if (const auto key = account_key(operation)) {
        const auto found = accounts_.find(key->account);
        if (found == accounts_.end() || !proven(*key) ||
            found->second.invitations.erase(key->invitation) == 0) {
            return;
        }
        found->second.keys.push_back(
            {*key, operation.id, standing.provisional(), false, false, {}, false, {}});
    } else if (const auto change = account_change(operation)) {
        const auto found = accounts_.find(change->account);
        if (found == accounts_.end()) return;
        AccountState& account = found->second;
        switch (change->step) {
            case AccountStep::restrict: account.restricted = true; break;
            case AccountStep::extend:
                account.restricted = false;
                account.until = change->until;
                break;
            case AccountStep::revoke:
                if (!account.revoked) account.revoked = standing.position.value_or(0);
                break;
        }
    } else if (const auto verdict = account_verdict(operation)) {
        const auto found = accounts_.find(verdict->account);
        if (found == accounts_.end()) return;
        for (KeyState& state : found->second.keys) {
            if (state.key.signing != verdict->key) continue;
            state.confirmed = verdict->confirmed;
            state.refused = !verdict->confirmed;
            state.refusal = verdict->confirmed ? std::string() : verdict->reason;
            state.certificate = verdict->certificate;
        }
    }
}

void Directory::take_device(const Operation& operation, const Standing& standing) {
    if (const auto opened = device_open(operation)) {
        const ChainState* by = chain(operation.header.chain);
        if (by == nullptr) return;
        devices_.emplace(opened->device,
                         DeviceState{*opened, by->open.account, standing.provisional(),
                                     device_revoked(opened->device)});
    } else if (const auto revoked = device_revoke(operation)) {
        const std::uint64_t position = standing.position.value_or(0);
        revoked_devices_.emplace(revoked->device, position);
        const auto found = devices_.find(revoked->device);
        if (found != devices_.end() && !found->second.revoked) found->second.revoked = position;
    }
}

std::optional<std::uint64_t> Directory::device_revoked(const DeviceId& id) const {
    const auto found = revoked_devices_.find(id);
    return found == revoked_devices_.end() ? std::nullopt : std::optional(found->second);
}

bool Directory::merged() const {
    return std::ranges::any_of(unit_changes_, [](const UnitChange& one) {
        return one.step == UnitStep::merged_into;
    });
}

const AccountState* Directory::account(const AccountId& id) const {
    const auto found = accounts_.find(id);
    return found == accounts_.end() ? nullptr : &found->second;
}

const AccountState* Directory::account_named(std::string_view login) const {
    const AccountState* revoked = nullptr;
    for (const auto& [id, account] : accounts_) {
        if (account.made.login != login && account.made.personal_id != login) continue;
        if (!account.revoked) return &account;
        revoked = &account;
    }
    return revoked;
}

const ChainState* Directory::chain(const ChainId& id) const {
    const auto found = chains_.find(id);
    return found == chains_.end() ? nullptr : &found->second;
}

const AccountState* Directory::author(const ChainId& id) const {
    const ChainState* found = chain(id);
    return found == nullptr ? nullptr : account(found->open.account);
}

std::optional<Role> Directory::role_of(const ChainId& id) const {
    const ChainState* found = chain(id);
    if (found == nullptr) return std::nullopt;
    if (found->open.account == province_) return Role::province;
    const AccountState* author = account(found->open.account);
    if (author == nullptr || author->key(found->open.key) == nullptr) return std::nullopt;
    return author->made.role;
}

}  // namespace soxa::ledger
