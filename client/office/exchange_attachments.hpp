// Scans go to the province after the records, thumbnails first, and on from where they were cut;
// what other laptops of the unit sent comes as thumbnails, and whole when somebody asks for it.
//
// Sent is not received: only the province's receipt in the ledger says that, and the next exchange
// of records brings it.
#pragma once

#include "client/office/scan_exchange.hpp"

namespace soxa::office {

/// Into the folder of this laptop. Errc::no_connection ("attachment.not_there_yet" where the
/// province does not have them), Errc::integrity ("attachment.forged").
[[nodiscard]] Result<Bytes> fetch_attachment(Office& office, const ledger::NamedBytes& named);

/// Records, then scans unless `records_only`, then what the province has to say of them.
/// Errc::no_connection: what was taken before stays taken, and where the rest goes on is kept.
struct ExchangedAll {
    Exchanged records;
    AttachmentsExchanged attachments;
};
[[nodiscard]] Result<ExchangedAll> exchange_all(Office& office, const ExchangeManner& manner,
                                                bool records_only);

}  // namespace soxa::office
