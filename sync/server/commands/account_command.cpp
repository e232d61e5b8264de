#include <nlohmann/json.hpp>

#include "sync/server/account_list.hpp"
#include "sync/server/account_refuse.hpp"
#include "sync/server/commands/console.hpp"

namespace soxa::server {

namespace {

struct Options {
    AccountAsked asked;
    std::string key;
    std::string reason;
};

std::string_view name_of(KeyStanding standing) {
    switch (standing) {
        case KeyStanding::awaiting:
            return "awaiting";
        case KeyStanding::confirmed:
            return "confirmed";
        case KeyStanding::refused:
            return "refused";
        case KeyStanding::no_confirmation_needed:
            return "no_confirmation_needed";
    }
    return {};
}

/// One word for the account: its last key's, unless something about the account outweighs it.
std::string state_of(const AccountLine& account) {
    if (account.revoked) return "revoked";
    if (account.restricted) return "restricted";
    if (account.keys.empty()) return "no_key";
    return std::string(name_of(account.keys.back().standing));
}

nlohmann::json document_of(const AccountLine& account) {
    nlohmann::json keys = nlohmann::json::array();
    for (const AccountKeyLine& key : account.keys) {
        keys.push_back(
            {{"fingerprint", ledger::fingerprint(key.key)}, {"state", name_of(key.standing)}});
    }
    return {{"account", hex(account.id.view())},
            {"login", account.made.login},
            {"name", account.made.name},
            {"personal_id", account.made.personal_id},
            {"role", ledger::name_of(account.made.role)},
            {"made_at", rfc3339(account.made_at)},
            {"basis", account.made.basis},
            {"state", state_of(account)},
            {"keys", keys}};
}

Result<void> list(const Console& console, const std::string& unit) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<AccountLine> accounts, list_accounts(office, unit));
    nlohmann::json document = nlohmann::json::array();
    for (const AccountLine& account : accounts) {
        document.push_back(document_of(account));
        console.line({account.made.login.empty() ? "-" : account.made.login,
                      account.made.personal_id, account.made.name,
                      console.role(ledger::name_of(account.made.role)),
                      console.state(state_of(account)),
                      account.keys.empty() ? "-" : ledger::fingerprint(account.keys.back().key)});
    }
    console.result(document);
    return {};
}

AccountAsked asked_in(const Options& options) {
    AccountAsked asked = options.asked;
    if (!options.key.empty()) asked.key = options.key;
    return asked;
}

Result<void> confirm(const Console& console, const Options& options) {
    TRY_LET(Office office, console.office());
    TRY_LET(const Confirmed confirmed, confirm_account(office, asked_in(options)));
    const std::string print = ledger::fingerprint(confirmed.key);
    console.result({{"fingerprint", print},
                    {"confirmed", true},
                    {"confirmed_before", confirmed.before},
                    {"approvals", confirmed.approvals}});
    console.line({print});
    console.tell(confirmed.before ? "account.confirmed_before" : "account.confirmed",
                 {print, std::to_string(confirmed.approvals)});
    return {};
}

Result<void> refuse(const Console& console, const Options& options) {
    TRY_LET(Office office, console.office());
    TRY_LET(const crypto::PublicKey key, refuse_account(office, asked_in(options), options.reason));
    console.result({{"fingerprint", ledger::fingerprint(key)}, {"confirmed", false}});
    console.line({ledger::fingerprint(key)});
    console.tell("account.refused", {ledger::fingerprint(key)});
    return {};
}

void add_judgement(CLI::App& parent, Console& console, const std::string& name,
                   Result<void> (*act)(const Console&, const Options&)) {
    auto options = std::make_shared<Options>();
    CLI::App& command = console.command(
        parent, name, "help.account." + name,
        "account " + name + " 30001 082190000002 --key \"3f2a 90c1\" --data /var/lib/soxad");
    command.add_option("UNIT", options->asked.unit, console.words("help.unit.code"))->required();
    command.add_option("LOGIN", options->asked.login, console.words("help.account.login"))
        ->required();
    command.add_option("--key", options->key, console.words("help.account.key"));
    if (act == refuse) {
        command.add_option("--reason", options->reason, console.words("help.reason"));
    }
    command.callback([&console, options, act] {
        console.chosen = [&console, options, act] { return act(console, *options); };
    });
}

}  // namespace

void add_account_commands(CLI::App& app, Console& console) {
    CLI::App& account =
        console.command(app, "account", "help.account", "account list 30001 --data /var/lib/soxad");
    account.require_subcommand(1);

    auto unit = std::make_shared<std::string>();
    CLI::App& listing = console.command(account, "list", "help.account.list",
                                        "account list 30001 --json --data /var/lib/soxad");
    listing.add_option("UNIT", *unit, console.words("help.unit.code"))->required();
    listing.callback(
        [&console, unit] { console.chosen = [&console, unit] { return list(console, *unit); }; });

    add_judgement(account, console, "confirm", confirm);
    add_judgement(account, console, "refuse", refuse);
}

}  // namespace soxa::server
