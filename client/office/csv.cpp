#include "client/office/csv.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "sync/record/legacy_text.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// More than twice the fields that there are.
constexpr std::size_t columns_max = 1000;

/// The separator that the head has most of, outside of quotes.
char separator_of(std::string_view text) {
    std::array<std::size_t, 3> counts{};
    constexpr std::string_view separators = ",;\t";
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (c == '\n' && !quoted) break;
        const std::size_t which = separators.find(c);
        if (!quoted && which != std::string_view::npos) ++counts[which];
    }
    const auto most = std::ranges::max_element(counts);
    return separators[static_cast<std::size_t>(most - counts.begin())];
}

tl::unexpected<Error> wrong_quote(std::size_t line) {
    return fail(Errc::invalid_input, "csv.quote", {std::to_string(line)});
}

/// All rows, the head among them, empty ones left out.
Result<std::vector<CsvRow>> rows_of(std::string_view text, char separator) {
    std::vector<CsvRow> rows;
    CsvRow row{1, {""}};
    std::size_t line = 1;
    bool quoted = false;
    bool closed = false;  // the cell's quote has ended: only a separator may follow
    std::size_t opened_at = 0;
    const auto finish = [&](std::size_t next_line) {
        const bool empty = std::ranges::all_of(row.cells, [](const std::string& cell) {
            return cell.find_first_not_of(" \t") == std::string::npos;
        });
        if (!empty) rows.push_back(std::move(row));
        row = {next_line, {""}};
        closed = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"') {
                row.cells.back() += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                row.cells.back() += '"';
                ++i;
            } else {
                quoted = false;
                closed = true;
            }
        } else if (c == separator) {
            row.cells.emplace_back();
            closed = false;
        } else if (c == '\n') {
            finish(line);
        } else if (c == '\r') {
            continue;
        } else if (c == '"') {
            if (closed || !row.cells.back().empty()) return wrong_quote(line);
            quoted = true;
            opened_at = line;
        } else if (closed) {
            return wrong_quote(line);
        } else {
            row.cells.back() += c;
        }
    }
    if (quoted) return wrong_quote(opened_at);
    finish(line);
    return rows;
}

/// Of a field by its id or label, of a column as "group.column" or "Group: Column".
std::string name_of(const record::Field& field) {
    if (field.group.empty()) return std::string(field.id);
    return std::string(field.group) + "." + std::string(field.id);
}

/// What each field may be called, read once: a head may have hundreds of cells.
const std::multimap<std::string, const record::Field*, std::less<>>& fields_by_label() {
    static const auto all = [] {
        std::multimap<std::string, const record::Field*, std::less<>> named;
        const auto put = [&](const record::Field& field, const std::string& label) {
            const std::string key = record::search_key(label);
            const auto [from, to] = named.equal_range(key);
            const bool there = std::any_of(from, to, [&](const auto& one) {
                return one.second == &field;
            });
            if (!there) named.emplace(key, &field);
        };
        for (const record::Field& field : record::fields()) {
            if (field.group.empty()) {
                put(field, std::string(field.label_vi));
                put(field, std::string(field.label_en));
                continue;
            }
            const record::Group& group = *record::find_group(field.group);
            put(field, std::string(group.label_vi) + ": " + std::string(field.label_vi));
            put(field, std::string(group.label_en) + ": " + std::string(field.label_en));
        }
        return named;
    }();
    return all;
}

/// The fields that a head's cell may mean.
std::vector<std::string> meant_by(const std::string& typed) {
    const std::size_t dot = typed.find('.');
    const record::Field* const named =
        dot == std::string::npos
            ? record::find_field("", typed)
            : record::find_field(typed.substr(0, dot), typed.substr(dot + 1));
    if (named != nullptr) return {typed};
    const auto [from, to] = fields_by_label().equal_range(record::search_key(typed));
    std::vector<std::string> names;
    for (auto at = from; at != to; ++at) names.push_back(name_of(*at->second));
    return names;
}

/// Of a sheet's own numbering: nothing of a file.
bool is_numbering(const std::string& typed) {
    const std::string key = record::search_key(typed);
    return key.empty() || key == "stt" || key == "tt" || key == "no" || key == "no." || key == "#";
}

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

}  // namespace

bool is_csv(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] != '{' && text[first] != '[';
}

Result<CsvList> read_csv(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    TRY_LET(std::vector<CsvRow> rows, rows_of(text, separator_of(text)));
    CsvList list;
    if (rows.empty()) return list;
    if (rows.front().cells.size() > columns_max) {
        return fail(Errc::invalid_input, "csv.columns",
                    {std::to_string(rows.front().cells.size()), std::to_string(columns_max)});
    }
    std::vector<Fault> faults;
    std::set<std::string> seen;
    for (const std::string& cell : rows.front().cells) {
        const std::string typed = trimmed(record::normalised(cell));
        list.columns.emplace_back();
        if (is_numbering(typed)) continue;
        std::vector<std::string> names = meant_by(typed);
        // A head that was typed in an old font names what it meant.
        const auto legacy = names.empty() ? record::legacy_text(typed) : std::nullopt;
        if (legacy) names = meant_by(legacy->converted);
        if (names.size() > 1) {
            faults.push_back({typed, "csv", "csv.which", {joined(names)}});
        } else if (names.empty()) {
            faults.push_back({typed, "csv", "csv.column", {}});
        } else if (!seen.insert(names.front()).second) {
            faults.push_back({typed, "csv", "csv.twice", {names.front()}});
        } else {
            list.columns.back() = names.front();
        }
    }
    if (!faults.empty()) {
        return tl::make_unexpected(
            Error{Errc::invalid_input, "csv.head", {}, std::move(faults)});
    }
    list.rows.assign(std::make_move_iterator(rows.begin() + 1),
                     std::make_move_iterator(rows.end()));
    return list;
}

Result<Json> json_of(const CsvList& list, const CsvRow& row) {
    std::size_t bytes = 0;
    Json json = Json::object();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string value = trimmed(row.cells[i]);
        if (value.empty()) continue;
        if (i >= list.columns.size()) {
            return fail(Errc::invalid_input, "csv.cells", {std::to_string(list.columns.size())});
        }
        bytes += value.size();
        if (bytes > record_json_bytes_max) return fail(Errc::invalid_input, "json.too_large");
        const std::string& name = list.columns[i];
        if (name.empty()) continue;
        const std::size_t dot = name.find('.');
        if (dot == std::string::npos) {
            json[name] = value;
        } else {
            Json& rows = json[name.substr(0, dot)];
            if (rows.is_null()) rows = Json::array({Json::object()});
            rows.front()[name.substr(dot + 1)] = value;
        }
    }
    return json;
}

}  // namespace soxa::office
