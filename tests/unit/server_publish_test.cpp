// What a province publishes, into the streams of its units, and the rules asked of what arrives.
#include <catch2/catch_test_macros.hpp>

#include "sync/record/policy_text.hpp"
#include "sync/server/publish.hpp"
#include "sync/server/second_look.hpp"
#include "sync/server/unit_add.hpp"
#include "tests/unit/record_example.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::tests::server_publish {

using ledger::Judgement;
using ledger::Kind;
using ledger::Reason;

namespace {

template <class T>
T good(Result<T> result) {
    REQUIRE(result);
    return std::move(*result);
}

struct Unit {
    explicit Unit(std::uint64_t seed) : province(seed) { laptop.enrol(office); }
    ServerProvince province;
    server::Office office = province.open();
    ServerLaptop laptop = [this] {
        province.add_unit(office, "30001");
        return ServerLaptop(province.random, province.ticket(office, "30001", "082190000001"));
    }();
    ServerLaptop::Person administrator = laptop.administrator();
    ServerLaptop::Person clerk =
        laptop.member(administrator, ledger::Role::clerk, "binh", "082190000002");

    [[nodiscard]] ledger::Rulebook rules_of(const std::string& code) {
        ledger::Rulebook book;
        const auto done = office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(const server::Unit unit, server::required_unit(records, code));
            TRY_LET(server::UnitStream* const stream, records.stream(unit.stream));
            TRY_LET(const ledger::Rulebooks* books, stream->rulebooks());
            book = books->now();
            return {};
        });
        REQUIRE(done);
        return book;
    }
    /// Of the submission's verdict: what the province says of its rules beside it.
    [[nodiscard]] std::vector<Fault> rules_told(const ledger::OperationId& submit) {
        std::vector<Fault> told;
        const auto done = office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(const server::Unit unit, server::required_unit(records, "30001"));
            TRY_LET(server::UnitStream* const stream, records.stream(unit.stream));
            return stream->each([&](const server::Kept& kept) -> Result<void> {
                const ledger::Operation& one = kept.logged.operation;
                const auto faults = ledger::rule_findings(one);
                if (faults && one.header.references.front() == submit) told = *faults;
                return {};
            });
        });
        REQUIRE(done);
        return told;
    }
    /// The author's laptop has heard of all of the log.
    void hear() {
        const std::uint64_t size = laptop.exchange_all(office).size;
        laptop.put(clerk, Kind::context, ledger::encode(ledger::Context{1, size, {}}));
    }
};

class Nobody final : public ledger::Authors {
public:
    [[nodiscard]] std::optional<ledger::Role> role_of(const ledger::ChainId&) const override {
        return std::nullopt;
    }
};

std::string pack_text(const std::string& name, int version, const std::string& more = {}) {
    record::Policy pack = *record::find_preset("TB-2024");
    pack.name = name;
    pack.version = version;
    pack.valid_from = record::day_of(2026, 1, 1);
    return record::write_policy(pack) + more;
}

}  // namespace

TEST_CASE("publish: a pack is in the stream of each unit it is for, and of those below", "[server]") {
    Unit unit(61);
    REQUIRE(unit.office.storage->transaction([&](server::Records& records) -> Result<void> {
        TRY(server::add_unit(unit.office, records, {"30001.1", "Trường", "30001"}));
        TRY(server::add_unit(unit.office, records, {"30002", "Xã khác", ""}));
        return {};
    }));
    const auto one = good(server::publish_pack(unit.office, pack_text("A", 1), {"30001"}));
    CHECK(one.units == 2);
    CHECK(unit.rules_of("30001").on(record::day_of(2026, 11, 22))->name == "A");
    CHECK(unit.rules_of("30001.1").on(record::day_of(2026, 11, 22))->name == "A");
    CHECK(unit.rules_of("30002").on(record::day_of(2026, 11, 22))->name == "TB-2024");

    // For all: those that have it do not get it twice, those that are added later do.
    const auto all = good(server::publish_pack(unit.office, pack_text("A", 1), {}));
    CHECK(all.units == 1);
    CHECK_FALSE(all.before);
    CHECK(good(server::publish_pack(unit.office, pack_text("A", 1), {})).before);
    REQUIRE(unit.office.storage->transaction([&](server::Records& records) -> Result<void> {
        TRY(server::add_unit(unit.office, records, {"30003", "Xã thêm", ""}));
        return {};
    }));
    CHECK(unit.rules_of("30003").published.size() == 1);
    CHECK(good(server::list_published(unit.office, true)).size() == 2);
}

