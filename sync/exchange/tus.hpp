// tus 1.0.0, the open protocol of resumable uploads: what a request asks, read strictly from
// foreign header fields, and the words both ends use.
//
// Core with creation, creation-with-upload, checksum, expiration and termination. Fields come with
// their names in small letters. No I/O: the listener and the link carry what stands here.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crypto/hash.hpp"
#include "sync/ledger/attachment.hpp"

namespace soxa::exchange {

using HttpField = std::pair<std::string, std::string>;
using HttpFields = std::vector<HttpField>;

/// The last one of this name; nothing without.
[[nodiscard]] std::optional<std::string_view> field(const HttpFields& fields,
                                                    std::string_view name);

namespace tus {

inline constexpr std::string_view version = "1.0.0";
inline constexpr std::string_view extensions =
    "creation,creation-with-upload,checksum,expiration,termination";
inline constexpr std::string_view checksum_algorithms = "sha1,sha256";
inline constexpr std::string_view body_type = "application/offset+octet-stream";
/// The key of Upload-Metadata whose value names the bytes: 64 hexadecimal digits.
inline constexpr std::string_view name_key = "sha256";

/// Of a part that is not the last: each is kept as a file of its own.
inline constexpr std::uint64_t part_bytes_min = 4 * 1024;

enum class Verb : std::uint8_t { options, create, head, patch, terminate };

struct Checksum {
    bool sha256 = true;  ///< else SHA-1
    Bytes sum;

    friend bool operator==(const Checksum&, const Checksum&) = default;
};
[[nodiscard]] bool fits(const Checksum& checksum, ByteView body);

/// What one request asks, checked as far as it tells by itself.
struct Call {
    Verb verb = Verb::options;
    std::uint64_t length = 0;  ///< of the whole, with `create`; 1 … attachment_bytes_max
    crypto::Digest digest{};   ///< of the whole, with `create`
    std::uint64_t offset = 0;  ///< of the body; 0 with `create`
    bool has_body = false;     ///< of the right type
    std::optional<Checksum> checksum{};

    friend bool operator==(const Call&, const Call&) = default;
};

/// Why not: the HTTP status that the protocol has for it, and a word key.
struct Refusal {
    unsigned status = 0;
    std::string_view text;

    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// `on_upload` tells whether the target is one upload or the place where they are made.
[[nodiscard]] tl::expected<Call, Refusal> read_call(std::string_view method, bool on_upload,
                                                    const HttpFields& fields,
                                                    std::size_t body_bytes);

}  // namespace tus
}  // namespace soxa::exchange
