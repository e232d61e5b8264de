#include <array>
#include <cstdlib>
#include <limits>
#include <random>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "tests/unit/ui_draw_list.hpp"
#include "ui/raster/picture.hpp"
#include "ui/raster/raster.hpp"

namespace soxa::tests::ui_raster {

using ui::Canvas;
using ui::CpuTextures;
using ui::PixelRect;
using ui::Raster;

namespace {

constexpr int width = 300;
constexpr int height = 200;
constexpr std::uint32_t ground = 0xF1F4F8;
const ImVec2 size{width, height};
const ImVec4 everywhere{0, 0, width, height};

/// The largest difference of a channel, and how many pixels differ by more than `tolerated`.
struct Difference {
    int largest = 0;
    int pixels = 0;
};

Difference difference(const Canvas& a, const Canvas& b, int tolerated) {
    Difference found;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            int largest = 0;
            for (const unsigned shift : {0U, 8U, 16U}) {
                const int one = static_cast<int>((a.row(y)[x] >> shift) & 0xFFU);
                const int other = static_cast<int>((b.row(y)[x] >> shift) & 0xFFU);
                largest = std::max(largest, std::abs(one - other));
            }
            found.largest = std::max(found.largest, largest);
            found.pixels += largest > tolerated ? 1 : 0;
        }
    }
    return found;
}

Canvas fresh(const CpuTextures& textures, const ImDrawData& data) {
    Canvas canvas(width, height);
    Raster(textures).draw(data, ground, canvas);
    return canvas;
}

void add_vertex(ImDrawList& list, const ImVec2& at, const ImVec2& uv, ImU32 colour) {
    ImDrawVert vertex{};
    vertex.pos = at;
    vertex.uv = uv;
    vertex.col = colour;
    list.VtxBuffer.push_back(vertex);
}

/// The rectangles of a list, each as two triangles in an order that ImGui does not use.
void break_quads(ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
        for (unsigned i = 0; i + 6 <= command.ElemCount; i += 6) {
            ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset + i;
            std::swap(index[3], index[5]);
        }
    }
}

}  // namespace

TEST_CASE("raster: draws what the book's way draws", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    const auto seed = static_cast<unsigned>(GENERATE(range(1, 25)));
    CAPTURE(seed);
    std::mt19937 random(seed);
    drawing.begin(everywhere);
    // Few shapes, so that roundings of one over the other do not add up.
    draw_anything(drawing, random, size, 12);

    const Canvas ours = fresh(textures, drawing.data());
    const Canvas book = drawn_by_the_book(drawing.data(), textures, ground, width, height);

    constexpr int tolerated = 4;
    const Difference found = difference(ours, book, tolerated);
    CAPTURE(found.largest);
    CHECK(found.pixels <= width * height / 1000);
}

TEST_CASE("raster: a frame over another is that frame drawn alone, bit for bit", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    const auto seed = static_cast<unsigned>(GENERATE(range(1, 6)));
    CAPTURE(seed);
    std::mt19937 random(seed);
    Raster raster(textures);
    Canvas canvas(width, height);
    int untouched = 0;
    for (int frame = 0; frame < 40; ++frame) {
        CAPTURE(frame);
        drawing.begin(everywhere);
        // The same shapes as before, but for the last few.
        std::mt19937 same(seed);
        draw_anything(drawing, same, size, 30);
        draw_anything(drawing, random, size, static_cast<int>(random() % 3));

        int pixels = 0;
        for (const PixelRect& part : raster.draw(drawing.data(), ground, canvas)) {
            pixels += (part.right - part.left) * (part.bottom - part.top);
        }

        CHECK(canvas == fresh(textures, drawing.data()));
        untouched += width * height - pixels;
    }
    CHECK(untouched > 0);
}

TEST_CASE("raster: the same frame again draws nothing", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    std::mt19937 random(7);
    drawing.begin(everywhere);
    draw_anything(drawing, random, size, 30);
    Raster raster(textures);
    Canvas canvas(width, height);
    CHECK_FALSE(raster.draw(drawing.data(), ground, canvas).empty());

    CHECK(raster.draw(drawing.data(), ground, canvas).empty());
    CHECK_FALSE(raster.draw(drawing.data(), 0x101010, canvas).empty());
}

TEST_CASE("raster: nothing is written outside the clip", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    const auto seed = static_cast<unsigned>(GENERATE(range(1, 13)));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto any = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    const PixelRect clip{any(width), any(height), any(width) + 1, any(height) + 1};
    drawing.begin({static_cast<float>(clip.left), static_cast<float>(clip.top),
                   static_cast<float>(clip.right), static_cast<float>(clip.bottom)});
    draw_anything(drawing, random, size, 60);

    const Canvas canvas = fresh(textures, drawing.data());

    int outside = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool inside = x >= clip.left && x < clip.right && y >= clip.top && y < clip.bottom;
            if (!inside && canvas.row(y)[x] != ground) ++outside;
        }
    }
    CHECK(outside == 0);
}

