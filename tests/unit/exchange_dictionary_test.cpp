// The dictionaries that ship: unchanged for ever, of use, and no obstacle for who lacks them.
#include <catch2/catch_test_macros.hpp>

#include "crypto/hash.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/exchange/conversation.hpp"
#include "sync/exchange/dictionary.hpp"

namespace soxa::tests::exchange_dictionary {

using namespace exchange;

namespace {

// As in the table of sync/exchange/dictionaries/README.md.
const std::vector<std::pair<DictionaryId, std::string>> shipped{
    {1, "77775fc0e348d68f4e37e1953b0850ea29069735b77ef670f11a65f60edb2542"}};

// A zstd frame's header of one with a small dictionary number (RFC 8878 §3.1.1.1): magic, descriptor,
// window, number.
constexpr std::size_t number_at = 6;

}  // namespace

TEST_CASE("dictionary: each is what it was when it was shipped", "[dictionary]") {
    REQUIRE(dictionaries().size() == shipped.size());
    for (std::size_t i = 0; i < shipped.size(); ++i) {
        const Dictionary& one = dictionaries()[dictionaries().size() - 1 - i];
        CHECK(one.id == shipped[i].first);
        CHECK(hex(crypto::sha256(one.bytes).view()) == shipped[i].second);
    }
    CHECK(newest_dictionary() == shipped.back().first);
    CHECK(known_dictionaries().size() == shipped.size());
}

TEST_CASE("dictionary: what everybody says need not be said", "[dictionary]") {
    const ByteView known = dictionaries().front().bytes;
    const Bytes said = copy_of(known.subspan(known.size() / 2, 1500));
    CHECK(PartWriter(newest_dictionary()).add(said).size() * 4 < PartWriter(0).add(said).size());
}

TEST_CASE("dictionary: who lacks it says so, and is spoken to without", "[dictionary]") {
    const Bytes said = copy_of(bytes_of("Xã Tiền Hải"));
    Bytes newer = PartWriter(newest_dictionary()).add(said);
    REQUIRE(newer[number_at] == newest_dictionary());
    newer[number_at] = 0xFE;

    PartReader old(part_bytes_max);
    old.feed(newer);
    const auto refused = old.next();
    REQUIRE(!refused);
    CHECK(refused.error().text == "message.dictionary");
    CHECK(refused.error().args == std::vector<std::string>{"254"});

    PartReader plain(part_bytes_max);
    plain.feed(PartWriter(0).add(said));
    CHECK(plain.next().value() == said);
    CHECK(plain.dictionary() == 0);
}

}  // namespace soxa::tests::exchange_dictionary
