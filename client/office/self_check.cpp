#include "client/office/self_check.hpp"

namespace soxa::office {

namespace {

Result<void> clock_goes_on(const Office& office) {
    const Timestamp now = office.around().clock.now();
    const Timestamp floor = office.store().home().last_contact;
    if (now + std::chrono::days(1) < floor) return fail(Errc::storage, "doctor.clock");
    return {};
}

Result<void> has_certificate(const Office& office) {
    const store::Home& home = office.store().home();
    if (home.url.empty() || !home.device_certificate.empty()) return {};
    return fail(Errc::no_connection, "doctor.no_certificate");
}

}  // namespace

std::vector<SelfCheck> self_checks(const Office& office) {
    std::vector<SelfCheck> checks;
    checks.push_back({"D1", office.store().verify()});
    checks.push_back({"D2", clock_goes_on(office)});
    checks.push_back({"D3", has_certificate(office)});
    return checks;
}

}  // namespace soxa::office
