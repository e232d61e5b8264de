// Resuming a TLS session from one process to the next, which libcurl 7.88 cannot by itself: its own
// cache dies with the process. Only for https.cpp.
#pragma once

#include <openssl/ssl.h>

#include "crypto/base/secret.hpp"
#include "crypto/base/time.hpp"

namespace soxa::transport {

struct TlsSession {
    Timestamp verify_at{};  ///< certificates are judged by it, not by the laptop's clock
    Secret offered;         ///< by an earlier connection
    Secret received;        ///< by this one, as late as it came
};

/// Sets a context of curl's up so: the session is offered, what the server gives is kept, and the
/// hello is as short as it can be. `session` outlives the context.
void use_session(SSL_CTX* context, TlsSession& session);

}  // namespace soxa::transport
