// The list of files: search as you type, filter, open, make a new one.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/views/list_rows.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

class ListPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const std::vector<ListRow>& rows, bool may_enter);
    /// Rows are others now: what was found is looked for again.
    void refresh() { found_for_.reset(); }
    /// Why the new file was not made.
    void refused(std::string message) { new_error_ = std::move(message); }
    void made() { new_open_ = false; }

private:
    [[nodiscard]] Wanted draw_new(Pen& pen);

    ListFilter filter_;
    std::size_t status_ = 0;  ///< in the choice: 0 is all
    std::optional<ListFilter> found_for_;
    std::vector<std::size_t> found_;
    std::string chosen_;
    bool new_open_ = false;
    std::string new_name_;
    std::string new_id_;
    std::string new_error_;
};

}  // namespace soxa::ui
