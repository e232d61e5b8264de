// Entering and changing files: by a clerk for others, by a person for himself (TB-3.7, TB-6.3).
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"

namespace soxa::office {

/// That no other file here has the number (R01), by which everybody is entered, one by one or from a
/// list: `self` is the file itself. Errc::invalid_input with the file that has it, one in the archive
/// with the way back; a file that was given away keeps nobody from coming back.
[[nodiscard]] Result<void> check_unique(const Office& office, const std::string& personal_id,
                                        const std::optional<ledger::RecordId>& self);

/// The new record's id. Errc::invalid_input ("record.exists") where a file with this personal
/// number is here already (R01). `rests_on`: operations of this unit that it comes from.
[[nodiscard]] Result<ledger::RecordId> new_record(
    Office& office, const ledger::Change& change,
    const std::vector<ledger::OperationId>& rests_on = {});

/// An edit as the command line gives it: "field=value", "group=JSON", "group/ROW.column=value",
/// "group/ROW". An empty value takes the value away. ROW is a row_uid or the row's number, from 1.
struct TypedEdit {
    std::vector<std::string> set;
    std::vector<std::string> add;
    std::vector<std::string> change;
    std::vector<std::string> remove;
    /// Attachments of the record that prove it, as attachment_named() takes them.
    std::vector<std::string> evidence{};
};
/// All faults at once. `lists` as Office::lists() gives them.
[[nodiscard]] Result<ledger::Change> change_of(const ledger::RecordState& state,
                                               const TypedEdit& typed,
                                               const record::Lists& lists = {});

/// The row that "group/ROW" names. Errc::invalid_input with the fault ("edit.no_row").
[[nodiscard]] Result<record::RowId> row_named(const ledger::RecordState& state,
                                              const std::string& typed);

/// Adds attachments' SHA-256 to what a row names as its evidence. Errc::invalid_input
/// ("attachment.row_full").
[[nodiscard]] Result<void> add_evidence(std::string_view group, const record::Row& row,
                                        const std::vector<std::string>& digests,
                                        ledger::Setting& columns);

/// What the edit rests on: the attachments' operations, which it references, so that the proof
/// belongs to these values and to no later ones [R32]; rows name them too.
[[nodiscard]] Result<std::vector<ledger::OperationId>> rest_on(
    const Office& office, const ledger::RecordState& state,
    const std::vector<std::string>& evidence, ledger::Change& change);

/// False if it changes nothing. Errc::decision_needed ("edit.in_conflict") where it touches a
/// question that is open: only resolve() answers one. `basis` is the document of a corrected
/// personal number, which an approved file needs (F17).
[[nodiscard]] Result<bool> edit_record(Office& office, const ledger::RecordState& state,
                                       const ledger::Change& change,
                                       const std::string& basis = {},
                                       const std::vector<ledger::OperationId>& evidence = {});

}  // namespace soxa::office
