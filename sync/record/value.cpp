#include "sync/record/value.hpp"

#include <algorithm>
#include <cassert>

#include "crypto/base/cbor.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/date_text.hpp"
#include "sync/record/number_text.hpp"

namespace soxa::record {

namespace {

constexpr std::uint8_t empty_byte_string = 0x40;  // RFC 8949 §3.1, major type 2

/// Which alternative of Value a type is kept in.
enum class Kept { number, text, list };

Kept kept_as(Type type) {
    switch (type) {
        case Type::year:
        case Type::integer:
        case Type::decimal1:
        case Type::decimal2:
        case Type::percent:
        case Type::money:
        case Type::boolean:
            return Kept::number;
        case Type::codes:
        case Type::texts:
            return Kept::list;
        case Type::text:
        case Type::long_text:
        case Type::digits:
        case Type::phone:
        case Type::date:
        case Type::partial_date:
        case Type::year_month:
        case Type::code:
        case Type::unit:
        case Type::file:
            return Kept::text;
    }
    return Kept::text;
}

bool fits(const Field& field, const Value& value) {
    return value.index() == static_cast<std::size_t>(kept_as(field.type));
}

struct Written {
    std::int64_t value;
    std::size_t decimals;
};

/// A percentage has a decimal only if it needs one.
Written written(Type type, std::int64_t value) {
    if (type == Type::percent && value % 10 == 0) return {value / 10, 0};
    return {value, decimals_of(type)};
}

std::string number_text(Type type, std::int64_t value) {
    if (type == Type::boolean) return value == 0 ? "false" : "true";
    const Written number = written(type, value);
    return decimal_text(number.value, number.decimals);
}

std::string number_shown(Type type, std::int64_t value) {
    if (type == Type::boolean) return value == 0 ? "Không" : "Có";
    if (type == Type::year) return decimal_text(value, 0);
    const Written number = written(type, value);
    return shown_number(number.value, number.decimals);
}

std::string code_shown(const Field& field, const std::string& code) {
    const CodeList* const list = find_code_list(field.catalogue);
    const Code* const known = list == nullptr ? nullptr : find_code(*list, code);
    return known == nullptr ? code : std::string(known->label);
}

std::string text_shown(const Field& field, const std::string& text) {
    if (field.type == Type::date || field.type == Type::partial_date) {
        return shown(known_date(text));
    }
    if (field.type == Type::year_month) {
        return shown(known_date(text)).substr(std::string_view("…/").size());
    }
    if (field.type == Type::code || field.type == Type::codes) return code_shown(field, text);
    return text;
}

template <class Spell>
std::string joined(const std::vector<std::string>& items, Spell spell) {
    std::string text;
    for (const std::string& item : items) {
        if (!text.empty()) text += "; ";
        text += spell(item);
    }
    return text;
}

void write(cbor::Writer& to, const Value& value) {
    if (const auto* const number = std::get_if<std::int64_t>(&value)) {
        to.integer(*number);
    } else if (const auto* const text = std::get_if<std::string>(&value)) {
        assert(!text->empty());
        to.text(*text);
    } else {
        const auto& items = std::get<std::vector<std::string>>(value);
        assert(!items.empty());
        to.array(items.size());
        for (const std::string& item : items) {
            assert(!item.empty());
            to.text(item);
        }
    }
}

std::string read_text(cbor::Reader& from) {
    const std::string_view text = from.text(from.left());
    if (text.empty()) from.reject();
    return std::string(text);
}

std::optional<Value> read(cbor::Reader& from) {
    const auto next = from.next();
    if (!next) return std::nullopt;
    switch (*next) {
        case cbor::Kind::number:
        case cbor::Kind::negative:
            return std::optional<Value>(std::in_place, from.integer());
        case cbor::Kind::text:
            return Value(read_text(from));
        case cbor::Kind::array: {
            const std::size_t count = from.array(from.left());
            if (count == 0) return std::nullopt;
            std::vector<std::string> items;
            for (std::size_t i = 0; i < count && !from.failed(); ++i) {
                items.push_back(read_text(from));
            }
            return Value(std::move(items));
        }
        case cbor::Kind::bytes:
        case cbor::Kind::map:
        case cbor::Kind::boolean:
            return std::nullopt;
    }
    return std::nullopt;
}

/// The only field of a cell that is no cluster.
const Field* lone_field(Tag cell) {
    const Field* const field = find_field(cell);
    return field != nullptr && field->cell == cell ? field : nullptr;
}

}  // namespace

std::string text_of(const Field& field, const Value& value) {
    if (const auto* const number = std::get_if<std::int64_t>(&value)) {
        return number_text(field.type, *number);
    }
    if (const auto* const text = std::get_if<std::string>(&value)) return *text;
    return joined(std::get<std::vector<std::string>>(value),
                  [](const std::string& item) { return item; });
}

std::string shown(const Field& field, const Value& value) {
    if (const auto* const number = std::get_if<std::int64_t>(&value)) {
        return number_shown(field.type, *number);
    }
    const auto spell = [&](const std::string& text) { return text_shown(field, text); };
    if (const auto* const text = std::get_if<std::string>(&value)) return spell(*text);
    return joined(std::get<std::vector<std::string>>(value), spell);
}

Bytes encode(const Value& value) {
    cbor::Writer writer;
    write(writer, value);
    return writer.take();
}

std::optional<Value> decode_value(ByteView bytes) {
    cbor::Reader reader(bytes);
    auto value = read(reader);
    if (!reader.done()) return std::nullopt;
    return value;
}

Bytes encode_cell(Tag cell, const std::map<Tag, Value>& values) {
    if (values.empty()) return withdrawn();
    if (lone_field(cell) != nullptr) {
        assert(values.size() == 1 && values.begin()->first == cell);
        return encode(values.begin()->second);
    }
    cbor::Writer writer;
    writer.map(values.size());
    for (const auto& [tag, value] : values) {
        writer.number(tag);
        write(writer, value);
    }
    return writer.take();
}

std::map<Tag, Value> decode_cell(Tag cell, ByteView bytes) {
    if (const Field* const field = lone_field(cell)) {
        auto value = decode_value(bytes);
        if (!value || !fits(*field, *value)) return {};
        return {{cell, std::move(*value)}};
    }
    cbor::Reader reader(bytes);
    std::map<Tag, Value> values;
    std::optional<std::uint64_t> before;
    const std::size_t count = reader.next() == cbor::Kind::map ? reader.map(reader.left()) : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t key = reader.key(before);
        before = key;
        const Field* const field = key <= UINT32_MAX ? find_field(static_cast<Tag>(key)) : nullptr;
        auto value = read(reader);
        if (field == nullptr || field->cell != cell || !value || !fits(*field, *value)) return {};
        values.emplace(field->tag, std::move(*value));
    }
    if (!reader.done()) return {};
    return values;
}

Bytes withdrawn() { return {empty_byte_string}; }

bool is_withdrawn(ByteView cell) { return cell.size() == 1 && cell[0] == empty_byte_string; }

}  // namespace soxa::record
