// What the server answers to: its addresses, and in what words it refuses.
#pragma once

#include "sync/server/http.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

inline constexpr std::string_view enrol_target = "/v1/enrol";
inline constexpr std::string_view exchange_target = "/v1/exchange";
/// The same as a conversation; only the listener can carry one.
inline constexpr std::string_view conversation_target = "/v2/exchange";
inline constexpr std::string_view heal_target = "/v1/heal";
inline constexpr std::string_view repair_target = "/v2/repair";
inline constexpr std::string_view health_target = "/v1/health";

[[nodiscard]] HttpResponse route(Office& office, const HttpRequest& request);

/// The status of an error, by what a client does about it.
[[nodiscard]] unsigned status_of(const Error& error);

}  // namespace soxa::server
