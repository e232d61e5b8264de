#include "ui/panels/account_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/panels/page.hpp"
#include "ui/panels/secret_text.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

namespace {

constexpr ledger::Role offered[] = {ledger::Role::clerk, ledger::Role::head, ledger::Role::person,
                                    ledger::Role::admin, ledger::Role::viewer};

}  // namespace

Wanted AccountPanel::draw(Pen& pen, const AccountPageRows& rows) {
    Wanted wanted;
    heading(pen, pen.say("accounts.title"));
    if (!rows.message.empty()) {
        status_line(pen, rows.message, rows.message_is_bad ? Tone::bad : Tone::good);
    }
    if (!rows.code.empty()) {
        const Card card(pen, "code");
        text(pen, pen.say("accounts.code", {rows.code_for}));
        heading(pen, rows.code);
        text(pen, pen.say("accounts.code_once"), Tone::warning);
        if (button(pen, pen.say("accounts.code_done"))) wanted = intent::ForgetCode{};
    }
    const bool admin = rows.unit.may_administer;
    if (admin && button(pen, pen.say("accounts.add"), {ButtonKind::main, true, 0, 0, {}})) {
        asking_ = Asking::add;
        wanted_ = {};
        role_ = 0;
    }
    {
        const float height =
            (pen.spacing().row + pen.scaled(10)) *
            (static_cast<float>(std::min<std::size_t>(rows.unit.accounts.size(), 7)) + 1);
        Table table(pen, "accounts",
                    {{pen.say("accounts.name"), 3},
                     {pen.say("accounts.login"), 1.6F},
                     {pen.say("accounts.role"), 1.6F},
                     {pen.say("accounts.state"), 2.4F}},
                    rows.unit.accounts.size(), height);
        while (const auto at = table.next()) {
            const AccountRow& row = rows.unit.accounts[*at];
            if (table.row(row.login, row.name, row.login == chosen_)) chosen_ = row.login;
            table.cell(row.name + (row.self ? " " + pen.say("accounts.self") : ""));
            table.cell(row.login, Tone::muted);
            table.cell(row.role);
            table.cell(row.state, row.revoked ? Tone::bad : Tone::plain);
        }
    }
    const auto chosen =
        std::ranges::find(rows.unit.accounts, chosen_, &AccountRow::login);
    if (chosen != rows.unit.accounts.end()) {
        const Card card(pen, "account");
        text(pen, chosen->name + " · " + chosen->masked_id, Tone::strong);
        text(pen, pen.say("accounts.made", {chosen->made, chosen->basis}), Tone::muted);
        if (!chosen->fingerprint.empty()) {
            text(pen, pen.say(chosen->key_confirmed ? "accounts.key_confirmed" : "accounts.key",
                              {chosen->fingerprint}),
                 Tone::muted);
        }
        if (admin && !chosen->revoked && !chosen->self) {
            const auto step = [&](const char* key, Asking asking, ButtonKind kind) {
                if (button(pen, pen.say(key), {kind, true, 0, 0, {}})) {
                    asking_ = asking;
                    basis_.clear();
                    until_.clear();
                }
                ImGui::SameLine();
            };
            step("accounts.reset", Asking::reset, ButtonKind::plain);
            step("accounts.restrict", Asking::restrict, ButtonKind::plain);
            step("accounts.extend", Asking::extend, ButtonKind::plain);
            step("accounts.revoke", Asking::revoke, ButtonKind::danger);
            ImGui::NewLine();
            if (Wanted act = draw_step(pen, *chosen)) wanted = std::move(act);
        }
    }
    gap(pen, 4);
    text(pen, pen.say("accounts.devices"), Tone::strong);
    for (const DeviceRow& device : rows.unit.devices) {
        std::string line = "• " + device.label;
        if (device.here) line += " " + pen.say("accounts.this_device");
        if (device.revoked) line += " " + pen.say("accounts.revoked_device");
        text(pen, line, device.revoked ? Tone::bad : Tone::plain);
    }
    gap(pen, 4);
    if (Wanted act = draw_own(pen)) wanted = std::move(act);
    if (asking_ == Asking::add) {
        if (Wanted act = draw_add(pen)) wanted = std::move(act);
    }
    return wanted;
}

