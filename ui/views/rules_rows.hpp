// What this laptop judges by: the packs of rules, and the catalogues that were published over the
// program's own, each with its version and when the province was heard to say it.
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct PackRow {
    std::string name;
    std::string version;
    std::string title;
    std::string basis;
    std::string from;
    std::string to;     ///< empty: no end is set
    std::string state;  ///< said
    std::string heard;  ///< said: when the province published it, or that the program brought it
    bool in_force = false;
    bool expired = false;
};

struct CatalogueRow {
    std::string name;
    std::string title;
    std::string version;  ///< a day, or said to be the program's own
    std::size_t items = 0;
    bool published = false;
};

struct RulesRows {
    std::vector<PackRow> packs;
    std::vector<CatalogueRow> catalogues;  ///< those of the province first
};

[[nodiscard]] RulesRows rules_rows(const office::Office& office, const Words& words);
/// How old the rules are, in a sentence or two: the pack in force and since when it is here, and
/// the newest catalogue.
[[nodiscard]] std::vector<std::string> rules_said(const office::Office& office,
                                                  const Words& words);

}  // namespace soxa::ui
