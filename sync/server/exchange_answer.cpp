#include "sync/server/exchange_answer.hpp"

#include <algorithm>

#include "sync/exchange/compression.hpp"
#include "sync/server/attachment_upload.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/routes.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view checkpoint_context = "checkpoint/1";

/// By our own signature on it: only enrolment makes such certificates (enrol.cpp). Nothing where
/// its unit is not here, or somebody else has its name.
Result<std::optional<Device>> known_again(Office& office, Records& records,
                                          const crypto::Certificate& certificate) {
    const Timestamp now = office.clock->now();
    const auto name = from_hex(certificate.common_name());
    const auto id = name ? ledger::DeviceId::from(*name) : std::nullopt;
    const bool ours = crypto::issued_by(certificate, office.root, crypto::CertificateUse::device,
                                        now);
    if (!id || !ours) return std::optional<Device>();
    TRY_LET(const auto other, records.devices().find(*id));
    TRY_LET(const auto unit, records.units().find(certificate.organization()));
    if (other || !unit) return std::optional<Device>();
    Device device{*id, unit->stream, certificate.key(), certificate.der(),
                  "laptop-" + hex(id->view().first(4)), now, std::nullopt};
    // The log may shut it out though the register's row was lost.
    TRY_LET(UnitStream* const stream, records.stream(unit->stream));
    TRY_LET(const ledger::Directory* const directory, stream->directory());
    if (directory->device_revoked(*id)) {
        device.revoked_at = now;
    } else {
        TRY(records.devices().add(device));
    }
    return std::optional(std::move(device));
}

Result<exchange::Request> request_in(ByteView message, const Device& device) {
    TRY_LET(exchange::Request request, exchange::decode_request(message));
    if (request.device != device.id || request.stream != device.stream) {
        return fail(Errc::not_allowed, "exchange.not_yours");
    }
    return request;
}

/// What one request is answered, kept before it is returned. Of the whole log, or of the rest of it
/// where `taken` knows what was told.
Result<Bytes> answered(Records& records, Office& office, const exchange::Request& request,
                       exchange::Taken& taken) {
    TRY_LET(UnitStream* const stream, records.stream(request.stream));
    TRY(receipt_attachments(office, records, *stream, request.stream));
    const std::uint64_t before = stream->log().size();
    taken.broken.clear();  // of earlier parts: told already
    const auto told = [&](const exchange::Taken& so_far) -> Result<void> {
        TRY(tell_rules(office, *stream, request.stream, so_far));
        return settle_lives(office, records, request.stream, before);
    };
    TRY_LET(exchange::Reply reply,
            exchange::answer(*stream, request, office.clock->now(), taken, told));
    TRY(sign(office, reply.checkpoint));
    return exchange::encode(reply);
}

class Conversation final : public HttpConversation {
public:
    Conversation(Office& office, Bytes certificate, ConversationTold told)
        : office_(&office), certificate_(std::move(certificate)), told_(std::move(told)) {
        taken_.page_bytes = exchange::page_bytes_target;
        taken_.sets_aside = true;
    }

    [[nodiscard]] Said hear(ByteView bytes, bool ended) override {
        in_.feed(bytes);
        bytes_in_ += bytes.size();
        Said said;
        if (const auto done = answer_parts(said.bytes, ended); !done) {
            refuse(said, done.error());
        } else if (ended && said.bytes.empty()) {
            // A page at a time once all is heard: one is under way while the next is made.
            if (const auto page = next_page(said.bytes); !page) refuse(said, page.error());
        }
        if (ended && !taken_.more) said.over = true;
        bytes_out_ += said.bytes.size();
        if (said.over && told_) told_(bytes_in_, bytes_out_);
        return said;
    }

private:
    /// Everything that is there whole.
    Result<void> answer_parts(Bytes& out, bool ended) {
        for (;;) {
            TRY_LET(const std::optional<Bytes> next, in_.next());
            if (!next) break;
            TRY_LET(const exchange::Part part, exchange::decode_part(*next));
            TRY_LET(const exchange::Part answer, answer_to(part));
            append(out, written(answer));
        }
        if (ended && (in_.inside_part() || !asked_)) {
            return fail(Errc::integrity, "message.malformed");
        }
        return {};
    }

