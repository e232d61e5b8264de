// A password of one's own: typed twice, or a phrase that the program makes up, shown to be written
// down and typed back once it is out of sight.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

class NewPassword {
public:
    struct Drawn {
        Wanted wanted;         ///< a phrase is asked for, or given up
        bool entered = false;  ///< Enter in the last field
    };
    /// `id` is unique on the screen; `suggested` is the phrase that the program made up, or empty.
    [[nodiscard]] Drawn draw(Pen& pen, const std::string& id, const std::string& suggested);
    /// All that is asked for stands there.
    [[nodiscard]] bool filled(const std::string& suggested) const;
    /// The password, once both agree; the fields say it where they do not.
    [[nodiscard]] std::optional<Secret> take(const std::string& suggested);
    void forget();

private:
    [[nodiscard]] Drawn draw_own(Pen& pen, const std::string& id);
    [[nodiscard]] Drawn draw_suggested(Pen& pen, const std::string& id,
                                       const std::string& suggested);

    std::string fresh_;
    std::string again_;
    bool differ_ = false;
    bool written_down_ = false;  ///< the phrase is out of sight
    bool to_type_ = false;       ///< the field takes the keyboard
};

}  // namespace soxa::ui
