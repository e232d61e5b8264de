#include "client/office/exchange_link.hpp"

#include <algorithm>

#include "sync/exchange/backoff.hpp"

namespace soxa::office {

namespace {

constexpr std::chrono::days clock_trust{400};

/// The time to judge the province's certificate by: the laptop's, unless it is before what the
/// province itself last said, or far beyond it (RELIABILITY §3.7).
Timestamp vouched_time(const Office& office) {
    const Timestamp now = office.around().clock.now();
    Timestamp floor = office.store().home().last_contact;
    const auto root =
        crypto::Certificate::from_der(office.store().home().province_certificate);
    // A province whose own clock once ran decades ahead must not lock its laptops out for ever.
    if (root && floor > root->not_after()) floor = {};
    if (root) floor = std::max(floor, root->not_before() + std::chrono::days(1));
    const auto own = office.store().home().device_certificate.empty()
                         ? root
                         : crypto::Certificate::from_der(office.store().home().device_certificate);
    if (own) floor = std::max(floor, own->not_before() + std::chrono::days(1));
    return now >= floor && now <= floor + clock_trust ? now : floor;
}

std::uint32_t chance(RandomSource& random) {
    std::array<std::uint8_t, 4> bytes{};
    random.fill(bytes);
    std::uint32_t number = 0;
    for (const std::uint8_t byte : bytes) number = number << 8U | byte;
    return number;
}

}  // namespace

Result<transport::Https> open_link(const Office& office, const ExchangeManner& manner,
                                   std::function<bool(const transport::Traffic&)> watch) {
    const store::Home& home = office.store().home();
    transport::Settings settings;
    settings.url = home.url;
    settings.province_certificate = home.province_certificate;
    settings.device_certificate = home.device_certificate;
    settings.device_key = home.device_key.duplicate();
    settings.verify_at = vouched_time(office);
    settings.kbps_max = manner.kbps_max;
    settings.watch = std::move(watch);
    if (manner.patience > std::chrono::seconds(0)) settings.waits = transport::impatient;
    if (!home.device_certificate.empty()) {
        TRY_LET(store::Link link, office.store().link());
        settings.session = std::move(link.session);
    }
    return transport::Https::open(settings);
}

std::string word_in(ByteView body) {
    cbor::Reader in(body);
    if (in.array(1) != 1) return {};
    const std::string word(in.text(128));
    return in.done() ? word : std::string();
}

std::string word_key(const std::string& said) {
    const auto of = [&](std::string_view family) { return said.starts_with(family); };
    if (of("device.") || of("ticket.")) return "province." + said;
    if (of("intake.") || of("message.") || of("frame.") || of("healing.")) return said;
    return "exchange.refused";
}

Error refusal_of(long status, ByteView body) {
    const std::string text = word_key(word_in(body));
    switch (status) {
        case 401:
        case 403: return {Errc::not_allowed, text, {}, {}};
        case 429:
        case 503: return {Errc::no_connection, "exchange.busy", {}, {}};
        case 409: return {Errc::integrity, "exchange.rewound", {}, {}};
        default: return {Errc::integrity, text, {}, {}};
    }
}

Result<void> keep_link(Office& office, LinkSeen seen) {
    TRY_LET(store::Link link, office.store().link());
    link.session = std::move(seen.session);
    if (seen.up_rate > 0) link.up_rate = seen.up_rate;
    if (seen.down_rate > 0) link.down_rate = seen.down_rate;
    if (seen.round_trip_ms > 0) link.round_trip_ms = seen.round_trip_ms;
    if (seen.ended_well) {
        link.failures = 0;
        link.retry_at = {};
    } else {
        link.failures += 1;
        link.retry_at = office.around().clock.now() +
                        exchange::wait_before_retry(link.failures, chance(office.around().random),
                                                    seen.retry_after);
    }
    return office.store().save(link);
}

}  // namespace soxa::office
