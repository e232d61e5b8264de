// What the acts of the province rely on in a storage, whichever it is.
#include <functional>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/server/sqlcipher_storage/sqlcipher_storage.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::test::server_storage_contract {

using namespace server;
using ledger::Judgement;
using ledger::Kind;
using ledger::Operation;
using ledger::Reason;

namespace {

struct StorageKind {
    const char* name;
    std::function<Result<std::unique_ptr<Storage>>(const tests::TestFolder&,
                                                   const crypto::PublicKey&)>
        open;
};

// A second storage joins here.
const StorageKind& each_storage() {
    static const StorageKind embedded{
        "embedded", [](const tests::TestFolder& folder, const crypto::PublicKey& province) {
            return open_embedded({folder / "store.db", Secret(Bytes(32, 7)), province});
        }};
    return embedded;
}

/// A stream with one chain, written without the intake.
struct Desk {
    explicit Desk(const StorageKind& made) : kind(&made) {
        tail.seed.bytes.fill(9);
        open.account = ledger::province_account(key.public_key());
        open.key = key.public_key();
        open.epoch = 1;
        storage = reopened();
    }
    [[nodiscard]] std::unique_ptr<Storage> reopened() const {
        auto opened = kind->open(folder, key.public_key());
        REQUIRE(opened);
        return std::move(*opened);
    }
    void transact(const std::function<Result<void>(Records&)>& act) const {
        const auto done = storage->transaction(act);
        INFO((done ? "" : done.error().text));
        REQUIRE(done);
    }
    void add_unit() {
        transact([&](Records& records) -> Result<void> {
            TRY_LET(tail.stream, records.units().add("30001", "UBND xã Tân Phú", ""));
            return {};
        });
        tail.chain = ledger::chain_id(tail.stream, open);
    }
    Operation next(Kind what, Bytes payload, std::optional<ledger::RecordId> record = {},
                   std::vector<ledger::OperationId> references = {}) {
        ledger::Header header;
        header.kind = what;
        header.record = record;
        header.references = std::move(references);
        return ledger::extend(tail, std::move(header), std::move(payload));
    }
    [[nodiscard]] exchange::Logged logged(const Operation& operation, UnitStream& stream,
                                          Judgement judgement = Judgement::accepted,
                                          bool ends_frame = true) const {
        return {operation,
                {stream.log().size() + 1, operation.id, judgement,
                 judgement == Judgement::held ? Reason::awaiting_confirmation : Reason::none,
                 timestamp_of(1'790'000'000)},
                std::nullopt,
                tail.seed,
                ends_frame};
    }
    void append(const Operation& operation, Judgement judgement = Judgement::accepted,
                bool ends_frame = true) {
        transact([&](Records& records) -> Result<void> {
            TRY_LET(UnitStream* const stream, records.stream(tail.stream));
            return stream->append(logged(operation, *stream, judgement, ends_frame));
        });
    }
    template <class Look>
    void look(Look see) {
        transact([&](Records& records) -> Result<void> {
            TRY_LET(UnitStream* const stream, records.stream(tail.stream));
            see(*stream);
            return {};
        });
    }

    const StorageKind* kind;
    tests::TestFolder folder;
    tests::SeededRandom random{71};
    crypto::SoftwareSigner key = crypto::SoftwareSigner::generate(random);
    ledger::ChainOpen open;
    ledger::ChainTail tail;
    std::unique_ptr<Storage> storage;
};

Bytes no_values() { return ledger::encode_reason(""); }

}  // namespace

TEST_CASE("storage: a transaction is kept whole or not at all", "[server]") {
    Desk desk(each_storage());

    const auto failed = desk.storage->transaction([](Records& records) -> Result<void> {
        TRY(records.units().add("30001", "UBND xã Tân Phú", ""));
        TRY(records.settings().set("one", "1"));
        return fail(Errc::decision_needed, "unit.exists");
    });
    CHECK(failed.error().code == Errc::decision_needed);
    desk.add_unit();
    desk.transact([](Records& records) -> Result<void> {
        const auto found = records.settings().find("one");
        REQUIRE(found);
        CHECK_FALSE(found->has_value());
        return records.settings().set("one", "2");
    });

    desk.storage = nullptr;
    desk.storage = desk.reopened();
    desk.transact([](Records& records) -> Result<void> {
        CHECK(records.settings().find("one").value() == "2");
        const auto units = records.units().all();
        REQUIRE(units);
        REQUIRE(units->size() == 1);
        CHECK(units->front().stream == 1);
        CHECK(units->front().log.size() == 0);
        CHECK_FALSE(records.units().find("30002").value().has_value());
        CHECK_FALSE(records.stream(2).has_value());
        return {};
    });
}

TEST_CASE("storage: the log knows its roots where frames end, and its operations", "[server]") {
    Desk desk(each_storage());
    desk.add_unit();
    crypto::MerkleLog log;
    std::vector<Operation> made{desk.next(Kind::chain_open, ledger::encode(desk.open))};
    for (int i = 0; i < 5; ++i) made.push_back(desk.next(Kind::slot_share, no_values()));
    std::vector<crypto::Digest> roots{log.root()};
    for (std::size_t i = 0; i < made.size(); ++i) {
        const bool ends_frame = i % 2 == 1;
        desk.append(made[i], Judgement::accepted, ends_frame);
        log.add(leaf(ledger::LogEntry{i + 1, made[i].id, Judgement::accepted, Reason::none,
                                      timestamp_of(1'790'000'000)}));
        roots.push_back(log.root());
    }

    desk.storage = desk.reopened();
    desk.look([&](UnitStream& stream) {
        CHECK(stream.log() == log);
        CHECK(stream.epoch() == 1);
        for (std::uint64_t size = 0; size <= 6; ++size) {
            const auto root = stream.root_at(size);
            REQUIRE(root);
            REQUIRE(root->has_value());
            CHECK(**root == roots[static_cast<std::size_t>(size)]);
        }
        CHECK_FALSE(stream.root_at(7).value().has_value());
        CHECK(stream.position_of(made[3].id) == 4U);
        CHECK(stream.at(4) == made[3].id);
        CHECK_FALSE(stream.at(7).has_value());
        CHECK_FALSE(stream.position_of({}).has_value());
        const auto found = stream.find(made[2].id);
        REQUIRE(found);
        REQUIRE(found->has_value());
        CHECK((*found)->operation == made[2]);
        CHECK((*found)->standing.position == 3U);
        CHECK(stream.chain(desk.tail.chain).value() ==
              std::vector<Operation>(made.begin(), made.end()));
        const auto end = stream.chain_end(desk.tail.chain);
        REQUIRE(end);
        REQUIRE(end->has_value());
        CHECK((*end)->seq == 6);
        CHECK((*end)->last == made.back().id);
        CHECK((*end)->open == desk.open);
        CHECK((*end)->seed == desk.tail.seed);
    });
}

TEST_CASE("storage: a page ends with a frame, at the bytes asked for", "[server]") {
    Desk desk(each_storage());
    desk.add_unit();
    desk.append(desk.next(Kind::chain_open, ledger::encode(desk.open)));
    for (int i = 1; i <= 8; ++i) {
        desk.append(desk.next(Kind::slot_share, no_values()), Judgement::accepted, i % 2 == 0);
    }
    desk.look([&](UnitStream& stream) {
        CHECK(stream.page(0, 1).value().size() == 1);
        CHECK(stream.page(1, 1).value().size() == 2);
        CHECK(stream.page(1, 1'000'000).value().size() == 8);
        CHECK(stream.page(9, 1'000'000).value().empty());
        const auto page = stream.page(3, 1);
        REQUIRE(page);
        CHECK(page->front().entry.position == 4);
        CHECK(page->back().ends_frame);
        CHECK(page->back().seed == desk.tail.seed);
    });
}

TEST_CASE("storage: a record's operations come with the approvals of its submissions", "[server]") {
    Desk desk(each_storage());
    desk.add_unit();
    desk.append(desk.next(Kind::chain_open, ledger::encode(desk.open)));
    ledger::EditPayload values;
    values.seed = desk.tail.seed;
    const Operation created = desk.next(Kind::edit, ledger::encode(values));
    const Operation other = desk.next(Kind::edit, ledger::encode(values));
    const Operation cut = desk.next(Kind::submit, no_values(), created.record(), {created.id});
    const Operation approval =
        desk.next(Kind::approve, no_values(), std::nullopt, {cut.id, other.id});
    for (const Operation& one : {created, other, cut, approval}) desk.append(one);

    desk.look([&](UnitStream& stream) {
        const auto found = stream.on_record(created.record());
        REQUIRE(found);
        REQUIRE(found->size() == 3);
        CHECK((*found)[0].operation == created);
        CHECK((*found)[1].operation == cut);
        CHECK((*found)[2].operation == approval);
        CHECK(stream.on_record(other.record()).value().size() == 1);
    });
}

TEST_CASE("storage: a fork is kept and moves no chain on", "[server]") {
    Desk desk(each_storage());
    desk.add_unit();
    desk.append(desk.next(Kind::chain_open, ledger::encode(desk.open)));
    const ledger::ChainTail before = desk.tail;
    const Operation first = desk.next(Kind::slot_share, no_values());
    desk.tail = before;
    const Operation second = desk.next(Kind::slot_share, ledger::encode_reason("khác"));
    desk.append(first);
    desk.append(second, Judgement::forked);

    desk.look([&](UnitStream& stream) {
        CHECK(stream.chain_end(desk.tail.chain).value()->last == first.id);
        CHECK(stream.find(second.id).value()->standing.judgement == Judgement::forked);
        CHECK(stream.chain(desk.tail.chain).value().size() == 2);
    });
}

TEST_CASE("storage: a second look changes the standing and not the log", "[server]") {
    Desk desk(each_storage());
    desk.add_unit();
    desk.append(desk.next(Kind::chain_open, ledger::encode(desk.open)));
    const ledger::UnitOpen unit{"30001", "UBND xã Tân Phú", "", "82"};
    const Operation waits = desk.next(Kind::unit_open, ledger::encode(unit));
    desk.append(waits, Judgement::held);
    desk.look([&](UnitStream& stream) {
        CHECK_FALSE(stream.directory().value()->unit());
        CHECK(stream.held(Reason::awaiting_confirmation).value().size() == 1);
    });
    const crypto::Digest root = [&] {
        crypto::Digest found;
        desk.look([&](UnitStream& stream) { found = stream.log().root(); });
        return found;
    }();

    const std::vector<ledger::Rejudgement> looks{
        {waits.id, Judgement::accepted, Reason::confirmed}};
    SECTION("if the province accepts it") {
        desk.append(desk.next(Kind::rejudge, ledger::encode(looks)));
        desk.look([&](UnitStream& stream) {
            CHECK(stream.find(waits.id).value()->standing.judgement == Judgement::accepted);
            CHECK(stream.find(waits.id).value()->standing.reason == Reason::confirmed);
            CHECK(stream.held(Reason::awaiting_confirmation).value().empty());
            CHECK(stream.root_at(2).value() == root);
            CHECK(stream.page(1, 1).value().front().entry.judgement == Judgement::held);
            // What it reaches back to is folded in its place.
            REQUIRE(stream.directory().value()->unit());
            CHECK(*stream.directory().value()->unit() == unit);
        });
    }
    SECTION("and nothing if it does not") {
        desk.append(desk.next(Kind::rejudge, ledger::encode(looks)), Judgement::refused);
        desk.look([&](UnitStream& stream) {
            CHECK(stream.find(waits.id).value()->standing.judgement == Judgement::held);
        });
    }
}

TEST_CASE("storage: the directory follows what another process writes", "[server]") {
    Desk desk(each_storage());
    desk.add_unit();
    desk.append(desk.next(Kind::chain_open, ledger::encode(desk.open)));
    desk.look([&](UnitStream& stream) { CHECK_FALSE(stream.directory().value()->unit()); });

    const std::unique_ptr<Storage> elsewhere = desk.reopened();
    const ledger::UnitOpen unit{"30001", "UBND xã Tân Phú", "", "82"};
    const Operation opened = desk.next(Kind::unit_open, ledger::encode(unit));
    REQUIRE(elsewhere->transaction([&](Records& records) -> Result<void> {
        TRY_LET(UnitStream* const stream, records.stream(desk.tail.stream));
        return stream->append(desk.logged(opened, *stream));
    }));

    desk.look([&](UnitStream& stream) {
        CHECK(stream.log().size() == 2);
        REQUIRE(stream.directory().value()->unit());
    });
    SECTION("and forgets what was rolled back") {
        const Operation renamed = desk.next(
            Kind::unit_open, ledger::encode(ledger::UnitOpen{"30001", "Tên khác", "", "82"}));
        REQUIRE_FALSE(desk.storage->transaction([&](Records& records) -> Result<void> {
            TRY_LET(UnitStream* const stream, records.stream(desk.tail.stream));
            TRY(stream->append(desk.logged(renamed, *stream)));
            TRY_LET(const ledger::Directory* directory, stream->directory());
            CHECK(directory->unit()->name == "Tên khác");
            return fail(Errc::decision_needed, "unit.exists");
        }));
        desk.look([&](UnitStream& stream) {
            CHECK(stream.directory().value()->unit()->name == "UBND xã Tân Phú");
        });
    }
}

TEST_CASE("storage: registers give back what was put in", "[server]") {
    Desk desk(each_storage());
    desk.add_unit();
    Device device;
    device.id.bytes.fill(1);
    device.stream = desk.tail.stream;
    device.key = desk.key.public_key();
    device.certificate = {1, 2, 3};
    device.label = "máy số 1";
    device.enrolled_at = timestamp_of(1'790'000'000);
    const Bytes number(16, 5);
    desk.transact([&](Records& records) -> Result<void> {
        TRY(records.devices().add(device));
        IssuedTicket ticket{number,          Secret(Bytes(16, 6)), device.stream, {},
                            "Nguyễn Văn An", timestamp_of(5),      std::nullopt};
        return records.tickets().add(ticket);
    });
    desk.transact([&](Records& records) -> Result<void> {
        CHECK(records.devices().find(device.id).value() == device);
        CHECK(records.devices().with_key(device.key).value() == device);
        CHECK_FALSE(records.devices().find({}).value().has_value());
        TRY(records.tickets().use(number, device.id));
        TRY(records.devices().revoke(device.id, timestamp_of(9)));
        TRY(records.devices().revoke(device.id, timestamp_of(10)));
        const auto ticket = records.tickets().find(number);
        CHECK(ticket.value()->used_by == device.id);
        CHECK(std::ranges::equal(ticket.value()->secret.reveal(), Bytes(16, 6)));
        CHECK_FALSE(records.tickets().find(Bytes(16, 4)).value().has_value());
        CHECK_FALSE(ticket.value()->revoked_at);
        TRY(records.tickets().revoke(number, timestamp_of(11)));
        const auto tickets = records.tickets().all();
        CHECK(tickets.value().size() == 1);
        CHECK(tickets.value().front().number == number);
        CHECK(tickets.value().front().revoked_at == timestamp_of(11));
        CHECK(records.devices().all().value().front().revoked_at == timestamp_of(9));
        return {};
    });
    CHECK_FALSE(
        desk.storage->transaction([&](Records& records) { return records.devices().add(device); }));
}

}  // namespace soxa::test::server_storage_contract
