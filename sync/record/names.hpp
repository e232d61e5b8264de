// How the ledger names things, for the layers that only need the names.
//
// An operation is named by the SHA-256 of its canonical bytes, a record by the operation that
// created it, a row by the operation that added it and its place in that operation (LEDGER rule 4).
#pragma once

#include "crypto/base/bytes.hpp"

namespace soxa::record {

struct OperationTag;
using OperationId = Id<OperationTag, 32>;
using RecordId = OperationId;

struct RowId {
    OperationId added;
    std::uint32_t index = 0;

    friend auto operator<=>(const RowId&, const RowId&) = default;
};

}  // namespace soxa::record
