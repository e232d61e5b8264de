#include "sync/server/exchange_answer.hpp"

#include "sync/exchange/compression.hpp"
#include "sync/server/attachment_upload.hpp"
#include "sync/server/device_admission.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view checkpoint_context = "checkpoint/1";

Result<exchange::Request> request_in(ByteView body, const Device& device) {
    TRY_LET(const Bytes message, exchange::decompressed(body, exchange::message_bytes_max));
    TRY_LET(exchange::Request request, exchange::decode_request(message));
    if (request.device != device.id || request.stream != device.stream) {
        return fail(Errc::not_allowed, "exchange.not_yours");
    }
    return request;
}

}  // namespace

Result<Bytes> answer_exchange(Office& office, ByteView certificate, ByteView body) {
    Bytes answered;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, admitted_device(records, certificate));
        TRY_LET(const exchange::Request request, request_in(body, device));
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        TRY(receipt_attachments(office, records, *stream, device.stream));
        exchange::Taken taken;
        TRY_LET(exchange::Reply reply,
                exchange::answer(*stream, request, office.clock->now(), taken));
        TRY_LET(
            reply.checkpoint.signature,
            office.keys.log.sign(checkpoint_context, ledger::checkpoint_body(reply.checkpoint)));
        answered = exchange::encode(reply);
        return {};
    });
    TRY(done);
    return exchange::compressed(answered);
}

}  // namespace soxa::server