TEST_CASE("publish: a pack is taken back before its day in all units that have it", "[server]") {
    Unit unit(74);
    const auto to_come = [](int version) {
        record::Policy pack = *record::find_preset("TB-2024");
        pack.name = "SAP-TOI";
        pack.version = version;
        pack.valid_from = record::day_of(2099, 1, 1);
        return record::write_policy(pack);
    };
    const record::Day day = record::day_of(2099, 1, 2);
    const auto seen = good(server::check_pack(unit.office, to_come(1), {}));
    CHECK(seen.units == 0);
    CHECK(unit.rules_of("30001").published.empty());
    REQUIRE(seen.outlooks.size() == 1);
    CHECK(seen.outlooks.front().outlook.changes.empty());
    CHECK(good(server::publish_pack(unit.office, to_come(1), {})).outlooks.front().outlook.against->name == "TB-2024");
    (void)good(server::publish_pack(unit.office, pack_text("A", 1), {}));
    CHECK(unit.rules_of("30001").on(day)->name == "SAP-TOI");

    const auto text_of = [](const auto& result) {
        REQUIRE_FALSE(result);
        return result.error().text.empty() ? result.error().faults.at(0).text : result.error().text;
    };
    CHECK(text_of(server::withdraw_pack(unit.office, "SAP-TOI", 1, "")) == "publish.no_basis");
    CHECK(text_of(server::withdraw_pack(unit.office, "SAP-TOI", 2, "12/QĐ")) ==
          "publish.unknown_version");
    CHECK(text_of(server::withdraw_pack(unit.office, "A", 1, "12/QĐ")) == "publish.begun");
    CHECK(good(server::withdraw_pack(unit.office, "SAP-TOI", 1, "12/QĐ")) == 1);
    CHECK(unit.rules_of("30001").on(day)->name == "A");
    CHECK(text_of(server::withdraw_pack(unit.office, "SAP-TOI", 1, "12/QĐ")) ==
          "publish.withdrawn");
    CHECK_FALSE(server::publish_pack(unit.office, to_come(1), {}));
    // A unit of later has what stands; the list tells of both; a higher version is welcome.
    REQUIRE(unit.office.storage->transaction([&](server::Records& records) -> Result<void> {
        TRY(server::add_unit(unit.office, records, {"30009", "Xã thêm", ""}));
        return {};
    }));
    CHECK(unit.rules_of("30009").on(day)->name == "A");
    const auto lines = good(server::list_published(unit.office, true));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].withdrawn == "12/QĐ");
    CHECK(good(server::list_published(unit.office, false)).empty());
    CHECK(good(server::publish_pack(unit.office, to_come(2), {})).units == 2);
    CHECK(unit.rules_of("30001").on(day)->version == 2);
}

TEST_CASE("publish: what has a mistake, an old version or a strange unit changes nothing",
          "[server]") {
    Unit unit(62);
    const auto size = unit.laptop.exchange_all(unit.office).size;
    const auto wrong = server::publish_pack(unit.office, pack_text("A", 1, "rule.R18 = maybe\n"), {});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == Errc::invalid_input);
    CHECK(wrong.error().faults.front().rule == "rule.R18");
    CHECK_FALSE(server::publish_pack(unit.office, pack_text("A", 1), {"39999"}));
    CHECK(unit.laptop.exchange_all(unit.office).size == size);

    good(server::publish_pack(unit.office, pack_text("A", 2), {}));
    const auto other = server::publish_pack(unit.office, pack_text("A", 2, "rule.R18 = off\n"), {});
    REQUIRE_FALSE(other);
    CHECK(other.error().faults.front().text == "publish.version");
    CHECK_FALSE(server::publish_pack(unit.office, pack_text("A", 1), {}));
}

TEST_CASE("intake: only the province publishes", "[server]") {
    Unit unit(63);
    const Bytes pack = record::encode(*record::find_preset("D27-2026"));
    const auto& forged = unit.laptop.put(unit.clerk, Kind::pack_publish,
                                         ledger::publication_payloads(pack).front());
    CHECK(unit.laptop.exchange_all(unit.office).reason(forged.id) == Reason::not_entitled);
    CHECK(unit.rules_of("30001").published.empty());
}

