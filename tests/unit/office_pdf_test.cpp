// Looking into PDFs: pages, the scanner's own picture, signers; and hostile ones.
#include "client/office/picture.hpp"
#include "client/office/pdf.hpp"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "client/office/scan_look.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::office_pdf {

namespace {

using namespace office;

/// Left half dark, right half light.
Pixels halves(int width, int height) {
    Pixels pixels{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const std::uint8_t grey = x < width / 2 ? 30 : 220;
            pixels.bytes.insert(pixels.bytes.end(), {grey, grey, grey});
        }
    }
    return pixels;
}

std::string stream(const std::string& head, const std::string& data) {
    return "<<" + head + " /Length " + std::to_string(data.size()) + ">>\nstream\n" + data +
           "\nendstream";
}

/// One page with one picture. Without a table of objects, which a reader must then find.
Bytes pdf_with(const std::string& picture, const std::string& page_more = {},
               const std::string& root_more = {}) {
    const std::string pdf =
        "%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R " + root_more + ">>\nendobj\n"
        "2 0 obj\n<</Type /Pages /Count 1 /Kids [3 0 R]>>\nendobj\n"
        "3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] " + page_more +
        " /Resources <</XObject <</Im0 4 0 R>>>>>>\nendobj\n"
        "4 0 obj\n" + picture + "\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n";
    return copy_of(bytes_of(pdf));
}

std::string image(const std::string& more, const std::string& data) {
    return stream("/Type /XObject /Subtype /Image " + more, data);
}

std::string jpeg_image(int width, int height) {
    const Bytes jpeg = jpeg_of(halves(width, height), 90);
    return image("/Width " + std::to_string(width) + " /Height " + std::to_string(height) +
                     " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
                 std::string(text_of(jpeg)));
}

int grey_at(const Pixels& pixels, int x, int y) {
    const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) +
                     static_cast<std::size_t>(x)) * 3;
    return pixels.bytes.at(at);
}

}  // namespace

TEST_CASE("pdf: a scanned page's own picture is taken out and made to fit", "[office]") {
    const Bytes pdf = pdf_with(jpeg_image(400, 200));
    CHECK(pdf_pages(pdf) == 1);
    const auto page = pdf_page(pdf, 1, 100);
    REQUIRE(page);
    CHECK(page->width == 100);
    CHECK(page->height == 50);
    CHECK(grey_at(*page, 10, 25) < 60);
    CHECK(grey_at(*page, 90, 25) > 190);
    CHECK(!pdf_page(pdf, 2, 100));
    CHECK(!pdf_page(pdf, 0, 100));
}

TEST_CASE("pdf: a page that is turned is shown turned", "[office]") {
    const auto page = pdf_page(pdf_with(jpeg_image(400, 200), "/Rotate 90"), 1, 400);
    REQUIRE(page);
    CHECK(page->width == 200);
    CHECK(page->height == 400);
    CHECK(grey_at(*page, 100, 40) < 60);   // what was left is above
    CHECK(grey_at(*page, 100, 360) > 190);
}

TEST_CASE("pdf: black and white points, a bit each, are read", "[office]") {
    const auto page = pdf_page(pdf_with(image("/Width 12 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 1",
                                              std::string("\x0F\xF0\x0F\xF0", 4))),
                               1, 100);
    REQUIRE(page);
    CHECK(grey_at(*page, 0, 0) == 0);
    CHECK(grey_at(*page, 11, 1) == 255);
}

TEST_CASE("pdf: what is drawn, packed as fax, or larger than it says has no picture", "[office]") {
    const std::string eight = " /ColorSpace /DeviceRGB /BitsPerComponent 8";
    CHECK(!pdf_page(pdf_with("<</Type /Nothing>>"), 1, 100));
    CHECK(!pdf_page(pdf_with(image("/Width 8 /Height 8 /Filter /CCITTFaxDecode", "xx")), 1, 100));
    CHECK(!pdf_page(pdf_with(image("/Width 8 /Height 8" + eight, "too short")), 1, 100));
    CHECK(!pdf_page(pdf_with(image("/Width 2 /Height 2" + eight, std::string(4000, 'x'))), 1, 100));
    CHECK(!pdf_page(pdf_with(image("/Width 900000 /Height 900000" + eight, "x")), 1, 100));
    CHECK(!pdf_page(pdf_with(image("/Width -5 /Height 5" + eight, "x")), 1, 100));
}

TEST_CASE("pdf: signers are named as the file says", "[office]") {
    const std::string form = "/AcroForm <</Fields [<</FT /Sig /T (a) /V <</Type /Sig /Name (Pham Ky)>>>> "
                             "<</FT /Sig /T (b) /V <</Type /Sig>>>> <</FT /Tx /V (no)>>]>>";
    CHECK(pdf_signers(pdf_with(jpeg_image(8, 8), {}, form)) ==
          std::vector<std::string>{"Pham Ky", ""});
    CHECK(pdf_signers(pdf_with(jpeg_image(8, 8))).empty());
}

TEST_CASE("pdf: foreign bytes of every kind are looked at and nothing breaks", "[office]") {
    tests::SeededRandom random(11);
    const Bytes good = pdf_with(jpeg_image(40, 20));
    for (int i = 0; i < 200; ++i) {
        Bytes bad = good;
        for (int k = 0; k < 6; ++k) {
            Bytes dice(3);
            random.fill(dice);
            bad[(static_cast<std::size_t>(dice[0]) * 256 + dice[1]) % bad.size()] = dice[2];
        }
        if (i % 4 == 0) bad.resize(bad.size() / 2);
        const auto page = pdf_page(bad, 1, 100);
        if (page) CHECK(page->bytes.size() == static_cast<std::size_t>(page->width * page->height * 3));
        (void)pdf_signers(bad);
        (void)pdf_pages(bad);
    }
    CHECK(!pdf_pages(bytes_of("no pdf at all")));
}

TEST_CASE("scan: a picture larger than a page needs is made smaller, others are left", "[office]") {
    Pixels page = halves(2480, 3508);
    tests::SeededRandom random(3);
    Bytes grain(page.bytes.size());
    random.fill(grain);
    for (std::size_t i = 0; i < page.bytes.size(); ++i) page.bytes[i] = page.bytes[i] ^ (grain[i] & 15);
    const Bytes fine = jpeg_of(page, 95);
    const auto smaller = smaller_scan(fine);
    REQUIRE(smaller);
    CHECK(smaller->size() < fine.size() / 2);
    const auto read = pixels_of(*smaller, 5000);
    REQUIRE(read);
    CHECK(read->height == 2339);
    CHECK(!smaller_scan(*smaller));
    CHECK(!smaller_scan(jpeg_of(halves(300, 300), 90)));
    CHECK(look_at_bytes(fine, 1).smaller == smaller->size());
    CHECK(look_at_bytes(fine, 1).picture.height == look_side_max);
}

TEST_CASE("picture: a JPEG whose table tells of more codes than there are is none", "[office]") {
    Bytes jpeg{0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x02, 0xFF, 0xC4, 0x10, 0x03, 0x00};
    jpeg.insert(jpeg.end(), 16, 0xFF);    // 4,080 codes
    jpeg.insert(jpeg.end(), 4080, 0x01);
    const Bytes frame{0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x08, 0x00, 0x08, 0x01, 0x01, 0x11, 0x00};
    jpeg.insert(jpeg.end(), frame.begin(), frame.end());
    CHECK_FALSE(office::pixels_of(jpeg, 100));
}

}  // namespace soxa::tests::office_pdf
