// Scans in the ledger: what an edit names of them, what a change of a file rests on, and the
// province's receipt for their bytes.
//
// An attachment is a row of the record (group "attachment"): kind, title, pages, size and SHA-256
// are content like all else, so approvals cover them before a byte of the scan has arrived
// (FEATURES, 25; DOMAIN F15). The bytes travel beside the ledger; that the province has them is an
// operation of its own, and nothing else says so.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

/// No file may be larger (RELIABILITY §4.3); a province's pack may ask for less.
inline constexpr std::uint64_t attachment_bytes_max = 20U * 1024 * 1024;
/// Every laptop of the unit fetches them by itself, so they are small.
inline constexpr std::uint64_t thumbnail_bytes_max = 64 * 1024;

/// Bytes that an operation names by their hash.
struct NamedBytes {
    crypto::Digest digest;
    std::uint64_t size = 0;  ///< 1 … attachment_bytes_max
    bool thumbnail = false;

    friend bool operator==(const NamedBytes&, const NamedBytes&) = default;
};
/// Of an edit: those of each attachment it adds or describes anew. Sizes out of bounds and
/// anything unreadable are passed over.
[[nodiscard]] std::vector<NamedBytes> bytes_named(const Operation& operation);

/// The attachments of a content by row; disputed ones are left out.
struct AttachmentRow {
    RowId row;
    std::string kind;
    std::string title;
    std::int64_t pages = 0;
    std::string mime;
    NamedBytes file;
    std::string scanned_at;
    std::string certified_by;
    std::string certified_form;
    std::optional<NamedBytes> thumbnail;
};
[[nodiscard]] std::vector<AttachmentRow> attachments_of(const record::Document& document);
/// As an added row's columns.
[[nodiscard]] std::map<record::Tag, record::Value> columns_of(const AttachmentRow& row);
[[nodiscard]] const record::Group& attachment_group();

/// The province has these bytes, checked against their names and on its disk.
[[nodiscard]] Bytes encode_attachment_receipt(std::span<const crypto::Digest> digests);
inline constexpr std::size_t receipt_digests_max = 1000;
[[nodiscard]] std::optional<std::vector<crypto::Digest>> attachment_receipt(
    const Operation& operation);

/// What has evidence in the draft: fields, and rows as "group/ROW", whose present value an
/// operation set that names a present attachment's, or that is one (R32, record::Facts).
/// `operations` are those on the record.
[[nodiscard]] std::set<std::string, std::less<>> evidenced(const RecordState& state,
                                                           std::span<const Entry> operations);

}  // namespace soxa::ledger
