// The form's values: single fields, code lists, tables and their rows.
#include <imgui.h>

#include <algorithm>
#include <sstream>

#include "sync/record/text.hpp"
#include "ui/panels/form_panel.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

namespace {

using record::Type;

// From here on a value is shown only when asked for (DOMAIN §2.3: S4, and the numbers of S3's
// health and conduct are read aloud in no list).
constexpr int restricted_from = 4;
// Sensitive data by law do not stay on the clipboard (DOMAIN §2.3: S3 and S4).
constexpr int copied_shortly_from = 3;
constexpr float table_height_rows = 5;
constexpr float short_field = 190;

bool is_short(Type type) {
    switch (type) {
        case Type::date:
        case Type::partial_date:
        case Type::year_month:
        case Type::year:
        case Type::integer:
        case Type::decimal1:
        case Type::decimal2:
        case Type::percent:
        case Type::money:
        case Type::phone:
        case Type::digits: return true;
        default: return false;
    }
}

const char* hint_of(Type type) {
    switch (type) {
        case Type::date: return "form.hint.date";
        case Type::partial_date: return "form.hint.partial_date";
        case Type::year_month: return "form.hint.year_month";
        default: return nullptr;
    }
}

/// "A; B" as its parts.
std::vector<std::string> parts_of(const std::string& joined) {
    std::vector<std::string> parts;
    std::istringstream in(joined);
    for (std::string part; std::getline(in, part, ';');) {
        const auto begin = part.find_first_not_of(' ');
        if (begin != std::string::npos) parts.push_back(part.substr(begin));
    }
    return parts;
}

/// With the code added, or taken out if it is in already.
std::string toggled(const std::string& joined, const std::string& code) {
    std::vector<std::string> parts = parts_of(joined);
    const auto found = std::ranges::find(parts, code);
    if (found != parts.end()) {
        parts.erase(found);
    } else {
        parts.push_back(code);
    }
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
    return text;
}

}  // namespace

void FormPanel::take_lists(Pen& pen, const FormRows& form) {
    std::string lists;
    for (const record::Catalogue& one : form.lists) lists += one.name + " " + one.version + ";";
    if (lists == catalogues_of_) return;
    catalogues_of_ = lists;
    catalogues_.clear();
    for (const record::Catalogue& one : form.lists) {
        const record::CodeList* const own = record::find_code_list(one.name);
        if (own == nullptr) continue;
        std::vector<record::Code> codes;
        for (const record::Item& item : one.items) {
            codes.push_back({item.code, item.label, item.valid_from, item.valid_to, {}, {}});
        }
        catalogues_.emplace(own->name, options_of({own->name, one.title, codes, 0}, pen));
    }
}

const std::vector<Option>& FormPanel::options(Pen& pen, const record::Field& field) {
    const std::string_view name =
        field.type == Type::boolean ? std::string_view("boolean") : field.catalogue;
    const auto found = catalogues_.find(name);
    if (found != catalogues_.end()) return found->second;
    std::vector<Option> made;
    if (field.type == Type::boolean) {
        made.push_back({"true", pen.say("form.yes"), "co yes"});
        made.push_back({"false", pen.say("form.no"), "khong no"});
    } else if (const record::CodeList* list = record::find_code_list(name)) {
        made = options_of(*list, pen);
    }
    return catalogues_.emplace(name, std::move(made)).first->second;
}

Wanted FormPanel::draw_value(Pen& pen, const FormRows& form, const FormField& shown,
                             const At& at) {
    const record::Field& field = *shown.field;
    Typed& typed = typed_[at.place];
    if (typed.fresh || (typed.base != shown.value && !typed.edited)) {
        typed = {shown.value, shown.value, {}, false, false};
    }
    FieldLook look;
    look.label = shown.label;
    look.help = shown.help;
    look.required = shown.required;
    look.enabled = form.may_enter && field.writable && !shown.disputed;
    look.vietnamese = !is_short(field.type);
    look.error = typed.error;
    look.focus = jump_ == at.place;
    if (look.focus) jump_.clear();
    if (is_short(field.type)) look.width = pen.scaled(short_field);
    look.restricted = field.sensitivity >= copied_shortly_from;
    ImGui::PushID(at.place.c_str());
    Wanted wanted;
    if (field.sensitivity >= restricted_from && !show_restricted_ && !shown.value.empty()) {
        std::string hidden = pen.say("form.restricted");
        look.enabled = false;
        look.vietnamese = false;
        (void)ui::field(pen, at.place, hidden, look);
    } else if (!field.catalogue.empty() || field.type == Type::boolean) {
        wanted = draw_code(pen, shown, at, look, typed);
    } else {
        wanted = draw_text(pen, shown, at, look, typed);
    }
    for (const std::string& said : shown.reports) {
        finding_line(pen, record::Severity::info, said);
    }
    if (shown.disputed) finding_line(pen, record::Severity::error, pen.say("form.disputed"));
    for (const FindingRow& finding : shown.findings) {
        // A form that is just begun is not wrong in every line: what is missing is marked by the
        // star, and told in full on the list.
        if (shown.value.empty() && finding.severity == record::Severity::error) continue;
        finding_line(pen, finding.severity, finding.text);
    }
    ImGui::PopID();
    return wanted;
}

