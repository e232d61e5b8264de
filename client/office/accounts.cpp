#include "client/office/accounts.hpp"

#include <algorithm>

#include "sync/record/finding.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

using ledger::Act;
using ledger::Whose;

std::vector<Fault> faults_of(const NewAccount& wanted) {
    std::vector<Fault> faults;
    const auto fault = [&](std::string_view field, std::string_view rule, std::string_view text) {
        faults.push_back({std::string(field), std::string(rule), std::string(text), {}});
    };
    if (!ledger::may_be_login(wanted.login)) fault("login", "TB-3.4", "account.login");
    if (wanted.name.empty()) fault("name", "TB-3.4", "account.name");
    if (!ledger::is_personal_number(wanted.personal_id)) fault("id", "DM-3.1", "account.id");
    if (wanted.basis.empty()) fault("basis", "TB-14.4", "account.basis");
    return faults;
}

bool is_day(std::string_view text) {
    return text.size() == 10 && from_rfc3339(std::string(text) + "T00:00:00Z").has_value();
}

/// Puts a way in for the account: its keys yet to be made, behind a password or a code. Before the
/// ledger speaks of it: a power cut in between leaves a slot that opens nothing, and the command
/// can be given again.
Result<Invitation> invite(Office& office, const ledger::AccountId& account,
                          const std::vector<std::string>& logins,
                          crypto::SoftwareSigner invitation, const Secret* first_password) {
    RandomSource& random = office.around().random;
    Invitation made{account, {}};
    Secret code;
    if (first_password == nullptr) {
        made.code = new_one_time_code(random);
        code = Secret(bytes_of(made.code));
    }
    const crypto::AccountKeys keys{account, std::nullopt,
                                   crypto::SoftwareSigner::generate(random),
                                   std::move(invitation)};
    const crypto::Slot* old = office.keystore().find(account);
    TRY_LET(const crypto::Slot slot,
            crypto::make_slot(keys, old == nullptr ? 1 : old->generation + 1,
                              first_password == nullptr ? code : *first_password, {}, logins,
                              random));
    TRY(office.keystore().put(slot, office.database_key(), random));
    return made;
}

Result<void> write_one(Office& office, Draft draft, const Office::BeforeSaving& before) {
    std::vector<Draft> drafts;
    drafts.push_back(std::move(draft));
    TRY(office.write(std::move(drafts), nullptr, before));
    return {};
}

std::vector<std::string> logins_of(std::string_view login, std::string_view number) {
    std::vector<std::string> logins{std::string(number)};
    if (!login.empty()) logins.emplace_back(login);
    return logins;
}

}  // namespace

Result<Invitation> add_account(Office& office, const NewAccount& typed,
                               const Secret* first_password) {
    TRY(office.may(Act::administer, Whose::others));
    NewAccount wanted = typed;
    wanted.name = record::normalised(typed.name);
    wanted.basis = record::normalised(typed.basis);
    if (auto faults = faults_of(wanted); !faults.empty()) return refuse(std::move(faults));
    // Nobody grants more than he holds: administrators come from the province (TB-13.2).
    if (wanted.role == ledger::Role::admin || wanted.role == ledger::Role::province) {
        return fail(Errc::not_allowed, "account.admin_by_province");
    }
    if (first_password != nullptr) TRY(check_password(*first_password));
    const ledger::Directory& directory = office.store().directory();
    for (const std::string& login : logins_of(wanted.login, wanted.personal_id)) {
        const ledger::AccountState* other = directory.account_named(login);
        if (other != nullptr && !other->revoked) {
            return fail(Errc::invalid_input, "account.exists");
        }
    }
    auto invitation = crypto::SoftwareSigner::generate(office.around().random);
    Draft draft;
    draft.kind = ledger::Kind::account_create;
    draft.payload = ledger::encode(ledger::AccountCreate{wanted.login, wanted.name,
                                                         wanted.personal_id, wanted.role,
                                                         wanted.basis, invitation.public_key()});
    Invitation invited;
    const auto make_slot = [&](const auto& names) -> Result<void> {
        TRY_LET(invited, invite(office, {names.front().bytes},
                                logins_of(wanted.login, wanted.personal_id),
                                std::move(invitation), first_password));
        return {};
    };
    TRY(write_one(office, std::move(draft), make_slot));
    return invited;
}

