#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ui/theme/font_data.hpp"
#include "ui/theme/fonts.hpp"
#include "ui/theme/theme.hpp"
#include "ui/typing/drawn_text.hpp"

namespace soxa::tests::ui_theme {

using namespace soxa::ui;

namespace {

class Atlas {
public:
    explicit Atlas(float scale) : fonts(build_fonts(atlas, scale)) {}
    ImFontAtlas atlas;
    Fonts fonts;

    /// Rows of ink of a letter, as # and space.
    [[nodiscard]] std::vector<std::string> ink(char32_t letter) const {
        const ImFontGlyph* glyph = fonts.body->FindGlyphNoFallback(static_cast<ImWchar>(letter));
        if (glyph == nullptr) return {};
        std::vector<std::string> rows;
        const auto texel = [](float part, int size) {
            return static_cast<int>(part * static_cast<float>(size) + 0.5F);
        };
        for (int y = texel(glyph->V0, atlas.TexHeight); y < texel(glyph->V1, atlas.TexHeight); ++y) {
            std::string row;
            for (int x = texel(glyph->U0, atlas.TexWidth); x < texel(glyph->U1, atlas.TexWidth); ++x) {
                row += atlas.TexPixelsAlpha8[y * atlas.TexWidth + x] >= 64 ? '#' : ' ';
            }
            rows.push_back(row);
        }
        return rows;
    }
};

bool has_ink(const std::string& row) { return row.find('#') != std::string::npos; }

int inked_rows(const std::vector<std::string>& rows) {
    int count = 0;
    for (const std::string& row : rows) count += has_ink(row) ? 1 : 0;
    return count;
}

/// Parts of a letter above each other with empty rows between.
int blocks(const std::vector<std::string>& rows) {
    int count = 0;
    bool before = false;
    for (const std::string& row : rows) {
        count += has_ink(row) && !before ? 1 : 0;
        before = has_ink(row);
    }
    return count;
}

constexpr std::u32string_view vietnamese =
    U"aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
    U"AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴ"
    U"ƀčĕĭñŏŭČĔĬÑŎŬ–—“”‘’…•₫€№→←↑↓−≠≤≥✓✗⚠";

}  // namespace

TEST_CASE("theme: text stands out from its ground by 4.5 to 1", "[theme]") {
    for (const Shade shade : {Shade::light, Shade::dark}) {
        for (const TextPair& pair : text_pairs(palette_of(shade))) {
            CAPTURE(static_cast<int>(shade), pair.name, pair.text, pair.ground);
            CHECK(contrast(pair.text, pair.ground) >= 4.5);
        }
    }
}

TEST_CASE("theme: borders and the focus ring stand out by 3 to 1", "[theme]") {
    for (const Shade shade : {Shade::light, Shade::dark}) {
        const Palette& p = palette_of(shade);
        CHECK(contrast(p.field_border, p.field) >= 3);
        CHECK(contrast(p.field_border, p.panel) >= 3);
        CHECK(contrast(p.focus, p.panel) >= 3);
        CHECK(contrast(p.focus, p.field) >= 3);
        CHECK(contrast(p.accent, p.panel) >= 3);
    }
}

TEST_CASE("theme: contrast is WCAG's", "[theme]") {
    const auto close = [](double a, double b) { return a - b < 0.01 && b - a < 0.01; };
    CHECK(close(contrast(IM_COL32_BLACK, IM_COL32_WHITE), 21));
    CHECK(close(contrast(IM_COL32_WHITE, IM_COL32_WHITE), 1));
    CHECK(close(contrast(IM_COL32(0x76, 0x76, 0x76, 255), IM_COL32_WHITE), 4.54));
}

TEST_CASE("fonts: every Vietnamese letter has a glyph in every font", "[theme]") {
    const Atlas made(1);
    for (const ImFont* font : {made.fonts.body, made.fonts.strong, made.fonts.heading, made.fonts.small}) {
        for (const char32_t letter : vietnamese) {
            CAPTURE(static_cast<unsigned>(letter));
            const ImFontGlyph* glyph = font->FindGlyphNoFallback(static_cast<ImWchar>(letter));
            REQUIRE(glyph != nullptr);
            CHECK(glyph->AdvanceX > 0);
            CHECK(glyph->Visible == 1);
        }
    }
}

TEST_CASE("fonts: a mark stands above its letter, apart from it and over its middle", "[theme]") {
    for (const float scale : {1.0F, 1.25F, 2.0F}) {
        const Atlas made(scale);
        for (const ComposedLetter& letter : composed_letters()) {
            CAPTURE(scale, static_cast<unsigned>(letter.base));
            const auto rows = made.ink(letter.drawn);
            const auto plain = made.ink(letter.base);
            const auto mark = made.ink(letter.mark);
            REQUIRE_FALSE(rows.empty());
            const bool has_horn = letter.base == U'ơ' || letter.base == U'ư' ||
                                  letter.base == U'Ơ' || letter.base == U'Ư';
            // The horn may reach beside the mark; a hat is below it, with a gap.
            if (!has_horn) CHECK(blocks(rows) == blocks(plain) + 1);
            CHECK(inked_rows(rows) >= inked_rows(plain) + 2);
            // Its middle is within the letter's ink.
            std::size_t left = rows[0].find('#');
            std::size_t right = rows[0].rfind('#');
            for (std::size_t i = 0; i < mark.size(); ++i) {
                if (!has_ink(rows[i])) continue;
                left = std::min(left, rows[i].find('#'));
                right = std::max(right == std::string::npos ? 0 : right, rows[i].rfind('#'));
            }
            const std::size_t middle = (left + right) / 2;
            CHECK(middle > plain[0].size() / 5);
            CHECK(middle < plain[0].size() * 4 / 5);
            const ImFont& font = *made.fonts.body;
            CHECK(font.GetCharAdvance(static_cast<ImWchar>(letter.drawn)) ==
                  font.GetCharAdvance(static_cast<ImWchar>(letter.base)));
        }
    }
}

TEST_CASE("fonts: letters sit on whole pixels", "[theme]") {
    const Atlas made(1.5F);
    for (const ImFontGlyph& glyph : made.fonts.body->Glyphs) {
        CHECK(glyph.X0 == static_cast<float>(static_cast<int>(glyph.X0)));
        CHECK(glyph.Y0 == static_cast<float>(static_cast<int>(glyph.Y0)));
    }
}

TEST_CASE("fonts: the atlas stays small", "[theme]") {
    CHECK(Atlas(1).atlas.TexHeight * Atlas(1).atlas.TexWidth <= 1024 * 1024);
    CHECK(Atlas(2).atlas.TexHeight * Atlas(2).atlas.TexWidth <= 4 * 1024 * 1024);
}

TEST_CASE("fonts: their licence is in the program", "[theme]") {
    CHECK(font_licence().find("SIL Open Font License") != std::string_view::npos);
}

TEST_CASE("theme: a scale outside 100 to 200 is brought in", "[theme]") {
    ImGuiContext* context = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    CHECK(make_theme({50, Shade::light}, io, ImGui::GetStyle()).appearance.scale_percent == 100);
    const Theme large = make_theme({900, Shade::dark}, io, ImGui::GetStyle());
    CHECK(large.appearance.scale_percent == 200);
    CHECK(large.scaled(7) == 14);
    CHECK(large.fonts.body->FontSize == 38);
    ImGui::DestroyContext(context);
}

}  // namespace soxa::tests::ui_theme
