#include "sync/server/enrol.hpp"

#include "sync/server/plain_text.hpp"

namespace soxa::server {

namespace {

constexpr std::chrono::days device_term{10 * 365};

/// In a time that does not depend on where they differ.
bool equal(const crypto::Digest& a, const crypto::Digest& b) {
    unsigned difference = 0;
    for (std::size_t i = 0; i < crypto::Digest::size; ++i) {
        difference |= static_cast<unsigned>(a.bytes[i] ^ b.bytes[i]);
    }
    return difference == 0;
}

Result<crypto::Certificate> certificate_for(Office& office, const exchange::Enrolment& enrolment,
                                            const Unit& unit) {
    const Timestamp now = office.clock->now();
    auto issued = crypto::issue({{hex(enrolment.device.view()), unit.code},
                                 enrolment.key,
                                 crypto::CertificateUse::device,
                                 {},
                                 certificates_since,
                                 std::min<Timestamp>(now + device_term, office.root.not_after())},
                                &office.root, office.keys.root, *office.random);
    if (!issued && issued.error().code != Errc::defect) {
        return fail(Errc::integrity, "enrol.malformed");
    }
    return issued;
}

/// The laptop as it is known already, if it is.
Result<std::optional<Device>> known(Records& records, const exchange::Enrolment& enrolment,
                                    const IssuedTicket& ticket) {
    TRY_LET(const auto device, records.devices().find(enrolment.device));
    TRY_LET(const auto with_key, records.devices().with_key(enrolment.key));
    if (!device && !with_key) return std::optional<Device>();
    if (!device || device != with_key || device->stream != ticket.stream) {
        return fail(Errc::not_allowed, "ticket.device_taken");
    }
    if (device->revoked_at) return fail(Errc::not_allowed, "device.revoked");
    return device;
}

Result<Bytes> admit(Office& office, Records& records, const exchange::Enrolment& enrolment,
                    const IssuedTicket& ticket) {
    TRY_LET(const auto device, known(records, enrolment, ticket));
    if (device) return device->certificate;
    TRY_LET(const auto unit, records.units().of(ticket.stream));
    if (!unit) return fail(Errc::integrity, "data.incomplete", {"unit"});
    TRY_LET(const crypto::Certificate certificate, certificate_for(office, enrolment, *unit));
    TRY(records.devices().add({enrolment.device, ticket.stream, enrolment.key, certificate.der(),
                               enrolment.label, office.clock->now(), std::nullopt}));
    return certificate.der();
}

}  // namespace

Result<Bytes> enrol(Office& office, const exchange::Enrolment& enrolment) {
    if (enrolment.device == ledger::DeviceId{}) return fail(Errc::integrity, "enrol.malformed");
    Bytes certificate;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const auto ticket, records.tickets().find(enrolment.ticket));
        if (!ticket || !equal(exchange::enrolment_proof(ticket->secret.reveal(), enrolment),
                              enrolment.proof)) {
            return fail(Errc::not_allowed, "ticket.refused");
        }
        if (ticket->revoked_at) return fail(Errc::not_allowed, "ticket.revoked");
        if (ticket->used_by && *ticket->used_by != enrolment.device) {
            return fail(Errc::not_allowed, "ticket.used");
        }
        if (!ticket->used_by && ticket->expires < office.clock->now()) {
            return fail(Errc::not_allowed, "ticket.expired");
        }
        TRY_LET(certificate, admit(office, records, enrolment, *ticket));
        if (ticket->used_by) return {};
        return records.tickets().use(ticket->number, enrolment.device);
    }));
    return certificate;
}

}  // namespace soxa::server
