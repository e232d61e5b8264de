#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ui/typing/drawn_text.hpp"
#include "ui/typing/vietnamese.hpp"

namespace soxa::tests::ui_typing {

using namespace soxa::ui;

namespace {

std::string typed(const TypingStyle& style, std::string_view keys) {
    std::string all;
    VietnameseWord word(style);
    for (const char key : keys) {
        if (key == ' ') {
            all += word.text() + ' ';
            word = VietnameseWord(style);
        } else {
            word.press(static_cast<char32_t>(key));
        }
    }
    return all + word.text();
}

std::string telex(std::string_view keys, TonePlace place = TonePlace::old_style) {
    return typed({TypingMethod::telex, place}, keys);
}
std::string vni(std::string_view keys) { return typed({TypingMethod::vni, TonePlace::old_style}, keys); }

using Words = std::vector<std::pair<const char*, const char*>>;

}  // namespace

TEST_CASE("telex: words as officials write them", "[typing]") {
    const Words words{
        {"Nguyeenx Thij Huwowngf", "Nguyễn Thị Hường"},
        {"Nguyeexn Thij Huowngf", "Nguyễn Thị Hường"},
        {"Nguyenex Vawn Anhs", "Nguyễn Văn Ánh"},
        {"UWowngj Uwowngj", "Ượng Ượng"},
        {"quyeets quyets ddinhj", "quyết quyét định"},
        {"hoaf hoas hoanf thuyr", "hòa hóa hoàn thủy"},
        {"ddaays DDaays ddoongf Ddoong", "đấy Đấy đồng Đông"},
        {"dduwowcj dduowcj ddwowcj", "được được được"},
        {"uow huow thuowr quowr", "uơ huơ thuở quở"},
        {"muaw muwa cuar chuwas", "mưa mưa của chứa"},
        {"quaanj quanh quar quys quyr", "quận quanh quả quý quỷ"},
        {"giaf gif giangf gieengs giuwax", "già gì giàng giếng giữa"},
        {"khuyur khuya khuyeens", "khuỷu khuya khuyến"},
        {"ngoanf ngoaif ngoeof", "ngoàn ngoài ngoèo"},
        {"tieengs Vieetj vieetj", "tiếng Việt việt"},
        {"luwu luuw huou huouw", "lưu lưu huou hươu"},
        {"bowr buwowir bwoir", "bở bưởi bưởi"},
        {"thuw tw nhuwngx nhwngx", "thư tư những những"},
        {"cawm cawtj hoawcj hoawjc", "căm cặt hoặc hoặc"},
        {"toois tooi tooio", "tối tôi toio"},
        {"muar mua muoons muoonf", "mủa mua muốn muồn"},
        {"yeeu yeeus ieeu", "yêu yếu iêu"},
        {"oanhf oanhs xoayf", "oành oánh xoày"},
        {"DDawks Lawks", "Đắk Lắk"},
        {"HOANGF NGUYEENX", "HOÀNG NGUYỄN"},
        {"Huynhf huynhj", "Huỳnh huỵnh"},
        {"tuaanf tuanf thuanaj", "tuần tuàn thuận"},
    };
    for (const auto& [keys, wanted] : words) CHECK(telex(keys) == wanted);
}

TEST_CASE("telex: the tone goes where the style wants it", "[typing]") {
    CHECK(telex("hoaf", TonePlace::old_style) == "hòa");
    CHECK(telex("hoaf", TonePlace::new_style) == "hoà");
    CHECK(telex("thuyr", TonePlace::old_style) == "thủy");
    CHECK(telex("thuyr", TonePlace::new_style) == "thuỷ");
    CHECK(telex("khoer", TonePlace::old_style) == "khỏe");
    CHECK(telex("khoer", TonePlace::new_style) == "khoẻ");
    CHECK(telex("muaf", TonePlace::new_style) == "mùa");
    CHECK(telex("quyf", TonePlace::old_style) == "quỳ");
    // It moves on as the word grows.
    CHECK(telex("hoafn") == "hoàn");
    CHECK(telex("tofan") == "toàn");
}

TEST_CASE("telex: a key typed twice undoes itself and the word is left alone", "[typing]") {
    const Words words{
        {"ass", "as"},     {"asss", "ass"},   {"aaa", "aa"},      {"aaas", "aas"},
        {"ddd", "dd"},     {"uww", "uw"},     {"ww", "w"},        {"www", "ww"},
        {"tww", "tw"},       {"offf", "off"},    {"off", "of"},
        {"classs", "class"}, {"eee", "ee"},   {"uoww", "uow"},    {"luowngw", "luongw"},
        {"as1", "á1"},     {"asz", "a"},      {"z", "z"},         {"aszz", "az"},
    };
    for (const auto& [keys, wanted] : words) {
        CAPTURE(keys);
        CHECK(telex(keys) == wanted);
    }
}

TEST_CASE("telex: a later tone replaces the former", "[typing]") {
    CHECK(telex("asf") == "à");
    CHECK(telex("tieengsf") == "tiềng");
    CHECK(telex("nguyeenjx") == "nguyễn");
    CHECK(telex("awa") == "â");
    CHECK(telex("oow") == "ơ");
}

TEST_CASE("telex: keys without a vowel are letters", "[typing]") {
    CHECK(telex("s") == "s");
    CHECK(telex("rf") == "rf");
    CHECK(telex("xj") == "xj");
    CHECK(telex("d") == "d");
    CHECK(telex("str") == "str");
}

TEST_CASE("vni: words as officials write them", "[typing]") {
    const Words words{
        {"Nguye6n4 Thi5 Hu7o7ng2", "Nguyễn Thị Hường"},
        {"Nguye64n Thi5 Huong72", "Nguyễn Thị Hường"},
        {"U7o7ng5 quye61t", "Ượng quyết"},
        {"d9a6y1 D9a8k1", "đấy Đắk"},
        {"hoa2 hoa8c5 tua6n2", "hòa hoặc tuần"},
        {"d9u7o7c5 duoc975", "được được"},
        {"mua7 mu7a thuo73", "mưa mưa thuở"},
        {"a11 a66 d99 u77 a10", "a1 a6 d9 u7 a"},
        {"12 k1 2026", "12 k1 2026"},
    };
    for (const auto& [keys, wanted] : words) CHECK(vni(keys) == wanted);
}

TEST_CASE("typing: off is off", "[typing]") {
    CHECK(typed({}, "Nguyeenx as1") == "Nguyeenx as1");
}

TEST_CASE("typing: goes on with a word that stands there", "[typing]") {
    const TypingStyle style{TypingMethod::telex, TonePlace::old_style};
    const auto after = [&](std::string_view word, std::string_view keys) {
        VietnameseWord made(style);
        made.take(word);
        for (const char key : keys) made.press(static_cast<char32_t>(key));
        return made.text();
    };
    CHECK(after("Nguyên", "x") == "Nguyễn");
    CHECK(after("Nguye\u0302n", "x") == "Nguyễn");
    CHECK(after("hòa", "n") == "hoàn");
    CHECK(after("Đă", "ks") == "Đắk");
    CHECK(after("tiếng", "") == "tiếng");
    CHECK(after("ƀ", "a") == "ƀa");
}

TEST_CASE("typing: whatever is typed, the text is in normal form", "[typing]") {
    // All keys of length three after each vowel, and none is lost or doubled into another letter.
    const std::string keys = "asdwefrxjzouy";
    for (const char first : std::string("aeiouy")) {
        for (const char a : keys) {
            for (const char b : keys) {
                for (const char c : keys) {
                    const std::string word = telex(std::string{'t', first, a, b, c});
                    CHECK(stored_text(word) == word);
                    CHECK(word.front() == 't');
                }
            }
        }
    }
}

TEST_CASE("drawn text: a letter with a mark of its own is one code point on the screen", "[typing]") {
    const std::string stored = "Y Wơ\u0306t Ê\u0306ban, Ƀ, Č, ô\u0306 ư\u0306 â\u0306";
    const std::string drawn = drawn_text(stored);
    CHECK(drawn.find("\u0306") == std::string::npos);
    CHECK(stored_text(drawn) == stored);
    CHECK(drawn_text(drawn) == drawn);
}

TEST_CASE("drawn text: text is brought into normal form", "[typing]") {
    CHECK(drawn_text("Nguye\u0302\u0303n") == "Nguyễn");
    CHECK(drawn_text("o\u031b\u0300") == "ờ");
    CHECK(drawn_text("a\u0323\u0302") == "ậ");
    CHECK(drawn_text("e\u0302\u0306") == drawn_text("ê\u0306"));
    CHECK(stored_text("c\u030c") == "č");
    CHECK(stored_text("o\u0306") == "ŏ");
}

TEST_CASE("drawn text: plain text stays, broken text shows where", "[typing]") {
    for (const char* text : {"", "abc 123", "Nguyễn Thị Hường", "ừ ĐỒNG ₫", "tab\tend\n"}) {
        CHECK(drawn_text(text) == text);
        CHECK(stored_text(text) == text);
    }
    CHECK(drawn_text("a\xff z") == "a\uFFFD z");
    CHECK(drawn_text("\xe1\xba") == "\uFFFD\uFFFD");
}

}  // namespace soxa::tests::ui_typing
