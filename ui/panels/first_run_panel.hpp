// A laptop's beginning: the province's ticket, or working alone until it comes.
#pragma once

#include "ui/panels/file_chooser.hpp"
#include "ui/panels/intent.hpp"
#include "ui/panels/new_password.hpp"

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
    std::string suggested;      ///< a phrase for a password; empty: none was asked for
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
    struct PasswordDrawn {
        std::optional<Secret> taken;  ///< it stands, and somebody goes on
        Wanted wanted;
    };
    [[nodiscard]] PasswordDrawn password(Pen& pen, const FirstRunRows& rows);

    Step step_ = Step::start;
    FileChooser chooser_;
    office::LocalPerson person_;
    intent::Restore restore_;
    std::string password_;  ///< of a book that there is
    NewPassword fresh_;
};

}  // namespace soxa::ui
