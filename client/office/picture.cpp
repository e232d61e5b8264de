#include "client/office/picture.hpp"

#include <algorithm>
#include <memory>

#include "sync/record/attachment.hpp"

#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_MAX_DIMENSIONS 20000
#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace soxa::office {

namespace {

constexpr int colours = 3;
// A4 at 200 points an inch; what is hardly longer is left as it is.
constexpr int scan_side = 2339;
constexpr int scan_side_left = 2600;
constexpr std::size_t scan_bytes_left = 400'000;
constexpr int scan_quality = 80;

/// That no Huffman table of a JPEG tells of more codes than there are bytes: the reader has a place
/// for 256 and does not count. Wherever a table's marker stands, it is read as the reader would.
bool huffman_tables_hold(ByteView jpeg) {
    constexpr std::size_t lengths = 16;
    constexpr std::size_t codes_max = 256;
    for (std::size_t at = 0; at + 4 <= jpeg.size(); ++at) {
        if (jpeg[at] != 0xFF || jpeg[at + 1] != 0xC4) continue;
        auto left = static_cast<std::int64_t>(jpeg[at + 2]) * 256 + jpeg[at + 3] - 2;
        std::size_t table = at + 4;
        while (left > 0 && table + 1 + lengths <= jpeg.size()) {
            std::size_t codes = 0;
            for (std::size_t i = 0; i < lengths; ++i) codes += jpeg[table + 1 + i];
            if (codes > codes_max) return false;
            table += 1 + lengths + codes;
            left -= static_cast<std::int64_t>(1 + lengths + codes);
        }
    }
    return true;
}

/// Foreign bytes: their size is judged before anything is allocated for it.
std::optional<Pixels> read(ByteView picture) {
    const record::FileKind kind = record::kind_of(picture);
    if (kind != record::FileKind::jpeg && kind != record::FileKind::png) return std::nullopt;
    if (kind == record::FileKind::jpeg && !huffman_tables_hold(picture)) return std::nullopt;
    int width = 0;
    int height = 0;
    int channels = 0;
    const int size = static_cast<int>(picture.size());
    if (stbi_info_from_memory(picture.data(), size, &width, &height, &channels) == 0) {
        return std::nullopt;
    }
    if (width < 1 || height < 1 || std::int64_t{width} * height > pixels_max) return std::nullopt;
    const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> read(
        stbi_load_from_memory(picture.data(), size, &width, &height, &channels, colours),
        &stbi_image_free);
    if (!read) return std::nullopt;
    const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return Pixels{width, height, Bytes(read.get(), read.get() + count * colours)};
}

std::optional<Pixels> resized(const Pixels& from, int width, int height) {
    Pixels to{width, height, {}};
    to.bytes.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * colours);
    const int done = stbir_resize_uint8(from.bytes.data(), from.width, from.height, 0,
                                        to.bytes.data(), width, height, 0, colours);
    if (done == 0) return std::nullopt;
    return to;
}

int scaled(int side, int part, int whole) {
    return std::max(1, static_cast<int>(std::int64_t{side} * part / whole));
}

}  // namespace

std::optional<Pixels> within(Pixels pixels, int side_max) {
    const int longer = std::max(pixels.width, pixels.height);
    if (longer <= side_max) return pixels;
    return resized(pixels, scaled(pixels.width, side_max, longer),
                   scaled(pixels.height, side_max, longer));
}

std::optional<Pixels> pixels_of(ByteView picture, int side_max) {
    std::optional<Pixels> pixels = read(picture);
    return pixels ? within(std::move(*pixels), side_max) : std::nullopt;
}

Bytes jpeg_of(const Pixels& pixels, int quality) {
    Bytes jpeg;
    const auto take = [](void* to, void* data, int size) {
        append(*static_cast<Bytes*>(to),
               {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)});
    };
    stbi_write_jpg_to_func(take, &jpeg, pixels.width, pixels.height, colours, pixels.bytes.data(),
                           quality);
    return jpeg;
}

std::optional<Bytes> thumbnail_of(ByteView picture) {
    const std::optional<Pixels> pixels = pixels_of(picture, thumbnail_side);
    if (!pixels) return std::nullopt;
    Bytes jpeg = jpeg_of(*pixels, thumbnail_quality);
    if (jpeg.empty()) return std::nullopt;
    return jpeg;
}

std::optional<Bytes> smaller_scan(ByteView picture) {
    if (picture.size() <= scan_bytes_left) return std::nullopt;
    const record::Picture size = record::picture_size(picture);
    if (std::max(size.width, size.height) <= scan_side_left) return std::nullopt;
    const std::optional<Pixels> pixels = pixels_of(picture, scan_side);
    if (!pixels) return std::nullopt;
    Bytes jpeg = jpeg_of(*pixels, scan_quality);
    if (jpeg.empty() || jpeg.size() > picture.size() / 5 * 4) return std::nullopt;
    return jpeg;
}

std::optional<Bytes> photograph_within(ByteView jpeg, std::size_t bytes_max, int pixels_min) {
    std::optional<Pixels> pixels = read(jpeg);
    while (pixels) {
        for (const int quality : {90, 80, 70}) {
            Bytes smaller = jpeg_of(*pixels, quality);
            if (!smaller.empty() && smaller.size() <= bytes_max) return smaller;
        }
        const int shorter = std::min(pixels->width, pixels->height);
        const int next = std::max(pixels_min, shorter * 3 / 4);
        if (next >= shorter) return std::nullopt;
        pixels = resized(*pixels, scaled(pixels->width, next, shorter),
                         scaled(pixels->height, next, shorter));
    }
    return std::nullopt;
}

}  // namespace soxa::office
