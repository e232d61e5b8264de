// Laptop and province never disagree about a file: what was entered, sealed, sent, taken apart and
// folded again has the same findings, to the letter [C14-4.2.1].
//
// To replay one failure:  SOXA_SEED=1234 SOXA_RECORDS=1 ./agreement_tests

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/version_rules.hpp"
#include "tests/property/record_maker.hpp"
#include "tests/unit/ledger_world.hpp"

namespace soxa::tests::record_agreement {

using namespace record;

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* const set = std::getenv(name);
    return set == nullptr ? otherwise : std::strtoull(set, nullptr, 10);
}

ledger::Change entering(const Document& document) {
    ledger::Change change;
    for (const auto& [tag, value] : document.fields) change.fields.emplace(tag, value);
    for (const auto& [tag, rows] : document.groups) {
        for (const Row& row : rows) change.added.push_back({tag, row.columns});
    }
    return change;
}

/// Without the rows' names, which an entry does not have before it is sealed.
std::vector<std::string> outline(const std::vector<Finding>& findings) {
    std::vector<std::string> lines;
    for (const Finding& one : findings) {
        std::string line = std::to_string(static_cast<int>(one.severity)) + one.fault.rule;
        line += one.fault.text;
        for (const std::string& argument : one.fault.args) line += "|" + argument;
        const std::size_t slash = one.fault.field.find('/');
        lines.push_back(line + one.fault.field.substr(0, slash));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// A province that has published nothing, one that has made rules of its own, and one that has
/// loaded lists.
const ledger::Rulebook& rulebook(std::uint64_t which) {
    static const std::array<ledger::Rulebook, 3> books = [] {
        std::array<ledger::Rulebook, 3> made;
        for (ledger::Rulebook& book : made) book = ledger::rulebook_of({});
        Policy own = *find_preset("D27-2026");
        own.severities = {{"R11", std::nullopt},
                          {"R18", Severity::error},
                          {"R32", Severity::error},
                          {"R05", Severity::warning}};
        own.valid_from = day_of(2020, 1, 1);
        made[1].packs.add(own);
        Catalogue communes = *built_in_catalogue("commune");
        communes.version = "2026-11-20";
        communes.complete = true;
        for (Item& one : communes.items) one.valid_to = "2026-01-01";
        made[2].catalogues.load(communes);
        return made;
    }();
    return books[which % books.size()];
}

TEST_CASE("agreement: laptop and province find the same in ten thousand files [C14-4.2.1]",
          "[agreement]") {
    const std::uint64_t first = from_environment("SOXA_SEED", 1);
    const std::uint64_t records = from_environment("SOXA_RECORDS", 10'000);
    std::size_t with_errors = 0;
    std::set<std::string> rules;
    for (std::uint64_t seed = first; seed < first + records; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const Document typed = made_record(random);
        World world(seed);
        const World::Place laptop = world.add_laptop(ledger::Role::clerk);
        const RecordId id = world.create(laptop, entering(typed)).record();
        const OperationId submit = world.submit(laptop, id).id;
        const ledger::Rulebook& book = rulebook(seed);

        const ledger::RecordState here = world.seen(laptop, id);
        const ledger::RecordState there = world.fold(id);
        const ledger::Cut* const cut = there.cut(submit);
        REQUIRE(cut != nullptr);
        const Day today(day_in_vietnam(cut->at));
        const auto at_laptop = ledger::findings_in(ledger::document_of(here.draft), book, today);
        const auto at_province =
            ledger::findings_in(there, *cut, {}, book, cut->at + std::chrono::days(40));

        REQUIRE(at_province == at_laptop);
        REQUIRE(outline(at_laptop) == outline(ledger::findings_in(typed, book, today)));
        if (!ledger::errors_in(at_laptop).empty()) ++with_errors;
        for (const Finding& one : at_laptop) rules.insert(one.fault.rule);
    }
    // The generator reaches both sides, and most of the rules.
    if (records >= 1000) {
        CHECK(with_errors > records / 4);
        CHECK(with_errors < records);
        CHECK(rules.size() >= 30);
    }
}

}  // namespace

}  // namespace soxa::tests::record_agreement
