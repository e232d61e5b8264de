#include "client/office/scan_look.hpp"

#include "client/office/access.hpp"
#include "client/office/exchange_attachments.hpp"
#include "client/office/pdf.hpp"
#include "crypto/durable_file.hpp"
#include "sync/record/attachment.hpp"
#include "sync/record/page_count.hpp"

namespace soxa::office {

ScanLook look_at_bytes(ByteView bytes, int page) {
    ScanLook look;
    look.bytes = bytes.size();
    look.page = page;
    look.pdf = record::kind_of(bytes) == record::FileKind::pdf;
    look.pages = record::page_count(bytes).value_or(0);
    std::optional<Pixels> picture;
    if (look.pdf) {
        if (const auto pages = pdf_pages(bytes)) look.pages = *pages;
        look.signers = pdf_signers(bytes);
        picture = pdf_page(bytes, page, look_side_max);
    } else {
        picture = pixels_of(bytes, look_side_max);
        const auto smaller = smaller_scan(bytes);
        if (smaller) look.smaller = smaller->size();
    }
    if (picture) look.picture = std::move(*picture);
    return look;
}

Result<Bytes> read_scan(const std::filesystem::path& file) {
    return crypto::read_file(file, ledger::attachment_bytes_max);
}

Result<ScanLook> look_at_scan(const Office& office, const ListedAttachment& scan, int page) {
    TRY_LET(const auto folder, attachment_folder(office));
    TRY_LET(const auto whole, folder.get(scan.row.file.digest));
    if (whole) return look_at_bytes(*whole, page);
    ScanLook look;
    look.pages = static_cast<int>(scan.row.pages);
    look.bytes = scan.row.file.size;
    look.pdf = scan.row.mime == "application/pdf";
    look.small_only = true;
    if (!scan.row.thumbnail) return look;
    TRY_LET(const auto small, folder.get(scan.row.thumbnail->digest));
    auto picture = small ? pixels_of(*small, thumbnail_side) : std::nullopt;
    if (picture) look.picture = std::move(*picture);
    return look;
}

Result<std::uint64_t> give_out(Office& office, const ListedAttachment& scan,
                               const ledger::NamedBytes& named, const std::filesystem::path& file,
                               const std::string& purpose) {
    TRY(look(office, scan.record_uid, ledger::Use::give_out, purpose));
    TRY_LET(const auto folder, attachment_folder(office));
    auto here = folder.get(named.digest);
    // What is damaged here is fetched anew where that can be.
    TRY_LET(const Bytes bytes, here && *here ? Result<Bytes>(std::move(**here))
                                             : fetch_attachment(office, named));
    TRY(crypto::write_durably(file, bytes));
    return bytes.size();
}

}  // namespace soxa::office
