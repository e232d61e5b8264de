// A laptop of the unit whose program was changed: what it may not do to its colleagues' files, to
// their laptops and to the province.
#include <catch2/catch_test_macros.hpp>

#include "sync/exchange/compression.hpp"
#include "sync/server/account_confirm.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::test::server_hostile_laptop {

using ledger::Judgement;
using ledger::Kind;
using ledger::Reason;
using ledger::Role;
using tests::Exchanged;
using tests::ServerLaptop;
using tests::ServerProvince;

namespace {

struct Unit {
    explicit Unit(std::uint64_t seed) : province(seed) {
        laptop.enrol(office);
        laptop.exchange_all(office);
    }
    ServerProvince province;
    server::Office office = province.open();
    ServerLaptop laptop = [this] {
        province.add_unit(office, "30001");
        return ServerLaptop(province.random, province.ticket(office, "30001", "082190000001"));
    }();
    ServerLaptop::Person administrator = laptop.administrator();
    ServerLaptop::Person clerk = laptop.member(administrator, Role::clerk, "lan", "082190000002");
    ServerLaptop::Person person = laptop.member(administrator, Role::person, "p", "082190000003");

    [[nodiscard]] std::string refusal(const exchange::Frame& frame) {
        const auto exchanged = laptop.send(office, laptop.request({frame}));
        return exchanged ? "taken" : exchanged.error().text;
    }
    const ledger::Operation& edit(ServerLaptop::Person& author, const ledger::Operation& record,
                                  std::string_view field, record::Value value,
                                  const ledger::RecordState& seen) {
        ledger::Change change;
        change.fields.emplace(record::find_field("", field)->tag, std::move(value));
        const auto built = ledger::build_edit(&seen, change);
        REQUIRE(built);
        ledger::Header header;
        header.kind = Kind::edit;
        header.record = record.id;
        header.cells = built->cells;
        return laptop.write(author, std::move(header), ledger::encode(ledger::EditPayload{
                                                           std::nullopt, built->values}));
    }
    /// As the laptop has it, with everything it made and no verdicts.
    ledger::RecordState seen(const ledger::Operation& record) {
        std::vector<ledger::Entry> entries;
        for (const ledger::Operation& one : laptop.made) {
            if (one.header.kind == Kind::edit && one.record() == record.id) {
                entries.push_back({&one, {}});
            }
        }
        struct Nobody final : ledger::Authors {
            std::optional<Role> role_of(const ledger::ChainId&) const override { return {}; }
        };
        return ledger::fold_record(record.id, entries, Nobody());
    }
};

}  // namespace

TEST_CASE("hostile laptop: a number typed into another's file does not make it one's own",
          "[server]") {
    Unit unit(71);
    const auto& file = unit.laptop.create_record(unit.clerk, "082190000009");
    unit.laptop.exchange_all(unit.office);
    const auto state = unit.seen(file);
    const auto& number = unit.edit(unit.person, file, "personal_id",
                                   std::string("082190000003"), state);
    const auto& name = unit.edit(unit.person, file, "full_name", std::string("KẺ GIAN"), state);
    // His own file he may write, and not under another number.
    const auto& own = unit.laptop.create_record(unit.person, "082190000003");
    const auto& away = unit.edit(unit.person, own, "personal_id", std::string("082190000004"),
                                 unit.seen(own));

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);

    CHECK(exchanged.reason(number.id) == Reason::not_entitled);
    CHECK(exchanged.reason(name.id) == Reason::not_entitled);
    CHECK(exchanged.judgement(own.id) == Judgement::accepted);
    CHECK(exchanged.reason(away.id) == Reason::not_entitled);
}

