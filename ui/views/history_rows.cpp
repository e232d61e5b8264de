#include "ui/views/history_rows.hpp"

#include <algorithm>

#include "client/office/record_view.hpp"
#include "sync/record/label.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

using office::Json;

/// "group.column" or a field's id.
const record::Field* field_of(const std::string& id) {
    const auto dot = id.find('.');
    return dot == std::string::npos ? record::find_field("", id)
                                    : record::find_field(id.substr(0, dot), id.substr(dot + 1));
}

std::string text_of(const Json& json, const std::string& key) {
    const auto found = json.find(key);
    return found == json.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

std::string change_text(const Json& change, const record::Lists& lists, const Words& words) {
    const std::string removed = text_of(change, "removed");
    if (!removed.empty()) {
        const record::Group* group = record::find_group(removed);
        return words.say("history.row_removed",
                         {group == nullptr ? removed
                                           : std::string(words.of(group->label_vi,
                                                                  group->label_en))});
    }
    const std::string id = text_of(change, "field");
    const record::Field* field = field_of(id);
    if (field == nullptr) return id;
    std::string shown = words.say("form.nothing");
    if (change.contains("value") && !change["value"].is_null()) {
        const auto value = office::value_of(*field, change["value"]);
        if (value) shown = record::shown(*field, *value, lists);
    }
    std::string label(words.of(field->label_vi, field->label_en));
    if (const record::Group* group = record::find_group(field->group)) {
        label = std::string(words.of(group->label_vi, group->label_en)) + " · " + label;
    }
    return label + ": " + shown;
}

std::string time_of(const Json& entry, const std::string& key) {
    const auto time = from_rfc3339(text_of(entry, key));
    return time ? spelled(*time) : std::string();
}

}  // namespace

Result<std::vector<HistoryRow>> history_rows(const office::Office& office,
                                             const ledger::RecordState& state,
                                             const Words& words) {
    TRY_LET(const Json json, office::history(office, state));
    std::vector<HistoryRow> rows;
    for (const Json& entry : json) {
        HistoryRow row;
        row.when = time_of(entry, "time");
        row.who = text_of(entry, "author");
        row.device = text_of(entry, "device");
        row.what = words.say("history." + text_of(entry, "kind"));
        const std::string reason = text_of(entry, "reason");
        if (!reason.empty()) row.what += ": " + reason;
        const std::string verdict = text_of(entry, "verdict");
        row.verdict = words.say("history.verdict." + verdict, {time_of(entry, "received_at")});
        if (entry.contains("changes")) {
            for (const Json& change : entry["changes"]) {
                row.changes.push_back(change_text(change, office.lists(), words));
            }
        }
        rows.push_back(std::move(row));
    }
    std::ranges::reverse(rows);
    return rows;
}

}  // namespace soxa::ui
