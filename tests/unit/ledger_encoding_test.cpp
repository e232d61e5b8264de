// The traps of encoding: LEDGER §3, 8 and 32 to 36.
#include <catch2/catch_test_macros.hpp>

#include "crypto/software_signer.hpp"
#include "sync/ledger/approval.hpp"
#include "sync/ledger/verdict.hpp"
#include "tests/unit/ledger_world.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::test::ledger_encoding {

using namespace ledger;
using tests::World;

namespace {

Operation simple(std::string_view value) {
    Header header;
    header.chain.bytes.fill(1);
    header.record = RecordId{};
    header.record->bytes.fill(2);
    header.cells = {{tests::cell_of("phone_office"), {}}};
    return seal(std::move(header), encode(EditPayload{std::nullopt, {tests::text_value(value)}}),
                Salt{});
}

bool refused(const Header& header) { return !decode_header(encode(header)).has_value(); }

}  // namespace

TEST_CASE(
    "ledger encoding: map keys of a cluster ascend, whatever a library likes "
    "[LEDGER 3.32]",
    "[ledger]") {
    cbor::Writer up;
    up.map(2).number(81).text("33").number(300).text("x");
    cbor::Writer down;
    down.map(2).number(300).text("x").number(81).text("33");
    cbor::Writer twice;
    twice.map(2).number(81).text("33").number(81).text("33");
    cbor::Writer text_key;
    text_key.map(1).text("a").number(1);
    CHECK(cbor::is_canonical(up.written()));
    CHECK_FALSE(cbor::is_canonical(down.written()));
    CHECK_FALSE(cbor::is_canonical(twice.written()));
    CHECK_FALSE(cbor::is_canonical(text_key.written()));
}

TEST_CASE(
    "ledger encoding: the decoder asks for UTF-8 and not for a normal form "
    "[LEDGER 3.33]",
    "[ledger]") {
    const Operation composed = simple("Ho\xC3\xA0");     // oà, one letter
    const Operation decomposed = simple("Hoa\xCC\x80");  // oa, and a mark
    CHECK(decode(composed.canonical, composed.payload, composed.salt).has_value());
    CHECK(decode(decomposed.canonical, decomposed.payload, decomposed.salt).has_value());
    CHECK(composed.id != decomposed.id);

    Bytes broken = composed.payload;
    broken.back() = 0xFF;
    Header header = composed.header;
    const Operation sealed = seal(std::move(header), broken, Salt{});
    CHECK_FALSE(decode(sealed.canonical, sealed.payload, sealed.salt).has_value());
}

TEST_CASE("ledger encoding: no floats, null, tags or numbers beyond 2^53 [LEDGER 3.34]",
          "[ledger]") {
    for (const Bytes& bytes : {Bytes{0xF6}, Bytes{0xF7}, Bytes{0xF9, 0, 0}, Bytes{0xC0, 0x00},
                               Bytes{0x1B, 0, 0x20, 0, 0, 0, 0, 0, 0}, Bytes{0x9F, 0xFF},
                               Bytes{0x18, 0x05}, Bytes{0xC2, 0x41, 1}}) {
        CHECK_FALSE(cbor::is_canonical(bytes));
    }
    CHECK(cbor::is_canonical(Bytes{0x1B, 0, 0x1F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}));
}

TEST_CASE("ledger encoding: an operation keeps the bytes it was hashed from [LEDGER 3.34]",
          "[ledger]") {
    const Operation made = simple("02273831234");
    const auto back = decode(made.canonical, made.payload, made.salt);
    REQUIRE(back.has_value());
    CHECK(back->canonical == made.canonical);
    CHECK(back->id.bytes == crypto::sha256(ByteView(made.canonical)).bytes);
    CHECK(*back == made);
}

TEST_CASE("ledger encoding: a payload can go while the name and the chain stay [LEDGER 3.8]",
          "[ledger]") {
    const Operation made = simple("02273831234");
    const auto erased = decode(made.canonical, {}, Salt{});
    REQUIRE(erased.has_value());
    CHECK(erased->id == made.id);
    CHECK_FALSE(edit_payload(*erased).has_value());

    // Without the salt nobody finds the number by trying.
    Salt salt;
    salt.bytes.fill(3);
    CHECK(payload_commitment(salt, made.payload) != made.header.commitment);
    Seed seed;
    seed.bytes.fill(4);
    CHECK(payload_salt(seed, 1) != payload_salt(seed, 2));
    CHECK(payload_salt(seed, 1) != payload_salt(Seed{}, 1));
}

