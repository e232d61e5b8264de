// The way to this laptop's province.
#pragma once

#include "client/office/office.hpp"
#include "sync/transport/https.hpp"

namespace soxa::office {

/// With the laptop's certificate, if it has one, at most so fast (0: as the link). `watch` as in
/// transport::Settings.
[[nodiscard]] Result<transport::Https> open_link(
    const Office& office, std::uint64_t kbps_max,
    std::function<bool(const transport::Traffic&)> watch);

}  // namespace soxa::office
