// The conflict desk: a list of questions, the values side by side, keys 1, 2, 3 or a value of one's
// own (FEATURES §4.3). Nothing is chosen beforehand, and Enter decides nothing.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/panels/picture_box.hpp"
#include "ui/views/conflict_rows.hpp"
#include "ui/widgets/picker.hpp"

namespace soxa::ui {

struct ConflictPageRows {
    std::vector<ConflictRow> rows;
    bool may_decide = true;
    std::string message;
    bool message_is_bad = false;
};

class ConflictPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const ConflictPageRows& rows);
    /// No picture stays in memory.
    void forget() { pictures_.forget(); }

private:
    [[nodiscard]] Wanted draw_one(Pen& pen, const ConflictRow& row, bool may_decide);
    [[nodiscard]] Wanted draw_typed(Pen& pen, const ConflictRow& row);
    [[nodiscard]] Wanted take(const ConflictRow& row, std::size_t number);
    /// At once, or after the question why where that is asked.
    [[nodiscard]] Wanted decide(const ConflictRow& row, office::Resolution resolution);
    [[nodiscard]] Wanted draw_why(Pen& pen);

    std::string uid_;  ///< of the record that is shown
    std::string id_;   ///< of its dispute
    std::size_t at_ = 0;
    bool typing_ = false;
    std::string typed_;
    bool asking_why_ = false;
    intent::Resolve decided_;  ///< what waits for its reason
    std::string why_;
    Picker picker_;
    PictureBox pictures_;
};

}  // namespace soxa::ui
