#include "sync/server/account_refuse.hpp"

#include "sync/server/account_list.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

Result<crypto::PublicKey> refuse_account(Office& office, const AccountAsked& asked,
                                         const std::string& reason) {
    if (!reason.empty() && !is_line(reason)) return fail(Errc::invalid_input, "reason.not_text");
    crypto::PublicKey refused;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, asked.unit));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        TRY_LET(const ledger::AccountState* account, required_account(*directory, asked.login));
        TRY_LET(const ledger::KeyState* key, key_to_judge(*account, asked.key));
        if (key == nullptr) key = &account->keys.back();
        // A yes is taken back only by naming the key.
        if (key->confirmed && !asked.key) {
            return fail(Errc::invalid_input, "account.key_confirmed");
        }
        refused = key->key.signing;
        if (key->refused) return {};
        const ledger::AccountVerdict verdict{account->id, refused, false, reason, {}};
        TRY_LET(ProvinceAuthor author,
                ProvinceAuthor::in(*stream, unit.stream, ProvinceChain::verdicts, office));
        author.add(ledger::Kind::account_verdict, ledger::encode(verdict));
        return author.append();
    }));
    return refused;
}

}  // namespace soxa::server
