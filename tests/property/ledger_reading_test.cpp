// The rule of a cell, against a second implementation of its prose, over small random histories.
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/reading.hpp"
#include "sync/record/value.hpp"
#include "tests/property/ledger_history.hpp"

namespace soxa::test::ledger_reading {

using namespace ledger;
using tests::first_seed;
using tests::histories;

namespace {

using History = std::vector<Written>;
using Names = std::set<OperationId>;

// The prose of reading.hpp, sentence by sentence, with no thought of speed.

const Written* find(const History& history, const OperationId& id) {
    for (const Written& one : history) {
        if (one.by == id) return &one;
    }
    return nullptr;
}

/// "who replaces it replaces what it replaced, and so on through it"
Names replaced_by(const History& history, const Written& author) {
    Names names;
    for (const OperationId& id : author.replaces) {
        const Written* one = find(history, id);
        if (one == nullptr) continue;
        names.insert(id);
        if (one->ghost) names.merge(replaced_by(history, *one));
    }
    return names;
}

Names seen_by(const History& history, const Written& author) {
    Names names;
    for (const OperationId& id : author.replaces) {
        const Written* one = find(history, id);
        if (one == nullptr) continue;
        names.insert(id);
        names.merge(seen_by(history, *one));
    }
    return names;
}

/// "has a's value, saw nothing that the replacing author had not seen, and saw none of what he
/// replaced"; "that a row is present has no twins"
bool twin_of_replaced(const History& history, const Written& b, const Written& author) {
    if (is_present(b.value)) return false;
    const Names replaced = replaced_by(history, author);
    const Names seen = seen_by(history, author);
    for (const OperationId& id : seen_by(history, b)) {
        if (!seen.contains(id) || replaced.contains(id)) return false;
    }
    for (const OperationId& id : replaced) {
        if (find(history, id)->value == b.value) return true;
    }
    return false;
}

Reading read_slowly(const History& history, bool legal) {
    std::map<OperationId, const Written*> left;
    for (const Written& one : history) left.emplace(one.by, &one);
    for (const Written& author : history) {
        if (author.ghost) continue;
        for (const OperationId& id : replaced_by(history, author)) left.erase(id);
        if (legal) continue;
        for (const Written& b : history) {
            if (!b.ghost && b.by != author.by && twin_of_replaced(history, b, author)) {
                left.erase(b.by);
            }
        }
    }
    Reading reading;
    for (const auto& [id, one] : left) {
        (one->ghost ? reading.proposals : reading.live).push_back({id, one->value});
    }
    return reading;
}

class Draw {
public:
    explicit Draw(std::uint64_t seed) : random_(seed) {}
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    bool one_in(std::uint64_t times) { return below(times) == 0; }
    OperationId id() {
        OperationId id;
        id.bytes[0] = static_cast<std::uint8_t>(random_());  // order is not that of making
        id.bytes[1] = static_cast<std::uint8_t>(++made_);
        return id;
    }
    Bytes value() {
        if (one_in(20)) return record::withdrawn();
        if (one_in(10)) return present();
        return record::encode(static_cast<std::int64_t>(below(3)));
    }
    std::mt19937_64& random() { return random_; }

private:
    std::mt19937_64 random_;
    int made_ = 0;
};

/// Names drawn from all that was made before, as no honest program would always name them.
History wild_history(Draw& draw) {
    History history;
    const std::uint64_t count = 1 + draw.below(9);
    for (std::uint64_t i = 0; i < count; ++i) {
        Written one{draw.id(), {}, draw.value(), draw.one_in(4)};
        for (const Written& other : history) {
            if (draw.one_in(3)) one.replaces.push_back(other.by);
        }
        if (draw.one_in(10)) one.replaces.push_back(draw.id());  // has not come
        history.push_back(std::move(one));
    }
    return history;
}

/// Two or three authors, each naming what he is shown; ghosts are told at the end.
History honest_history(Draw& draw) {
    std::vector<History> places(2 + draw.below(2));
    History all;
    const std::uint64_t count = 2 + draw.below(9);
    for (std::uint64_t i = 0; i < count; ++i) {
        History& place = places[draw.below(places.size())];
        Written one{draw.id(), {}, draw.value(), false};
        for (const Claim& claim : read(place, false).live) one.replaces.push_back(claim.by);
        place.push_back(one);
        all.push_back(one);
        if (draw.one_in(3)) {
            History& other = places[draw.below(places.size())];
            for (const Written& known : place) {
                if (find(other, known.by) == nullptr) other.push_back(known);
            }
        }
    }
    for (Written& one : all) one.ghost = draw.one_in(6);
    return all;
}

}  // namespace

TEST_CASE("ledger reading: agrees with its prose over random histories", "[ledger][property]") {
    const std::uint64_t first = first_seed();
    for (std::uint64_t seed = first; seed < first + histories(200'000); ++seed) {
        CAPTURE(seed);
        Draw draw(seed);
        History history = seed % 2 == 0 ? wild_history(draw) : honest_history(draw);
        const bool legal = seed % 4 >= 2;
        const Reading reading = read(history, legal);
        REQUIRE(reading == read_slowly(history, legal));

        // Neither order nor repeats matter, and a cell that was written is never empty.
        History again = history;
        again.insert(again.end(), history.begin(), history.end());
        std::ranges::shuffle(again, draw.random());
        REQUIRE(read(again, legal) == reading);
        const bool written = std::ranges::any_of(history, [](auto& one) { return !one.ghost; });
        REQUIRE(reading.live.empty() == !written);
    }
}

TEST_CASE("ledger reading: one who has seen everything closes any conflict", "[ledger][property]") {
    const std::uint64_t first = first_seed();
    for (std::uint64_t seed = first; seed < first + histories(40'000); ++seed) {
        CAPTURE(seed);
        Draw draw(seed);
        History history = honest_history(draw);
        const bool legal = draw.one_in(2);
        const auto closing = [&](const Bytes& value) {
            Written one{draw.id(), {}, value, false};
            for (const Claim& claim : read(history, legal).live) one.replaces.push_back(claim.by);
            return one;
        };
        const Written once = closing(draw.value());
        const Written twice = closing(once.value);
        const Written other = closing(record::encode(std::int64_t{99}));

        history.push_back(once);
        REQUIRE(read(history, legal).live == std::vector<Claim>{{once.by, once.value}});
        history.push_back(twice);
        REQUIRE_FALSE(read(history, legal).in_conflict());
        REQUIRE(read(history, legal).live.size() == 2);
        history.push_back(other);
        REQUIRE(read(history, legal).in_conflict());
    }
}

TEST_CASE("ledger reading: a ghost is as if its replacer had named what it replaced",
          "[ledger][property]") {
    const std::uint64_t first = first_seed();
    for (std::uint64_t seed = first; seed < first + histories(40'000); ++seed) {
        CAPTURE(seed);
        Draw draw(seed);
        const History history = wild_history(draw);
        History without;
        for (const Written& one : history) {
            if (one.ghost) continue;
            Written plain = one;
            plain.replaces.clear();
            for (const OperationId& id : replaced_by(history, one)) {
                if (!find(history, id)->ghost) plain.replaces.push_back(id);
            }
            without.push_back(plain);
        }
        REQUIRE(read(history, true).live == read(without, true).live);
    }
}

TEST_CASE("ledger reading: equal values never conflict", "[ledger][property]") {
    const std::uint64_t first = first_seed();
    for (std::uint64_t seed = first; seed < first + histories(20'000); ++seed) {
        CAPTURE(seed);
        Draw draw(seed);
        History history = wild_history(draw);
        for (Written& one : history) one.value = record::encode(std::string("Tổ dân phố 3"));
        REQUIRE_FALSE(read(history, draw.one_in(2)).in_conflict());
    }
}

}  // namespace soxa::test::ledger_reading
