#include "client/office/slots.hpp"

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
/// revoked, this one left out.
std::vector<const ledger::DeviceState*> other_laptops(const Office& office) {
    std::vector<const ledger::DeviceState*> others;
    const ledger::Directory& directory = office.store().directory();
    for (const auto& [id, device] : directory.devices()) {
        const bool listed = directory.account(device.listed_by) != nullptr;
        if (id != office.store().home().device && listed && !device.provisional &&
            !device.revoked) {
            others.push_back(&device);
        }
    }
    return others;
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

Result<std::size_t> share_slots(Office& office) {
    TRY_LET(const Sent sent, sent_already(office));
    std::vector<Draft> drafts;
    for (const crypto::Slot& slot : office.keystore().slots()) {
        const ledger::AccountState* account = office.store().directory().account(slot.account);
        if (account == nullptr || account->revoked) continue;
        ledger::SlotShare share{slot.account, slot.generation, {}};
        const Bytes encoded = slot.encoded();
        for (const ledger::DeviceState* device : other_laptops(office)) {
            const DeviceId& id = device->opened.device;
            if (sent.contains({slot.account, slot.generation, id})) continue;
            TRY_LET(Bytes box, crypto::box_seal(device->opened.opening, ledger::slot_info,
                                                associated(slot.account, id), encoded,
                                                office.around().random));
            share.copies.push_back({id, std::move(box)});
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

Result<std::size_t> take_slots(Office& office) {
    std::size_t changed = 0;
    const store::Home& home = office.store().home();
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
            if (copy.device != home.device) continue;
            const auto opened =
                crypto::box_open(home.device_opening_key, ledger::slot_info,
                                 associated(share->account, home.device), copy.box);
            if (!opened) continue;  // sealed to another key of this laptop's: of no use, no harm
            const auto slot = crypto::Slot::decode(opened->reveal());
            if (!slot || slot->account != share->account ||
                slot->generation != share->generation ||
                !is_of_account(office, one, *account, *slot)) {
                continue;
            }
            if (stranded) TRY(office.keystore().remove(share->account));
            TRY(office.keystore().put(*slot, office.database_key(), office.around().random));
            ++changed;
        }
    }
    for (const crypto::Slot& slot : office.keystore().slots()) {
        const ledger::AccountState* account = office.store().directory().account(slot.account);
        if (account == nullptr || !account->revoked) continue;
        TRY(office.keystore().remove(slot.account));
        ++changed;
    }
    return changed;
}

}  // namespace soxa::office
