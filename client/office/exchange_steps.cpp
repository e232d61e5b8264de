#include "client/office/exchange_steps.hpp"

#include <algorithm>

#include "client/office/exchange_results.hpp"
#include "client/office/province_link.hpp"
#include "client/office/slots.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/exchange/healing.hpp"

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

/// The unit may have been renamed since the ticket (F10).
Result<void> keep_unit_name(Office& office) {
    const auto& unit = office.store().directory().unit();
    if (!unit || unit->name == office.store().home().unit_name) return {};
    store::Home named = office.store().home().duplicate();
    named.unit_name = unit->name;
    return office.store().save(named);
}

/// Of a link, whose requests are nobody's business.
std::function<bool(const transport::Traffic&)> watching(const Exchange::Watch& watch) {
    if (!watch) return {};
    return [watch](const transport::Traffic& traffic) {
        return watch(traffic.sent_bytes, traffic.received_bytes);
    };
}

}  // namespace

// What goes where: the exchange itself, and what a province that lost some of its log gets back.
constexpr std::string_view exchange_path = "/v1/exchange";
constexpr std::string_view healing_path = "/v1/heal";

struct Exchange::Parts {
    std::uint64_t kbps_max = 0;
    Watch watch;
    std::uint64_t log_before = 0;
    std::filesystem::path mark;
    std::optional<transport::Https> link;
    std::optional<exchange::LaptopSession> session;  ///< nothing while the certificate is fetched
    /// While the province gets back what it lost; once in an exchange.
    std::optional<exchange::HealingSession> healing;
    bool healed = false;
    /// The province cannot show the log that it signed, and has not been helped yet.
    [[nodiscard]] bool rewound() const {
        return answer.status == 409 && path == exchange_path && !healed;
    }
    int round = 0;
    bool complete = false;
    std::string_view path;
    Bytes request;
    transport::Answer answer;
    Exchanged exchanged;

    Result<void> begin_healing(Office& office) {
        store::Store& store = office.store();
        session.reset();
        healing.emplace(store, store, store.home().stream, store.home().device,
                        store.home().province.intake);
        return {};
    }
    Result<void> take_healing() {
        TRY(healing->take(answer.body));
        if (!healing->complete()) return {};
        healing.reset();
        healed = true;
        return {};
    }
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
        TRY_LET(const exchange::Enrolment claim, certificate_claim(home));
        parts_->request = exchange::encode(claim);
        parts_->path = "/v1/enrol";
        return {};
    }
    if (parts_->healing) {
        TRY_LET(const Bytes request, parts_->healing->request());
        parts_->request = exchange::compressed(request);
        parts_->path = healing_path;
        return {};
    }
    if (!parts_->session) {
        if (parts_->round == 0 && !parts_->healed) {
            TRY(share_slots(office));
            TRY_LET(parts_->link, open_link(office, parts_->kbps_max, watching(parts_->watch)));
            std::error_code ignored;
            parts_->exchanged.resumed = std::filesystem::exists(parts_->mark, ignored);
            TRY(crypto::write_durably(parts_->mark, {}));
        }
        parts_->session.emplace(office.store(), home.stream, home.device, home.province);
        if (!parts_->healed) parts_->session->ask_before_restart();
    }
    parts_->path = exchange_path;
    TRY_LET(const Bytes request, parts_->session->request());
    parts_->request = exchange::compressed(request);
    return {};
}

Result<void> Exchange::carry() {
    TRY_LET(parts_->answer, parts_->link->post(std::string(parts_->path), parts_->request));
    if (parts_->answer.status == 200 || parts_->rewound()) return {};
    Error error = refusal(parts_->answer);
    // Remembered: a laptop that cannot send any more must not go on collecting.
    if (error.text == "province.device.revoked") {
        TRY(crypto::write_durably(parts_->mark.parent_path() / revoked_mark, {}));
    }
    return tl::make_unexpected(std::move(error));
}

Result<void> Exchange::take(Office& office) {
    if (parts_->healing) return parts_->take_healing();
    if (!parts_->session) return keep_certificate(office, parts_->answer.body);
    if (parts_->rewound()) return parts_->begin_healing(office);
    exchange::LaptopSession& session = *parts_->session;
    TRY_LET(const Bytes reply,
            exchange::decompressed(parts_->answer.body, exchange::message_bytes_max));
    TRY(session.take(reply));
    if (session.restart_offered()) return parts_->begin_healing(office);
    if (session.counts().requests > requests_max) {
        return fail(Errc::integrity, "exchange.no_progress");
    }
    if (!session.complete()) return {};
    parts_->exchanged.operations_sent += session.counts().operations_sent;
    parts_->exchanged.operations_received += session.counts().operations_received;
    parts_->session.reset();
    parts_->round += 1;
    TRY(take_slots(office));
    TRY(keep_unit_name(office));
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
    TRY(add_results(office, parts_->log_before, exchanged));
    std::error_code ignored;
    std::filesystem::remove(parts_->mark, ignored);
    std::filesystem::remove(office.around().home / revoked_mark, ignored);
    return exchanged;
}

}  // namespace soxa::office
