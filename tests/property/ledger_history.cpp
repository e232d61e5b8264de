#include "tests/property/ledger_history.hpp"

#include <array>
#include <cstdlib>

namespace soxa::tests {

using namespace ledger;
using record::Tag;
using record::Value;

namespace {

constexpr std::array<std::string_view, 8> single_fields{"phone_office",
                                                        "height_cm",
                                                        "residence_current_text",
                                                        "residence_current_commune",
                                                        "full_name",
                                                        "first_recruit_date",
                                                        "rank_code",
                                                        "salary_step"};
constexpr std::array<std::string_view, 2> row_groups{"family_self", "position_history"};

Value drawn_value(World& world, Tag tag, const HistoryKind& kind) {
    const auto drawn = static_cast<std::int64_t>(world.below(kind.values));
    switch (record::find_field(tag)->type) {
        case record::Type::integer:
        case record::Type::year:
            return drawn + 1;
        case record::Type::date:
        case record::Type::partial_date:
            return "2019-07-0" + std::to_string(drawn + 1);
        default:
            return std::string(1, static_cast<char>('a' + drawn));
    }
}

/// Two columns of each group, the second of a cluster in the legal one.
std::array<Tag, 2> columns_of(std::string_view group) {
    return group == row_groups[0]
               ? std::array{tag_of("full_name", group), tag_of("occupation", group)}
               : std::array{tag_of("unit", group), tag_of("from", group)};
}

struct ShownRow {
    RowId id;
    std::string_view group;
};

std::vector<ShownRow> rows_of(const RecordState& shown) {
    std::vector<ShownRow> rows;
    for (const auto& [cell, reading] : shown.draft.cells) {
        const record::Group* group = record::find_group(cell.tag);
        if (group != nullptr && cell.row && reading.value() != nullptr) {
            rows.push_back({*cell.row, group->id});
        }
    }
    return rows;
}

void change_rows(World& world, const RecordState* shown, const HistoryKind& kind, Change& change) {
    const auto rows = shown == nullptr ? std::vector<ShownRow>{} : rows_of(*shown);
    if (rows.empty() || world.one_in(3)) {
        const std::string_view group = row_groups[world.below(row_groups.size())];
        Change::Added added{record::find_group(group)->tag, {}};
        for (const Tag column : columns_of(group)) {
            if (world.one_in(2)) added.columns.emplace(column, drawn_value(world, column, kind));
        }
        change.added.push_back(std::move(added));
        return;
    }
    const ShownRow& row = rows[world.below(rows.size())];
    if (kind.removals && world.one_in(3)) {
        change.removed.push_back(row.id);
        return;
    }
    const Tag column = columns_of(row.group)[world.below(2)];
    change.rows[row.id].emplace(column, drawn_value(world, column, kind));
}

/// Decides one of the conflicts that are shown, in favour of any of its claims.
void decide(World& world, World::Place at, const RecordState& shown) {
    const Conflict& conflict = shown.conflicts[world.below(shown.conflicts.size())];
    const Edit edit =
        conflict.cell.is_guard()
            ? confirm_guard(shown, conflict.cell)
            : resolve_cell(shown, conflict.cell,
                           conflict.claims[world.below(conflict.claims.size())].value);
    world.write(at, shown.id, edit);
}

void sign(World& world, World::Place at, const RecordState& shown) {
    if (shown.cuts.empty()) return;
    const Cut& cut = shown.cuts[world.below(shown.cuts.size())];
    switch (world.below(6)) {
        case 0:
            world.check(at, shown.id, cut.submit);
            return;
        case 1:
            world.give_back(at, shown.id, cut.submit);
            return;
        case 2: {  // over something that was never said
            ApprovedVersion version{cut.submit, shown.id, {}, cut.schema};
            version.root.bytes.fill(0xEE);
            world.approve_root(at, version);
            return;
        }
        default:
            world.approve(at, shown.id, cut.submit);
    }
}

void act(World& world, const HistoryKind& kind) {
    const World::Place at = world.below(world.laptops());
    const auto& id = world.records()[world.below(world.records().size())];
    const RecordState shown = world.seen(at, id);
    if (!shown.seed) return;  // has not come here
    if (kind.approvals && world.one_in(3)) {
        if (shown.cuts.empty() || world.one_in(3)) {
            if (shown.draft.disputed.empty()) world.submit(at, id);
        } else {
            sign(world, at, shown);
        }
    } else if (!shown.conflicts.empty() && world.one_in(2)) {
        decide(world, at, shown);
    } else {
        world.edit(at, id, drawn_change(world, &shown, kind));
    }
}

/// In the order they were made, up to where the connection broke: what an operation needs is
/// judged before it. A second look is at what was held, and lets it in.
void judge_some(World& world) {
    for (std::size_t i = 0; i < world.made().size(); ++i) {
        const bool first = world.standing(i).provisional();
        if (!first && (!world.standing(i).ghost() || !world.one_in(4))) continue;
        if (first && world.one_in(6)) return;
        const bool good = !first || !world.one_in(5);
        world.judge(world.made()[i].id, good              ? Judgement::accepted
                                        : world.one_in(2) ? Judgement::held
                                                          : Judgement::refused);
    }
}

}  // namespace

Change drawn_change(World& world, const RecordState* shown, const HistoryKind& kind) {
    Change change;
    const std::uint64_t count = 1 + world.below(2);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (kind.rows && world.one_in(3)) {
            change_rows(world, shown, kind, change);
            continue;
        }
        const Tag tag = tag_of(single_fields[world.below(single_fields.size())]);
        std::optional<Value> value;
        if (!kind.removals || !world.one_in(6)) value = drawn_value(world, tag, kind);
        change.fields.insert_or_assign(tag, std::move(value));
    }
    return change;
}

World history_from(std::uint64_t seed, const HistoryKind& kind) {
    World world(seed);
    const std::size_t laptops = 3 + world.below(3);
    for (std::size_t i = 0; i < laptops; ++i) {
        world.add_laptop(i == 0 ? Role::head : i == 1 ? Role::person : Role::clerk);
    }
    for (std::size_t i = 0; i < 1 + world.below(2); ++i) {
        const World::Place at = world.below(laptops);
        world.create(at, drawn_change(world, nullptr, kind));
        for (World::Place to = 0; to < laptops; ++to) world.bring(at, to);
    }
    const std::size_t acts = 4 + world.below(kind.acts_max - 3);
    for (std::size_t i = 0; i < acts; ++i) {
        act(world, kind);
        if (world.one_in(3)) {
            const std::size_t all = world.made().size();
            const std::size_t part = world.one_in(3) ? world.below(all) : all;
            world.bring(world.below(laptops), world.below(laptops), part);
        }
        if (kind.ghosts && world.one_in(4)) judge_some(world);
        if (world.one_in(4)) world.publish(world.below(laptops));
    }
    return world;
}

std::uint64_t histories(std::uint64_t full) {
    const char* percent = std::getenv("SOXA_HISTORY_PERCENT");
    return percent == nullptr ? full : full * std::strtoull(percent, nullptr, 10) / 100;
}

std::uint64_t first_seed() {
    const char* seed = std::getenv("SOXA_SEED");
    return seed == nullptr ? 1 : std::strtoull(seed, nullptr, 10);
}

}  // namespace soxa::tests
