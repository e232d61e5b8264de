#include "sync/server/http_date.hpp"

#include <array>

namespace soxa::server {

namespace {

constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string http_date(Timestamp time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::string iso = rfc3339(time);  // 2026-11-29T08:00:00Z
    return std::string(weekdays[std::chrono::weekday(day).c_encoding()]) + ", " +
           iso.substr(8, 2) + " " + months[static_cast<unsigned>(date.month()) - 1] + " " +
           iso.substr(0, 4) + " " + iso.substr(11, 8) + " GMT";
}

}  // namespace soxa::server
