#include "client/office/exchange_steps.hpp"

#include <algorithm>

#include "client/office/province_link.hpp"
#include "client/office/slots.hpp"
#include "sync/exchange/compression.hpp"

namespace soxa::office {

namespace {

// More rounds than any honest exchange needs: a province that always has more is not one.
constexpr std::size_t requests_max = 100'000;
constexpr int rounds_max = 2;

/// The province's own word for its refusal, if it gave one.
Error refusal(const transport::Answer& answer) {
    cbor::Reader in(answer.body);
    std::string text = "exchange.refused";
    if (in.array(1) == 1) {
        const std::string_view said = in.text(128);
        const auto of = [&](std::string_view family) { return said.starts_with(family); };
        if (in.done() && (of("device.") || of("ticket."))) text = "province." + std::string(said);
        if (in.done() && (of("intake.") || of("message.") || of("frame."))) text = said;
    }
    switch (answer.status) {
        case 401:
        case 403: return {Errc::not_allowed, text, {}, {}};
        case 429:
        case 503: return {Errc::no_connection, "exchange.busy", {}, {}};
        case 409: return {Errc::integrity, "exchange.rewound", {}, {}};
        default: return {Errc::integrity, text, {}, {}};
    }
}

/// Asks for the laptop's certificate with the ticket's secret; asked again, the province gives the
/// same.
Result<Bytes> certificate_request(const store::Home& home) {
    TRY_LET(const auto key, crypto::SoftwareSigner::from_private(home.device_key));
    exchange::Enrolment enrolment{home.ticket_number, home.device, key.public_key(),
                                  home.device_label, {}};
    enrolment.proof = exchange::enrolment_proof(home.ticket_secret.reveal(), enrolment);
    return exchange::encode(enrolment);
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

/// Of a link, whose requests are nobody's business.
std::function<bool(const transport::Traffic&)> watching(const Exchange::Watch& watch) {
    if (!watch) return {};
    return [watch](const transport::Traffic& traffic) {
        return watch(traffic.sent_bytes, traffic.received_bytes);
    };
}

}  // namespace

struct Exchange::Parts {
    std::uint64_t kbps_max = 0;
    Watch watch;
    std::uint64_t log_before = 0;
    std::filesystem::path mark;
    std::optional<transport::Https> link;
    std::optional<exchange::LaptopSession> session;  ///< nothing while the certificate is fetched
    int round = 0;
    bool complete = false;
    std::string path;
    Bytes request;
    transport::Answer answer;
    Exchanged exchanged;
};

Exchange::Exchange(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Exchange::Exchange(Exchange&&) noexcept = default;
Exchange& Exchange::operator=(Exchange&&) noexcept = default;
Exchange::~Exchange() = default;

Result<Exchange> Exchange::begin(Office& office, std::uint64_t kbps_max, Watch watch) {
    if (office.store().home().url.empty()) return fail(Errc::not_allowed, "exchange.local");
    auto parts = std::make_unique<Parts>();
    parts->kbps_max = kbps_max;
    parts->watch = std::move(watch);
    parts->log_before = office.store().log().size();
    // Stands in the folder as long as an exchange is under way: found at the start, the last one
    // was cut.
    parts->mark = office.around().home / "exchanging";
    return Exchange(std::move(parts));
}

bool Exchange::under_way() const { return !parts_->complete; }

Result<void> Exchange::prepare(Office& office) {
    const store::Home& home = office.store().home();
    if (home.device_certificate.empty()) {
        TRY_LET(parts_->link, open_link(office, 0, watching(parts_->watch)));
        TRY_LET(parts_->request, certificate_request(home));
        parts_->path = "/v1/enrol";
        return {};
    }
    if (!parts_->session) {
        if (parts_->round == 0) {
            TRY(share_slots(office));
            TRY_LET(parts_->link, open_link(office, parts_->kbps_max, watching(parts_->watch)));
            std::error_code ignored;
            parts_->exchanged.resumed = std::filesystem::exists(parts_->mark, ignored);
            TRY(crypto::write_durably(parts_->mark, {}));
        }
        parts_->session.emplace(office.store(), home.stream, home.device, home.province);
        parts_->path = "/v1/exchange";
    }
    TRY_LET(const Bytes request, parts_->session->request());
    parts_->request = exchange::compressed(request);
    return {};
}

Result<void> Exchange::carry() {
    TRY_LET(parts_->answer, parts_->link->post(parts_->path, parts_->request));
    if (parts_->answer.status == 200) return {};
    Error error = refusal(parts_->answer);
    // Remembered: a laptop that cannot send any more must not go on collecting.
    if (error.text == "province.device.revoked") {
        TRY(crypto::write_durably(parts_->mark.parent_path() / revoked_mark, {}));
    }
    return tl::make_unexpected(std::move(error));
}

Result<void> Exchange::take(Office& office) {
    if (!parts_->session) return keep_certificate(office, parts_->answer.body);
    exchange::LaptopSession& session = *parts_->session;
    TRY_LET(const Bytes reply,
            exchange::decompressed(parts_->answer.body, exchange::message_bytes_max));
    TRY(session.take(reply));
    if (session.counts().requests > requests_max) {
        return fail(Errc::integrity, "exchange.no_progress");
    }
    if (!session.complete()) return {};
    parts_->exchanged.operations_sent += session.counts().operations_sent;
    parts_->exchanged.operations_received += session.counts().operations_received;
    parts_->session.reset();
    parts_->round += 1;
    TRY(take_slots(office));
    // A second round where the first brought laptops that lack this one's slots.
    TRY_LET(const std::size_t shared, share_slots(office));
    parts_->complete = shared == 0 || parts_->round == rounds_max;
    return {};
}

Result<Exchanged> Exchange::outcome(const Office& office) const {
    Exchanged exchanged = parts_->exchanged;
    exchanged.bytes_sent = parts_->link->traffic().sent_bytes;
    exchanged.bytes_received = parts_->link->traffic().received_bytes;
    exchanged.requests = parts_->link->traffic().requests;
    TRY_LET(exchanged.conflicts_open, office.store().conflicts_open());
    TRY_LET(exchanged.refused, refused_since(office, parts_->log_before));
    TRY_LET(exchanged.refused_keys, refused_keys_since(office, parts_->log_before));
    exchanged.log_size = office.store().log().size();
    std::error_code ignored;
    std::filesystem::remove(parts_->mark, ignored);
    std::filesystem::remove(office.around().home / revoked_mark, ignored);
    return exchanged;
}

}  // namespace soxa::office
