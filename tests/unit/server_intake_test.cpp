// What a laptop may bring and ask for, through the whole answer and the store below it.
#include <catch2/catch_test_macros.hpp>

#include "sync/exchange/compression.hpp"
#include "sync/server/device_revoke.hpp"
#include "sync/server/exchange_answer.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::test::server_intake {

using ledger::Judgement;
using ledger::Kind;
using ledger::Reason;
using tests::Exchanged;
using tests::ServerLaptop;
using tests::ServerProvince;

namespace {

struct Unit {
    explicit Unit(std::uint64_t seed) : province(seed) {
        laptop.enrol(office);
        REQUIRE(laptop.exchange_all(office).size > 0);
    }
    ServerProvince province;
    server::Office office = province.open();
    ServerLaptop laptop = [this] {
        province.add_unit(office, "30001");
        return ServerLaptop(province.random, province.ticket(office, "30001", "082190000001"));
    }();
    ServerLaptop::Person administrator = laptop.administrator();

    [[nodiscard]] std::uint64_t size() const {
        auto exchanged = laptop.send(const_cast<server::Office&>(office), laptop.request({}));
        REQUIRE(exchanged);
        return exchanged->size;
    }
    [[nodiscard]] std::string refusal(const exchange::Request& request) {
        const auto exchanged = laptop.send(office, request);
        return exchanged ? "taken" : exchanged.error().text;
    }
};

}  // namespace

TEST_CASE("intake: takes chains in, judges them and signs for them", "[server]") {
    Unit unit(21);
    ServerLaptop& laptop = unit.laptop;
    auto clerk = laptop.member(unit.administrator, ledger::Role::clerk, "binh", "082190000002");
    const auto& created = laptop.create_record(clerk, "082190000009");
    const auto& refused = laptop.create_record(unit.administrator, "082190000008");

    const Exchanged exchanged = laptop.exchange_all(unit.office);

    CHECK(exchanged.judgement(created.id) == Judgement::accepted);
    CHECK(exchanged.judgement(refused.id) == Judgement::refused);
    CHECK(exchanged.reason(refused.id) == Reason::not_entitled);
}

TEST_CASE("intake: a repetition adds nothing", "[server]") {
    Unit unit(22);
    auto clerk =
        unit.laptop.member(unit.administrator, ledger::Role::clerk, "binh", "082190000002");
    unit.laptop.create_record(clerk, "082190000009");
    const exchange::Request request = unit.laptop.request({unit.laptop.frame()});

    const auto first = unit.laptop.send(unit.office, request);
    const auto second = unit.laptop.send(unit.office, request);

    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->size == second->size);
}

TEST_CASE("intake: two operations at one place are a fork, and nothing is lost", "[server]") {
    Unit unit(23);
    auto clerk =
        unit.laptop.member(unit.administrator, ledger::Role::clerk, "binh", "082190000002");
    unit.laptop.exchange_all(unit.office);
    const ledger::ChainTail before = clerk.tail;
    const auto& first = unit.laptop.create_record(clerk, "082190000009");
    unit.laptop.exchange_all(unit.office);
    clerk.tail = before;
    const auto& second = unit.laptop.create_record(clerk, "082190000010");
    const auto& after = unit.laptop.create_record(clerk, "082190000011");

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);

    CHECK(exchanged.judgement(first.id) == Judgement::accepted);
    CHECK(exchanged.judgement(second.id) == Judgement::forked);
    CHECK(exchanged.reason(second.id) == Reason::chain_taken);
    CHECK(exchanged.judgement(after.id) == Judgement::forked);
}

TEST_CASE("intake: a forged seal refuses all of the request", "[server]") {
    Unit unit(24);
    auto clerk =
        unit.laptop.member(unit.administrator, ledger::Role::clerk, "binh", "082190000002");
    const exchange::Frame good = unit.laptop.frame();
    unit.laptop.create_record(clerk, "082190000009");
    exchange::Frame forged = unit.laptop.frame();
    forged.chains.front().seal.bytes[5] ^= 1U;
    const std::uint64_t before = unit.size();

    CHECK(unit.refusal(unit.laptop.request({good, forged})) == "intake.seal");

    CHECK(unit.size() == before);
    CHECK(unit.refusal(unit.laptop.request({good})) == "taken");
    CHECK(unit.size() > before);
}

TEST_CASE("intake: what comes before what it needs is refused", "[server]") {
    Unit unit(25);
    auto clerk =
        unit.laptop.member(unit.administrator, ledger::Role::clerk, "binh", "082190000002");
    const exchange::Frame first = unit.laptop.frame();
    unit.laptop.create_record(clerk, "082190000009");
    const exchange::Frame second = unit.laptop.frame();

    CHECK(unit.refusal(unit.laptop.request({second})) == "intake.unknown_chain");
    CHECK(unit.refusal(unit.laptop.request({first})) == "taken");
    unit.laptop.create_record(clerk, "082190000010");
    const exchange::Frame third = unit.laptop.frame();
    CHECK(unit.refusal(unit.laptop.request({third})) == "intake.gap");
    CHECK(unit.refusal(unit.laptop.request({second, third})) == "taken");
}

