// The unit's accounts and laptops: add, restrict, revoke, reset; a one-time code is shown once.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/panels/new_password.hpp"
#include "ui/views/account_rows.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

struct AccountPageRows {
    AccountRows unit;
    std::string code;      ///< just made; to be handed over
    std::string code_for;
    std::string suggested;  ///< a phrase for a new password; empty: none was asked for
    std::string message;
    bool message_is_bad = false;
};

class AccountPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const AccountPageRows& rows);
    void made();
    void forget();

private:
    enum class Asking { nothing, add, reset, restrict, extend, revoke, assign };
    [[nodiscard]] Wanted draw_add(Pen& pen);
    [[nodiscard]] Wanted draw_step(Pen& pen, const AccountRow& account);
    [[nodiscard]] Wanted draw_assign(Pen& pen, const AccountRow& account,
                                     const std::vector<DeviceRow>& devices);
    [[nodiscard]] Wanted draw_own(Pen& pen, const std::string& suggested);

    Asking asking_ = Asking::nothing;
    office::NewAccount wanted_;
    std::size_t role_ = 0;
    std::string chosen_;  ///< login
    std::string basis_;
    std::string until_;
    std::size_t laptop_ = 0;
    std::string old_;
    NewPassword fresh_;
};

}  // namespace soxa::ui
