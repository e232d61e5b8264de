// What operations say about the life of a file: moves between units (article 9), the province's word
// on a file, claims on one personal number, corrected numbers, and what becomes of units.
//
// A file moves in steps, each an operation of whoever decides it (LEDGER rule 19):
//
//   old stream   transfer_propose (a clerk prepares) -> release (the head signs what it says)
//                -> transfer_word: sent | refused        the province
//   new stream   offer (who comes, from where: nothing of the file)  the province
//                -> accept | refuse                      the new head
//                -> adopt: the first operation of a new record, with all that the old one said, the
//                   head's release and the approvals as evidence    the province
//   old stream   transfer_word: accepted                 in the same transaction
//
// The content goes to the new unit only once its head has accepted; what the old unit enters after
// its release is held there and carried over as a late_edit, whose values are proposals.
#pragma once

#include "sync/ledger/account.hpp"
#include "sync/ledger/approval.hpp"

namespace soxa::ledger {

/// Article 9 of the regulation [TB-9.1] [TB-9.5].
enum class MoveCase : std::uint8_t {
    from_outside = 1,  ///< from a ministry or another province
    inside = 2,        ///< between departments of one unit
    between_units = 3,
    from_party = 4,  ///< from the Party and mass organisations
    leaves = 5,
};

struct MoveTerms {
    std::string to;         ///< a unit's code; of a request the agency that he comes from
    std::string effective;  ///< YYYY-MM-DD
    std::string basis;      ///< the decision's number and date
    std::string note;

    friend bool operator==(const MoveTerms&, const MoveTerms&) = default;
};

/// What the head signs as detached CMS: that this file, saying this, goes to that unit.
struct ReleaseStatement {
    std::string unit;
    StreamId stream = 0;
    RecordId record;
    crypto::Digest root;
    std::uint32_t schema = record::schema_version;
    MoveTerms terms;
    AccountId head;
    std::string head_name;
    Timestamp claimed{};

    friend bool operator==(const ReleaseStatement&, const ReleaseStatement&) = default;
};
/// "soxa" 00 01 | "release/1" | canonical CBOR.
[[nodiscard]] Bytes signed_statement(const ReleaseStatement& statement);
/// Errc::integrity ("transfer.malformed").
[[nodiscard]] Result<ReleaseStatement> read_statement(ByteView signed_bytes);

/// Is a cut by itself: its references are the heads of what it releases.
struct Release {
    MoveTerms terms;
    crypto::Digest root;  ///< of the content below the heads
    Bytes statement;      ///< as signed
    Bytes cms;            ///< DER

    friend bool operator==(const Release&, const Release&) = default;
};
/// What can be checked by itself: the statement is of this release, and signed with `key`. Errc::
/// integrity ("transfer.malformed", "cms.bad", "approval.other_key").
[[nodiscard]] Result<ReleaseStatement> verify(const Release& release, const Operation& operation,
                                              const crypto::PublicKey& key);

enum class TransferStep : std::uint8_t {
    sent = 1,
    refused = 2,   ///< by the province
    returned = 3,  ///< by the new unit
    accepted = 4,
    expired = 5,
};
struct TransferWord {
    TransferStep step = TransferStep::sent;
    std::string to;  ///< the unit's code
    std::string reason;

    friend bool operator==(const TransferWord&, const TransferWord&) = default;
};

struct Offer {
    OperationId transfer;  ///< the release in the old unit's stream, or a request in this one
    MoveCase move = MoveCase::between_units;
    std::string from;  ///< unit code
    std::string from_name;
    std::string personal_id;
    std::string full_name;
    MoveTerms terms;

    friend bool operator==(const Offer&, const Offer&) = default;
};

/// A version's approval as a third party can check it: the signed manifest and the leaf's path.
struct Evidence {
    Bytes manifest;
    Bytes cms;
    ApprovedVersion version;
    std::uint64_t index = 0;
    std::uint64_t count = 1;
    std::vector<crypto::Digest> path;

    friend bool operator==(const Evidence&, const Evidence&) = default;
};
[[nodiscard]] bool holds(const Evidence& evidence);

/// Where an adopted record comes from. With the adoption's cells it is enough to compute the root
/// that the old head signed.
struct Provenance {
    OperationId transfer;
    MoveCase move = MoveCase::between_units;
    std::string from;
    std::string from_name;
    std::string basis;
    StreamId stream = 0;         ///< the old one
    std::uint64_t epoch = 0;     ///< of its log
    std::uint64_t position = 0;  ///< of the release in it
    RecordId record;
    Seed seed;
    std::uint32_t schema = record::schema_version;
    crypto::Digest root;
    Bytes statement;  ///< empty where no head released it: the province's own order
    Bytes cms;
    std::vector<RowId> rows;  ///< what the adopted rows 0 … were called there
    std::vector<Evidence> approvals;

