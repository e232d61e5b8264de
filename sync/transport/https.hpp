// HTTPS to the province by libcurl: one request and its answer at a time.
//
// Trusts the certificate that the ticket pinned and no other authority; TLS 1.3, no redirects, no
// proxy or configuration from the environment. Blocks, so it is called from a worker thread or a
// program without a window. Certificates and keys are handed over in memory.
#pragma once

#include <functional>
#include <memory>
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
    Fields fields;  ///< with send()
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
};

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
    [[nodiscard]] const Traffic& traffic() const;

private:
    struct Parts;
    /// What was set, to this path.
    [[nodiscard]] Result<Answer> carry(std::string_view path);
    explicit Https(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace soxa::transport
