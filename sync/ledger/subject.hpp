// Whose file a record is: the person of whom it tells, as far as that is established.
//
// A personal number is a field that whoever works on the file may edit, so what it says now gives
// nobody the rights of the person himself (TB-7.4a). The head's approval that the province has let
// in establishes it; until there is one, the number that the file was begun with and never had
// another; after a correction, the document that the province has confirmed (F17).
#pragma once

#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

/// Whether the file is that of the person with this number. `entries` are all operations on it.
[[nodiscard]] bool is_subject(const RecordState& state, std::span<const Entry> entries,
                              std::string_view personal_id);
/// Whether a file may be: what is dear to find out need not be asked of any other.
[[nodiscard]] bool may_be_subject(const RecordState& state, std::string_view personal_id);

/// Whether `number` in the file needs a document that nobody has entered: it is neither the number
/// of the version in force nor what documents made of it, or there is none any more (F17). Until a
/// version is approved a wrong digit is a wrong digit; after it, it is somebody's name. Asked of
/// what was approved and not of the draft: emptied first and filled later is a change too.
[[nodiscard]] bool needs_document(const RecordState& state, std::string_view number);
/// What a document corrects: the draft's number, unless it is one that would need a document
/// itself; then that of the version in force, or none if there is none.
[[nodiscard]] std::string number_known(const RecordState& state);

}  // namespace soxa::ledger
