#include "sync/exchange/tus.hpp"

#include <algorithm>

#include "crypto/checksum.hpp"
#include "sync/exchange/base64.hpp"

namespace soxa::exchange {

std::optional<std::string_view> field(const HttpFields& fields, std::string_view name) {
    const auto found = std::find_if(fields.rbegin(), fields.rend(),
                                    [&](const HttpField& one) { return one.first == name; });
    if (found == fields.rend()) return std::nullopt;
    return found->second;
}

namespace tus {

namespace {

constexpr unsigned bad_request = 400;
constexpr unsigned not_allowed = 405;
constexpr unsigned other_version = 412;
constexpr unsigned too_large = 413;
constexpr unsigned other_type = 415;

constexpr std::size_t metadata_bytes_max = 4096;
constexpr std::size_t metadata_pairs_max = 16;

tl::unexpected<Refusal> refuse(unsigned status, std::string_view text) {
    return tl::make_unexpected(Refusal{status, text});
}

/// Decimal digits and nothing else, below 2^53.
std::optional<std::uint64_t> number_in(const HttpFields& fields, std::string_view name) {
    const auto text = field(fields, name);
    constexpr std::size_t digits_max = 15;
    if (!text || text->empty() || text->size() > digits_max) return std::nullopt;
    std::uint64_t number = 0;
    for (const char c : *text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

std::optional<Verb> verb_of(std::string_view method, bool on_upload) {
    if (method == "OPTIONS") return Verb::options;
    if (!on_upload) return method == "POST" ? std::optional(Verb::create) : std::nullopt;
    if (method == "HEAD") return Verb::head;
    if (method == "PATCH") return Verb::patch;
    if (method == "DELETE") return Verb::terminate;
    return std::nullopt;
}

/// "key base64, key base64": the value of `name_key`, as a digest.
std::optional<crypto::Digest> name_in(std::string_view metadata) {
    if (metadata.size() > metadata_bytes_max) return std::nullopt;
    std::optional<crypto::Digest> name;
    for (std::size_t pairs = 0; !metadata.empty(); ++pairs) {
        if (pairs == metadata_pairs_max) return std::nullopt;
        const std::size_t comma = std::min(metadata.find(','), metadata.size());
        std::string_view pair = metadata.substr(0, comma);
        metadata.remove_prefix(std::min(comma + 1, metadata.size()));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        const std::size_t space = std::min(pair.find(' '), pair.size());
        if (pair.substr(0, space) != name_key) continue;
        const auto text = from_base64(pair.substr(std::min(space + 1, pair.size())));
        const auto bytes = text ? from_hex(soxa::text_of(*text)) : std::nullopt;
        if (name || !bytes) return std::nullopt;  // a name stands once
        name = crypto::Digest::from(*bytes);
        if (!name) return std::nullopt;
    }
    return name;
}

std::optional<Checksum> checksum_in(std::string_view text) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view algorithm = text.substr(0, space);
    if (algorithm != "sha1" && algorithm != "sha256") return std::nullopt;
    constexpr std::size_t sha1_bytes = 20;
    auto sum = from_base64(text.substr(std::min(space + 1, text.size())));
    const bool sha256 = algorithm == "sha256";
    if (!sum || sum->size() != (sha256 ? crypto::Digest::size : sha1_bytes)) return std::nullopt;
    return Checksum{sha256, std::move(*sum)};
}

/// What stands about the body, of a creation or a patch.
tl::expected<void, Refusal> read_body(const HttpFields& fields, std::size_t body_bytes,
                                      Call& call) {
    call.has_body = field(fields, "content-type") == body_type;
    if (body_bytes > 0 && !call.has_body) return refuse(other_type, "tus.body_type");
    if (const auto text = field(fields, "upload-checksum")) {
        call.checksum = checksum_in(*text);
        if (!call.checksum) return refuse(bad_request, "tus.checksum_unknown");
    }
    return {};
}

tl::expected<Call, Refusal> read_creation(const HttpFields& fields, std::size_t body_bytes) {
    Call call{.verb = Verb::create};
    const auto length = number_in(fields, "upload-length");
    if (!length) return refuse(bad_request, "tus.length");
    if (*length > ledger::attachment_bytes_max) return refuse(too_large, "tus.too_large");
    call.length = *length;
    const auto name = name_in(field(fields, "upload-metadata").value_or(std::string_view()));
    if (!name) return refuse(bad_request, "tus.name");
    call.digest = *name;
    if (auto body = read_body(fields, body_bytes, call); !body) {
        return tl::make_unexpected(body.error());
    }
    if (body_bytes > call.length) return refuse(too_large, "tus.too_large");
    return call;
}

tl::expected<Call, Refusal> read_patch(const HttpFields& fields, std::size_t body_bytes) {
    Call call{.verb = Verb::patch};
    if (auto body = read_body(fields, body_bytes, call); !body) {
        return tl::make_unexpected(body.error());
    }
    if (!call.has_body) return refuse(other_type, "tus.body_type");
    const auto offset = number_in(fields, "upload-offset");
    if (!offset) return refuse(bad_request, "tus.offset");
    call.offset = *offset;
    return call;
}

}  // namespace

bool fits(const Checksum& checksum, ByteView body) {
    if (!checksum.sha256) return std::ranges::equal(crypto::sha1_checksum(body), checksum.sum);
    return std::ranges::equal(crypto::sha256(body).bytes, checksum.sum);
}

tl::expected<Call, Refusal> read_call(std::string_view method, bool on_upload,
                                      const HttpFields& fields, std::size_t body_bytes) {
    // For clients behind something that knows only GET and POST.
    method = field(fields, "x-http-method-override").value_or(method);
    const auto verb = verb_of(method, on_upload);
    if (!verb) return refuse(not_allowed, "server.method");
    if (*verb == Verb::options) return Call{};
    if (field(fields, "tus-resumable") != version) return refuse(other_version, "tus.version");
    if (*verb == Verb::create) return read_creation(fields, body_bytes);
    if (*verb == Verb::patch) return read_patch(fields, body_bytes);
    return Call{.verb = *verb};
}

}  // namespace tus
}  // namespace soxa::exchange
