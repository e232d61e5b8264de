// Values and cells as bytes: one encoding of a thing, and nothing else is read.

#include <map>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "crypto/base/cbor.hpp"
#include "sync/record/value.hpp"

namespace soxa::tests::record_encoding {

using namespace record;

namespace {

Bytes from(std::string_view digits) { return *from_hex(digits); }

Tag tag_of(std::string_view id) { return find_field("", id)->tag; }

TEST_CASE("encoding: known bytes", "[record]") {
    CHECK(hex(encode(Value(std::int64_t{234}))) == "18ea");
    CHECK(hex(encode(Value("01.003"))) == "6630312e303033");
    CHECK(hex(encode(Value(std::vector<std::string>{"A", "B"}))) == "8261416142");
    CHECK(hex(withdrawn()) == "40");
}

TEST_CASE("encoding: every example's value comes back", "[record]") {
    for (const Field& field : fields()) {
        if (!field.writable) continue;
        INFO(field.group << "." << field.id);
        const Value value = *parse(field, field.example);
        const Bytes bytes = encode(value);
        CHECK(cbor::is_canonical(bytes));
        CHECK(decode_value(bytes) == value);
        if (field.cell != field.tag) continue;
        CHECK(encode_cell(field.cell, {{field.tag, value}}) == bytes);
        CHECK(decode_cell(field.cell, bytes) == std::map<Tag, Value>{{field.tag, value}});
    }
}

TEST_CASE("encoding: a cluster is a map by tag, whole or in part", "[record]") {
    const Tag cell = find_field("", "salary_step")->cell;
    std::map<Tag, Value> values;
    for (const Field* const field : fields_of_cell(cell)) {
        values.emplace(field->tag, *parse(*field, field->example));
        const Bytes bytes = encode_cell(cell, values);
        CHECK(cbor::is_canonical(bytes));
        CHECK(decode_cell(cell, bytes) == values);
    }
    CHECK(values.size() == 5);
}

TEST_CASE("encoding: withdrawn is no value", "[record]") {
    CHECK(is_withdrawn(withdrawn()));
    CHECK_FALSE(is_withdrawn({}));
    CHECK_FALSE(is_withdrawn(encode(Value("x"))));
    CHECK_FALSE(decode_value(withdrawn()).has_value());
    CHECK(decode_cell(tag_of("full_name"), withdrawn()).empty());
    CHECK(decode_cell(find_field("", "salary_step")->cell, withdrawn()).empty());
    CHECK(is_withdrawn(encode_cell(tag_of("full_name"), {})));
}

TEST_CASE("encoding: nothing is read that is not written", "[record]") {
    for (const auto bytes : {"",                    // nothing
                             "60",                  // empty text
                             "80",                  // empty list
                             "8160",                // list of an empty text
                             "8101",                // list of a number
                             "818161",              // list in a list
                             "1801",                // not the shortest head
                             "f5",                  // boolean: kept as a number
                             "f6",                  // null
                             "fa3f800000",          // float
                             "4101",                // bytes
                             "a10102",              // map
                             "0102",                // two items
                             "62c328",              // no UTF-8
                             "6561",                // cut
                             "9b00000000ffffffff",  // a length that is not there
                             "7f6161ff"}) {         // indefinite
        INFO(bytes);
        CHECK_FALSE(decode_value(from(bytes)).has_value());
    }
}

TEST_CASE("encoding: a cell's bytes of a newer kind read as nothing", "[record]") {
    const Tag cell = find_field("", "birth_place_text")->cell;
    const Tag text = tag_of("birth_place_text");
    const auto map_of = [](std::uint64_t key, const Value& value) {
        cbor::Writer writer;
        writer.map(1).number(key).raw(encode(value));
        return writer.take();
    };
    CHECK(decode_cell(cell, map_of(text, Value("x"))).size() == 1);
    CHECK(decode_cell(cell, map_of(text, Value(std::int64_t{1}))).empty());  // a text field
    CHECK(decode_cell(cell, map_of(tag_of("full_name"), Value("x"))).empty());
    CHECK(decode_cell(cell, map_of(std::uint64_t{1} << 40U, Value("x"))).empty());
    CHECK(decode_cell(cell, map_of(398, Value("x"))).empty());
    CHECK(decode_cell(cell, from("a0")).empty());
    CHECK(decode_cell(cell, encode(Value("x"))).empty());
    Bytes longer = map_of(text, Value("x"));
    longer.push_back(0);
    CHECK(decode_cell(cell, longer).empty());

    CHECK(decode_cell(tag_of("full_name"), encode(Value(std::int64_t{1}))).empty());
    CHECK(decode_cell(tag_of("salary_step"), encode(Value(std::int64_t{1})))
              .empty());  // in a cluster
    CHECK(decode_cell(Tag{398}, encode(Value("x"))).empty());
}

}  // namespace

}  // namespace soxa::tests::record_encoding
