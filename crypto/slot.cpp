#include "crypto/slot.hpp"

#include <cassert>

#include "crypto/aead.hpp"
#include "crypto/base/cbor.hpp"
#include "crypto/hash.hpp"
#include "crypto/keystore.hpp"

namespace soxa::crypto {

namespace {

constexpr std::size_t wrapped_bytes_max = 512;
constexpr std::size_t handles_max = 16;

constexpr std::string_view slot_context = "slot/1";

constexpr std::uint64_t key_account = 1;
constexpr std::uint64_t key_opening = 2;
constexpr std::uint64_t key_signing = 3;
constexpr std::uint64_t key_invitation = 4;

tl::unexpected<Error> bad_slot() { return fail(Errc::integrity, "keystore.slot"); }

void append_number(Bytes& to, std::uint64_t value, int bits) {
    for (int shift = bits - 8; shift >= 0; shift -= 8) {
        to.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
    }
}

/// What a slot's wrap is bound to; every part has a fixed size. A slot whose outside was changed,
/// or given to another account, opens with no password.
Bytes bound_to(const Slot& slot) {
    Bytes bound = copy_of(bytes_of("soxa/1 wrap"));
    append(bound, slot.account.view());
    append_number(bound, slot.generation, 64);
    append_number(bound, slot.cost.memory_kib, 32);
    append_number(bound, slot.cost.passes, 32);
    append(bound, slot.salt);
    append(bound, slot.opening_key.view());
    return bound;
}

/// Canonical CBOR, written around the scalars rather than through a growing buffer, which would
/// leave copies of them behind in memory.
Secret plain_of(const AccountKeys& keys) {
    constexpr std::size_t room = 256;
    constexpr std::array<std::uint8_t, 2> scalar_head{0x58, private_key_bytes};
    Bytes plain;
    plain.reserve(room);
    const auto add = [&](std::uint64_t key, const SoftwareSigner& signer) {
        append(plain, cbor::Writer().number(key).written());
        append(plain, scalar_head);
        append(plain, signer.private_key().reveal());
    };
    const std::size_t count = 2U + (keys.signing ? 1U : 0U) + (keys.invitation ? 1U : 0U);
    append(plain,
           cbor::Writer().map(count).number(key_account).bytes(keys.account.view()).written());
    add(key_opening, keys.opening);
    if (keys.signing) add(key_signing, *keys.signing);
    if (keys.invitation) add(key_invitation, *keys.invitation);
    assert(plain.size() <= room);
    return Secret(std::move(plain));
}

/// What the account signs of it.
Bytes body_of(const Slot& slot) {
    return cbor::Writer()
        .array(8)
        .bytes(slot.account.view())
        .number(slot.generation)
        .number(slot.cost.memory_kib)
        .number(slot.cost.passes)
        .bytes(slot.salt)
        .bytes(slot.wrapped)
        .bytes(slot.opening_key.view())
        .bytes(slot.handles)
        .take();
}

Result<AccountKeys> keys_in(const Secret& plain) {
    cbor::Reader reader(plain.reveal());
    std::optional<AccountId> account;
    std::map<std::uint64_t, SoftwareSigner> keys;
    std::optional<std::uint64_t> last;
    for (std::size_t left = reader.map(key_invitation); left > 0; --left) {
        last = reader.key(last);
        if (reader.failed() || *last > key_invitation) return bad_slot();
        if (*last == key_account) {
            account = reader.id<AccountId>();
            continue;
        }
        auto key = SoftwareSigner::from_private(Secret(reader.bytes(private_key_bytes)));
        if (!key) return bad_slot();
        keys.emplace(*last, std::move(*key));
    }
    if (!reader.done() || !account || !keys.contains(key_opening)) return bad_slot();
    const auto taken = [&](std::uint64_t key) -> std::optional<SoftwareSigner> {
        const auto found = keys.find(key);
        if (found == keys.end()) return std::nullopt;
        return std::move(found->second);
    };
    return AccountKeys{*account, taken(key_signing), std::move(keys.at(key_opening)),
                       taken(key_invitation)};
}

}  // namespace

std::uint8_t handle_of(std::string_view normal_login, ByteView salt) {
    return hmac_sha256(salt, {bytes_of("soxa/1 handle"), bytes_of(normal_login)}).bytes[0];
}

Bytes Slot::encoded() const {
    return cbor::Writer().array(2).raw(body_of(*this)).bytes(signature.view()).take();
}

bool Slot::signed_by(const PublicKey& key) const {
    return verifies(key, slot_context, body_of(*this), signature);
}

Result<Slot> Slot::decode(ByteView bytes) {
    cbor::Reader reader(bytes);
    if (reader.array(2) != 2 || reader.array(8) != 8) return bad_slot();
    Slot slot;
    slot.account = reader.id<AccountId>();
    slot.generation = reader.number();
    slot.cost.memory_kib = static_cast<std::uint32_t>(reader.number(UINT32_MAX));
    slot.cost.passes = static_cast<std::uint32_t>(reader.number(UINT32_MAX));
    slot.salt = copy_of(reader.bytes(password_salt_bytes));
    slot.wrapped = copy_of(reader.bytes(wrapped_bytes_max));
    slot.opening_key = reader.id<PublicKey>();
    slot.handles = copy_of(reader.bytes(handles_max));
    slot.signature = reader.id<Signature>();
    if (!reader.done() || slot.generation == 0 || slot.salt.size() != password_salt_bytes ||
        !within_bounds(slot.cost)) {
        return bad_slot();
    }
    return slot;
}

Result<Slot> make_slot(const AccountKeys& keys, std::uint64_t generation, const Secret& password,
                       PasswordCost cost, const std::vector<std::string>& logins,
                       RandomSource& random) {
    assert(generation > 0 && logins.size() <= handles_max);
    Slot slot;
    slot.account = keys.account;
    slot.generation = generation;
    slot.cost = cost;
    slot.salt = random_bytes(random, password_salt_bytes);
    slot.opening_key = keys.opening.public_key();
    for (const std::string& login : logins) {
        const auto normal = lower_nfc(login);
        if (!normal) return fail(Errc::invalid_input, "login.not_text");
        slot.handles.push_back(handle_of(*normal, slot.salt));
    }
    TRY_LET(const Secret key, key_from_password(password, slot.salt, cost));
    const Secret plain = plain_of(keys);
    slot.wrapped = aead_seal(key.reveal(), bound_to(slot), plain.reveal(), random);
    if (keys.signing) {
        TRY_LET(auto signing, SoftwareSigner::from_private(keys.signing->private_key()));
        TRY_LET(slot.signature, signing.sign(slot_context, body_of(slot)));
    }
    return slot;
}

Result<AccountKeys> open_slot(const Slot& slot, const Secret& password) {
    if (slot.salt.size() != password_salt_bytes) return bad_slot();
    TRY_LET(const Secret key, key_from_password(password, slot.salt, slot.cost));
    const auto plain = aead_open(key.reveal(), bound_to(slot), slot.wrapped);
    if (!plain) return fail(Errc::not_allowed, "login.wrong");
    TRY_LET(AccountKeys keys, keys_in(*plain));
    // Bound above, so this is what a faulty writer would have made, not an attacker.
    if (keys.account != slot.account || keys.opening.public_key() != slot.opening_key) {
        return bad_slot();
    }
    return keys;
}

}  // namespace soxa::crypto
