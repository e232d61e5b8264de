#include "sync/server/attachment_take.hpp"

#include "sync/server/attachment_files.hpp"

namespace soxa::server {

Result<void> check_room(AttachmentRegister& attachments, const Device& device,
                        std::uint64_t length, const AttachmentLimits& limits) {
    TRY_LET(const auto under_way, attachments.under_way(device.id));
    const std::uint64_t more = under_way.bytes + length;
    TRY_LET(const std::uint64_t own, attachments.bytes_from(device.id));
    if (own + more > limits.device_bytes) return fail(Errc::storage, "attachment.device_full");
    TRY_LET(const std::uint64_t all, attachments.bytes_of(device.stream));
    if (all + more > limits.unit_bytes) return fail(Errc::storage, "attachment.unit_full");
    return {};
}

Result<bool> take_scan(Office& office, Records& records, const Device& device, ByteView bytes,
                       const AttachmentLimits& limits) {
    AttachmentRegister& attachments = records.attachments();
    const crypto::Digest digest = crypto::sha256(bytes);
    TRY_LET(const bool named, attachments.is_named(device.stream, digest, bytes.size()));
    if (!named) return fail(Errc::not_allowed, "attachment.not_named");
    TRY_LET(const bool there, attachments.has(device.stream, digest));
    if (there) return false;
    TRY(check_room(attachments, device, bytes.size(), limits));
    TRY(AttachmentFiles(office).put(bytes));
    Upload whole;
    whole.stream = device.stream;
    whole.device = device.id;
    whole.digest = digest;
    whole.length = bytes.size();
    TRY(attachments.receive(whole, office.clock->now()));
    return true;
}

}  // namespace soxa::server
