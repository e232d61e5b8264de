// A table whose rows are chosen: by mouse, or by the arrow keys when it has the keyboard.
//
//   Table table(pen, "people", {{"Họ và tên", 3}, {"Trạng thái", 1}}, count);
//   while (table.next_row(id, chosen)) { table.cell(name); table.cell(status); }
// Only rows in sight are asked for, so twenty thousand cost as much as twenty.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "ui/widgets/text.hpp"

namespace soxa::ui {

struct Column {
    std::string label;
    float weight = 1;  ///< of the width that is left
};

class Table {
public:
    /// `height` 0: what is left of the window.
    Table(Pen& pen, const char* id, const std::vector<Column>& columns, std::size_t rows,
          float height = 0);
    ~Table();
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    /// The index of the next row in sight.
    [[nodiscard]] std::optional<std::size_t> next();
    /// Begins that row; true if it was chosen now (a click, or Enter on it).
    bool row(const std::string& id, const std::string& label, bool chosen, bool scroll_to = false);
    void cell(std::string_view text, Tone tone = Tone::plain);

private:
    Pen& pen_;
    bool open_;
    ImGuiListClipper clipper_;
    int at_ = 0;
    bool stepping_ = false;
    int column_ = 0;
};

}  // namespace soxa::ui
