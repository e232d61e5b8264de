// A request and its answer as plain values, so that nothing but listener.cpp knows how they travel.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crypto/base/bytes.hpp"

namespace soxa::server {

namespace http_status {
inline constexpr unsigned ok = 200;
inline constexpr unsigned created = 201;
inline constexpr unsigned no_content = 204;
inline constexpr unsigned partial = 206;
inline constexpr unsigned bad_request = 400;
inline constexpr unsigned unauthorized = 401;
inline constexpr unsigned forbidden = 403;
inline constexpr unsigned not_found = 404;
inline constexpr unsigned method_not_allowed = 405;
inline constexpr unsigned conflict = 409;
inline constexpr unsigned other_version = 412;
inline constexpr unsigned too_large = 413;
inline constexpr unsigned no_such_range = 416;
inline constexpr unsigned too_many = 429;
inline constexpr unsigned header_too_large = 431;
inline constexpr unsigned wrong_checksum = 460;  ///< of tus
inline constexpr unsigned defect = 500;
inline constexpr unsigned busy = 503;
inline constexpr unsigned storage_full = 507;
}  // namespace http_status

struct HttpRequest {
    std::string method;
    std::string target;
    Bytes body;
    /// Of the peer, as DER; TLS has seen that it comes from the province's root and that the peer
    /// holds its key. In a resumed session that was seen at the first one only, so it says who
    /// asks and nothing about whether he still may.
    std::optional<Bytes> certificate;
    /// Names in small letters; only those that some answer asks for.
    std::vector<std::pair<std::string, std::string>> fields{};
    /// Not the end of the body: of a long upload so much has come by now, or the connection broke
    /// off here. A good answer is heard by nobody.
    bool cut = false;
    /// So much of the body was handed over before, with a request of its own.
    std::uint64_t body_from = 0;
};

struct HttpResponse {
    unsigned status = http_status::ok;
    std::string content_type = "application/cbor";
    Bytes body;
    /// When to ask again; with 429 and 503.
    std::optional<std::chrono::seconds> retry_after;
    /// Besides those that follow from the rest.
    std::vector<std::pair<std::string, std::string>> fields{};
};

/// May be called from several threads at once, and may take its time.
using HttpAnswerer = std::function<HttpResponse(const HttpRequest&)>;

/// A request that is answered while it is still coming in. Used by one thread at a time, not
/// always the same; may take its time.
class HttpConversation {
public:
    struct Said {
        Bytes bytes;        ///< of the answer's body
        bool over = false;  ///< nothing follows
        /// In place of an answer, as long as none has begun.
        std::optional<HttpResponse> instead;
    };
    [[nodiscard]] static Said busy();

    HttpConversation() = default;
    HttpConversation(const HttpConversation&) = delete;
    HttpConversation& operator=(const HttpConversation&) = delete;
    virtual ~HttpConversation() = default;

    /// More of the request's body; `ended` where that was the last. Is then asked again, with
    /// nothing, until it is over.
    [[nodiscard]] virtual Said hear(ByteView bytes, bool ended) = 0;
};
/// For a peer's certificate, as DER.
using HttpConverser = std::function<std::shared_ptr<HttpConversation>(const Bytes& certificate)>;

/// An error as clients read it: a canonical CBOR array of one word key.
[[nodiscard]] HttpResponse http_error(unsigned status, std::string_view word);

}  // namespace soxa::server
