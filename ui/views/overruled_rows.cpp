#include "ui/views/overruled_rows.hpp"

#include "ui/views/spelling.hpp"
#include "ui/views/value_said.hpp"

namespace soxa::ui {

namespace {

OverruledRow::Line line_of(const office::Office& office, const office::Overruled::Member& member,
                           const Words& words) {
    const record::Field* field = field_named(member.field);
    if (field == nullptr) {
        const record::Group* group = record::find_group(member.field);
        const auto said = [&](const office::Json& there) {
            return words.say(there == true ? "overruled.row_there" : "overruled.row_gone");
        };
        return {group == nullptr ? member.field
                                 : std::string(words.of(group->label_vi, group->label_en)),
                said(member.yours), said(member.stands)};
    }
    return {label_said(*field, words), value_said(field, member.yours, words, office.lists()),
            value_said(field, member.stands, words, office.lists())};
}

}  // namespace

Result<std::vector<OverruledRow>> overruled_rows(const office::Office& office,
                                                 const office::Watch& watch, const Words& words) {
    TRY_LET(const auto all, office::overruled(office, watch));
    std::vector<OverruledRow> rows;
    for (const office::Overruled& one : all) {
        OverruledRow row{one.id, one.record_uid, one.full_name, {}, one.by.name, spelled(one.at),
                         one.by.device};
        if (!one.by.role.empty()) row.who += " (" + words.say("role." + one.by.role) + ")";
        for (const office::Overruled::Member& member : one.members) {
            row.lines.push_back(line_of(office, member, words));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace soxa::ui
