#include "sync/server/device_revoke.hpp"

#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

constexpr std::size_t digits_min = 4;

}  // namespace

Result<Device> device_named(Records& records, std::string_view id) {
    TRY_LET(const std::vector<Device> all, records.devices().all());
    std::optional<Device> found;
    for (const Device& device : all) {
        if (id.size() < digits_min || !hex(device.id.view()).starts_with(id)) continue;
        if (found) return fail(Errc::invalid_input, "device.several", {std::string(id)});
        found = device;
    }
    if (!found) return fail(Errc::invalid_input, "device.unknown_id", {std::string(id)});
    return *found;
}

Result<Device> revoke_device(Office& office, std::string_view id, const std::string& reason) {
    if (!reason.empty() && !is_line(reason)) return fail(Errc::invalid_input, "reason.not_text");
    Device device;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(device, device_named(records, id));
        if (device.revoked_at) return {};
        device.revoked_at = office.clock->now();
        TRY(records.devices().revoke(device.id, *device.revoked_at));
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        TRY_LET(ProvinceAuthor author,
                ProvinceAuthor::in(*stream, device.stream, ProvinceChain::verdicts, office));
        author.add(ledger::Kind::device_revoke,
                   ledger::encode(ledger::DeviceRevoke{device.id, reason}));
        return author.append();
    });
    TRY(done);
    return device;
}

}  // namespace soxa::server
