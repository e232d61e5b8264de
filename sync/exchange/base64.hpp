// Base64 (RFC 4648 §4), as HTTP headers carry bytes.
#pragma once

#include <optional>
#include <string>

#include "crypto/base/bytes.hpp"

namespace soxa::exchange {

[[nodiscard]] std::string base64(ByteView bytes);
/// Padded, without spaces, and with no bits left over: one spelling for each value.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

}  // namespace soxa::exchange
