// What a USB stick takes back to a laptop: its certificate, receipts, verdicts, and what others of
// its unit wrote, sealed to it.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

struct BundleMade {
    ledger::DeviceId device;
    std::vector<Bytes> files;      ///< one, or parts of at most the size asked for
    std::uint64_t entries = 0;     ///< of the unit's log
    std::uint64_t begins_after = 0;
    bool complete = true;          ///< false: the rest fits the next bundle
};

/// From where the laptop said last that it knows the log. `device` is the beginning of its name.
/// Errc::invalid_input ("device.unknown_id", "device.several"), Errc::not_allowed
/// ("device.revoked").
[[nodiscard]] Result<BundleMade> answer_by_bundle(Office& office, std::string_view device,
                                                  std::size_t part_bytes_max);

}  // namespace soxa::server
