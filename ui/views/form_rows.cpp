#include "ui/views/form_rows.hpp"

#include <algorithm>

#include "client/office/access.hpp"
#include "client/office/attachments.hpp"
#include "sync/record/document.hpp"
#include "sync/record/label.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

using ledger::Act;
using record::Severity;

std::string help_of(const record::Field& field, const Words& words) {
    std::string help = words.say("form.help." + std::string(record::name_of(field.type)));
    if (!field.example.empty()) {
        const auto value = record::parse(field, field.example);
        const std::string example = value ? editable(field, *value) : std::string(field.example);
        help += " " + words.say("form.example", {example});
    }
    if (field.merge == record::MergeClass::legal) help += " " + words.say("form.legal");
    return help;
}

std::string label_of(const record::Field& field, const Words& words) {
    return std::string(words.of(field.label_vi, field.label_en));
}

/// "education/2.school" as a person reads it.
FindingRow finding_row(const record::Finding& finding, const Words& words) {
    FindingRow row;
    row.severity = finding.severity;
    row.place = finding.fault.field;
    row.text = words.say(finding.fault.text, finding.fault.args);
    const auto slash = row.place.find('/');
    const auto dot = row.place.find('.', slash == std::string::npos ? 0 : slash);
    if (slash == std::string::npos) {
        if (const record::Field* field = record::find_field("", row.place)) {
            row.label = label_of(*field, words);
            row.section = field->section;
        } else if (const record::Group* named = record::find_group(row.place)) {
            row.label = words.of(named->label_vi, named->label_en);
            row.section = named->section;
        }
        return row;
    }
    const record::Group* group = record::find_group(row.place.substr(0, slash));
    if (group == nullptr) return row;
    row.section = group->section;
    row.label = std::string(words.of(group->label_vi, group->label_en)) + " · " +
                words.say("form.row", {row.place.substr(slash + 1, dot - slash - 1)});
    if (dot != std::string::npos) {
        const record::Field* column = record::find_field(group->id, row.place.substr(dot + 1));
        if (column != nullptr) row.label += " · " + label_of(*column, words);
    }
    return row;
}

std::vector<FindingRow> findings_at(const std::vector<FindingRow>& all, std::string_view place) {
    std::vector<FindingRow> found;
    std::ranges::copy_if(all, std::back_inserter(found),
                         [&](const FindingRow& one) { return one.place == place; });
    return found;
}

FormTable table_of(const record::Group& group, const record::Document& document,
                   const ledger::Seed& seed, const std::vector<FindingRow>& findings,
                   const record::Lists& lists, const Words& words) {
    FormTable table{std::string(group.id), std::string(words.of(group.label_vi, group.label_en)),
                    {}, {}};
    for (const record::Field& field : record::fields()) {
        if (field.group == group.id) table.columns.push_back(form_field(field, nullptr, words));
    }
    const auto rows = document.groups.find(group.tag);
    if (rows == document.groups.end()) return table;
    for (const record::Row& row : rows->second) {
        FormTableRow shown{ledger::row_uid(seed, row.id), table.rows.size() + 1, {}};
        const std::string day = record::day_of_row(group.id, row);
        for (const FormField& column : table.columns) {
            const auto value = row.columns.find(column.field->tag);
            FormField cell = column;
            if (value != row.columns.end()) {
                cell.value = editable(*column.field, value->second);
                cell.shown = record::shown_on(*column.field, value->second, lists,
                                              day.empty() ? lists.today : day);
            }
            cell.findings = findings_at(findings, table.id + "/" + std::to_string(shown.number) +
                                                      "." + std::string(column.field->id));
            shown.columns.push_back(std::move(cell));
        }
        table.rows.push_back(std::move(shown));
    }
    return table;
}