TEST_CASE("ledger encoding: a header that contradicts itself is refused", "[ledger]") {
    Header header = simple("1").header;
    REQUIRE_FALSE(refused(header));
    OperationId other;
    other.bytes.fill(9);
    const Cell phone = tests::cell_of("phone_office");

    SECTION("a first operation has no predecessor, each later one has") {
        header.prev = other;
        CHECK(refused(header));
        header.seq = 2;
        CHECK_FALSE(refused(header));
        header.prev.reset();
        CHECK(refused(header));
        header.seq = 0;
        CHECK(refused(header));
    }
    SECTION("a cell stands once, and names each it replaces once") {
        header.cells.push_back({phone, {}});
        CHECK(refused(header));
        header.cells = {{phone, {other, other}}};
        CHECK(refused(header));
        header.cells = {{phone, std::vector<OperationId>(replaced_max + 1)}};
        CHECK(refused(header));
    }
    SECTION("a legal cell stands behind a guard") {
        header.cells = {{tests::cell_of("full_name"), {}}};
        CHECK(refused(header));
        header.cells.insert(header.cells.begin(), {tests::guard_of("identity"), {}});
        CHECK_FALSE(refused(header));
        header.cells = {{{guard_base + 2, false, std::nullopt}, {}}};
        CHECK(refused(header));
        header.cells = {{{guard_base + 2, true, RowId{other, 0}}, {}}};
        CHECK(refused(header));
    }
    SECTION("a row of this very operation has the short name only") {
        cbor::Writer out;
        out.array(3).number(2802 * 2).bytes(this_operation.view()).number(0);
        cbor::Reader in(out.written());
        (void)read_cell(in);
        CHECK(in.failed());
    }
    SECTION("only edits assign cells, and a reference stands once") {
        header.kind = Kind::submit;
        CHECK(refused(header));
        header.cells.clear();
        header.references = {other};
        CHECK_FALSE(refused(header));
        header.references = {other, other};
        CHECK(refused(header));
    }
}

TEST_CASE("ledger encoding: limits hold before anything is allocated", "[ledger]") {
    CHECK_FALSE(decode_header(Bytes(header_bytes_max + 1)).has_value());
    cbor::Writer long_text;
    long_text.text(std::string(payload_bytes_max, 'a'));
    Header header = simple("1").header;
    const Operation large = seal(std::move(header), long_text.take(), Salt{});
    CHECK_FALSE(decode(large.canonical, large.payload, large.salt).has_value());
    // An array that promises 2^32 items and has none.
    CHECK_FALSE(decode_header(Bytes{0x9A, 0xFF, 0xFF, 0xFF, 0xFF}).has_value());
}

TEST_CASE("ledger encoding: needs are everything that is named, once", "[ledger]") {
    World world(3);
    const auto a = world.add_laptop(Role::clerk);
    const auto b = world.add_laptop(Role::clerk);
    const RecordId id = world.create(a, tests::setting("full_name", std::string("Hoà"))).id;
    Change adding;
    adding.added.push_back({record::find_group("family_self")->tag, {}});
    const Operation* added = world.edit(a, id, adding);
    world.bring(a, b);
    Change changing;
    changing.rows[{added->id, 0}].emplace(tests::tag_of("full_name", "family_self"),
                                          std::string("Bình"));
    const Operation* changed = world.edit(b, id, changing);

    CHECK(needs(*added) == std::vector{id});
    std::vector expected{id, added->id};
    std::ranges::sort(expected);
    CHECK(needs(*changed) == expected);
}

TEST_CASE(
    "ledger encoding: a checkpoint's signature is for checkpoints, of its log, as it is "
    "[LEDGER 3.35, 3.36]",
    "[ledger]") {
    tests::SeededRandom random(1);
    auto key = crypto::SoftwareSigner::generate(random);
    Checkpoint checkpoint{7, 1, 300, crypto::sha256(bytes_of("x")), timestamp_of(1'790'000'000),
                          {}};
    checkpoint.signature = *key.sign("checkpoint/1", checkpoint_body(checkpoint));
    CHECK(verifies(checkpoint, key.public_key()));
    CHECK_FALSE(verifies(checkpoint, crypto::SoftwareSigner::generate(random).public_key()));

    Checkpoint other = checkpoint;
    other.stream = 8;
    CHECK_FALSE(verifies(other, key.public_key()));
    other = checkpoint;
    other.epoch = 2;
    CHECK_FALSE(verifies(other, key.public_key()));
    other = checkpoint;
    other.size = 299;
    CHECK_FALSE(verifies(other, key.public_key()));
    other = checkpoint;
    other.signature = *key.sign("seal/1", checkpoint_body(checkpoint));
    CHECK_FALSE(verifies(other, key.public_key()));
}

}  // namespace soxa::test::ledger_encoding
