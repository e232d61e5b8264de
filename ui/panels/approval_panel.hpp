// The head's desk: of each file what changed, select, sign with the password again, or give back.
#pragma once

#include <set>

#include "ui/panels/intent.hpp"
#include "ui/panels/picture_box.hpp"
#include "ui/views/approval_rows.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

struct ApprovalPageRows {
    std::vector<ApprovalRow> rows;
    bool key_confirmed = true;
    bool busy = false;
    std::string message;
    bool message_is_bad = false;
};

class ApprovalPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const ApprovalPageRows& rows);
    void forget();

private:
    [[nodiscard]] Wanted draw_signing(Pen& pen, const ApprovalPageRows& rows);
    [[nodiscard]] Wanted draw_return(Pen& pen);
    [[nodiscard]] Wanted draw_one(Pen& pen, const ApprovalRow& row);

    std::set<std::string> selected_;
    std::string shown_;  ///< uid
    bool signing_ = false;
    bool returning_ = false;
    std::string password_;
    std::string reason_;
    PictureBox pictures_;
};

}  // namespace soxa::ui
