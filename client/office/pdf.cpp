#include "client/office/pdf.hpp"

#include <algorithm>
#include <memory>

// Its handles are std::shared_ptr from here on.
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include "sync/record/attachment.hpp"
#include "sync/record/page_count.hpp"

namespace soxa::office {

namespace {

constexpr int colours = 3;
constexpr std::size_t fields_max = 500;
constexpr std::size_t signers_max = 20;
constexpr int depth_max = 8;

/// Keeps up to so many bytes; what is more ends the reading.
class Kept final : public Pipeline {
public:
    explicit Kept(std::size_t bytes_max) : Pipeline("kept", nullptr), bytes_max_(bytes_max) {}
    void write(const unsigned char* data, std::size_t size) override {
        if (size > bytes_max_ - bytes.size()) throw std::length_error("larger than it said");
        append(bytes, {data, size});
    }
    void finish() override {}

    Bytes bytes;

private:
    std::size_t bytes_max_;
};

/// With a file that is open; qpdf tells by exceptions what is wrong with it.
template <class T, class Read>
T read(ByteView pdf, T otherwise, Read with) {
    if (record::kind_of(pdf) != record::FileKind::pdf) return otherwise;
    try {
        QPDF file;
        file.setSuppressWarnings(true);
        const std::string_view text = text_of(pdf);
        file.processMemoryFile("scan", text.data(), text.size());
        return with(file);
    } catch (const std::exception&) {
        return otherwise;
    }
}

int number_at(QPDFObjectHandle dictionary, const std::string& key) {
    QPDFObjectHandle value = dictionary.getKey(key);
    return value.isInteger() ? std::clamp(value.getIntValueAsInt(), 0, 1'000'000) : 0;
}

/// How its bytes are packed; empty for a chain of several.
std::string packed_as(QPDFObjectHandle dictionary) {
    QPDFObjectHandle filter = dictionary.getKey("/Filter");
    if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
    return filter.isName() ? filter.getName() : std::string();
}

/// How many colours a pixel has, 0 where that is not read here.
int colours_of(QPDFObjectHandle space) {
    if (space.isName()) {
        if (space.getName() == "/DeviceRGB" || space.getName() == "/CalRGB") return 3;
        if (space.getName() == "/DeviceGray" || space.getName() == "/CalGray") return 1;
        return 0;
    }
    if (!space.isArray() || space.getArrayNItems() < 2) return 0;
    QPDFObjectHandle name = space.getArrayItem(0);
    if (!name.isName()) return 0;
    if (name.getName() == "/CalRGB") return 3;
    if (name.getName() == "/CalGray") return 1;
    if (name.getName() != "/ICCBased" || !space.getArrayItem(1).isStream()) return 0;
    const int count = number_at(space.getArrayItem(1).getDict(), "/N");
    return count == 1 || count == 3 ? count : 0;
}

/// Grey or coloured points, a bit or a byte a colour, as red, green and blue.
std::optional<Pixels> unpacked(QPDFObjectHandle picture) {
    QPDFObjectHandle dictionary = picture.getDict();
    Pixels pixels{number_at(dictionary, "/Width"), number_at(dictionary, "/Height"), {}};
    const int bits = number_at(dictionary, "/BitsPerComponent");
    const int count = colours_of(dictionary.getKey("/ColorSpace"));
    const bool reads = count > 0 && (bits == 8 || (bits == 1 && count == 1));
    if (!reads || pixels.width < 1 || pixels.height < 1) return std::nullopt;
    if (std::int64_t{pixels.width} * pixels.height > pixels_max) return std::nullopt;
    const std::size_t line =
        (static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(bits * count) + 7) / 8;
    const auto height = static_cast<std::size_t>(pixels.height);
    Kept kept(line * height + line);
    if (!picture.pipeStreamData(&kept, 0, qpdf_dl_generalized, true, false)) return std::nullopt;
    if (kept.bytes.size() < line * height) return std::nullopt;
    pixels.bytes.reserve(static_cast<std::size_t>(pixels.width) * height * colours);
    for (std::size_t y = 0; y < height; ++y) {
        const std::uint8_t* const row = kept.bytes.data() + y * line;
        for (std::size_t x = 0; x < static_cast<std::size_t>(pixels.width); ++x) {
            for (std::size_t colour = 0; colour < colours; ++colour) {
                const std::size_t at = count == 3 ? x * 3 + colour : x;
                const bool white = ((row[x / 8] >> (7 - x % 8)) & 1) != 0;
                pixels.bytes.push_back(bits == 8 ? row[at]
                                                 : static_cast<std::uint8_t>(white ? 255 : 0));
            }
        }
    }
    return pixels;
}

std::optional<Pixels> picture_of(QPDFObjectHandle picture, int side_max) {
    if (packed_as(picture.getDict()) != "/DCTDecode") {
        auto pixels = unpacked(picture);
        return pixels ? within(std::move(*pixels), side_max) : std::nullopt;
    }
    const std::shared_ptr<Buffer> raw = picture.getRawStreamData();
    return pixels_of({raw->getBuffer(), raw->getSize()}, side_max);
}

/// A quarter to the right.
Pixels turned(const Pixels& from) {
    Pixels to{from.height, from.width, {}};
    to.bytes.reserve(from.bytes.size());
    for (int y = 0; y < to.height; ++y) {
        for (int x = 0; x < to.width; ++x) {
            const std::size_t at = (static_cast<std::size_t>(from.height - 1 - x) *
                                        static_cast<std::size_t>(from.width) +
                                    static_cast<std::size_t>(y)) * colours;
            append(to.bytes, ByteView(from.bytes).subspan(at, colours));
        }
    }
    return to;
}

/// Signature fields under the form's, their own fields' too.
void add_signers(QPDFObjectHandle fields, int depth, std::vector<std::string>& names) {
    if (!fields.isArray() || depth > depth_max) return;
    const auto count = std::min<std::size_t>(
        static_cast<std::size_t>(std::max(fields.getArrayNItems(), 0)), fields_max);
    for (std::size_t i = 0; i < count && names.size() < signers_max; ++i) {
        QPDFObjectHandle field = fields.getArrayItem(static_cast<int>(i));
        if (!field.isDictionary()) continue;
        add_signers(field.getKey("/Kids"), depth + 1, names);
        QPDFObjectHandle type = field.getKey("/FT");
        QPDFObjectHandle signature = field.getKey("/V");
        if (!type.isName() || type.getName() != "/Sig" || !signature.isDictionary()) continue;
        QPDFObjectHandle name = signature.getKey("/Name");
        names.push_back(name.isString() ? name.getUTF8Value().substr(0, 200) : std::string());
    }
}

}  // namespace

std::optional<int> pdf_pages(ByteView pdf) {
    return read(pdf, std::optional<int>(), [](QPDF& file) -> std::optional<int> {
        const std::size_t count = file.getAllPages().size();
        if (count < 1 || count > static_cast<std::size_t>(record::pages_max)) return std::nullopt;
        return static_cast<int>(count);
    });
}

std::optional<Pixels> pdf_page(ByteView pdf, int page, int side_max) {
    return read(pdf, std::optional<Pixels>(), [&](QPDF& file) -> std::optional<Pixels> {
        auto pages = QPDFPageDocumentHelper(file).getAllPages();
        if (page < 1 || static_cast<std::size_t>(page) > pages.size()) return std::nullopt;
        QPDFPageObjectHelper& wanted = pages[static_cast<std::size_t>(page) - 1];
        QPDFObjectHandle largest;
        std::int64_t points = 0;
        for (auto& [name, picture] : wanted.getImages()) {
            QPDFObjectHandle dictionary = picture.getDict();
            const std::int64_t its = std::int64_t{number_at(dictionary, "/Width")} *
                                     number_at(dictionary, "/Height");
            if (its <= points) continue;
            points = its;
            largest = picture;
        }
        if (points == 0) return std::nullopt;
        auto pixels = picture_of(largest, side_max);
        QPDFObjectHandle turn = wanted.getAttribute("/Rotate", false);
        const int quarters = turn.isInteger() ? ((turn.getIntValueAsInt() / 90) % 4 + 4) % 4 : 0;
        for (int i = 0; pixels && i < quarters; ++i) pixels = turned(*pixels);
        return pixels;
    });
}

std::vector<std::string> pdf_signers(ByteView pdf) {
    return read(pdf, std::vector<std::string>(), [](QPDF& file) {
        std::vector<std::string> names;
        QPDFObjectHandle form = file.getRoot().getKey("/AcroForm");
        if (form.isDictionary()) add_signers(form.getKey("/Fields"), 0, names);
        return names;
    });
}

}  // namespace soxa::office