Result<Invitation> reset_account(Office& office, std::string_view login, const std::string& basis,
                                 const Secret* first_password) {
    TRY(office.may(Act::administer, Whose::others));
    if (basis.empty()) {
        return refuse({{"basis", "TB-14.4", "account.basis", {}}});
    }
    if (first_password != nullptr) TRY(check_password(*first_password));
    TRY_LET(const ledger::AccountState found, account(office, login));
    if (found.revoked) return fail(Errc::invalid_input, "account.revoked");
    auto invitation = crypto::SoftwareSigner::generate(office.around().random);
    Draft draft;
    draft.kind = ledger::Kind::account_invite;
    draft.payload =
        ledger::encode(ledger::AccountInvite{found.id, invitation.public_key(), basis});
    Invitation invited;
    const auto make_slot = [&](const auto&) -> Result<void> {
        TRY_LET(invited, invite(office, found.id,
                                logins_of(found.made.login, found.made.personal_id),
                                std::move(invitation), first_password));
        return {};
    };
    TRY(write_one(office, std::move(draft), make_slot));
    return invited;
}

Result<void> change_account(Office& office, std::string_view login, ledger::AccountStep step,
                            const std::string& basis, const std::string& until) {
    TRY(office.may(Act::administer, Whose::others));
    std::vector<Fault> faults;
    if (basis.empty()) faults.push_back({"basis", "TB-14.4", "account.basis", {}});
    if (step == ledger::AccountStep::extend && !until.empty() && !is_day(until)) {
        faults.push_back({"until", "DM-3.4", "account.until", {}});
    }
    if (!faults.empty()) return refuse(std::move(faults));
    TRY_LET(const ledger::AccountState found, account(office, login));
    if (found.id == office.account().id) return fail(Errc::not_allowed, "account.not_own");
    if (found.revoked) return fail(Errc::invalid_input, "account.revoked");
    Draft draft;
    draft.kind = ledger::Kind::account_change;
    draft.payload = ledger::encode(ledger::AccountChange{found.id, step, until, basis});
    TRY(office.write({std::move(draft)}));
    if (step == ledger::AccountStep::revoke) TRY(office.keystore().remove(found.id));
    return {};
}

Result<std::vector<ledger::AccountState>> accounts(const Office& office) {
    std::vector<ledger::AccountState> found;
    const bool all = office.may(Act::administer, Whose::others).has_value();
    for (const auto& [id, account] : office.store().directory().accounts()) {
        if (all || id == office.account().id) found.push_back(account);
    }
    std::ranges::sort(found, {}, [](const ledger::AccountState& account) {
        return record::name_sort_key(account.made.name);
    });
    return found;
}

Result<ledger::AccountState> account(const Office& office, std::string_view login) {
    const ledger::AccountState* found = office.store().directory().account_named(login);
    const bool all = office.may(Act::administer, Whose::others).has_value();
    if (found == nullptr || (!all && found->id != office.account().id)) {
        return fail(Errc::invalid_input, "account.unknown");
    }
    return *found;
}

std::string_view state_of(const ledger::AccountState& account) {
    if (account.revoked) return "revoked";
    if (account.restricted) return "restricted";
    if (account.keys.empty()) return "invited";
    if (account.provisional) return "provisional";
    if (ledger::approves(account.made.role)) {
        const bool confirmed = std::ranges::any_of(account.keys, &ledger::KeyState::confirmed);
        if (!confirmed) return "waiting_for_province";
    }
    return "active";
}

}  // namespace soxa::office
