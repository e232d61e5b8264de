// Long texts in sealed chunks, and the folder of files that are found by their content.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <fstream>

#include "crypto/checksum.hpp"
#include "crypto/chunked_cipher.hpp"
#include "crypto/content_folder.hpp"
#include "tests/unit/crypto_vector.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::crypto_chunked_cipher {

using namespace soxa::crypto;
using crypto_vector::TestFolder;

constexpr std::size_t chunk = ChunkedCipher::chunk_bytes;

ChunkedCipher cipher(std::uint8_t salt = 1) {
    return {Bytes(32, 7), Bytes(32, salt), "test"};
}

TEST_CASE("chunked cipher: gives back what was sealed, of any length", "[crypto]") {
    const std::size_t size = GENERATE(std::size_t{0}, std::size_t{1}, chunk - 1, chunk, chunk + 1,
                                      3 * chunk, 3 * chunk + 17);
    SeededRandom random(size);
    const Bytes plain = random_bytes(random, size);

    const Bytes sealed = cipher().seal(plain);
    const auto opened = cipher().open(sealed);

    REQUIRE(opened);
    CHECK(*opened == plain);
    const std::size_t chunks = std::max<std::size_t>(1, (size + chunk - 1) / chunk);
    CHECK(sealed.size() == size + chunks * 16);
    CHECK_FALSE(cipher(2).open(sealed));
}

TEST_CASE("chunked cipher: nothing is changed, cut off, swapped or added unseen", "[crypto]") {
    SeededRandom random(5);
    const Bytes sealed = cipher().seal(random_bytes(random, 3 * chunk));
    constexpr std::size_t piece = chunk + 16;
    Bytes changed = sealed;
    changed[piece + 5] ^= 1;
    CHECK_FALSE(cipher().open(changed));
    CHECK_FALSE(cipher().open(ByteView(sealed).first(2 * piece)));
    CHECK_FALSE(cipher().open(ByteView(sealed).first(sealed.size() - 1)));
    Bytes swapped(sealed.begin() + piece, sealed.begin() + 2 * piece);
    swapped.insert(swapped.end(), sealed.begin(), sealed.begin() + piece);
    swapped.insert(swapped.end(), sealed.begin() + 2 * piece, sealed.end());
    CHECK_FALSE(cipher().open(swapped));
    Bytes longer = sealed;
    longer.insert(longer.end(), sealed.begin(), sealed.begin() + piece);
    CHECK_FALSE(cipher().open(longer));
    CHECK_FALSE(cipher().open({}));
}

TEST_CASE("content folder: there once, found by content, and only by who has the key",
          "[crypto]") {
    const TestFolder folder;
    const ContentFolder files(folder.path() / "files", Secret(Bytes(32, 3)), 1000);
    const Bytes bytes = copy_of(bytes_of("Quyết định số 128"));

    const auto name = files.put(bytes);
    REQUIRE(name);
    REQUIRE(files.put(bytes));

    CHECK(*name == sha256(ByteView(bytes)));
    CHECK(files.has(*name));
    CHECK(*files.get(*name) == bytes);
    CHECK_FALSE(*files.get(Digest{}));
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "files")) {
        names.push_back(entry.path().filename().string());
    }
    REQUIRE(names.size() == 1);
    CHECK(names.front() != hex(name->view()));
    const ContentFolder stranger(folder.path() / "files", Secret(Bytes(32, 4)), 1000);
    CHECK_FALSE(stranger.has(*name));

    CHECK(*files.sweep({*name}) == 0);
    std::ofstream(folder.path() / "files" / "left.new") << "x";
    CHECK(*files.sweep({*name}) == 1);
    CHECK(files.has(*name));
    CHECK(*files.sweep({}) == 1);
    CHECK_FALSE(files.has(*name));
}

TEST_CASE("content folder: what the disk spoilt is told, and put anew", "[crypto]") {
    const TestFolder folder;
    const ContentFolder files(folder.path() / "files", Secret(Bytes(32, 3)), 1000);
    const Bytes bytes(500, 9);
    const auto name = files.put(bytes);
    REQUIRE(name);
    const auto path = std::filesystem::directory_iterator(folder.path() / "files")->path();
    std::ofstream(path, std::ios::binary) << "spoilt";

    const auto got = files.get(*name);

    REQUIRE_FALSE(got);
    CHECK(got.error().text == "content.damaged");
    REQUIRE(files.put(bytes));
    CHECK(*files.get(*name) == bytes);
}

TEST_CASE("checksum: the example of FIPS 180-4", "[crypto]") {
    CHECK(hex(sha1_checksum(bytes_of("abc"))) == "a9993e364706816aba3e25717850c26c9cd0d89d");
}

}  // namespace soxa::tests::crypto_chunked_cipher