TEST_CASE("intake: a submission that breaks the rules its author had is refused by their ids",
          "[server]") {
    Unit unit(64);
    good(server::publish_pack(unit.office, pack_text("A", 1, "rule.R18 = error\n"), {}));
    unit.hear();
    ledger::Change change = whole_file("082190000009");
    change.fields.erase(record::find_field("", "full_name")->tag);
    const auto& file = unit.laptop.create_record(unit.clerk, change);
    const auto& submit = unit.laptop.submit(unit.clerk, file.id);

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);

    CHECK(exchanged.judgement(file.id) == Judgement::accepted);
    CHECK(exchanged.judgement(submit.id) == Judgement::refused);
    CHECK(exchanged.reason(submit.id) == Reason::breaks_rules);
    const auto told = unit.rules_told(submit.id);
    REQUIRE(told.size() == 1);
    CHECK((told.front().rule == "TB-6.3a" && told.front().field == "full_name"));
}

TEST_CASE("intake: what breaks only rules that came since is held, and an officer may admit it",
          "[server]") {
    Unit unit(65);
    unit.laptop.exchange_all(unit.office);
    ledger::Change change = whole_file("082190000009");
    const record::Tag family = record::find_group("family_self")->tag;
    std::erase_if(change.added, [&](const auto& one) { return one.group == family; });
    const auto& file = unit.laptop.create_record(unit.clerk, change);
    const auto& submit = unit.laptop.submit(unit.clerk, file.id);
    good(server::publish_pack(unit.office, pack_text("A", 1, "rule.R18 = error\n"), {}));

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);

    CHECK(exchanged.judgement(submit.id) == Judgement::held);
    CHECK(exchanged.reason(submit.id) == Reason::breaks_rules);
    CHECK(unit.rules_told(submit.id).front().rule == "R18");
    const auto looked = server::look_again_at(
        unit.office, {"30001", {hex(submit.id.view())}, "", true});
    REQUIRE(looked);
    CHECK(looked->operations == 1);
}

TEST_CASE("intake: the rules of the file's day count, not those of a later one [TB-QĐ2]",
          "[server]") {
    Unit unit(66);
    std::string text = pack_text("A", 1, "rule.R18 = error\n");
    const auto at = text.find("2026-01-01");
    text.replace(at, 10, "2026-12-01");
    good(server::publish_pack(unit.office, text, {}));
    ledger::Change change = whole_file("082190000009");
    const record::Tag family = record::find_group("family_self")->tag;
    std::erase_if(change.added, [&](const auto& one) { return one.group == family; });
    const auto& file = unit.laptop.create_record(unit.clerk, change);
    const auto& submit = unit.laptop.submit(unit.clerk, file.id);
    unit.province.clock.time += std::chrono::days(30);  // arrives in December

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);
    CHECK(exchanged.judgement(submit.id) == Judgement::accepted);
}

TEST_CASE("intake: a clock set back chooses no older pack than its author has heard of [F14] [TB-QĐ2]",
          "[server]") {
    // Submitted on the 18th, as the laptop says; the pack is of the 20th, and it is the 22nd.
    const auto judged_after_hearing = [](bool heard) {
        Unit unit(74);
        std::string text = pack_text("A", 1, "rule.R18 = error\n");
        text.replace(text.find("2026-01-01"), 10, "2026-11-20");
        (void)good(server::publish_pack(unit.office, text, {}));
        const std::uint64_t size = unit.laptop.exchange_all(unit.office).size;
        if (heard) {
            unit.laptop.put(unit.clerk, Kind::context,
                            ledger::encode(ledger::Context{1, size, {}}));
        }
        ledger::Change change = whole_file("082190000009");
        const record::Tag family = record::find_group("family_self")->tag;
        std::erase_if(change.added, [&](const auto& one) { return one.group == family; });
        const auto& file = unit.laptop.create_record(unit.clerk, change);
        const auto& submit = unit.laptop.submit(unit.clerk, file.id);
        return unit.laptop.exchange_all(unit.office).judgement(submit.id);
    };
    CHECK(judged_after_hearing(true) == Judgement::refused);
    // Who was offline is judged by the pack of his day.
    CHECK(judged_after_hearing(false) == Judgement::accepted);
}

