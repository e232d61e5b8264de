#include "tests/unit/store_fixture.hpp"

namespace soxa::tests::store_unit::take {

using ledger::Judgement;
using ledger::Kind;
using ledger::Role;
using ledger::Status;

/// Two laptops; the administrator and the clerk at the first, the head at the second.
struct Commune {
    explicit Commune(std::uint64_t seed)
        : unit(seed),
          first(unit.add_laptop()),
          second(unit.add_laptop()),
          admin(unit.add_admin(first)),
          clerk(unit.add_person(first, admin, Role::clerk)),
          head(unit.invite(first, admin, Role::head)) {
        exchange();
        unit.bind_key(second, head, unit.invitations.back());
        exchange();
    }
    void exchange() {
        unit.send(first);
        unit.send(second);
        unit.receive(first);
        unit.receive(second);
    }
    ledger::RecordId create() {
        return unit.create(first, clerk, change_of({{"full_name", "Lê Thị Cúc"}}));
    }
    Status status(Laptop& laptop, const ledger::RecordId& id) const {
        for (const auto& line : good(laptop.store->list())) {
            if (line.id == id) return line.status;
        }
        FAIL("not in the list");
        return Status::draft;
    }

    Unit unit;
    Laptop& first;
    Laptop& second;
    Person& admin;
    Person& clerk;
    Person& head;
};

TEST_CASE("store: takes the province's page, and after reopening has it all", "[store]") {
    Commune here(11);
    const auto id = here.create();
    CHECK(good(here.first.store->list()).at(0).unreceipted == 1);
    here.exchange();

    here.second.reopen();

    auto& store = *here.second.store;
    CHECK(store.epoch() == 1);
    CHECK(store.log() == here.first.store->log());
    CHECK(store.log().size() == here.unit.province.entries.size());
    for (const ledger::LogEntry& entry : here.unit.province.entries) {
        CHECK(store.at(entry.position) == entry.operation);
        CHECK(store.position_of(entry.operation) == entry.position);
        CHECK(good(store.operation(entry.operation))->standing.received == entry.received);
    }
    CHECK_FALSE(store.at(0));
    CHECK_FALSE(store.at(store.log().size() + 1));
    CHECK_FALSE(store.position_of(ledger::OperationId{{1}}));
    CHECK(store.home().last_contact ==
          timestamp_of(2'000'000'000 + here.unit.province.entries.size()));
    CHECK(good(store.list()).at(0).unreceipted == 0);
    CHECK(good(store.record(id)) == good(here.first.store->record(id)));
    CHECK(good(store.waiting()).operations == 0);
    CHECK(rebuilt_dump(store) == good(here.first.store->dump_views()));
    good(store.verify());
}

TEST_CASE("store: takes a page once, and refuses it the second time as a whole", "[store]") {
    Commune here(12);
    here.create();
    here.unit.send(here.first);
    const auto page = here.unit.province.page(*here.second.store);
    good(here.second.store->take(page));
    const auto dump = good(here.second.store->dump_views());
    const auto log = here.second.store->log();

    CHECK(word(here.second.store->take(page)) == "store.log");

    CHECK(good(here.second.store->dump_views()) == dump);
    CHECK(here.second.store->log() == log);
    good(here.second.store->verify());
    // The same operations in a page without news change nothing.
    exchange::Page repeated = here.unit.province.page(*here.second.store);
    repeated.frames = page.frames;
    good(here.second.store->take(repeated));
    CHECK(good(here.second.store->dump_views()) == dump);
    good(here.second.store->verify());
}

TEST_CASE("store: refuses a page whole that does not hold", "[store]") {
    Commune here(13);
    const auto id = here.create();
    here.unit.edit(here.first, here.clerk, id, change_of({{"full_name", "Lê Thị Cúc Hoa"}}));
    here.unit.send(here.first);
    auto& store = *here.second.store;
    const auto dump = good(store.dump_views());
    const auto size = store.log().size();
    const auto contact = store.home().last_contact;
    exchange::Page page = here.unit.province.page(store);
    std::string expected = "store.log";

    SECTION("an operation lacks what it needs") {
        page.frames.erase(page.frames.end() - 2);
        page.entries.erase(page.entries.end() - 2);
        page.log = store.log();
        for (auto& entry : page.entries) {
            entry.position = page.log.size() + 1;
            page.log.add(ledger::leaf(entry));
        }
        here.unit.province.sign(page);
        expected = "store.gap";
    }
    SECTION("the log is not the one that is signed") { page.checkpoint.root = {}; }
    SECTION("a verdict is missing") { page.entries.pop_back(); }
    SECTION("a verdict is on what is not there") { page.frames.pop_back(); }
    SECTION("the epoch changed without a new beginning") { page.checkpoint.epoch = 2; }
    SECTION("an operation is there twice in the log") {
        page.entries.push_back(page.entries.back());
        page.entries.back().position += 1;
        page.log.add(ledger::leaf(page.entries.back()));
        here.unit.province.sign(page);
    }

    CHECK(word(store.take(page)) == expected);
    CHECK(good(store.dump_views()) == dump);
    CHECK(store.log().size() == size);
    CHECK(store.home().last_contact == contact);
    CHECK_FALSE(good(store.has(id)));
    here.unit.receive(here.second);
    CHECK(rebuilt_dump(store) != dump);
    good(store.verify());
}

TEST_CASE("store: what is held or refused leaves the list, and a second look brings it back",
          "[store]") {
    Commune here(14);
    const auto id = here.create();
    here.unit.send(here.first, Judgement::held);
    here.unit.receive(here.first);
    here.unit.receive(here.second);
    for (Laptop* laptop : {&here.first, &here.second}) {
        CHECK(good(laptop->store->list()).empty());
        CHECK(good(laptop->store->records_with_personal_id("")).empty());
        CHECK(good(laptop->store->record(id))->ghost);
        CHECK(rebuilt_dump(*laptop->store).empty());
    }

    const auto position = here.first.store->position_of(id);
    here.unit.rejudge({{id, Judgement::accepted, ledger::Reason::confirmed}});
    here.unit.receive(here.first);
    here.unit.receive(here.second);

    for (Laptop* laptop : {&here.first, &here.second}) {
        CHECK(good(laptop->store->list()).size() == 1);
        CHECK(laptop->store->position_of(id) == position);
        CHECK(good(laptop->store->operation(id))->standing.reason == ledger::Reason::confirmed);
        rebuilt_dump(*laptop->store);
        good(laptop->store->verify());
    }
    here.unit.rejudge({{id, Judgement::refused, ledger::Reason::not_entitled}});
    here.unit.receive(here.first);
    CHECK(good(here.first.store->list()).empty());
    good(here.first.store->verify());
}

TEST_CASE("store: a file goes from draft to approved as the operations say", "[store]") {
    Commune here(15);
    const auto id = here.create();
    here.exchange();
    CHECK(here.status(here.second, id) == Status::draft);
    const auto cut = here.unit.submit(here.second, here.head, id);
    CHECK(here.status(here.second, id) == Status::submitted);
    here.unit.act(here.second, here.head, Kind::check, id, {cut});
    CHECK(here.status(here.second, id) == Status::checked);
    here.unit.act(here.second, here.head, Kind::give_back, id, {cut});
    CHECK(here.status(here.second, id) == Status::returned);
    here.unit.edit(here.second, here.head, id, change_of({{"full_name", "Lê Thị Cúc Hoa"}}));
    const auto corrected = here.unit.submit(here.second, here.head, id);
    const auto approval = here.unit.approve(here.second, here.head, id, corrected);
    CHECK(here.status(here.second, id) == Status::unit_signed);
    CHECK(good(here.second.store->list()).at(0).unreceipted == 6);
    const auto history = good(here.second.store->operations_on(id));
    CHECK(history.back().operation.id == approval);
    CHECK(history.front().operation.id == id);

    here.exchange();

    for (Laptop* laptop : {&here.first, &here.second}) {
        CHECK(here.status(*laptop, id) == Status::synced_to_province);
        CHECK(good(laptop->store->list()).at(0).unreceipted == 0);
        rebuilt_dump(*laptop->store);
        good(laptop->store->verify());
    }
    here.unit.rejudge({{*approval, Judgement::refused, ledger::Reason::bad_approval}});
    here.unit.receive(here.first);
    CHECK(here.status(here.first, id) == Status::submitted);
    rebuilt_dump(*here.first.store);
}

TEST_CASE("store: a role that becomes known changes the status of what was submitted before",
          "[store]") {
    Commune here(16);
    Person& late = here.unit.invite(here.first, here.admin, Role::clerk);
    const auto id = here.create();
    const auto cut = here.unit.submit(here.first, late, id);
    CHECK(here.status(here.first, id) == Status::submitted);
    here.unit.bind_key(here.first, late, here.unit.invitations.back());
    CHECK(here.status(here.first, id) == Status::checked);
    CHECK(good(here.first.store->record(id))->cut(cut)->checked);
    rebuilt_dump(*here.first.store);
    // The province refuses the key; the role goes with it.
    for (auto& one : good(here.first.store->unreceipted())) {
        const bool key = one.operation.header.kind == Kind::account_key;
        here.unit.province.take(std::move(one), key ? Judgement::refused : Judgement::accepted);
    }
    here.unit.receive(here.first);
    CHECK(here.status(here.first, id) == Status::submitted);
    rebuilt_dump(*here.first.store);
}

TEST_CASE("store: offers what has no position, its author's seal, and all it needs", "[store]") {
    Unit unit(17);
    Laptop& laptop = unit.add_laptop();
    auto& store = *laptop.store;
    CHECK(good(store.unreceipted()).empty());  // the founding operations are the province's
    CHECK(good(store.waiting()).operations == 0);
    const Person& admin = unit.add_admin(laptop);
    const Person& clerk = unit.add_person(laptop, admin, Role::clerk);
    const auto id = unit.create(laptop, clerk, change_of({{"full_name", "Lê Thị Cúc"}}));

    const auto outgoing = good(store.unreceipted());

    std::set<ledger::OperationId> before;
    for (const auto& one : unit.province.founding().operations) before.insert(one.id);
    for (const exchange::Outgoing& one : outgoing) {
        for (const auto& need : ledger::needs(one.operation)) CHECK(before.contains(need));
        before.insert(one.operation.id);
        const auto key = good(store.chain_key(one.operation.header.chain));
        CHECK(crypto::verifies(*key, exchange::seal_context, one.operation.id.view(), *one.seal));
        CHECK(one.operation.salt == ledger::payload_salt(one.seed, one.operation.header.seq));
    }
    CHECK(outgoing.back().operation.id == id);
    CHECK(outgoing.size() == good(store.waiting()).operations);
    unit.send(laptop);
    unit.receive(laptop);
    CHECK(good(store.unreceipted()).empty());
    CHECK_FALSE(good(store.chain_key(ledger::ChainId{{1}})));
}

TEST_CASE("store: a log that begins anew takes all verdicts back", "[store]") {
    Commune here(18);
    const auto kept = here.create();
    here.exchange();
    const auto lost = here.create();
    here.exchange();
    here.unit.province.lose(1);

    here.unit.receive(here.first);

    auto& store = *here.first.store;
    CHECK(store.epoch() == 2);
    CHECK(store.position_of(kept));
    CHECK_FALSE(store.position_of(lost));
    CHECK(good(store.operation(lost))->standing.provisional());
    const auto outgoing = good(store.unreceipted());
    REQUIRE(outgoing.size() == 1);
    CHECK(outgoing.at(0).operation.id == lost);
    rebuilt_dump(store);
    good(store.verify());
    here.first.reopen();
    CHECK(here.first.store->epoch() == 2);
    // The other laptop has it too, and need not wait for its author (LEDGER rule 11).
    here.unit.receive(here.second);
    here.unit.send(here.second);
    here.unit.receive(here.first);
    CHECK(here.first.store->position_of(lost));
    good(here.first.store->verify());
}

TEST_CASE(
    "store: offers others' operations of one frame again, though only its last is sealed "
    "[LEDGER 1.11]",
    "[store]") {
    Commune here(21);
    here.exchange();
    for (int i = 0; i < 3; ++i) (void)here.create();
    here.unit.send(here.first);
    // As a province passes them on: one frame, a seal at its end.
    exchange::Page page = here.unit.province.page(*here.second.store);
    exchange::Frame whole = page.frames.front();
    for (std::size_t i = 1; i < page.frames.size(); ++i) {
        whole.operations.push_back(page.frames[i].operations.front());
        whole.chains.front().seal = page.frames[i].chains.front().seal;
    }
    const std::size_t count = whole.operations.size();
    page.frames = {whole};
    good(here.second.store->take(page));
    here.unit.province.lose(count);
    here.unit.receive(here.second);

    const auto outgoing = good(here.second.store->unreceipted());
    REQUIRE(outgoing.size() == count);
    for (std::size_t i = 0; i < count; ++i) CHECK(outgoing[i].seal.has_value() == (i + 1 == count));
    std::size_t taken = 0;
    const auto frames =
        exchange::frames_of(outgoing, 0, exchange::NothingShared(), taken);
    CHECK(taken == count);
    REQUIRE(frames.size() == 1);
    const auto frame = exchange::decode_frame(frames.front(), here.second.store->home().stream,
                                              exchange::NothingShared());
    REQUIRE(frame);
    const auto key = good(here.second.store->chain_key(frame->chains.front().chain));
    CHECK(exchange::sealed_by(*frame, frame->chains.front(), *key));
}

TEST_CASE("store: of two operations at one place the log says which stands", "[store]") {
    Commune here(19);
    const auto id = here.create();
    here.exchange();
    // The first laptop was copied: both go on from the same end.
    Pen ours = here.unit.pen(here.first, here.clerk);
    Pen copy = here.unit.pen(here.first, here.clerk);
    ours.act(Kind::check, id, {id});
    copy.act(Kind::give_back, id, {id});
    Unit::save(here.first, ours);
    const store::Written& other = copy.written().at(0);
    here.unit.province.take({other.operation, copy.seed(), other.seal}, Judgement::accepted);

    here.unit.receive(here.first);

    CHECK(good(here.first.store->operation(other.operation.id))->standing.confirmed());
    here.unit.send(here.first, Judgement::forked);
    here.unit.receive(here.first);
    const auto lost = ours.written().at(0).operation.id;
    CHECK(good(here.first.store->operation(lost))->standing.judgement == Judgement::forked);
    rebuilt_dump(*here.first.store);
    good(here.first.store->verify());
    here.unit.receive(here.second);
    good(here.second.store->verify());
    // Its author goes on in a new chain.
    const auto own =
        good(here.first.store->own_chain(here.clerk.account, here.clerk.key.public_key()));
    CHECK(own->last_seal == crypto::Signature{});
    const auto next = here.create();
    CHECK(good(here.first.store->operation(next))->operation.header.chain != own->tail.chain);
    CHECK(good(here.first.store->own_chain(here.clerk.account, here.clerk.key.public_key()))
              ->open.epoch == 2);
}

}  // namespace soxa::tests::store_unit::take
