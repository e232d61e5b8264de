// By what byte a slot is found, shared by the slot's maker and the keystore's search.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/normal_form.hpp"

namespace soxa::crypto {

/// One byte of a hash of the login, which is in lower_nfc() already, salted with the slot's salt.
[[nodiscard]] std::uint8_t handle_of(std::string_view normal_login, ByteView salt);

}  // namespace soxa::crypto