TEST_CASE("publish: of two files of one number in a unit the second is held [R01]", "[server]") {
    Unit unit(71);
    unit.laptop.exchange_all(unit.office);
    const ledger::RecordId first{unit.laptop.create_record(unit.clerk, "082190000009").id.bytes};
    const auto& one = unit.laptop.submit(unit.clerk, first);
    CHECK(unit.laptop.exchange_all(unit.office).judgement(one.id) == Judgement::accepted);

    const ledger::RecordId again{unit.laptop.create_record(unit.clerk, "082190000009").id.bytes};
    const auto& two = unit.laptop.submit(unit.clerk, again);
    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);

    CHECK(exchanged.judgement(two.id) == Judgement::held);
    CHECK(exchanged.reason(two.id) == Reason::breaks_rules);
    const auto told = unit.rules_told(two.id);
    REQUIRE(told.size() == 1);
    CHECK(told.front().rule == "R01");

    // Taken back, it stands in nobody's way.
    std::vector<ledger::Entry> entries;
    for (const ledger::Operation& made : unit.laptop.made) {
        if (made.header.kind == Kind::edit && made.record() == again) entries.push_back({&made, {}});
    }
    const ledger::RecordState state = ledger::fold_record(again, entries, Nobody());
    ledger::Change change;
    change.fields.emplace(record::find_field("", "personal_id")->tag, std::nullopt);
    const auto edit = ledger::build_edit(&state, change);
    REQUIRE(edit);
    ledger::Header header;
    header.kind = Kind::edit;
    header.record = again;
    header.cells = edit->cells;
    const auto& taken_back = unit.laptop.write(
        unit.clerk, header, ledger::encode(ledger::EditPayload{std::nullopt, edit->values}));
    const auto& anew = unit.laptop.submit(unit.clerk, first);
    const Exchanged after = unit.laptop.exchange_all(unit.office);
    CHECK(after.judgement(taken_back.id) == Judgement::accepted);
    CHECK(after.judgement(anew.id) == Judgement::accepted);
}

TEST_CASE("publish: nobody approves a file that a correction says was his [F17]", "[server]") {
    Unit unit(72);
    auto head = unit.laptop.member(unit.administrator, ledger::Role::head, "dung", "082190000003");
    const ledger::RecordId file{unit.laptop.create_record(unit.clerk, "082190000009").id.bytes};
    ledger::Header header;
    header.kind = Kind::alias;
    header.record = file;
    unit.laptop.write(unit.clerk, header,
                      ledger::encode(ledger::Alias{"082190000003", "082190000009", "7/CA xã"}));
    const auto& submitted = unit.laptop.submit(unit.clerk, file);
    const auto& approval = unit.laptop.approve(head, submitted);

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);
    CHECK(exchanged.judgement(approval.id) == Judgement::held);
    CHECK(exchanged.reason(approval.id) == Reason::self_approval);
}

TEST_CASE("publish: a clock set back opens no window that the pack has closed [F14] [TB-6.4]",
          "[server]") {
    // Signed on the 18th, as the laptop says; received on the 22nd.
    const auto reason_under = [](record::TimeSource source) {
        Unit unit(73);
        auto head =
            unit.laptop.member(unit.administrator, ledger::Role::head, "dung", "082190000003");
        record::Policy pack = *record::find_preset("TB-2024");
        pack.name = "A";
        pack.version = 1;
        pack.valid_from = record::day_of(2026, 1, 1);
        pack.unit_deadline_day = 20;
        pack.outside_window = record::OutsideWindow::block;
        pack.time_source = source;
        (void)good(server::publish_pack(unit.office, record::write_policy(pack), {}));
        const std::uint64_t size = unit.laptop.exchange_all(unit.office).size;
        unit.laptop.put(head, Kind::context, ledger::encode(ledger::Context{1, size, {}}));
        const ledger::RecordId file{unit.laptop.create_record(unit.clerk, "082190000009").id.bytes};
        const auto& submitted = unit.laptop.submit(unit.clerk, file);
        const auto& approval = unit.laptop.approve(head, submitted);
        const Exchanged exchanged = unit.laptop.exchange_all(unit.office);
        CHECK(exchanged.judgement(approval.id) == Judgement::held);
        return exchanged.reason(approval.id);
    };
    CHECK(reason_under(record::TimeSource::received) == Reason::breaks_rules);
    // Where the pack believes what is claimed, only the head's key waits.
    CHECK(reason_under(record::TimeSource::claimed) == Reason::awaiting_confirmation);
}

}  // namespace soxa::tests::server_publish
