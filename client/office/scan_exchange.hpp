// The exchange of scans in steps, as exchange_steps is of records: who keeps the office for others
// meanwhile can let it go while bytes are under way, and between two parts of a scan records
// overtake it (RELIABILITY §1c).
//
// Thumbnails first, then scans, the smallest first, then others' thumbnails. A part is at most
// 32 KiB, which is what a cut costs; where each upload goes on is kept.
#pragma once

#include "client/office/attachments.hpp"
#include "client/office/exchange_now.hpp"

namespace soxa::office {

struct AttachmentsExchanged {
    std::size_t files_sent = 0;       ///< whole, thumbnails apart
    std::size_t thumbnails_sent = 0;
    std::size_t thumbnails_received = 0;
    std::size_t refused = 0;  ///< the province does not take them; the rest went on
    bool no_room = false;  ///< the province has none for more: of this laptop, or at all
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    std::uint64_t requests = 0;
    bool resumed = false;  ///< some upload went on where an earlier one was cut
};

class ScanExchange {
public:
    /// As exchange::Watch: called from carry(), false cuts it.
    using Watch = std::function<bool(std::uint64_t sent, std::uint64_t received)>;
    /// Everything that is to go and to come; at once over where there is nothing, or no province,
    /// or the line is to be spared. Errc::no_connection ("exchange.capped").
    [[nodiscard]] static Result<ScanExchange> begin(Office& office, const ExchangeManner& manner,
                                                    const Watch& watch);
    /// Only these bytes, into the folder of this laptop.
    [[nodiscard]] static Result<ScanExchange> fetching(Office& office,
                                                       const ledger::NamedBytes& named);
    ScanExchange(ScanExchange&&) noexcept;
    ScanExchange& operator=(ScanExchange&&) noexcept;
    ~ScanExchange();

    [[nodiscard]] bool under_way() const;
    /// With the office: the next request, and what its answer said. Between them carry(), without.
    [[nodiscard]] Result<void> prepare(Office& office);
    void carry();
    /// Errc::no_connection: what was taken before stays taken, and where the rest goes on is kept.
    /// Errc::integrity ("attachment.forged", "upload.no_protocol").
    [[nodiscard]] Result<void> take(Office& office);
    /// At the end, well or not: what was done, and the link's session is kept.
    [[nodiscard]] Result<AttachmentsExchanged> finish(Office& office);

private:
    struct Parts;
    explicit ScanExchange(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace soxa::office
