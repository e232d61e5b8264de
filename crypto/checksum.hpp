// SHA-1, for one use: tus 1.0 asks every server to check it as a checksum of bytes on their way.
// It finds accidents and no forgery, so nothing that is signed, named or stored rests on it.
#pragma once

#include "crypto/base/bytes.hpp"

namespace soxa::crypto {

/// 20 bytes.
[[nodiscard]] Bytes sha1_checksum(ByteView bytes);

}  // namespace soxa::crypto
