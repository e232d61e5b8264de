// The exchange of scans on the link's thread, after the records.
#pragma once

#include <mutex>

#include "client/office/scan_exchange.hpp"

namespace soxa::ui {

/// With the office's lock held, which is let go while bytes are under way. Ends early where records
/// wait to be sent: they go first, and the scan goes on where it is with the next exchange.
[[nodiscard]] Result<void> exchange_scans(office::Office& office,
                                          std::unique_lock<std::mutex>& lock,
                                          const office::ExchangeManner& manner,
                                          const office::ScanExchange::Watch& watch);

}  // namespace soxa::ui
