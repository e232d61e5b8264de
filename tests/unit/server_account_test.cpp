// The province's word on a key, and what waited for it.
#include <catch2/catch_test_macros.hpp>

#include "sync/server/account_list.hpp"
#include "sync/server/account_refuse.hpp"
#include "sync/server/log_verify.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::test::server_account {

using ledger::Judgement;
using ledger::Reason;
using tests::ServerLaptop;
using tests::ServerProvince;

namespace {

struct Unit {
    ServerProvince province{31};
    server::Office office = province.open();
    ServerLaptop laptop = [this] {
        province.add_unit(office, "30001");
        return ServerLaptop(province.random, province.ticket(office, "30001", "082190000001"));
    }();
    ServerLaptop::Person administrator = laptop.administrator();
    ServerLaptop::Person clerk =
        laptop.member(administrator, ledger::Role::clerk, "binh", "082190000002");
    ServerLaptop::Person head =
        laptop.member(administrator, ledger::Role::head, "dung", "082190000003");

    Unit() { laptop.enrol(office); }

    [[nodiscard]] ledger::Standing standing(const ledger::OperationId& id) {
        ledger::Standing found;
        REQUIRE(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(server::UnitStream* const stream, records.stream(laptop.ticket.stream));
            TRY_LET(const auto stored, stream->find(id));
            found = stored->standing;
            return {};
        }));
        return found;
    }
};

}  // namespace

TEST_CASE("account: approvals wait until the key is confirmed, then they count", "[server]") {
    Unit unit;
    const auto& created = unit.laptop.create_record(unit.clerk, "082190000009");
    const auto& submitted = unit.laptop.submit(unit.clerk, created.record());
    const auto& approval = unit.laptop.approve(unit.head, submitted);
    const auto exchanged = unit.laptop.exchange_all(unit.office);
    CHECK(exchanged.judgement(approval.id) == Judgement::held);
    CHECK(exchanged.reason(approval.id) == Reason::awaiting_confirmation);

    const auto confirmed =
        server::confirm_account(unit.office, {"30001", "082190000003", std::nullopt});

    REQUIRE(confirmed);
    CHECK(confirmed->key == unit.head.key.public_key());
    CHECK(confirmed->approvals == 1);
    CHECK_FALSE(confirmed->before);
    CHECK(unit.standing(approval.id).judgement == Judgement::accepted);
    CHECK(unit.standing(approval.id).reason == Reason::confirmed);
    const auto accounts = server::list_accounts(unit.office, "30001");
    REQUIRE(accounts);
    CHECK(std::ranges::count_if(*accounts, [](const server::AccountLine& line) {
              return !line.keys.empty() &&
                     line.keys.front().standing == server::KeyStanding::confirmed;
          }) == 1);
    CHECK(server::verify_logs(unit.office));

    SECTION("the certificate is the province's, for that key") {
        REQUIRE(unit.office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(server::UnitStream* const stream, records.stream(unit.laptop.ticket.stream));
            TRY_LET(const ledger::Directory* directory, stream->directory());
            const auto certificate = crypto::Certificate::from_der(
                directory->account_named("dung")->keys.front().certificate);
            REQUIRE(certificate);
            CHECK(certificate->key() == unit.head.key.public_key());
            CHECK(crypto::issued_by(*certificate, unit.office.root, crypto::CertificateUse::person,
                                    unit.province.clock.now()));
            return {};
        }));
    }
    SECTION("doing it again changes nothing") {
        const auto again = server::confirm_account(unit.office, {"30001", "dung", std::nullopt});
        REQUIRE(again);
        CHECK(again->before);
        CHECK(again->approvals == 0);
        CHECK(unit.laptop.exchange_all(unit.office).size == exchanged.size + 3);
    }
    SECTION("and the next approval is accepted at once") {
        const auto& other = unit.laptop.create_record(unit.clerk, "082190000010");
        const auto& next = unit.laptop.submit(unit.clerk, other.record());
        const auto& approved = unit.laptop.approve(unit.head, next);
        CHECK(unit.laptop.exchange_all(unit.office).judgement(approved.id) == Judgement::accepted);
    }
}

TEST_CASE("account: a refused key's approvals are refused", "[server]") {
    Unit unit;
    unit.laptop.exchange_all(unit.office);
    const auto refused =
        server::refuse_account(unit.office, {"30001", "dung", std::nullopt}, "không nhận ra");
    REQUIRE(refused);
    CHECK(*refused == unit.head.key.public_key());
    const auto& created = unit.laptop.create_record(unit.clerk, "082190000009");
    const auto& submitted = unit.laptop.submit(unit.clerk, created.record());
    const auto& approval = unit.laptop.approve(unit.head, submitted);

    CHECK(unit.laptop.exchange_all(unit.office).judgement(approval.id) == Judgement::refused);

    const auto by_chance = server::confirm_account(unit.office, {"30001", "dung", std::nullopt});
    REQUIRE_FALSE(by_chance);
    CHECK(by_chance.error().text == "account.key_refused");
    CHECK(server::confirm_account(
        unit.office, {"30001", "dung", ledger::fingerprint(unit.head.key.public_key())}));
}

TEST_CASE("account: nothing is confirmed that is not there", "[server]") {
    Unit unit;
    unit.laptop.exchange_all(unit.office);
    const auto word = [&](const server::AccountAsked& asked) {
        const auto confirmed = server::confirm_account(unit.office, asked);
        return confirmed ? std::string("confirmed") : confirmed.error().text;
    };
    CHECK(word({"39999", "dung", std::nullopt}) == "unit.unknown");
    CHECK(word({"30001", "ai đó", std::nullopt}) == "account.unknown");
    CHECK(word({"30001", "dung", "0000 0000 0000"}) == "account.key_unknown");
    const auto invited = unit.province.ticket(unit.office, "30001", "082190000004");
    CHECK(word({"30001", "082190000004", std::nullopt}) == "account.no_key");
}

TEST_CASE("account: a fingerprint is five groups of four", "[server]") {
    Unit unit;
    const std::string print = ledger::fingerprint(unit.head.key.public_key());
    CHECK(print.size() == 24);
    CHECK(std::ranges::count(print, ' ') == 4);
}

}  // namespace soxa::test::server_account
