#include "sync/server/listener_tls.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <openssl/x509.h>

namespace soxa::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::string_view session_context = "soxad";
// A laptop that comes back within a week resumes: two flights and a certificate each way less.
// Kept here and not in the ticket, which would carry the laptop's certificate there and back.
constexpr long sessions_kept = 8192;
constexpr long session_seconds = 7L * 24 * 60 * 60;

tl::unexpected<Error> not_usable(const error_code& error) {
    return fail(Errc::defect, "listen.certificate", {std::to_string(error.value())});
}

}  // namespace

Result<asio::ssl::context> tls_context(const ListenerSettings& settings) {
    asio::ssl::context context(asio::ssl::context::tls_server);
    SSL_CTX* const raw = context.native_handle();
    SSL_CTX_set_min_proto_version(raw, TLS1_3_VERSION);
    SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_num_tickets(raw, 1);
    SSL_CTX_set_options(raw, SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_SERVER);
    SSL_CTX_sess_set_cache_size(raw, sessions_kept);
    SSL_CTX_set_timeout(raw, session_seconds);
    // All certificates here are of this kind; the long list costs every handshake forty bytes.
    if (SSL_CTX_set1_sigalgs_list(raw, "ECDSA+SHA256") != 1) {
        return fail(Errc::defect, "listen.certificate", {"signatures"});
    }
    // Without it every resumption with a client certificate fails.
    SSL_CTX_set_session_id_context(raw,
                                   reinterpret_cast<const unsigned char*>(session_context.data()),
                                   static_cast<unsigned>(session_context.size()));
    // Asked of every peer; one without may enrol.
    SSL_CTX_set_verify(raw, SSL_VERIFY_PEER, nullptr);
    error_code error;
    context.use_certificate_chain(asio::buffer(settings.certificate_pem), error);
    const ByteView key = settings.key_pem.reveal();
    const asio::const_buffer pem(key.data(), key.size());
    if (!error) context.use_private_key(pem, asio::ssl::context::pem, error);
    if (!error) context.add_certificate_authority(asio::buffer(settings.root_pem), error);
    if (error) return not_usable(error);
    return context;
}

std::optional<Bytes> peer_certificate(SSL* ssl) {
    const std::unique_ptr<X509, decltype(&X509_free)> peer(SSL_get1_peer_certificate(ssl),
                                                           &X509_free);
    if (!peer || SSL_get_verify_result(ssl) != X509_V_OK) return std::nullopt;
    Bytes der(static_cast<std::size_t>(std::max(0, i2d_X509(peer.get(), nullptr))));
    unsigned char* to = der.data();
    if (der.empty() || i2d_X509(peer.get(), &to) <= 0) return std::nullopt;
    return der;
}

/// How to answer bytes that are no request of ours; nothing where nobody is there to be answered.

}  // namespace soxa::server
