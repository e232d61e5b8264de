// Catalogues (danh mục): the codes a field may hold and what they are called (DOMAIN §4).
//
// A code keeps its meaning for ever: an item that is replaced or ends stays in the list, so that
// old rows can be read; only new entry is asked for a current one.
#pragma once

#include <span>
#include <string_view>

namespace soxa::record {

struct Code {
    std::string_view code;
    std::string_view label;            ///< Vietnamese, as the source spells it
    std::string_view valid_from = {};  ///< YYYY-MM-DD or empty
    std::string_view valid_to = {};    ///< last day, or empty
    std::string_view parent = {};      ///< the province of a commune, the scale of a rank; or empty
    std::string_view note = {};        ///< the other list's code, aliases; or empty
};

struct CodeList {
    std::string_view name;  ///< snake_case, as Field::catalogue names it
    std::string_view title_vi;
    std::span<const Code> codes;
    /// Above 0 where only some items are listed here (communes: the province publishes the rest):
    /// any code of so many digits is a value then.
    std::size_t open_digits = 0;
};

[[nodiscard]] std::span<const CodeList> code_lists();
[[nodiscard]] const CodeList* find_code_list(std::string_view name);
[[nodiscard]] const Code* find_code(const CodeList& list, std::string_view code);
/// The item that a person means who typed its code or its label: upper and lower case, tone marks
/// and hats, "TP" for "Thành phố" and an alias in brackets do not matter. Nothing if several fit
/// equally; an item in force goes before one that has ended.
[[nodiscard]] const Code* find_code_as_typed(const CodeList& list, std::string_view typed);
/// The item whose code or label looks most like what was typed; nothing if none does.
[[nodiscard]] const Code* nearest_code(const CodeList& list, std::string_view typed);

}  // namespace soxa::record
