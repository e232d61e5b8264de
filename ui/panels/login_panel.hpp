// Who is there? Login, lock screen, and the first password of who was given a one-time code.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/panels/new_password.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

struct LoginRows {
    std::string unlock;   ///< the login whose screen is locked; empty at a login
    std::string name;     ///< of that person
    bool set_password = false;  ///< the code was right: now the password
    std::string suggested;      ///< a phrase for it; empty: none was asked for
    bool busy = false;
    std::string message;  ///< why it did not go
};

class LoginPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const LoginRows& rows);
    /// Forgets what was typed.
    void forget();

private:
    std::string login_;
    std::string password_;
    NewPassword fresh_;
    bool appeared_ = false;
};

}  // namespace soxa::ui
