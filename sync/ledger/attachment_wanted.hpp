// The province has lost bytes that it once had, since its store was put back from an older backup: its
// receipts come back with the log, the bytes do not. It takes the receipts back, and whoever has the
// bytes sends them again (I-2: nothing that was received is lost).
#pragma once

#include "sync/ledger/attachment.hpp"

namespace soxa::ledger {

/// Only the province may say it; encoded as a receipt is.
[[nodiscard]] Bytes encode_attachment_wanted(std::span<const crypto::Digest> digests);
[[nodiscard]] std::optional<std::vector<crypto::Digest>> wanted_again(const Operation& operation);

/// Which bytes the province has by its last word, of receipts and of what it wanted again. Only what
/// is confirmed counts.
[[nodiscard]] std::set<crypto::Digest> bytes_received(std::span<const Stored> receipts,
                                                      std::span<const Stored> wanted);

}  // namespace soxa::ledger
