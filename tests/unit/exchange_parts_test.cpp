// The parts of a conversation as bytes: compressed, cut anywhere, and in other hands.
#include <catch2/catch_test_macros.hpp>

#include "sync/exchange/compression.hpp"
#include "sync/exchange/conversation.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::exchange_parts {

using namespace exchange;

namespace {

Bytes noise(std::uint64_t seed, std::size_t size) {
    SeededRandom random(seed);
    return random_bytes(random, size);
}

Bytes words(std::size_t times) {
    Bytes text;
    for (std::size_t i = 0; i < times; ++i) append(text, bytes_of("Xã Tiền Hải, tỉnh Hưng Yên; "));
    return text;
}

const std::vector<Bytes> samples{{}, {7}, words(1), noise(1, 3000), words(4000), noise(2, 90'000)};

/// All parts that are there whole after each piece of `step` bytes.
std::vector<Bytes> read(ByteView bytes, std::size_t step) {
    PartReader reader(part_bytes_max);
    std::vector<Bytes> parts;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        reader.feed(bytes.subspan(at, std::min(step, bytes.size() - at)));
        for (;;) {
            auto part = reader.next();
            REQUIRE(part);
            if (!*part) break;
            parts.push_back(**part);
        }
    }
    CHECK_FALSE(reader.inside_part());
    return parts;
}

}  // namespace

TEST_CASE("parts: each can be read as soon as its bytes are there", "[exchange]") {
    for (const DictionaryId dictionary : {DictionaryId{0}, newest_dictionary()}) {
        PartWriter writer(dictionary);
        PartReader reader(part_bytes_max);
        for (const Bytes& sample : samples) {
            reader.feed(writer.add(sample));
            CHECK(reader.next().value() == sample);
            CHECK(reader.next().value() == std::nullopt);
        }
        CHECK(reader.dictionary() == dictionary);
    }
}

TEST_CASE("parts: come out the same however their bytes are cut", "[exchange]") {
    PartWriter writer(newest_dictionary());
    Bytes all;
    for (const Bytes& sample : samples) append(all, writer.add(sample));
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, all.size()}) {
        CHECK(read(all, step) == samples);
    }
}

TEST_CASE("parts: who asks for the next one time and again while nothing comes gets it in the end",
          "[exchange]") {
    PartWriter writer(newest_dictionary());
    PartReader reader(part_bytes_max);
    for (const Bytes& sample : samples) {
        // As a province does, page after page, once a laptop has said all.
        for (int i = 0; i < 100; ++i) REQUIRE(reader.next().value() == std::nullopt);
        reader.feed(writer.add(sample));
        CHECK(reader.next().value() == sample);
    }
    CHECK_FALSE(reader.inside_part());
}

TEST_CASE("parts: a short one leans on the dictionary and on what was said before", "[exchange]") {
    PartWriter writer(0);
    const std::size_t first = writer.add(noise(3, 2000)).size();
    CHECK(writer.add(noise(3, 2000)).size() < first / 20);
}

TEST_CASE("parts: what is none is refused before it costs memory", "[exchange]") {
    const auto text_of_error = [](ByteView bytes, std::size_t bytes_max) -> std::string {
        PartReader reader(bytes_max);
        reader.feed(bytes);
        const auto part = reader.next();
        return part ? "none" : part.error().text;
    };
    PartWriter writer(0);
    const Bytes large = writer.add(words(10'000));
    CHECK(text_of_error(large, 1000) == "message.too_large");
    CHECK(text_of_error(noise(4, 100), part_bytes_max) == "message.compression");
    CHECK(text_of_error(bytes_of("POST / HTTP/1.1"), part_bytes_max) == "message.compression");
    // A frame of an unknown dictionary, 0x1234ABCD.
    const Bytes unknown{0x28, 0xB5, 0x2F, 0xFD, 0x03, 0x58, 0xCD, 0xAB, 0x34, 0x12, 0x00, 0x00, 0x00};
    CHECK(text_of_error(unknown, part_bytes_max) == "message.dictionary");
    // A window of 2 GB.
    const Bytes window{0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA8, 0x00, 0x00, 0x00};
    CHECK(text_of_error(window, part_bytes_max) == "message.compression");
    // One that ends, with more behind it.
    const Bytes ended{0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x40, 0x01, 0x00, 0x00};
    CHECK(text_of_error(ended, part_bytes_max) == "message.compression");
}

TEST_CASE("parts: kinds, offers and what is held of them come back as they went", "[exchange]") {
    SeededRandom random(5);
    const std::vector<OfferedChain> offer{{random_id<ledger::ChainId>(random), 1},
                                          {random_id<ledger::ChainId>(random), 4711}};
    const std::vector<HeldChain> held{{1, 4720, random_id<ledger::OperationId>(random)}};
    CHECK(decode_offer(encode(offer)).value() == offer);
    CHECK(decode_held(encode(held)).value() == held);
    const Part part{PartKind::offer, encode(offer)};
    CHECK(decode_part(encode(part)).value() == part);
    CHECK_FALSE(decode_part({}));
    CHECK_FALSE(decode_part(Bytes{3}));
    CHECK_FALSE(decode_offer(encode(held)));
    const std::vector<OfferedChain> none_first{{random_id<ledger::ChainId>(random), 0}};
    CHECK_FALSE(decode_offer(encode(none_first)));
}

}  // namespace soxa::tests::exchange_parts
