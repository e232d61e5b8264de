#include "ui/raster/primitive.hpp"

#include <bit>
#include <cmath>

namespace soxa::ui {

namespace {

constexpr float one = 256;
/// What is further away is brought here; products of two distances then fit 64 bits with room.
constexpr float far_pixels = 32767;

std::int32_t fixed(float value) {
    return static_cast<std::int32_t>(
        std::lrint(std::fmin(std::fmax(value, -far_pixels), far_pixels) * one));
}

/// The first pixel whose centre is at or right of (below) the coordinate.
int first_pixel(std::int32_t at) { return (at + 127) >> 8; }

/// 0xAABBGGRR as ImGui packs it, to 0xAARRGGBB.
std::uint32_t colour_of(ImU32 packed) {
    return (packed & 0xFF00FF00U) | ((packed & 0xFFU) << 16U) | ((packed >> 16U) & 0xFFU);
}

std::uint64_t pair_of(float a, float b) {
    return (static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(a)) << 32U) |
           std::bit_cast<std::uint32_t>(b);
}

std::uint64_t with_vertex(std::uint64_t hash, const ImDrawVert& vertex) {
    hash = mixed(hash, pair_of(vertex.pos.x, vertex.pos.y));
    hash = mixed(hash, pair_of(vertex.uv.x, vertex.uv.y));
    return mixed(hash, vertex.col);
}

bool is_finite(const ImDrawVert& vertex) {
    return std::isfinite(vertex.pos.x) && std::isfinite(vertex.pos.y) &&
           std::isfinite(vertex.uv.x) && std::isfinite(vertex.uv.y);
}

bool same_texel(const ImDrawVert& a, const ImDrawVert& b) {
    return a.uv.x == b.uv.x && a.uv.y == b.uv.y;
}

/// Not a number becomes 0.
int pixel_of(float value) {
    if (!(std::fabs(value) < far_pixels)) return value > 0 ? static_cast<int>(far_pixels) : 0;
    return static_cast<int>(value);
}

/// Reads one command.
class Reader {
public:
    Reader(const ImDrawCmd& command, const ImVec2& origin, const Texels* texels,
           const PixelRect& area, std::vector<Primitive>& out)
        : origin_(origin), texels_(texels), out_(out) {
        const ImVec4& clip = command.ClipRect;
        clip_ = PixelRect{pixel_of(clip.x - origin.x), pixel_of(clip.y - origin.y),
                          pixel_of(clip.z - origin.x), pixel_of(clip.w - origin.y)}
                    .cut(area);
        base_hash_ = mixed(mixed(pair_of(clip.x, clip.y), pair_of(clip.z, clip.w)),
                           texels != nullptr ? texels->number : 0);
    }

    [[nodiscard]] bool draws() const { return !clip_.empty() && texels_ != nullptr; }

    /// Two triangles abc acd; true if they are an upright rectangle that was taken as one.
    bool quad(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, const ImDrawVert& d) {
        const bool upright = a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y &&
                             d.pos.x == a.pos.x && a.pos.x <= c.pos.x && a.pos.y <= c.pos.y;
        const bool plain = a.col == b.col && a.col == c.col && a.col == d.col;
        if (!upright || !plain || !is_finite(a) || !is_finite(c)) return false;
        const bool flat = same_texel(a, b) && same_texel(a, c) && same_texel(a, d);
        const bool aligned = a.uv.y == b.uv.y && b.uv.x == c.uv.x && c.uv.y == d.uv.y &&
                             d.uv.x == a.uv.x;
        if (!flat && !aligned) return false;
        if ((a.col >> IM_COL32_A_SHIFT) == 0) return true;
        Primitive& made = begin();
        made.corners[0] = corner(a);
        made.corners[1] = corner(c);
        made.bounds = PixelRect{first_pixel(made.corners[0].x), first_pixel(made.corners[0].y),
                                first_pixel(made.corners[1].x), first_pixel(made.corners[1].y)}
                          .cut(clip_);
        made.kind = flat ? Primitive::Kind::rectangle : Primitive::Kind::picture;
        if (flat) {
            tint(made, 2);
        } else if (is_one_to_one(made)) {
            made.kind = Primitive::Kind::letter;
        }
        made.hash = with_vertex(with_vertex(base_hash_, a), c);
        end();
        return true;
    }

    void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
        if (!is_finite(a) || !is_finite(b) || !is_finite(c)) return;
        if (((a.col | b.col | c.col) >> IM_COL32_A_SHIFT) == 0) return;
        Primitive& made = begin();
        made.corners = {corner(a), corner(b), corner(c)};
        const auto [x0, x1] = std::minmax({made.corners[0].x, made.corners[1].x, made.corners[2].x});
        const auto [y0, y1] = std::minmax({made.corners[0].y, made.corners[1].y, made.corners[2].y});
        made.bounds =
            PixelRect{first_pixel(x0), first_pixel(y0), first_pixel(x1) + 1, first_pixel(y1) + 1}
                .cut(clip_);
        made.kind = Primitive::Kind::textured;
        if (same_texel(a, b) && same_texel(a, c)) {
            made.kind = Primitive::Kind::flat;
            tint(made, 3);
        }
        made.hash = with_vertex(with_vertex(with_vertex(base_hash_, a), b), c);
        end();
    }

private:
    Primitive& begin() {
        out_.emplace_back();
        out_.back().texels = texels_;
        return out_.back();
    }
    void end() {
        if (out_.back().bounds.empty()) out_.pop_back();
    }

