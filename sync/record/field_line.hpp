// The short notation of the field tables (field_*.inc), for field.cpp alone.
//
// A table has a line a field, in the order of the official template. Tags are given once: a field
// that goes leaves its tag unused for ever, and a new one takes a free tag of its block.
//   1 … 399      single fields, a block a section
//   400 … 599    clusters of single fields
//   1000, 1100 … groups; a group's columns are group + 1 … 79, its clusters group + 80 … 89, and
//                what all rows have group + 90 … 98
// Sections have numbers of their own, 1 … 99.
#pragma once

#include "sync/record/field.hpp"

namespace soxa::record::line {

struct Kind {
    Type type;
    std::uint16_t length_max = 0;
    std::string_view catalogue{};
    bool writable = true;
};

constexpr Kind text(std::uint16_t length_max) { return {Type::text, length_max}; }
constexpr Kind long_text(std::uint16_t length_max) { return {Type::long_text, length_max}; }
constexpr Kind texts(std::uint16_t length_max) { return {Type::texts, length_max}; }
constexpr Kind digits(std::uint16_t length_max) { return {Type::digits, length_max}; }
constexpr Kind phone(std::uint16_t length_max) { return {Type::phone, length_max}; }
constexpr Kind code(std::string_view catalogue) { return {Type::code, 0, catalogue}; }
constexpr Kind codes(std::string_view catalogue) { return {Type::codes, 0, catalogue}; }
constexpr Kind date{Type::date};
constexpr Kind partial_date{Type::partial_date};
constexpr Kind year_month{Type::year_month};
constexpr Kind year{Type::year};
constexpr Kind integer{Type::integer};
constexpr Kind decimal1{Type::decimal1};
constexpr Kind decimal2{Type::decimal2};
constexpr Kind percent{Type::percent};
constexpr Kind money{Type::money};
constexpr Kind unit{Type::unit, 35};
constexpr Kind boolean{Type::boolean};
constexpr Kind file{Type::file};
/// Derived, or set by the system: no person writes it.
constexpr Kind set_by_system(Kind kind) {
    kind.writable = false;
    return kind;
}

constexpr Required no = Required::no;
constexpr Required conditional = Required::conditional;
constexpr Required active = Required::active;
constexpr Required always = Required::always;
constexpr MergeClass ordinary = MergeClass::ordinary;
constexpr MergeClass legal = MergeClass::legal;

/// A single field.
struct Single {
    Tag tag;
    std::string_view id;
    std::string_view label_vi;
    std::string_view label_en;
    Kind kind;
    Required required;
    MergeClass merge;
    std::uint8_t sensitivity;
    std::string_view example;
    Tag cell = 0;  ///< its cluster; 0 if it is a cell by itself
};

/// A group; its columns share its merge class.
struct Rows {
    Tag tag;
    std::string_view id;
    std::string_view label_vi;
    std::string_view label_en;
    Tag section;
    MergeClass merge;
    std::uint8_t sensitivity;
    /// Rows rest on a decision (number, date, agency): an example of its date, or empty.
    std::string_view decided = {};
    bool by_system = false;  ///< no person writes a column of it
};

/// A column of the group whose hundred its tag is in.
struct Column {
    Tag tag;
    std::string_view id;
    std::string_view label_vi;
    std::string_view label_en;
    Kind kind;
    std::string_view example;
    Tag cell = 0;
    std::uint8_t sensitivity = 0;  ///< the group's where that is higher
    Required required = Required::no;
};

}  // namespace soxa::record::line
