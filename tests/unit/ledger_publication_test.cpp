// What a province publishes, cut into operations and put together again; what follows from it.
#include <algorithm>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/authority.hpp"
#include "sync/ledger/rulebook.hpp"
#include "sync/ledger/version_rules.hpp"
#include "tests/unit/record_example.hpp"

namespace soxa::tests::ledger_publication {

using namespace ledger;
using record::Day;
using record::day_of;

namespace {

Operation operation_with(Kind kind, Bytes payload, std::uint64_t seq) {
    Header header;
    header.kind = kind;
    header.seq = seq;
    if (seq > 1) header.prev.emplace();
    return seal(std::move(header), std::move(payload), Salt{});
}

/// The operations of a published thing at positions from `first` on.
std::vector<Stored> stored(Kind kind, const Bytes& whole, std::uint64_t first) {
    std::vector<Stored> entries;
    for (Bytes& payload : publication_payloads(whole)) {
        Standing standing;
        standing.position = first + entries.size();
        standing.received = timestamp_of(1'700'000'000 + first);
        entries.push_back({operation_with(kind, std::move(payload), *standing.position), standing});
    }
    return entries;
}

record::Policy pack(const std::string& name, int version, Day first, int deadline) {
    record::Policy made = *record::find_preset("TB-2024");
    made.name = name;
    made.version = version;
    made.valid_from = first;
    made.unit_deadline_day = deadline;
    return made;
}

/// Many communes: more than one operation holds.
record::Catalogue communes(std::size_t count) {
    record::Catalogue list;
    list.name = "commune";
    list.version = "2026-11-20";
    list.title = "Đơn vị hành chính cấp xã";
    for (std::size_t i = 0; i < count; ++i) {
        record::Item one;
        one.code = std::to_string(10000 + i);
        one.label = "Xã thứ " + std::to_string(i);
        one.valid_from = "2025-07-01";
        one.parent = "33";
        list.items.push_back(std::move(one));
    }
    return list;
}

}  // namespace

TEST_CASE("publication: a list of all communes takes several operations and comes back whole",
          "[ledger]") {
    const Bytes whole = record::encode(communes(3'321));
    std::vector<Stored> entries = stored(Kind::catalogue_publish, whole, 5);
    REQUIRE(entries.size() > 1);
    for (const Stored& one : entries) CHECK(one.operation.payload.size() <= payload_bytes_max);

    std::mt19937 random(3);
    std::shuffle(entries.begin(), entries.end(), random);
    const auto found = publications(entries);
    REQUIRE(found.size() == 1);
    CHECK(found.front().bytes == whole);
    CHECK(found.front().position == 4 + entries.size());
    CHECK(rulebook_of(entries).catalogues.find("commune")->item("13320", "2026-11-22") != nullptr);

    // Until its last part is there, and where one was altered, it is not there.
    CHECK(publications(entries, 3 + entries.size()).empty());
    entries.pop_back();
    CHECK(publications(entries).empty());
    CHECK(rulebook_of(entries).catalogues.find("commune")->item("13320", "2026-11-22") == nullptr);
}

TEST_CASE("publication: parts of a refused operation, and parts that lie, are nothing", "[ledger]") {
    const Bytes whole = record::encode(pack("A", 1, day_of(2026, 1, 1), 20));
    std::vector<Stored> entries = stored(Kind::pack_publish, whole, 1);
    entries.front().standing.judgement = Judgement::refused;
    CHECK(publications(entries).empty());

    cbor::Writer lie;
    lie.array(5).number(1).number(0).number(1).bytes(crypto::Digest{}.view()).bytes(whole);
    CHECK(publications(std::vector<Stored>{
                           {operation_with(Kind::pack_publish, lie.take(), 1), {1, {}, {}, {}, {}}}})
              .empty());
    cbor::Writer beyond;
    beyond.array(5).number(1).number(2).number(2).bytes(crypto::Digest{}.view()).bytes(whole);
    CHECK_FALSE(publication_part(operation_with(Kind::pack_publish, beyond.take(), 1)));
    CHECK(publication_payloads(Bytes(publication_bytes_max + 1)).empty());
}

TEST_CASE("rulebook: the same whatever the order, and as of any position", "[ledger]") {
    std::vector<Stored> entries;
    std::uint64_t position = 1;
    for (const record::Policy& one :
         {pack("A", 1, day_of(2026, 1, 1), 20), pack("A", 2, day_of(2026, 11, 1), 15),
          pack("B", 1, day_of(2027, 1, 1), 10)}) {
        const auto made = stored(Kind::pack_publish, record::encode(one), position++);
        entries.insert(entries.end(), made.begin(), made.end());
    }
    const Rulebooks books(entries);
    CHECK(books.as_of(0).on(day_of(2026, 11, 22))->name == "TB-2024");
    CHECK(books.as_of(1).on(day_of(2026, 11, 22))->unit_deadline_day == 20);
    CHECK(books.now().on(day_of(2026, 11, 22))->unit_deadline_day == 15);
    CHECK(books.now().on(day_of(2026, 10, 31))->unit_deadline_day == 20);
    CHECK(books.now().on(day_of(2027, 1, 1))->name == "B");
    // Before the province's first pack the founding regime; before that none [TB-QĐ2].
    CHECK(books.now().on(day_of(2025, 12, 31))->name == "TB-2024");
    CHECK(books.now().on(day_of(2024, 12, 20)) == nullptr);

    std::ranges::reverse(entries);
    CHECK(rulebook_of(entries).packs.packs() == books.now().packs.packs());
    CHECK(rulebook_of(entries).published == books.now().published);
}

TEST_CASE("rulebook: a province that begins before the founding regime is judged by its own alone",
          "[ledger]") {
    const auto entries =
        stored(Kind::pack_publish, record::encode(pack("HY", 1, day_of(2022, 11, 3), 20)), 1);
    CHECK(rulebook_of(entries).on(day_of(2026, 11, 22))->name == "HY");
}

TEST_CASE("rule findings: a verdict's rules come back as they were written, and bounded",
          "[ledger]") {
    const std::vector<Fault> faults{{"education/00-1.school", "R08", "finding.x", {"Đỗ", "2"}},
                                    {"full_name", "DM-3.3", "finding.y", {}}};
    CHECK(rule_findings(operation_with(Kind::rule_findings, encode_rule_findings(faults), 1)) ==
          faults);
    const std::vector<Fault> many(1'000, {"f", "R01", std::string(5'000, 'x'), {}});
    const auto told = rule_findings(operation_with(
        Kind::rule_findings, encode_rule_findings(std::span(many).first(20)), 1));
    REQUIRE(told);
    CHECK(told->front().text.size() == 1'000);
    CHECK(rule_findings(operation_with(Kind::rule_findings, encode_rule_findings(many), 1))
              ->size() == rule_findings_max);
    CHECK_FALSE(rule_findings(operation_with(Kind::rule_findings, {0x01}, 1)));
}

TEST_CASE("rules of a version: evidence is required, unless the pack says how grave it is [R32]",
          "[ledger]") {
    const record::Document approved = example_document();
    record::Document now = approved;
    set(now, "full_name", "Nguyễn Văn Đổi");
    const Day day = day_of(2026, 11, 22);
    const auto severity = [&](const Rulebook& rules) {
        for (const record::Finding& one : findings_in(now, rules, day, &approved)) {
            if (one.fault.rule == "R32") return one.severity;
        }
        FAIL("R32 says nothing");
        return record::Severity::info;
    };
    Rulebook rules = rulebook_of({});
    CHECK(severity(rules) == record::Severity::error);
    record::Policy mild = pack("A", 1, day_of(2026, 1, 1), 20);
    mild.severities["R32"] = record::Severity::info;
    rules.packs.add(mild);
    CHECK(severity(rules) == record::Severity::info);
    CHECK(findings_in(approved, rules, day, &approved).size() <=
          findings_in(now, rules, day, &approved).size());
    // What is proven is not asked for.
    for (const record::Finding& one : findings_in(now, rules, day, &approved, {}, {"full_name"})) {
        CHECK(one.fault.rule != "R32");
    }
}

TEST_CASE("rules of a version: its day is the claim, unless the receipt shows that it cannot be",
          "[ledger]") {
    const Timestamp received = std::chrono::sys_days(day_of(2026, 11, 22)) + std::chrono::hours(3);
    const auto days = [](int count) { return std::chrono::days(count); };
    CHECK(event_day(received - days(59), received) == day_of(2026, 9, 24));
    CHECK(event_day(received - days(61), received) == day_of(2026, 11, 22));
    CHECK(event_day(received + days(1), received) == day_of(2026, 11, 22));
    CHECK(event_day(timestamp_of(1'250'000'000), received) == day_of(2026, 11, 22));
}

}  // namespace soxa::tests::ledger_publication
