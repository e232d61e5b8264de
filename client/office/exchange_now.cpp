#include "client/office/exchange_now.hpp"

#include <algorithm>

#include "client/office/slots.hpp"
#include "client/office/words.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/transport/https.hpp"

namespace soxa::office {

namespace {

// More rounds than any honest exchange needs: a province that always has more is not one.
constexpr std::size_t requests_max = 100'000;
constexpr std::chrono::days clock_trust{400};

/// The time to judge the province's certificate by: the laptop's, unless it is before what the
/// province itself last said, or far beyond it (RELIABILITY §3.7).
Timestamp vouched_time(const Office& office) {
    const Timestamp now = office.around().clock.now();
    Timestamp floor = office.store().home().last_contact;
    const auto root =
        crypto::Certificate::from_der(office.store().home().province_certificate);
    if (root) floor = std::max(floor, root->not_before() + std::chrono::days(1));
    const auto own = office.store().home().device_certificate.empty()
                         ? root
                         : crypto::Certificate::from_der(office.store().home().device_certificate);
    if (own) floor = std::max(floor, own->not_before() + std::chrono::days(1));
    return now >= floor && now <= floor + clock_trust ? now : floor;
}

Result<transport::Https> open_link(const Office& office, std::uint64_t kbps_max) {
    const store::Home& home = office.store().home();
    transport::Settings settings;
    settings.url = home.url;
    settings.province_certificate = home.province_certificate;
    settings.device_certificate = home.device_certificate;
    settings.device_key = home.device_key.duplicate();
    settings.verify_at = vouched_time(office);
    settings.kbps_max = kbps_max;
    return transport::Https::open(settings);
}

/// The province's own word for its refusal, if it gave one.
Error refusal(const transport::Answer& answer) {
    cbor::Reader in(answer.body);
    std::string text = "exchange.refused";
    std::vector<std::string> arguments;
    if (in.array(1) == 1) {
        const std::string_view said = in.text(128);
        if (in.done()) text = "province." + std::string(said);
        if (in.done() && !has_words(text)) {
            text = "exchange.refused_as";
            arguments.emplace_back(said);
        }
    }
    switch (answer.status) {
        case 401:
        case 403: return {Errc::not_allowed, text, arguments, {}};
        case 429:
        case 503: return {Errc::no_connection, "exchange.busy", {}, {}};
        case 409: return {Errc::integrity, "exchange.rewound", {}, {}};
        default: return {Errc::integrity, text, arguments, {}};
    }
}

/// The laptop's certificate for the ticket's secret; asked again, the province gives the same.
Result<void> fetch_certificate(Office& office) {
    const store::Home& home = office.store().home();
    TRY_LET(const auto key, crypto::SoftwareSigner::from_private(home.device_key));
    exchange::Enrolment enrolment{home.ticket_number, home.device, key.public_key(),
                                  home.device_label, {}};
    enrolment.proof = exchange::enrolment_proof(home.ticket_secret.reveal(), enrolment);
    TRY_LET(transport::Https link, open_link(office, 0));
    TRY_LET(const transport::Answer answer,
            link.post("/v1/enrol", exchange::encode(enrolment)));
    if (answer.status != 200) return tl::make_unexpected(refusal(answer));
    TRY_LET(const auto certificate, crypto::Certificate::from_der(answer.body));
    if (certificate.key() != key.public_key()) {
        return fail(Errc::integrity, "exchange.forged");
    }
    store::Home with = home.duplicate();
    with.ticket_secret = Secret();  // has done its work
    with.device_certificate = certificate.der();
    return office.store().save(with);
}

/// One session to its end.
Result<exchange::LaptopSession::Counts> run(Office& office, transport::Https& link) {
    const store::Home& home = office.store().home();
    exchange::LaptopSession session(office.store(), home.stream, home.device, home.province);
    while (!session.complete()) {
        TRY_LET(const Bytes request, session.request());
        TRY_LET(const transport::Answer answer,
                link.post("/v1/exchange", exchange::compressed(request)));
        if (answer.status != 200) {
            Error error = refusal(answer);
            // Remembered: a laptop that cannot send any more must not go on collecting.
            if (error.text == "province.device.revoked") {
                TRY(crypto::write_durably(office.around().home / revoked_mark, {}));
            }
            return tl::make_unexpected(std::move(error));
        }
        TRY_LET(const Bytes reply,
                exchange::decompressed(answer.body, exchange::message_bytes_max));
        TRY(session.take(reply));
        if (session.counts().requests > requests_max) {
            return fail(Errc::integrity, "exchange.no_progress");
        }
    }
    return session.counts();
}

Result<std::vector<Exchanged::Refused>> refused_since(const Office& office, std::uint64_t since) {
    std::vector<Exchanged::Refused> refused;
    for (std::uint64_t position = since + 1; position <= office.store().log().size();
         ++position) {
        const auto id = office.store().at(position);
        if (!id) continue;
        TRY_LET(const auto stored, office.store().operation(*id));
        if (!stored || !stored->standing.ghost()) continue;
        const auto* chain = office.store().directory().chain(stored->operation.header.chain);
        const bool ours =
            chain == nullptr || chain->open.device == office.store().home().device;
        if (ours) refused.push_back({*id, stored->standing.judgement, stored->standing.reason});
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

Result<Exchanged> exchange_now(Office& office, std::uint64_t kbps_max) {
    if (office.store().home().url.empty()) return fail(Errc::not_allowed, "exchange.local");
    if (office.store().home().device_certificate.empty()) TRY(fetch_certificate(office));
    const std::uint64_t before = office.store().log().size();
    TRY(share_slots(office));
    TRY_LET(transport::Https link, open_link(office, kbps_max));
    Exchanged exchanged;
    // Stands in the folder as long as an exchange is under way: found at the start, the last one
    // was cut.
    const std::filesystem::path mark = office.around().home / "exchanging";
    std::error_code ignored;
    exchanged.resumed = std::filesystem::exists(mark, ignored);
    TRY(crypto::write_durably(mark, {}));
    std::size_t shared = 1;
    // A second time where the first brought laptops that lack this one's slots.
    for (int round = 0; round < 2 && shared > 0; ++round) {
        TRY_LET(const auto counts, run(office, link));
        exchanged.operations_sent += counts.operations_sent;
        exchanged.operations_received += counts.operations_received;
        TRY(take_slots(office));
        TRY_LET(shared, share_slots(office));
    }
    exchanged.bytes_sent = link.traffic().sent_bytes;
    exchanged.bytes_received = link.traffic().received_bytes;
    exchanged.requests = link.traffic().requests;
    TRY_LET(exchanged.conflicts_open, office.store().conflicts_open());
    TRY_LET(exchanged.refused, refused_since(office, before));
    TRY_LET(exchanged.refused_keys, refused_keys_since(office, before));
    exchanged.log_size = office.store().log().size();
    std::filesystem::remove(mark, ignored);
    std::filesystem::remove(office.around().home / revoked_mark, ignored);
    return exchanged;
}

}  // namespace soxa::office
