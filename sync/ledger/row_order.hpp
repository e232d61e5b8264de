// In which order people see the rows of a group. No part of what is signed.
#pragma once

#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

/// When the operations that added these cells' rows were written.
[[nodiscard]] std::map<OperationId, Timestamp> rows_added_at(const Cells& cells,
                                                             std::span<const Entry> edits);
/// By the group's first date where it has one, rows without it last; else, and on the same day, as
/// they were added.
void put_in_order(std::vector<record::Row>& rows, record::Tag group,
                  const std::map<OperationId, Timestamp>& added_at);

}  // namespace soxa::ledger
