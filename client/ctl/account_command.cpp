#include "client/ctl/told.hpp"
#include "client/office/accounts.hpp"
#include "client/office/slots.hpp"
#include "sync/record/typed_day.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    office::NewAccount account;
    std::string role = "clerk";
    std::string login;  ///< of an account that is there
    std::string basis;
    std::string until;
    std::string laptop;
};

/// The last key, where the province refused it.
const ledger::KeyState* refused(const ledger::AccountState& account) {
    const bool is = !account.keys.empty() && account.keys.back().refused;
    return is ? &account.keys.back() : nullptr;
}

Json account_json(const ledger::AccountState& account) {
    Json keys = Json::array();
    for (const ledger::KeyState& key : account.keys) {
        keys.push_back({{"fingerprint", ledger::fingerprint(key.key.signing)},
                        {"confirmed", key.confirmed},
                        {"provisional", key.provisional},
                        {"refused", key.refused}});
        if (key.refused) keys.back()["reason"] = key.refusal;
    }
    Json json{{"login", account.made.login},
            {"name", account.made.name},
            {"personal_id", account.made.personal_id},
            {"role", std::string(name_of(account.made.role))},
            {"state", std::string(office::state_of(account))},
            {"basis", account.made.basis},
            {"created_at", rfc3339(account.made_at)},
            {"until", account.until},
            {"keys", std::move(keys)}};
    if (const ledger::KeyState* key = refused(account)) json["refused_reason"] = key->refusal;
    return json;
}

void show(const Console& console, const ledger::AccountState& account) {
    if (console.json()) return console.out(account_json(account));
    const std::string who = account.made.login.empty() ? account.made.personal_id
                                                       : account.made.login;
    console.out(who + "\t" + role_text(console, name_of(account.made.role)) + "\t" +
                console.word("account.state." + std::string(office::state_of(account))) + "\t" +
                account.made.name);
    if (const ledger::KeyState* key = refused(account)) {
        console.out(console.word("account.refused_reason",
                                 {reason_or_none(console, key->refusal)}));
    }
    for (const ledger::KeyState& key : account.keys) {
        console.out("  " + ledger::fingerprint(key.key.signing));
    }
}

Result<int> invited(const Console& console, const office::Invitation& invitation,
                    const std::string& login) {
    if (console.json()) {
        Json done{{"login", login}};
        if (!invitation.code.empty()) done["code"] = invitation.code;
        console.out(done);
    } else if (!invitation.code.empty()) {
        console.out(invitation.code);
    }
    console.tell(invitation.code.empty() ? "account.password_given" : "account.hand_over_code",
                 {login});
    return 0;
}

/// A first password is set only where a descriptor gives one; the ordinary way is a code.
Result<std::optional<Secret>> given_password(const Console& console) {
    if (!console.has_new_password()) return std::optional<Secret>();
    TRY_LET(Secret password, console.new_password());
    return std::optional(std::move(password));
}

Result<int> add(Console& console, Wanted wanted) {
    const auto role = ledger::role_named(wanted.role);
    if (!role) return fail(Errc::usage, "account.role", {wanted.role});
    wanted.account.role = *role;
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto first, given_password(console));
    TRY_LET(const auto invitation,
            office::add_account(office, wanted.account, first ? &*first : nullptr));
    return invited(console, invitation,
                   wanted.account.login.empty() ? wanted.account.personal_id
                                                : wanted.account.login);
}

Result<int> reset(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto first, given_password(console));
    TRY_LET(const auto invitation, office::reset_account(office, wanted.login, wanted.basis,
                                                         first ? &*first : nullptr));
    return invited(console, invitation, wanted.login);
}

Result<int> list(Console& console) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto found, office::accounts(office));
    if (console.json()) {
        Json all = Json::array();
        for (const auto& account : found) all.push_back(account_json(account));
        console.out(all);
        return 0;
    }
    for (const auto& account : found) show(console, account);
    return 0;
}

std::string_view name_of(office::SlotReason why) {
    switch (why) {
        case office::SlotReason::made_here: return "made_here";
        case office::SlotReason::by_role: return "by_role";
        case office::SlotReason::assigned: return "assigned";
    }
    return {};
}

Result<int> show_one(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto account, office::account(office, wanted.login));
    TRY_LET(const auto laptops, office::laptops_of(office, account));
    if (console.json()) {
        Json json = account_json(account);
        json["laptops"] = Json::array();
        for (const auto& one : laptops) {
            json["laptops"].push_back({{"label", one.label},
                                       {"device", hex(one.device.view())},
                                       {"why", std::string(name_of(one.why))}});
        }
        console.out(json);
        return 0;
    }
    show(console, account);
    for (const auto& one : laptops) {
        console.out("  " + one.label + "\t" +
                    console.word("slot.why." + std::string(name_of(one.why))));
    }
    return 0;
}

