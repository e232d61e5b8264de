#include "ui/views/scan_rows.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "client/office/access.hpp"
#include "sync/record/attachment.hpp"
#include "ui/views/spelling.hpp"
#include "ui/views/value_said.hpp"

namespace soxa::ui {

namespace {

using Digests = std::set<std::string, std::less<>>;

std::string label_of(const record::Group& group, std::size_t number, const Words& words) {
    return std::string(words.of(group.label_vi, group.label_en)) + " · " +
           words.say("form.row", {std::to_string(number)});
}

/// SHA-256 that a row's columns name.
Digests named_in(const record::Row& row) {
    Digests named;
    for (const auto& [tag, value] : row.columns) {
        const record::Field* const column = record::find_field(tag);
        if (column == nullptr) continue;
        if (column->id == "evidence_ids") {
            const auto* list = std::get_if<std::vector<std::string>>(&value);
            if (list != nullptr) named.insert(list->begin(), list->end());
        } else if (column->type == record::Type::file && column->group != "attachment") {
            if (const auto* one = std::get_if<std::string>(&value)) named.insert(*one);
        }
    }
    return named;
}

std::string kind_said(const ledger::AttachmentRow& row, const Words& words) {
    std::string form = "PDF";
    if (row.mime == "image/jpeg") form = "JPEG";
    if (row.mime == "image/png") form = "PNG";
    return form + " · " + words.say("scans.pages", {std::to_string(row.pages)}) + " · " +
           size_of(row.file.size);
}

ScanRow row_of(const office::ListedAttachment& one, const Words& words) {
    ScanRow row;
    row.row_uid = one.row_uid;
    row.digest = hex(one.row.file.digest.view());
    row.title = one.row.title;
    row.what = kind_said(one.row, words);
    row.here = one.here;
    row.stands = one.received ? ScanStanding::received
                 : one.here   ? ScanStanding::waits_here
                              : ScanStanding::elsewhere;
    row.standing = words.say(one.received ? "scans.received"
                             : one.here   ? "scans.waits_here"
                                          : "scans.elsewhere");
    if (!one.row.scanned_at.empty()) {
        row.certified = words.say("scans.scanned", {day_read(one.row.scanned_at)});
    }
    if (!one.row.certified_by.empty()) {
        row.certified += (row.certified.empty() ? "" : " · ") +
                         words.say("scans.certified", {one.row.certified_by});
    }
    return row;
}

/// What each scan proves: rows that name it, and fields whose value rests on it.
std::map<std::string, std::string> proved_by(const office::Office& office,
                                             const ledger::RecordState& seen,
                                             const std::vector<office::ListedAttachment>& scans,
                                             const Words& words) {
    std::map<std::string, std::string> proved;
    const auto add = [&](const std::string& digest, const std::string& label) {
        std::string& said = proved[digest];
        said += (said.empty() ? "" : "; ") + label;
    };
    const record::Document document = ledger::document_of(seen.draft);
    for (const record::Group& group : record::groups()) {
        const auto rows = document.groups.find(group.tag);
        if (rows == document.groups.end()) continue;
        std::size_t number = 0;
        for (const record::Row& row : rows->second) {
            ++number;
            for (const std::string& digest : named_in(row)) {
                add(digest, label_of(group, number, words));
            }
        }
    }
    std::map<ledger::OperationId, std::vector<std::string>> rests;
    const auto operations = office.store().operations_on(seen.id);
    if (!operations) return proved;
    for (const ledger::Stored& one : *operations) {
        for (const office::ListedAttachment& scan : scans) {
            const auto& named = one.operation.header.references;
            if (std::ranges::find(named, scan.row.row.added) == named.end()) continue;
            rests[one.operation.id].push_back(hex(scan.row.file.digest.view()));
        }
    }
    for (const auto& [cell, reading] : seen.draft.cells) {
        if (cell.is_guard() || cell.row || reading.live.empty()) continue;
        const auto found = rests.find(reading.live.front().by);
        if (found == rests.end()) continue;
        const auto fields = record::fields_of_cell(cell.tag);
        if (fields.empty()) continue;
        for (const std::string& digest : found->second) add(digest, label_said(*fields.front(), words));
    }
    return proved;
}

std::vector<ProvedPlace> places_of(const record::Document& document, const ledger::Seed& seed,
                                   const Words& words) {
    std::vector<ProvedPlace> places;
    for (const record::Group& group : record::groups()) {
        const auto rows = document.groups.find(group.tag);
        if (rows == document.groups.end() || group.id == "attachment") continue;
        std::size_t number = 0;
        for (const record::Row& row : rows->second) {
            std::string said;
            for (const auto& [tag, value] : row.columns) {
                const record::Field* const column = record::find_field(tag);
                if (column == nullptr || column->sensitivity >= 3 || said.size() > 40) continue;
                if (column->type == record::Type::file || column->id == "evidence_ids") continue;
                said += (said.empty() ? ": " : ", ") + record::shown(*column, value);
            }
            places.push_back({std::string(group.id) + "/" + ledger::row_uid(seed, row.id),
                              label_of(group, ++number, words) + said});
        }
    }
    for (const record::Field& field : record::fields()) {
        if (!field.group.empty() || !field.writable || field.type == record::Type::file) continue;
        if (!document.fields.contains(field.tag) || document.disputed.contains(field.tag)) continue;
        places.push_back({std::string(field.id), label_said(field, words)});
    }
    return places;
}

/// Of those of a file that this account sees, the ones that are named.
Result<std::vector<ScanRow>> pictured(const office::Office& office,
                                      const ledger::RecordState& state, const Digests& named,
                                      const Words& words) {
    std::vector<ScanRow> rows;
    if (named.empty()) return rows;
    TRY_LET(const auto scans, office::attachments(office, state));
    TRY_LET(const auto folder, office::attachment_folder(office));
    for (const office::ListedAttachment& one : scans) {
        if (!named.contains(hex(one.row.file.digest.view()))) continue;
        ScanRow row = row_of(one, words);
        if (one.thumbnail_here) {
            const auto bytes = folder.get(one.row.thumbnail->digest);
            // A damaged thumbnail hides no scan: it is told without its picture.
            auto small = bytes && *bytes ? office::pixels_of(**bytes, office::thumbnail_side)
                                         : std::nullopt;
            if (small) row.small = std::move(*small);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

Result<ScanRows> scan_rows(const office::Office& office, const ledger::RecordState& whole,
                           const Words& words, Purpose purpose) {
    ScanRows rows;
    const ledger::Sight sight = office::sight_of(office, whole);
    rows.uid = ledger::record_uid(whole);
    rows.full_name = ledger::document_of(whole.draft).text("full_name");
    rows.asks_purpose = sight.asks_purpose && purpose == Purpose::unsaid;
    if (rows.asks_purpose) return rows;
    const ledger::RecordState state = office::seen(sight, whole);
    TRY_LET(const auto scans, office::attachments(office, whole));
    const auto proved = proved_by(office, state, scans, words);
    std::uint64_t bytes = 0;
    for (const office::ListedAttachment& one : scans) {
        ScanRow row = row_of(one, words);
        const auto found = proved.find(row.digest);
        if (found != proved.end()) row.proves = words.say("scans.proves", {found->second});
        bytes += one.row.file.size;
        rows.rows.push_back(std::move(row));
    }
    rows.total = words.say("scans.total", {std::to_string(scans.size()), size_of(bytes),
                                           size_of(record::AttachmentTerms().record_bytes_max)});
    rows.may_attach = office::working_sight_of(office, whole).works() &&
                      office.may(ledger::Act::enter, office.whose(whole)).has_value();
    if (rows.may_attach) {
        rows.places = places_of(ledger::document_of(state.draft),
                                state.seed.value_or(ledger::Seed{}), words);
    }
    return rows;
}

Result<std::vector<ScanRow>> evidence_rows(const office::Office& office,
                                           const ledger::RecordState& state,
                                           const std::vector<ledger::OperationId>& operations,
                                           const std::optional<record::RowId>& row,
                                           const Words& words) {
    Digests named;
    const record::Document document = ledger::document_of(state.draft);
    TRY_LET(const auto stored, office.store().operations_on(state.id));
    for (const ledger::Stored& one : stored) {
        if (std::ranges::find(operations, one.operation.id) == operations.end()) continue;
        const auto& references = one.operation.header.references;
        for (const ledger::AttachmentRow& scan : ledger::attachments_of(document)) {
            if (std::ranges::find(references, scan.row.added) == references.end()) continue;
            named.insert(hex(scan.file.digest.view()));
        }
    }
    for (const auto& [group, rows] : document.groups) {
        for (const record::Row& one : rows) {
            if (row && one.id == *row) named.merge(named_in(one));
        }
    }
    return pictured(office, state, named, words);
}

Result<std::vector<ScanRow>> evidence_between(const office::Office& office,
                                              const ledger::RecordState& state,
                                              const ledger::Content* from,
                                              const ledger::Content& to, const Words& words) {
    const record::Document before = from == nullptr ? record::Document() : ledger::document_of(*from);
    const record::Document after = ledger::document_of(to);
    Digests named;
    for (const ledger::AttachmentRow& scan : ledger::attachments_of(after)) {
        named.insert(hex(scan.file.digest.view()));
    }
    for (const ledger::AttachmentRow& scan : ledger::attachments_of(before)) {
        named.erase(hex(scan.file.digest.view()));
    }
    for (const auto& [group, rows] : after.groups) {
        const auto old = before.groups.find(group);
        for (const record::Row& row : rows) {
            const bool same = old != before.groups.end() &&
                              std::ranges::any_of(old->second, [&](const record::Row& one) {
                                  return one.id == row.id && one.columns == row.columns;
                              });
            if (!same) named.merge(named_in(row));
        }
    }
    return pictured(office, state, named, words);
}

}  // namespace soxa::ui
