// The file of the national map.

#include <algorithm>
#include <array>
#include <set>

#include "crypto/base/cbor.hpp"
#include "crypto/base/utf8.hpp"
#include "sync/record/day.hpp"
#include "sync/record/field.hpp"
#include "sync/record/line_text.hpp"
#include "sync/record/national.hpp"

namespace soxa::record {

namespace {

constexpr std::uint64_t encoding_version = 1;

bool is_field(const std::string& name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) return find_field("", name) != nullptr;
    return find_field(name.substr(0, dot), name.substr(dot + 1)) != nullptr;
}

struct Reading {
    NationalMap map;
    std::vector<Fault> refused;
    std::set<std::string> seen;

    void refuse(std::size_t line, std::string text, std::vector<std::string> args) {
        refused.push_back({std::to_string(line), "DM-2.5", std::move(text), std::move(args)});
    }

    void version(std::size_t line, std::string_view bare) {
        const std::size_t sign = bare.find('=');
        const bool is_version =
            sign != std::string_view::npos && trimmed_line(bare.substr(0, sign)) == "version";
        if (is_version) map.version = trimmed_line(bare.substr(sign + 1));
        if (!is_version || !read_day(map.version)) {
            refuse(line, "national.version", {std::string(bare)});
        }
    }

    void field(std::size_t line, std::string_view bare) {
        constexpr std::size_t columns = 5;
        const std::vector<std::string> parts = columns_of(bare, '|');
        if (parts.size() != columns) {
            refuse(line, "catalogue.column_count",
                   {std::to_string(parts.size()), std::to_string(columns)});
            return;
        }
        NationalField made{parts[0], 0, parts[2], parts[3] == "required", parts[4] == "catalogue"};
        constexpr std::array<std::string_view, 10> groups{"1", "2", "3", "4", "5",
                                                          "6", "7", "8", "9", "10"};
        const auto group = std::find(groups.begin(), groups.end(), parts[1]);
        made.group = static_cast<int>(group - groups.begin()) + 1;
        if (!is_field(made.field)) refuse(line, "national.unknown_field", {made.field});
        if (!seen.insert(made.field).second) refuse(line, "catalogue.twice", {made.field});
        if (group == groups.end()) refuse(line, "national.group", {parts[1]});
        if (!made.required && parts[3] != "optional") {
            refuse(line, "national.choice", {parts[3], "required | optional"});
        }
        if (!made.catalogue && parts[4] != "free") {
            refuse(line, "national.choice", {parts[4], "catalogue | free"});
        }
        map.fields.push_back(std::move(made));
    }
};

}  // namespace

tl::expected<NationalMap, std::vector<Fault>> read_national_map(std::string_view text) {
    Reading reading;
    if (text.size() > catalogue_bytes_max || !is_utf8(text)) {
        reading.refuse(0, "catalogue.not_text", {});
        return tl::make_unexpected(std::move(reading.refused));
    }
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view bare = trimmed_line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (bare.empty() || bare.front() == '#') continue;
        if (bare.find('|') == std::string_view::npos) {
            reading.version(number, bare);
        } else {
            reading.field(number, bare);
        }
    }
    if (reading.map.version.empty()) reading.refuse(0, "national.version", {""});
    if (!reading.refused.empty()) return tl::make_unexpected(std::move(reading.refused));
    return std::move(reading.map);
}

std::string write_national_map(const NationalMap& map) {
    std::string text =
        "# Trường của Sổ Xã và mã trường của cơ sở dữ liệu quốc gia.\n"
        "# trường | nhóm Điều 5 (1–10) | mã quốc gia | required hoặc optional | catalogue hoặc "
        "free\n";
    text += "version = " + map.version + "\n";
    for (const NationalField& one : map.fields) {
        text += one.field + " | " + std::to_string(one.group) + " | " + one.code + " | " +
                (one.required ? "required" : "optional") + " | " +
                (one.catalogue ? "catalogue" : "free") + "\n";
    }
    return text;
}

Bytes encode(const NationalMap& map) {
    cbor::Writer out;
    out.array(2).number(encoding_version).text(write_national_map(map));
    return out.take();
}

std::optional<NationalMap> decode_national_map(ByteView bytes) {
    cbor::Reader in(bytes);
    if (in.array(2) != 2 || in.number() != encoding_version) return std::nullopt;
    auto map = read_national_map(in.text(catalogue_bytes_max));
    if (!in.done() || !map || encode(*map) != copy_of(bytes)) return std::nullopt;
    return *std::move(map);
}

}  // namespace soxa::record