    friend bool operator==(const Provenance&, const Provenance&) = default;
};

/// Whose late work a late_edit carries over.
struct LateNote {
    OperationId of;  ///< in the old unit's stream
    std::string from;
    std::string author;
    Timestamp at{};
    std::uint64_t position = 0;

    friend bool operator==(const LateNote&, const LateNote&) = default;
};

struct ClaimTag;
using ClaimId = Id<ClaimTag, 16>;

/// Two files of one personal number: told in both streams, of the other no more than that.
struct NumberClaim {
    ClaimId id;
    std::string personal_id;
    bool first = false;      ///< this file was confirmed first
    bool archived = false;   ///< the other is in its unit's archive [TB-9.4]

    friend bool operator==(const NumberClaim&, const NumberClaim&) = default;
};

enum class ClaimOutcome : std::uint8_t {
    keeps = 1,         ///< this file is the person's
    gives_way = 2,     ///< the other is; this one is kept, readable, and worked on no more
    wrong_number = 3,  ///< two people; the number here has to be corrected
};
struct ClaimVerdict {
    ClaimId id;
    ClaimOutcome outcome = ClaimOutcome::keeps;
    std::string basis;

    friend bool operator==(const ClaimVerdict&, const ClaimVerdict&) = default;
};

/// A personal number was corrected or issued anew: the same person, by this document (F17).
struct Alias {
    std::string from;
    std::string to;
    std::string basis;

    friend bool operator==(const Alias&, const Alias&) = default;
};
struct AliasVerdict {
    bool confirmed = false;
    std::string reason;

    friend bool operator==(const AliasVerdict&, const AliasVerdict&) = default;
};

enum class UnitStep : std::uint8_t {
    renamed = 1,
    merged_into = 2,  ///< this unit went into `units`
    took_over = 3,    ///< this unit took `units` over: its predecessors
    split_off = 4,    ///< `units` took over some of this unit's files
};
struct UnitChange {
    UnitStep step = UnitStep::renamed;
    std::string name;
    std::vector<std::string> units;  ///< codes
    std::string effective;
    std::string basis;

    friend bool operator==(const UnitChange&, const UnitChange&) = default;
};

/// The province's word on a person's status (F11).
struct StatusWord {
    std::string status;  ///< DOMAIN §4.10
    std::string effective;
    std::string basis;

    friend bool operator==(const StatusWord&, const StatusWord&) = default;
};

/// Somebody comes from where no system is shared: the file is asked for from the national database
/// [TB-9.1].
struct FileRequest {
    std::string personal_id;
    std::string full_name;
    MoveTerms terms;

    friend bool operator==(const FileRequest&, const FileRequest&) = default;
};

[[nodiscard]] Bytes encode(const MoveTerms& payload);  ///< of transfer_propose
[[nodiscard]] Bytes encode(const Release& payload);
[[nodiscard]] Bytes encode(const TransferWord& payload);
[[nodiscard]] Bytes encode(const Offer& payload);
[[nodiscard]] Bytes encode(const EditPayload& content, const Provenance& provenance);
[[nodiscard]] Bytes encode(const EditPayload& content, const LateNote& note);
[[nodiscard]] Bytes encode(const NumberClaim& payload);
[[nodiscard]] Bytes encode(const ClaimVerdict& payload);
[[nodiscard]] Bytes encode(const Alias& payload);
[[nodiscard]] Bytes encode(const AliasVerdict& payload);
[[nodiscard]] Bytes encode(const UnitChange& payload);
[[nodiscard]] Bytes encode(const StatusWord& payload);
[[nodiscard]] Bytes encode(const FileRequest& payload);

/// Nothing where the operation is of another kind, or its payload is erased or not understood.
[[nodiscard]] std::optional<MoveTerms> move_terms(const Operation& operation);
[[nodiscard]] std::optional<Release> release(const Operation& operation);
[[nodiscard]] std::optional<TransferWord> transfer_word(const Operation& operation);
[[nodiscard]] std::optional<Offer> offer(const Operation& operation);
[[nodiscard]] std::optional<Provenance> provenance(const Operation& operation);
[[nodiscard]] std::optional<LateNote> late_note(const Operation& operation);
[[nodiscard]] std::optional<NumberClaim> claim(const Operation& operation);
[[nodiscard]] std::optional<ClaimVerdict> claim_verdict(const Operation& operation);
[[nodiscard]] std::optional<Alias> alias(const Operation& operation);
[[nodiscard]] std::optional<AliasVerdict> alias_verdict(const Operation& operation);
[[nodiscard]] std::optional<UnitChange> unit_change(const Operation& operation);
[[nodiscard]] std::optional<StatusWord> status_word(const Operation& operation);
[[nodiscard]] std::optional<FileRequest> file_request(const Operation& operation);
/// Of accept, refuse and reopen: a line with a reason or a basis (encode_reason).
[[nodiscard]] std::optional<std::string> life_reason(const Operation& operation);

}  // namespace soxa::ledger
