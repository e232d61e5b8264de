// A unit for tests of the store: a province that keeps a log, laptops with stores of their own,
// and people whose accounts are made by real operations. All from one seed.
#pragma once

#include <deque>
#include <map>

#include "tests/unit/seeded_random.hpp"
#include "tests/unit/store_pen.hpp"

namespace soxa::tests::store_unit {

/// The province: what it has, and its word on it.
class Province {
public:
    explicit Province(RandomSource& random)
        : intake(crypto::SoftwareSigner::generate(random)),
          log_key(crypto::SoftwareSigner::generate(random)),
          person{ledger::province_account(intake.public_key()),
                 good(crypto::SoftwareSigner::from_private(intake.private_key()))} {
        tail.stream = stream;
        tail.seed = random_id<ledger::Seed>(random);
        const ledger::ChainOpen open{random_id<ledger::DeviceId>(random), person.account,
                                     intake.public_key(), 1};
        tail.chain = ledger::chain_id(stream, open);
        say(ledger::Kind::chain_open, ledger::encode(open));
        say(ledger::Kind::unit_open,
            ledger::encode(ledger::UnitOpen{"H1", "Xã Tân Phú", "", "Đồng Tháp"}));
    }

    static constexpr ledger::StreamId stream = 7;

    /// An operation of its own, at the end of the log.
    ledger::OperationId say(ledger::Kind kind, Bytes payload,
                            std::vector<ledger::OperationId> references = {}) {
        Pen pen(person, tail);
        const auto id = pen.say(kind, std::move(payload), std::move(references));
        const store::Written& one = pen.written().back();
        tail.seq = one.operation.header.seq;
        tail.last = id;
        take({one.operation, tail.seed, one.seal}, ledger::Judgement::accepted);
        return id;
    }