TEST_CASE("raster: the short ways for rectangles and letters give the triangles' pixels", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    std::mt19937 random(3);
    const auto number = [&](float high) {
        return std::uniform_real_distribution<float>(-10, high)(random);
    };
    drawing.begin(everywhere);
    for (int i = 0; i < 40; ++i) {
        const ImVec2 a(number(width), number(height));
        drawing.list().AddRectFilled(a, {a.x + number(70), a.y + number(50)},
                                     static_cast<ImU32>(random()));
        drawing.list().AddText({number(width), number(height)}, static_cast<ImU32>(random()),
                               "Ượng quyết định số 12/QĐ");
        const ImVec2 b(number(width), number(height));
        drawing.list().AddImage(drawing.picture(), b, {b.x + 37, b.y + 21.5F});
    }
    const Canvas quick = fresh(textures, drawing.data());

    break_quads(drawing.list());
    const Canvas slow = fresh(textures, drawing.data());

    // Steps over texels are rounded differently along a row than over a triangle.
    CHECK(difference(quick, slow, 3).pixels == 0);
}

TEST_CASE("raster: triangles that share edges cover each pixel once", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    const ImU32 half = IM_COL32(200, 30, 90, 128);
    drawing.begin(everywhere);
    ImDrawList& list = drawing.list();
    std::mt19937 random(11);
    // A fan around a point somewhere inside a rectangle.
    const std::array corners{ImVec2(10.25F, 12), ImVec2(250, 12), ImVec2(250, 170.5F),
                             ImVec2(10.25F, 170.5F)};
    const ImVec2 middle(31.7F + static_cast<float>(random() % 100), 77.3F);
    add_vertex(list, middle, white, half);
    for (const ImVec2& corner : corners) add_vertex(list, corner, white, half);
    for (ImDrawIdx i = 0; i < 4; ++i) {
        for (const ImDrawIdx at : {0U, i + 1, (i + 1) % 4 + 1}) list.IdxBuffer.push_back(at);
    }
    list.CmdBuffer[0].ElemCount = 12;
    const Canvas fan = fresh(textures, drawing.data());

    drawing.begin(everywhere);
    drawing.list().AddRectFilled(corners[0], corners[2], half);

    CHECK(fan == fresh(textures, drawing.data()));
}

TEST_CASE("raster: opaque and clear colours are exact", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    drawing.begin(everywhere);
    drawing.list().AddRectFilled({10, 10}, {20, 20}, IM_COL32(0x12, 0x34, 0x56, 255));
    drawing.list().AddRectFilled({30, 10}, {40, 20}, IM_COL32(0x12, 0x34, 0x56, 0));
    drawing.list().AddRectFilled({50, 10}, {60, 20}, IM_COL32(255, 255, 255, 255));

    const Canvas canvas = fresh(textures, drawing.data());

    CHECK(canvas.row(10)[10] == 0x123456);
    CHECK(canvas.row(19)[19] == 0x123456);
    CHECK(canvas.row(9)[10] == ground);
    CHECK(canvas.row(20)[10] == ground);
    CHECK(canvas.row(10)[20] == ground);
    CHECK(canvas.row(10)[30] == ground);
    CHECK(canvas.row(10)[50] == 0xFFFFFF);
}

TEST_CASE("raster: a draw list that lies draws within the canvas or not at all", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    const auto seed = static_cast<unsigned>(GENERATE(range(1, 40)));
    CAPTURE(seed);
    std::mt19937 random(seed);
    constexpr float huge = std::numeric_limits<float>::max();
    const std::array wild{std::numeric_limits<float>::quiet_NaN(),
                          std::numeric_limits<float>::infinity(), -huge, huge, 1e9F, -40000.0F,
                          32767.5F, 0.0F, 150.0F, 1e-30F};
    const auto any = [&] { return wild[random() % wild.size()]; };
    drawing.begin(everywhere);
    draw_anything(drawing, random, size, 20);
    ImDrawList& list = drawing.list();
    for (ImDrawVert& vertex : list.VtxBuffer) {
        if (random() % 4 == 0) vertex.pos.x = any();
        if (random() % 4 == 0) vertex.pos.y = any();
        if (random() % 8 == 0) vertex.uv.x = any();
        if (random() % 8 == 0) vertex.uv.y = any();
    }
    for (ImDrawIdx& index : list.IdxBuffer) {
        if (random() % 50 == 0) index = static_cast<ImDrawIdx>(random());
    }
    for (ImDrawCmd& command : list.CmdBuffer) {
        if (random() % 4 == 0) command.ClipRect = {any(), any(), any(), any()};
        if (random() % 6 == 0) command.ElemCount = static_cast<unsigned>(random());
        if (random() % 6 == 0) command.IdxOffset = static_cast<unsigned>(random());
        if (random() % 6 == 0) command.VtxOffset = static_cast<unsigned>(random());
        if (random() % 6 == 0) command.TextureId = reinterpret_cast<ImTextureID>(random());
    }

    const Canvas canvas = fresh(textures, drawing.data());

    CHECK(canvas == fresh(textures, drawing.data()));
}

