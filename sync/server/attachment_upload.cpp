#include "sync/server/attachment_upload.hpp"

#include "sync/exchange/tus.hpp"
#include "sync/ledger/attachment_wanted.hpp"
#include "sync/server/attachment_files.hpp"
#include "sync/server/attachment_take.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/http_date.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/routes.hpp"

namespace soxa::server {

namespace {

namespace tus = exchange::tus;

constexpr std::size_t expired_at_once = 16;

HttpResponse with_version(HttpResponse response) {
    response.fields.emplace_back("Tus-Resumable", tus::version);
    return response;
}

HttpResponse refused(unsigned status, std::string_view word) {
    HttpResponse response = with_version(http_error(status, word));
    if (status == http_status::other_version) {
        response.fields.emplace_back("Tus-Version", tus::version);
    }
    return response;
}

HttpResponse failed(const Error& error) { return refused(status_of(error), error.text); }

HttpResponse options() {
    HttpResponse response;
    response.status = http_status::no_content;
    response.fields = {{"Tus-Resumable", std::string(tus::version)},
                       {"Tus-Version", std::string(tus::version)},
                       {"Tus-Max-Size", std::to_string(ledger::attachment_bytes_max)},
                       {"Tus-Extension", std::string(tus::extensions)},
                       {"Tus-Checksum-Algorithm", std::string(tus::checksum_algorithms)}};
    return response;
}

void tell_place(const Upload& upload, HttpResponse& response) {
    response.fields.emplace_back("Upload-Offset", std::to_string(upload.offset));
    if (upload.offset < upload.length) {
        response.fields.emplace_back("Upload-Expires", http_date(upload.expires));
    }
}

/// One laptop's requests about uploads: its transactions are short, and none of them waits for the
/// bytes to reach the disk.
class Uploads {
public:
    Uploads(Office& office, const HttpRequest& request, const AttachmentLimits& limits)
        : office_(office), request_(request), limits_(limits), files_(office) {}

    HttpResponse answer(const tus::Call& call, const std::optional<UploadId>& id) {
        if (call.verb == tus::Verb::create) return create(call);
        if (!id) return refused(http_status::not_found, "attachment.no_upload");
        auto found = find(*id);
        if (!found) return failed(found.error());
        if (!*found) return refused(http_status::not_found, "attachment.no_upload");
        switch (call.verb) {
            case tus::Verb::head: return told(**found);
            case tus::Verb::patch: return patched(call, **found);
            case tus::Verb::terminate: return ended(**found);
            default: return refused(http_status::method_not_allowed, "server.method");
        }
    }

private:
    Timestamp term() const { return office_.clock->now() + limits_.term; }

    /// Somebody else's is answered like one that is not there.
    Result<std::optional<Upload>> find(const UploadId& id) {
        std::optional<Upload> found;
        TRY(office_.storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(const Device device, admitted(office_, records, *request_.certificate));
            TRY_LET(found, records.attachments().upload(id));
            const bool own = found && found->device == device.id;
            if (!own || found->expires < office_.clock->now()) found.reset();
            return {};
        }));
        return found;
    }

    Result<Upload> begun(const tus::Call& call) {
        Upload upload;
        std::vector<UploadId> over;
        const auto done = office_.storage->transaction([&](Records& records) -> Result<void> {
            AttachmentRegister& attachments = records.attachments();
            TRY_LET(const Device device, admitted(office_, records, *request_.certificate));
            TRY_LET(over, attachments.expired(office_.clock->now(), expired_at_once));
            for (const UploadId& id : over) TRY(attachments.end(id));
            TRY_LET(const bool named,
                    attachments.is_named(device.stream, call.digest, call.length));
            if (!named) return fail(Errc::not_allowed, "attachment.not_named");
            TRY_LET(const bool there, attachments.has(device.stream, call.digest));
            // Its answer was lost: the upload goes on where it is, or is over still.
            TRY_LET(const auto earlier,
                    attachments.begun(device.id, call.digest, call.length, office_.clock->now()));
            if (earlier && there == (earlier->offset == earlier->length)) {
                upload = *earlier;
                return {};
            }
            if (!there) {
                TRY_LET(const auto under_way, attachments.under_way(device.id));
                if (under_way.uploads >= limits_.device_uploads) {
                    return fail(Errc::storage, "attachment.too_many_uploads");
                }
                TRY(check_room(attachments, device, call.length, limits_));
            }
            upload = {random_id<UploadId>(*office_.random), device.stream, device.id, call.digest,
                      call.length, there ? call.length : 0, term()};
            return attachments.begin(upload);
        });
        TRY(done);
        for (const UploadId& id : over) files_.remove_parts(id);
        return upload;
    }

