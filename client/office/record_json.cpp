#include "client/office/record_json.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "crypto/base/utf8.hpp"
#include "sync/record/derived.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

// What `record show` says besides the fields; a file that was shown can be read again.
constexpr std::array<std::string_view, 17> told_besides{
    "record_uid", "status",    "version",  "content_root", "approvals",
    "conflicts",  "findings",  "local",    "effective_version", "returned",
    "access",     "withheld",  "set_aside", "life",        "highest_qualification",
    // Scans come with their bytes, by attach() alone.
    "attachment", "evidence_pending"};
constexpr std::array<std::string_view, 1> row_told_besides{"row_uid"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool wants_number(record::Type type) {
    return type == record::Type::integer || type == record::Type::money ||
           type == record::Type::year || type == record::Type::decimal1 ||
           type == record::Type::decimal2 || type == record::Type::percent;
}

std::string place(std::string_view group, std::size_t row, std::string_view column) {
    return std::string(group) + "/" + std::to_string(row + 1) + "." + std::string(column);
}

/// Reads an object's members as fields of one group; what is wrong with each goes to `faults`.
template <class Skip, class Place>
std::map<record::Tag, record::Value> members(const Json& object, std::string_view group, Skip skip,
                                             Place place_of, const record::Lists& lists,
                                             std::vector<Fault>& faults) {
    std::map<record::Tag, record::Value> values;
    for (const auto& [key, json] : object.items()) {
        if (skip(key)) continue;
        const record::Field* field = record::find_field(group, key);
        if (field == nullptr) {
            faults.push_back({place_of(key), "schema", "field.unknown", {key}});
            continue;
        }
        if (json.is_null()) continue;
        if (!field->writable) {
            faults.push_back({place_of(key), "schema", "field.not_writable", {key}});
            continue;
        }
        auto value = value_of(*field, json, lists);
        if (value) {
            values.emplace(field->tag, std::move(*value));
        } else {
            Fault fault = value.error();
            fault.field = place_of(key);
            faults.push_back(std::move(fault));
        }
    }
    return values;
}

void read_rows(const record::Group& group, const Json& rows, const record::Lists& lists,
               ledger::Change& change, std::vector<Fault>& faults) {
    if (!rows.is_array()) {
        faults.push_back({std::string(group.id), "schema", "field.rows", {}});
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].is_object()) {
            faults.push_back({place(group.id, i, ""), "schema", "field.rows", {}});
            continue;
        }
        ledger::Change::Added added;
        added.group = group.tag;
        added.columns = members(
            rows[i], group.id,
            [](std::string_view key) { return is_one_of(row_told_besides, key); },
            [&](std::string_view key) { return place(group.id, i, key); }, lists, faults);
        change.added.push_back(std::move(added));
    }
}

Json row_json(const record::Group& group, const record::Row& row, const ledger::Seed& seed) {
    Json json;
    json["row_uid"] = ledger::row_uid(seed, row.id);
    for (const record::Field& field : record::fields()) {
        if (field.group != group.id) continue;
        const auto value = row.columns.find(field.tag);
        if (value != row.columns.end()) json[std::string(field.id)] = json_of(field, value->second);
    }
    return json;
}

/// Reads for what a document tree does not tell: where it breaks, and keys that stand twice, of
/// which one would be lost.
struct Reader final : nlohmann::json_sax<Json> {
    std::vector<std::set<std::string>> open;
    std::optional<std::string> twice;
    std::size_t broken_at = 0;  ///< bytes read so far

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool start_object(std::size_t) override {
        open.emplace_back();
        return true;
    }
    bool end_object() override {
        open.pop_back();
        return true;
    }
    bool key(string_t& name) override {
        if (open.back().insert(name).second) return true;
        twice = name;
        return false;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override {
        broken_at = position;
        return false;
    }
};

/// As an editor counts: lines, and characters of the line, from 1.
Error broken(std::string_view read) {
    const auto line = std::ranges::count(read, '\n') + 1;
    const std::size_t start = read.rfind('\n') + 1;  // npos + 1 is 0
    const std::size_t column = record::character_count(read.substr(start));
    const std::string at = std::to_string(std::max<std::size_t>(column, 1));
    if (line == 1) return {Errc::invalid_input, "json.broken", {at}, {}};
    return {Errc::invalid_input, "json.broken_line", {std::to_string(line), at}, {}};
}

std::string plain(const Json& json) {
    return json.is_string() ? json.get<std::string>() : json.dump();
}

/// A number is written in more than one right way; a text is kept as it was written or put right.
bool differ(const Json& typed, const Json& kept) {
    if (typed.is_number()) return false;
    if (!typed.is_array() || !kept.is_array()) return plain(typed) != plain(kept);
    return !std::ranges::equal(typed, kept, {}, plain, plain);
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
    if (text.size() > record_json_bytes_max) return fail(Errc::invalid_input, "json.too_large");
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!is_utf8(text)) return fail(Errc::invalid_input, "json.not_utf8");
    Reader reader;
    if (!Json::sax_parse(text.begin(), text.end(), &reader)) {
        if (reader.twice) return fail(Errc::invalid_input, "json.duplicate", {*reader.twice});
        return tl::make_unexpected(broken(text.substr(0, reader.broken_at)));
    }
    Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object()) return fail(Errc::invalid_input, "json.malformed");
    return json;
}

