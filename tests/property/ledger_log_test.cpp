// The trees of hashes under approvals and the province's log, for every size up to 300.
#include <catch2/catch_test_macros.hpp>

#include "crypto/merkle.hpp"

namespace soxa::test::ledger_log {

using namespace crypto;

namespace {

std::vector<Digest> leaves_of(std::size_t count) {
    std::vector<Digest> leaves;
    for (std::size_t i = 0; i < count; ++i) {
        const Bytes data{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8U)};
        leaves.push_back(merkle_leaf({data}));
    }
    return leaves;
}

/// RFC 6962 §2.1, word for word.
Digest root_by_the_book(const std::vector<Digest>& leaves, std::size_t from, std::size_t to) {
    if (from == to) return sha256(ByteView{});
    if (to - from == 1) return leaves[from];
    std::size_t k = 1;
    while (k * 2 < to - from) k *= 2;
    const Digest left = root_by_the_book(leaves, from, from + k);
    const Digest right = root_by_the_book(leaves, from + k, to);
    const Bytes one{1};
    return sha256({one, left.view(), right.view()});
}

}  // namespace

TEST_CASE("merkle: a log that grows has the root of its leaves at every size",
          "[ledger][property]") {
    const auto leaves = leaves_of(300);
    MerkleLog log;
    for (std::size_t size = 0; size <= 300; ++size) {
        CAPTURE(size);
        const Digest root = root_by_the_book(leaves, 0, size);
        REQUIRE(merkle_root(std::span(leaves).first(size)) == root);
        REQUIRE(log.root() == root);
        REQUIRE(log.size() == size);
        const auto restored = MerkleLog::restore(log.size(), log.peaks());
        REQUIRE(restored.has_value());
        REQUIRE(*restored == log);
        auto peaks = log.peaks();
        peaks.emplace_back();
        REQUIRE_FALSE(MerkleLog::restore(log.size(), peaks).has_value());
        if (size < 300) log.add(leaves[size]);
    }
}

TEST_CASE("merkle: each leaf's path leads to the root, and none but its own",
          "[ledger][property]") {
    for (std::size_t count = 1; count <= 300; count += count < 70 ? 1 : 23) {
        const auto leaves = leaves_of(count);
        const Digest root = merkle_root(leaves);
        for (std::size_t index = 0; index < count; ++index) {
            CAPTURE(count, index);
            const auto path = merkle_path(leaves, index);
            const auto leads = [&](const Digest& leaf, std::size_t at, std::size_t of,
                                   const std::vector<Digest>& along) {
                const auto found = merkle_root_from_path(leaf, at, of, along);
                return found && *found == root;
            };
            REQUIRE(leads(leaves[index], index, count, path));
            Digest forged = leaves[index];
            forged.bytes[31] ^= 1U;
            REQUIRE_FALSE(leads(forged, index, count, path));
            if (count > 1) {
                REQUIRE_FALSE(leads(leaves[index], (index + 1) % count, count, path));
                auto shorter = path;
                shorter.pop_back();
                REQUIRE_FALSE(leads(leaves[index], index, count, shorter));
                auto bent = path;
                bent.front().bytes[0] ^= 1U;
                REQUIRE_FALSE(leads(leaves[index], index, count, bent));
            }
            auto longer = path;
            longer.emplace_back();
            REQUIRE_FALSE(leads(leaves[index], index, count, longer));
            REQUIRE_FALSE(merkle_root_from_path(leaves[index], count, count, path).has_value());
        }
    }
}

TEST_CASE("merkle: a node is no leaf", "[ledger][property]") {
    const auto leaves = leaves_of(2);
    Bytes inside = copy_of(leaves[0].view());
    append(inside, leaves[1].view());

    CHECK(merkle_leaf({inside}) != merkle_root(leaves));
    CHECK_FALSE(merkle_root_from_path(merkle_root(leaves), 0, 0, {}).has_value());
}

}  // namespace soxa::test::ledger_log
