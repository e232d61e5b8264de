#include "sync/exchange/tus_upload.hpp"

#include <algorithm>

#include "sync/exchange/base64.hpp"

namespace soxa::exchange {

namespace {

constexpr long created_status = 201;
constexpr long bad_request = 400;
constexpr long conflict = 409;
constexpr long locked = 423;
constexpr long too_many = 429;
constexpr long wrong_checksum = 460;
constexpr long storage_full = 507;
constexpr int setbacks_max = 4;
// Each part costs a round trip in which nothing is sent; an edit waits for one part at most.
constexpr std::chrono::milliseconds part_time{20'000};
constexpr std::size_t location_bytes_max = 1024;

bool good(long status) { return status >= 200 && status < 300; }

std::optional<std::uint64_t> offset_in(const HttpFields& fields, std::uint64_t max) {
    const auto text = field(fields, "upload-offset");
    constexpr std::size_t digits_max = 15;
    if (!text || text->empty() || text->size() > digits_max) return std::nullopt;
    std::uint64_t offset = 0;
    for (const char c : *text) {
        if (c < '0' || c > '9') return std::nullopt;
        offset = offset * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (offset > max) return std::nullopt;
    return offset;
}

/// A path: of an absolute address only what stands after the host, since nothing else is spoken
/// to than the server that was asked.
std::optional<std::string> path_in(std::string_view location) {
    if (location.size() > location_bytes_max) return std::nullopt;
    if (const auto scheme = location.find("://"); scheme != std::string_view::npos) {
        const auto slash = location.find('/', scheme + 3);
        if (slash == std::string_view::npos) return std::nullopt;
        location.remove_prefix(slash);
    }
    const bool plain = std::ranges::all_of(location, [](char c) { return c > ' ' && c < 0x7F; });
    if (!location.starts_with('/') || !plain) return std::nullopt;
    return std::string(location);
}

tl::unexpected<Error> no_protocol() {
    return fail(Errc::integrity, "upload.no_protocol");
}

}  // namespace

void TusUpload::add_part(ByteView content, Request& request) const {
    request.from = offset_;
    request.size = std::min(part_bytes_, bytes_.size - offset_);
    request.fields.emplace_back("content-type", tus::body_type);
    if (!checksums_ || request.size > summed_bytes_max) return;
    const crypto::Digest sum = crypto::sha256(content.subspan(request.from, request.size));
    request.fields.emplace_back("upload-checksum", "sha256 " + base64(sum.view()));
}

TusUpload::Request TusUpload::next(ByteView content) {
    Request request;
    request.target = location_.value_or(place_);
    request.fields = {{"tus-resumable", std::string(tus::version)}};
    switch (step_) {
        case Step::create:
            request.method = "POST";
            request.target = place_;
            offset_ = 0;
            request.fields.emplace_back("upload-length", std::to_string(bytes_.size));
            request.fields.emplace_back(
                "upload-metadata", std::string(tus::name_key) + " " +
                                       base64(bytes_of(hex(bytes_.digest.view()))));
            add_part(content, request);
            break;
        case Step::send:
            request.method = "PATCH";
            request.fields.emplace_back("upload-offset", std::to_string(offset_));
            add_part(content, request);
            break;
        case Step::options:
            request.method = "OPTIONS";
            request.target = place_;
            break;
        case Step::ask:
        case Step::complete: request.method = "HEAD"; break;
    }
    sent_ = request.size;
    return request;
}

Result<void> TusUpload::again(Step step) {
    if (++setbacks_ > setbacks_max) return fail(Errc::no_connection, "upload.busy");
    step_ = step;
    return {};
}

Result<void> TusUpload::created(const Answer& answer) {
    auto location = path_in(field(answer.fields, "location").value_or(std::string_view()));
    if (!location) return no_protocol();
    location_ = std::move(location);
    // Without an offset the server has made the upload and passed the body over.
    offset_ = offset_in(answer.fields, bytes_.size).value_or(0);
    step_ = offset_ == bytes_.size ? Step::complete : Step::send;
    return {};
}

Result<void> TusUpload::moved(const Answer& answer) {
    const auto offset = offset_in(answer.fields, bytes_.size);
    if (!offset) return no_protocol();
    if (*offset > offset_) setbacks_ = 0;
    offset_ = *offset;
    step_ = offset_ == bytes_.size ? Step::complete : Step::send;
    return {};
}

Result<void> TusUpload::take(const Answer& answer) {
    const Step asked = step_;
    if (asked == Step::options) {
        const auto known = field(answer.fields, "tus-checksum-algorithm");
        checksums_ = known && known->find("sha256") != std::string_view::npos;
        return again(location_ ? Step::ask : Step::create);
    }
    if (good(answer.status)) {
        if (asked == Step::create) {
            return answer.status == created_status ? created(answer) : no_protocol();
        }
        return moved(answer);
    }
    const bool on_upload = asked == Step::ask || asked == Step::send;
    const bool gone = answer.status == 403 || answer.status == 404 || answer.status == 410;
    if (on_upload && gone) {
        location_.reset();
        return again(Step::create);
    }
    if (answer.status == conflict || answer.status == wrong_checksum) {
        return again(location_ ? Step::ask : Step::create);
    }
    // Perhaps it knows other checksums, or none.
    if (answer.status == bad_request && checksums_) return again(Step::options);
    if (answer.status == storage_full) return fail(Errc::storage, "upload.no_room");
    if (answer.status == locked || answer.status == too_many || answer.status >= 500) {
        return fail(Errc::no_connection, "upload.busy");
    }
    return fail(Errc::not_allowed, "upload.refused", {std::to_string(answer.status)});
}

void TusUpload::cut() {
    if (step_ != Step::complete) step_ = location_ ? Step::ask : Step::create;
}

void TusUpload::pace(std::chrono::milliseconds took) {
    if (sent_ < part_bytes_ && sent_ < part_bytes_min) return;  // says nothing of the link
    const auto ms = std::max<std::int64_t>(1, took.count());
    const std::uint64_t wanted =
        sent_ * static_cast<std::uint64_t>(part_time.count()) / static_cast<std::uint64_t>(ms);
    // No faster than twice: one lucky part is no link.
    part_bytes_ = std::clamp(std::min(wanted, part_bytes_ * 2), part_bytes_min, part_bytes_max);
}

}  // namespace soxa::exchange
