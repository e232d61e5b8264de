#include "crypto/password.hpp"

#include <cassert>

#include <sodium.h>

#include "crypto/normal_form.hpp"

namespace soxa::crypto {

static_assert(password_salt_bytes == crypto_pwhash_argon2id_SALTBYTES);

bool within_bounds(PasswordCost cost) {
    return cost.memory_kib >= password_cost_floor.memory_kib &&
           cost.memory_kib <= password_cost_ceiling.memory_kib &&
           cost.passes >= password_cost_floor.passes && cost.passes <= password_cost_ceiling.passes;
}

Result<Secret> key_from_password(const Secret& password, ByteView salt, PasswordCost cost) {
    assert(salt.size() == password_salt_bytes);
    if (!within_bounds(cost)) return fail(Errc::integrity, "password.cost");
    if (password.empty() || password.reveal().size() > password_bytes_max) {
        return fail(Errc::invalid_input, "password.not_text");
    }
    const auto normal = nfkc(password.reveal());
    if (!normal) return fail(Errc::invalid_input, "password.not_text");

    const int ready = sodium_init();  // chooses the fast code for this processor; may be repeated
    assert(ready >= 0);
    Bytes key(32);
    const ByteView text = normal->utf8.reveal();
    const std::size_t memory_bytes = std::size_t{cost.memory_kib} * 1024;
    if (crypto_pwhash(key.data(), key.size(), text_of(text).data(), text.size(), salt.data(),
                      cost.passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return fail(Errc::storage, "password.memory");
    }
    return Secret(std::move(key));
}

std::size_t password_characters(const Secret& password) {
    if (password.reveal().size() > password_bytes_max) return 0;
    const auto normal = nfkc(password.reveal());
    return normal ? normal->characters : 0;
}

}  // namespace soxa::crypto
