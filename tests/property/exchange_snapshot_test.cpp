// Snapshots of random histories: the same bytes from every replica that has the log, and what is
// read back folds to the same files [LEDGER 20].
#include <catch2/catch_test_macros.hpp>

#include "sync/exchange/snapshot.hpp"
#include "tests/property/ledger_history.hpp"

namespace soxa::test::exchange_snapshot {

using namespace ledger;
using exchange::SnapshotReader;
using tests::first_seed;
using tests::histories;
using tests::World;

namespace {

/// A history's log with its entries numbered without gaps, since a second look is no entry here.
class WorldLog final : public exchange::WholeLog {
public:
    explicit WorldLog(const World& world) : world_(&world) {
        for (std::size_t i = 0; i < world.made().size(); ++i) {
            if (!world.standing(i).provisional()) order_.push_back(i);
        }
        std::ranges::sort(order_, {}, [&](std::size_t i) { return *world.standing(i).position; });
    }
    [[nodiscard]] std::uint64_t size() const { return order_.size(); }

    Result<std::vector<RecordId>> records() override {
        return std::vector<RecordId>(world_->records().begin(), world_->records().end());
    }
    Result<std::vector<Stored>> on_record(const RecordId& id) override {
        std::vector<Stored> found;
        for (std::size_t i = 0; i < world_->made().size(); ++i) {
            const auto& touched = world_->touched_by(i);
            if (std::ranges::find(touched, id) == touched.end()) continue;
            found.push_back({world_->made()[i], standing(i)});
        }
        return found;
    }
    Result<void> each_row(const std::function<Result<void>(const Row&)>& look) override {
        for (const std::size_t i : order_) {
            const Operation& one = world_->made()[i];
            const Standing then = standing(i);
            const Judgement first =
                then.earlier.empty() ? then.judgement : then.earlier.front().judgement;
            TRY(look({{*then.position, one.id, first, Reason::none, then.received},
                      then,
                      one,
                      world_->seed(one.header.chain)}));
        }
        return {};
    }
    /// Of the entries at a position of the history's or before it.
    [[nodiscard]] std::uint64_t dense(std::uint64_t position) const {
        return static_cast<std::uint64_t>(std::ranges::count_if(order_, [&](std::size_t i) {
            return *world_->standing(i).position <= position;
        }));
    }
    [[nodiscard]] Standing standing(std::size_t i) const {
        Standing then = world_->standing(i);
        if (then.position) then.position = dense(*then.position);
        for (Replaced& one : then.earlier) one.until = dense(one.until);
        return then;
    }

private:
    const World* world_;
    std::vector<std::size_t> order_;
};

template <class T>
T good(Result<T> result) {
    if (!result) FAIL(result.error().text);
    return std::move(*result);
}

struct Made : exchange::MadeSnapshot {
    std::vector<Bytes> parts;
};

Made made_of(WorldLog& log, std::uint64_t size) {
    Made made;
    auto& plain = static_cast<exchange::MadeSnapshot&>(made);
    plain = good(exchange::make_snapshot(log, 7, size, [&](ByteView part) -> Result<void> {
        made.parts.push_back(copy_of(part));
        return {};
    }));
    return made;
}

/// What a new laptop has of the log.
struct Read {
    std::map<RecordId, RecordBase> bases;
    std::vector<exchange::SnapshotRow> rows;
    std::map<ChainId, exchange::SnapshotChain> chains;
};

Read read_all(const Made& made) {
    const auto head = good(exchange::decode_snapshot_head(exchange::encode(made.head)));
    REQUIRE(head == made.head);
    SnapshotReader reader(head);
    Read read;
    for (const Bytes& part : made.parts) {
        for (exchange::SnapshotItem& item : good(reader.take(part))) {
            if (auto* chain = std::get_if<exchange::SnapshotChain>(&item)) {
                read.chains.emplace(chain->chain, *chain);
            } else if (auto* base = std::get_if<RecordBase>(&item)) {
                read.bases.emplace(base->record, std::move(*base));
            } else {
                read.rows.push_back(std::move(std::get<exchange::SnapshotRow>(item)));
            }
        }
    }
    REQUIRE(reader.complete());
    return read;
}

void check_damage(World& world, const Made& made) {
    const std::size_t at = world.below(made.parts.size());
    Bytes part = made.parts[at];
    part[world.below(part.size())] ^= static_cast<std::uint8_t>(1 + world.below(255));
    // As sent: another digest. As a province might sign it: refused, or read as just these bytes.
    SnapshotReader as_sent(made.head);
    exchange::SnapshotHead forged_head = made.head;
    forged_head.parts[at] = crypto::sha256(ByteView(part));
    SnapshotReader forged(forged_head);
    for (std::size_t i = 0; i < at; ++i) {
        REQUIRE(as_sent.take(made.parts[i]));
        REQUIRE(forged.take(made.parts[i]));
    }
    REQUIRE_FALSE(as_sent.take(part));
    static_cast<void>(forged.take(part));
    REQUIRE(as_sent.take(made.parts[at]));
    if (made.parts.size() > 1) REQUIRE_FALSE(SnapshotReader(made.head).take(made.parts.back()));
}

void work(World& world) {
    world.bring_all();
    for (World::Place at = 0; at < world.laptops(); ++at) world.publish(at);
    for (const RecordId& id : world.records()) {
        if (!world.seen(0, id).draft.root || world.one_in(4)) continue;
        const OperationId cut = world.submit(2, id).id;
        world.bring(2, 0);
        static_cast<void>(world.approve(0, id, cut));
    }
    for (std::size_t i = 0; i < world.made().size(); ++i) {
        if (world.standing(i).provisional()) {
            world.judge(world.made()[i].id,
                        world.one_in(20) ? Judgement::held : Judgement::accepted);
        }
    }
    for (World::Place at = 0; at < world.laptops(); ++at) world.publish(at);
    for (const RecordId& id : world.records()) {
        const World::Place at = world.below(world.laptops());
        const RecordState shown = world.seen(at, id);
        if (shown.seed) world.edit(at, id, tests::drawn_change(world, &shown, {}));
    }
}

}  // namespace

TEST_CASE("exchange snapshot: follows from the log alone, and is read back as it was",
          "[ledger][property]") {
    const std::uint64_t first = first_seed();
    std::uint64_t condensed = 0;
    std::uint64_t left_out = 0;
    for (std::uint64_t seed = first; seed < first + histories(2'000); ++seed) {
        CAPTURE(seed);
        World world = tests::history_from(seed, {.ghosts = seed % 4 == 0});
        work(world);
        work(world);
        std::uint64_t size = 0;
        Made then;
        std::map<RecordId, RecordState> files;
        {
            WorldLog log(world);
            size = log.size();
            then = made_of(log, size);
            const Read read = read_all(then);
            REQUIRE(read.rows.size() + then.left_out == size);
            for (const RecordId& id : world.records()) {
                std::vector<Entry> entries;
                for (const exchange::SnapshotRow& row : read.rows) {
                    const auto approval = approval_payload(row.operation);
                    const bool about =
                        approval ? std::ranges::any_of(approval->versions,
                                                       [&](const ApprovedVersion& one) {
                                                           return one.record == id;
                                                       })
                                 : row.operation.record() == id;
                    if (!about) continue;
                    entries.push_back({&row.operation, row.standing()});
                }
                const auto base = read.bases.find(id);
                const RecordState state = base == read.bases.end()
                                              ? fold_record(id, entries, world)
                                              : fold_from(base->second, entries, world);
                std::vector<Stored> stored = good(log.on_record(id));
                std::vector<Entry> all;
                for (const Stored& one : stored) {
                    if (one.standing.position) all.push_back({&one.operation, one.standing});
                }
                const RecordState whole = fold_record(id, all, world);
                REQUIRE(state.draft.root == whole.draft.root);
                REQUIRE(state.status == whole.status);
                REQUIRE(state.conflicts.size() == whole.conflicts.size());
                REQUIRE(document_of(state.draft) == document_of(whole.draft));
                REQUIRE(record_uid(state) == record_uid(whole));
            }
            check_damage(world, then);
        }
        condensed += then.condensed;
        left_out += then.left_out;
        // Whoever has more of the log by now makes the same of its beginning.
        work(world);
        WorldLog log(world);
        const Made later = made_of(log, size);
        REQUIRE(later.head == then.head);
        REQUIRE(later.parts == then.parts);
    }
    INFO(condensed << " files condensed, " << left_out << " operations left out");
    CHECK(condensed > histories(2'000) / 2);
    CHECK(left_out > histories(2'000));
}

}  // namespace soxa::test::exchange_snapshot
