#include <array>
#include <bit>
#include <cstdlib>
#include <vector>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>

#include "ui/window/surface.hpp"

namespace soxa::ui {

namespace {

/// How a colour channel sits in the server's pixels.
struct Channel {
    explicit Channel(unsigned long mask)
        : shift(mask == 0 ? 0 : std::countr_zero(mask)), bits(std::popcount(mask)) {}
    [[nodiscard]] std::uint32_t placed(std::uint32_t value) const {
        const std::uint32_t cut = bits >= 8 ? value << (bits - 8) : value >> (8 - bits);
        return cut << shift;
    }
    int shift;
    int bits;
};

/// XPutImage takes our pixels as they are wherever the screen has 24 bits of colour; for the 16 bits
/// of a thin remote desktop they are converted first.
class X11Surface final : public Surface {
public:
    explicit X11Surface(GLFWwindow* window)
        : display_(::glfwGetX11Display()), window_(::glfwGetX11Window(window)) {
        XWindowAttributes attributes{};
        ::XGetWindowAttributes(display_, window_, &attributes);
        visual_ = attributes.visual;
        depth_ = static_cast<unsigned>(attributes.depth);
        gc_ = ::XCreateGC(display_, window_, 0, nullptr);
        int count = 0;
        XPixmapFormatValues* formats = ::XListPixmapFormats(display_, &count);
        for (int i = 0; i < count; ++i) {
            if (formats[i].depth == attributes.depth) bits_per_pixel_ = formats[i].bits_per_pixel;
        }
        ::XFree(formats);
        as_is_ = bits_per_pixel_ == 32 && visual_->red_mask == 0xFF0000 &&
                 visual_->green_mask == 0xFF00 && visual_->blue_mask == 0xFF;
    }
    ~X11Surface() override { ::XFreeGC(display_, gc_); }
    X11Surface(const X11Surface&) = delete;
    X11Surface& operator=(const X11Surface&) = delete;

    void show(Canvas& canvas, std::span<const PixelRect> parts) override {
        for (const PixelRect& part : parts) {
            if (as_is_) {
                put(canvas.row(0), canvas.width(), canvas.height(), part, part);
            } else {
                put_converted(canvas, part);
            }
        }
        ::XFlush(display_);
    }

private:
    void put(void* pixels, int width, int height, const PixelRect& from, const PixelRect& to) {
        XImage image{};
        image.width = width;
        image.height = height;
        image.format = ZPixmap;
        image.data = static_cast<char*>(pixels);
        image.byte_order = std::endian::native == std::endian::little ? LSBFirst : MSBFirst;
        image.bitmap_unit = 32;
        image.bitmap_bit_order = image.byte_order;
        image.bitmap_pad = 32;
        image.depth = static_cast<int>(depth_);
        image.bits_per_pixel = bits_per_pixel_;
        image.red_mask = visual_->red_mask;
        image.green_mask = visual_->green_mask;
        image.blue_mask = visual_->blue_mask;
        if (::XInitImage(&image) == 0) return;
        ::XPutImage(display_, window_, gc_, &image, from.left, from.top, to.left, to.top,
                    static_cast<unsigned>(to.right - to.left),
                    static_cast<unsigned>(to.bottom - to.top));
    }

    void put_converted(const Canvas& canvas, const PixelRect& part) {
        if (bits_per_pixel_ != 16 && bits_per_pixel_ != 32) return;
        const int width = part.right - part.left;
        const int height = part.bottom - part.top;
        const std::size_t bytes = bits_per_pixel_ == 16 ? 2 : 4;
        const std::size_t line = (static_cast<std::size_t>(width) * bytes + 3) / 4 * 4;
        converted_.resize(line * static_cast<std::size_t>(height));
        const Channel red(visual_->red_mask);
        const Channel green(visual_->green_mask);
        const Channel blue(visual_->blue_mask);
        for (int y = 0; y < height; ++y) {
            const std::uint32_t* from = canvas.row(part.top + y) + part.left;
            std::uint8_t* to = converted_.data() + line * static_cast<std::size_t>(y);
            for (int x = 0; x < width; ++x) {
                const std::uint32_t pixel = red.placed((from[x] >> 16U) & 0xFFU) |
                                            green.placed((from[x] >> 8U) & 0xFFU) |
                                            blue.placed(from[x] & 0xFFU);
                for (std::size_t i = 0; i < bytes; ++i) {
                    *to++ = static_cast<std::uint8_t>(pixel >> (8 * i));
                }
            }
        }
        put(converted_.data(), width, height, {0, 0, width, height}, part);
    }

    Display* display_;
    ::Window window_;
    GC gc_ = nullptr;
    Visual* visual_ = nullptr;
    unsigned depth_ = 0;
    int bits_per_pixel_ = 0;
    bool as_is_ = false;
    std::vector<std::uint8_t> converted_;
};

}  // namespace

std::unique_ptr<Surface> make_surface(GLFWwindow* window) {
    return std::make_unique<X11Surface>(window);
}

}  // namespace soxa::ui
