#include "ui/panels/account_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/panels/asking.hpp"
#include "ui/panels/secret_text.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

namespace {

constexpr ledger::Role offered[] = {ledger::Role::clerk, ledger::Role::head, ledger::Role::person,
                                    ledger::Role::admin, ledger::Role::viewer};

bool is_other(const DeviceRow& device) { return !device.here && !device.revoked; }

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
        if (!chosen->laptops.empty()) {
            text(pen, pen.say("accounts.laptops", {chosen->laptops}), Tone::muted);
        }
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
            const bool several = std::ranges::any_of(rows.unit.devices, is_other);
            if (several) step("accounts.assign", Asking::assign, ButtonKind::plain);
            step("accounts.revoke", Asking::revoke, ButtonKind::danger);
            ImGui::NewLine();
            Wanted act = asking_ == Asking::assign ? draw_assign(pen, *chosen, rows.unit.devices)
                                                   : draw_step(pen, *chosen);
            if (act) wanted = std::move(act);
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
    if (Wanted act = draw_own(pen, rows.suggested)) wanted = std::move(act);
    if (asking_ == Asking::add) {
        if (Wanted act = draw_add(pen)) wanted = std::move(act);
    }
    return wanted;
}

Wanted AccountPanel::draw_add(Pen& pen) {
    Wanted wanted;
    bool open = true;
    {
        Ask ask(pen, "add_account", open, pen.say("accounts.add"), 600);
        ask.line("account_name", pen.say("accounts.name"), wanted_.name, {.required = true});
        ask.line("account_id", pen.say("accounts.id"), wanted_.personal_id,
                 {.required = true, .vietnamese = false});
        ask.line("account_login", pen.say("accounts.login"), wanted_.login,
                 {.vietnamese = false, .hint = pen.say("accounts.login_hint")});
        std::vector<std::string> roles;
        for (const ledger::Role role : offered) {
            roles.push_back(pen.say("role." + std::string(name_of(role))));
        }
        ask.options("role", pen.say("accounts.role"), roles, role_);
        ask.line("account_basis", pen.say("accounts.basis"), wanted_.basis,
                 {.required = true, .hint = pen.say("accounts.basis_hint")});
        if (ask.answered(pen.say("accounts.make"))) {
            wanted_.role = offered[role_];
            wanted = intent::AddAccount{wanted_};
        }
    }
    if (!open) asking_ = Asking::nothing;
    return wanted;
}

Wanted AccountPanel::draw_assign(Pen& pen, const AccountRow& account,
                                 const std::vector<DeviceRow>& devices) {
    Wanted wanted;
    std::vector<std::string> labels;
    for (const DeviceRow& device : devices) {
        if (is_other(device)) labels.push_back(device.label);
    }
    bool open = !labels.empty();
    if (open) {
        laptop_ = std::min(laptop_, labels.size() - 1);
        Ask ask(pen, "account_assign", open, pen.say("accounts.assign"));
        ask.say(account.name, Tone::strong);
        ask.say(pen.say("accounts.assign_what"));
        ask.options("laptop", pen.say("accounts.laptop"), labels, laptop_);
        if (ask.answered(pen.say("accounts.assign_do"))) {
            wanted = intent::AssignLaptop{account.login, labels[laptop_]};
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
        const std::string title = asking_ == Asking::reset      ? "accounts.reset"
                                  : asking_ == Asking::restrict ? "accounts.restrict"
                                  : asking_ == Asking::extend   ? "accounts.extend"
                                                                : "accounts.revoke";
        Ask ask(pen, "account_step", open, pen.say(title));
        ask.say(account.name, Tone::strong);
        ask.say(pen.say(title + "_what"));
        ask.line("step_basis", pen.say("accounts.basis"), basis_,
                 {.required = true, .hint = pen.say("accounts.basis_hint")});
        if (asking_ == Asking::extend) {
            ask.line("step_until", pen.say("accounts.until"), until_,
                     {.hint = pen.say("form.hint.date"), .short_one = true});
        }
        if (ask.answered(pen.say(title), asking_ == Asking::revoke ? ButtonKind::danger
                                                                   : ButtonKind::main)) {
            if (asking_ == Asking::reset) {
                wanted = intent::ResetAccount{account.login, basis_};
            } else {
                const ledger::AccountStep step =
                    asking_ == Asking::restrict ? ledger::AccountStep::restrict
                    : asking_ == Asking::extend ? ledger::AccountStep::extend
                                                : ledger::AccountStep::revoke;
                wanted = intent::ChangeAccount{account.login, step, basis_, until_};
            }
        }
    }
    if (!open) asking_ = Asking::nothing;
    return wanted;
}

Wanted AccountPanel::draw_own(Pen& pen, const std::string& suggested) {
    Wanted wanted;
    const Card card(pen, "own_password");
    text(pen, pen.say("accounts.own_password"), Tone::strong);
    FieldLook look;
    look.kind = FieldKind::secret;
    look.label = pen.say("accounts.old_password");
    field(pen, "own_old", old_, look);
    wanted = fresh_.draw(pen, "own", suggested).wanted;
    const bool ready = !old_.empty() && fresh_.filled(suggested);
    if (button(pen, pen.say("accounts.set_password"), {ButtonKind::plain, ready, 0, 0, {}})) {
        if (auto fresh = fresh_.take(suggested)) {
            wanted = intent::SetPassword{take_secret(old_), std::move(*fresh)};
        }
    }
    return wanted;
}

void AccountPanel::made() { wanted_ = {}; }

void AccountPanel::forget() {
    (void)take_secret(old_);
    fresh_.forget();
    asking_ = Asking::nothing;
}

}  // namespace soxa::ui
