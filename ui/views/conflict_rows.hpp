// The conflict desk: every open question with who said what, when and where (FEATURES §4.3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/office/conflict.hpp"
#include "ui/views/scan_rows.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct ConflictRow {
    struct Side {
        std::string value;  ///< as it is read; "(trống)" where it was taken away
        std::string who;
        std::string device;
        std::string when;
        bool ours = false;  ///< written on this laptop
        /// The line of the form as it would be printed, with all that stands in it; empty where
        /// the question is not about one.
        std::string printed;
        office::ClaimedTime clock = office::ClaimedTime::fits;  ///< whether `when` can be believed
        std::vector<ScanRow> evidence = {};  ///< the scans that it rests on
    };
    std::string uid;  ///< of the record
    std::string full_name;
    std::string id;   ///< of the dispute
    std::string label;
    std::string section;
    std::string sentence;  ///< who changed what, when
    std::string before;    ///< what both of them saw; empty if nothing
    std::vector<Side> sides;
    bool legal = false;
    /// The question is whether both may stand, not which of the values.
    bool section_wide = false;
    /// It has been decided on this laptop, and may be decided anew.
    bool anew = false;
    const record::Field* field = nullptr;  ///< takes a typed value; nothing where none fits
};

/// The question of a decision that is to be taken anew; nothing once it may not be.
[[nodiscard]] std::optional<ConflictRow> decided_row(const office::Office& office,
                                                     const office::Decided& decided,
                                                     const Words& words);
/// Of all files that this account may see.
[[nodiscard]] Result<std::vector<ConflictRow>> conflict_rows(const office::Office& office,
                                                             const Words& words);

}  // namespace soxa::ui
