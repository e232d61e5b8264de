// What a laptop remembers of the province's log, for a province that lost some of it (healing.hpp).
#pragma once

#include "sync/exchange/laptop.hpp"

namespace soxa::exchange {

class Recollection {
public:
    virtual ~Recollection() = default;
    /// What the province signed last. Size 0 before the first contact.
    [[nodiscard]] virtual const ledger::Checkpoint& checkpoint() const = 0;
    /// All entries below it, as they were logged.
    [[nodiscard]] virtual Result<std::vector<ledger::LogEntry>> log_entries() = 0;
    /// How much of it a backup of the province at another place holds, by its own word on this log
    /// (ledger/off_site.hpp); 0 for none.
    [[nodiscard]] virtual Result<std::uint64_t> off_site_size() { return std::uint64_t{0}; }
    /// The operations after `position`, in the order of the log, with the seals that frames ended
    /// with.
    [[nodiscard]] virtual Result<std::vector<Outgoing>> logged_after(std::uint64_t position) = 0;
};

}  // namespace soxa::exchange
