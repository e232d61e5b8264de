// Dates as people in Việt Nam write them, and as they are stored (DOMAIN §3.4).
//
// Stored is YYYY, YYYY-MM or YYYY-MM-DD: what is known, and it sorts. Written is day/month/year,
// with / - . or a space between, or nothing at all; the stored form is understood too. Nothing is
// guessed: a year has four digits, and a day that is not in the calendar is refused.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace soxa::record {

/// What is known of a day; 0 where it is not. A day is known only with its month.
struct KnownDate {
    int year = 0;
    int month = 0;
    int day = 0;

    friend auto operator<=>(const KnownDate&, const KnownDate&) = default;
};

enum class DateFault { no_date, two_digit_year, no_such_month, no_such_day };

[[nodiscard]] tl::expected<KnownDate, DateFault> read_date(std::string_view written);

/// The stored form.
[[nodiscard]] std::string stored(const KnownDate& date);
/// Of a text that parse() has made; what is none reads as nothing known.
[[nodiscard]] KnownDate known_date(std::string_view stored);
/// 24/11/2026, …/05/1958, …/…/1958: as the template prints it.
[[nodiscard]] std::string shown(const KnownDate& date);

[[nodiscard]] int days_in(int year, int month);
/// True if every day that `first` may be lies after every day that `second` may be.
[[nodiscard]] bool surely_after(const KnownDate& first, const KnownDate& second);
[[nodiscard]] KnownDate months_later(KnownDate date, int months);
/// Whole years from one to the other, at most: in favour of who gave only a year.
[[nodiscard]] int years_at_most(const KnownDate& from, const KnownDate& to);

}  // namespace soxa::record
