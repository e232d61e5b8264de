#include "sync/server/bundle_answer.hpp"

#include "sync/exchange/bundle.hpp"
#include "sync/server/attachment_upload.hpp"
#include "sync/server/device_revoke.hpp"
#include "sync/server/exchange_answer.hpp"

namespace soxa::server {

namespace {

// Room for signature and label beside the boxes.
constexpr std::size_t boxes_bytes_max = exchange::bundle_bytes_max - exchange::message_bytes_max;

/// Where the laptop stands in the log as it is now; from the beginning if that log is gone.
Result<exchange::Request> asked_for(UnitStream& stream, const Device& device) {
    exchange::Request request;
    request.stream = device.stream;
    request.device = device.id;
    request.epoch = stream.epoch();
    request.known_root = crypto::MerkleLog().root();
    if (device.stated_epoch != stream.epoch()) return request;
    TRY_LET(const std::optional<crypto::Digest> root, stream.root_at(device.stated_size));
    if (!root) return request;
    request.known = device.stated_size;
    request.known_root = *root;
    return request;
}

}  // namespace

Result<BundleMade> answer_by_bundle(Office& office, std::string_view device_name,
                                    std::size_t part_bytes_max) {
    BundleMade made;
    exchange::BundleLabel label;
    std::vector<Bytes> boxes;
    const auto kept = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, device_named(records, device_name));
        if (device.revoked_at) return fail(Errc::not_allowed, "device.revoked");
        made.device = device.id;
        label = {exchange::Bound::to_laptop,
                 device.stream,
                 device.id,
                 office.keys.intake.public_key(),
                 device.key,
                 random_id<exchange::BundleNumber>(*office.random),
                 1,
                 1,
                 office.clock->now()};
        const auto put = [&](const exchange::CarriedMessage& message) -> Result<void> {
            TRY_LET(boxes.emplace_back(), exchange::seal_message(label, message, *office.random));
            return {};
        };
        TRY(put(exchange::Certified{device.certificate}));
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        TRY(receipt_attachments(office, records, *stream, device.stream));
        TRY_LET(exchange::Request request, asked_for(*stream, device));
        made.begins_after = request.known;
        for (std::size_t bytes = 0;;) {
            exchange::Taken nothing;
            TRY_LET(exchange::Reply reply,
                    exchange::answer(*stream, request, office.clock->now(), nothing));
            TRY(sign(office, reply.checkpoint));
            made.entries += reply.lines.size();
            TRY(put(reply));
            bytes += boxes.back().size();
            made.complete = !reply.more;
            if (!reply.more || bytes > boxes_bytes_max) return {};
            request.known = reply.checkpoint.size;
            request.known_root = reply.checkpoint.root;
        }
    });
    TRY(kept);
    const auto parts = exchange::parts_of(std::move(boxes), part_bytes_max);
    label.parts = static_cast<std::uint32_t>(parts.size());
    for (const std::vector<Bytes>& part : parts) {
        TRY_LET(made.files.emplace_back(),
                exchange::encode_bundle(label, part, office.keys.intake));
        label.part += 1;
    }
    return made;
}

}  // namespace soxa::server