bool was_put_right(const Json& file, const ledger::Change& change) {
    const auto fields_differ = [](const Json& object, std::string_view group, const auto& values) {
        return std::ranges::any_of(values, [&](const auto& entry) {
            const record::Field& field = *record::find_field(entry.first);
            const auto typed = object.find(std::string(field.id));
            if (field.group != group || typed == object.end()) return false;
            return differ(*typed, json_of(field, entry.second));
        });
    };
    std::map<record::Tag, record::Value> single;
    for (const auto& [tag, value] : change.fields) {
        if (value) single.emplace(tag, *value);
    }
    if (fields_differ(file, "", single)) return true;
    std::map<record::Tag, std::size_t> next;
    return std::ranges::any_of(change.added, [&](const ledger::Change::Added& added) {
        const std::string_view group = record::find_group(added.group)->id;
        return fields_differ(file.at(std::string(group)).at(next[added.group]++), group,
                             added.columns);
    });
}

tl::expected<record::Value, Fault> value_of(const record::Field& field, const Json& json,
                                            const record::Lists& lists) {
    const auto fault = [&](std::string_view text) {
        return tl::make_unexpected(
            Fault{std::string(field.id), "schema", std::string(text), {std::string(field.id)}});
    };
    if (json.is_string()) return record::parse(field, json.get<std::string>(), lists);
    if (json.is_boolean() && field.type == record::Type::boolean) {
        return record::parse(field, json.get<bool>() ? "true" : "false");
    }
    if (json.is_number()) {
        // 034085001234 as a number has lost its zero: digits and codes are written as text.
        if (!wants_number(field.type)) return fault("field.write_as_text");
        return record::parse(field, json.dump());
    }
    if (json.is_array()) {
        std::vector<std::string> words;
        for (const Json& one : json) {
            if (!one.is_string()) return fault("field.list_of_texts");
            words.push_back(one.get<std::string>());
        }
        return record::parse(field, words, lists);
    }
    return fault("field.wrong_kind");
}

Result<ledger::Change> change_of(const Json& file, const record::Lists& lists) {
    ledger::Change change;
    std::vector<Fault> faults;
    const auto values = members(
        file, "",
        [](std::string_view key) {
            return is_one_of(told_besides, key) || record::find_group(key) != nullptr;
        },
        [](std::string_view key) { return std::string(key); }, lists, faults);
    for (const auto& [tag, value] : values) change.fields.emplace(tag, value);
    for (const record::Group& group : record::groups()) {
        const auto rows = file.find(group.id);
        if (is_one_of(told_besides, group.id)) continue;
        if (rows != file.end()) read_rows(group, *rows, lists, change, faults);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return change;
}

Json json_of(const record::Field& field, const record::Value& value) {
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
    const std::string text = record::text_of(field, value);
    switch (field.type) {
        case record::Type::integer:
        case record::Type::money:
        case record::Type::year: return std::get<std::int64_t>(value);
        case record::Type::boolean: return std::get<std::int64_t>(value) != 0;
        default: return text;
    }
}

void put_document(Json& into, const record::Document& entered, const ledger::Seed& seed) {
    const record::Document document = record::with_derived(entered);
    for (const record::Field& field : record::fields()) {
        if (!field.group.empty()) continue;
        const std::string id(field.id);
        if (document.disputed.contains(field.tag)) {
            into[id] = nullptr;
        } else if (const auto value = document.fields.find(field.tag);
                   value != document.fields.end()) {
            into[id] = json_of(field, value->second);
        }
    }
    for (const record::Group& group : record::groups()) {
        const auto rows = document.groups.find(group.tag);
        if (rows == document.groups.end()) continue;
        Json list = Json::array();
        for (const record::Row& row : rows->second) list.push_back(row_json(group, row, seed));
        into[std::string(group.id)] = std::move(list);
    }
}

}  // namespace soxa::office
