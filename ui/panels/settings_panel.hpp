// How the program looks and speaks, and what is wrong with it.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

struct SettingsRows {
    Appearance appearance;
    office::Language language = office::Language::vietnamese;
    TypingStyle typing;
    bool low_bandwidth = false;
    int lock_minutes = 5;
    int day_kb_max = 0;  ///< 0: no cap
    int month_mb_max = 0;
    std::string used;  ///< of the line, today and this month, said
};

struct UpkeepRows {
    struct Check {
        std::string code;
        std::string text;
        bool good = false;
    };
    std::vector<Check> checks;
    bool busy = false;
    std::string rebuilt;  ///< what came of building the views anew, said; empty: not asked for
    bool rebuilt_badly = false;
    std::string device;
    std::string version;
    std::uint64_t log_size = 0;
};

[[nodiscard]] Wanted draw_settings(Pen& pen, const SettingsRows& rows);
[[nodiscard]] Wanted draw_upkeep(Pen& pen, const UpkeepRows& rows);

}  // namespace soxa::ui
