// The door's TLS: 1.3 alone, with the province's certificate, asking each peer for his.
#pragma once

#include <optional>

#include <boost/asio/ssl/context.hpp>
#include <openssl/ssl.h>

#include "crypto/base/bytes.hpp"
#include "sync/server/listener.hpp"

namespace soxa::server {

/// Errc::defect ("listen.certificate"): the settings' certificate, key or root cannot be used.
[[nodiscard]] Result<boost::asio::ssl::context> tls_context(const ListenerSettings& settings);

/// DER, and only of a peer whose chain leads to the province's root; nothing otherwise.
[[nodiscard]] std::optional<Bytes> peer_certificate(SSL* ssl);

}  // namespace soxa::server
