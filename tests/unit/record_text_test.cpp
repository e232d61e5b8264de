// Vietnamese text: normal form, order of names, search.

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "sync/record/text.hpp"

namespace soxa::tests::record_text {

using namespace record;

namespace {

TEST_CASE("text: composed and decomposed input become the same", "[record]") {
    const std::string decomposed = "Nguye\u0302\u0303n";  // as macOS writes it

    CHECK(normalised(decomposed) == "Nguyễn");
    CHECK(normalised("Nguyễn") == "Nguyễn");
    CHECK(normalised("  a\u00A0b\u202Fc ") == "  a b c ");
    CHECK(normalised("０３４") == "034");
    CHECK(normalised("") == "");
}

TEST_CASE("text: a letter without a composed form keeps its mark", "[record]") {
    const std::string name = "Y \u01A1\u0306 Ni\u00EA";  // ơ̆ has no code point of its own

    CHECK(normalised(name) == name);
    CHECK(character_count(name) == 8);
    CHECK(upper_case("\u01A1\u0306") == "\u01A0\u0306");
}

TEST_CASE("text: upper case is that of the template", "[record]") {
    CHECK(upper_case("Nguyễn Thị Đào") == "NGUYỄN THỊ ĐÀO");
    CHECK(upper_case("đ ư ơ ă â ê ô ỵ") == "Đ Ư Ơ Ă Â Ê Ô Ỵ");
    CHECK(upper_case("ư\u0306") == "Ư\u0306");
    CHECK(upper_case("H'Hen Niê") == "H'HEN NIÊ");
}

TEST_CASE("text: search does without tones, hats and the place of the tone", "[record]") {
    CHECK(search_key("Nguyễn Văn Hoà") == "nguien van hoa");
    CHECK(search_key("Nguyễn Văn Hoà") == search_key("nguyen van hoa"));
    CHECK(search_key("Khánh Hoà") == search_key("Khánh Hòa"));
    CHECK(search_key("Lý") == search_key("Lí"));
    CHECK(search_key("Uý") == search_key("úy"));
    CHECK(search_key("Đỗ Đức") == "do duc");
    CHECK(search_key("  Ê   Đê ") == "e de");
    CHECK(search_key("H’Hen") == search_key("H'Hen"));
    CHECK(search_key("ư\u0306") == "u");
    CHECK(search_key("Hoà") != search_key("Hoa Lan"));
}

std::vector<std::string> sorted(std::vector<std::string> names) {
    std::stable_sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return name_sort_key(a) < name_sort_key(b);
    });
    return names;
}

TEST_CASE("text: without its marks it is typed on any keyboard", "[record]") {
    CHECK(without_marks("Đinh Thị Quý, dây đèn ướt") == "Dinh Thi Quy, day den uot");
}

TEST_CASE("names: are sorted by given name, then family, then middle name", "[record]") {
    const std::vector<std::string> order{"Trần Văn An", "Lê Thị Ánh", "Phạm Văn Bình",
                                         "Lê Anh Hoa",  "Lê Thị Hoa", "Nguyễn Văn Hoa"};
    std::vector<std::string> names = order;
    std::reverse(names.begin(), names.end());

    CHECK(sorted(names) == order);
}

TEST_CASE("names: letters follow the Vietnamese alphabet", "[record]") {
    const std::vector<std::string> order{"A", "Ă", "Â", "B", "C", "D", "Đ", "E", "Ê", "F", "G",
                                         "H", "I", "J", "K", "L", "M", "N", "O", "Ô", "Ơ", "P",
                                         "Q", "R", "S", "T", "U", "Ư", "V", "W", "X", "Y", "Z"};
    std::vector<std::string> names = order;
    std::reverse(names.begin(), names.end());

    CHECK(sorted(names) == order);
}

TEST_CASE("names: tones decide after letters: ngang huyền hỏi ngã sắc nặng", "[record]") {
    const std::vector<std::string> order{"Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Man"};
    std::vector<std::string> names = order;
    std::reverse(names.begin(), names.end());

    CHECK(sorted(names) == order);
    CHECK(sorted({"Lê Thị Hằng", "Lê Thị Hân", "Lê Thị Hạnh"}) ==
          std::vector<std::string>{"Lê Thị Hạnh", "Lê Thị Hằng", "Lê Thị Hân"});
}

TEST_CASE("names: two ways to place a tone and upper case are one name in a list", "[record]") {
    CHECK(name_sort_key("Nguyễn Văn Hoà") == name_sort_key("Nguyễn Văn Hòa"));
    CHECK(name_sort_key("NGUYỄN VĂN HOÀ") == name_sort_key("nguyễn văn hoà"));
    CHECK(name_sort_key("Trần  An") == name_sort_key(" Trần An "));
}

TEST_CASE("names: those of the highlands are sorted too", "[record]") {
    CHECK(sorted({"Y Moan Êñuôl", "H'Hen Niê", "Hen", "K'Brơi"}) ==
          std::vector<std::string>{"Y Moan Êñuôl", "Hen", "K'Brơi", "H'Hen Niê"});
    CHECK(name_sort_key("H'Hen") == name_sort_key("H’Hen"));
    CHECK(name_sort_key("") == "");
    CHECK(name_sort_key("   ") == "");
}

}  // namespace

}  // namespace soxa::tests::record_text
