// What has evidence in a content [R32] (TB-6.3b).
#pragma once

#include <set>
#include <span>
#include <string>

#include "sync/ledger/record_fold.hpp"
#include "sync/record/policy.hpp"

namespace soxa::ledger {

/// Fields, and rows as "group/ROW", whose present value an operation set that names a present
/// attachment's, or that is one (record::Facts). `operations` are those on the record.
[[nodiscard]] std::set<std::string, std::less<>> evidenced(const Content& content,
                                                           std::span<const Entry> operations);

/// That, and where the pack waives it for data that the system itself made (evidence.in_system), what
/// came from another unit with its file or was taken from its late work, and a personal number whose
/// correction the province has confirmed.
[[nodiscard]] std::set<std::string, std::less<>> proven(const Content& content,
                                                        std::span<const Entry> operations,
                                                        const record::Policy* pack);

}  // namespace soxa::ledger
