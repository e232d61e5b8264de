// The list of files: a line a person, and the lines that a search leaves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct ListRow {
    std::string uid;
    std::string full_name;
    std::string masked_id;
    std::string personal_id;
    ledger::Status status = ledger::Status::draft;
    std::string status_text;
    std::size_t conflicts = 0;
    bool received = false;  ///< the province has everything of it
    bool archived = false;
    bool restricted = false;  ///< has a restriction level today
    std::string leaves;  ///< the day to come on which its person leaves, dd/mm/yyyy; or empty
    std::string search;  ///< the name without tone marks
};

struct ListFilter {
    std::string text;  ///< a part of the name, tone marks or not, or the number's beginning
    std::optional<ledger::Status> status;
    bool archived = false;
    bool with_conflicts = false;

    friend bool operator==(const ListFilter&, const ListFilter&) = default;
};

/// In the Vietnamese order of names; a personal account sees its own file alone.
[[nodiscard]] Result<std::vector<ListRow>> list_rows(const office::Office& office,
                                                     const Words& words);
/// Indices of the rows that are left, in their order.
[[nodiscard]] std::vector<std::size_t> filtered(const std::vector<ListRow>& rows,
                                                const ListFilter& filter);

}  // namespace soxa::ui
