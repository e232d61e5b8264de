#include "client/office/attach.hpp"

#include <algorithm>

#include "client/office/enter.hpp"
#include "client/office/pdf.hpp"
#include "client/office/picture.hpp"
#include "sync/record/attachment.hpp"
#include "sync/record/page_count.hpp"
#include "sync/record/rule_words.hpp"

namespace soxa::office {

namespace {

using record::Field;
using record::FileKind;

constexpr std::string_view photograph = "22";
constexpr int photograph_width_min = 354;

const Field& column(std::string_view id) { return *record::find_field("attachment", id); }

std::string mime_of(ByteView bytes) {
    switch (record::kind_of(bytes)) {
        case FileKind::pdf: return "application/pdf";
        case FileKind::jpeg: return "image/jpeg";
        case FileKind::png: return "image/png";
        default: return {};
    }
}

/// Reads what was typed as a column's value; an empty text is none.
std::string read(std::string_view id, const std::string& typed, std::vector<Fault>& faults) {
    if (typed.empty()) return {};
    const auto value = record::parse(column(id), typed);
    if (value) return record::text_of(column(id), *value);
    Fault fault = value.error();
    fault.field = id;
    faults.push_back(std::move(fault));
    return {};
}

/// The bytes as they are kept.
Bytes prepared(Bytes bytes, bool is_photograph, bool smaller_wanted,
               const record::AttachmentTerms& terms) {
    if (record::has_metadata(bytes)) bytes = record::without_metadata(bytes);
    if (smaller_wanted) {
        if (auto smaller = smaller_scan(bytes)) bytes = std::move(*smaller);
    }
    if (is_photograph && bytes.size() > terms.photo_bytes_max) {
        auto smaller = photograph_within(bytes, terms.photo_bytes_max, photograph_width_min);
        if (smaller) return std::move(*smaller);
    }
    return bytes;
}

std::size_t bytes_of_others(const ledger::RecordState& state, const crypto::Digest& digest) {
    std::size_t bytes = 0;
    for (const auto& row : ledger::attachments_of(ledger::document_of(state.draft))) {
        if (row.file.digest != digest) bytes += row.file.size;
    }
    return bytes;
}

struct Described {
    ledger::AttachmentRow row;
    std::vector<record::Finding> findings;
};

/// Everything that can be wrong with it, told at once.
Result<Described> describe(const NewAttachment& typed, ByteView bytes,
                           const ledger::RecordState& state,
                           const record::AttachmentTerms& terms) {
    Described described;
    ledger::AttachmentRow& row = described.row;
    std::vector<Fault> faults;
    row.kind = read("kind", typed.kind, faults);
    if (typed.kind.empty()) {
        faults.push_back({"kind", "schema", "attachment.kind_missing", {}});
    }
    row.title = read("title", typed.title, faults);
    if (row.title.empty() && !row.kind.empty()) row.title = record::shown(column("kind"), row.kind);
    row.scanned_at = read("scanned_at", typed.scanned_at, faults);
    row.certified_by = read("certified_by", typed.certified_by, faults);
    row.certified_form = read("certified_form", typed.certified_form, faults);
    row.mime = mime_of(bytes);
    row.file = {crypto::sha256(bytes), bytes.size(), false};
    described.findings = record::check_attachment(
        {bytes, row.kind, row.title, !row.certified_by.empty(),
         bytes_of_others(state, row.file.digest)},
        terms);
    for (const record::Finding& finding : described.findings) {
        if (finding.severity == record::Severity::error) faults.push_back(finding.fault);
    }
    if (record::has_classification_mark(typed.file_name)) {
        faults.push_back({"attachment", "R36", "finding.classification_mark", {}});
    }
    std::optional<int> pages = record::page_count(bytes);
    if (!pages) pages = pdf_pages(bytes);
    if (!pages) pages = typed.pages;
    const bool pages_good = pages && *pages >= 1 && *pages <= record::pages_max;
    if (!row.mime.empty() && !pages_good) {
        faults.push_back({"pages", "DM-3.10", "attachment.pages", {}});
    }
    row.pages = pages.value_or(0);
    if (!faults.empty()) return refuse(std::move(faults));
    return described;
}

/// Of a picture, or of the first page of a scanned PDF.
std::optional<Bytes> small_of(ByteView bytes) {
    if (auto small = thumbnail_of(bytes)) return small;
    const auto page = pdf_page(bytes, 1, thumbnail_side);
    if (!page) return std::nullopt;
    return jpeg_of(*page, thumbnail_quality);
}

/// Before anything is kept: what it shall prove is there.
Result<void> check_proved(const ledger::RecordState& state, const std::string& named) {
    if (named.empty()) return {};
    if (named.find('/') != std::string::npos) {
        TRY(row_named(state, named));
        return {};
    }
    const Field* const found = record::find_field("", named);
    const bool stands = found != nullptr && found->writable &&
                        ledger::document_of(state.draft).fields.contains(found->tag);
    if (!stands) return fail(Errc::invalid_input, "attachment.no_field");
    return {};
}

/// The field of that name whose value stands, said again: it rests on the scan from now on.
Result<bool> prove_field(Office& office, const ledger::RecordId& id, const std::string& field,
                         const std::string& digest) {
    TRY_LET(const auto state, office.store().record(id));
    if (!state) return fail(Errc::invalid_input, "attachment.no_field");
    const record::Tag tag = record::find_field("", field)->tag;
    const record::Document document = ledger::document_of(state->draft);
    ledger::Change change;
    change.fields.insert_or_assign(tag, document.fields.at(tag));
    TRY_LET(const auto rests, rest_on(office, *state, {digest}, change));
    return edit_record(office, *state, change, {}, rests);
}

/// What the row that it proves gets: its name among the evidence, and a column for a scan.
Result<void> link(const ledger::RecordState& state, const std::string& typed,
                  const std::string& sha256, ledger::Change& change) {
    TRY_LET(const record::RowId id, row_named(state, typed));
    const record::Document document = ledger::document_of(state.draft);
    for (const auto& [group_tag, rows] : document.groups) {
        const auto row = std::ranges::find(rows, id, &record::Row::id);
        if (row == rows.end()) continue;
        const std::string_view group = record::find_group(group_tag)->id;
        TRY(add_evidence(group, *row, {sha256}, change.rows[id]));
        const Field* const scan = record::find_field(group, "file");
        if (scan != nullptr && scan->type == record::Type::file) {
            change.rows[id].insert_or_assign(scan->tag, sha256);
        }
    }
    return {};
}

}  // namespace

Result<AttachedNow> attach(Office& office, const ledger::RecordState& state,
                           NewAttachment attachment) {
    TRY(office.may(ledger::Act::enter, office.whose(state)));
    const record::AttachmentTerms terms;
    const auto kind = record::parse(column("kind"), attachment.kind);
    const bool is_photograph =
        kind && record::text_of(column("kind"), *kind) == photograph;
    // Before it is decoded: what is too large, or no picture, is told as it came.
    const bool changes = attachment.bytes.size() <= ledger::attachment_bytes_max;
    const Bytes bytes = changes ? prepared(std::move(attachment.bytes), is_photograph,
                                         attachment.smaller, terms)
                                : std::move(attachment.bytes);
    TRY(check_proved(state, attachment.row));
    TRY_LET(Described described, describe(attachment, bytes, state, terms));

    AttachedNow done;
    done.findings = std::move(described.findings);
    done.sha256 = hex(described.row.file.digest.view());
    ledger::Change change;
    const auto there = ledger::attachments_of(ledger::document_of(state.draft));
    const bool known = std::ranges::any_of(there, [&](const ledger::AttachmentRow& row) {
        return row.file.digest == described.row.file.digest && row.kind == described.row.kind;
    });
    if (!known) {
        // The bytes first: an operation that names them must never be alone.
        TRY_LET(const auto folder, attachment_folder(office));
        TRY(folder.put(bytes));
        if (const auto small = small_of(bytes)) {
            TRY_LET(const crypto::Digest name, folder.put(*small));
            described.row.thumbnail = ledger::NamedBytes{name, small->size(), true};
        }
        change.added.push_back(
            {ledger::attachment_group().tag, ledger::columns_of(described.row)});
    }
    const bool proves_row = attachment.row.find('/') != std::string::npos;
    if (proves_row) TRY(link(state, attachment.row, done.sha256, change));
    if (is_photograph) {
        change.fields.insert_or_assign(record::find_field("", "photo_4x6")->tag, done.sha256);
    }
    if (!change.empty()) {
        TRY_LET(done.changed, edit_record(office, state, change));
    }
    if (!attachment.row.empty() && !proves_row) {
        TRY_LET(const bool said, prove_field(office, state.id, attachment.row, done.sha256));
        done.changed = done.changed || said;
    }
    TRY_LET(const auto after, office.store().record(state.id));
    const ledger::RecordState& now = after ? *after : state;
    for (const auto& row : ledger::attachments_of(ledger::document_of(now.draft))) {
        if (hex(row.file.digest.view()) != done.sha256) continue;
        done.row_uid = ledger::row_uid(now.seed.value_or(ledger::Seed{}), row.row);
    }
    return done;
}

}  // namespace soxa::office
