// What a USB stick brings from a laptop: taken in as if it had come over the link.
//
// The laptop's signature on the bundle stands in for its TLS certificate, and the register is
// asked as always. A part that comes before what it needs is kept in the folder "bundles" and
// tried again with the next; the laptop sends everything that has no receipt again anyway.
#pragma once

#include "sync/server/data_folder.hpp"

namespace soxa::server {

struct BundleTaken {
    ledger::DeviceId device;
    std::string unit;      ///< its code
    bool enrolled = false;  ///< this bundle made the laptop known
    std::size_t added = 0;
    std::size_t known_already = 0;
    std::size_t scans = 0;  ///< received now
    /// Why frames of it were not taken: word keys, one a frame.
    std::vector<std::string> set_aside;
    bool waits = false;  ///< kept until what it needs has come
    std::size_t earlier = 0;  ///< parts that waited and were taken now
};

/// Errc::integrity: "bundle.damaged", "bundle.altered", "exchange.rewound" (the laptop knows more
/// of the log than there is); Errc::invalid_input: "bundle.for_laptop", "bundle.other_province";
/// Errc::not_allowed: "device.unknown", "device.revoked", "exchange.not_yours", and what a ticket
/// is refused for. Nothing was taken then.
[[nodiscard]] Result<BundleTaken> take_bundle(Office& office, const DataFolder& folder,
                                              ByteView file);

}  // namespace soxa::server
