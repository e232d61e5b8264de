// A laptop is shut out: at once from the server, and by the ledger for what others may still bring
// of it.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// `id` is the beginning of its hexadecimal name, at least four digits. Doing it again changes
/// nothing. Errc::invalid_input: "device.unknown_id", "device.several".
[[nodiscard]] Result<Device> revoke_device(Office& office, std::string_view id,
                                           const std::string& reason);

}  // namespace soxa::server