    Result<exchange::Part> answer_to(const exchange::Part& part) {
        exchange::Part answer{part.kind, {}};
        const auto done = office_->storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(const Device device, admitted(*office_, records, certificate_));
            if (part.kind == exchange::PartKind::offer) {
                TRY_LET(const auto offer, exchange::decode_offer(part.body));
                TRY_LET(UnitStream* const stream, records.stream(device.stream));
                TRY_LET(const auto held, exchange::held_of(*stream, offer, taken_));
                answer.body = exchange::encode(held);
                return {};
            }
            if (part.kind != exchange::PartKind::message) {
                return fail(Errc::integrity, "message.malformed");
            }
            TRY_LET(exchange::Request request, request_in(part.body, device));
            TRY(keep_stated(records, device, request.epoch, request.known,
                            office_->clock->now()));
            TRY_LET(answer.body, answered(records, *office_, request, taken_));
            request.frames.clear();
            asked_ = std::move(request);
            return {};
        });
        TRY(done);
        return answer;
    }

    Result<void> next_page(Bytes& out) {
        exchange::Part answer;
        TRY(office_->storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(const Device device, admitted(*office_, records, certificate_));
            if (device.stream != asked_->stream) {
                return fail(Errc::not_allowed, "exchange.not_yours");
            }
            TRY_LET(answer.body, answered(records, *office_, *asked_, taken_));
            return {};
        }));
        append(out, written(answer));
        return {};
    }

    /// The answer begins from the dictionary that the request began from: the laptop has it.
    Bytes written(const exchange::Part& part) {
        if (!out_) out_.emplace(in_.dictionary());
        return out_->add(exchange::encode(part));
    }

    void refuse(Said& said, const Error& error) {
        const HttpResponse response = http_error(status_of(error), error.text);
        append(said.bytes, written({exchange::PartKind::refusal, response.body}));
        said.over = true;
        said.instead = response;
    }

    Office* office_;
    Bytes certificate_;
    ConversationTold told_;
    exchange::PartReader in_{exchange::part_bytes_max};
    std::optional<exchange::PartWriter> out_;
    exchange::Taken taken_;
    std::optional<exchange::Request> asked_;  ///< the last, without its frames
    std::size_t bytes_in_ = 0;
    std::size_t bytes_out_ = 0;
};

}  // namespace

Result<Device> admitted(Office& office, Records& records, ByteView certificate) {
    const auto parsed = crypto::Certificate::from_der(certificate);
    if (!parsed) return fail(Errc::not_allowed, "device.unknown");
    TRY_LET(auto device, records.devices().with_key(parsed->key()));
    if (!device) {
        TRY_LET(device, known_again(office, records, *parsed));
    }
    if (!device || !std::ranges::equal(device->certificate, certificate)) {
        return fail(Errc::not_allowed, "device.unknown");
    }
    if (device->revoked_at) return fail(Errc::not_allowed, "device.revoked");
    return *device;
}

Result<void> sign(Office& office, ledger::Checkpoint& checkpoint) {
    TRY_LET(checkpoint.signature,
            office.keys.log.sign(checkpoint_context, ledger::checkpoint_body(checkpoint)));
    return {};
}

Result<void> keep_stated(Records& records, const Device& device, std::uint64_t epoch,
                         std::uint64_t size, Timestamp now) {
    // Once a day: an exchange that brings nothing is to write nothing.
    if (!device.seen_at || day_in_vietnam(*device.seen_at) != day_in_vietnam(now)) {
        TRY(records.devices().see(device.id, now));
    }
    if (device.stated_epoch == epoch && device.stated_size == size) return {};
    return records.devices().state(device.id, epoch, size);
}

Result<void> tell_rules(Office& office, UnitStream& stream, ledger::StreamId id,
                        const exchange::Taken& taken) {
    if (taken.broken.empty()) return {};
    TRY_LET(ProvinceAuthor author, ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    for (const auto& [operation, faults] : taken.broken) {
        author.add(ledger::Kind::rule_findings, ledger::encode_rule_findings(faults), {operation});
        TRY(author.append());
    }
    return {};
}

Result<Bytes> answer_exchange(Office& office, ByteView certificate, ByteView body) {
    Bytes reply;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, admitted(office, records, certificate));
        TRY_LET(const Bytes message, exchange::decompressed(body, exchange::message_bytes_max));
        TRY_LET(const exchange::Request request, request_in(message, device));
        exchange::Taken taken;
        TRY(keep_stated(records, device, request.epoch, request.known, office.clock->now()));
        TRY_LET(reply, answered(records, office, request, taken));
        return {};
    });
    TRY(done);
    return exchange::compressed(reply);
}

std::shared_ptr<HttpConversation> exchange_conversation(Office& office, Bytes certificate,
                                                        ConversationTold told) {
    return std::make_shared<Conversation>(office, std::move(certificate), std::move(told));
}

}  // namespace soxa::server
