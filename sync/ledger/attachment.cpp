#include "sync/ledger/attachment.hpp"

#include <algorithm>

#include "sync/ledger/evidence.hpp"

namespace soxa::ledger {

namespace {

using record::Field;
using record::Tag;
using record::Value;
using Columns = std::map<Tag, Value>;

constexpr std::string_view group_name = "attachment";

const Field& column(std::string_view id) { return *record::find_field(group_name, id); }

std::string text(const Columns& columns, std::string_view id) {
    const auto found = columns.find(column(id).tag);
    const auto* value = found == columns.end() ? nullptr : std::get_if<std::string>(&found->second);
    return value == nullptr ? std::string() : *value;
}

std::int64_t number(const Columns& columns, std::string_view id) {
    const auto found = columns.find(column(id).tag);
    const auto* value =
        found == columns.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
    return value == nullptr ? 0 : *value;
}

std::optional<NamedBytes> named(const Columns& columns, std::string_view digest_id,
                                std::string_view size_id) {
    const auto digest = from_hex(text(columns, digest_id));
    const auto name = digest ? crypto::Digest::from(*digest) : std::nullopt;
    const std::int64_t size = number(columns, size_id);
    const bool thumbnail = digest_id == "thumbnail";
    const std::uint64_t most = thumbnail ? thumbnail_bytes_max : attachment_bytes_max;
    if (!name || size < 1 || static_cast<std::uint64_t>(size) > most) return std::nullopt;
    return NamedBytes{*name, static_cast<std::uint64_t>(size), thumbnail};
}

/// Live claims of a cell were all set by operations of `by`, and there is one.
bool all_of_them(const Reading& reading, const std::set<OperationId>& by) {
    return !reading.live.empty() && std::ranges::all_of(reading.live, [&](const Claim& claim) {
        return by.contains(claim.by);
    });
}

/// Fields, and rows as "group/ROW", that operations of `by` alone have said.
std::set<std::string, std::less<>> said_by(const Content& content,
                                           const std::set<OperationId>& by) {
    std::set<std::string, std::less<>> found;
    for (const auto& [cell, reading] : content.cells) {
        if (cell.is_guard() || !all_of_them(reading, by)) continue;
        if (cell.row) {
            const record::Group* const group = record::find_group(cell.tag);
            if (group == nullptr) continue;  // its presence is asserted with every change
            found.insert(std::string(group->id) + "/" + record::name_of(*cell.row));
        } else {
            for (const Field* field : record::fields_of_cell(cell.tag)) {
                found.insert(std::string(field->id));
            }
        }
    }
    return found;
}

/// An answer to what was carried over: each of its cells replaces one of those.
bool takes_over(const Operation& edit, const std::set<OperationId>& carried) {
    const auto& cells = edit.header.cells;
    return !cells.empty() && std::ranges::all_of(cells, [&](const Assignment& one) {
        return one.cell.is_guard() ||
               std::ranges::any_of(one.replaces,
                                   [&](const OperationId& id) { return carried.contains(id); });
    });
}

}  // namespace

const record::Group& attachment_group() { return *record::find_group(group_name); }

std::vector<NamedBytes> bytes_named(const Operation& operation) {
    std::vector<NamedBytes> found;
    // A file that came over brings its scans' names with it.
    if (!carries_cells(operation.header.kind)) return found;
    const auto payload = edit_payload(operation);
    if (!payload) return found;
    const Tag cell = column("sha256").cell;
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        if (operation.header.cells[i].cell.tag != cell) continue;
        const Columns columns = record::decode_cell(cell, payload->values[i]);
        if (const auto file = named(columns, "sha256", "bytes")) found.push_back(*file);
        if (const auto small = named(columns, "thumbnail", "thumbnail_bytes")) {
            found.push_back(*small);
        }
    }
    return found;
}