Wanted AccountPanel::draw_add(Pen& pen) {
    Wanted wanted;
    bool open = true;
    {
        const Question question(pen, "add_account", open, 600);
        if (question.open()) {
            heading(pen, pen.say("accounts.add"));
            FieldLook look;
            look.label = pen.say("accounts.name");
            look.required = true;
            look.focus = ImGui::IsWindowAppearing();
            field(pen, "account_name", wanted_.name, look);
            look.focus = false;
            look.vietnamese = false;
            look.label = pen.say("accounts.id");
            field(pen, "account_id", wanted_.personal_id, look);
            look.required = false;
            look.label = pen.say("accounts.login");
            look.hint = pen.say("accounts.login_hint");
            field(pen, "account_login", wanted_.login, look);
            look.hint.clear();
            look.label = pen.say("accounts.role");
            std::vector<std::string> roles;
            for (const ledger::Role role : offered) {
                roles.push_back(pen.say("role." + std::string(name_of(role))));
            }
            const LabelPlace place = begin_field(pen, look);
            ImGui::SetNextItemWidth(field_width(pen, look));
            (void)choice(pen, "##role", look.label, roles, role_);
            end_field(pen, look, place);
            look.label = pen.say("accounts.basis");
            look.required = true;
            look.vietnamese = true;
            look.hint = pen.say("accounts.basis_hint");
            field(pen, "account_basis", wanted_.basis, look);
            gap(pen, 4);
            const bool ready =
                !wanted_.name.empty() && !wanted_.personal_id.empty() && !wanted_.basis.empty();
            if (button(pen, pen.say("accounts.make"), {ButtonKind::main, ready, 0, 0, {}})) {
                wanted_.role = offered[role_];
                wanted = intent::AddAccount{wanted_};
                ImGui::CloseCurrentPopup();
                open = false;
            }
            ImGui::SameLine();
            if (button(pen, pen.say("app.cancel"))) {
                ImGui::CloseCurrentPopup();
                open = false;
            }
        }
    }
    if (!open) asking_ = Asking::nothing;
    return wanted;
}

Wanted AccountPanel::draw_step(Pen& pen, const AccountRow& account) {
    Wanted wanted;
    bool open = asking_ != Asking::nothing && asking_ != Asking::add;
    if (!open) return wanted;
    {
        const Question question(pen, "account_step", open);
        if (!question.open()) return wanted;
        const char* title = asking_ == Asking::reset      ? "accounts.reset"
                            : asking_ == Asking::restrict ? "accounts.restrict"
                            : asking_ == Asking::extend   ? "accounts.extend"
                                                          : "accounts.revoke";
        heading(pen, pen.say(title));
        text(pen, account.name, Tone::strong);
        text(pen, pen.say(std::string(title) + "_what"), Tone::muted);
        FieldLook look;
        look.label = pen.say("accounts.basis");
        look.required = true;
        look.hint = pen.say("accounts.basis_hint");
        look.focus = ImGui::IsWindowAppearing();
        field(pen, "step_basis", basis_, look);
        if (asking_ == Asking::extend) {
            FieldLook until;
            until.label = pen.say("accounts.until");
            until.hint = "2027-12-31";
            until.vietnamese = false;
            field(pen, "step_until", until_, until);
        }
        gap(pen, 4);
        const bool danger = asking_ == Asking::revoke;
        if (button(pen, pen.say(title),
                   {danger ? ButtonKind::danger : ButtonKind::main, !basis_.empty(), 0, 0, {}})) {
            if (asking_ == Asking::reset) {
                wanted = intent::ResetAccount{account.login, basis_};
            } else {
                const ledger::AccountStep step =
                    asking_ == Asking::restrict ? ledger::AccountStep::restrict
                    : asking_ == Asking::extend ? ledger::AccountStep::extend
                                                : ledger::AccountStep::revoke;
                wanted = intent::ChangeAccount{account.login, step, basis_, until_};
            }
            ImGui::CloseCurrentPopup();
            open = false;
        }
        ImGui::SameLine();
        if (button(pen, pen.say("app.cancel"))) {
            ImGui::CloseCurrentPopup();
            open = false;
        }
    }
    if (!open) asking_ = Asking::nothing;
    return wanted;
}

Wanted AccountPanel::draw_own(Pen& pen) {
    Wanted wanted;
    const Card card(pen, "own_password");
    text(pen, pen.say("accounts.own_password"), Tone::strong);
    FieldLook look;
    look.kind = FieldKind::secret;
    look.label = pen.say("accounts.old_password");
    field(pen, "own_old", old_, look);
    look.label = pen.say("login.fresh");
    field(pen, "own_fresh", fresh_, look);
    look.label = pen.say("login.again");
    if (differ_) look.error = pen.say("password.differs");
    field(pen, "own_again", again_, look);
    const bool ready = !old_.empty() && !fresh_.empty() && !again_.empty();
    if (button(pen, pen.say("accounts.set_password"), {ButtonKind::plain, ready, 0, 0, {}})) {
        differ_ = fresh_ != again_;
        if (!differ_) {
            wanted = intent::SetPassword{take_secret(old_), take_secret(fresh_)};
            (void)take_secret(again_);
        }
    }
    return wanted;
}

void AccountPanel::made() { wanted_ = {}; }

void AccountPanel::forget() {
    (void)take_secret(old_);
    (void)take_secret(fresh_);
    (void)take_secret(again_);
    asking_ = Asking::nothing;
    differ_ = false;
}

}  // namespace soxa::ui
