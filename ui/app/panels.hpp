// The panels of one window, with what they keep between frames.
#pragma once

#include "ui/panels/account_panel.hpp"
#include "ui/panels/approval_panel.hpp"
#include "ui/panels/conflict_panel.hpp"
#include "ui/panels/first_run_panel.hpp"
#include "ui/panels/form_panel.hpp"
#include "ui/panels/help_panel.hpp"
#include "ui/panels/home_panel.hpp"
#include "ui/panels/import_panel.hpp"
#include "ui/panels/list_panel.hpp"
#include "ui/panels/login_panel.hpp"
#include "ui/panels/month_panel.hpp"
#include "ui/panels/settings_panel.hpp"

namespace soxa::ui {

struct Panels {
    FirstRunPanel first_run;
    LoginPanel login;
    HomePanel home;
    MonthPanel month;
    ListPanel list;
    FormPanel form;
    ApprovalPanel approval;
    ConflictPanel conflicts;
    AccountPanel accounts;
    ImportPanel import;
    HelpPanel help;

    /// Forgets every secret that was typed.
    void forget_secrets() {
        first_run.forget();
        login.forget();
        approval.forget();
        conflicts.forget();
        accounts.forget();
    }
};

}  // namespace soxa::ui
