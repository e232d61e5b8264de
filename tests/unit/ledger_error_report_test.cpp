// Errors reported in files: what is written is read, what is not is refused, and every order of
// arrival tells the same.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/error_report.hpp"
#include "sync/ledger/understood.hpp"

namespace soxa::tests::ledger_error_report {

using namespace soxa::ledger;

Operation say(Kind kind, const Bytes& payload, std::vector<OperationId> references, int at) {
    Header header;
    header.kind = kind;
    header.record = RecordId{};
    header.references = std::move(references);
    header.at = Timestamp{} + std::chrono::seconds(at);
    return seal(std::move(header), payload, Salt{});
}

Operation report(const std::string& text, int at) {
    return say(Kind::error_report, encode(ErrorReport{"birth_date", text}), {}, at);
}

Operation answer(const Operation& to, bool closed, const std::string& text, int at) {
    return say(Kind::error_answer, encode(ErrorAnswer{closed, text}), {to.id}, at);
}

TEST_CASE("error report: what is said is read again, and nothing else is", "[ledger]") {
    const Operation one = report("sai tháng", 1);
    REQUIRE(error_report(one));
    CHECK(*error_report(one) == ErrorReport{"birth_date", "sai tháng"});
    CHECK(understood(one));
    CHECK(!error_answer(one));
    CHECK(!understood(report("", 1)));
    CHECK(!understood(report(std::string(2000, 'x'), 1)));
    CHECK(!understood(say(Kind::error_report, {}, {}, 1)));

    const Operation done = answer(one, true, "đã sửa", 2);
    REQUIRE(error_answer(done));
    CHECK(error_answer(done)->closed);
    const Operation why =
        say(Kind::decision_reason, encode_decision_reason("theo QĐ 12"), {one.id}, 3);
    CHECK(decision_reason(why) == "theo QĐ 12");
    CHECK(understood(why));
}

TEST_CASE("error reports: in every order of arrival the same, without what is not let in",
          "[ledger]") {
    const Operation first = report("sai tháng", 10);
    const Operation second = report("sai năm", 20);
    const Operation asked = answer(first, false, "xem lại", 30);
    const Operation done = answer(first, true, "đã sửa", 40);
    const Operation forged = answer(second, true, "không phải của tôi", 50);
    const Operation lost = answer(forged, true, "trả lời một câu trả lời", 60);
    Standing refused;
    refused.position = 7;
    refused.judgement = Judgement::refused;
    std::vector<Entry> entries{{&first, {}}, {&second, {}}, {&asked, {}},
                               {&done, {}},  {&lost, {}},   {&forged, refused}};
    std::ranges::sort(entries, {}, [](const Entry& one) { return one.operation->id; });
    do {
        const auto told = error_reports(entries);
        REQUIRE(told.size() == 2);
        CHECK(told[0].id == first.id);
        REQUIRE(told[0].answers.size() == 2);
        CHECK(told[0].answers[1].answer.text == "đã sửa");
        CHECK_FALSE(told[0].open());
        CHECK(told[1].open());
        CHECK(told[1].answers.empty());
    } while (std::ranges::next_permutation(entries, {}, [](const Entry& one) {
                 return one.operation->id;
             }).found);
}

}  // namespace soxa::tests::ledger_error_report
