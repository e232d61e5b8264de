// The rules of DOMAIN §3 as a list: what each asks, how grave it is, and since when it holds.
//
// A finding names its rule by the id here. A rule outside its period says nothing; a province's
// pack may make one graver, milder, or leave it out (policy.hpp), and the list says which may.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sync/record/finding.hpp"

namespace soxa::record {

struct RuleLine {
    std::string_view id;
    std::string_view severity;    ///< "E", "W", "I", or several: "E/W"
    std::string_view valid_from;  ///< YYYY-MM-DD or empty
    std::string_view valid_to;    ///< last day, or empty
    bool adjustable = false;      ///< by a province
    std::string_view label_vi;
    std::string_view label_en;
};

[[nodiscard]] std::span<const RuleLine> rule_list();
[[nodiscard]] const RuleLine* find_rule(std::string_view id);
/// Rules that the list does not know hold always.
[[nodiscard]] bool in_force(std::string_view rule, std::string_view day);
/// "E", "W", "I".
[[nodiscard]] std::string_view letter_of(Severity severity);

}  // namespace soxa::record
