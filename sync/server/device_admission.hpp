// Whether a laptop that shows this certificate may ask for anything.
#pragma once

#include "sync/server/storage.hpp"

namespace soxa::server {

/// Asked of the register every time: TLS does not look at a certificate again in a resumed
/// session, and a laptop may be revoked between two requests of one connection.
/// Errc::not_allowed ("device.unknown", "device.revoked").
[[nodiscard]] Result<Device> admitted_device(Records& records, ByteView certificate);

}  // namespace soxa::server
