// A file without the operations below its approved version: what that version says stands for them
// (LEDGER rule 20).
//
// Nothing is guessed from it. A file is condensed only where everything below the cut is settled
// (quiet), and as soon as an operation comes that names something below the cut otherwise than by
// the cut's own name, the file's whole history has to be fetched first (reaches_below). Whatever
// is not fetched folds from the base to the same file as from the whole history.
#pragma once

#include <optional>

#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

inline constexpr std::size_t record_base_bytes_max = 256 * 1024;

struct RecordBase {
    RecordId record;
    StreamId stream = 0;
    std::uint32_t schema = record::schema_version;  ///< the cut's
    OperationId cut;                                ///< the submission, which is kept
    ChainId by;                                     ///< the submission's chain …
    std::uint64_t seq = 0;                          ///< … and its place there
    Seed seed;
    std::uint64_t versions = 0;  ///< that came before this one
    std::uint64_t covers = 0;    ///< as Cut::covers
    /// Every cell that was written below the cut: what it says, withdrawn values too; of a guard
    /// the digest.
    std::map<Cell, Bytes> said;
    /// Cells whose value rests on scans: the operations that added those.
    std::map<Cell, std::vector<OperationId>> evidence;
    /// When the rows that are named in `said` were added.
    std::map<OperationId, Timestamp> added_at;

    friend bool operator==(const RecordBase&, const RecordBase&) = default;
};

/// What a record comes to at `size` entries of the log, from its operations up to there or more of
/// them; nothing where it has no approved and confirmed version or is not quiet.
[[nodiscard]] std::optional<RecordBase> base_of(const RecordId& id, std::span<const Entry> entries,
                                                const Authors& authors, std::uint64_t size);
/// The operations that the base does not stand for, in their order.
[[nodiscard]] std::vector<Entry> above(const RecordBase& base, std::span<const Entry> entries);
/// Whether `operation`, on the record or approving a version of it, needs what the base has left
/// out; `held` are the operations above that are here already.
[[nodiscard]] bool reaches_below(const RecordBase& base, std::span<const Entry> held,
                                 const Operation& operation);
/// The record from its base and what stands above. As fold_record() of the whole history, but that
/// it knows no version before the base's, and that the values below the cut have one claim each,
/// under the record's name.
[[nodiscard]] RecordState fold_from(const RecordBase& base, std::span<const Entry> above,
                                    const Authors& authors);

[[nodiscard]] Bytes encode(const RecordBase& base);
/// Exactly what encode() gives. Errc::integrity ("snapshot.malformed").
[[nodiscard]] Result<RecordBase> decode_record_base(ByteView bytes);

}  // namespace soxa::ledger
