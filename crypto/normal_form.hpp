// Unicode's normal forms (UAX 15), through utf8proc: two Vietnamese keyboards type one letter as
// different characters, and both must open the same account.
#pragma once

#include <optional>
#include <string>

#include "crypto/base/bytes.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::crypto {

/// NFKC, and how many characters that is; every copy made on the way is wiped.
struct NormalSecret {
    Secret utf8;
    std::size_t characters = 0;
};
/// Nothing unless `text` is UTF-8.
[[nodiscard]] std::optional<NormalSecret> nfkc(ByteView text);
/// NFC. Nothing unless `text` is UTF-8.
[[nodiscard]] std::optional<std::string> nfc(std::string_view text);
/// Lower-case and in NFC: how logins are compared. Nothing unless `text` is UTF-8.
[[nodiscard]] std::optional<std::string> lower_nfc(std::string_view text);

}  // namespace soxa::crypto
