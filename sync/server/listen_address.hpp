// HOST:PORT as typed, and what follows from it: the names in the certificate, and the address that
// tickets carry.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/base/result.hpp"

namespace soxa::server {

struct ListenAddress {
    std::string host;  ///< without brackets
    std::uint16_t port = 0;
};

/// "127.0.0.1:8443", "[::1]:8443", "tinh.example:8443". Errc::usage ("listen.address").
[[nodiscard]] Result<ListenAddress> parse_listen_address(std::string_view typed);

/// Listening on every address of the machine says nothing of how it is reached.
[[nodiscard]] bool is_any(const ListenAddress& address);

/// What the certificate is for: the names given, and the address listened on.
[[nodiscard]] std::vector<std::string> certificate_hosts(const ListenAddress& address,
                                                         const std::vector<std::string>& names);
/// "https://HOST:PORT", with the first name given if there is one.
[[nodiscard]] std::string url_of(const ListenAddress& address,
                                 const std::vector<std::string>& names);

}  // namespace soxa::server
