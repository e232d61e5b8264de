#include "ui/views/conflict_rows.hpp"

#include <algorithm>

#include "client/office/access.hpp"
#include "client/office/conflict_before.hpp"
#include "sync/record/label.hpp"
#include "ui/views/spelling.hpp"
#include "ui/views/value_said.hpp"

namespace soxa::ui {

namespace {

/// Rank, step, coefficient and day are one line of the form: what each side would make of it.
std::string printed(const ledger::Sight& sight, const office::Dispute& dispute,
                    const office::Dispute::Side& side, const record::Lists& lists,
                    const Words& words) {
    const auto values = record::decode_cell(dispute.cell.tag, side.claim);
    std::string line;
    for (const record::Field* field : record::fields_of_cell(dispute.cell.tag)) {
        if (!sight.shows(*field)) continue;
        const auto value = values.find(field->tag);
        line += (line.empty() ? "" : "; ") + std::string(words.of(field->label_vi, field->label_en)) +
                ": " + (value == values.end() ? "…" : record::shown(*field, value->second, lists));
    }
    return line;
}

ConflictRow row_of(const office::Office& office, const std::string& uid,
                   const std::string& full_name, const ledger::RecordState& state, const office::Dispute& dispute,
                   const Words& words) {
    ConflictRow row;
    row.uid = uid;
    row.full_name = full_name;
    row.id = dispute.id;
    row.field = field_named(dispute.field);
    row.section_wide = dispute.cell.is_guard();
    row.legal = dispute.cell.legal || row.section_wide;
    record::Tag section = dispute.cell.is_guard() ? dispute.cell.tag
                                                  : record::section_of_cell(dispute.cell.tag);
    if (row.field != nullptr) {
        row.label = label_said(*row.field, words);
        row.legal = row.legal || row.field->merge == record::MergeClass::legal;
    } else if (const record::Group* group = record::find_group(dispute.field)) {
        row.label = words.say("conflict.row_stays",
                              {std::string(words.of(group->label_vi, group->label_en))});
    } else if (dispute.field.starts_with("section:")) {
        const record::Section* named = record::find_section(dispute.field.substr(8));
        if (named != nullptr) section = named->tag;
    }
    for (const record::Section& one : record::sections()) {
        if (one.tag == section) row.section = words.of(one.label_vi, one.label_en);
    }
    if (row.label.empty()) row.label = words.say("conflict.section", {row.section});
    const ledger::Sight sight = office::sight_of(office, state);
    for (const office::Dispute::Side& side : dispute.sides) {
        // Where the scans cannot be read, the question is asked without them.
        auto evidence = evidence_rows(office, state, {side.by}, dispute.cell.row, words);
        row.sides.push_back({value_said(row.field, side.value, words, office.lists()), side.author.name,
                             side.author.device, spelled(side.at), side.ours,
                             row.field == nullptr ? std::string()
                                                  : printed(sight, dispute, side, office.lists(), words),
                             side.clock,
                             evidence ? std::move(*evidence) : std::vector<ScanRow>()});
    }
    const office::Json before = office::value_before(office, dispute);
    if (!before.is_null()) row.before = value_said(row.field, before, words, office.lists());
    for (const ConflictRow::Side& side : row.sides) {
        if (!row.sentence.empty()) row.sentence += "; ";
        const std::string said = row.section_wide ? std::string() : "“" + side.value + "”";
        row.sentence += words.say("conflict.said", {side.who, said, side.when, side.device});
    }
    return row;
}

}  // namespace

std::optional<ConflictRow> decided_row(const office::Office& office,
                                       const office::Decided& decided, const Words& words) {
    if (!office::may_decide_anew(office, decided)) return std::nullopt;
    const auto state = office.record(decided.record_uid, ledger::Act::read_file);
    if (!state) return std::nullopt;
    const auto lines = office.store().list();
    if (!lines) return std::nullopt;
    const auto line = std::ranges::find(*lines, decided.record_uid, &store::RecordLine::uid);
    if (line == lines->end()) return std::nullopt;
    ConflictRow row = row_of(office, line->uid, line->full_name, *state, decided.dispute, words);
    row.anew = true;
    return row;
}

Result<std::vector<ConflictRow>> conflict_rows(const office::Office& office,
                                               const Words& words) {
    std::vector<ConflictRow> rows;
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (line.conflicts == 0) continue;
        const auto state = office.record(line.uid, ledger::Act::read_file);
        if (!state) continue;  // not this account's to see
        if (office::sight_of(office, *state).asks_purpose) continue;  // the form asks why
        for (const office::Dispute& dispute : office::disputes(office, *state)) {
            rows.push_back(row_of(office, line.uid, line.full_name, *state, dispute, words));
        }
    }
    return rows;
}

}  // namespace soxa::ui
