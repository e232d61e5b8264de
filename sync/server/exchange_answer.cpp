#include "sync/server/exchange_answer.hpp"

#include <algorithm>

#include "sync/exchange/compression.hpp"
#include "sync/server/file_life.hpp"

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
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, admitted(records, certificate));
        TRY_LET(const exchange::Request request, request_in(body, device));
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        exchange::Taken taken;
        const std::uint64_t before = stream->log().size();
        const auto settle = [&] { return settle_lives(office, records, device.stream, before); };
        TRY_LET(exchange::Reply reply,
                exchange::answer(*stream, request, office.clock->now(), taken, settle));
        TRY_LET(
            reply.checkpoint.signature,
            office.keys.log.sign(checkpoint_context, ledger::checkpoint_body(reply.checkpoint)));
        answered = exchange::encode(reply);
        return {};
    }));
    return exchange::compressed(answered);
}

}  // namespace soxa::server
