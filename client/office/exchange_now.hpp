// One exchange with the province: everything that is still to send goes, everything that came is
// taken, page by page, each kept before the next is asked for.
//
// Safe to cut at any instant and to begin again: what the province has is known by name, and what
// it has not confirmed goes again.
#pragma once

#include "client/office/office.hpp"

namespace soxa::office {

/// How an exchange is to be made.
struct ExchangeManner {
    std::uint64_t kbps_max = 0;  ///< 0: as fast as the link
    /// After a cut it is taken up again by itself until so much time has passed; 0: the caller
    /// tries again.
    std::chrono::seconds patience{0};
    /// Scans go though the line is to be spared (preferences.hpp).
    bool scans_anyway = false;
};

struct Exchanged {
    std::size_t operations_sent = 0;
    std::size_t operations_received = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    std::uint64_t requests = 0;
    bool resumed = false;  ///< an earlier exchange had been cut
    std::uint64_t conflicts_open = 0;
    struct Refused {
        ledger::OperationId operation;
        ledger::Judgement judgement = ledger::Judgement::refused;
        ledger::Reason reason = ledger::Reason::none;
        std::vector<Fault> rules{};  ///< that it breaks, as the province named them
    };
    std::vector<Refused> refused;  ///< of this laptop's operations, in this exchange
    /// What the province could not take in, now or on an earlier day; it stays to be sent.
    std::vector<exchange::LeftOut> left_out;
    /// Keys of the unit's accounts that the province refused, told in this exchange.
    struct RefusedKey {
        std::string login;
        std::string name;
        std::string reason;
    };
    std::vector<RefusedKey> refused_keys;
    std::uint64_t log_size = 0;
    /// Rows that one end had lost, put back on this laptop and at the province.
    std::uint64_t repaired_here = 0;
    std::uint64_t repaired_there = 0;
    std::uint64_t cuts = 0;  ///< overcome within this exchange
};

/// Errc::no_connection ("exchange.capped" where what may go of the line has gone),
/// Errc::not_allowed ("exchange.revoked", "exchange.local": no province yet),
/// Errc::integrity. What was taken before a failure stays taken.
[[nodiscard]] Result<Exchanged> exchange_now(Office& office,
                                             const ExchangeManner& manner);

}  // namespace soxa::office