FormSection section_of(const record::Section& section, const record::Document& document,
                       const ledger::Seed& seed, const std::vector<FindingRow>& findings,
                       const ledger::Sight& sight, const record::Lists& lists,
                       const Words& words) {
    FormSection shown{std::string(section.id),
                      std::string(words.of(section.label_vi, section.label_en)), {}, {}, 0, 0};
    for (const record::Field& field : record::fields()) {
        if (!field.group.empty() || field.section != section.id) continue;
        const auto value = document.fields.find(field.tag);
        // What is withheld is not offered for typing either: nobody changes what he cannot see.
        if (!sight.shows(field) && value == document.fields.end()) continue;
        if (!field.writable && value == document.fields.end()) continue;
        FormField one = form_field(
            field, value == document.fields.end() ? nullptr : &value->second, words);
        if (value != document.fields.end()) {
            one.shown = record::shown_on(field, value->second, lists,
                                         record::day_of_field(field, document, lists.today));
        }
        one.disputed = document.disputed.contains(field.tag);
        one.findings = findings_at(findings, field.id);
        shown.fields.push_back(std::move(one));
    }
    for (const record::Group& group : record::groups()) {
        const auto columns = record::fields();
        const bool shows = std::ranges::any_of(columns, [&](const record::Field& column) {
            return column.group == group.id && sight.shows(column);
        });
        // Scans come with their bytes: there is a table once there is a row.
        const bool scans = group.id == "attachment" && !document.groups.contains(group.tag);
        if (group.section == section.id && shows && !scans) {
            shown.tables.push_back(table_of(group, document, seed, findings, lists, words));
        }
    }
    for (const FindingRow& finding : findings) {
        if (finding.section != section.id) continue;
        if (finding.severity == Severity::error) shown.errors += 1;
        if (finding.severity == Severity::warning) shown.warnings += 1;
    }
    return shown;
}

/// What the province has published, each list once.
std::vector<record::Catalogue> published_lists(const ledger::Rulebook& rules) {
    std::vector<record::Catalogue> lists;
    for (const ledger::Published& one : rules.published) {
        const bool there = std::ranges::find(lists, one.name, &record::Catalogue::name) !=
                           lists.end();
        const record::Catalogue* const list = rules.catalogues.find(one.name);
        if (!there && list != nullptr) lists.push_back(*list);
    }
    return lists;
}

/// Of the single fields that a submission asks for: what is there, and what is missing.
void count_required(const record::Document& document,
                    const std::vector<record::Finding>& findings, FormRows& rows) {
    for (const record::Field& field : record::fields()) {
        const bool asked = field.required != record::Required::no && field.group.empty();
        if (asked && field.writable && document.fields.contains(field.tag)) {
            rows.required_filled += 1;
        }
    }
    rows.required = rows.required_filled;
    for (const record::Finding& finding : findings) {
        if (finding.fault.text == "finding.missing") rows.required += 1;
    }
}

/// Open ones at their fields; all of them on the list.
Result<void> add_reports(const office::Office& office, const ledger::RecordState& state,
                         const Words& words, FormRows& rows) {
    TRY_LET(const auto reports, office::error_reports(office, state));
    for (const office::ListedReport& one : reports) {
        rows.reports.push_back(report_row(office, one, words));
    }
    std::ranges::stable_sort(rows.reports, {}, [](const ReportRow& row) { return !row.open; });
    const auto add = [&](FormField& field, const std::string& place) {
        for (const ReportRow& row : rows.reports) {
            if (!row.open || row.place != place) continue;
            field.reports.push_back(words.say("reports.at_field", {row.text, row.told}));
        }
    };
    for (FormSection& section : rows.sections) {
        for (FormField& field : section.fields) add(field, std::string(field.field->id));
        for (FormTable& table : section.tables) {
            for (FormTableRow& row : table.rows) {
                const std::string at = table.id + "/" + std::to_string(row.number) + ".";
                for (FormField& column : row.columns) add(column, at + std::string(column.field->id));
            }
        }
    }
    return {};
}

/// Level and last day; empty on an ordinary file.
std::string restriction_of(const office::Office& office, const ledger::RecordState& state,
                           const Words& words) {
    const ledger::LevelSet* set =
        office.store().directory().access().level(state.id, office.access_days());
    if (set == nullptr) return {};
    return words.say("form.restriction." + std::to_string(set->level.level),
                     {set->level.until, set->level.basis});
}

}  // namespace

std::string status_text(ledger::Status status, const Words& words) {
    return words.say("status." + std::string(name_of(status)));
}