Wanted FormPanel::draw_code(Pen& pen, const FormField& shown, const At& at, const FieldLook& look,
                            Typed&) {
    const record::Field& field = *shown.field;
    const bool several = field.type == Type::codes;
    const LabelPlace place = begin_field(pen, look);
    Picker::Look picker;
    picker.enabled = look.enabled;
    picker.label = shown.label;
    picker.shown = field.type == Type::boolean && !shown.value.empty()
                       ? pen.say(shown.value == "true" ? "form.yes" : "form.no")
                       : shown.shown;
    picker.width = field_width(pen, look);
    picker.focus = look.focus;
    if (const record::CodeList* list = record::find_code_list(field.catalogue)) {
        picker.open_digits = list->open_digits;
    }
    const auto chosen = picker_.draw(pen, at.place, options(pen, field), picker);
    end_field(pen, look, place);
    if (!chosen) return {};
    const std::string text = several && !chosen->empty() ? toggled(shown.value, *chosen) : *chosen;
    if (text == shown.value) return {};
    return intent::SetField{std::string(field.id), at.group, at.row, text, at.place};
}

Wanted FormPanel::draw_text(Pen& pen, const FormField& shown, const At& at, const FieldLook& look,
                            Typed& typed) {
    const record::Field& field = *shown.field;
    FieldLook now = look;
    if (field.type == Type::long_text) now.kind = FieldKind::lines;
    if (const char* hint = hint_of(field.type)) now.hint = pen.say(hint);
    const FieldResult result = ui::field(pen, at.place, typed.text, now);
    if (result.focused) at_ = at.place;
    const intent::SetField saving{std::string(field.id), at.group, at.row, typed.text, at.place};
    if (result.edited) {
        typed.edited = typed.text != typed.base;
        editing_ = typed.edited ? at.place : std::string();
        editing_intent_ = saving;
    }
    if (!result.committed) return {};
    editing_.clear();
    typed.edited = false;
    if (typed.text == typed.base) {
        typed.error.clear();
        return {};
    }
    return saving;
}

Wanted FormPanel::draw_table(Pen& pen, const FormRows& form, const FormTable& table) {
    Wanted wanted;
    ImGui::PushID(table.id.c_str());
    gap(pen, 6);
    text(pen, pen.say("form.table", {table.label, std::to_string(table.rows.size())}),
         Tone::strong);
    std::string& chosen = chosen_rows_[table.id];
    if (!table.rows.empty()) {
        std::vector<Column> columns{{"#", 0.4F}};
        const std::size_t most = std::min<std::size_t>(table.columns.size(), 6);
        for (std::size_t i = 0; i < most; ++i) columns.push_back({table.columns[i].label, 2});
        const float lines =
            std::min(table_height_rows, static_cast<float>(table.rows.size())) + 1;
        Table drawn(pen, "rows", columns, table.rows.size(),
                    lines * (pen.spacing().row + pen.scaled(10)));
        while (const auto at = drawn.next()) {
            const FormTableRow& row = table.rows[*at];
            const bool now = row.uid == chosen;
            if (drawn.row(row.uid, table.label + " " + std::to_string(row.number), now)) {
                chosen = now ? std::string() : row.uid;
            }
            drawn.cell(std::to_string(row.number), Tone::muted);
            for (std::size_t i = 0; i < most; ++i) {
                const FormField& cell = row.columns[i];
                const bool hidden = cell.field->sensitivity >= restricted_from &&
                                    !show_restricted_ && !cell.shown.empty();
                drawn.cell(hidden ? "…" : cell.shown,
                           cell.findings.empty() ? Tone::plain : Tone::bad);
            }
        }
    }
    if (form.may_enter && button(pen, pen.say("form.add_row"))) {
        wanted = intent::AddRow{table.id};
    }
    const auto row = std::ranges::find(table.rows, chosen, &FormTableRow::uid);
    if (row != table.rows.end()) {
        if (form.may_enter) {
            ImGui::SameLine();
            if (button(pen, pen.say("form.remove_row", {std::to_string(row->number)}),
                       {ButtonKind::danger, true, 0, 0, {}})) {
                wanted = intent::RemoveRow{table.id, row->uid};
            }
        }
        const Card card(pen, "row");
        text(pen, table.label + " · " + pen.say("form.row", {std::to_string(row->number)}),
             Tone::strong);
        for (const FormField& column : row->columns) {
            const std::string place = table.id + "/" + std::to_string(row->number) + "." +
                                      std::string(column.field->id);
            Wanted one = draw_value(pen, form, column, {place, table.id, row->uid});
            if (one) wanted = std::move(one);
        }
    }
    ImGui::PopID();
    return wanted;
}

}  // namespace soxa::ui
