// The folder of one province: its keys, its root certificate, and the embedded store.
//
//   province.key   the keys; made first, so that nothing is ever encrypted with a lost one
//   province.pem   the root certificate, which tickets carry and laptops pin
//   server.pem     the listener's certificate
//   store.db       the store
//   lock           held by `serve`
//   bundles/       parts from USB sticks that came before what they need
//   attachments/   the bytes of scans, sealed, by their content; uploads/ those on their way
//   snapshots/     what new laptops begin with; follows from the store and is made again
//   beginning      stands there while `init` has not come to its end
//
// Once it has, a file that is missing was lost: nothing is made in its place.
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
    [[nodiscard]] std::filesystem::path bundles() const { return path / "bundles"; }
    [[nodiscard]] std::filesystem::path beginning() const { return path / "beginning"; }
};

struct ProvinceName {
    std::string code;
    std::string name;
};

/// Where an earlier attempt was cut it goes on. Errc::invalid_input: "data.exists" if the folder
/// is a province's already, "province.code", "province.name"; Errc::integrity if a file of a
/// province is lost: "data.without_keys", "data.without_store", "data.without_root".
[[nodiscard]] Result<void> make_province(const DataFolder& folder, const ProvinceName& province,
                                         const Clock& clock, RandomSource& random);
/// Errc::invalid_input ("data.none") if there is no province in it, ("data.unfinished") if its
/// making was cut; Errc::integrity as above.
[[nodiscard]] Result<Office> open_province(const DataFolder& folder, const Clock& clock,
                                           RandomSource& random);

}  // namespace soxa::server
