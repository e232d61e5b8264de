// What has evidence in a content [R32] (TB-6.3b).
#pragma once

#include <set>
#include <span>
#include <string>

#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

/// Fields, and rows as "group/ROW", whose present value an operation set that names a present
/// attachment's, or that is one (record::Facts). `operations` are those on the record.
[[nodiscard]] std::set<std::string, std::less<>> evidenced(const Content& content,
                                                           std::span<const Entry> operations);

}  // namespace soxa::ledger