    void take(exchange::Outgoing one, ledger::Judgement judgement) {
        if (position.contains(one.operation.id)) return;
        if (!continues(one.operation)) judgement = ledger::Judgement::forked;
        ledger::LogEntry entry{entries.size() + 1, one.operation.id, judgement,
                               judgement == ledger::Judgement::accepted
                                   ? ledger::Reason::none
                                   : ledger::Reason::not_entitled,
                               timestamp_of(2'000'000'000 + entries.size())};
        if (judgement == ledger::Judgement::forked) entry.reason = ledger::Reason::chain_taken;
        position[entry.operation] = entry.position;
        entries.push_back(entry);
        operations.push_back(std::move(one));
    }

    /// As the last operation here of its chain says; it may have lost some.
    [[nodiscard]] bool continues(const ledger::Operation& next) const {
        const ledger::Operation* last = nullptr;
        for (std::size_t i = 0; i < operations.size(); ++i) {
            if (entries[i].judgement == ledger::Judgement::forked) continue;
            if (operations[i].operation.header.chain != next.header.chain) continue;
            last = &operations[i].operation;
        }
        return last == nullptr ? next.header.seq == 1 : next.header.prev == last->id;
    }

    /// What the ticket carries.
    [[nodiscard]] exchange::Frame founding() const {
        exchange::Frame frame;
        for (const auto& one : operations) {
            if (one.operation.header.chain == tail.chain) frame.operations.push_back(one.operation);
        }
        frame.chains.push_back({tail.chain, tail.seed, *operations.front().seal});
        return frame;
    }

    /// The log from the laptop's end of it up to `until`, with the operations it lacks.
    [[nodiscard]] exchange::Page page(store::Store& store, std::size_t until = SIZE_MAX) {
        exchange::Page page;
        page.restart = store.epoch() != 0 && store.epoch() < epoch;
        if (!page.restart) page.log = store.log();
        for (std::size_t i = page.log.size(); i < std::min(until, entries.size()); ++i) {
            const exchange::Outgoing& one = operations[i];
            if (!good(store.has(one.operation.id))) {
                page.frames.push_back(
                    {{one.operation}, {{one.operation.header.chain, one.seed, *one.seal}}});
            }
            page.entries.push_back(entries[i]);
            page.log.add(ledger::leaf(entries[i]));
        }
        sign(page);
        return page;
    }
    void sign(exchange::Page& page) {
        page.checkpoint = {stream,
                           epoch,
                           page.log.size(),
                           page.log.root(),
                           timestamp_of(2'000'000'000 + entries.size()),
                           {}};
        page.checkpoint.signature =
            *log_key.sign("checkpoint/1", ledger::checkpoint_body(page.checkpoint));
    }

    /// A backup from before the last `count` entries was put back.
    void lose(std::size_t count) {
        ++epoch;
        count = std::min(count, entries.size() - 3);
        for (; count > 0; --count) {
            position.erase(entries.back().operation);
            entries.pop_back();
            operations.pop_back();
        }
        for (std::size_t i = 0; i < operations.size(); ++i) {
            const ledger::Operation& one = operations[i].operation;
            if (one.header.chain != tail.chain) continue;
            if (entries[i].judgement == ledger::Judgement::forked) continue;
            tail.seq = one.header.seq;
            tail.last = one.id;
        }
    }

    crypto::SoftwareSigner intake;
    crypto::SoftwareSigner log_key;
    Person person;
    ledger::ChainTail tail;
    std::uint64_t epoch = 1;
    std::vector<exchange::Outgoing> operations;  // by position - 1
    std::vector<ledger::LogEntry> entries;
    std::map<ledger::OperationId, std::uint64_t> position;
};

/// One laptop: its folder and its store.
struct Laptop {
    explicit Laptop(store::Home home) : device(home.device) {
        auto made = store::Store::create(folder.path(), store_key(), home);
        if (!made) FAIL(made.error().text);
        store = std::move(*made);
    }
    void reopen() {
        store.reset();
        store = open_store(folder);
    }

    StoreFolder folder;
    ledger::DeviceId device;
    std::unique_ptr<store::Store> store;
};

class Unit {
public:
    explicit Unit(std::uint64_t seed) : random(seed), province(random) {
        admin_invitation.emplace(crypto::SoftwareSigner::generate(random));
        admin_account = {province
                             .say(ledger::Kind::account_create,
                                  ledger::encode(ledger::AccountCreate{
                                      "ubnd", "Quản trị", "087000000001", ledger::Role::admin,
                                      "QĐ 1", admin_invitation->public_key()}))
                             .bytes};
    }

    store::Home home() {
        store::Home home;
        home.device = random_id<ledger::DeviceId>(random);
        home.device_key = crypto::SoftwareSigner::generate(random).private_key().duplicate();
        home.device_opening_key =
            crypto::SoftwareSigner::generate(random).private_key().duplicate();
        home.device_label = "máy " + hex(home.device.view().first(2));
        home.stream = Province::stream;
        home.unit_code = "H1";
        home.unit_name = "Xã Tân Phú";
        home.url = "https://127.0.0.1";
        home.province_certificate = Bytes(40, 3);
        home.province = {province.intake.public_key(), province.log_key.public_key()};
        home.ticket_number = Bytes(16, 4);
        home.ticket_secret = Secret(Bytes(16, 5));
        home.device_certificate = Bytes(30, 6);
        return home;
    }
    Laptop& add_laptop() {
        Laptop& laptop = laptops.emplace_back(home());
        exchange::Frame founding = province.founding();
        // Of what the province has said since, the log will tell.
        founding.operations.resize(3);
        good(laptop.store->append_founding(founding));
        return laptop;
    }

    /// The person's chain on this laptop, opened if there is none.
    Pen pen(Laptop& laptop, const Person& person) {
        const auto own = good(laptop.store->own_chain(person.account, person.key.public_key()));
        if (own && own->last_seal != crypto::Signature{}) return {person, own->tail};
        ledger::ChainTail tail;
        tail.stream = laptop.store->home().stream;
        tail.seed = random_id<ledger::Seed>(random);
        const ledger::ChainOpen open{laptop.device, person.account, person.key.public_key(),
                                     own ? own->open.epoch + 1 : 1};
        tail.chain = ledger::chain_id(tail.stream, open);
        Pen fresh(person, tail);
        fresh.say(ledger::Kind::chain_open, ledger::encode(open), {{person.account.bytes}});
        return fresh;
    }
    static void save(Laptop& laptop, const Pen& pen) {
        good(laptop.store->append(pen.written(), pen.seed()));
    }

    /// The owner's key at his first password.
    void bind_key(Laptop& laptop, const Person& person, crypto::SoftwareSigner& invitation) {
        ledger::AccountKey key{person.account,
                               person.key.public_key(),
                               person.key.public_key(),
                               invitation.public_key(),
                               {}};
        key.proof = *invitation.sign("account-key/1", ledger::account_key_body(key));
        Pen page = pen(laptop, person);
        page.say(ledger::Kind::account_key, ledger::encode(key));
        save(laptop, page);
    }
    Person& add_admin(Laptop& laptop) {
        Person& admin =
            people.emplace_back(Person{admin_account, crypto::SoftwareSigner::generate(random)});
        bind_key(laptop, admin, *admin_invitation);
        return admin;
    }
    Person& add_person(Laptop& laptop, const Person& admin, ledger::Role role) {
        Person& person = invite(laptop, admin, role);
        bind_key(laptop, person, invitations.back());
        return person;
    }
    /// An account without a key as yet; the invitation is the last of `invitations`.
    Person& invite(Laptop& laptop, const Person& admin, ledger::Role role) {
        invitations.push_back(crypto::SoftwareSigner::generate(random));
        const std::string number = std::to_string(87'000'000'100 + people.size());
        Pen page = pen(laptop, admin);
        const auto made = page.say(
            ledger::Kind::account_create,
            ledger::encode(ledger::AccountCreate{"", "Người " + number, "0" + number, role, "QĐ 2",
                                                 invitations.back().public_key()}));
        save(laptop, page);
        return people.emplace_back(Person{{made.bytes}, crypto::SoftwareSigner::generate(random)});
    }

    ledger::RecordId create(Laptop& laptop, const Person& person, const ledger::Change& change) {
        Pen page = pen(laptop, person);
        const auto id = page.edit(std::nullopt, good(ledger::build_edit(nullptr, change)),
                                  random_id<ledger::Seed>(random));
        save(laptop, page);
        return id;
    }
    /// Nothing if it would change nothing, or asks for a decision.
    std::optional<ledger::OperationId> edit(Laptop& laptop, const Person& person,
                                            const ledger::RecordId& id,
                                            const ledger::Change& change) {
        const auto state = good(laptop.store->record(id));
        REQUIRE(state);
        auto edit = ledger::build_edit(&*state, change);
        if (!edit || edit->cells.empty()) return std::nullopt;
        Pen page = pen(laptop, person);
        const auto made = page.edit(id, std::move(*edit), {});
        save(laptop, page);
        return made;
    }
    ledger::OperationId act(Laptop& laptop, const Person& person, ledger::Kind kind,
                            const ledger::RecordId& id,
                            std::vector<ledger::OperationId> references) {
        Pen page = pen(laptop, person);
        const auto made = page.act(kind, id, std::move(references));
        save(laptop, page);
        return made;
    }
    ledger::OperationId submit(Laptop& laptop, const Person& person, const ledger::RecordId& id) {
        std::map<ledger::ChainId, ledger::Header> heads;
        std::map<ledger::ChainId, ledger::OperationId> names;
        for (const exchange::Stored& one : good(laptop.store->operations_on(id))) {
            const ledger::Header& header = one.operation.header;
            if (header.kind == ledger::Kind::approve) continue;
            const auto found = heads.find(header.chain);
            if (found != heads.end() && found->second.seq > header.seq) continue;
            heads[header.chain] = header;
            names[header.chain] = one.operation.id;
        }
        std::vector<ledger::OperationId> references;
        for (const auto& [chain, name] : names) references.push_back(name);
        return act(laptop, person, ledger::Kind::submit, id, references);
    }
    /// Nothing if the version has no root.
    std::optional<ledger::OperationId> approve(Laptop& laptop, const Person& person,
                                               const ledger::RecordId& id,
                                               const ledger::OperationId& submit) {
        const auto state = good(laptop.store->record(id));
        const ledger::Cut* cut = state ? state->cut(submit) : nullptr;
        if (cut == nullptr || !cut->content.root) return std::nullopt;
        Pen page = pen(laptop, person);
        const auto made = page.approve({submit, id, cut->content.root->root, cut->schema});
        save(laptop, page);
        return made;
    }

    /// The laptop's operations to the province, all with one judgement. Of a laptop that knows
    /// another log, nothing: it reads first.
    void send(Laptop& laptop, ledger::Judgement judgement = ledger::Judgement::accepted) {
        const auto epoch = laptop.store->epoch();
        if (epoch != 0 && epoch != province.epoch) return;
        for (auto& one : good(laptop.store->unreceipted())) {
            province.take(std::move(one), judgement);
        }
    }
    void receive(Laptop& laptop) { good(laptop.store->take(province.page(*laptop.store))); }
    void rejudge(const std::vector<ledger::Rejudgement>& second_look) {
        std::vector<ledger::OperationId> named;
        for (const ledger::Rejudgement& one : second_look) named.push_back(one.operation);
        province.say(ledger::Kind::rejudge, ledger::encode(second_look), named);
    }

    SeededRandom random;
    Province province;
    ledger::AccountId admin_account;
    std::optional<crypto::SoftwareSigner> admin_invitation;
    std::deque<crypto::SoftwareSigner> invitations;
    std::deque<Person> people;
    std::deque<Laptop> laptops;
};

/// The views, and that folding them anew changes no byte of them.
inline std::string rebuilt_dump(store::Store& store) {
    const std::string before = good(store.dump_views());
    good(store.rebuild());
    CHECK(good(store.dump_views()) == before);
    return before;
}

}  // namespace soxa::tests::store_unit
