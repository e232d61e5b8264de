#include "sync/server/account_list.hpp"

#include <algorithm>

namespace soxa::server {

namespace {

KeyStanding standing_of(const ledger::AccountState& account, const ledger::KeyState& key) {
    if (key.confirmed) return KeyStanding::confirmed;
    if (key.refused) return KeyStanding::refused;
    return ledger::approves(account.made.role) ? KeyStanding::awaiting
                                               : KeyStanding::no_confirmation_needed;
}

/// The digits alone, however they were typed.
std::string digits_of(std::string_view typed) {
    std::string digits;
    for (const char c : typed) {
        if (c == ' ' || c == ':' || c == '-') continue;
        digits += (c >= 'A' && c <= 'F') ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return digits;
}

bool begins_with(const crypto::PublicKey& key, const std::string& typed) {
    constexpr std::size_t digits_min = 4;
    const std::string digits = digits_of(typed);
    return digits.size() >= digits_min && digits_of(ledger::fingerprint(key)).starts_with(digits);
}

}  // namespace

Result<std::vector<AccountLine>> list_accounts(Office& office, std::string_view code) {
    std::vector<AccountLine> lines;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, code));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        for (const auto& [id, account] : directory->accounts()) {
            AccountLine line{
                id, account.made, account.made_at, account.restricted, account.revoked.has_value(),
                {}};
            for (const ledger::KeyState& key : account.keys) {
                line.keys.push_back({key.key.signing, standing_of(account, key)});
            }
            lines.push_back(std::move(line));
        }
        return {};
    }));
    std::ranges::sort(lines, [](const AccountLine& a, const AccountLine& b) {
        return std::tie(a.made.name, a.id) < std::tie(b.made.name, b.id);
    });
    return lines;
}

Result<const ledger::AccountState*> required_account(const ledger::Directory& directory,
                                                     std::string_view login) {
    const ledger::AccountState* account = directory.account_named(login);
    if (account == nullptr) return fail(Errc::invalid_input, "account.unknown");
    return account;
}

Result<const ledger::KeyState*> key_to_judge(const ledger::AccountState& account,
                                             const std::optional<std::string>& wanted) {
    if (account.keys.empty()) return fail(Errc::invalid_input, "account.no_key");
    std::vector<const ledger::KeyState*> fitting;
    for (const ledger::KeyState& key : account.keys) {
        const bool waits = !key.confirmed && !key.refused;
        if (wanted ? begins_with(key.key.signing, *wanted) : waits) fitting.push_back(&key);
    }
    if (fitting.size() == 1) return fitting.front();
    if (fitting.empty() && !wanted) return static_cast<const ledger::KeyState*>(nullptr);
    if (fitting.empty()) return fail(Errc::invalid_input, "account.key_unknown");
    std::string all;
    for (const ledger::KeyState* key : fitting) {
        all += (all.empty() ? "" : "; ") + ledger::fingerprint(key->key.signing);
    }
    return fail(Errc::invalid_input, "account.several_keys", {all});
}

}  // namespace soxa::server
