#include "sync/transport/tls_session.hpp"

namespace soxa::transport {

namespace {

TlsSession& of(const SSL* tls) {
    return *static_cast<TlsSession*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(tls)));
}

/// Called for every ticket that the server sends.
int keep(SSL* tls, SSL_SESSION* given) noexcept {
    const int size = i2d_SSL_SESSION(given, nullptr);
    if (size <= 0) return 0;
    Bytes bytes(static_cast<std::size_t>(size));
    unsigned char* to = bytes.data();
    if (i2d_SSL_SESSION(given, &to) == size) of(tls).received = Secret(std::move(bytes));
    return 0;  // no reference is kept
}

/// Before the hello is written: the only moment at which a connection that curl made can be given
/// a session.
void offer(const SSL* tls, int where, int /*result*/) noexcept {
    if ((where & SSL_CB_HANDSHAKE_START) == 0) return;
    const ByteView bytes = of(tls).offered.reveal();
    if (bytes.empty()) return;
    const unsigned char* from = bytes.data();
    SSL_SESSION* const session =
        d2i_SSL_SESSION(nullptr, &from, static_cast<long>(bytes.size()));
    if (session == nullptr) return;
    // The callback's connection is the one in hand, given as const by an older interface.
    SSL_set_session(const_cast<SSL*>(tls), session);
    SSL_SESSION_free(session);
}

}  // namespace

void use_session(SSL_CTX* context, TlsSession& session) {
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(context),
                               session.verify_at.time_since_epoch().count());
    SSL_CTX_set_app_data(context, &session);
    SSL_CTX_set_session_cache_mode(context,
                                   SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, &keep);
    SSL_CTX_set_info_callback(context, &offer);
    // The province's server has a key of this one kind, and agrees to the first of these groups.
    SSL_CTX_set1_sigalgs_list(context, "ECDSA+SHA256");
    SSL_CTX_set1_groups_list(context, "X25519:P-256");
    SSL_CTX_set_ciphersuites(context, "TLS_AES_256_GCM_SHA384");
    // For servers of 2014 that stumbled over hellos of certain lengths: half a kilobyte of zeros.
    SSL_CTX_clear_options(context, SSL_OP_TLSEXT_PADDING);
}

}  // namespace soxa::transport