ReportRow report_row(const office::Office& office, const office::ListedReport& report,
                     const Words& words) {
    const ledger::ReportState& state = report.state;
    ReportRow row;
    row.id = hex(state.id.view());
    row.uid = report.record_uid;
    row.full_name = report.full_name;
    row.place = report.place;
    record::Finding named;
    named.fault.field = report.place;
    row.label = report.place.empty() ? words.say("reports.whole_file")
                                     : finding_row(named, words).label;
    row.text = state.report.text;
    row.told = words.say(state.standing.provisional() ? "reports.told_waits" : "reports.told",
                         {office::author_of(office, state.by).name, spelled(state.at)});
    for (const auto& one : state.answers) {
        row.answers.push_back(words.say(one.answer.closed ? "reports.closed_by" : "reports.answered_by",
                                        {office::author_of(office, one.by).name, spelled(one.at),
                                         one.answer.text}));
    }
    row.open = state.open();
    row.may_answer = report.may_answer;
    row.may_close = report.may_close;
    return row;
}

FormField form_field(const record::Field& field, const record::Value* value, const Words& words) {
    FormField shown;
    shown.field = &field;
    shown.label = label_of(field, words);
    shown.help = help_of(field, words);
    shown.required = field.required == record::Required::always ||
                     field.required == record::Required::active;
    if (value != nullptr) {
        shown.value = editable(field, *value);
        shown.shown = record::shown(field, *value);
    }
    return shown;
}

Result<FormRows> form_rows(const office::Office& office, const ledger::RecordState& whole,
                           const Words& words, Purpose purpose) {
    FormRows rows;
    ledger::Sight sight = office::sight_of(office, whole);
    rows.restriction = restriction_of(office, whole, words);
    rows.asks_purpose = sight.asks_purpose && purpose == Purpose::unsaid;
    if (rows.asks_purpose) sight = {ledger::Sight::Reach::stub, 0, sight.level, true, sight.grant};
    const ledger::RecordState state = office::seen(sight, whole);
    const record::Document document = ledger::document_of(state.draft);
    rows.uid = ledger::record_uid(state);
    rows.full_name = document.text("full_name");
    rows.status = status_text(state.status, words);
    std::vector<record::Finding> found = office::findings(office, whole);
    office::conceal(sight, found);
    for (const record::Finding& finding : found) {
        rows.findings.push_back(finding_row(finding, words));
        if (finding.severity == Severity::error) rows.errors += 1;
        if (finding.severity == Severity::warning) rows.warnings += 1;
    }
    const ledger::Seed seed = state.seed.value_or(ledger::Seed{});
    for (const record::Section& section : record::sections()) {
        rows.sections.push_back(
            section_of(section, document, seed, rows.findings, sight, office.lists(), words));
    }
    if (!rows.asks_purpose) TRY(add_reports(office, whole, words, rows));
    rows.lists = published_lists(office.store().rulebook());
    count_required(document, found, rows);
    rows.conflicts = state.conflicts.size();
    if (!rows.asks_purpose) {
        TRY_LET(const auto scans, office::attachments(office, whole));
        rows.scans = scans.size();
    }
    rows.versions = state.cuts.size();
    rows.effective = state.effective ? *state.effective + 1 : 0;
    rows.has_approval = std::ranges::any_of(state.approvals, &ledger::Approval::holds);

    const ledger::Whose whose = office.whose(whole);
    const ledger::Cut* cut = state.current_cut();
    const bool works = office::working_sight_of(office, whole).works() && !rows.asks_purpose;
    const bool submitted = cut != nullptr && !cut->returned;
    if (cut != nullptr && cut->returned) rows.returned_because = cut->returned->second;
    const bool waits = state.status == ledger::Status::submitted ||
                       state.status == ledger::Status::checked;
    rows.may_enter = works && office.may(Act::enter, whose).has_value();
    rows.may_submit = works && office.may(Act::submit, whose).has_value() && !submitted;
    rows.may_check = works && office.may(Act::check, whose).has_value() && submitted && !cut->checked;
    rows.may_return = works && office.may(Act::give_back, whose).has_value() && submitted && waits;
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    rows.received = std::ranges::none_of(
        operations, [](const ledger::Stored& one) { return one.standing.provisional(); });
    return rows;
}

}  // namespace soxa::ui
