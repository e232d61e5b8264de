// Which errors a laptop is told, and how.
#include <catch2/catch_test_macros.hpp>

#include "crypto/base/cbor.hpp"
#include "sync/server/routes.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::test::server_routes {

using namespace server;
using tests::ServerLaptop;
using tests::ServerProvince;

namespace {

std::string word_in(const HttpResponse& response) {
    cbor::Reader in(response.body);
    if (in.array(1) != 1) in.reject();
    const std::string word(in.text(100));
    return in.done() ? word : "not a word";
}

}  // namespace

TEST_CASE("routes: three addresses, each with its method", "[server]") {
    ServerProvince province(61);
    Office office = province.open();
    CHECK(text_of(route(office, {"GET", "/v1/health", {}, {}}).body) == "ok");
    CHECK(route(office, {"POST", "/v1/health", {}, {}}).status == http_status::method_not_allowed);
    CHECK(route(office, {"GET", "/v1/enrol", {}, {}}).status == http_status::method_not_allowed);
    CHECK(route(office, {"POST", "/", {}, {}}).status == http_status::not_found);
    CHECK(route(office, {"POST", "/v1/exchange", {}, {}}).status == http_status::unauthorized);
    CHECK(word_in(route(office, {"POST", "/v1/enrol", {1, 2, 3}, {}})) == "message.malformed");
}

TEST_CASE("routes: enrol and exchange with what enrolment gave", "[server]") {
    ServerProvince province(62);
    Office office = province.open();
    province.add_unit(office, "30001");
    const ServerLaptop laptop(province.random, province.ticket(office, "30001", "082190000001"));
    const HttpResponse enrolled =
        route(office, {"POST", "/v1/enrol", exchange::encode(laptop.enrolment()), {}});
    REQUIRE(enrolled.status == http_status::ok);

    const HttpResponse answered = route(office, {"POST", "/v1/exchange", {1, 2, 3}, enrolled.body});

    CHECK(answered.status == http_status::bad_request);
    CHECK(word_in(answered) == "message.compression");
}

TEST_CASE("routes: the status says what a client does about it", "[server]") {
    const auto status = [](Errc code, const char* text) { return status_of({code, text, {}, {}}); };
    CHECK(status(Errc::integrity, "intake.gap") == http_status::bad_request);
    CHECK(status(Errc::integrity, "exchange.rewound") == http_status::conflict);
    CHECK(status(Errc::integrity, "store.damaged") == http_status::defect);
    CHECK(status(Errc::not_allowed, "device.revoked") == http_status::forbidden);
    CHECK(status(Errc::storage, "store.busy") == http_status::busy);
    CHECK(status(Errc::storage, "store.full") == http_status::storage_full);
    CHECK(status(Errc::defect, "province.refused") == http_status::defect);
    CHECK(http_error(http_status::busy, "server.busy").retry_after.has_value());
    CHECK_FALSE(http_error(http_status::forbidden, "device.revoked").retry_after.has_value());
}

}  // namespace soxa::test::server_routes
