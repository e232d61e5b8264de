// Entering and changing files: by a clerk for others, by a person for himself (TB-3.7, TB-6.3).
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"

namespace soxa::office {

/// The new record's id. Errc::invalid_input ("record.exists") where a file with this personal
/// number is here already (R01).
[[nodiscard]] Result<ledger::RecordId> new_record(Office& office, const ledger::Change& change);

/// An edit as the command line gives it: "field=value", "group=JSON", "group/ROW.column=value",
/// "group/ROW". An empty value takes the value away. ROW is a row_uid or the row's number, from 1.
struct TypedEdit {
    std::vector<std::string> set;
    std::vector<std::string> add;
    std::vector<std::string> change;
    std::vector<std::string> remove;
};
/// All faults at once. `lists` as Office::lists() gives them.
[[nodiscard]] Result<ledger::Change> change_of(const ledger::RecordState& state,
                                               const TypedEdit& typed,
                                               const record::Lists& lists = {});

/// False if it changes nothing. Errc::decision_needed ("edit.in_conflict") where it touches a
/// question that is open: only resolve() answers one. `basis` is the document of a corrected
/// personal number, which an approved file needs (F17).
[[nodiscard]] Result<bool> edit_record(Office& office, const ledger::RecordState& state,
                                       const ledger::Change& change,
                                       const std::string& basis = {});

}  // namespace soxa::office
