#include "ui/theme/fonts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "ui/theme/font_data.hpp"
#include "ui/typing/drawn_text.hpp"

namespace soxa::ui {

namespace {

constexpr std::array ranges = std::to_array<ImWchar>({
#include "ui/theme/glyph_ranges.inc"
    0});

constexpr float body_pixels = 19;
constexpr float small_pixels = 16;
constexpr float heading_pixels = 25;

/// A rectangle of the atlas's pixels.
struct Ink {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
};

struct Composition {
    ImFont* font;
    ComposedLetter letter;
    int rect;  ///< of the atlas
};

ImFont* add_face(ImFontAtlas& atlas, std::span<const std::uint8_t> data, float pixels,
                 bool into_last) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = into_last;
    // Whole pixels, so that a letter is copied and not filtered.
    config.OversampleH = 1;
    config.OversampleV = 1;
    config.PixelSnapH = true;
    // ImGui takes the pointer without const, and leaves data alone that it does not own.
    auto* bytes = const_cast<std::uint8_t*>(data.data());  // NOLINT
    return atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(data.size()), pixels, &config,
                                      ranges.data());
}

ImFont* add_font(ImFontAtlas& atlas, std::span<const std::uint8_t> letters, float pixels) {
    const FontData data = font_data();
    ImFont* font = add_face(atlas, letters, pixels, false);
    add_face(atlas, data.math, pixels, true);
    add_face(atlas, data.symbols, pixels, true);
    return font;
}

Ink ink_of(const ImFontAtlas& atlas, const ImFontGlyph& glyph) {
    const auto texels = [](float part, int size) {
        return static_cast<int>(std::lround(part * static_cast<float>(size)));
    };
    const int left = texels(glyph.U0, atlas.TexWidth);
    const int top = texels(glyph.V0, atlas.TexHeight);
    return {left, top, texels(glyph.U1, atlas.TexWidth) - left,
            texels(glyph.V1, atlas.TexHeight) - top};
}

/// ơ ư without their horn: where the body of the letter is.
char32_t body_of(char32_t base) {
    switch (base) {
        case U'ơ': return U'o';
        case U'ư': return U'u';
        case U'Ơ': return U'O';
        case U'Ư': return U'U';
        default: return base;
    }
}

/// Adds the ink of `from` to the rectangle at (x, y) inside `room`.
void stamp(ImFontAtlas& atlas, const Ink& from, const Ink& room, int x, int y) {
    for (int row = 0; row < from.height; ++row) {
        for (int column = 0; column < from.width; ++column) {
            const int to_x = x + column;
            const int to_y = y + row;
            if (to_x < 0 || to_y < 0 || to_x >= room.width || to_y >= room.height) continue;
            unsigned char& to =
                atlas.TexPixelsAlpha8[(room.top + to_y) * atlas.TexWidth + room.left + to_x];
            const unsigned char ink =
                atlas.TexPixelsAlpha8[(from.top + row) * atlas.TexWidth + from.left + column];
            to = std::max(to, ink);
        }
    }
}

/// The mark stands over the middle of the letter's body, a little above its ink.
void compose(ImFontAtlas& atlas, const Composition& made) {
    ImFont& font = *made.font;
    const ImFontGlyph* base = font.FindGlyphNoFallback(made.letter.base);
    const ImFontGlyph* body = font.FindGlyphNoFallback(body_of(made.letter.base));
    const ImFontGlyph* mark = font.FindGlyphNoFallback(made.letter.mark);
    const ImFontAtlasCustomRect& rect = *atlas.GetCustomRectByIndex(made.rect);
    const Ink room{rect.X, rect.Y, rect.Width, rect.Height};
    if (base == nullptr || body == nullptr || mark == nullptr) return;
    const Ink base_ink = ink_of(atlas, *base);
    const Ink mark_ink = ink_of(atlas, *mark);
    const float gap = std::max(1.0F, std::floor(font.FontSize * 0.04F));
    const float mark_left =
        std::round((body->X0 + body->X1 - static_cast<float>(mark_ink.width)) / 2);
    const float mark_top = body->Y0 - gap - static_cast<float>(mark_ink.height);
    const float left = std::min(base->X0, mark_left);
    stamp(atlas, mark_ink, room, static_cast<int>(mark_left - left), 0);
    stamp(atlas, base_ink, room, static_cast<int>(base->X0 - left),
          static_cast<int>(base->Y0 - mark_top));
    const float advance = base->AdvanceX;
    // FindGlyph gives what is const to us; the font is ours.
    const int at = static_cast<int>(font.IndexLookup[static_cast<int>(made.letter.drawn)]);
    ImFontGlyph& glyph = font.Glyphs[at];
    glyph.AdvanceX = advance;
    glyph.X0 = left;
    glyph.Y0 = mark_top;
    glyph.X1 = left + static_cast<float>(room.width);
    glyph.Y1 = mark_top + static_cast<float>(room.height);
    font.IndexAdvanceX[static_cast<int>(made.letter.drawn)] = advance;
}

}  // namespace

Fonts build_fonts(ImFontAtlas& atlas, float scale) {
    atlas.Clear();
    // Lines are drawn as polygons and the cursor is the system's.
    atlas.Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
    atlas.TexGlyphPadding = 1;
    const FontData data = font_data();
    const auto pixels = [&](float at_100) { return std::round(at_100 * scale); };
    Fonts fonts;
    fonts.body = add_font(atlas, data.regular, pixels(body_pixels));
    fonts.strong = add_font(atlas, data.bold, pixels(body_pixels));
    fonts.heading = add_font(atlas, data.bold, pixels(heading_pixels));
    fonts.small = add_font(atlas, data.regular, pixels(small_pixels));

    std::vector<Composition> compositions;
    for (ImFont* font : {fonts.body, fonts.strong, fonts.heading, fonts.small}) {
        const float size = font->ConfigData != nullptr ? font->ConfigData->SizePixels : body_pixels;
        for (const ComposedLetter& letter : composed_letters()) {
            const int rect = atlas.AddCustomRectFontGlyph(
                font, static_cast<ImWchar>(letter.drawn), static_cast<int>(size),
                static_cast<int>(size * 1.3F), size);
            compositions.push_back({font, letter, rect});
        }
    }
    atlas.Build();
    for (const Composition& made : compositions) compose(atlas, made);
    return fonts;
}

}  // namespace soxa::ui