std::vector<AttachmentRow> attachments_of(const record::Document& document) {
    std::vector<AttachmentRow> found;
    const auto rows = document.groups.find(attachment_group().tag);
    if (rows == document.groups.end()) return found;
    for (const record::Row& row : rows->second) {
        const auto file = named(row.columns, "sha256", "bytes");
        if (!file) continue;
        found.push_back({row.id, text(row.columns, "kind"), text(row.columns, "title"),
                         number(row.columns, "pages"), text(row.columns, "mime"), *file,
                         text(row.columns, "scanned_at"), text(row.columns, "certified_by"),
                         text(row.columns, "certified_form"),
                         named(row.columns, "thumbnail", "thumbnail_bytes")});
    }
    return found;
}

Columns columns_of(const AttachmentRow& row) {
    Columns columns;
    const auto put = [&](std::string_view id, const std::string& value) {
        if (!value.empty()) columns.emplace(column(id).tag, value);
    };
    const auto put_number = [&](std::string_view id, std::int64_t value) {
        columns.emplace(column(id).tag, value);
    };
    put("kind", row.kind);
    put("title", row.title);
    put_number("pages", row.pages);
    put("mime", row.mime);
    put_number("bytes", static_cast<std::int64_t>(row.file.size));
    put("sha256", hex(row.file.digest.view()));
    put("scanned_at", row.scanned_at);
    put("certified_by", row.certified_by);
    put("certified_form", row.certified_form);
    if (row.thumbnail) {
        put("thumbnail", hex(row.thumbnail->digest.view()));
        put_number("thumbnail_bytes", static_cast<std::int64_t>(row.thumbnail->size));
    }
    return columns;
}

Bytes encode_attachment_receipt(std::span<const crypto::Digest> digests) {
    cbor::Writer out;
    out.array(digests.size());
    for (const crypto::Digest& digest : digests) out.bytes(digest.view());
    return out.take();
}

std::optional<std::vector<crypto::Digest>> attachment_receipt(const Operation& operation) {
    if (operation.header.kind != Kind::attachment_receipt) return std::nullopt;
    cbor::Reader in(operation.payload);
    std::vector<crypto::Digest> digests(in.array(receipt_digests_max));
    for (crypto::Digest& digest : digests) digest = in.id<crypto::Digest>();
    if (!in.done()) return std::nullopt;
    return digests;
}

std::set<std::string, std::less<>> evidenced(const RecordState& state,
                                             std::span<const Entry> operations) {
    return evidenced(state.draft, operations);
}

std::set<std::string, std::less<>> evidenced(const Content& content,
                                             std::span<const Entry> operations) {
    std::set<OperationId> adding;
    for (const AttachmentRow& row : attachments_of(document_of(content))) {
        adding.insert(row.row.added);
    }
    std::set<OperationId> resting = adding;
    for (const Entry& entry : operations) {
        const bool rests = std::ranges::any_of(
            entry.operation->header.references,
            [&](const OperationId& id) { return adding.contains(id); });
        if (rests && entry.operation->header.kind == Kind::edit) resting.insert(entry.operation->id);
    }
    return said_by(content, resting);
}

std::set<std::string, std::less<>> proven(const Content& content,
                                          std::span<const Entry> operations,
                                          const record::Policy* pack) {
    auto found = evidenced(content, operations);
    if (pack == nullptr || pack->evidence_in_system) return found;
    std::set<OperationId> carried;
    for (const Entry& entry : operations) {
        const Kind kind = entry.operation->header.kind;
        if (kind == Kind::adopt || kind == Kind::late_edit) carried.insert(entry.operation->id);
    }
    std::set<OperationId> made = carried;
    for (const Entry& entry : operations) {
        if (entry.operation->header.kind == Kind::edit && takes_over(*entry.operation, carried)) {
            made.insert(entry.operation->id);
        }
    }
    found.merge(said_by(content, made));
    const std::string_view number = document_of(content).text("personal_id");
    for (const NumberChange& one : fold_life(operations).numbers) {
        const bool confirmed = one.verdict && one.verdict->confirmed;
        if (confirmed && one.alias.to == number) found.insert("personal_id");
    }
    return found;
}

}  // namespace soxa::ledger
