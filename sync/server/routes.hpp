// What the server answers to: four addresses and those of scans, and in what words it refuses.
#pragma once

#include "sync/server/http.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

inline constexpr std::string_view enrol_target = "/v1/enrol";
inline constexpr std::string_view exchange_target = "/v1/exchange";
inline constexpr std::string_view heal_target = "/v1/heal";
inline constexpr std::string_view health_target = "/v1/health";

[[nodiscard]] HttpResponse route(Office& office, const HttpRequest& request);

/// The status of an error, by what a client does about it.
[[nodiscard]] unsigned status_of(const Error& error);

}  // namespace soxa::server
