// What an act of the province works with.
#pragma once

#include <filesystem>
#include <memory>

#include "crypto/base/random.hpp"
#include "crypto/base/time.hpp"
#include "crypto/certificate.hpp"
#include "sync/server/keys.hpp"
#include "sync/server/storage.hpp"

namespace soxa::server {

struct Office {
    KeyRing keys;
    crypto::Certificate root;
    std::unique_ptr<Storage> storage;
    const Clock* clock;    ///< outlives the office
    RandomSource* random;  ///< outlives the office
    std::filesystem::path folder{};  ///< of the province: the bytes of scans lie in it
};

namespace setting {
inline constexpr std::string_view province_code = "province_code";
inline constexpr std::string_view province_name = "province_name";
/// What laptops reach the server by, as `serve` last said.
inline constexpr std::string_view url = "serve_url";
/// The names in the server's certificate.
inline constexpr std::string_view hosts = "serve_hosts";
}  // namespace setting

/// Errc::integrity ("data.incomplete") if it is not there.
[[nodiscard]] inline Result<std::string> required_setting(Records& records, std::string_view name) {
    TRY_LET(auto found, records.settings().find(name));
    if (!found) return fail(Errc::integrity, "data.incomplete", {std::string(name)});
    return *found;
}

/// Errc::invalid_input ("unit.unknown").
[[nodiscard]] inline Result<Unit> required_unit(Records& records, std::string_view code) {
    TRY_LET(auto found, records.units().find(code));
    if (!found) return fail(Errc::invalid_input, "unit.unknown", {std::string(code)});
    return *found;
}

}  // namespace soxa::server
