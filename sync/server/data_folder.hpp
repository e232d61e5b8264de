// The folder of one province: its keys, its root certificate, and the embedded store.
//
//   province.key   the keys; made first, so that nothing is ever encrypted with a lost one
//   province.pem   the root certificate, which tickets carry and laptops pin
//   server.pem     the listener's certificate
//   store.db       the store
//   lock           held by `serve`
#pragma once

#include <filesystem>

#include "sync/server/office.hpp"

namespace soxa::server {

struct DataFolder {
    std::filesystem::path path;

    [[nodiscard]] std::filesystem::path keys() const { return path / "province.key"; }
    [[nodiscard]] std::filesystem::path root() const { return path / "province.pem"; }
    [[nodiscard]] std::filesystem::path server() const { return path / "server.pem"; }
    [[nodiscard]] std::filesystem::path store() const { return path / "store.db"; }
};

struct ProvinceName {
    std::string code;
    std::string name;
};

/// Where an earlier attempt was cut it goes on. Errc::invalid_input: "data.exists" if the folder
/// is a province's already, "province.code", "province.name"; Errc::integrity
/// ("data.without_keys") if it has a store and no keys.
[[nodiscard]] Result<void> make_province(const DataFolder& folder, const ProvinceName& province,
                                         const Clock& clock, RandomSource& random);
/// Errc::invalid_input ("data.none") if there is no province in it.
[[nodiscard]] Result<Office> open_province(const DataFolder& folder, const Clock& clock,
                                           RandomSource& random);

}  // namespace soxa::server
