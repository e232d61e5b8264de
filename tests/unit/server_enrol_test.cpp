// A ticket is good for one laptop, and for that one as often as it has to ask.
#include <catch2/catch_test_macros.hpp>

#include "sync/server/device_revoke.hpp"
#include "sync/server/enrol.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::test::server_enrol {

using tests::ServerLaptop;
using tests::ServerProvince;

namespace {

struct Enrolled {
    ServerProvince province{11};
    server::Office office = province.open();
    ServerLaptop laptop = [this] {
        province.add_unit(office, "30001");
        return ServerLaptop(province.random, province.ticket(office, "30001", "082190000001"));
    }();

    [[nodiscard]] std::string refusal(const exchange::Enrolment& asked) {
        const auto given = server::enrol(office, asked);
        if (given) return "given";
        CHECK(given.error().code == Errc::not_allowed);
        return given.error().text;
    }
    [[nodiscard]] exchange::Enrolment from_another_laptop() {
        exchange::Enrolment asked = laptop.enrolment();
        asked.device = random_id<ledger::DeviceId>(province.random);
        asked.key = crypto::SoftwareSigner::generate(province.random).public_key();
        asked.proof = exchange::enrolment_proof(laptop.ticket.secret.reveal(), asked);
        return asked;
    }
};

}  // namespace

TEST_CASE("enrolment: gives a certificate of the province for the laptop's key", "[server]") {
    Enrolled test;
    test.laptop.enrol(test.office);

    const auto certificate = crypto::Certificate::from_der(test.laptop.certificate);
    REQUIRE(certificate);
    CHECK(certificate->key() == test.laptop.key.public_key());
    CHECK(crypto::issued_by(*certificate, test.office.root, crypto::CertificateUse::device,
                            test.province.clock.now()));
    CHECK_FALSE(crypto::issued_by(*certificate, test.office.root, crypto::CertificateUse::server,
                                  test.province.clock.now()));
}

TEST_CASE("enrolment: the same laptop is given the same, however late", "[server]") {
    Enrolled test;
    test.laptop.enrol(test.office);
    const Bytes first = test.laptop.certificate;

    test.province.clock.time += std::chrono::days(100);
    test.laptop.enrol(test.office);

    CHECK(test.laptop.certificate == first);
}

TEST_CASE("enrolment: another laptop is refused", "[server]") {
    Enrolled test;
    test.laptop.enrol(test.office);

    CHECK(test.refusal(test.from_another_laptop()) == "ticket.used");

    SECTION("and so is the same name with another key") {
        exchange::Enrolment asked = test.from_another_laptop();
        asked.device = test.laptop.device;
        asked.proof = exchange::enrolment_proof(test.laptop.ticket.secret.reveal(), asked);
        CHECK(test.refusal(asked) == "ticket.device_taken");
    }
}

TEST_CASE("enrolment: an expired ticket is refused", "[server]") {
    Enrolled test;
    test.province.clock.time += std::chrono::days(30);
    CHECK(test.refusal(test.laptop.enrolment()) == "given");

    test.laptop = ServerLaptop(test.province.random,
                               test.province.ticket(test.office, "30001", "082190000002"));
    test.province.clock.time += std::chrono::days(30) + std::chrono::seconds(1);
    CHECK(test.refusal(test.laptop.enrolment()) == "ticket.expired");
}

TEST_CASE("enrolment: a wrong proof and an unknown ticket are refused alike", "[server]") {
    Enrolled test;
    exchange::Enrolment forged = test.laptop.enrolment();
    forged.label = "máy khác";
    CHECK(test.refusal(forged) == "ticket.refused");

    exchange::Enrolment unknown = test.laptop.enrolment();
    unknown.ticket[0] ^= 1U;
    CHECK(test.refusal(unknown) == "ticket.refused");
}

TEST_CASE("enrolment: a key that is none is refused", "[server]") {
    Enrolled test;
    exchange::Enrolment asked = test.laptop.enrolment();
    asked.key.bytes.fill(0xFF);
    asked.proof = exchange::enrolment_proof(test.laptop.ticket.secret.reveal(), asked);
    const auto given = server::enrol(test.office, asked);
    REQUIRE_FALSE(given);
    CHECK(given.error().code == Errc::integrity);
    // And the ticket is still good.
    CHECK(test.refusal(test.laptop.enrolment()) == "given");
}

TEST_CASE("enrolment: a revoked laptop does not come back with its ticket", "[server]") {
    Enrolled test;
    test.laptop.enrol(test.office);
    REQUIRE(server::revoke_device(test.office, hex(test.laptop.device.view()), "mất máy"));
    CHECK(test.refusal(test.laptop.enrolment()) == "device.revoked");
}

TEST_CASE("ticket: a second one for a person invites him to the account he has", "[server]") {
    Enrolled test;
    const auto second = test.province.ticket(test.office, "30001", "082190000001");
    CHECK(second.account == test.laptop.ticket.account);
    CHECK(second.number != test.laptop.ticket.number);
    const auto third = test.province.ticket(test.office, "30001", "082190000003");
    CHECK(third.account != test.laptop.ticket.account);

    SECTION("and both laptops work under it") {
        test.laptop.enrol(test.office);
        ServerLaptop other(test.province.random,
                           test.province.ticket(test.office, "30001", "082190000001"));
        other.enrol(test.office);
        for (ServerLaptop* one : {&test.laptop, &other}) {
            const auto administrator = one->administrator();
            const auto made = one->made;
            const auto exchanged = one->exchange_all(test.office);
            for (const ledger::Operation& operation : made) {
                CHECK(exchanged.judgement(operation.id) == ledger::Judgement::accepted);
            }
        }
    }
}

}  // namespace soxa::test::server_enrol
