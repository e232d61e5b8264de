// A laptop is shut out: at once from the server, and by the ledger for what others may still bring
// of it.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// `id` is the beginning of its hexadecimal name, at least four digits. Doing it again changes
/// nothing. Errc::invalid_input: "device.unknown_id", "device.several".
[[nodiscard]] Result<Device> revoke_device(Office& office, std::string_view id,
                                           const std::string& reason);

/// The laptop whose name begins so, at least 4 hexadecimal digits. Errc::invalid_input
/// ("device.unknown_id", "device.several").
[[nodiscard]] Result<Device> device_named(Records& records, std::string_view id);

}  // namespace soxa::server