TEST_CASE("hostile laptop: a predecessor of another chain is refused, and so is one out of step",
          "[server]") {
    Unit unit(72);
    unit.laptop.exchange_all(unit.office);
    const ledger::ChainTail before = unit.clerk.tail;
    unit.clerk.tail.last = unit.person.tail.last;  // a stranger's operation
    unit.laptop.create_record(unit.clerk, "082190000009");
    CHECK(unit.refusal(unit.laptop.frame()) == "intake.broken_chain");

    unit.laptop.waiting.clear();
    unit.clerk.tail = before;
    unit.clerk.tail.seq += 3;
    unit.laptop.create_record(unit.clerk, "082190000009");
    CHECK(unit.refusal(unit.laptop.frame()) == "intake.broken_chain");
}

TEST_CASE("hostile laptop: a chain keeps its seed", "[server]") {
    Unit unit(73);
    unit.laptop.exchange_all(unit.office);
    unit.laptop.create_record(unit.clerk, "082190000009");
    exchange::Frame frame = unit.laptop.frame();
    frame.chains.front().seed.bytes[0] ^= 1U;
    // Under the other seed the names are others, so nobody could have made this frame; what counts
    // is that no page can carry two seeds of a chain.
    CHECK(unit.refusal(frame) == "intake.seal");
}

TEST_CASE("hostile laptop: who carries an operation cannot empty it", "[server]") {
    Unit unit(74);
    unit.laptop.exchange_all(unit.office);
    const auto& file = unit.laptop.create_record(unit.clerk, "082190000009");
    const exchange::Frame whole = unit.laptop.frame();
    exchange::Frame emptied = whole;
    emptied.operations.back().payload.clear();

    CHECK(unit.refusal(emptied) == "intake.erased");
    CHECK(unit.refusal(whole) == "taken");
    CHECK(unit.laptop.exchange_all(unit.office).judgement(file.id) == Judgement::accepted);
}

TEST_CASE("hostile laptop: a chain of no account, or on no laptop, fills no log", "[server]") {
    Unit unit(75);
    unit.laptop.exchange_all(unit.office);
    auto nobody = unit.laptop.stranger(ledger::AccountId{}, unit.laptop.device);
    unit.laptop.put(nobody, Kind::context,
                    ledger::encode(ledger::Context{1, 1, crypto::Digest{}}));
    CHECK(unit.refusal(unit.laptop.frame()) == "intake.unknown_author");

    unit.laptop.waiting.clear();
    ledger::DeviceId invented;
    invented.bytes[0] = 7;
    auto elsewhere = unit.laptop.stranger(unit.clerk.account, invented);
    unit.laptop.create_record(elsewhere, "082190000009");
    CHECK(unit.refusal(unit.laptop.frame()) == "intake.unknown_author");
}

TEST_CASE("hostile laptop: only what the register knows is listed [LEDGER 3.13]", "[server]") {
    Unit unit(76);
    const auto listing = [&](const ledger::DeviceId& device, const crypto::PublicKey& key) {
        return unit.laptop
            .put(unit.person, Kind::device_open,
                 ledger::encode(ledger::DeviceOpen{device, key, key, "laptop-giả"}))
            .id;
    };
    ledger::DeviceId invented;
    invented.bytes[0] = 9;
    const auto fake = listing(invented, unit.laptop.key.public_key());
    const auto other_key = listing(unit.laptop.device, unit.person.key.public_key());

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);
    CHECK(exchanged.judgement(fake) == Judgement::refused);
    CHECK(exchanged.judgement(other_key) == Judgement::refused);
}

TEST_CASE("hostile laptop: a login is not another's number", "[server]") {
    Unit unit(77);
    const auto made = [&](std::string login, std::string number) {
        const auto invitation = crypto::SoftwareSigner::generate(unit.province.random);
        return unit.laptop
            .put(unit.administrator, Kind::account_create,
                 ledger::encode(ledger::AccountCreate{std::move(login), "Lê Văn Chủ",
                                                      std::move(number), Role::head, "QĐ 1",
                                                      invitation.public_key()}))
            .id;
    };
    const auto like_a_number = made("082190000002", "082190000088");
    const auto no_number = made("chu", "12345");
    const auto good = made("chu", "082190000088");

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);
    CHECK(exchanged.judgement(like_a_number) == Judgement::refused);
    CHECK(exchanged.judgement(no_number) == Judgement::refused);
    CHECK(exchanged.judgement(good) == Judgement::accepted);
}

