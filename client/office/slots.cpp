#include "client/office/slots.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace soxa::office {

namespace {

using ledger::AccountId;
using ledger::DeviceId;

/// By account, generation and laptop: what has been sent already.
using Sent = std::set<std::tuple<AccountId, std::uint64_t, DeviceId>>;

Result<Sent> sent_already(const Office& office) {
    Sent sent;
    TRY_LET(const auto operations, office.store().operations_of(ledger::Kind::slot_share));
    for (const ledger::Stored& one : operations) {
        const auto share = ledger::slot_share(one.operation);
        if (!share || one.standing.ghost()) continue;
        for (const auto& copy : share->copies) {
            sent.emplace(share->account, share->generation, copy.device);
        }
    }
    return sent;
}

Bytes associated(const AccountId& account, const DeviceId& device) {
    cbor::Writer out;
    out.array(2).bytes(account.view()).bytes(device.view());
    return out.take();
}

/// Laptops that the unit itself has listed, the province has in its register and nobody has
/// revoked, in the order in which they came into the log.
Result<std::vector<const ledger::DeviceState*>> registered(const Office& office) {
    const ledger::Directory& directory = office.store().directory();
    std::map<DeviceId, std::uint64_t> since;
    TRY_LET(const auto listings, office.store().operations_of(ledger::Kind::device_open));
    for (const ledger::Stored& one : listings) {
        const auto opened = ledger::device_open(one.operation);
        if (opened && one.standing.confirmed()) {
            since.emplace(opened->device, *one.standing.position);
        }
    }
    std::vector<const ledger::DeviceState*> found;
    for (const auto& [id, device] : directory.devices()) {
        const bool listed = directory.account(device.listed_by) != nullptr;
        if (listed && !device.provisional && !device.revoked) found.push_back(&device);
    }
    std::ranges::sort(found, {}, [&](const ledger::DeviceState* one) {
        const auto at = since.find(one->opened.device);
        return std::pair(at == since.end() ? 0 : at->second, one->opened.device);
    });
    return found;
}

/// Where the account was made; nothing where the province made it.
std::optional<DeviceId> made_on(const Office& office, const ledger::AccountState& account) {
    const auto made = office.store().operation({account.id.bytes});
    if (!made || !*made) return std::nullopt;
    const ledger::ChainState* chain =
        office.store().directory().chain((*made)->operation.header.chain);
    if (chain == nullptr || chain->open.account == office.store().directory().province()) {
        return std::nullopt;
    }
    return chain->open.device;
}

/// Laptops besides the account's first that its role gives it.
std::size_t further_laptops(ledger::Role role) {
    switch (role) {
        case ledger::Role::head: return 1;
        case ledger::Role::person: return 0;
        case ledger::Role::clerk:
        case ledger::Role::admin:
        case ledger::Role::viewer:
        case ledger::Role::province: break;
    }
    return std::size_t(-1);
}

std::vector<SlotLaptop> laptops_among(const std::vector<const ledger::DeviceState*>& all,
                                      const Office& office,
                                      const ledger::AccountState& account, const Sent& sent) {
    const auto first = made_on(office, account);
    std::size_t further = first ? further_laptops(account.made.role) : std::size_t(-1);
    std::vector<SlotLaptop> found;
    for (const ledger::DeviceState* device : all) {
        const DeviceId& id = device->opened.device;
        SlotLaptop one{id, device->opened.label, SlotReason::by_role};
        const bool has_it = std::ranges::any_of(sent, [&](const auto& copy) {
            return std::get<0>(copy) == account.id && std::get<2>(copy) == id;
        });
        if (first == id) {
            one.why = SlotReason::made_here;
        } else if (further > 0) {
            --further;
        } else if (has_it) {
            one.why = SlotReason::assigned;
        } else {
            continue;
        }
        found.push_back(std::move(one));
    }
    return found;
}

Result<ledger::SlotShare::Copy> sealed_for(Office& office, const crypto::Slot& slot,
                                           const ledger::DeviceState& device) {
    const DeviceId& id = device.opened.device;
    TRY_LET(Bytes box,
            crypto::box_seal(device.opened.opening, ledger::slot_info,
                             associated(slot.account, id), slot.encoded(),
                             office.around().random));
    return ledger::SlotShare::Copy{id, std::move(box)};
}

/// Of a copy that was sealed to this laptop; nothing if it is of no use here.
std::optional<crypto::Slot> opened_here(const Office& office, const ledger::SlotShare& share,
                                        const ledger::SlotShare::Copy& copy) {
    const store::Home& home = office.store().home();
    if (copy.device != home.device) return std::nullopt;
    const auto opened = crypto::box_open(home.device_opening_key, ledger::slot_info,
                                         associated(share.account, home.device), copy.box);
    if (!opened) return std::nullopt;  // sealed to another key of this laptop's: no harm
    const auto slot = crypto::Slot::decode(opened->reveal());
    const bool fits = slot && slot->account == share.account &&
                      slot->generation == share.generation;
    return fits ? std::optional(*slot) : std::nullopt;
}

/// True if the slot is the account's own making, whoever carries it; one for an account that is to
/// make its key yet, or again, only from who administers accounts. A slot of anybody else's making
/// would lock the owner out and have this laptop's key sealed to a stranger.
bool is_of_account(const Office& office, const ledger::Stored& carried,
                   const ledger::AccountState& account, const crypto::Slot& slot) {
    if (slot.signature != crypto::Signature{}) {
        return std::ranges::any_of(account.keys, [&](const ledger::KeyState& one) {
            return !one.refused && one.key.opening == slot.opening_key &&
                   slot.signed_by(one.key.signing);
        });
    }
    return office.store().directory().role_of(carried.operation.header.chain) ==
           ledger::Role::admin;
}

/// True if the account's owner can do nothing with what is here: its key was not accepted, since
/// the one-time code had been used on another laptop.
bool is_stranded(const crypto::Slot& here, const ledger::AccountState& account) {
    return here.signature != crypto::Signature{} &&
           std::ranges::none_of(account.keys, [&](const ledger::KeyState& one) {
               return here.signed_by(one.key.signing);
           });
}

}  // namespace

