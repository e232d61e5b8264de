#include "ui/views/conflict_rows.hpp"

#include "client/office/access.hpp"
#include "client/office/conflict_before.hpp"
#include "ui/views/spelling.hpp"
#include "ui/views/value_said.hpp"

namespace soxa::ui {

namespace {

ConflictRow row_of(const office::Office& office, const store::RecordLine& line,
                   const office::Dispute& dispute, const Words& words) {
    ConflictRow row;
    row.uid = line.uid;
    row.full_name = line.full_name;
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
    for (const office::Dispute::Side& side : dispute.sides) {
        row.sides.push_back({value_said(row.field, side.value, words), side.author.name,
                             side.author.device, spelled(side.at), side.ours});
    }
    const office::Json before = office::value_before(office, dispute);
    if (!before.is_null()) row.before = value_said(row.field, before, words);
    for (const ConflictRow::Side& side : row.sides) {
        if (!row.sentence.empty()) row.sentence += "; ";
        const std::string said = row.section_wide ? std::string() : "“" + side.value + "”";
        row.sentence += words.say("conflict.said", {side.who, said, side.when, side.device});
    }
    return row;
}

}  // namespace

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
            rows.push_back(row_of(office, line, dispute, words));
        }
    }
    return rows;
}

}  // namespace soxa::ui
