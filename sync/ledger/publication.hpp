// What a province publishes into a unit's stream: rule packs, catalogues, the national map.
//
// The canonical bytes of one published thing are cut into parts that operations hold, each naming
// the whole by its SHA-256: a list of all communes is larger than an operation may be. The parts
// are not compressed here, since the wire compresses frames: nothing has to be unpacked before it
// is known to be bounded. A thing whose parts are not all there, or do not give what they name, is
// not there. Only the province writes these kinds (authority.hpp), and nothing takes one away: a
// later version stands beside the earlier one, so that what happened is judged by what was in
// force on its day (DOMAIN §5.1).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sync/ledger/cell.hpp"
#include "sync/ledger/verdict.hpp"

namespace soxa::ledger {

/// Room is left for the rest of an operation (payload_bytes_max).
inline constexpr std::size_t publication_part_bytes = 48 * 1024;
/// A whole of some 4 MB, as much as the files that provinces edit may have.
inline constexpr std::size_t publication_parts_max = 88;
inline constexpr std::size_t publication_bytes_max =
    publication_part_bytes * publication_parts_max;

struct PublicationPart {
    std::uint64_t index = 0;  ///< from 0
    std::uint64_t count = 1;
    crypto::Digest whole;
    Bytes bytes;

    friend bool operator==(const PublicationPart&, const PublicationPart&) = default;
};

/// pack_publish, catalogue_publish, map_publish.
[[nodiscard]] bool is_publication(Kind kind);

/// The payloads of the operations that carry it, in order; none for more than
/// publication_bytes_max.
[[nodiscard]] std::vector<Bytes> publication_payloads(ByteView whole);
/// Nothing where the operation is of another kind, or its payload is erased or not such a part.
[[nodiscard]] std::optional<PublicationPart> publication_part(const Operation& operation);

/// A published thing with all its parts.
struct Publication {
    Kind kind = Kind::pack_publish;
    crypto::Digest digest;
    Bytes bytes;
    std::uint64_t position = 0;  ///< of its last part; 0 while it is provisional
    Timestamp received{};        ///< by the province's clock

    friend bool operator==(const Publication&, const Publication&) = default;
};
/// Those that are whole, ghosts left out, in the order of the log up to and with `until`; what has
/// no position counts only where `until` has no bound. Entries of other kinds are passed over.
inline constexpr std::uint64_t whole_log = UINT64_MAX;
[[nodiscard]] std::vector<Publication> publications(std::span<const Stored> entries,
                                                    std::uint64_t until = whole_log);

/// Why the province did not take what was submitted: the rules that it breaks, by id, each with
/// its field and what would be right. An operation of the province beside its verdict, naming the
/// judged one, so that the laptop can tell it whatever program it runs.
[[nodiscard]] Bytes encode_rule_findings(std::span<const Fault> faults);
inline constexpr std::size_t rule_findings_max = 200;
/// Nothing where the operation is of another kind, or is not understood.
[[nodiscard]] std::optional<std::vector<Fault>> rule_findings(const Operation& operation);

}  // namespace soxa::ledger
