// An operation: one thing that happened at a unit, immutable, named by its hash.
//
// The name is the SHA-256 of the header, canonical CBOR:
//
//   [1, stream, chain, seq, prev, kind, schema, record, at,
//    [[cell, [replaced …]] …], [reference …], payload commitment, [box commitment …]]
//
// prev and record are empty byte strings where there is none. What was entered is in the payload,
// beside the header and bound to it by a salted commitment only, so that a payload can be erased
// while chain, names and signatures stay whole (LEDGER §1, envelope; §3, 8). Identity depends on
// no position, epoch or counter of a server (rule 3).
#pragma once

#include <optional>
#include <vector>

#include "crypto/base/result.hpp"
#include "crypto/base/time.hpp"
#include "crypto/hash.hpp"
#include "crypto/keystore.hpp"
#include "sync/ledger/cell.hpp"

namespace soxa::ledger {

using StreamId = std::uint32_t;  ///< a unit's stream; 0 is a laptop that has not joined yet
inline constexpr StreamId local_stream = 0;

struct ChainTag;
using ChainId = Id<ChainTag, 16>;
struct DeviceTag;
using DeviceId = Id<DeviceTag, 16>;
using crypto::AccountId;

struct SaltTag;
using Salt = Id<SaltTag, 16>;
struct SeedTag;
using Seed = Id<SeedTag, 16>;

enum class Kind : std::uint8_t {
    chain_open = 1,
    context = 2,
    unit_open = 3,
    edit = 4,  ///< without a record it creates one
    submit = 5,
    check = 6,
    give_back = 7,
    approve = 8,
    account_create = 16,
    account_invite = 17,
    account_key = 18,
    account_change = 19,
    account_verdict = 20,
    device_open = 24,
    device_revoke = 25,
    slot_share = 26,
    rejudge = 32,
    pack_publish = 33,
    catalogue_publish = 34,
    map_publish = 35,
    rule_findings = 36,  ///< beside a verdict: which rules it names
    // The life of a file (transfer.hpp):
    transfer_propose = 40,
    release = 41,
    transfer_word = 42,
    offer = 43,
    accept = 44,
    refuse = 45,
    adopt = 46,      ///< creates a record, with all that it says
    late_edit = 47,  ///< never counts by itself: its values are proposals
    claim = 48,
    claim_verdict = 49,
    alias = 50,
    alias_verdict = 51,
    unit_change = 52,
    status_word = 53,
    reopen = 54,
    request = 55,
    access_level = 56,  ///< a file's restriction
    access_grant = 57,  ///< a written consent, or an authorisation to sign
    grant_sign = 58,
    grant_end = 59,
    access_use = 60,  ///< a look that had to say why
    attachment_receipt = 72,
    // Words on a file that change nothing in it (error_report.hpp):
    error_report = 96,
    error_answer = 97,
    decision_reason = 98,
    off_site = 120,  ///< up to where a backup at another place holds the log
    attachment_wanted = 126,  ///< bytes that the province lost, to be sent again
    leaving_ahead = 144,  ///< on a file: who leaves on a day to come (leaving.hpp)
    leaving_day = 145,    ///< and that it has come
    pack_withdraw = 150,  ///< of a pack whose first day has not come (withdrawal.hpp)
};

/// The kinds whose cells a record is folded from.
[[nodiscard]] constexpr bool carries_cells(Kind kind) {
    return kind == Kind::edit || kind == Kind::adopt || kind == Kind::late_edit;
}

/// Bounds of one operation, checked before anything is allocated for it.
inline constexpr std::size_t header_bytes_max = 64 * 1024;
inline constexpr std::size_t payload_bytes_max = 64 * 1024;
inline constexpr std::size_t cells_max = 1024;
inline constexpr std::size_t replaced_max = 64;
inline constexpr std::size_t references_max = 1000;
inline constexpr std::size_t boxes_max = 4;

struct Assignment {
    Cell cell;
    /// The operations whose assignments of this cell its author saw and replaces.
    std::vector<OperationId> replaces;

    friend bool operator==(const Assignment&, const Assignment&) = default;
};

struct Header {
    StreamId stream = 0;
    ChainId chain;
    std::uint64_t seq = 1;
    std::optional<OperationId> prev;  ///< nothing exactly where seq is 1
    Kind kind = Kind::edit;
    std::uint32_t schema = record::schema_version;
    std::optional<RecordId> record;
    Timestamp at{};  ///< what the laptop's clock said; decides nothing
    std::vector<Assignment> cells;
    std::vector<OperationId> references;
    crypto::Digest commitment;
    std::vector<crypto::Digest> boxes;

    friend bool operator==(const Header&, const Header&) = default;
};

/// A header that was checked, with its name, and what it commits to. Made by seal() or decode().
struct Operation {
    OperationId id;
    Header header;
    Bytes canonical;  ///< the header's bytes as they were hashed
    Bytes payload;    ///< a canonical CBOR array; empty once erased
    Salt salt;

    /// The record an edit belongs to: its own name if it creates one.
    [[nodiscard]] RecordId record() const { return header.record.value_or(id); }
    /// The record it is kept under; nothing for the kinds that are on none.
    [[nodiscard]] std::optional<RecordId> kept_under() const {
        return carries_cells(header.kind) ? record() : header.record;
    }
    /// Cell i with a row of this operation named by its id.
    [[nodiscard]] Cell cell(std::size_t index) const;

    friend bool operator==(const Operation&, const Operation&) = default;
};

[[nodiscard]] Bytes encode(const Header& header);
/// Exactly what encode() gives and nothing else. Errc::integrity ("operation.malformed").
[[nodiscard]] Result<Header> decode_header(ByteView canonical);

/// SHA-256("pl" | salt | payload).
[[nodiscard]] crypto::Digest payload_commitment(const Salt& salt, ByteView payload);
/// The salt of the operation at `seq` of a chain with this seed.
[[nodiscard]] Salt payload_salt(const Seed& chain_seed, std::uint64_t seq);

/// Finishes a header: commits it to the payload and names it.
[[nodiscard]] Operation seal(Header header, Bytes payload, const Salt& salt);
/// From foreign bytes. Errc::integrity: "operation.malformed", "operation.payload" if the payload
/// is not the one committed to. An empty payload stands for an erased one.
[[nodiscard]] Result<Operation> decode(ByteView canonical, ByteView payload, const Salt& salt);

/// What carries cells: their values, one canonical item a cell, in the cells' order, and of a new
/// record its seed. What an adoption and a late edit say besides stands behind them (transfer.hpp).
struct EditPayload {
    std::optional<Seed> seed;
    std::vector<Bytes> values;
};
[[nodiscard]] Bytes encode(const EditPayload& payload);
/// Nothing if the payload does not fit the header (erased, or of a newer kind).
[[nodiscard]] std::optional<EditPayload> edit_payload(const Operation& operation);

/// Everything the operation names that must be there before it: its predecessor, its record, the
/// replaced assignments, the rows, the references; each once.
[[nodiscard]] std::vector<OperationId> needs(const Operation& operation);

}  // namespace soxa::ledger
