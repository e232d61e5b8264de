// What a cell says, given everything that anyone ever assigned to it.
//
// An assignment names the assignments it replaces: those its author saw. What nobody has replaced
// is live. One live value, or several equal ones, is the cell's value; several different ones are
// a conflict, which a person closes by an assignment that replaces them all. Only names and bytes
// are compared, so neither the order of arrival nor a clock has a say.
//
//   ghosts     An operation the province holds or refuses leaves a ghost: it replaces nothing by
//              itself, its value is a proposal; who replaces it replaces what it replaced, and so
//              on through it (LEDGER rule 9).
//   twins      Two people enter the same value, and one of them then changes it, naming only his
//              own: for ordinary cells the twin is replaced too. b is a twin of the replaced a if
//              it has a's value, saw nothing that the replacing author had not seen, and saw none
//              of what he replaced (LEDGER §3, 28). What a replacing assignment does to its twins
//              always has the strictly larger past, so a cell is never left without a value.
//              A ghost's value counts as one that was replaced, so that a refusal brings no dead
//              value back.
//              That a row is present has no twins: all who edit the row say so, and removing it
//              after one's edit says nothing of another's.
//   legal      cells ask instead: twins stay live.
#pragma once

#include <span>
#include <vector>

#include "sync/ledger/cell.hpp"

namespace soxa::ledger {

struct Written {
    OperationId by;
    std::vector<OperationId> replaces;
    Bytes value;  ///< canonical; a legal guard's is the digest of what it covers
    bool ghost = false;

    friend bool operator==(const Written&, const Written&) = default;
};

struct Claim {
    OperationId by;
    Bytes value;

    friend auto operator<=>(const Claim&, const Claim&) = default;
};

struct Reading {
    std::vector<Claim> live;       ///< by name
    std::vector<Claim> proposals;  ///< of ghosts that nobody has replaced; by name

    [[nodiscard]] bool in_conflict() const;
    /// Nothing if never written, withdrawn, or in conflict.
    [[nodiscard]] const Bytes* value() const;

    friend bool operator==(const Reading&, const Reading&) = default;
};

/// `written` may be in any order, with repeats; names in `replaces` that are not in it count for
/// nothing.
[[nodiscard]] Reading read(std::span<const Written> written, bool legal);

}  // namespace soxa::ledger