TEST_CASE("intake: a frame that could not be passed on is refused", "[server]") {
    Unit unit(31);
    for (std::uint8_t i = 0; i < 6; ++i) {
        // As positions in a shared log a reference takes two bytes, as a name 34.
        ledger::Header header;
        header.kind = Kind::approve;
        for (std::uint16_t k = 0; k < 1000; ++k) {
            ledger::OperationId& id = header.references.emplace_back();
            id.bytes = {i, static_cast<std::uint8_t>(k >> 8U), static_cast<std::uint8_t>(k)};
        }
        unit.laptop.write(unit.administrator, std::move(header), ledger::encode_reason(""));
    }
    const exchange::Frame frame = unit.laptop.frame();
    const auto done =
        unit.office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(server::UnitStream* const stream, records.stream(unit.laptop.ticket.stream));
            exchange::Taken taken;
            return exchange::take_frame(*stream, frame, unit.province.clock.now(), taken);
        });
    REQUIRE_FALSE(done);
    CHECK(done.error().text == "intake.too_large");
}

TEST_CASE("intake: a revoked laptop is shut out, and what others bring of it is not accepted",
          "[server]") {
    Unit unit(26);
    auto clerk =
        unit.laptop.member(unit.administrator, ledger::Role::clerk, "binh", "082190000002");
    unit.laptop.exchange_all(unit.office);
    ServerLaptop other(unit.province.random,
                       unit.province.ticket(unit.office, "30001", "082190000003"));
    other.enrol(unit.office);
    const auto& before = unit.laptop.create_record(clerk, "082190000009");
    const exchange::Frame carried = unit.laptop.frame();

    REQUIRE(server::revoke_device(unit.office, hex(unit.laptop.device.view()), "mất máy"));

    CHECK(unit.refusal(unit.laptop.request({})) == "device.revoked");
    const auto relayed = other.send(unit.office, other.request({carried}));
    REQUIRE(relayed);
    CHECK(relayed->judgement(before.id) == Judgement::held);
    CHECK(relayed->reason(before.id) == Reason::revoked);

    // Having seen the log past the revocation, its author knew.
    unit.laptop.put(clerk, Kind::context, ledger::encode(ledger::Context{1, relayed->size, {}}));
    const auto& after = unit.laptop.create_record(clerk, "082190000010");
    const auto later = other.send(unit.office, other.request({unit.laptop.frame()}));
    REQUIRE(later);
    CHECK(later->judgement(after.id) == Judgement::refused);
}

TEST_CASE("intake: another unit's stream is answered as one that does not exist", "[server]") {
    Unit unit(27);
    unit.province.add_unit(unit.office, "30002");
    exchange::Request request = unit.laptop.request({});

    request.stream = unit.laptop.ticket.stream + 1;
    CHECK(unit.refusal(request) == "exchange.not_yours");
    request.stream = 999;
    CHECK(unit.refusal(request) == "exchange.not_yours");
    request = unit.laptop.request({});
    request.device.bytes[0] ^= 1U;
    CHECK(unit.refusal(request) == "exchange.not_yours");
}

TEST_CASE("intake: a certificate that is not on the list is refused, whoever signed it",
          "[server]") {
    Unit unit(28);
    const auto other = crypto::SoftwareSigner::generate(unit.province.random);
    const auto issued =
        crypto::issue({{"someone", ""},
                       other.public_key(),
                       crypto::CertificateUse::device,
                       {},
                       unit.province.clock.now(),
                       unit.province.clock.now() + std::chrono::hours(1)},
                      &unit.office.root, unit.office.keys.root, unit.province.random);
    REQUIRE(issued);
    const auto body = exchange::compressed(exchange::encode(unit.laptop.request({})));
    const auto answered = server::answer_exchange(unit.office, issued->der(), body);
    REQUIRE_FALSE(answered);
    CHECK(answered.error().text == "device.unknown");
}

TEST_CASE("intake: a laptop that knows more than there is, is told of the rewind", "[server]") {
    Unit unit(29);
    exchange::Request request = unit.laptop.request({});
    request.epoch = 1;
    request.known = 4000;
    CHECK(unit.refusal(request) == "exchange.rewound");
    request.known = 2;
    request.known_root.bytes.fill(3);
    CHECK(unit.refusal(request) == "exchange.rewound");
}

TEST_CASE("intake: what another process keeps is seen by the next answer", "[server]") {
    Unit unit(30);
    server::Office elsewhere = unit.province.open();
    const std::uint64_t before = unit.size();
    const auto second = unit.province.ticket(elsewhere, "30001", "082190000005");

    CHECK(unit.size() == before + 1);
    ServerLaptop other(unit.province.random,
                       unit.province.ticket(elsewhere, "30001", "082190000006"));
    other.enrol(unit.office);
    const auto administrator = other.administrator();
    const auto made = other.made;
    const Exchanged exchanged = other.exchange_all(unit.office);
    CHECK(exchanged.judgement(made.back().id) == Judgement::accepted);
}

}  // namespace soxa::test::server_intake