    HttpResponse create(const tus::Call& call) {
        if (wrong_sum(call)) return refused(http_status::wrong_checksum, "tus.checksum");
        auto upload = begun(call);
        if (!upload) return failed(upload.error());
        const bool takes = upload->offset == 0 && !request_.body.empty();
        if (takes && !request_.cut) {
            const auto taken = take(*upload);
            if (!taken) return failed(taken.error());
        }
        HttpResponse response;
        response.status = http_status::created;
        response.fields.emplace_back("Location",
                                     std::string(upload_target) + "/" + hex(upload->id.view()));
        tell_place(*upload, response);
        return with_version(std::move(response));
    }

    HttpResponse told(const Upload& upload) {
        HttpResponse response;
        response.fields = {{"Upload-Length", std::to_string(upload.length)},
                           {"Cache-Control", "no-store"}};
        tell_place(upload, response);
        return with_version(std::move(response));
    }

    HttpResponse patched(const tus::Call& call, Upload upload) {
        if (call.offset + request_.body_from != upload.offset) {
            return refused(http_status::conflict, "tus.offset");
        }
        if (request_.body.size() > upload.length - upload.offset) {
            return refused(http_status::too_large, "tus.too_large");
        }
        // A part of a part has no sum of its own.
        if (wrong_sum(call) || (call.checksum && request_.cut)) {
            return refused(http_status::wrong_checksum, "tus.checksum");
        }
        // Each part is a file: of a few bytes at a time they would be all of the disk's.
        const bool last = request_.body.size() == upload.length - upload.offset;
        const std::uint64_t part =
            request_.body.size() + (request_.cut ? 0 : request_.body_from);  // with what came of it
        if (!last && !request_.body.empty() && part < limits_.part_bytes) {
            return refused(http_status::bad_request, "tus.part_too_small");
        }
        if (!request_.body.empty()) {
            const auto taken = take(upload);
            if (!taken) return failed(taken.error());
            if (!*taken) return refused(http_status::conflict, "tus.offset");
        }
        HttpResponse response;
        response.status = http_status::no_content;
        tell_place(upload, response);
        return with_version(std::move(response));
    }

    HttpResponse ended(const Upload& upload) {
        const auto done = office_.storage->transaction(
            [&](Records& records) { return records.attachments().end(upload.id); });
        if (!done) return failed(done.error());
        files_.remove_parts(upload.id);
        HttpResponse response;
        response.status = http_status::no_content;
        return with_version(std::move(response));
    }

    bool wrong_sum(const tus::Call& call) const {
        return !request_.cut && call.checksum && !tus::fits(*call.checksum, request_.body);
    }

    /// The request's body at the upload's offset; with the last part the whole. False if another
    /// request has moved the upload on meanwhile.
    Result<bool> take(Upload& upload) {
        TRY(files_.put_part(upload, upload.offset, request_.body, *office_.random));
        const std::uint64_t from = upload.offset;
        const std::uint64_t to = from + request_.body.size();
        const bool whole = to == upload.length;
        if (whole) TRY(keep(upload));
        bool moved = false;
        upload.expires = term();
        TRY(office_.storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(moved,
                    records.attachments().move_on(upload.id, from, to, upload.expires));
            if (!moved || !whole) return {};
            return records.attachments().receive(upload, office_.clock->now());
        }));
        if (moved) upload.offset = to;
        if (moved && whole) files_.remove_parts(upload.id);
        return moved;
    }

    /// Checked against the name that the ledger has for them, and on the disk, before anybody is
    /// told. Bytes of another name are thrown away: the laptop begins anew.
    Result<void> keep(const Upload& upload) {
        TRY_LET(const Bytes bytes, files_.joined(upload));
        if (bytes.size() == upload.length && crypto::sha256(ByteView(bytes)) == upload.digest) {
            return files_.put(bytes);
        }
        TRY(office_.storage->transaction(
            [&](Records& records) { return records.attachments().end(upload.id); }));
        files_.remove_parts(upload.id);
        return fail(Errc::integrity, "attachment.other_bytes");
    }

    Office& office_;
    const HttpRequest& request_;
    const AttachmentLimits& limits_;
    AttachmentFiles files_;
};

/// "bytes=FROM-" or "bytes=FROM-TO"; anything else is the whole.
struct Range {
    std::uint64_t from = 0;
    std::optional<std::uint64_t> to;
};
std::optional<Range> range_in(std::string_view text) {
    constexpr std::string_view unit = "bytes=";
    constexpr std::size_t digits_max = 12;
    if (!text.starts_with(unit)) return std::nullopt;
    text.remove_prefix(unit.size());
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos || dash == 0) return std::nullopt;
    const auto number = [](std::string_view digits) -> std::optional<std::uint64_t> {
        if (digits.empty() || digits.size() > digits_max) return std::nullopt;
        std::uint64_t value = 0;
        for (const char c : digits) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + static_cast<std::uint64_t>(c - '0');
        }
        return value;
    };
    const auto from = number(text.substr(0, dash));
    const auto to = number(text.substr(dash + 1));
    if (!from || (!to && dash + 1 < text.size())) return std::nullopt;
    return Range{*from, to};
}

