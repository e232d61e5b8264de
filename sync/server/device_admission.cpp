#include "sync/server/device_admission.hpp"

#include <algorithm>

#include "crypto/certificate.hpp"

namespace soxa::server {

Result<Device> admitted_device(Records& records, ByteView certificate) {
    auto parsed = crypto::Certificate::from_der(certificate);
    if (!parsed) return fail(Errc::not_allowed, "device.unknown");
    TRY_LET(const auto device, records.devices().with_key(parsed->key()));
    if (!device || !std::ranges::equal(device->certificate, certificate)) {
        return fail(Errc::not_allowed, "device.unknown");
    }
    if (device->revoked_at) return fail(Errc::not_allowed, "device.revoked");
    return *device;
}

}  // namespace soxa::server
