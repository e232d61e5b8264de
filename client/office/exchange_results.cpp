#include "client/office/exchange_results.hpp"

#include "client/office/conflict.hpp"
#include "client/office/refusals.hpp"

namespace soxa::office {

namespace {

Result<std::vector<Exchanged::Refused>> refused_since(const Office& office, std::uint64_t since) {
    std::vector<Exchanged::Refused> refused;
    TRY_LET(auto rules, rules_told(office));
    for (std::uint64_t position = since + 1; position <= office.store().log().size();
         ++position) {
        const auto id = office.store().at(position);
        if (!id) continue;
        TRY_LET(const auto stored, office.store().operation(*id));
        if (!stored || !stored->standing.ghost()) continue;
        const auto* chain = office.store().directory().chain(stored->operation.header.chain);
        const bool ours =
            chain == nullptr || chain->open.device == office.store().home().device;
        if (!ours) continue;
        refused.push_back({*id, stored->standing.judgement, stored->standing.reason, rules[*id]});
    }
    return refused;
}

Result<std::vector<Exchanged::RefusedKey>> refused_keys_since(const Office& office,
                                                              std::uint64_t since) {
    std::vector<Exchanged::RefusedKey> refused;
    TRY_LET(const auto verdicts, office.store().operations_of(ledger::Kind::account_verdict));
    for (const ledger::Stored& one : verdicts) {
        const auto verdict = ledger::account_verdict(one.operation);
        if (!verdict || verdict->confirmed || one.standing.ghost()) continue;
        if (one.standing.position.value_or(0) <= since) continue;
        const ledger::AccountState* account = office.store().directory().account(verdict->account);
        if (account == nullptr) continue;
        const std::string& login = account->made.login.empty() ? account->made.personal_id
                                                               : account->made.login;
        refused.push_back({login, account->made.name, verdict->reason});
    }
    return refused;
}

}  // namespace

Result<void> add_results(const Office& office, std::uint64_t since, Exchanged& exchanged) {
    TRY_LET(exchanged.conflicts_open, office::conflicts_open(office));
    TRY_LET(exchanged.refused, refused_since(office, since));
    TRY_LET(exchanged.left_out, office.store().left_out());
    TRY_LET(exchanged.refused_keys, refused_keys_since(office, since));
    exchanged.log_size = office.store().log().size();
    return {};
}

Result<exchange::Enrolment> certificate_claim(const store::Home& home) {
    TRY_LET(const auto key, crypto::SoftwareSigner::from_private(home.device_key));
    exchange::Enrolment enrolment{home.ticket_number, home.device, key.public_key(),
                                  home.device_label, {}};
    enrolment.proof = exchange::enrolment_proof(home.ticket_secret.reveal(), enrolment);
    return enrolment;
}

Result<void> keep_certificate(Office& office, ByteView der) {
    const store::Home& home = office.store().home();
    TRY_LET(const auto key, crypto::SoftwareSigner::from_private(home.device_key));
    TRY_LET(const auto certificate, crypto::Certificate::from_der(der));
    if (certificate.key() != key.public_key()) {
        return fail(Errc::integrity, "exchange.forged");
    }
    store::Home with = home.duplicate();
    with.ticket_secret = Secret();  // has done its work
    with.device_certificate = certificate.der();
    return office.store().save(with);
}

}  // namespace soxa::office
