// One file as a form: section by section, each field saved when it is left.
//
// What was typed and refused stays in its field with the reason below it, until it is corrected or
// taken back. What is typed and not yet left is given up by unsaved() before the screen changes.
#pragma once

#include <map>
#include <set>

#include "ui/panels/intent.hpp"
#include "ui/views/difference_rows.hpp"
#include "ui/views/form_rows.hpp"
#include "ui/views/history_rows.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/picker.hpp"

namespace soxa::ui {

struct FormPageRows {
    FormRows form;
    std::vector<HistoryRow> history;
    std::vector<DifferenceRow> difference;
    std::size_t from = 0;
    std::size_t to = 0;
    bool can_undo = false;
    std::string message;  ///< what came of the last act on the whole file
    bool message_is_bad = false;
};

class FormPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const FormPageRows& rows);

    /// What became of the text typed at a place.
    void saved(const std::string& place);
    void refused(const std::string& place, std::string why);
    /// What is typed and not saved; asked before the screen changes or locks.
    [[nodiscard]] Wanted unsaved();
    /// Another file, or none: forgets everything.
    void clear();
    /// Opens a table's row, one that was just added for instance.
    void choose_row(const std::string& group, const std::string& row) { chosen_rows_[group] = row; }
    /// Shows the field that a finding names.
    void jump_to(const FormRows& form, const std::string& place);

private:
    enum class Tab : std::size_t { content, findings, history, versions, scans };
    enum class Asking { nothing, purpose, submit, give_back, export_approval, report, answer };
    struct Typed {
        std::string text;
        std::string base;   ///< the value that the text began as
        std::string error;
        bool edited = false;
        bool fresh = true;
    };
    /// Where a value stands: a single field, or a column of a table's row.
    struct At {
        std::string place;
        std::string group;
        std::string row;
    };

    [[nodiscard]] Wanted draw_head(Pen& pen, const FormPageRows& rows);
    [[nodiscard]] Wanted draw_content(Pen& pen, const FormRows& form);
    [[nodiscard]] Wanted draw_section(Pen& pen, const FormRows& form, const FormSection& section);
    [[nodiscard]] Wanted draw_table(Pen& pen, const FormRows& form, const FormTable& table);
    [[nodiscard]] Wanted draw_value(Pen& pen, const FormRows& form, const FormField& shown,
                                    const At& at);
    [[nodiscard]] Wanted draw_code(Pen& pen, const FormField& shown, const At& at,
                                   const FieldLook& look, Typed& typed);
    [[nodiscard]] Wanted draw_text(Pen& pen, const FormField& shown, const At& at,
                                   const FieldLook& look, Typed& typed);
    void draw_section_list(Pen& pen, const FormRows& form);
    [[nodiscard]] Wanted draw_findings(Pen& pen, const FormRows& form);
    [[nodiscard]] Wanted draw_versions(Pen& pen, const FormPageRows& rows);
    /// What was reported as wrong, with its answers; in form_reports.cpp.
    void draw_reports(Pen& pen, const FormRows& form);
    [[nodiscard]] Wanted draw_reporting(Pen& pen, const FormRows& form);
    void draw_history(Pen& pen, const std::vector<HistoryRow>& rows);
    [[nodiscard]] Wanted draw_questions(Pen& pen, const FormRows& form);
    [[nodiscard]] const std::vector<Option>& options(Pen& pen, const record::Field& field);
    /// The pickers of the lists that the province has published.
    void take_lists(Pen& pen, const FormRows& form);

    Tab tab_ = Tab::content;
    std::size_t section_ = 0;
    bool section_moved_ = false;
    std::map<std::string, Typed> typed_;
    std::string editing_;  ///< the place that has unsaved text
    intent::SetField editing_intent_;
    std::map<std::string, std::string> chosen_rows_;  ///< group -> row_uid
    std::string jump_;
    bool show_restricted_ = false;
    std::map<std::string_view, std::vector<Option>> catalogues_;
    office::Language catalogues_in_ = office::Language::vietnamese;
    std::string catalogues_of_;  ///< names and versions of the published lists among them
    Picker picker_;
    Asking asking_ = Asking::nothing;
    std::string reason_;
    std::string at_;           ///< the place that had the keyboard last
    std::string report_place_;
    std::string answering_;    ///< id of the report
    bool closing_ = false;
    Picker report_picker_;
    std::string folder_;
    std::size_t from_ = 0;
    std::size_t to_ = 0;
};

}  // namespace soxa::ui
