#include <array>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "crypto/base/cbor.hpp"
#include "tests/unit/base_cbor_items.hpp"

namespace soxa::tests::base_cbor {

constexpr std::uint64_t seed = 20261122;

Bytes bytes_in(std::string_view digits) {
    const auto bytes = from_hex(digits);
    REQUIRE(bytes);
    return *bytes;
}

// RFC 8949 Appendix A, in its order: what the subset has.
constexpr std::array<std::string_view, 31> accepted{
    "00",
    "01",
    "0a",
    "17",
    "1818",
    "1819",
    "1864",
    "1903e8",
    "1a000f4240",
    "1b000000e8d4a51000",
    "20",
    "29",
    "3863",
    "3903e7",
    "f4",
    "f5",
    "40",
    "4401020304",
    "60",
    "6161",
    "6449455446",
    "62225c",
    "62c3bc",
    "63e6b0b4",
    "64f0908591",
    "80",
    "83010203",
    "8301820203820405",
    "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
    "a0",
    "a201020304"};

// And what it leaves out.
constexpr std::array<std::string_view, 53> left_out{
    "1bffffffffffffffff",
    "c249010000000000000000",
    "3bffffffffffffffff",
    "c349010000000000000000",  // beyond 2^53
    "f90000",
    "f98000",
    "f93c00",
    "fb3ff199999999999a",
    "f93e00",
    "f97bff",
    "fa47c35000",
    "fa7f7fffff",
    "fb7e37e43c8800759c",
    "f90001",
    "f90400",
    "f9c400",
    "fbc010666666666666",
    "f97c00",
    "f97e00",
    "f9fc00",
    "fa7f800000",
    "fa7fc00000",
    "faff800000",
    "fb7ff0000000000000",
    "fb7ff8000000000000",
    "fbfff0000000000000",  // floats
    "f6",
    "f7",
    "f0",
    "f8ff",  // null, undefined, other simple values
    "c074323031332d30332d32315432303a30343a30305a",
    "c11a514b67b0",
    "c1fb41d452d9e8200000",
    "d74401020304",
    "d818456449455446",
    "d82076687474703a2f2f7777772e6578616d706c652e636f6d",  // tags
    "a26161016162820203",
    "826161a161626163",
    "a56161614161626142616361436164614461656145",  // text keys
    "5f42010243030405ff",
    "7f657374726561646d696e67ff",
    "9fff",
    "9f018202039f0405ffff",
    "9f01820203820405ff",
    "83018202039f0405ff",
    "83019f0203ff820405",
    "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
    "bf61610161629f0203ffff",
    "826161bf61626163ff",
    "bf6346756ef563416d7421ff",
    "bf01ff",
    "5fff",
    "7fff"};  // indefinite

// Of the subset, but not as the writer writes it.
constexpr std::array<std::string_view, 33> not_canonical{
    "1817",       "1900ff",     "1a0000ffff",   "1b00000000ffffffff",
    "1800",  // numbers not shortest
    "3817",       "3900ff",     "3a0000ffff",   "3b00000000ffffffff",
    "5801aa",     "590001aa",   "5a00000001aa", "780161",
    "79000161",  // lengths not shortest
    "9801f4",     "99000180",   "b8010102",     "b900010102",
    "f814",       "f815",                                  // false and true in two bytes
    "a2030401f4", "a203040102",                            // keys descending
    "a201020102", "a201020103",                            // keys repeated
    "a1200a",     "a14000",     "a18000",       "a1f400",  // keys that are no unsigned number
    "1c",         "3d",         "5e",           "9c",
    "bf"};  // reserved lengths

TEST_CASE("CBOR: accepts RFC 8949 Appendix A where the subset has it", "[base]") {
    for (const auto digits : accepted) {
        CAPTURE(digits);
        const Bytes item = bytes_in(digits);
        CHECK(cbor::is_canonical(item));
        CHECK(reencoded(item) == item);
    }
}

TEST_CASE("CBOR: refuses RFC 8949 Appendix A where the subset leaves it out", "[base]") {
    for (const auto digits : left_out) {
        CAPTURE(digits);
        CHECK_FALSE(cbor::is_canonical(bytes_in(digits)));
        CHECK_FALSE(reencoded(bytes_in(digits)));
    }
}

TEST_CASE("CBOR: refuses every other way to write an accepted thing", "[base]") {
    for (const auto digits : not_canonical) {
        CAPTURE(digits);
        CHECK_FALSE(cbor::is_canonical(bytes_in(digits)));
        CHECK_FALSE(reencoded(bytes_in(digits)));
    }
}

TEST_CASE("CBOR: refuses text that is not UTF-8, also deep inside", "[base]") {
    for (const auto digits : {"61ff", "62c080", "63eda080", "64f4908080", "8161ff", "a10161c3"}) {
        CAPTURE(digits);
        CHECK_FALSE(cbor::is_canonical(bytes_in(digits)));
        CHECK_FALSE(reencoded(bytes_in(digits)));
    }
    CHECK(cbor::is_canonical(bytes_in("41ff")));  // bytes may be anything
}

TEST_CASE("CBOR: refuses an item cut short, followed by more, or missing", "[base]") {
    RandomItem random(seed);

    for (int i = 0; i < 500; ++i) {
        const Bytes item = random.item();
        if (item.size() > 1000) continue;  // each of its beginnings is read
        CAPTURE(hex(item));
        for (std::size_t size = 0; size < item.size(); ++size) {
            REQUIRE_FALSE(cbor::is_canonical(ByteView(item).first(size)));
        }
        Bytes longer = item;
        longer.push_back(0);
        REQUIRE_FALSE(cbor::is_canonical(longer));
    }
}

TEST_CASE("CBOR: the largest numbers are those that JavaScript has exactly", "[base]") {
    CHECK(cbor::is_canonical(bytes_in("1b001fffffffffffff")));
    CHECK_FALSE(cbor::is_canonical(bytes_in("1b0020000000000000")));
    CHECK(cbor::is_canonical(bytes_in("3b001ffffffffffffe")));
    CHECK_FALSE(cbor::is_canonical(bytes_in("3b001fffffffffffff")));

    cbor::Writer writer;
    writer.integer(-static_cast<std::int64_t>(cbor::integer_max)).number(cbor::integer_max);
    CHECK(hex(writer.written()) == "3b001ffffffffffffe1b001fffffffffffff");
}

TEST_CASE("CBOR: eight levels are read, nine are not", "[base]") {
    for (const std::string_view level : {"81", "a100"}) {
        std::string digits;
        for (int i = 1; i < cbor::depth_max; ++i) digits += level;
        CAPTURE(level);
        CHECK(cbor::is_canonical(bytes_in(digits + "00")));
        CHECK(cbor::is_canonical(bytes_in(digits + "80")));
        CHECK_FALSE(cbor::is_canonical(bytes_in(digits + std::string(level) + "00")));
    }
    CHECK_FALSE(cbor::is_canonical(Bytes(200'000, 0x81)));
}

TEST_CASE("CBOR: 100,000 random items come back as they went", "[base]") {
    RandomItem random(seed);
    std::size_t bytes = 0;

    for (int i = 0; i < 100'000; ++i) {
        const Bytes item = random.item();
        bytes += item.size();
        if (!cbor::is_canonical(item) || reencoded(item) != item) FAIL(hex(item));
    }

    CHECK(bytes > 1'000'000);
}

TEST_CASE("CBOR: whatever bytes are accepted, they re-encode to themselves", "[base]") {
    RandomItem random(seed + 1);
    int accepted_count = 0;

    for (int i = 0; i < 300'000; ++i) {
        // A third is noise, the rest are items with one to three bytes changed.
        Bytes bytes = i % 3 == 0 ? Bytes(1 + random.below(12)) : random.item();
        const std::uint64_t changes = i % 3 == 0 ? bytes.size() : 1 + random.below(3);
        for (std::uint64_t k = 0; k < changes; ++k) {
            const std::uint64_t at = i % 3 == 0 ? k : random.below(bytes.size());
            bytes[at] = static_cast<std::uint8_t>(random.below(256));
        }
        const auto again = reencoded(bytes);
        const bool canonical = cbor::is_canonical(bytes);
        accepted_count += canonical ? 1 : 0;
        // The one is bounded in depth, the other by the caller: only that may part them.
        if (canonical && again != bytes) FAIL(hex(bytes));
        if (again && *again != bytes) FAIL(hex(bytes));
    }

    CHECK(accepted_count > 50'000);
    CHECK(accepted_count < 250'000);
}

}  // namespace soxa::tests::base_cbor
