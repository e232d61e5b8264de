#include "tests/unit/store_fixture.hpp"

namespace soxa::tests::store_unit::rebuild {

using ledger::Judgement;
using ledger::Kind;
using ledger::Role;

/// People at two laptops do things at random, the province says anything to it, loses its log,
/// has second looks.
class History {
public:
    explicit History(std::uint64_t seed) : unit_(seed), dice_(seed) {
        Laptop& first = unit_.add_laptop();
        Laptop& second = unit_.add_laptop();
        Person& admin = unit_.add_admin(first);
        authors_ = {{&first, &unit_.add_person(first, admin, Role::clerk)},
                    {&first, &unit_.invite(first, admin, Role::clerk)}};
        late_invitation_ = &unit_.invitations.back();
        Person& head = unit_.invite(first, admin, Role::head);
        exchange(first, Judgement::accepted);
        exchange(second, Judgement::accepted);
        unit_.bind_key(second, head, unit_.invitations.back());
        authors_.push_back({&second, &head});
    }

    void step() {
        const auto& [laptop, person] = authors_[below(authors_.size())];
        const auto records = known(*laptop);
        switch (below(records.empty() ? 1 : 13)) {
            case 0:
                unit_.create(*laptop, *person, change());
                return;
            case 1:
            case 2:
            case 3:
                unit_.edit(*laptop, *person, any(records), change());
                return;
            case 4:
                submit(*laptop, *person, any(records));
                return;
            case 5:
                second_step(*laptop, *person, any(records), Kind::check);
                return;
            case 6:
                second_step(*laptop, *person, any(records), Kind::give_back);
                return;
            case 7:
                second_step(*laptop, *person, any(records), Kind::approve);
                return;
            case 8:
            case 9:
                exchange(*laptop, judgement());
                return;
            case 10:
                second_look(any(records));
                return;
            case 11:
                if (below(6) == 0) lose();
                return;
            default:
                bind_late();
                return;
        }
    }
    /// All have what everybody has.
    void settle() {
        for (int round = 0; round < 4; ++round) {
            for (Laptop& laptop : unit_.laptops) exchange(laptop, Judgement::accepted);
        }
    }
    std::deque<Laptop>& laptops() { return unit_.laptops; }
    std::uint64_t below(std::uint64_t bound) { return dice_() % bound; }

private:
    static std::vector<ledger::RecordId> known(Laptop& laptop) {
        std::vector<ledger::RecordId> records;
        for (const auto& one : good(laptop.store->operations_of(Kind::edit))) {
            if (!one.operation.header.record) records.push_back(one.operation.id);
        }
        return records;
    }
    ledger::RecordId any(const std::vector<ledger::RecordId>& records) {
        return records[below(records.size())];
    }
    ledger::Change change() {
        static constexpr std::array names{"Nguyễn Văn An", "Trần Thị Bình", "Đỗ Ánh"};
        static constexpr std::array numbers{"087000000011", "087000000012"};
        if (below(4) == 0) return row_of("family_self", "full_name", names[below(3)]);
        ledger::Change made = change_of({{"full_name", names[below(3)]}});
        if (below(2) == 0)
            made.fields.merge(change_of({{"personal_id", numbers[below(2)]}}).fields);
        if (below(3) == 0) made.fields.merge(change_of({{"personnel_status", "60"}}).fields);
        return made;
    }
    void submit(Laptop& laptop, const Person& person, const ledger::RecordId& id) {
        const auto cut = unit_.submit(laptop, person, id);
        cuts_.emplace_back(id, cut);
    }
    void second_step(Laptop& laptop, const Person& person, ledger::RecordId id, Kind kind) {
        if (cuts_.empty()) return;
        const auto& [record, cut] = cuts_[below(cuts_.size())];
        if (!good(laptop.store->has(cut))) return;
        id = record;
        if (kind == Kind::approve) {
            unit_.approve(laptop, person, id, cut);
        } else {
            unit_.act(laptop, person, kind, id, {cut});
        }
    }
    Judgement judgement() {
        const auto drawn = below(8);
        return drawn == 0 ? Judgement::held : drawn == 1 ? Judgement::refused : Judgement::accepted;
    }
    void exchange(Laptop& laptop, Judgement judgement) {
        unit_.send(laptop, judgement);
        // Half of it first, as after a cut.
        const auto have = laptop.store->log().size();
        const auto all = unit_.province.entries.size();
        if (have < all && laptop.store->epoch() == unit_.province.epoch) {
            good(laptop.store->take(unit_.province.page(*laptop.store, (have + all) / 2)));
        }
        unit_.receive(laptop);
    }
    void second_look(const ledger::RecordId& id) {
        if (!unit_.province.position.contains(id)) return;
        unit_.rejudge({{id, below(2) == 0 ? Judgement::accepted : Judgement::held,
                        ledger::Reason::confirmed}});
    }
    void lose() { unit_.province.lose(below(12)); }
    void bind_late() {
        if (late_invitation_ == nullptr) return;
        unit_.bind_key(*authors_[1].first, *authors_[1].second, *late_invitation_);
        late_invitation_ = nullptr;
    }

