#include "sync/record/attachment.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "sync/record/number_text.hpp"
#include "sync/record/rule_words.hpp"

namespace soxa::record {

namespace {

bool begins(ByteView bytes, std::string_view with) {
    return bytes.size() >= with.size() &&
           std::equal(with.begin(), with.end(), bytes.begin(),
                      [](char c, std::uint8_t b) { return static_cast<std::uint8_t>(c) == b; });
}

int big_endian(ByteView bytes, std::size_t at, std::size_t count) {
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) number = number * 256 + bytes[at + i];
    return number;
}

constexpr std::string_view jpeg_begin = "\xFF\xD8\xFF";
constexpr std::string_view png_begin = "\x89PNG\r\n\x1A\n";

/// A part of a JPEG between its begin and its picture.
struct Segment {
    std::uint8_t marker;
    std::size_t begin;  ///< of its 0xFF
    std::size_t end;
};

/// All before the picture's own bytes; what is cut off ends the list.
std::vector<Segment> segments_of(ByteView jpeg) {
    std::vector<Segment> segments;
    std::size_t at = 2;
    constexpr std::uint8_t start_of_scan = 0xDA;
    while (at + 4 <= jpeg.size() && jpeg[at] == 0xFF) {
        const std::uint8_t marker = jpeg[at + 1];
        const std::size_t end = at + 2 + static_cast<std::size_t>(big_endian(jpeg, at + 2, 2));
        if (marker == start_of_scan || end < at + 4 || end > jpeg.size()) break;
        segments.push_back({marker, at, end});
        at = end;
    }
    return segments;
}

/// APP1 … APP15 (APP0 says how to read the picture) and comments; APP2 may hold the colours and
/// APP14 how they are stored.
bool tells_too_much(const Segment& segment) {
    constexpr std::uint8_t comment = 0xFE;
    const bool app = segment.marker >= 0xE1 && segment.marker <= 0xEF;
    return segment.marker == comment || (app && segment.marker != 0xE2 && segment.marker != 0xEE);
}

Picture jpeg_size(ByteView jpeg) {
    for (const Segment& segment : segments_of(jpeg)) {
        const std::uint8_t m = segment.marker;
        const bool frame = m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC;
        if (!frame || segment.end - segment.begin < 9) continue;
        return {big_endian(jpeg, segment.begin + 7, 2), big_endian(jpeg, segment.begin + 5, 2)};
    }
    return {};
}

std::string megabytes(std::size_t bytes) {
    return shown_number(static_cast<std::int64_t>((bytes + 99'999) / 100'000), 1);
}

class Told {
public:
    void error(std::string text, std::vector<std::string> args = {}) {
        add(Severity::error, std::move(text), std::move(args));
    }
    void warning(std::string text, std::vector<std::string> args = {}) {
        add(Severity::warning, std::move(text), std::move(args));
    }
    void info(std::string text, std::vector<std::string> args = {}) {
        add(Severity::info, std::move(text), std::move(args));
    }
    void add(Severity severity, std::string text, std::vector<std::string> args,
             std::string rule = "DM-3.10") {
        findings.push_back(
            {severity, {"attachment", std::move(rule), std::move(text), std::move(args)}});
    }
    std::vector<Finding> findings;
};

void note_photo(const Attached& photo, const AttachmentTerms& terms, Told& told) {
    constexpr int width_min = 354;
    constexpr int height_min = 531;
    constexpr int tolerance_percent = 3;
    if (kind_of(photo.bytes) != FileKind::jpeg) {
        told.error("attachment.photo_format");
        return;
    }
    const Picture size = picture_size(photo.bytes);
    const std::vector<std::string> pixels{std::to_string(size.width), std::to_string(size.height)};
    const int off = std::abs(size.width * 3 - size.height * 2);
    if (off * 100 > size.height * 2 * tolerance_percent) {
        told.error("attachment.photo_ratio", pixels);
    } else if (size.width < width_min || size.height < height_min) {
        told.error("attachment.photo_small", pixels);
    }
    if (photo.bytes.size() > terms.photo_bytes_max) {
        told.info("attachment.photo_bytes", {std::to_string(photo.bytes.size() / 1000)});
    }
}

void note_kind(const Attached& attached, Told& told) {
    switch (kind_of(attached.bytes)) {
        case FileKind::pdf:
            if (const std::string version = pdf_version(attached.bytes); version < "1.4") {
                told.error("attachment.pdf_version", {version});
            }
            return;
        case FileKind::jpeg:
            if (has_metadata(attached.bytes)) told.info("attachment.metadata");
            return;
        case FileKind::png:
            return;
        case FileKind::office:
            return told.error("attachment.office");
        case FileKind::program:
            return told.error("attachment.program");
        case FileKind::unknown:
            return told.error("attachment.format");
    }
}

}  // namespace

FileKind kind_of(ByteView bytes) {
    if (begins(bytes, "%PDF-")) return FileKind::pdf;
    if (begins(bytes, jpeg_begin)) return FileKind::jpeg;
    if (begins(bytes, png_begin)) return FileKind::png;
    for (const std::string_view sign : {"MZ",
                                        "\x7F"
                                        "ELF",
                                        "#!", "\xCA\xFE\xBA\xBE"}) {
        if (begins(bytes, sign)) return FileKind::program;
    }
    // The two containers of Office: a ZIP, and the compound file of before 2007, which macros use.
    for (const std::string_view sign :
         {"PK\x03\x04", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "{\\rtf"}) {
        if (begins(bytes, sign)) return FileKind::office;
    }
    return FileKind::unknown;
}

std::string pdf_version(ByteView bytes) {
    constexpr std::size_t at = 5;
    constexpr std::size_t length = 3;
    if (kind_of(bytes) != FileKind::pdf || bytes.size() < at + length) return {};
    return {reinterpret_cast<const char*>(bytes.data()) + at, length};
}

Picture picture_size(ByteView bytes) {
    constexpr std::size_t png_head = 24;
    if (kind_of(bytes) == FileKind::jpeg) return jpeg_size(bytes);
    if (kind_of(bytes) != FileKind::png || bytes.size() < png_head) return {};
    if (bytes[16] != 0 || bytes[20] != 0) return {};  // beyond 16 million pixels a side
    return {big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
}

bool has_metadata(ByteView jpeg) {
    if (kind_of(jpeg) != FileKind::jpeg) return false;
    const std::vector<Segment> segments = segments_of(jpeg);
    return std::any_of(segments.begin(), segments.end(), tells_too_much);
}

Bytes without_metadata(ByteView jpeg) {
    Bytes kept;
    std::size_t from = 0;
    const auto keep_until = [&](std::size_t end) {
        kept.insert(kept.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(from),
                    jpeg.begin() + static_cast<std::ptrdiff_t>(end));
    };
    if (kind_of(jpeg) == FileKind::jpeg) {
        for (const Segment& segment : segments_of(jpeg)) {
            if (!tells_too_much(segment)) continue;
            keep_until(segment.begin);
            from = segment.end;
        }
    }
    keep_until(jpeg.size());
    return kept;
}

std::vector<Finding> check_attachment(const Attached& attached, const AttachmentTerms& terms) {
    constexpr std::string_view photograph = "22";
    Told told;
    if (attached.bytes.empty()) {
        told.error("attachment.empty");
        return std::move(told.findings);
    }
    note_kind(attached, told);
    if (attached.kind == photograph) note_photo(attached, terms, told);
    if (attached.bytes.size() > terms.file_bytes_max) {
        told.error("attachment.too_large",
                   {megabytes(attached.bytes.size()), megabytes(terms.file_bytes_max)});
    }
    const std::size_t all = attached.bytes.size() + attached.record_bytes;
    if (all > terms.record_bytes_max) {
        told.error("attachment.record_too_large",
                   {megabytes(all), megabytes(terms.record_bytes_max)});
    }
    if (!attached.certified && attached.kind != photograph) {
        told.warning("attachment.not_certified");
    }
    if (has_classification_mark(attached.title)) {
        told.add(Severity::error, "finding.classification_mark", {}, "R36");
    }
    return std::move(told.findings);
}

}  // namespace soxa::record
