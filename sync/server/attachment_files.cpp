#include "sync/server/attachment_files.hpp"

#include <system_error>

#include "crypto/aead.hpp"
#include "crypto/durable_file.hpp"

namespace soxa::server {

namespace {

constexpr std::size_t part_bytes_max = ledger::attachment_bytes_max + 1024;

Secret key_for(const Office& office, std::string_view purpose) {
    return crypto::hkdf_sha256(office.keys.database.reveal(), {}, purpose, crypto::aead_key_bytes);
}

Bytes place_of(std::uint64_t offset) {
    cbor::Writer out;
    out.number(offset);
    return out.take();
}

}  // namespace

AttachmentFiles::AttachmentFiles(const Office& office)
    : uploads_(office.folder / "uploads"),
      key_(key_for(office, "soxa/1 uploads")),
      whole_(office.folder / "attachments", key_for(office, "soxa/1 attachments"),
             ledger::attachment_bytes_max) {}

std::filesystem::path AttachmentFiles::folder_of(const UploadId& id) const {
    return uploads_ / hex(id.view());
}

Secret AttachmentFiles::key_of(const UploadId& id) const {
    return crypto::hkdf_sha256(key_.reveal(), id.view(), "soxa/1 upload", crypto::aead_key_bytes);
}

Result<void> AttachmentFiles::put_part(const Upload& upload, std::uint64_t offset, ByteView bytes,
                                       RandomSource& random) const {
    const std::filesystem::path folder = folder_of(upload.id);
    TRY(crypto::make_private_folder(folder));
    const Secret key = key_of(upload.id);
    return crypto::write_durably(
        folder / std::to_string(offset),
        crypto::aead_seal(key.reveal(), place_of(offset), bytes, random));
}

Result<Bytes> AttachmentFiles::joined(const Upload& upload) const {
    Bytes whole;
    whole.reserve(upload.length);
    const Secret key = key_of(upload.id);
    while (whole.size() < upload.length) {
        const std::string name = std::to_string(whole.size());
        auto sealed = crypto::read_file(folder_of(upload.id) / name, part_bytes_max);
        if (!sealed) return fail(Errc::integrity, "attachment.part_lost");
        TRY_LET(const Secret part,
                crypto::aead_open(key.reveal(), place_of(whole.size()), *sealed));
        if (part.reveal().empty()) return fail(Errc::integrity, "attachment.part_lost");
        append(whole, part.reveal());
    }
    return whole;
}

void AttachmentFiles::remove_parts(const UploadId& id) const {
    std::error_code ignored;  // what stays is swept with the next upload of that name: never
    std::filesystem::remove_all(folder_of(id), ignored);
}

Result<void> AttachmentFiles::put(ByteView bytes) const {
    TRY(whole_.put(bytes));
    return {};
}

Result<Bytes> AttachmentFiles::get(const crypto::Digest& digest) const {
    TRY_LET(auto bytes, whole_.get(digest));
    if (!bytes) return fail(Errc::integrity, "attachment.lost");
    return std::move(*bytes);
}

}  // namespace soxa::server