TEST_CASE("raster: a picture that went draws nothing", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    const std::array<std::uint8_t, 4> red{255, 0, 0, 255};
    ImTextureID id = nullptr;
    {
        const ui::Texture texture(textures, {1, 1, red});
        id = texture.id();
        drawing.begin(everywhere);
        drawing.list().AddImage(id, {0, 0}, {10, 10});
        CHECK(fresh(textures, drawing.data()).row(5)[5] == 0xFF0000);
    }
    CHECK(textures.find(id) == nullptr);
    CHECK(fresh(textures, drawing.data()).row(5)[5] == ground);
    CHECK(textures.create({2, 2, red}) == nullptr);
    CHECK(textures.create({0, 5, red}) == nullptr);
}

TEST_CASE("raster: another picture under the same letters is drawn anew", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    const std::array<std::uint8_t, 4> red{255, 0, 0, 255};
    const std::array<std::uint8_t, 4> blue{0, 0, 255, 255};
    Raster raster(textures);
    Canvas canvas(width, height);
    for (const auto& [colour, seen] : {std::pair{red, 0xFF0000U}, std::pair{blue, 0x0000FFU}}) {
        const ui::Texture texture(textures, {1, 1, colour});
        drawing.begin(everywhere);
        drawing.list().AddImage(texture.id(), {0, 0}, {10, 10});
        raster.draw(drawing.data(), ground, canvas);
        CHECK(canvas.row(5)[5] == seen);
    }
}

TEST_CASE("raster: a window of another size is drawn whole", "[raster]") {
    CpuTextures textures;
    Drawing drawing(textures);
    std::mt19937 random(2);
    drawing.begin({0, 0, 2000, 2000});
    draw_anything(drawing, random, size, 20);
    Raster raster(textures);
    for (const auto& [w, h] : {std::pair{300, 200}, std::pair{301, 200}, std::pair{1, 1},
                               std::pair{64, 32}, std::pair{257, 131}, std::pair{0, 0}}) {
        Canvas canvas(w, h);
        Canvas alone(w, h);
        raster.forget();
        raster.draw(drawing.data(), ground, canvas);
        Raster(textures).draw(drawing.data(), ground, alone);
        CHECK(canvas == alone);
    }
}

TEST_CASE("picture: made smaller, each pixel is the mean of what it stands for", "[raster]") {
    const std::array<std::uint8_t, 16> rgba{0, 0, 0, 255, 255, 255, 255, 255,
                                            200, 0, 0, 0, 10, 20, 30, 255};
    const ui::Picture one = ui::shrunk({4, 1, rgba}, 2, 9);
    CHECK(one.width == 2);
    CHECK(one.height == 1);
    // What cannot be seen has no colour to give.
    CHECK(one.rgba == std::vector<std::uint8_t>{128, 128, 128, 255, 10, 20, 30, 128});
    const ui::Picture tall = ui::shrunk({1, 4, rgba}, 9, 2);
    CHECK(tall.height == 2);
    CHECK(tall.rgba == one.rgba);
}

TEST_CASE("picture: keeps its proportions and is never enlarged", "[raster]") {
    const std::vector<std::uint8_t> rgba(std::size_t{1654} * 2339 * 4, 77);
    const ui::Picture page = ui::shrunk({1654, 2339, rgba}, 400, 400);
    CHECK(page.height == 400);
    CHECK(page.width == 282);
    CHECK(page.rgba.size() == std::size_t{282} * 400 * 4);
    CHECK(page.rgba.front() == 77);
    CHECK(page.rgba.back() == 77);
    const ui::Picture same = ui::shrunk({10, 20, rgba}, 4000, 4000);
    CHECK(same.width == 10);
    CHECK(same.height == 20);
    CHECK(ui::shrunk({1655, 2339, rgba}, 9, 9).rgba.empty());
    CHECK(ui::shrunk({0, 5, rgba}, 9, 9).rgba.empty());
    CHECK(ui::shrunk({5, 5, rgba}, 0, 9).rgba.empty());
}

}  // namespace soxa::tests::ui_raster
