// Scanned documents by their bytes [DM-3.10] [R36].

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "sync/record/attachment.hpp"

namespace soxa::tests::record_attachment {

using namespace record;

namespace {

using Told = std::vector<std::string>;

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

/// A JPEG's head: APP0, a comment if asked, EXIF if asked, and a frame of this size.
Bytes jpeg(int width, int height, bool with_place = false) {
    Bytes made{0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x06, 'J', 'F', 'I', 'F'};
    if (with_place) {
        const Bytes exif{0xFF, 0xE1, 0x00, 0x0A, 'E', 'x', 'i', 'f', 0, 0, 'G', 'P'};
        const Bytes comment{0xFF, 0xFE, 0x00, 0x05, 'x', 'y', 'z'};
        made.insert(made.end(), exif.begin(), exif.end());
        made.insert(made.end(), comment.begin(), comment.end());
    }
    const auto high = [](int n) { return static_cast<std::uint8_t>(n / 256); };
    const auto low = [](int n) { return static_cast<std::uint8_t>(n % 256); };
    const Bytes frame{0xFF,       0xC0, 0x00, 0x0B, 8, high(height), low(height), high(width),
                      low(width), 1,    1,    0x11, 0};
    made.insert(made.end(), frame.begin(), frame.end());
    const Bytes scan{0xFF, 0xDA, 0x00, 0x03, 0, 0x55, 0xAA, 0xFF, 0xD9};
    made.insert(made.end(), scan.begin(), scan.end());
    return made;
}

Told told(const Attached& attached, const AttachmentTerms& terms = {}) {
    Told all;
    for (const Finding& one : check_attachment(attached, terms)) {
        all.push_back((one.severity == Severity::error     ? "E "
                       : one.severity == Severity::warning ? "W "
                                                           : "I ") +
                      one.fault.rule + " " + one.fault.text);
    }
    return all;
}

Told of_bytes(const Bytes& bytes, std::string kind = "09") {
    return told({.bytes = bytes, .kind = std::move(kind), .title = "Bằng đại học"});
}

TEST_CASE("attachment: known by its bytes [DM-3.10]", "[attachment]") {
    CHECK(of_bytes(bytes_of("%PDF-1.7\n")) == Told{});
    CHECK(of_bytes(bytes_of("%PDF-1.4\n")) == Told{});
    CHECK(of_bytes(bytes_of("%PDF-1.3\n")) == Told{"E DM-3.10 attachment.pdf_version"});
    CHECK(of_bytes(bytes_of("\x89PNG\r\n\x1A\n")) == Told{});
    CHECK(of_bytes(jpeg(600, 900)) == Told{});
    CHECK(of_bytes(bytes_of("MZ\x90")) == Told{"E DM-3.10 attachment.program"});
    CHECK(of_bytes(bytes_of("#!/bin/sh")) == Told{"E DM-3.10 attachment.program"});
    CHECK(of_bytes(bytes_of("PK\x03\x04")) == Told{"E DM-3.10 attachment.office"});
    CHECK(of_bytes(bytes_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) ==
          Told{"E DM-3.10 attachment.office"});
    CHECK(of_bytes(bytes_of("Kính gửi")) == Told{"E DM-3.10 attachment.format"});
    CHECK(of_bytes({}) == Told{"E DM-3.10 attachment.empty"});
}

TEST_CASE("attachment: bounded each and together [DM-3.10]", "[attachment]") {
    Bytes scan = bytes_of("%PDF-1.7\n");
    scan.resize(10'000'000);
    Attached attached{.bytes = scan, .kind = "09", .title = ""};
    CHECK(told(attached) == Told{});
    attached.record_bytes = 50'000'001;
    CHECK(told(attached) == Told{"E DM-3.10 attachment.record_too_large"});
    scan.push_back(0);
    CHECK(told({.bytes = scan, .kind = "09", .title = ""}) ==
          Told{"E DM-3.10 attachment.too_large"});
    CHECK(told({.bytes = scan, .kind = "09", .title = ""}, {.file_bytes_max = 20'000'000}) ==
          Told{});
}

TEST_CASE("attachment: the photograph has its size and shape [DM-3.10]", "[attachment]") {
    CHECK(of_bytes(jpeg(354, 531), "22") == Told{});
    CHECK(of_bytes(jpeg(400, 590), "22") == Told{});
    CHECK(of_bytes(jpeg(400, 500), "22") == Told{"E DM-3.10 attachment.photo_ratio"});
    CHECK(of_bytes(jpeg(300, 450), "22") == Told{"E DM-3.10 attachment.photo_small"});
    CHECK(of_bytes(bytes_of("%PDF-1.7\n"), "22") == Told{"E DM-3.10 attachment.photo_format"});
    Bytes large = jpeg(354, 531);
    large.resize(300'001);
    CHECK(of_bytes(large, "22") == Told{"I DM-3.10 attachment.photo_bytes"});
}

TEST_CASE("attachment: what a camera tells is taken out, the picture stays [DM-3.10]",
          "[attachment]") {
    const Bytes told_too_much = jpeg(354, 531, true);
    CHECK(of_bytes(told_too_much) == Told{"I DM-3.10 attachment.metadata"});
    CHECK(without_metadata(told_too_much) == jpeg(354, 531));
    CHECK(without_metadata(jpeg(354, 531)) == jpeg(354, 531));
    for (std::size_t size = 0; size < told_too_much.size(); ++size) {  // cut off anywhere
        const ByteView cut(told_too_much.data(), size);
        (void)without_metadata(cut);
        (void)picture_size(cut);
    }
}

TEST_CASE("attachment: a copy is certified, a title has no mark [DM-3.10] [R36]", "[attachment]") {
    const Bytes scan = bytes_of("%PDF-1.7\n");
    CHECK(told({.bytes = scan, .kind = "09", .title = "", .certified = false}) ==
          Told{"W DM-3.10 attachment.not_certified"});
    CHECK(told({.bytes = scan, .kind = "09", .title = "Báo cáo MẬT"}) ==
          Told{"E R36 finding.classification_mark"});
}

}  // namespace

}  // namespace soxa::tests::record_attachment
