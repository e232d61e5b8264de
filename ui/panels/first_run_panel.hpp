// A laptop's beginning: the province's ticket, or working alone until it comes.
#pragma once

#include "ui/panels/file_chooser.hpp"
#include "ui/panels/intent.hpp"

namespace soxa::ui {

struct FirstRunRows {
    /// Of the ticket that was looked at.
    struct Invited {
        std::string province;  ///< its address
        std::string unit;
        std::string person;
        std::string masked_id;
        std::string until;
    };
    std::optional<Invited> invited;
    FolderRows folder;
    bool joining = false;  ///< there is a laptop that works by itself: its password, not a new one
    bool after_merger = false;  ///< joining the unit that took over this one
    bool busy = false;
    std::string message;
};

class FirstRunPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const FirstRunRows& rows);
    void forget();

private:
    enum class Step { start, ticket, alone, restore };
    [[nodiscard]] Wanted start(Pen& pen);
    [[nodiscard]] Wanted ticket(Pen& pen, const FirstRunRows& rows);
    [[nodiscard]] Wanted alone(Pen& pen, const FirstRunRows& rows);
    [[nodiscard]] Wanted restore(Pen& pen, const FirstRunRows& rows);
    /// True when both are there and the same.
    [[nodiscard]] bool password(Pen& pen, const FirstRunRows& rows, const std::string& action);

    Step step_ = Step::start;
    FileChooser chooser_;
    office::LocalPerson person_;
    intent::Restore restore_;
    std::string password_;
    std::string again_;
    bool differ_ = false;
};

}  // namespace soxa::ui
