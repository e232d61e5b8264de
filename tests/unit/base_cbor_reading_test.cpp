#include <array>
#include <cstdint>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "crypto/base/cbor.hpp"
#include "tests/unit/base_allocation_count.hpp"
#include "tests/unit/base_cbor_items.hpp"

namespace soxa::tests::base_cbor_reading {

using cbor::Reader;
using cbor::Writer;

struct NameTag;
using Name = Id<NameTag, 4>;

Bytes bytes_in(std::string_view digits) { return from_hex(digits).value(); }

TEST_CASE("CBOR reader: gives back a message in order", "[base]") {
    Writer writer;
    writer.map(3).number(1).text("Nguyễn").number(4).array(2).integer(-7).boolean(true);
    writer.number(9).bytes(Bytes{1, 2, 3, 4});
    const Bytes message = writer.take();

    Reader reader(message);

    CHECK(reader.next() == cbor::Kind::map);
    CHECK(reader.map(10) == 3);
    CHECK(reader.key({}) == 1);
    CHECK(reader.text(20) == "Nguyễn");
    CHECK(reader.key(1) == 4);
    CHECK(reader.array(2) == 2);
    CHECK(reader.integer() == -7);
    CHECK(reader.boolean());
    CHECK(reader.key(4) == 9);
    CHECK_FALSE(reader.done());
    CHECK(reader.id<Name>() == Name{{1, 2, 3, 4}});
    CHECK(reader.done());
    CHECK(reader.next() == std::nullopt);
}

TEST_CASE("CBOR reader: a bound that the caller gives is kept", "[base]") {
    const auto fails = [](std::string_view digits, auto read) {
        const Bytes bytes = bytes_in(digits);
        Reader reader(bytes);
        (void)read(reader);
        return reader.failed();
    };

    CHECK(fails("0b", [](Reader& r) { return r.number(10); }));
    CHECK_FALSE(fails("0a", [](Reader& r) { return r.number(10); }));
    CHECK(fails("43010203", [](Reader& r) { return r.bytes(2).size(); }));
    CHECK(fails("6261ff", [](Reader& r) { return r.text(2).size(); }));
    CHECK(fails("63616263", [](Reader& r) { return r.text(2).size(); }));
    CHECK(fails("83010203", [](Reader& r) { return r.array(2); }));
    CHECK(fails("a3010203040506", [](Reader& r) { return r.map(2); }));
    CHECK(fails("43010203", [](Reader& r) { return r.id<Name>(); }));
    CHECK(fails("450102030405", [](Reader& r) { return r.id<Name>(); }));
    CHECK(fails("05", [](Reader& r) { return r.key(5); }));
    CHECK(fails("04", [](Reader& r) { return r.key(5); }));
    CHECK_FALSE(fails("06", [](Reader& r) { return r.key(5); }));
}

TEST_CASE("CBOR reader: takes no kind for another", "[base]") {
    const std::array items{"05", "25", "4105", "6135", "8105", "a10105", "f5"};
    const auto reads = [](std::size_t as, Reader& reader) {
        switch (as) {
            case 0:
                (void)reader.number();
                break;
            case 1:
                (void)reader.integer();
                break;
            case 2:
                (void)reader.bytes(9);
                break;
            case 3:
                (void)reader.text(9);
                break;
            case 4:
                (void)reader.array(9);
                break;
            case 5:
                (void)reader.map(9);
                break;
            default:
                (void)reader.boolean();
                break;
        }
        return !reader.failed();
    };

    for (std::size_t is = 0; is < items.size(); ++is) {
        for (std::size_t as = 0; as < items.size(); ++as) {
            CAPTURE(is, as);
            const Bytes bytes = bytes_in(items[is]);
            Reader reader(bytes);
            const bool signed_too = is == 0 && as == 1;
            CHECK(reads(as, reader) == (is == as || signed_too));
        }
    }
}

TEST_CASE("CBOR reader: stays failed and gives empty values", "[base]") {
    const Bytes bytes = bytes_in("f60102");
    Reader reader(bytes);

    CHECK_FALSE(reader.boolean());

    CHECK(reader.failed());
    CHECK(reader.number() == 0);
    CHECK(reader.text(9).empty());
    CHECK(reader.bytes(9).empty());
    CHECK(reader.array(9) == 0);
    CHECK(reader.map(9) == 0);
    CHECK(reader.item().empty());
    CHECK(reader.next() == std::nullopt);
    CHECK_FALSE(reader.done());
}

TEST_CASE("CBOR reader: what the caller rejects is failed", "[base]") {
    const Bytes bytes = bytes_in("01");
    Reader reader(bytes);
    CHECK(reader.number() == 1);

    reader.reject();

    CHECK_FALSE(reader.done());
}

TEST_CASE("CBOR reader: an item is the slice of the bytes that were given", "[base]") {
    const Bytes bytes = bytes_in("83010203f4");
    Reader reader(bytes);

    const ByteView item = reader.item();

    CHECK(item.data() == bytes.data());
    CHECK(item.size() == 4);
    CHECK(reader.left() == 1);
    CHECK(reader.item(1).size() == 1);
    CHECK(reader.done());
}

TEST_CASE("CBOR reader: an item is no deeper than the caller allows", "[base]") {
    const Bytes bytes = bytes_in("818101");
    Reader enough(bytes);
    Reader too_few(bytes);

    CHECK(enough.item(3).size() == 3);
    CHECK(too_few.item(2).empty());
    CHECK(too_few.failed());
}

TEST_CASE("CBOR reader: a claimed length costs nothing before it is there", "[base]") {
    // Each claims far more than its few bytes: 2^28 to 2^53 items, or gigabytes.
    const std::array claims{"9a10000000",         "ba10000000",         "5a7fffffff",
                            "7a7fffffff",         "9b001fffffffffffff", "bb001fffffffffffff",
                            "5b001fffffffffffff", "7b001fffffffffffff", "9b8000000000000000",
                            "bbffffffffffffffff", "5bffffffffffffffff", "8a9a10000000",
                            "a1009a10000000",     "81819a00010000",     "9a0000ffff00"};

    for (const std::string_view digits : claims) {
        CAPTURE(digits);
        const Bytes bytes = bytes_in(digits);
        const std::size_t before = allocation_count();
        const bool canonical = cbor::is_canonical(bytes);
        std::array<Reader, 4> readers{Reader(bytes), Reader(bytes), Reader(bytes), Reader(bytes)};
        const std::size_t got = readers[0].array(SIZE_MAX) + readers[1].map(SIZE_MAX) +
                                readers[2].bytes(SIZE_MAX).size() +
                                readers[3].text(SIZE_MAX).size();
        const std::size_t after = allocation_count();
        CHECK_FALSE(canonical);
        CHECK(got <= bytes.size());
        CHECK(after == before);
    }
}

TEST_CASE("CBOR reader: reading allocates nothing, whatever it reads", "[base]") {
    RandomItem random(7);
    Writer writer;
    writer.array(1000);
    for (int i = 0; i < 1000; ++i) random.write(writer, cbor::depth_max - 1);
    const Bytes message = writer.take();

    const std::size_t before = allocation_count();
    const bool canonical = cbor::is_canonical(message);
    const std::size_t after = allocation_count();

    CHECK(canonical);
    CHECK(after == before);
    CHECK((after > 0 || !counts_allocations));
}

}  // namespace soxa::tests::base_cbor_reading
