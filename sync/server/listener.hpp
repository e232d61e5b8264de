// The province's door to the network: HTTP/1.1 over TLS 1.3, one thread, a coroutine a connection.
//
// What a peer can cost is bounded before anything is known of him: deadlines are absolute for
// each phase (a byte now and then prolongs nothing), headers and bodies have sizes, a certificate
// and the whole have a number of connections, and a peer without a certificate may send the few
// bytes of an enrolment and nothing else. Where all places are taken, who has been shaking hands the
// longest makes room. Answers are made on the worker pool.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"
#include "sync/server/http.hpp"
#include "sync/server/worker_pool.hpp"

namespace soxa::server {

struct ListenerLimits {
    /// Two flights each way; at a round trip of five seconds with losses ten are not enough.
    std::chrono::seconds handshake{30};
    std::chrono::seconds header{30};
    std::chrono::seconds body{60};
    std::chrono::seconds write{30};
    std::chrono::seconds shutdown{5};
    std::uint32_t header_bytes = 8 * 1024;
    std::uint64_t body_bytes = 8 * 1024 * 1024;
    std::uint64_t anonymous_body_bytes = 4 * 1024;
    std::uint64_t conversation_bytes = 256 * 1024 * 1024;
    std::size_t connections = 256;
    std::size_t connections_per_certificate = 4;
    std::size_t anonymous_connections = 64;  ///< of all; one request each
};

struct ListenerSettings {
    std::string host;
    std::uint16_t port = 0;  ///< 0 takes a free one
    std::string certificate_pem;
    Secret key_pem;
    std::string root_pem;  ///< client certificates come from it
    /// All that a peer without a certificate is answered.
    std::vector<std::string> anonymous_targets;
    /// Where a POST of a peer with a certificate is a conversation; may be empty.
    std::string conversation_target;
    HttpConverser converser;
    ListenerLimits limits;
};

struct Door;

class Listener {
public:
    /// Bound and listening when it returns. Errc::storage ("listen.taken", {host:port}) if
    /// somebody else has the port, Errc::usage ("listen.address") if the host is none of ours.
    /// `pool` outlives the listener.
    [[nodiscard]] static Result<Listener> open(ListenerSettings settings, HttpAnswerer answerer,
                                               WorkerPool& pool);
    Listener(Listener&&) noexcept;
    Listener& operator=(Listener&&) noexcept;
    ~Listener();

    [[nodiscard]] std::uint16_t port() const;
    /// Serves until SIGTERM or SIGINT; then finishes what is being answered and returns.
    void run();

private:
    explicit Listener(std::unique_ptr<Door> door);

    std::unique_ptr<Door> door_;
};

}  // namespace soxa::server
