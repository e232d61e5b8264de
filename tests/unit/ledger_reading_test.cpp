// The cell rule on the scenarios that broke its drafts: LEDGER §3, 2 and 28.
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/reading.hpp"
#include "sync/record/value.hpp"

namespace soxa::test::ledger_cell_reading {

using namespace ledger;

namespace {

OperationId named(char letter) {
    OperationId id;
    id.bytes.fill(static_cast<std::uint8_t>(letter));
    return id;
}

Bytes number(std::int64_t value) { return record::encode(value); }

Written wrote(char by, std::int64_t value, std::string_view over = {}) {
    Written one{named(by), {}, number(value), false};
    for (const char letter : over) one.replaces.push_back(named(letter));
    return one;
}

Written ghost(Written one) {
    one.ghost = true;
    return one;
}

std::string letters(const std::vector<Claim>& claims) {
    std::string text;
    for (const Claim& claim : claims) text.push_back(static_cast<char>(claim.by.bytes[0]));
    return text;
}

std::string live(const std::vector<Written>& written, bool legal = false) {
    return letters(read(written, legal).live);
}

std::string proposals(const std::vector<Written>& written) {
    return letters(read(written, false).proposals);
}

}  // namespace

TEST_CASE("ledger reading: replacing a ghost replaces what it replaced [LEDGER 3.2]", "[ledger]") {
    // w = 1; a person who is refused later sets x = 2 over it; a clerk y = 3 over x.
    const auto w = wrote('w', 1);
    const auto x = wrote('x', 2, "w");
    const auto y = wrote('y', 3, "x");

    CHECK(live({w, x, y}) == "y");
    CHECK(live({w, ghost(x), y}) == "y");
    CHECK(proposals({w, ghost(x), y}).empty());
    CHECK(live({w, ghost(x)}) == "w");  // by itself it replaces nothing
    CHECK(proposals({w, ghost(x)}) == "x");
    CHECK(live({w, ghost(x), ghost(wrote('z', 4, "x")), wrote('y', 3, "z")}) == "y");
    CHECK(live({w, ghost(x), ghost(y)}) == "w");
    CHECK(proposals({w, ghost(x), ghost(y)}) == "xy");
}

TEST_CASE(
    "ledger reading: two enter the same and one changes it: his change stands "
    "[LEDGER 3.28]",
    "[ledger]") {
    const auto a = wrote('a', 5);
    const auto b = wrote('b', 5);
    const auto c = wrote('c', 6, "a");

    CHECK(live({a, b}) == "ab");
    CHECK_FALSE(read(std::vector{a, b}, false).in_conflict());
    CHECK(live({a, b, c}) == "c");
    CHECK(live({a, b, c}, true) == "bc");  // a legal cell asks
    CHECK(live({a, wrote('b', 7), c}) == "bc");
    CHECK(live({a, wrote('b', 7), c, wrote('d', 7, "bc")}) == "d");
}

TEST_CASE("ledger reading: five, six and back to five stays five [LEDGER 3.28]", "[ledger]") {
    const auto a = wrote('a', 5);
    const auto b = wrote('b', 6, "a");
    const auto c = wrote('c', 5, "b");

    CHECK(live({a, b, c}) == "c");
    // Someone changes the first five without having heard of the way back: that is a question.
    CHECK(live({a, b, c, wrote('d', 7, "a")}) == "cd");
    CHECK(live({a, b, c, wrote('t', 5)}) == "c");
}

TEST_CASE(
    "ledger reading: two who decide a conflict differently are asked again "
    "[LEDGER 3.24, 3.28]",
    "[ledger]") {
    const auto a = wrote('a', 5);
    const auto b = wrote('b', 7);

    CHECK(live({a, b, wrote('p', 5, "ab"), wrote('q', 7, "ab")}) == "pq");
    CHECK(live({a, b, wrote('p', 7, "ab"), wrote('q', 5, "ab")}) == "pq");
    CHECK_FALSE(
        read(std::vector{a, b, wrote('p', 5, "ab"), wrote('q', 5, "ab")}, false).in_conflict());
    // He saw the other's seven, made it five, and never heard that a five was there.
    CHECK(live({a, b, wrote('q', 5, "b"), wrote('p', 8, "ab")}) == "pq");
}

TEST_CASE("ledger reading: no two assignments do away with each other [LEDGER 3.28]", "[ledger]") {
    const auto a = wrote('a', 5);
    const auto b = wrote('b', 6);

    // Each replaces its own by what the other had.
    CHECK(live({a, b, wrote('p', 6, "a"), wrote('q', 5, "b")}) == "pq");
    CHECK(live({a, wrote('b', 5), wrote('p', 6, "a"), wrote('q', 6, "b")}) == "pq");
    CHECK(live({a, wrote('b', 5), wrote('p', 6, "a"), wrote('q', 7, "b")}) == "pq");
}

TEST_CASE("ledger reading: a refusal brings no twin of a dead value back [LEDGER 3.2]",
          "[ledger]") {
    // Two enter five; one's five is changed to six by a person who sees only that one.
    const auto a = wrote('a', 5);
    const auto b = wrote('b', 5);
    const auto c = wrote('c', 6, "a");

    CHECK(live({a, b, c}) == "c");
    CHECK(live({ghost(a), b, c}) == "c");
    CHECK(live({a, b, ghost(c)}) == "ab");
}

TEST_CASE("ledger reading: removing a row after one change does not undo another's", "[ledger]") {
    const auto says = [](char by, bool there, std::string_view over) {
        Written one = wrote(by, 0, over);
        one.value = there ? present() : record::withdrawn();
        return one;
    };
    const auto added = says('a', true, "");

    CHECK(live({added, says('b', true, "a"), says('c', true, "a"), says('r', false, "b")}) == "cr");
    CHECK(live({added, says('b', true, "a"), says('c', true, "a")}) == "bc");
    CHECK(live({added, says('r', false, "a"), says('s', false, "a")}) == "rs");
}

TEST_CASE("ledger reading: what has not come counts for nothing, repeats neither", "[ledger]") {
    const auto b = wrote('b', 6, "a");

    CHECK(live({b}) == "b");
    CHECK(live({b, b}) == "b");
    CHECK(live({b, wrote('a', 5)}) == "b");
    CHECK(read({}, false) == Reading{});
    CHECK(live({ghost(b)}).empty());
    CHECK(proposals({ghost(b)}) == "b");
}

TEST_CASE("ledger reading: a value that was withdrawn is no value, and no conflict with itself",
          "[ledger]") {
    Written gone = wrote('b', 0, "a");
    gone.value = record::withdrawn();
    const Reading reading = read(std::vector{wrote('a', 5), gone}, false);

    CHECK(letters(reading.live) == "b");
    CHECK(reading.value() == nullptr);
    CHECK_FALSE(reading.in_conflict());
    CHECK(read(std::vector{wrote('a', 5), gone, wrote('c', 6, "a")}, false).in_conflict());
}

}  // namespace soxa::test::ledger_cell_reading
