#include "ui/views/account_rows.hpp"

#include "client/office/slots.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

Result<std::string> laptops_said(const office::Office& office,
                                 const ledger::AccountState& account, const Words& words) {
    constexpr std::string_view why[] = {"slot.why.made_here", "slot.why.by_role",
                                        "slot.why.assigned"};
    TRY_LET(const auto laptops, office::laptops_of(office, account));
    std::string said;
    for (const office::SlotLaptop& one : laptops) {
        said += (said.empty() ? "" : "; ") + one.label + " (" +
                words.say(why[static_cast<std::size_t>(one.why)]) + ")";
    }
    return said;
}

}  // namespace

Result<AccountRows> account_rows(const office::Office& office, const Words& words) {
    AccountRows rows;
    rows.may_administer =
        office.may(ledger::Act::administer, ledger::Whose::others).has_value();
    TRY_LET(const auto accounts, office::accounts(office));
    for (const ledger::AccountState& account : accounts) {
        AccountRow row;
        row.login = account.made.login.empty() ? account.made.personal_id : account.made.login;
        row.name = account.made.name;
        row.masked_id = masked(account.made.personal_id);
        row.role = words.say("role." + std::string(name_of(account.made.role)));
        row.state = words.say("account.state." + std::string(office::state_of(account)));
        row.basis = account.made.basis;
        row.made = spelled(account.made_at);
        row.revoked = account.revoked.has_value();
        row.self = account.id == office.account().id;
        TRY_LET(row.laptops, laptops_said(office, account, words));
        if (!account.keys.empty()) {
            row.fingerprint = ledger::fingerprint(account.keys.back().key.signing);
            row.key_confirmed = account.keys.back().confirmed;
        }
        rows.accounts.push_back(std::move(row));
    }
    for (const auto& [id, device] : office.store().directory().devices()) {
        rows.devices.push_back({device.opened.label, id == office.store().home().device,
                                device.revoked.has_value()});
    }
    return rows;
}

}  // namespace soxa::ui
