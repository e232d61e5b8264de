// The life of a file as its unit's ledger tells it: whether it is worked on, on its way to another
// unit, or in the archive; the states of DOMAIN §1.7, computed and never stored.
//
// What the province has confirmed takes effect in the order of its log, what is provisional after
// it; so replicas with the same operations and verdicts agree (LEDGER rule 7). A file is closed by
// the first of these that stands: its release, the province's word on it, another file of the same
// person that counts, an approved version that says its person has left.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/ledger/directory.hpp"
#include "sync/ledger/transfer.hpp"

namespace soxa::ledger {

enum class TransferState : std::uint8_t {
    proposed,    ///< prepared by a clerk; the head has not signed
    released,    ///< signed; the province has not decided
    in_transit,  ///< offered to the new unit
    accepted,    ///< by the new head; the content is under way
    closed,      ///< the new unit has it
    refused,     ///< by the province or the new unit; the old unit goes on
    expired,
    awaiting_national_pull,  ///< asked for from outside the province [TB-9.1]
};
[[nodiscard]] std::string_view name_of(TransferState state);

/// A move out of this unit.
struct Departure {
    OperationId operation;  ///< the release; while it is proposed, the proposal
    MoveTerms terms;
    crypto::Digest root;
    ChainId by;
    Timestamp at{};
    Standing standing;
    TransferState state = TransferState::proposed;
    std::string reason;  ///< of a refusal

    friend bool operator==(const Departure&, const Departure&) = default;
};

struct NumberChange {
    OperationId operation;
    Alias alias;
    Standing standing;
    std::optional<AliasVerdict> verdict;

    friend bool operator==(const NumberChange&, const NumberChange&) = default;
};

struct ClaimState {
    NumberClaim claim;
    Timestamp at{};
    std::uint64_t since = 0;  ///< position
    std::optional<ClaimVerdict> verdict;

    friend bool operator==(const ClaimState&, const ClaimState&) = default;
};

struct Closing {
    Reason why = Reason::archived;  ///< archived, released or gave_way
    /// Since which position of the log; nothing while it is provisional.
    std::optional<std::uint64_t> since;
    /// For good: in the archive, and not on its way.
    bool archived = true;

    friend bool operator==(const Closing&, const Closing&) = default;
};

/// Somebody who leaves, by an approved version or by the province's word (leaving.hpp).
struct Leaving {
    std::string status;  ///< code of personnel_status
    std::string day;     ///< as stored

    friend bool operator==(const Leaving&, const Leaving&) = default;
};

struct Life {
    std::vector<Departure> departures;  ///< in the order of authority
    std::optional<Provenance> origin;   ///< of an adopted record
    std::optional<StatusWord> status;   ///< the province's last word
    std::vector<ClaimState> claims;
    std::vector<NumberChange> numbers;
    std::optional<Closing> closed;
    /// Approved, and its day has not come: until then the file is worked on as any other.
    std::optional<Leaving> leaving;
    /// Position of the last reopening, if no closing came after it; 0 while provisional.
    std::optional<std::uint64_t> reopened;

    /// In the archive: readable, not counted, not worked on [TB-9.5].
    [[nodiscard]] bool archived() const { return closed && closed->archived; }
    /// The move that is under way, if one is.
    [[nodiscard]] const Departure* departure() const;
    /// Of two units' files of one number, undecided.
    [[nodiscard]] const ClaimState* open_claim() const;
    /// The province found that this number is another person's.
    [[nodiscard]] bool has_wrong_number(std::string_view personal_id) const;
    /// The document that lets a number take another's place, if there is one.
    [[nodiscard]] bool has_alias(std::string_view from, std::string_view to) const;

    friend bool operator==(const Life&, const Life&) = default;
};

/// `entries` are all operations on the record, in any order; others' kinds are passed over.
[[nodiscard]] Life fold_life(std::span<const Entry> entries);

/// Closes a file whose approved version, confirmed at `position`, says that its person has left.
void close_who_left(Life& life, std::uint64_t position);

/// A file that comes to this unit, or is asked for.
struct Arrival {
    OperationId operation;  ///< the offer; of what is asked for, the request
    Offer offer;
    TransferState state = TransferState::in_transit;
    std::optional<RecordId> record;  ///< once it is adopted
    std::string reason;              ///< of a refusal
    Timestamp at{};

    friend bool operator==(const Arrival&, const Arrival&) = default;
};

/// `entries`: offers, accepts, refusals, adoptions and requests of a unit, in any order.
[[nodiscard]] std::vector<Arrival> fold_arrivals(std::span<const Entry> entries);

}  // namespace soxa::ledger
