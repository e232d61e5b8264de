// Text from before Unicode is recognised and offered [DM-3.3].

#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/record/legacy_text.hpp"
#include "sync/record/text.hpp"
#include "tests/unit/record_example.hpp"

namespace soxa::tests::record_legacy_text {

using namespace record;

namespace {

struct Case {
    std::string_view typed;
    std::string_view meant;  ///< empty: it is what it is
    LegacyFont font = LegacyFont::tcvn3;
};

TEST_CASE("legacy text: offered as what it was [DM-3.3]", "[record]") {
    const auto one = GENERATE(
        Case{"NguyÔn V¨n", "Nguyễn Văn"}, Case{"NguyÔn V¨n Hoµ", "Nguyễn Văn Hoà"},
        Case{"TrÇn ThÞ BÝch Ph­îng", "Trần Thị Bích Phượng"}, Case{"§ç Minh Qu©n", "Đỗ Minh Quân"},
        Case{"Hoµng Thu Th¶o", "Hoàng Thu Thảo"}, Case{"Lª §×nh V­¬ng", "Lê Đình Vương"},
        Case{"X· TiÒn H¶i, tØnh Th¸i B×nh", "Xã Tiền Hải, tỉnh Thái Bình"},
        Case{"Nguyeãn Vaên Hoaø", "Nguyễn Văn Hoà", LegacyFont::vni},
        Case{"Traàn Thò Bích Phöôïng", "Trần Thị Bích Phượng", LegacyFont::vni},
        Case{"Ñoã Minh Quaân", "Đỗ Minh Quân", LegacyFont::vni},
        Case{"NGUYEÃN THÒ HÖÔNG", "NGUYỄN THỊ HƯƠNG", LegacyFont::vni},
        Case{"Leâ Thò Yeán", "Lê Thị Yến", LegacyFont::vni});
    CAPTURE(one.typed);
    const auto legacy = legacy_text(one.typed);
    REQUIRE(legacy);
    CHECK(legacy->converted == one.meant);
    CHECK(legacy->font == one.font);
}

TEST_CASE("legacy text: what is Vietnamese, or a name of the highlands, is left alone [DM-3.3]",
          "[record]") {
    for (const auto right :
         {"Nguyễn Văn Hoà", "NGUYỄN THỊ HOÀ", "Trần Bá Lý", "Lò Thị Mai", "Vũ Hà", "Cà Văn Thoong",
          "H'Hen Niê", "Y'Moan Êñuôl", "Rơ Mah H’Lưm", "Ê Đê", "Ksor Bé", "Giàng A Páo", "Nguyen",
          "Tôn Nữ Thị Ninh", "Siu Ƀlơt", "", "Công ty Siêu Việt (Quý)"}) {
        CAPTURE(right);
        CHECK_FALSE(legacy_text(right));
    }
}

TEST_CASE("legacy text: bytes without an encoding are widened first [DM-3.3]", "[record]") {
    const Bytes bytes{'N', 'g', 'u', 'y', 0xD4, 'n', ' ', 'V', 0xA8, 'n'};
    CHECK(widened(bytes) == "NguyÔn V¨n");
    CHECK(legacy_text(widened(bytes))->converted == "Nguyễn Văn");
}

TEST_CASE("legacy text: the finding offers it [DM-3.3]", "[record]") {
    Document document = example_document();
    set(document, "full_name", "NguyÔn V¨n");
    bool offered = false;
    for (const Finding& finding : check(document, example_today)) {
        offered = offered || (finding.fault.text == "finding.name_old_font_as" &&
                              finding.fault.args.at(0) == "Nguyễn Văn");
    }
    CHECK(offered);
}

TEST_CASE("syllables: what Vietnamese has, and what it has not", "[record]") {
    for (const auto right : {"nghiêng", "Quyết", "giếng", "gì", "khuỷu", "ươm", "ỷ", "uống", "Đặng",
                             "thuở", "quốc", "HOÀ", "Hòa", "loằng", "xoong", "khuya", "yểng"}) {
        CAPTURE(right);
        CHECK(is_syllable(right));
    }
    for (const auto wrong : {"niờ", "ấban", "blơt", "nguyÔn", "hòà", "ngr", "êñuôl", "strá"}) {
        CAPTURE(wrong);
        CHECK_FALSE(is_syllable(wrong));
    }
}

TEST_CASE("text: tones apart from letters", "[record]") {
    CHECK(tone_apart("Nguyễn") == "nguyê\u0303n");
    CHECK(tone_apart("ĐẶNG") == "đă\u0323ng");
    CHECK(tone_apart("Hợp") == "hơ\u0323p");
}

}  // namespace

}  // namespace soxa::tests::record_legacy_text
