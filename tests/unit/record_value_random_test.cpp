// Values from random text: reading refuses or gives a value that reads back as itself.

#include <array>
#include <random>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "crypto/base/cbor.hpp"
#include "sync/record/value.hpp"

namespace soxa::tests::record_value_random {

using namespace record;

namespace {

/// Pieces that dates, numbers, codes and texts are made of, and some that belong nowhere.
constexpr std::array<std::string_view, 40> pieces{
    "0",      "1",      "2",      "9",   "12",     "31",     "1985",   "2024", "02", "34",
    "/",      "-",      ".",      ",",   " ",      ";",      "\n",     "…",    "?",  "%",
    "đ",      "Nguyễn", "Hoà",    "á",   "\u0301", "\u00A0", "\u202E", "０",   "＋", "+84",
    "CON_LS", "DTTS",   "01.003", "H31", "true",   "có",     "\xFF",   "\t",   "A",  "e\u0306"};

std::string random_text(std::mt19937_64& random) {
    std::string text;
    for (std::uint64_t left = random() % 9; left > 0; --left)
        text += pieces[random() % pieces.size()];
    return text;
}

TEST_CASE("values: random text is refused, or is a value that reads back", "[record]") {
    constexpr std::uint64_t seed = 20261122;
    constexpr int rounds = 40;
    std::mt19937_64 random(seed);
    int values = 0;
    for (int round = 0; round < rounds; ++round) {
        for (const Field& field : fields()) {
            const std::string typed = random_text(random);
            const auto value = parse(field, typed);
            INFO("seed " << seed << ", " << field.group << "." << field.id << ": " << typed);
            if (!value) {
                REQUIRE(value.error().text.starts_with("value."));
                continue;
            }
            ++values;
            const auto again = parse(field, text_of(field, *value));
            REQUIRE(again.has_value());
            REQUIRE(*again == *value);
            REQUIRE_FALSE(shown(field, *value).empty());
            const Bytes bytes = encode(*value);
            REQUIRE(cbor::is_canonical(bytes));
            REQUIRE(decode_value(bytes) == *value);
            REQUIRE_FALSE(is_withdrawn(bytes));
        }
    }
    CHECK(values > 1000);
}

}  // namespace

}  // namespace soxa::tests::record_value_random
