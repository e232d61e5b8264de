// Whom the province's commands mean by a personal number in a unit.
#pragma once

#include "sync/server/storage.hpp"

namespace soxa::server {

/// The file that has the number now; that of an earlier number only if nobody has it now (F17: the
/// papers carry the old one for years). Nothing if neither. Errc::decision_needed ("person.several")
/// with the files' numbers if it is two files' of the unit: which of them is meant, nobody guesses.
[[nodiscard]] Result<std::optional<Identity>> person_of_number(Records& records, const Unit& unit,
                                                               const std::string& number);

}  // namespace soxa::server
