// Help without a connection: what each screen is for, and the regulation behind it at hand.
#pragma once

#include "ui/panels/place.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

class HelpPanel {
public:
    /// Of the screen that one came from first, with its articles in full, then the rest, each with
    /// its articles by name to open.
    void draw(Pen& pen, Place from);

private:
    void draw_one(Pen& pen, Place place);

    Place from_ = Place::help;
    Place open_ = Place::help;  ///< whose articles are shown in full besides
};

}  // namespace soxa::ui
