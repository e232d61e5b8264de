#include "tests/unit/ui_draw_list.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "ui/theme/fonts.hpp"

namespace soxa::tests {

namespace {

struct Point {
    double x, y, u, v;
    std::array<double, 4> colour;  // red, green, blue, alpha; 0 to 255
};

/// The rasteriser's grid is part of what it promises; the rest of this is not.
double on_grid(double value) { return std::nearbyint(value * 256) / 256; }

Point point_of(const ImDrawVert& vertex, const ui::Texels& texels) {
    Point point{on_grid(vertex.pos.x),
                on_grid(vertex.pos.y),
                on_grid(vertex.uv.x * static_cast<float>(texels.width)),
                on_grid(vertex.uv.y * static_cast<float>(texels.height)),
                {}};
    for (std::size_t i = 0; i < 4; ++i) point.colour[i] = (vertex.col >> (8 * i)) & 0xFFU;
    return point;
}

double side(const Point& a, const Point& b, double x, double y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

bool covers(const Point& a, const Point& b, double x, double y) {
    const double where = side(a, b, x, y);
    const bool left = b.y < a.y;
    const bool top = b.y == a.y && b.x > a.x;
    return where > 0 || (where == 0 && (left || top));
}

std::array<double, 4> texel(const ui::Texels& texels, double u, double v) {
    const auto at = [&](double x, double y) -> std::array<double, 4> {
        const auto column = static_cast<std::size_t>(std::clamp(x, 0.0, texels.width - 1.0));
        const auto row = static_cast<std::size_t>(std::clamp(y, 0.0, texels.height - 1.0));
        const std::size_t i = row * static_cast<std::size_t>(texels.width) + column;
        if (texels.alpha != nullptr) return {255, 255, 255, static_cast<double>(texels.alpha[i])};
        const std::uint32_t c = texels.colours[i];
        return {static_cast<double>((c >> 16U) & 0xFFU), static_cast<double>((c >> 8U) & 0xFFU),
                static_cast<double>(c & 0xFFU), static_cast<double>(c >> 24U)};
    };
    const double x = std::floor(u - 0.5);
    const double y = std::floor(v - 0.5);
    const double right = u - 0.5 - x;
    const double low = v - 0.5 - y;
    std::array<double, 4> mixed{};
    for (std::size_t i = 0; i < 4; ++i) {
        mixed[i] = (at(x, y)[i] * (1 - right) + at(x + 1, y)[i] * right) * (1 - low) +
                   (at(x, y + 1)[i] * (1 - right) + at(x + 1, y + 1)[i] * right) * low;
    }
    return mixed;
}

class Book {
public:
    Book(int width, int height, std::uint32_t ground)
        : width_(width),
          height_(height),
          pixels_(static_cast<std::size_t>(width * height),
                  {static_cast<double>((ground >> 16U) & 0xFFU),
                   static_cast<double>((ground >> 8U) & 0xFFU), static_cast<double>(ground & 0xFFU)}) {
    }

    void triangle(Point a, Point b, Point c, const ImVec4& clip, const ui::Texels& texels) {
        double area = side(a, b, c.x, c.y);
        if (area == 0) return;
        if (area < 0) {
            std::swap(b, c);
            area = -area;
        }
        const int left = std::max({0, static_cast<int>(clip.x),
                                   static_cast<int>(std::floor(std::min({a.x, b.x, c.x})))});
        const int right = std::min({width_, static_cast<int>(clip.z),
                                    static_cast<int>(std::ceil(std::max({a.x, b.x, c.x})))});
        for (int y = std::max(0, static_cast<int>(clip.y));
             y < std::min(height_, static_cast<int>(clip.w)); ++y) {
            for (int x = left; x < right; ++x) pixel(x, y, a, b, c, area, texels);
        }
    }

    [[nodiscard]] ui::Canvas canvas() const {
        ui::Canvas canvas(width_, height_);
        for (int y = 0; y < height_; ++y) {
            for (int x = 0; x < width_; ++x) {
                std::uint32_t packed = 0;
                for (const double part : pixels_[static_cast<std::size_t>(y * width_ + x)]) {
                    packed = (packed << 8U) | static_cast<std::uint32_t>(std::lround(part));
                }
                canvas.row(y)[x] = packed;
            }
        }
        return canvas;
    }

private:
    void pixel(int x, int y, const Point& a, const Point& b, const Point& c, double area,
               const ui::Texels& texels) {
        const double px = x + 0.5;
        const double py = y + 0.5;
        if (!covers(a, b, px, py) || !covers(b, c, px, py) || !covers(c, a, px, py)) return;
        const double wa = side(b, c, px, py) / area;
        const double wb = side(c, a, px, py) / area;
        const double wc = 1 - wa - wb;
        const auto tex = texel(texels, a.u * wa + b.u * wb + c.u * wc, a.v * wa + b.v * wb + c.v * wc);
        std::array<double, 4> colour{};
        for (std::size_t i = 0; i < 4; ++i) {
            const double mixed = a.colour[i] * wa + b.colour[i] * wb + c.colour[i] * wc;
            colour[i] = mixed * tex[i] / 255;
        }
        auto& under = pixels_[static_cast<std::size_t>(y * width_ + x)];
        for (std::size_t i = 0; i < 3; ++i) {
            under[i] += (colour[i] - under[i]) * colour[3] / 255;
        }
    }

    int width_;
    int height_;
    std::vector<std::array<double, 3>> pixels_;
};

}  // namespace

Drawing::Drawing(ui::CpuTextures& textures)
    : context_(ImGui::CreateContext()), list_(ImGui::GetDrawListSharedData()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    (void)ui::build_fonts(*io.Fonts, 1);
    unsigned char* alpha = nullptr;
    int width = 0;
    int height = 0;
    io.Fonts->GetTexDataAsAlpha8(&alpha, &width, &height);
    io.Fonts->SetTexID(textures.create_font(alpha, width, height));
    io.DisplaySize = {640, 480};
    ImGui::NewFrame();  // the shared data gets its font
    ImGui::EndFrame();
    std::vector<std::uint8_t> rgba;
    for (int i = 0; i < 24 * 16; ++i) {
        for (const int part : {i * 7, i * 13, i * 29, 255 - i % 50}) {
            rgba.push_back(static_cast<std::uint8_t>(part));
        }
    }
    picture_ = textures.create({24, 16, rgba});
}

Drawing::~Drawing() { ImGui::DestroyContext(context_); }

void Drawing::begin(const ImVec4& clip) {
    list_._ResetForNewFrame();
    list_.Flags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
    list_.PushTextureID(ImGui::GetIO().Fonts->TexID);
    list_.PushClipRect({clip.x, clip.y}, {clip.z, clip.w});
}

ImDrawData& Drawing::data() {
    data_.Clear();
    data_.Valid = true;
    data_.DisplaySize = {640, 480};
    data_.CmdLists.push_back(&list_);
    data_.CmdListsCount = 1;
    return data_;
}

void draw_anything(Drawing& drawing, std::mt19937& random, const ImVec2& size, int count) {
    ImDrawList& list = drawing.list();
    const auto number = [&](float low, float high) {
        return std::uniform_real_distribution<float>(low, high)(random);
    };
    const auto place = [&] { return ImVec2(number(-20, size.x + 20), number(-20, size.y + 20)); };
    const auto colour = [&] {
        const ImU32 alpha = random() % 3 == 0 ? 0xFFU : random() % 256;
        return (static_cast<ImU32>(random()) & 0xFFFFFFU) | (alpha << IM_COL32_A_SHIFT);
    };
    for (int i = 0; i < count; ++i) {
        const ImVec2 a = place();
        const ImVec2 b(a.x + number(0, 80), a.y + number(0, 40));
        switch (random() % 9) {
            case 0: list.AddRectFilled(a, b, colour()); break;
            case 1: list.AddRectFilled(a, b, colour(), number(1, 12)); break;
            case 2: list.AddRect(a, b, colour(), number(0, 8), 0, number(1, 3)); break;
            case 3: list.AddLine(a, place(), colour(), number(1, 4)); break;
            case 4: list.AddCircleFilled(a, number(1, 30), colour()); break;
            case 5: list.AddText(a, colour(), "Nguyễn Thị Hường, Đắk Lắk"); break;
            case 6: list.AddImage(drawing.picture(), a, b, {0, 0}, {1, 1}, colour()); break;
            case 7: list.AddRectFilledMultiColor(a, b, colour(), colour(), colour(), colour()); break;
            default: list.AddImageQuad(drawing.picture(), a, place(), b, place()); break;
        }
    }
}

ui::Canvas drawn_by_the_book(const ImDrawData& data, const ui::CpuTextures& textures,
                             std::uint32_t ground, int width, int height) {
    Book book(width, height, ground);
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const ui::Texels* texels = textures.find(command.TextureId);
            if (texels == nullptr) continue;
            for (unsigned i = 0; i + 3 <= command.ElemCount; i += 3) {
                const ImDrawIdx* index = list->IdxBuffer.Data + command.IdxOffset + i;
                const auto point = [&](int k) {
                    const int at = static_cast<int>(command.VtxOffset + index[k]);
                    return point_of(list->VtxBuffer[at], *texels);
                };
                book.triangle(point(0), point(1), point(2), command.ClipRect, *texels);
            }
        }
    }
    return book.canvas();
}

}  // namespace soxa::tests
