// Files by their person's number. A corrected number is the same person's (F17): papers carry the
// earlier one for years, so it finds the file too.
#pragma once

#include "client/office/office.hpp"

namespace soxa::office {

/// Files that have this number now, then those that had it and were corrected by a document that the
/// province has not refused.
[[nodiscard]] Result<std::vector<ledger::RecordId>> records_of_number(const Office& office,
                                                                      std::string_view number);

}  // namespace soxa::office
