// The field catalogue: what a personnel file can say, as data (DOMAIN §2.1 to 2.4).
//
// A field has an id for people and programs and a tag for the ledger; tags are never given to
// another field. Fields that only make sense together (rank, step, coefficient and date of a
// salary) form a cluster and are one cell of the ledger: they are replaced, and conflict, as a
// whole. A repeating group is a field list of its own whose rows come and go.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace soxa::record {

using Tag = std::uint32_t;

enum class Type : std::uint8_t {
    text,          ///< one line, at most length_max characters
    long_text,     ///< several lines
    digits,        ///< ASCII digits kept as text, leading zeros and all
    phone,         ///< digits; +84 in front becomes 0
    date,          ///< YYYY-MM-DD
    partial_date,  ///< YYYY, YYYY-MM or YYYY-MM-DD (DOMAIN §3.4)
    year_month,    ///< YYYY-MM
    year,          ///< YYYY, as a number
    integer,
    decimal1,  ///< stored as tenths
    decimal2,  ///< stored as hundredths: coefficients
    percent,   ///< stored as tenths of a percent
    money,     ///< VND
    code,      ///< of `catalogue`
    codes,     ///< several of `catalogue`
    texts,     ///< several lines of text
    unit,      ///< a unit's code
    boolean,
    file,  ///< an attachment's SHA-256, 64 hexadecimal digits
};

enum class Required : std::uint8_t {
    no,
    conditional,  ///< a rule of DOMAIN §3.8 says when
    active,       ///< of cadres, civil servants and public employees in service
    always,
};

/// How concurrent edits meet. Legal: any two concurrent ones in a section ask (LEDGER rule 13).
enum class MergeClass : std::uint8_t { ordinary, legal };

struct Field {
    Tag tag = 0;
    std::string_view id;     ///< snake_case; a column's id without its group
    std::string_view group;  ///< empty for a single field
    std::string_view label_vi;
    std::string_view label_en;
    Type type = Type::text;
    std::uint16_t length_max = 0;  ///< characters; 0 where the type says it
    Required required = Required::no;
    bool writable = true;  ///< false: derived, or set by the system
    std::string_view section;
    Tag cell = 0;  ///< the cluster's tag, or its own
    MergeClass merge = MergeClass::ordinary;
    std::uint8_t sensitivity = 0;  ///< S0 to S4 (DOMAIN §2.3)
    std::string_view catalogue;    ///< name of a code list; empty if none
    std::string_view example;      ///< a valid value as record JSON spells it
};

/// A part of the official template with its own root (LEDGER rule 16).
struct Section {
    Tag tag = 0;  ///< 1 …
    std::string_view id;
    std::string_view label_vi;
    std::string_view label_en;
};

struct Group {
    Tag tag = 0;  ///< also the tag of a row's presence cell
    std::string_view id;
    std::string_view label_vi;
    std::string_view label_en;
    std::string_view section;
    MergeClass merge = MergeClass::ordinary;  ///< of its rows' presence
};

inline constexpr std::uint32_t schema_version = 1;

/// As `schema` prints them: the enumerators' own names.
[[nodiscard]] std::string_view name_of(Type type);
[[nodiscard]] std::string_view name_of(Required required);
[[nodiscard]] std::string_view name_of(MergeClass merge);

/// In the order of the official template.
[[nodiscard]] std::span<const Field> fields();
[[nodiscard]] std::span<const Section> sections();
[[nodiscard]] std::span<const Group> groups();

/// A single field (group empty) or a group's column. Nothing if there is none.
[[nodiscard]] const Field* find_field(std::string_view group, std::string_view id);
[[nodiscard]] const Field* find_field(Tag tag);
[[nodiscard]] const Group* find_group(std::string_view id);
[[nodiscard]] const Group* find_group(Tag tag);
[[nodiscard]] const Section* find_section(std::string_view id);
/// The section of a cell (a field's, a cluster's or a row's presence); 0 if it is not known here.
[[nodiscard]] Tag section_of_cell(Tag cell);
/// The fields that share a cell, by tag.
[[nodiscard]] std::span<const Field* const> fields_of_cell(Tag cell);

}  // namespace soxa::record
