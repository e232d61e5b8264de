#include "sync/server/account_confirm.hpp"

#include "sync/server/account_list.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/second_look.hpp"

namespace soxa::server {

namespace {

constexpr std::chrono::days person_term{5 * 365};

Result<crypto::Certificate> certificate_for(Office& office, const Unit& unit,
                                            const ledger::AccountState& account,
                                            const crypto::PublicKey& key) {
    const Timestamp now = office.clock->now();
    const crypto::CertificateRequest request{
        {clipped(account.made.name, certificate_name_characters),
         clipped(unit.name, certificate_name_characters)},
        key,
        crypto::CertificateUse::person,
        {},
        now - std::chrono::days(1),
        std::min<Timestamp>(now + person_term, office.root.not_after())};
    return crypto::issue(request, &office.root, office.keys.root, *office.random);
}

Result<void> say_yes(Office& office, UnitStream& stream, const Unit& unit,
                     const ledger::AccountState& account, const crypto::PublicKey& key) {
    TRY_LET(const crypto::Certificate certificate, certificate_for(office, unit, account, key));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(stream, unit.stream, ProvinceChain::verdicts, office));
    author.add(ledger::Kind::account_verdict, ledger::encode(ledger::AccountVerdict{
                                                  account.id, key, true, "", certificate.der()}));
    return author.append();
}

/// Approvals by this key that waited for the yes, or for a number's, and would be accepted now.
Result<std::vector<ledger::Rejudgement>> waiting_for(UnitStream& stream,
                                                     const crypto::PublicKey& key) {
    std::vector<ledger::Rejudgement> all;
    for (const ledger::Reason reason :
         {ledger::Reason::awaiting_confirmation, ledger::Reason::number_waits}) {
        TRY_LET(const auto some, acceptable(stream, reason, [&](const exchange::ChainEnd& chain) {
            return chain.open.key == key;
        }));
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

}  // namespace

Result<Confirmed> confirm_account(Office& office, const AccountAsked& asked) {
    Confirmed confirmed;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, asked.unit));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        TRY_LET(const ledger::AccountState* found, required_account(*directory, asked.login));
        const ledger::AccountState account = *found;  // the directory moves on below
        if (account.revoked) return fail(Errc::invalid_input, "account.revoked");
        TRY_LET(const ledger::KeyState* key, key_to_judge(account, asked.key));
        if (key == nullptr) key = &account.keys.back();
        if (!key->confirmed && !asked.key && key->refused) {
            return fail(Errc::invalid_input, "account.key_refused");
        }
        confirmed.key = key->key.signing;
        confirmed.before = key->confirmed;
        if (!key->confirmed) TRY(say_yes(office, *stream, unit, account, confirmed.key));
        TRY_LET(const auto waiting, waiting_for(*stream, confirmed.key));
        confirmed.approvals = waiting.size();
        if (waiting.empty()) return {};
        const std::uint64_t before = stream->log().size();
        TRY(look_again(office, *stream, unit.stream, waiting));
        // What ends an authorisation waited with it: let in alone it would open again.
        TRY_LET(const auto resting, acceptable(*stream, ledger::Reason::rests_on_held,
                                               [](const exchange::ChainEnd&) { return true; }));
        if (!resting.empty()) TRY(look_again(office, *stream, unit.stream, resting));
        return settle_lives(office, records, unit.stream, before);
    });
    TRY(done);
    return confirmed;
}

}  // namespace soxa::server
