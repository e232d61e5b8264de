// The month at a glance, and the one big "Đồng bộ".
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/views/home_rows.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

/// An exchange under way or just done.
struct SyncRows {
    bool running = false;
    std::string progress;  ///< bytes so far and what is left, said
    float fraction = -1;   ///< of what is to be sent; below 0: not known
    std::string outcome;   ///< of the last one, said; empty before the first
    bool failed = false;
    bool stopping = false;
};

class HomePanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const HomeRows& rows, const SyncRows& sync);

private:
    [[nodiscard]] Wanted draw_sync(Pen& pen, const HomeRows& rows, const SyncRows& sync,
                                   float width);
    [[nodiscard]] Wanted draw_waiting(Pen& pen, const HomeRows& rows, float width);
};

}  // namespace soxa::ui
