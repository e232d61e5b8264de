// The province's word that a pack which it has published, and whose first day has not come, is not to
// count (DOMAIN §5.1, "can be rolled back").
//
// Nothing that happened is judged by such a pack yet, so that taking it away changes no judgement: a
// withdrawal received on the pack's first day or later withdraws nothing, whoever wrote it. The pack
// stays in the log. Its version is used up: what comes instead has a higher one.
#pragma once

#include <map>
#include <span>
#include <string>

#include "sync/ledger/publication.hpp"

namespace soxa::ledger {

struct Withdrawal {
    crypto::Digest pack;  ///< SHA-256 of the published bytes
    std::string basis;    ///< the document that orders it

    friend bool operator==(const Withdrawal&, const Withdrawal&) = default;
};
[[nodiscard]] Bytes encode(const Withdrawal& word);
/// Nothing unless the operation is such a word, with its basis.
[[nodiscard]] std::optional<Withdrawal> withdrawal(const Operation& operation);

/// The packs that are withdrawn in the log up to and with `until`, each with the day in Việt Nam on
/// which the province first said so. Entries of other kinds, and ghosts, are passed over.
[[nodiscard]] std::map<crypto::Digest, std::chrono::sys_days> withdrawals(
    std::span<const Stored> entries, std::uint64_t until = whole_log);

}  // namespace soxa::ledger
