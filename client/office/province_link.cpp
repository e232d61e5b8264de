#include "client/office/province_link.hpp"

#include <algorithm>

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

}  // namespace

Result<transport::Https> open_link(const Office& office, std::uint64_t kbps_max,
                                   std::function<bool(const transport::Traffic&)> watch) {
    const store::Home& home = office.store().home();
    transport::Settings settings;
    settings.url = home.url;
    settings.province_certificate = home.province_certificate;
    settings.device_certificate = home.device_certificate;
    settings.device_key = home.device_key.duplicate();
    settings.verify_at = vouched_time(office);
    settings.kbps_max = kbps_max;
    settings.watch = std::move(watch);
    return transport::Https::open(settings);
}

}  // namespace soxa::office
