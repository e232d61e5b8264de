#include "sync/server/exchange_answer.hpp"

#include <algorithm>

#include "sync/exchange/compression.hpp"
#include "sync/server/routes.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view checkpoint_context = "checkpoint/1";

/// Asked of the register every time: TLS does not look at a certificate again in a resumed
/// session, and a laptop may be revoked between two requests of one connection.
Result<Device> admitted(Records& records, ByteView certificate) {
    auto parsed = crypto::Certificate::from_der(certificate);
    if (!parsed) return fail(Errc::not_allowed, "device.unknown");
    TRY_LET(const auto device, records.devices().with_key(parsed->key()));
    if (!device || !std::ranges::equal(device->certificate, certificate)) {
        return fail(Errc::not_allowed, "device.unknown");
    }
    if (device->revoked_at) return fail(Errc::not_allowed, "device.revoked");
    return *device;
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
    TRY_LET(exchange::Reply reply, exchange::answer(*stream, request, office.clock->now(), taken));
    TRY_LET(reply.checkpoint.signature,
            office.keys.log.sign(checkpoint_context, ledger::checkpoint_body(reply.checkpoint)));
    return exchange::encode(reply);
}

class Conversation final : public HttpConversation {
public:
    Conversation(Office& office, Bytes certificate, ConversationTold told)
        : office_(&office), certificate_(std::move(certificate)), told_(std::move(told)) {
        taken_.page_bytes = exchange::page_bytes_target;
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
        TRY(office_->storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(const Device device, admitted(records, certificate_));
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
            TRY_LET(answer.body, answered(records, *office_, request, taken_));
            request.frames.clear();
            asked_ = std::move(request);
            return {};
        }));
        return answer;
    }

    Result<void> next_page(Bytes& out) {
        exchange::Part answer;
        TRY(office_->storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(const Device device, admitted(records, certificate_));
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

Result<Bytes> answer_exchange(Office& office, ByteView certificate, ByteView body) {
    Bytes reply;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, admitted(records, certificate));
        TRY_LET(const Bytes message, exchange::decompressed(body, exchange::message_bytes_max));
        TRY_LET(const exchange::Request request, request_in(message, device));
        exchange::Taken taken;
        TRY_LET(reply, answered(records, office, request, taken));
        return {};
    }));
    return exchange::compressed(reply);
}

std::shared_ptr<HttpConversation> exchange_conversation(Office& office, Bytes certificate,
                                                        ConversationTold told) {
    return std::make_shared<Conversation>(office, std::move(certificate), std::move(told));
}

}  // namespace soxa::server
