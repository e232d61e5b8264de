// A personnel file as a form: the template's sections, fields and tables with their values,
// findings and what may be done with the file now. Computed; nothing of it is stored.
#pragma once

#include <string>
#include <vector>

#include "client/office/error_report.hpp"
#include "client/office/submission.hpp"
#include "sync/record/catalogue.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

/// A finding, said; `place` is a field's id or "group/1.column", rows counted from 1.
struct FindingRow {
    record::Severity severity = record::Severity::info;
    std::string place;
    std::string label;
    std::string text;
    std::string section;
};

/// "Báo sai sót": what somebody said is wrong, and what was answered.
struct ReportRow {
    std::string id;      ///< hex, as office::answer_error() takes it
    std::string uid;     ///< of the file
    std::string full_name;
    std::string place;   ///< as FindingRow::place; empty: the whole file
    std::string label;   ///< said
    std::string text;
    std::string told;    ///< who and when, and whether the province has it
    std::vector<std::string> answers;
    bool open = true;
    bool may_answer = false;
    bool may_close = false;
};
[[nodiscard]] ReportRow report_row(const office::Office& office,
                                   const office::ListedReport& report, const Words& words);

struct FormField {
    const record::Field* field = nullptr;
    std::string label;
    std::string help;
    bool required = false;
    std::string value;  ///< as it is edited
    std::string shown;  ///< as it is read: of a code, its label
    bool disputed = false;
    std::vector<FindingRow> findings;
    std::vector<std::string> reports;  ///< said: what is open at it
};

struct FormTableRow {
    std::string uid;
    std::size_t number = 0;          ///< from 1
    std::vector<FormField> columns;  ///< in the group's order
};

struct FormTable {
    std::string id;
    std::string label;
    std::vector<FormField> columns;  ///< without values
    std::vector<FormTableRow> rows;
};

struct FormSection {
    std::string id;
    std::string label;
    std::vector<FormField> fields;
    std::vector<FormTable> tables;
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

struct FormRows {
    std::string uid;
    std::string full_name;
    std::string status;  ///< said
    std::vector<FormSection> sections;
    std::vector<FindingRow> findings;
    std::vector<ReportRow> reports;  ///< all of them, open ones first
    std::size_t required = 0;
    std::size_t required_filled = 0;
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t conflicts = 0;
    std::size_t scans = 0;  ///< that this account may see
    std::size_t versions = 0;
    std::size_t effective = 0;  ///< version in force; 0 if there is none
    std::string returned_because;
    std::string restriction;  ///< said; empty on an ordinary file
    bool asks_purpose = false;  ///< shown as a stub until a purpose is given
    bool received = false;  ///< the province has everything of it
    bool may_enter = false;
    bool may_submit = false;
    bool may_check = false;
    bool may_return = false;
    bool has_approval = false;
    /// The lists that the province has published, for the pickers; others are the program's own.
    std::vector<record::Catalogue> lists;
};

/// A single field (or, with a group, a column) as a form shows it, with `value` if there is one.
[[nodiscard]] FormField form_field(const record::Field& field, const record::Value* value,
                                   const Words& words);
/// Whether the person has said why he looks, where that is asked.
enum class Purpose { unsaid, said };
/// What the account may see of it today; a stub as long as a purpose is asked and unsaid.
[[nodiscard]] Result<FormRows> form_rows(const office::Office& office,
                                         const ledger::RecordState& state, const Words& words,
                                         Purpose purpose = Purpose::unsaid);
/// "status.draft" …: what people call it.
[[nodiscard]] std::string status_text(ledger::Status status, const Words& words);

}  // namespace soxa::ui
