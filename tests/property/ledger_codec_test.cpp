// Everything that is signed or hashed has one encoding: any other byte is refused, or is
// another thing with another name.
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/account.hpp"
#include "sync/ledger/approval.hpp"
#include "sync/ledger/verdict.hpp"
#include "tests/property/ledger_history.hpp"

namespace soxa::test::ledger_codec {

using namespace ledger;
using tests::first_seed;
using tests::histories;
using tests::World;

namespace {

template <class Fixed>
Fixed filled(std::uint8_t with) {
    Fixed id;
    id.bytes.fill(with);
    return id;
}

/// Calls `check` with every text that differs from `bytes` in one byte.
template <class Check>
void for_each_mutation(const Bytes& bytes, Check check) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        Bytes mutated = bytes;
        for (int value = 0; value < 256; ++value) {
            mutated[at] = static_cast<std::uint8_t>(value);
            if (mutated[at] != bytes[at]) check(mutated);
        }
    }
}

/// And with every prefix, and with a byte more.
template <class Check>
void for_each_other_length(const Bytes& bytes, Check check) {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        check(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
    }
    Bytes longer = bytes;
    longer.push_back(0);
    check(longer);
}

Header full_header() {
    Header header;
    header.stream = 70'000;
    header.chain = filled<ChainId>(1);
    header.seq = 300;
    header.prev = filled<OperationId>(2);
    header.record = filled<RecordId>(3);
    header.at = timestamp_of(1'790'000'000);
    header.cells = {{{71, false, std::nullopt}, {filled<OperationId>(4)}},
                    {guard_cell(2), {}},
                    {{30, true, std::nullopt}, {filled<OperationId>(5), filled<OperationId>(6)}},
                    {{2800, false, RowId{this_operation, 1}}, {}},
                    {{2802, false, RowId{filled<OperationId>(7), 400}}, {}}};
    header.references = {filled<OperationId>(8)};
    header.commitment = filled<crypto::Digest>(9);
    header.boxes = {filled<crypto::Digest>(10)};
    return header;
}

/// A payload round-trips, and no other bytes of any near form read as something that would be
/// written otherwise.
template <class Payload, class Read>
void check_payload(Kind kind, const Payload& payload, Read read) {
    Operation operation;
    operation.header.kind = kind;
    operation.payload = encode(payload);
    const auto back = read(operation);
    REQUIRE(back.has_value());
    REQUIRE(encode(*back) == operation.payload);

    const Bytes original = operation.payload;
    for_each_mutation(original, [&](const Bytes& mutated) {
        operation.payload = mutated;
        if (const auto other = read(operation)) REQUIRE(encode(*other) == mutated);
    });
    for_each_other_length(original, [&](const Bytes& other) {
        operation.payload = other;
        REQUIRE_FALSE(read(operation).has_value());
    });
    operation.payload = original;
    operation.header.kind = Kind::context == kind ? Kind::edit : Kind::context;
    REQUIRE_FALSE(read(operation).has_value());
}

}  // namespace

TEST_CASE("ledger codec: a header has one form, byte for byte", "[ledger][property]") {
    const Header header = full_header();
    const Bytes canonical = encode(header);
    const auto back = decode_header(canonical);
    REQUIRE(back.has_value());
    REQUIRE(*back == header);

    std::size_t others = 0;
    for_each_mutation(canonical, [&](const Bytes& mutated) {
        const auto other = decode_header(mutated);
        if (!other) return;
        ++others;
        REQUIRE(encode(*other) == mutated);
        REQUIRE(*other != header);
        REQUIRE(decode(mutated, {}, {})->id != decode(canonical, {}, {})->id);
    });
    CHECK(others > 1000);  // ids and numbers may be any
    for_each_other_length(
        canonical, [&](const Bytes& other) { REQUIRE_FALSE(decode_header(other).has_value()); });
}

TEST_CASE("ledger codec: operations of random histories take no other byte", "[ledger][property]") {
    const std::uint64_t first = first_seed();
    for (std::uint64_t seed = first; seed < first + histories(400); ++seed) {
        CAPTURE(seed);
        World world = tests::history_from(seed, {});
        for (const Operation& one : world.made()) {
            Bytes mutated = one.canonical;
            auto& byte = mutated[world.below(mutated.size())];
            byte = static_cast<std::uint8_t>(byte ^ (1U + world.below(255)));
            if (const auto other = decode(mutated, one.payload, one.salt)) {
                REQUIRE(encode(other->header) == mutated);
                REQUIRE(other->id != one.id);
            }
            Bytes payload = one.payload;
            auto& inside = payload[world.below(payload.size())];
            inside = static_cast<std::uint8_t>(inside ^ (1U + world.below(255)));
            REQUIRE_FALSE(decode(one.canonical, payload, one.salt).has_value());
            Salt salt = one.salt;
            salt.bytes[world.below(salt.bytes.size())] ^= 1U;
            REQUIRE_FALSE(decode(one.canonical, one.payload, salt).has_value());
        }
    }
}