TEST_CASE("hostile laptop: what nobody could be shown is held", "[server]") {
    Unit unit(78);
    const auto& file = unit.laptop.create_record(unit.clerk, "082190000009");
    const auto hidden = [&](std::vector<ledger::Cell> cells,
                            std::uint32_t schema = record::schema_version) {
        ledger::Header header;
        header.schema = schema;
        header.kind = Kind::edit;
        header.record = file.id;
        std::vector<Bytes> values;
        for (const ledger::Cell& cell : cells) {
            header.cells.push_back({cell, {}});
            values.push_back(cell.is_guard() ? ledger::present()
                                             : record::encode_cell(
                                                   record::find_field("", "full_name")->cell,
                                                   {{record::find_field("", "full_name")->tag,
                                                     std::string("ẨN")}}));
        }
        return unit.laptop
            .write(unit.clerk, std::move(header),
                   ledger::encode(ledger::EditPayload{std::nullopt, std::move(values)}))
            .id;
    };
    const ledger::Cell name = ledger::field_cell(*record::find_field("", "full_name"));
    const auto unknown = hidden({{777'777, false, std::nullopt}});
    const auto other_guard = hidden({ledger::guard_cell(99), name});
    const auto newer =
        hidden({ledger::guard_cell(99), name}, record::schema_version + 1);
    const auto own_guard =
        hidden({ledger::guard_cell(record::section_of_cell(name.tag)), name});

    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);
    CHECK(exchanged.judgement(unknown) == Judgement::held);
    CHECK(exchanged.judgement(other_guard) == Judgement::held);
    CHECK(exchanged.judgement(newer) == Judgement::held);  // nor by calling itself newer
    CHECK(exchanged.judgement(own_guard) == Judgement::accepted);
}

TEST_CASE("hostile laptop: an account ends by the province's day, whatever its laptop's clock says",
          "[server]") {
    Unit unit(79);
    unit.laptop.put(unit.administrator, Kind::account_change,
                    ledger::encode(ledger::AccountChange{unit.clerk.account,
                                                         ledger::AccountStep::extend,
                                                         "2026-11-22", "QĐ 2"}));
    const auto& in_time = unit.laptop.create_record(unit.clerk, "082190000009");
    CHECK(unit.laptop.exchange_all(unit.office).judgement(in_time.id) == Judgement::accepted);

    unit.province.clock.time += std::chrono::days(1);
    const auto& late = unit.laptop.create_record(unit.clerk, "082190000010");
    const Exchanged exchanged = unit.laptop.exchange_all(unit.office);
    CHECK(exchanged.judgement(late.id) == Judgement::held);
    CHECK(exchanged.reason(late.id) == Reason::expired);
}

TEST_CASE("hostile laptop: numbers beyond what the codec writes are refused", "[server]") {
    // seq one below the end of the integers; decoding must not run over it.
    cbor::Writer out;
    const auto column = [&](auto write) {
        out.array(2);
        write();
        write();
    };
    const Bytes some(32, 1);
    out.array(10).array(1).array(5);
    out.bytes(ByteView(some).first(16)).number(cbor::integer_max).bytes(ByteView(some).first(16));
    Bytes seal(64, 1);
    out.bytes(seal).bytes(some);
    column([&] { out.number(0); });
    column([&] { out.number(2); });
    column([&] { out.number(1); });
    column([&] { out.integer(1); });
    column([&] { out.boolean(false); });
    column([&] { out.array(0); });
    column([&] { out.array(0); });
    column([&] { out.array(0); });
    column([&] { out.array(0); });
    const exchange::NothingShared nothing;
    const auto decoded = exchange::decode_frame(out.written(), 1, nothing);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().code == Errc::integrity);
}

}  // namespace soxa::test::server_hostile_laptop
