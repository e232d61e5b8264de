// A calendar day as the ledger spells it.
#pragma once

#include <chrono>
#include <string>

namespace soxa::office {

/// "2026-11-22".
[[nodiscard]] inline std::string text_of(const std::chrono::year_month_day& day) {
    const auto padded = [](unsigned number, std::size_t width) {
        const std::string digits = std::to_string(number);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    return padded(static_cast<unsigned>(static_cast<int>(day.year())), 4) + "-" +
           padded(static_cast<unsigned>(day.month()), 2) + "-" +
           padded(static_cast<unsigned>(day.day()), 2);
}

}  // namespace soxa::office
