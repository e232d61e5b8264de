#include "client/ctl/file_text.hpp"

#include <algorithm>

#include "client/ctl/told.hpp"
#include "sync/record/label.hpp"

namespace soxa::ctl {

namespace {

std::string label_of(const Console& console, const record::Field& field) {
    const bool vietnamese = console.language() == office::Language::vietnamese;
    return std::string(vietnamese ? field.label_vi : field.label_en);
}

std::string label_of(const Console& console, const record::Group& group) {
    const bool vietnamese = console.language() == office::Language::vietnamese;
    return std::string(vietnamese ? group.label_vi : group.label_en);
}

}  // namespace

std::string label_of_name(const Console& console, const std::string& name) {
    const std::size_t dot = name.find('.');
    const std::string group = dot == std::string::npos ? "" : name.substr(0, dot);
    const std::string id = dot == std::string::npos ? name : name.substr(dot + 1);
    const record::Group* rows = record::find_group(group.empty() ? id : group);
    if (const record::Field* field = record::find_field(group, id)) {
        const std::string label = label_of(console, *field);
        return rows == nullptr || group.empty() ? label : label_of(console, *rows) + ": " + label;
    }
    return rows == nullptr ? name : label_of(console, *rows);
}

std::string value_text(const Console& console, const record::Lists& lists,
                       const std::string& name, const Json& value) {
    if (value.is_null()) return console.word("value.none");
    const std::size_t dot = name.find('.');
    const record::Field* field =
        dot == std::string::npos ? record::find_field("", name)
                                 : record::find_field(name.substr(0, dot), name.substr(dot + 1));
    if (field != nullptr) {
        const auto read = office::value_of(*field, value);
        if (read) return record::shown(*field, *read, lists);
    }
    if (value.is_array()) return console.word("value.rows", {std::to_string(value.size())});
    return value.is_string() ? value.get<std::string>() : value.dump();
}

namespace {

void put_rows(const Console& console, const record::Lists& lists, const record::Group& group,
              const std::vector<record::Row>& rows) {
    std::vector<const record::Field*> columns;
    std::string head = "  #";
    for (const record::Field& field : record::fields()) {
        if (field.group != group.id) continue;
        const bool used = std::ranges::any_of(
            rows, [&](const record::Row& row) { return row.columns.contains(field.tag); });
        if (!used) continue;
        columns.push_back(&field);
        head += "\t" + label_of(console, field);
    }
    console.out(label_of(console, group) + ":");
    console.out(head);
    std::size_t number = 0;
    for (const record::Row& row : rows) {
        std::string line = "  " + std::to_string(++number);
        const std::string own_day = record::day_of_row(group.id, row);
        const std::string& day = own_day.empty() ? lists.today : own_day;
        for (const record::Field* column : columns) {
            const auto value = row.columns.find(column->tag);
            line += "\t";
            if (value != row.columns.end()) {
                line += record::shown_on(*column, value->second, lists, day);
            }
        }
        console.out(line);
    }
}

/// Why it is not part of the file. What was accepted and is set aside all the same was entered by
/// another unit after it had signed the file away.
std::string set_aside_text(const Console& console, const Json& one) {
    const std::string reason = one.value("reason", "none");
    if (reason == "none" || reason == "confirmed") return console.word("show.set_aside_late");
    return console.word("verdict." + reason);
}

void put_head(const Console& console, const Json& json) {
    console.out(console.word("show.record", {json["record_uid"].get<std::string>()}));
    console.out(console.word("show.status", {status_text(console, json["status"].get<std::string>())}));
    if (json.contains("effective_version")) {
        console.out(console.word("show.effective", {json["effective_version"].dump()}));
    }
    if (json.contains("returned")) {
        const Json& back = json["returned"];
        console.out(console.word("return.told", {back["by"].get<std::string>(),
                                                 time_text(back["at"].get<std::string>()),
                                                 back["reason"].get<std::string>()}));
    }
    for (const Json& approval : json["approvals"]) {
        console.out(console.word(
            "show.approval",
            {approval["version"].dump(), approval["signer"].get<std::string>(),
             time_text(approval["signed_at"].get<std::string>()),
             console.word("approval_state." + approval["state"].get<std::string>())}));
    }
    if (json.contains("set_aside")) {
        for (const Json& one : json["set_aside"]) {
            console.out(console.word("show.set_aside",
                                     {one.value("operation", "").substr(0, 16),
                                      one.value("author", ""),
                                      set_aside_text(console, one)}));
        }
    }
    if (json.contains("access")) {
        console.out(console.word("access.level." + json["access"]["level"].dump()));
    }
    if (json.contains("withheld")) {
        console.out(console.word("show.withheld", {std::to_string(json["withheld"].size())}));
    }
    if (!json["conflicts"].empty()) {
        console.out(console.word("show.conflicts", {std::to_string(json["conflicts"].size())}));
    }
}

}  // namespace

void put_file(const Console& console, const record::Lists& lists, const ledger::RecordState& state,
              std::optional<std::size_t> version, const Json& json) {
    put_head(console, json);
    const ledger::Content& content =
        version && *version > 0 ? state.cuts[*version - 1].content : state.draft;
    const record::Document document = ledger::document_of(content);
    for (const record::Field& field : record::fields()) {
        if (!field.group.empty()) continue;
        const auto value = document.fields.find(field.tag);
        if (document.disputed.contains(field.tag)) {
            console.out(label_of(console, field) + ": " + console.word("show.disputed"));
        } else if (value != document.fields.end()) {
            const std::string day = record::day_of_field(field, document, lists.today);
            console.out(label_of(console, field) + ": " +
                        record::shown_on(field, value->second, lists, day));
        }
    }
    for (const record::Group& group : record::groups()) {
        const auto rows = document.groups.find(group.tag);
        if (rows != document.groups.end()) put_rows(console, lists, group, rows->second);
    }
}

void put_history(const Console& console, const record::Lists& lists, const Json& entries) {
    for (const Json& entry : entries) {
        console.out(time_text(entry["time"].get<std::string>()) + "\t" +
                    console.word("act." + entry["kind"].get<std::string>()) + "\t" +
                    entry["author"].get<std::string>() + "\t" +
                    entry["device"].get<std::string>() + "\t" +
                    console.word("standing." + entry["verdict"].get<std::string>()));
        if (entry.contains("reason")) {
            console.out("  " + console.word("history.reason",
                                            {entry["reason"].get<std::string>()}));
        }
        if (!entry.contains("changes")) continue;
        for (const Json& change : entry["changes"]) {
            if (change.contains("field")) {
                const std::string name = change["field"].get<std::string>();
                console.out("  " + label_of_name(console, name) + ": " +
                            value_text(console, lists, name, change["value"]));
            } else {
                const std::string name = change["removed"].get<std::string>();
                console.out("  " + console.word("history.removed", {label_of_name(console, name)}));
            }
        }
    }
}

void put_difference(const Console& console, const record::Lists& lists, const Json& changes) {
    for (const Json& change : changes) {
        const std::string name = change["field"].get<std::string>();
        console.out(label_of_name(console, name) + ": " +
                    value_text(console, lists, name, change["from"]) + " → " +
                    value_text(console, lists, name, change["to"]));
    }
}

}  // namespace soxa::ctl
