// HTTPS to the province by libcurl: a request and its answer, or both at the same time.
//
// Trusts the certificate that the ticket pinned and no other authority; TLS 1.3, no redirects, no
// proxy or configuration from the environment. Blocks, so it is called from a worker thread or a
// program without a window. Certificates and keys are handed over in memory, and so is the TLS
// session that an earlier connection left, which saves a flight of certificates each way.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crypto/certificate.hpp"

namespace soxa::transport {

/// Of a header; names in small letters.
using Fields = std::vector<std::pair<std::string, std::string>>;

struct Answer {
    long status = 0;
    Bytes body;
    /// When to ask again, where it says so (Retry-After).
    std::optional<std::chrono::seconds> retry_after;
    Fields fields{};  ///< with send()
};

struct Request {
    std::string_view method;
    std::string_view path;
    const Fields& fields;
    ByteView body;
};

/// What went over the wire, for `sync --json` and the demo's table.
struct Traffic {
    std::uint64_t sent_bytes = 0;      ///< request headers and bodies
    std::uint64_t received_bytes = 0;  ///< answer headers and bodies
    std::uint64_t requests = 0;
    std::uint64_t round_trip_ms = 0;  ///< of a packet, as the last connection stood; 0: not yet
};

/// How long a link may stand still before it counts as cut.
struct Waits {
    std::chrono::seconds connect{30};
    std::chrono::seconds still{60};
};
/// For who tries again at once.
inline constexpr Waits impatient{std::chrono::seconds(4), std::chrono::seconds(8)};

struct Settings {
    std::string url;  ///< https://HOST:PORT
    Bytes province_certificate;
    /// Empty before enrolment.
    Bytes device_certificate;
    Secret device_key;
    /// The time to judge certificates by: the laptop's clock may say 2009.
    Timestamp verify_at{};
    /// 0: as fast as the link.
    std::uint64_t kbps_max = 0;
    std::size_t answer_bytes_max = 8 * 1024 * 1024;
    Waits waits;
    /// From session() of an earlier one to the same province; empty or stale: a full handshake.
    Secret session;
    /// Hears a few times a second what has gone over the wire, the post under way included; false
    /// cuts it. Called from the thread that posts.
    std::function<bool(const Traffic&)> watch;
};

class Https {
public:
    /// Errc::usage ("transport.url") unless the address is https.
    [[nodiscard]] static Result<Https> open(const Settings& settings);
    Https(Https&&) noexcept;
    Https& operator=(Https&&) noexcept;
    ~Https();

    /// Errc::no_connection: "transport.unreachable", "transport.cut", "transport.stopped" where
    /// `watch` said so; Errc::integrity
    /// ("transport.not_the_province") if another answers in its place (a captive portal, a proxy
    /// that breaks TLS): then nothing was sent. Any status that came is an Answer.
    [[nodiscard]] Result<Answer> post(std::string_view path, ByteView body);
    /// Any other request, with the fields of its answer. Errors as post().
    [[nodiscard]] Result<Answer> send(const Request& request);

    // ---- both at the same time

    /// Begins a POST whose body is said bit by bit; `whole` if `first` is all of it, which then
    /// goes in one piece with its header.
    enum class Body { whole, to_be_continued };
    [[nodiscard]] Result<void> begin(std::string_view path, Bytes first, Body body);
    struct Heard {
        long status = 0;  ///< 0 before an answer has begun
        Bytes bytes;      ///< of the answer, since the last time
        bool wants = false;  ///< all that was said is on its way: say() or end()
        bool over = false;   ///< the answer is whole
        std::optional<std::chrono::seconds> retry_after;
    };
    /// Until there is something of the answer, or more may be said, or it is over. Errors as
    /// post(): then what was heard before is all there is.
    [[nodiscard]] Result<Heard> wait();
    void say(ByteView bytes);
    void end();

    [[nodiscard]] const Traffic& traffic() const;
    /// The last that the province offered, to be kept as secret as a key; empty: none.
    [[nodiscard]] Secret session() const;

private:
    struct Parts;
    explicit Https(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace soxa::transport