Result<int> assign(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto account, office::account(office, wanted.login));
    TRY_LET(const auto laptop, office::assign_laptop(office, account, wanted.laptop));
    if (console.json()) {
        console.out(Json{{"login", wanted.login},
                         {"laptop", laptop.label},
                         {"device", hex(laptop.device.view())}});
    }
    console.tell("slot.assigned", {wanted.login, laptop.label});
    return 0;
}

Result<int> change(Console& console, const Wanted& wanted, ledger::AccountStep step) {
    TRY_LET(office::Office office, console.office());
    TRY(office::change_account(office, wanted.login, step, wanted.basis, wanted.until));
    if (console.json()) {
        TRY_LET(const auto after, office::account(office, wanted.login));
        console.out(account_json(after));
    }
    console.tell("account.changed", {wanted.login});
    return 0;
}

Result<int> passwd(Console& console) {
    TRY_LET(const Secret old, console.password());
    TRY_LET(const Secret fresh, console.new_password());
    TRY(console.office_with(old, fresh));
    if (console.json()) console.out(Json{{"login", console.login()}, {"password_set", true}});
    console.tell("account.password_set");
    return 0;
}

void add_step(const Commands& commands, CLI::App& account, const std::string& name,
              const std::string& help, ledger::AccountStep step) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* command = commands.add(account, name, help,
                                     "soxactl --as 034085001234 account " + name +
                                         " lan --basis \"12/QĐ-UBND 20/11/2026\"");
    command->add_option("LOGIN", wanted->login)->required();
    command->add_option("--basis", wanted->basis, "số và ngày văn bản / document")->required();
    if (step == ledger::AccountStep::extend) {
        command->add_option("--until", wanted->until, "dd/mm/yyyy")->transform(record::typed_day);
    }
    commands.act(command,
                 [wanted, step](Console& console) { return change(console, *wanted, step); });
}

}  // namespace

void add_accounts(const Commands& commands) {
    CLI::App* account =
        commands.add(commands.app, "account", "tài khoản của đơn vị / the unit's accounts",
                     "soxactl --as 034085001234 account list");
    account->require_subcommand(1);
    auto wanted = std::make_shared<Wanted>();
    CLI::App* add_one = commands.add(
        *account, "add", "lập tài khoản / make an account",
        "soxactl --as 034085001234 account add --login lan --role clerk --name \"Lò Thị Lan\" "
        "--id 034190001234 --basis \"12/QĐ-UBND 20/11/2026\"");
    add_one->add_option("--login", wanted->account.login);
    add_one->add_option("--role", wanted->role, "clerk|head|admin|person|viewer");
    add_one->add_option("--name", wanted->account.name, "họ và tên / name")->required();
    add_one->add_option("--id", wanted->account.personal_id, "số định danh / personal ID")
        ->required();
    add_one->add_option("--basis", wanted->account.basis, "số và ngày văn bản / document")
        ->required();
    commands.act(add_one, [wanted](Console& console) { return add(console, *wanted); });

    commands.act(commands.add(*account, "list", "danh sách / list", "soxactl --as lan account list"),
                 list);
    CLI::App* one = commands.add(*account, "show", "một tài khoản / one account",
                                 "soxactl --as lan account show lan");
    one->add_option("LOGIN", wanted->login)->required();
    commands.act(one, [wanted](Console& console) { return show_one(console, *wanted); });
    CLI::App* further = commands.add(
        *account, "assign", "cho đăng nhập trên một máy nữa / let it log in on another laptop",
        "soxactl --as 034085001234 account assign thinh --laptop \"Máy 3\"");
    further->add_option("LOGIN", wanted->login)->required();
    further->add_option("--laptop", wanted->laptop, "tên máy, xem status / as status names it")
        ->required();
    commands.act(further, [wanted](Console& console) { return assign(console, *wanted); });
    add_step(commands, *account, "restrict", "hạn chế / restrict", ledger::AccountStep::restrict);
    add_step(commands, *account, "extend", "mở rộng, gia hạn / extend",
             ledger::AccountStep::extend);
    add_step(commands, *account, "revoke", "thu hồi / revoke", ledger::AccountStep::revoke);
    CLI::App* reset_one = commands.add(
        *account, "reset", "cấp lại mật khẩu / let a new password be set",
        "soxactl --as 034085001234 account reset lan --basis \"Đơn 20/11/2026\"");
    reset_one->add_option("LOGIN", wanted->login)->required();
    reset_one->add_option("--basis", wanted->basis, "số và ngày văn bản / document")->required();
    commands.act(reset_one, [wanted](Console& console) { return reset(console, *wanted); });
    commands.act(commands.add(*account, "passwd", "đổi mật khẩu của mình / change one's password",
                              "soxactl --as lan account passwd"),
                 passwd);
}

}  // namespace soxa::ctl
