// What differs between two versions of a file, side by side, field by field.
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct DifferenceRow {
    std::string section;  ///< said
    std::string label;    ///< the field, or the table's row and column
    std::string before;   ///< empty: was not there
    std::string after;    ///< empty: was taken away
    bool legal = false;
};

/// A version: 0 is the draft, n as the CLI contract counts them; nothing is the empty file.
using Version = std::optional<std::size_t>;

/// In the template's order, codes by the labels of their day. Versions that are not there say nothing.
[[nodiscard]] std::vector<DifferenceRow> difference_rows(const ledger::RecordState& state,
                                                         Version from, Version to,
                                                         const Words& words,
                                                         const record::Lists& lists = {});

}  // namespace soxa::ui
