#include "sync/server/exchange_answer.hpp"

#include <algorithm>

#include "sync/exchange/compression.hpp"
#include "sync/server/attachment_upload.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/province_author.hpp"

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
    TRY(records.devices().add(device));
    return std::optional(std::move(device));
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
                         std::uint64_t size) {
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
    Bytes answered;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, admitted(office, records, certificate));
        TRY_LET(const exchange::Request request, request_in(body, device));
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        TRY(receipt_attachments(office, records, *stream, device.stream));
        exchange::Taken taken;
        const std::uint64_t before = stream->log().size();
        const auto settle = [&] { return settle_lives(office, records, device.stream, before); };
        TRY_LET(exchange::Reply reply,
                exchange::answer(*stream, request, office.clock->now(), taken,
                                 [&](const exchange::Taken& so_far) -> Result<void> {
                                     TRY(tell_rules(office, *stream, device.stream, so_far));
                                     return settle();
                                 }));
        TRY(sign(office, reply.checkpoint));
        TRY(keep_stated(records, device, request.epoch, request.known));
        answered = exchange::encode(reply);
        return {};
    });
    TRY(done);
    return exchange::compressed(answered);
}

}  // namespace soxa::server
