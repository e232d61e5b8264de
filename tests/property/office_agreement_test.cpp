// Client and server never disagree: each file is asked about by a laptop's real office, and named
// for signing without its leave, as an altered client would; the real province takes it in through
// an exchange and answers. What the office would not have submitted is refused, by the same rules
// on the same fields; everything else is accepted [C14-4.2.1].
//
// To replay one failure:  SOXA_SEED=1234 SOXA_RECORDS=1 ./agreement_tests "[office]"

#include "client/office/accounts.hpp"
#include "client/office/refusals.hpp"
#include "sync/record/policy_text.hpp"
#include "sync/server/publish.hpp"
#include "tests/property/agreement_world.hpp"

namespace soxa::tests::office_agreement {

using namespace agreement_world;

namespace {

constexpr std::uint64_t at_once = 250;
constexpr std::uint64_t records_default = 1'000;  // ten thousand: agreement.ten_thousand

struct Unit {
    explicit Unit(std::uint64_t seed) : world(seed) {
        office::Office admin = world.laptop("a1");
        const Secret first = secret("mật khẩu của lan");
        good(office::add_account(
            admin,
            {"lan", "Lò Thị Lan", "034190000011", ledger::Role::clerk, "12/QĐ-UBND 02/11/2026"},
            &first));
    }
    office::Office clerk() {
        return good(
            office::Office::log_in(world.around("a1"), "lan", secret("mật khẩu của lan")));
    }
    /// The province makes some rules graver and milder, and the laptop hears of it.
    void publish(office::Office& laptop) {
        Policy own = *find_preset("D27-2026");
        own.name = "RIENG";
        own.valid_from = day_of(2026, 1, 1);
        own.severities = {{"R11", std::nullopt},
                          {"R18", Severity::error},
                          {"R05", Severity::warning},
                          {"R19", Severity::error}};
        good(server::publish_pack(world.office, write_policy(own), {}));
        good(world.sync(laptop));
        good(world.sync(laptop));
    }

    exchange_world::World world;
};

TEST_CASE("agreement: the province refuses by the same rules what the office would not submit",
          "[agreement][office]") {
    const std::uint64_t first = from_environment("SOXA_SEED", 1);
    const std::uint64_t records = from_environment("SOXA_RECORDS", records_default);
    Unit unit(11);
    office::Office clerk = unit.clerk();
    good(unit.world.sync(clerk));
    std::vector<Broken> here;
    std::vector<ledger::OperationId> named;
    for (std::uint64_t from = first; from < first + records; from += at_once) {
        if (from == first + records / 2 / at_once * at_once && records > at_once) {
            unit.publish(clerk);
        }
        const std::uint64_t end = std::min(from + at_once, first + records);
        std::vector<office::Draft> entries;
        for (std::uint64_t seed = from; seed < end; ++seed) entries.push_back(entering(made(seed)));
        const auto files = good(clerk.write(std::move(entries)));
        std::vector<office::Draft> names;
        for (const ledger::RecordId& file : files) {
            here.push_back(refused_here(clerk, *good(clerk.store().record(file))));
            names.push_back(naming(file, {file}));
        }
        const auto written = good(clerk.write(std::move(names)));
        named.insert(named.end(), written.begin(), written.end());
        good(unit.world.sync(clerk));
    }
    good(unit.world.sync(clerk));  // the last rules stand behind their verdicts

    const auto told = good(office::rules_told(clerk));
    std::size_t refused = 0;
    std::set<std::string> rules;
    for (std::size_t i = 0; i < named.size(); ++i) {
        CAPTURE(first + i);
        const auto judged = good(clerk.store().operation(named[i]));
        REQUIRE(judged->standing.position);
        Broken there;
        if (const auto found = told.find(named[i]); found != told.end()) {
            for (const Fault& fault : found->second) {
                add(there, fault);
                rules.insert(fault.rule);
            }
        }
        REQUIRE(there == here[i]);
        REQUIRE(judged->standing.confirmed() == here[i].empty());
        if (here[i].empty()) continue;
        REQUIRE(judged->standing.judgement == ledger::Judgement::refused);
        REQUIRE(judged->standing.reason == ledger::Reason::breaks_rules);
        ++refused;
    }
    // Both answers were given, and by many rules.
    if (records >= 1000) {
        CHECK(refused > records / 4);
        CHECK(refused < records - records / 8);
        CHECK(rules.size() >= 20);
    }
}

}  // namespace

}  // namespace soxa::tests::office_agreement