    [[nodiscard]] Corner corner(const ImDrawVert& vertex) const {
        return {fixed(vertex.pos.x - origin_.x), fixed(vertex.pos.y - origin_.y),
                fixed(vertex.uv.x * static_cast<float>(texels_->width)),
                fixed(vertex.uv.y * static_cast<float>(texels_->height)), colour_of(vertex.col)};
    }

    [[nodiscard]] bool is_one_to_one(const Primitive& made) const {
        const Corner& a = made.corners[0];
        const Corner& c = made.corners[1];
        if (texels_->alpha == nullptr || c.u - a.u != c.x - a.x || c.v - a.v != c.y - a.y) {
            return false;
        }
        const std::int32_t shift_u = a.u - a.x;
        const std::int32_t shift_v = a.v - a.y;
        if ((shift_u & 255) != 0 || (shift_v & 255) != 0) return false;
        // Texels that are not there are not read.
        const PixelRect& at = made.bounds;
        return at.left + (shift_u >> 8) >= 0 && at.top + (shift_v >> 8) >= 0 &&
               at.right + (shift_u >> 8) <= texels_->width &&
               at.bottom + (shift_v >> 8) <= texels_->height;
    }

    /// All corners show one texel, which for ImGui's shapes is white: colours are multiplied by it.
    void tint(Primitive& made, std::size_t corners) const {
        const int x = std::clamp(made.corners[0].u >> 8, 0, texels_->width - 1);
        const int y = std::clamp(made.corners[0].v >> 8, 0, texels_->height - 1);
        const std::size_t at = static_cast<std::size_t>(y) *
                                   static_cast<std::size_t>(texels_->width) +
                               static_cast<std::size_t>(x);
        const std::uint32_t texel = texels_->alpha != nullptr
                                        ? (static_cast<std::uint32_t>(texels_->alpha[at]) << 24U) |
                                              0xFFFFFFU
                                        : texels_->colours[at];
        if (texel == 0xFFFFFFFFU) return;
        for (std::size_t i = 0; i < corners; ++i) {
            std::uint32_t product = 0;
            for (const std::uint32_t shift : {0U, 8U, 16U, 24U}) {
                const std::uint32_t value = ((made.corners[i].colour >> shift) & 0xFFU) *
                                            ((texel >> shift) & 0xFFU);
                product |= ((value + 127U) / 255U) << shift;
            }
            made.corners[i].colour = product;
        }
    }

    ImVec2 origin_;
    const Texels* texels_;
    PixelRect clip_;
    std::uint64_t base_hash_ = 0;
    std::vector<Primitive>& out_;
};

void read_command(const ImDrawList& list, const ImDrawCmd& command, Reader& reader) {
    const auto vertices = static_cast<std::size_t>(list.VtxBuffer.Size);
    const auto indices = static_cast<std::size_t>(list.IdxBuffer.Size);
    const std::size_t begin = command.IdxOffset;
    if (begin > indices || command.ElemCount > indices - begin) return;
    const ImDrawIdx* index = list.IdxBuffer.Data + begin;
    const auto vertex = [&](std::size_t i) -> const ImDrawVert* {
        const std::size_t at = static_cast<std::size_t>(command.VtxOffset) + index[i];
        return at < vertices ? list.VtxBuffer.Data + at : nullptr;
    };
    for (std::size_t i = 0; i + 3 <= command.ElemCount; i += 3) {
        const ImDrawVert* a = vertex(i);
        const ImDrawVert* b = vertex(i + 1);
        const ImDrawVert* c = vertex(i + 2);
        if (a == nullptr || b == nullptr || c == nullptr) continue;
        // ImGui writes rectangles as abc acd.
        if (i + 6 <= command.ElemCount && index[i + 3] == index[i] && index[i + 4] == index[i + 2]) {
            const ImDrawVert* d = vertex(i + 5);
            if (d != nullptr && reader.quad(*a, *b, *c, *d)) {
                i += 3;
                continue;
            }
        }
        reader.triangle(*a, *b, *c);
    }
}

}  // namespace

void read_primitives(const ImDrawData& data, const CpuTextures& textures, const PixelRect& area,
                     std::vector<Primitive>& out) {
    out.clear();
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            // Callbacks are for graphics cards; nothing of ours adds one.
            if (command.UserCallback != nullptr) continue;
            Reader reader(command, data.DisplayPos, textures.find(command.TextureId), area, out);
            if (reader.draws()) read_command(*list, command, reader);
        }
    }
}

}  // namespace soxa::ui
