// Choosing from a catalogue by typing a few letters, tone marks or not.
//
// Closed it shows what is chosen; open, a search field above the list. Arrow keys move, Enter
// takes, Escape leaves it as it was.
#pragma once

#include <string>
#include <vector>

#include "sync/record/code_list.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

struct Option {
    std::string value;
    std::string label;
    std::string search;  ///< the label without tone marks, and the value
};

/// The catalogue as options, items that have ended last and marked so.
[[nodiscard]] std::vector<Option> options_of(const record::CodeList& list, const Pen& pen);

/// One for all pickers of a screen: only one can be open.
class Picker {
public:
    struct Look {
        std::string label;       ///< for the description
        std::string shown;       ///< what is chosen, said
        float width = 0;
        bool may_clear = true;   ///< a line that takes the value away
        std::size_t open_digits = 0;  ///< any code of so many digits may be typed
        bool focus = false;
        bool enabled = true;
    };
    /// The value that was chosen in this frame, empty text to take it away.
    [[nodiscard]] std::optional<std::string> draw(Pen& pen, const std::string& id,
                                                  const std::vector<Option>& options,
                                                  const Look& look);

private:
    void search(const std::vector<Option>& options);

    std::string open_;    ///< the id of the picker that is open
    std::string typed_;
    std::string searched_;
    std::vector<std::size_t> found_;
    std::size_t at_ = 0;
    bool moved_ = false;
};

}  // namespace soxa::ui
