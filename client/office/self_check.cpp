#include "client/office/self_check.hpp"

#include "client/office/attachments.hpp"

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

/// Every scan that is here is the one that the ledger names.
Result<void> scans_are_whole(const Office& office) {
    TRY(sweep_attachments(office));
    TRY_LET(const auto named, office.store().bytes_named());
    TRY_LET(const auto folder, attachment_folder(office));
    for (const ledger::NamedBytes& bytes : named) TRY(folder.get(bytes.digest));
    return {};
}

}  // namespace

std::vector<SelfCheck> self_checks(const Office& office) {
    std::vector<SelfCheck> checks;
    checks.push_back({"D1", office.store().verify()});
    checks.push_back({"D2", clock_goes_on(office)});
    checks.push_back({"D3", has_certificate(office)});
    checks.push_back({"D4", scans_are_whole(office)});
    return checks;
}

}  // namespace soxa::office