HttpResponse whole_or_range(const Bytes& bytes, const HttpRequest& request) {
    HttpResponse response;
    response.content_type = "application/octet-stream";
    response.fields = {{"Cache-Control", "no-store"}, {"Accept-Ranges", "bytes"}};
    const auto range = range_in(
        exchange::field(request.fields, "range").value_or(std::string_view()));
    if (!range) {
        response.body = bytes;
        return response;
    }
    const std::string size = std::to_string(bytes.size());
    if (range->from >= bytes.size() || (range->to && *range->to < range->from)) {
        response.status = http_status::no_such_range;
        response.fields.emplace_back("Content-Range", "bytes */" + size);
        return response;
    }
    const std::uint64_t end =
        std::min<std::uint64_t>(range->to ? *range->to + 1 : bytes.size(), bytes.size());
    response.status = http_status::partial;
    response.fields.emplace_back("Content-Range", "bytes " + std::to_string(range->from) + "-" +
                                                      std::to_string(end - 1) + "/" + size);
    response.body.assign(bytes.begin() + static_cast<std::ptrdiff_t>(range->from),
                         bytes.begin() + static_cast<std::ptrdiff_t>(end));
    return response;
}

HttpResponse given_out(Office& office, const HttpRequest& request, std::string_view name) {
    if (request.method != "GET") return http_error(http_status::method_not_allowed, "server.method");
    const auto bytes = from_hex(name);
    const auto digest = bytes ? crypto::Digest::from(*bytes) : std::nullopt;
    bool has = false;
    const auto asked = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, admitted(office, records, *request.certificate));
        if (!digest) return {};
        TRY_LET(has, records.attachments().has(device.stream, *digest));
        return {};
    });
    if (!asked) return http_error(status_of(asked.error()), asked.error().text);
    if (!has) return http_error(http_status::not_found, "attachment.none");
    const auto found = AttachmentFiles(office).get(*digest);
    if (!found) return http_error(http_status::defect, found.error().text);
    return whole_or_range(*found, request);
}

std::optional<UploadId> upload_in(std::string_view target) {
    if (!target.starts_with(upload_target) || target.size() <= upload_target.size() + 1) {
        return std::nullopt;
    }
    const auto bytes = from_hex(target.substr(upload_target.size() + 1));
    return bytes ? UploadId::from(*bytes) : std::nullopt;
}

}  // namespace

bool is_attachment_target(std::string_view target) {
    return target == upload_target ||
           target.starts_with(std::string(upload_target) + "/");
}

HttpResponse answer_attachment(Office& office, const HttpRequest& request,
                               const AttachmentLimits& limits) {
    if (!request.certificate) return http_error(http_status::unauthorized, "device.unknown");
    if (std::string_view(request.target).starts_with(bytes_target)) {
        return given_out(office, request,
                         std::string_view(request.target).substr(bytes_target.size()));
    }
    const bool on_upload = request.target != upload_target;
    const auto call =
        tus::read_call(request.method, on_upload, request.fields, request.body.size());
    if (!call) return refused(call.error().status, call.error().text);
    if (call->verb == tus::Verb::options) return options();
    return Uploads(office, request, limits).answer(*call, upload_in(request.target));
}

Result<void> sweep_uploads(Office& office) {
    const AttachmentFiles files(office);
    for (const UploadId& id : files.with_parts()) {
        std::optional<Upload> upload;
        TRY(office.storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(upload, records.attachments().upload(id));
            return {};
        }));
        if (!upload || upload->offset == upload->length) files.remove_parts(id);
    }
    return {};
}

Result<void> want_attachments_again(Office& office, Records& records, UnitStream& stream,
                                    ledger::StreamId id) {
    TRY_LET(const auto receipts, stream.of_kind(ledger::Kind::attachment_receipt));
    TRY_LET(const auto wanted, stream.of_kind(ledger::Kind::attachment_wanted));
    std::vector<crypto::Digest> lost;
    for (const crypto::Digest& digest : ledger::bytes_received(receipts, wanted)) {
        TRY_LET(const bool here, records.attachments().has(id, digest));
        if (!here) lost.push_back(digest);
    }
    if (lost.empty()) return {};
    TRY_LET(ProvinceAuthor author, ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    for (std::size_t at = 0; at < lost.size(); at += ledger::receipt_digests_max) {
        const auto some = std::span(lost).subspan(
            at, std::min(ledger::receipt_digests_max, lost.size() - at));
        author.add(ledger::Kind::attachment_wanted, ledger::encode_attachment_wanted(some));
    }
    return author.append();
}

Result<void> receipt_attachments(Office& office, Records& records, UnitStream& stream,
                                 ledger::StreamId id) {
    TRY_LET(const auto digests, records.attachments().untold(id, ledger::receipt_digests_max));
    if (digests.empty()) return {};
    TRY_LET(ProvinceAuthor author, ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    author.add(ledger::Kind::attachment_receipt, ledger::encode_attachment_receipt(digests));
    TRY(author.append());
    for (const crypto::Digest& digest : digests) TRY(records.attachments().told(id, digest));
    return {};
}

}  // namespace soxa::server
