// Scans go to the province after the records, thumbnails first, and on from where they were cut;
// what other laptops of the unit sent comes as thumbnails, and whole when somebody asks for it.
//
// Sent is not received: only the province's receipt in the ledger says that, and the next exchange
// of records brings it.
#pragma once

#include "client/office/attachments.hpp"
#include "client/office/exchange_now.hpp"

namespace soxa::office {

struct AttachmentsExchanged {
    std::size_t files_sent = 0;       ///< whole, thumbnails apart
    std::size_t thumbnails_sent = 0;
    std::size_t thumbnails_received = 0;
    std::size_t refused = 0;  ///< the province does not take them; the rest went on
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    std::uint64_t requests = 0;
    bool no_room = false;  ///< the province has none for more: of this laptop, or at all
    bool resumed = false;  ///< some upload went on where an earlier one was cut
};

/// Errc::no_connection: what was taken before stays taken, and where the rest goes on is kept.
[[nodiscard]] Result<AttachmentsExchanged> exchange_attachments(
    Office& office, const ExchangeManner& manner);

/// Into the folder of this laptop. Errc::no_connection ("attachment.not_there_yet" where the
/// province does not have them), Errc::integrity ("attachment.forged").
[[nodiscard]] Result<Bytes> fetch_attachment(Office& office, const ledger::NamedBytes& named);

/// Records, then scans unless `records_only`, then what the province has to say of them.
struct ExchangedAll {
    Exchanged records;
    AttachmentsExchanged attachments;
};
[[nodiscard]] Result<ExchangedAll> exchange_all(Office& office, const ExchangeManner& manner,
                                                bool records_only);

}  // namespace soxa::office
