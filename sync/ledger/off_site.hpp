// The province's word that a unit's log lies in a backup at another place, up to a size (LEDGER
// rules 21 and 40; RELIABILITY I-2, §4.7).
//
// A receipt alone is no durability: a store that is put back from a backup has forgotten it. What
// stands below this word is in a copy that was read back where it lies, so it comes back whatever
// becomes of the province's disks and of every laptop; what stands above it is only safe while a
// laptop keeps it. The word is an operation of the unit's log, so that the checkpoint signs it and
// pages, sticks and recovered logs carry it like all else. It names the log's root at that size:
// whoever has another log below it, after a restore perhaps, knows that it is not about his.
#pragma once

#include <optional>

#include "sync/ledger/operation.hpp"

namespace soxa::ledger {

struct OffSite {
    std::uint64_t size = 0;  ///< entries of the log that the backup holds, from the first
    crypto::Digest root;     ///< of the log at that size
    Timestamp made{};        ///< the backup, by the province's clock

    friend bool operator==(const OffSite&, const OffSite&) = default;
};
[[nodiscard]] Bytes encode(const OffSite& word);
/// Nothing unless the operation is such a word.
[[nodiscard]] std::optional<OffSite> off_site(const Operation& operation);

}  // namespace soxa::ledger