Result<std::vector<SlotLaptop>> laptops_of(const Office& office,
                                           const ledger::AccountState& account) {
    TRY_LET(const Sent sent, sent_already(office));
    TRY_LET(const auto all, registered(office));
    return laptops_among(all, office, account, sent);
}

Result<std::size_t> share_slots(Office& office) {
    TRY_LET(const Sent sent, sent_already(office));
    TRY_LET(const auto all, registered(office));
    std::vector<Draft> drafts;
    for (const crypto::Slot& slot : office.keystore().slots()) {
        const ledger::AccountState* account = office.store().directory().account(slot.account);
        if (account == nullptr || account->revoked) continue;
        ledger::SlotShare share{slot.account, slot.generation, {}};
        const auto laptops = laptops_among(all, office, *account, sent);
        for (const ledger::DeviceState* device : all) {
            const DeviceId& id = device->opened.device;
            const bool meant = std::ranges::find(laptops, id, &SlotLaptop::device) !=
                               laptops.end();
            if (!meant || id == office.store().home().device ||
                sent.contains({slot.account, slot.generation, id})) {
                continue;
            }
            TRY_LET(auto copy, sealed_for(office, slot, *device));
            share.copies.push_back(std::move(copy));
        }
        if (share.copies.empty()) continue;
        Draft draft;
        draft.kind = ledger::Kind::slot_share;
        draft.payload = ledger::encode(share);
        drafts.push_back(std::move(draft));
    }
    const std::size_t count = drafts.size();
    if (count > 0) TRY(office.write(std::move(drafts)));
    return count;
}

Result<SlotLaptop> assign_laptop(Office& office, const ledger::AccountState& account,
                                 std::string_view laptop) {
    TRY(office.may(ledger::Act::administer, ledger::Whose::others));
    if (account.revoked) return fail(Errc::invalid_input, "account.revoked");
    TRY_LET(const auto all, registered(office));
    const auto fits = [&](const ledger::DeviceState* one) {
        return one->opened.label == laptop || hex(one->opened.device.view()).starts_with(laptop);
    };
    if (laptop.empty() || std::ranges::count_if(all, fits) != 1) {
        return fail(Errc::invalid_input, "slot.no_laptop", {std::string(laptop)});
    }
    const ledger::DeviceState& device = **std::ranges::find_if(all, fits);
    const SlotLaptop assigned{device.opened.device, device.opened.label, SlotReason::assigned};
    TRY_LET(const auto before, laptops_of(office, account));
    const bool there = std::ranges::find(before, assigned.device, &SlotLaptop::device) !=
                       before.end();
    if (there || assigned.device == office.store().home().device) return assigned;
    const crypto::Slot* slot = office.keystore().find(account.id);
    if (slot == nullptr) return fail(Errc::invalid_input, "slot.not_here");
    ledger::SlotShare share{slot->account, slot->generation, {}};
    TRY_LET(auto copy, sealed_for(office, *slot, device));
    share.copies.push_back(std::move(copy));
    Draft draft;
    draft.kind = ledger::Kind::slot_share;
    draft.payload = ledger::encode(share);
    TRY(office.write({std::move(draft)}));
    return assigned;
}

Result<bool> has_two_passwords(const Office& office) {
    const crypto::Slot* here = office.keys_slot();
    if (here == nullptr) return false;
    TRY_LET(const auto operations, office.store().operations_of(ledger::Kind::slot_share));
    for (const ledger::Stored& one : operations) {
        const auto share = ledger::slot_share(one.operation);
        const bool rival = share && !one.standing.ghost() &&
                           share->account == here->account &&
                           share->generation == here->generation;
        if (!rival) continue;
        for (const auto& copy : share->copies) {
            const auto other = opened_here(office, *share, copy);
            if (other && is_of_account(office, one, office.account(), *other) &&
                other->encoded() != here->encoded()) {
                return true;
            }
        }
    }
    return false;
}

Result<std::size_t> take_slots(Office& office) {
    std::size_t changed = 0;
    TRY_LET(const auto operations, office.store().operations_of(ledger::Kind::slot_share));
    for (const ledger::Stored& one : operations) {
        const auto share = ledger::slot_share(one.operation);
        if (!share || one.standing.ghost()) continue;
        const ledger::AccountState* account = office.store().directory().account(share->account);
        const crypto::Slot* here = office.keystore().find(share->account);
        if (account == nullptr || account->revoked) continue;
        const bool stranded = here != nullptr && is_stranded(*here, *account);
        if (here != nullptr && !stranded && here->generation >= share->generation) continue;
        for (const auto& copy : share->copies) {
            const auto slot = opened_here(office, *share, copy);
            if (!slot || !is_of_account(office, one, *account, *slot)) continue;
            if (stranded) TRY(office.keystore().remove(share->account));
            TRY(office.keystore().put(*slot, office.database_key(), office.around().random));
            ++changed;
        }
    }
    for (const crypto::Slot& slot : office.keystore().slots()) {
        const ledger::AccountState* account = office.store().directory().account(slot.account);
        if (account == nullptr || !account->revoked) continue;
        TRY(office.keystore().revoke(slot.account));
        ++changed;
    }
    return changed;
}

}  // namespace soxa::office