TEST_CASE("ledger codec: payloads of accounts and laptops have one form", "[ledger][property]") {
    const auto key = filled<crypto::PublicKey>(2);
    const auto account = filled<AccountId>(3);
    const auto device = filled<DeviceId>(4);
    check_payload(Kind::chain_open, ChainOpen{device, account, key, 300},
                  [](const Operation& one) { return chain_open(one); });
    check_payload(Kind::context, Context{1, 70'000, filled<crypto::Digest>(5)},
                  [](const Operation& one) { return context(one); });
    check_payload(Kind::unit_open, UnitOpen{"H31.55", "Xã Tiền Hải", "", "Hưng Yên"},
                  [](const Operation& one) { return unit_open(one); });
    check_payload(Kind::account_create,
                  AccountCreate{"lan", "Trần Thị Lan", "034085001234", Role::head, "12/QĐ", key},
                  [](const Operation& one) { return account_create(one); });
    check_payload(Kind::account_invite, AccountInvite{account, key, "quên mật khẩu"},
                  [](const Operation& one) { return account_invite(one); });
    check_payload(Kind::account_key,
                  AccountKey{account, key, key, key, filled<crypto::Signature>(6)},
                  [](const Operation& one) { return account_key(one); });
    check_payload(Kind::account_change,
                  AccountChange{account, AccountStep::extend, "2027-01-01", "13/QĐ"},
                  [](const Operation& one) { return account_change(one); });
    check_payload(Kind::account_verdict, AccountVerdict{account, key, true, "", {1, 2, 3}},
                  [](const Operation& one) { return account_verdict(one); });
    check_payload(Kind::device_open, DeviceOpen{device, key, key, "Máy 1"},
                  [](const Operation& one) { return device_open(one); });
    check_payload(Kind::device_revoke, DeviceRevoke{device, "mất máy"},
                  [](const Operation& one) { return device_revoke(one); });
    check_payload(Kind::slot_share, SlotShare{account, 2, {{device, {9, 9}}, {device, {}}}},
                  [](const Operation& one) { return slot_share(one); });
}

TEST_CASE("ledger codec: payloads of edits, approvals and second looks have one form",
          "[ledger][property]") {
    Operation one;
    one.header.references = {filled<OperationId>(1), filled<OperationId>(2)};
    one.header.cells = {{{71, false, std::nullopt}, {}}, {{405, false, std::nullopt}, {}}};
    const auto on = [&](const Operation& other) {
        Operation placed = one;
        placed.header.kind = other.header.kind;
        placed.payload = other.payload;
        return placed;
    };
    const ApprovalPayload approval{
        {1, 2},
        {3, 4},
        {{filled<OperationId>(1), filled<RecordId>(5), filled<crypto::Digest>(6), 1},
         {filled<OperationId>(2), filled<RecordId>(7), filled<crypto::Digest>(8), 1}}};
    check_payload(Kind::approve, approval,
                  [&](const Operation& other) { return approval_payload(on(other)); });
    const std::vector<Rejudgement> looks{
        {filled<OperationId>(1), Judgement::refused, Reason::revoked}, {}};
    check_payload(Kind::rejudge, looks, [](const Operation& other) { return rejudgements(other); });
    cbor::Writer cluster;
    cluster.map(2).number(81).text("33").number(82).text("12970");
    const EditPayload edit{filled<Seed>(9), {tests::text_value("02273831234"), cluster.take()}};
    check_payload(Kind::edit, edit, [&](const Operation& other) -> std::optional<EditPayload> {
        if (other.header.kind != Kind::edit) return std::nullopt;
        return edit_payload(on(other));
    });
}

TEST_CASE("ledger codec: log entries and checkpoints have one form", "[ledger][property]") {
    const auto check = [](const auto& value, auto read) {
        cbor::Writer out;
        write(out, value);
        const Bytes bytes = out.take();
        cbor::Reader in(bytes);
        REQUIRE(read(in) == value);
        REQUIRE(in.done());
        for_each_mutation(bytes, [&](const Bytes& mutated) {
            cbor::Reader other(mutated);
            const auto found = read(other);
            if (!other.done()) return;
            cbor::Writer again;
            write(again, found);
            REQUIRE(std::ranges::equal(again.written(), mutated));
        });
    };
    check(LogEntry{70'000, filled<OperationId>(1), Judgement::held, Reason::revoked,
                   timestamp_of(1'790'000'000)},
          read_log_entry);
    check(Checkpoint{7, 1, 70'000, filled<crypto::Digest>(2), timestamp_of(1'790'000'000),
                     filled<crypto::Signature>(3)},
          read_checkpoint);
}

}  // namespace soxa::test::ledger_codec
