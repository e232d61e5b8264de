#include "ui/views/difference_rows.hpp"

#include <algorithm>

#include "sync/record/document.hpp"
#include "sync/record/label.hpp"

namespace soxa::ui {

namespace {

using Columns = std::map<record::Tag, record::Value>;

record::Document document_at(const ledger::RecordState& state, Version version) {
    if (!version || *version > state.cuts.size()) return {};
    return ledger::document_of(*version == 0 ? state.draft : state.cuts[*version - 1].content);
}

std::string section_label(std::string_view id, const Words& words) {
    const record::Section* section = record::find_section(id);
    return section == nullptr ? std::string(id)
                              : std::string(words.of(section->label_vi, section->label_en));
}

/// One side: what it says, and the lists and the day by which its codes have their labels.
struct Side {
    const Columns& columns;
    const record::Lists& lists;
    std::string day;
};

std::string shown_in(const record::Field& field, const Side& side) {
    const auto value = side.columns.find(field.tag);
    if (value == side.columns.end()) return {};
    const std::string& day = side.day.empty() ? side.lists.today : side.day;
    return record::shown_on(field, value->second, side.lists, day);
}

/// Nothing if both say the same.
void compare(const record::Field& field, const std::string& label, const Side& before,
             const Side& after, const Words& words, std::vector<DifferenceRow>& rows) {
    const auto was = before.columns.find(field.tag);
    const auto is = after.columns.find(field.tag);
    const bool was_there = was != before.columns.end();
    const bool is_there = is != after.columns.end();
    const bool same = was_there == is_there && (!is_there || was->second == is->second);
    if (same) return;
    rows.push_back({section_label(field.section, words), label, shown_in(field, before),
                    shown_in(field, after), field.merge == record::MergeClass::legal});
}

const std::vector<record::Row>& rows_of(const record::Document& document, record::Tag group) {
    static const std::vector<record::Row> none;
    const auto found = document.groups.find(group);
    return found == document.groups.end() ? none : found->second;
}

void compare_group(const record::Group& group, const record::Document& before,
                   const record::Document& after, const record::Lists& lists,
                   const Words& words, std::vector<DifferenceRow>& rows) {
    const auto& old_rows = rows_of(before, group.tag);
    const auto& new_rows = rows_of(after, group.tag);
    const auto compare_row = [&](const record::RowId& id, std::size_t number) {
        const auto was = std::ranges::find(old_rows, id, &record::Row::id);
        const auto is = std::ranges::find(new_rows, id, &record::Row::id);
        const std::string place =
            std::string(words.of(group.label_vi, group.label_en)) + " · " +
            words.say(is == new_rows.end() ? "form.row_removed" : "form.row",
                      {std::to_string(number)});
        for (const record::Field& field : record::fields()) {
            if (field.group != group.id) continue;
            static const Columns none;
            const bool had = was != old_rows.end();
            const bool has = is != new_rows.end();
            compare(field, place + " · " + std::string(words.of(field.label_vi, field.label_en)),
                    {had ? was->columns : none, lists,
                     had ? record::day_of_row(group.id, *was) : std::string()},
                    {has ? is->columns : none, lists,
                     has ? record::day_of_row(group.id, *is) : std::string()},
                    words, rows);
        }
    };
    for (std::size_t i = 0; i < new_rows.size(); ++i) compare_row(new_rows[i].id, i + 1);
    for (std::size_t i = 0; i < old_rows.size(); ++i) {
        if (std::ranges::find(new_rows, old_rows[i].id, &record::Row::id) == new_rows.end()) {
            compare_row(old_rows[i].id, i + 1);
        }
    }
}

}  // namespace

std::vector<DifferenceRow> difference_rows(const ledger::RecordState& state, Version from,
                                           Version to, const Words& words,
                                           const record::Lists& lists) {
    const record::Document before = document_at(state, from);
    const record::Document after = document_at(state, to);
    std::vector<DifferenceRow> rows;
    for (const record::Section& section : record::sections()) {
        for (const record::Field& field : record::fields()) {
            if (!field.group.empty() || field.section != section.id) continue;
            compare(field, std::string(words.of(field.label_vi, field.label_en)),
                    {before.fields, lists, record::day_of_field(field, before, lists.today)},
                    {after.fields, lists, record::day_of_field(field, after, lists.today)}, words,
                    rows);
        }
        for (const record::Group& group : record::groups()) {
            if (group.section == section.id) compare_group(group, before, after, lists, words, rows);
        }
    }
    return rows;
}

}  // namespace soxa::ui
