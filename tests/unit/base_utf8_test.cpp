#include <array>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "crypto/base/utf8.hpp"

namespace soxa::tests::base_utf8 {

/// The bytes of any 21-bit number by RFC 3629's table, whether or not it is a character.
std::string encoded(unsigned point) {
    const auto tail = [point](unsigned shift) {
        return static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
    };
    if (point < 0x80) return {static_cast<char>(point)};
    if (point < 0x800) return {static_cast<char>(0xC0U | (point >> 6U)), tail(0)};
    if (point < 0x10000) return {static_cast<char>(0xE0U | (point >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (point >> 18U)), tail(12), tail(6), tail(0)};
}

/// How many of all texts of `size` bytes are valid.
std::size_t valid_texts(std::size_t size) {
    std::string text(size, '\0');
    std::size_t valid = 0;
    for (std::size_t number = 0; number < std::size_t{1} << (8 * size); ++number) {
        for (std::size_t at = 0; at < size; ++at) text[at] = static_cast<char>(number >> (8 * at));
        if (is_utf8(text)) ++valid;
    }
    return valid;
}

TEST_CASE("UTF-8: each code point is valid, surrogates and beyond are not", "[base]") {
    for (unsigned point = 0; point < 0x1FFFFF; ++point) {
        const bool character = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
        if (is_utf8(encoded(point)) != character) FAIL(point);
    }
    SUCCEED();
}

TEST_CASE("UTF-8: of all texts of one to three bytes exactly the encoded ones are valid",
          "[base]") {
    // Characters by the bytes they take: 128, 2,048 - 128, 65,536 - 2,048 - 2,048 surrogates.
    constexpr std::size_t one = 128;
    constexpr std::size_t two = 1920;
    constexpr std::size_t three = 61'440;

    CHECK(valid_texts(1) == one);
    CHECK(valid_texts(2) == one * one + two);
    CHECK(valid_texts(3) == one * one * one + 2 * one * two + three);
}

TEST_CASE("UTF-8: forms that other readers have taken are refused", "[base]") {
    const std::array<std::string_view, 9> wrong{
        "\xC0\x80",                  // NUL in two bytes
        "\xC1\xBF",                  // overlong
        "\xE0\x9F\xBF",              // overlong
        "\xF0\x8F\xBF\xBF",          // overlong
        "\xED\xA0\x80\xED\xB0\x80",  // a surrogate pair, as CESU-8 writes it
        "\xF4\x90\x80\x80",          // above U+10FFFF
        "\xF8\x88\x80\x80\x80",      // five bytes
        "a\x80",                     // a continuation of nothing
        "Nguy\xE1\xBB",              // cut short
    };
    for (const auto text : wrong) CHECK_FALSE(is_utf8(text));
    CHECK(is_utf8("Nguyễn Thị Thuỷ, xã Đắk R’Măng"));
    CHECK(is_utf8("Nguye\xCC\x82\xCC\x83n"));  // not normalised, but valid
    CHECK(is_utf8(std::string_view("a\0b", 3)));
    CHECK(is_utf8(""));
}

TEST_CASE("UTF-8: a path keeps its Vietnamese name", "[base]") {
    const std::string name = "hồ sơ/Đặng Thị Ngọc Ánh.db";

    CHECK(utf8(path_of(name)) == name);
    CHECK(path_of(name).filename() == path_of("Đặng Thị Ngọc Ánh.db"));
}

}  // namespace soxa::tests::base_utf8
