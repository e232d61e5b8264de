// The province as an author: its own operations in a unit's stream, through the same intake as
// everybody's.
//
// It has two chains in each stream. The founding one opens the unit and names its administrators;
// a ticket carries it whole, so it holds nothing else and stays short. The other holds verdicts.
#pragma once

#include "sync/ledger/edit.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

enum class ProvinceChain : std::uint32_t { founding = 1, verdicts = 2 };

class ProvinceAuthor {
public:
    /// Goes on where the chain ends, or opens it. Stream and office outlive the author.
    [[nodiscard]] static Result<ProvinceAuthor> in(UnitStream& stream, ledger::StreamId id,
                                                   ProvinceChain chain, Office& office);

    /// The operation's name, good once it is appended.
    ledger::OperationId add(ledger::Kind kind, Bytes payload,
                            std::vector<ledger::OperationId> references = {});
    /// With what it is about; stream, chain and time are filled in here.
    ledger::OperationId add(ledger::Header header, Bytes payload);
    /// What was added, as one frame. Errc::defect ("province.refused", {reason}) unless the ledger
    /// accepts all of it.
    [[nodiscard]] Result<void> append();
    /// The same, with whatever verdict the ledger comes to: of what was true once and is said again.
    [[nodiscard]] Result<void> append_as_judged();

private:
    ProvinceAuthor(UnitStream& stream, Office& office) : stream_(&stream), office_(&office) {}

    [[nodiscard]] Result<void> take();

    UnitStream* stream_;
    Office* office_;
    ledger::ChainTail tail_;
    exchange::Frame frame_;
};

/// The founding chain, sealed anew, for a ticket. Errc::storage ("ticket.chain_full") if it no
/// longer fits one.
[[nodiscard]] Result<Bytes> founding_of(UnitStream& stream, ledger::StreamId id, Office& office);

}  // namespace soxa::server