    Unit unit_;
    std::mt19937_64 dice_;
    std::vector<std::pair<Laptop*, Person*>> authors_;
    std::vector<std::pair<ledger::RecordId, ledger::OperationId>> cuts_;
    crypto::SoftwareSigner* late_invitation_ = nullptr;
};

TEST_CASE("store: views are at every moment what folding anew gives, byte for byte [I-5]",
          "[store]") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        CAPTURE(seed);
        History history(seed);
        for (int step = 0; step < 100; ++step) {
            CAPTURE(step);
            history.step();
            if (step % 5 != 0) continue;
            for (Laptop& laptop : history.laptops()) rebuilt_dump(*laptop.store);
        }
        for (Laptop& laptop : history.laptops()) {
            good(laptop.store->verify());
            laptop.reopen();
            rebuilt_dump(*laptop.store);
            good(laptop.store->verify());
        }
        history.settle();
        const std::string dump = good(history.laptops().front().store->dump_views());
        CHECK_FALSE(dump.empty());
        for (Laptop& laptop : history.laptops()) {
            CHECK(good(laptop.store->waiting()).operations == 0);
            CHECK(good(laptop.store->dump_views()) == dump);
            good(laptop.store->verify());
        }
    }
}

TEST_CASE("store: shows a conflict until somebody decides it", "[store]") {
    Unit unit(21);
    Laptop& first = unit.add_laptop();
    Laptop& second = unit.add_laptop();
    Person& admin = unit.add_admin(first);
    const Person& clerk = unit.add_person(first, admin, Role::clerk);
    const auto exchange = [&] {
        for (Laptop* laptop : {&first, &second, &first}) {
            unit.send(*laptop);
            unit.receive(*laptop);
        }
    };
    const auto id = unit.create(first, clerk, change_of({{"full_name", "Lê Thị Cúc"}}));
    exchange();
    unit.edit(first, clerk, id, change_of({{"full_name", "Lê Thị Cúc Hoa"}}));
    unit.edit(second, clerk, id, change_of({{"full_name", "Lê Thị Kim Cúc"}}));

    exchange();

    for (Laptop* laptop : {&first, &second}) {
        CHECK(good(laptop->store->conflicts_open()) == 1);
        const auto line = good(laptop->store->find("kim cuc")).at(0);
        CHECK(line.conflicts == 1);
        CHECK(good(laptop->store->find("cuc hoa")).size() == 1);
        rebuilt_dump(*laptop->store);
    }
    const auto state = good(first.store->record(id));
    const ledger::Conflict& conflict = state->conflicts.at(0);
    Pen pen = unit.pen(first, clerk);
    pen.edit(id, ledger::resolve_cell(*state, conflict.cell, conflict.claims.at(0).value), {});
    Unit::save(first, pen);
    CHECK(good(first.store->conflicts_open()) == 0);
    CHECK(good(first.store->list()).at(0).conflicts == 0);
    rebuilt_dump(*first.store);
}

}  // namespace soxa::tests::store_unit::rebuild
