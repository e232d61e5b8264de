// What goes first, how much at once, and when again.
#include <catch2/catch_test_macros.hpp>

#include "sync/exchange/backoff.hpp"
#include "sync/exchange/pace.hpp"
#include "sync/exchange/priority.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::exchange_order {

using namespace exchange;
using std::chrono::seconds;

TEST_CASE("order: a revocation overtakes fields, and an approval all that it does not rest on",
          "[exchange]") {
    // 0, 1 fields · 2 rests on 0 · 3 an approval of 2 · 4 a field · 5 a revocation that follows 4
    const std::vector<Sendable> list{{Urgency::rest, {}},       {Urgency::rest, {}},
                                     {Urgency::rest, {0}},      {Urgency::approval, {2}},
                                     {Urgency::rest, {}},       {Urgency::authority, {4}}};

    CHECK(sending_order(list) == std::vector<std::size_t>{4, 5, 0, 2, 3, 1});
}

TEST_CASE("order: each once and after what it needs, whatever the list", "[exchange]") {
    std::mt19937_64 dice(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<Sendable> list(1 + dice() % 60);
        for (std::size_t i = 0; i < list.size(); ++i) {
            list[i].urgency = static_cast<Urgency>(dice() % 3);
            for (std::size_t n = dice() % 4; i > 0 && n > 0; --n) {
                list[i].needs.push_back(static_cast<std::uint32_t>(dice() % i));
            }
        }
        const std::vector<std::size_t> order = sending_order(list);
        REQUIRE(order.size() == list.size());
        std::vector<bool> sent(list.size(), false);
        for (const std::size_t at : order) {
            CHECK_FALSE(sent[at]);
            for (const std::uint32_t need : list[at].needs) CHECK(sent[need]);
            sent[at] = true;
        }
    }
}

TEST_CASE("order: a chain of a hundred thousand takes no stack", "[exchange]") {
    std::vector<Sendable> list(100'000);
    for (std::uint32_t i = 1; i < list.size(); ++i) list[i].needs.push_back(i - 1);
    list.back().urgency = Urgency::authority;

    CHECK(sending_order(list).size() == list.size());
}

TEST_CASE("order: accounts and revocations are urgent, the openings of chains are not",
          "[exchange]") {
    using ledger::Kind;
    CHECK(urgency_of(Kind::device_revoke) == Urgency::authority);
    CHECK(urgency_of(Kind::account_change) == Urgency::authority);
    CHECK(urgency_of(Kind::chain_open) == Urgency::rest);
    CHECK(urgency_of(Kind::approve) == Urgency::approval);
    CHECK(urgency_of(Kind::edit) == Urgency::rest);
}

TEST_CASE("pace: a part takes three seconds at most, within 4 and 32 KiB", "[exchange]") {
    CHECK(Pace(0).part_bytes() == 8 * 1024);
    CHECK(Pace(100).part_bytes() == part_sent_bytes_min);
    CHECK(Pace(8000).part_bytes() == 24'000);
    CHECK(Pace(5'000'000).part_bytes() == part_sent_bytes_max);
}

TEST_CASE("pace: learns the link from answers, and compression from parts", "[exchange]") {
    Pace pace(0);
    std::int64_t now = 1000;
    for (int i = 0; i < 12; ++i) {
        pace.said(40'000, 8000, now);
        now += 1000;
        pace.answered(now);
    }
    CHECK(pace.up_rate() == 8000);
    CHECK(pace.part_weight() == 24'000 * 5);
    const std::uint64_t before = pace.up_rate();
    pace.said(0, 200, now);  // a short one says nothing of the link
    pace.answered(now + 600);
    pace.answered(now + 700);  // nor does a page that nobody asked for
    CHECK(pace.up_rate() == before);
}

TEST_CASE("backoff: doubles to three quarters of an hour, spread, and never before it was told",
          "[exchange]") {
    for (const std::uint32_t chance : {0U, 511U, 1023U, 0xFFFFFFFFU}) {
        CHECK(wait_before_retry(1, chance, std::nullopt) >= seconds(10));
        CHECK(wait_before_retry(1, chance, std::nullopt) <= seconds(30));
        CHECK(wait_before_retry(4, chance, std::nullopt) >= seconds(80));
        CHECK(wait_before_retry(1000, chance, std::nullopt) <= seconds(45 * 60));
        CHECK(wait_before_retry(1000, chance, std::nullopt) >= seconds(15 * 60));
        CHECK(wait_before_retry(1, chance, seconds(3600)) >= seconds(3600));
        CHECK(wait_before_retry(1, chance, seconds(3600)) <= seconds(4500));
        CHECK(wait_before_retry(1, chance, seconds(1'000'000'000)) <= seconds(108'000));
        CHECK(wait_before_retry(0, chance, seconds(-5)) >= seconds(10));
    }
    CHECK(wait_before_retry(3, 1, std::nullopt) != wait_before_retry(3, 900, std::nullopt));
}

}  // namespace soxa::tests::exchange_order
