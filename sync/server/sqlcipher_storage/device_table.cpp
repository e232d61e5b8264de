#include "sync/server/sqlcipher_storage/device_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view add_sql =
    "INSERT INTO device (id, stream, key, certificate, label, enrolled_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view find_sql =
    "SELECT id, stream, key, certificate, label, enrolled_at, revoked_at,"
    " stated_epoch, stated_size, seen_at FROM device"
    " WHERE id = ?1";
constexpr std::string_view with_key_sql =
    "SELECT id, stream, key, certificate, label, enrolled_at, revoked_at,"
    " stated_epoch, stated_size, seen_at FROM device"
    " WHERE key = ?1";
constexpr std::string_view all_sql =
    "SELECT id, stream, key, certificate, label, enrolled_at, revoked_at,"
    " stated_epoch, stated_size, seen_at FROM device"
    " ORDER BY stream, enrolled_at, id";
constexpr std::string_view revoke_sql =
    "UPDATE device SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";
constexpr std::string_view state_sql =
    "UPDATE device SET stated_epoch = ?2, stated_size = ?3 WHERE id = ?1";
constexpr std::string_view see_sql = "UPDATE device SET seen_at = ?2 WHERE id = ?1";

Device device_from(const sqlcipher::Row& row) {
    Device device;
    device.id = row.id<ledger::DeviceId>(0);
    device.stream = static_cast<ledger::StreamId>(row.integer(1));
    device.key = row.id<crypto::PublicKey>(2);
    device.certificate = row.bytes(3);
    device.label = row.text(4);
    device.enrolled_at = time(row, 5);
    if (!row.is_null(6)) device.revoked_at = time(row, 6);
    device.stated_epoch = static_cast<std::uint64_t>(row.integer(7));
    device.stated_size = static_cast<std::uint64_t>(row.integer(8));
    if (!row.is_null(9)) device.seen_at = time(row, 9);
    return device;
}

}  // namespace

DeviceTable::DeviceTable(sqlcipher::Database& database)
    : add_(database.prepare(add_sql)),
      find_(database.prepare(find_sql)),
      with_key_(database.prepare(with_key_sql)),
      all_(database.prepare(all_sql)),
      revoke_(database.prepare(revoke_sql)),
      state_(database.prepare(state_sql)),
      see_(database.prepare(see_sql)) {}

Result<void> DeviceTable::add(const Device& device) {
    return add_.bind(1, device.id.view())
        .bind(2, column(std::uint64_t{device.stream}))
        .bind(3, device.key.view())
        .bind(4, device.certificate)
        .bind(5, device.label)
        .bind(6, column(device.enrolled_at))
        .run();
}

Result<std::optional<Device>> DeviceTable::find(const ledger::DeviceId& id) {
    return find_.bind(1, id.view()).first(device_from);
}

Result<std::optional<Device>> DeviceTable::with_key(const crypto::PublicKey& key) {
    return with_key_.bind(1, key.view()).first(device_from);
}

Result<std::vector<Device>> DeviceTable::all() {
    std::vector<Device> devices;
    TRY(all_.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        devices.push_back(device_from(row));
        return {};
    }));
    return devices;
}

Result<void> DeviceTable::revoke(const ledger::DeviceId& id, Timestamp at) {
    return revoke_.bind(1, id.view()).bind(2, column(at)).run();
}

Result<void> DeviceTable::state(const ledger::DeviceId& id, std::uint64_t epoch,
                                std::uint64_t size) {
    return state_.bind(1, id.view()).bind(2, column(epoch)).bind(3, column(size)).run();
}

Result<void> DeviceTable::see(const ledger::DeviceId& id, Timestamp at) {
    return see_.bind(1, id.view()).bind(2, column(at)).run();
}

}  // namespace soxa::server
