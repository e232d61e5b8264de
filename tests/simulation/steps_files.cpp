// What people do with files, by the office's own acts.
#include <algorithm>
#include <array>

#include "client/office/approve.hpp"
#include "client/office/conflict.hpp"
#include "client/office/enter.hpp"
#include "client/office/overruled.hpp"
#include "client/office/submission.hpp"
#include "client/office/suggestion.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

using ledger::Role;

/// The least that a file must say before it can be submitted; values are the catalogue's examples.
constexpr std::array required_fields{
    "managing_agency_id", "using_unit_id", "personnel_kind", "personnel_status", "full_name",
    "gender", "birth_date", "birth_place_province", "birth_place_text", "home_town_province",
    "home_town_commune", "home_town_text", "ethnicity", "religion", "personal_id_issue_date",
    "phone_mobile", "social_insurance_no", "residence_current_province",
    "residence_current_commune", "residence_current_text", "first_recruit_date",
    "first_recruit_agency", "recruit_method", "current_agency_join_date", "general_education",
    "main_work", "rank_code", "rank_appoint_date", "salary_step", "salary_coefficient",
    "salary_effective_date", "salary_pct", "job_position_code", "history_arrest",
    "history_old_regime", "foreign_org_membership"};

// Few values, so that two people often enter the same.
struct Choice {
    std::string_view field;
    std::array<std::string_view, 3> values;
};
constexpr std::array ordinary{
    Choice{"other_names", {"Hoà", "Bình", ""}},
    Choice{"phone_mobile", {"0912345678", "0987654321", "0912000111"}},
    Choice{"residence_current_text", {"Thôn 1", "Thôn 2", "Số 12, thôn Minh Châu"}},
    Choice{"main_work", {"Văn thư", "Kế toán", "Tham mưu công tác nội vụ của xã"}},
};
constexpr std::array legal{
    Choice{"full_name", {"Nguyễn Văn Hoà", "Nguyễn Văn Hòa", "Lê Văn Cường"}},
    Choice{"birth_place_text", {"Xã Đông Minh", "Xã Tây Sơn", "Thị trấn Tiền Hải"}},
    Choice{"salary_coefficient", {"4.98", "4.65", "4.32"}},
    Choice{"rank_appoint_date", {"2011-03-01", "2011-04-01", "2012-03-01"}},
};
constexpr std::array<std::string_view, 3> groups{"education", "reward", "it_skill"};

std::optional<record::Value> value_of(const record::Field& field, std::string_view typed) {
    if (typed.empty()) return std::nullopt;
    return record::parse(field, typed).value();
}

void put(ledger::Change& change, const Choice& choice, Chance& chance) {
    const record::Field& field = *record::find_field("", choice.field);
    const auto value = chance.of(choice.values);
    change.fields.insert_or_assign(field.tag, value_of(field, value));
}

/// A text column of a group, to change; nothing if it has none.
const record::Field* text_column(std::string_view group) {
    for (const record::Field& field : record::fields()) {
        const bool text = field.type == record::Type::text || field.type == record::Type::long_text;
        if (field.group == group && field.writable && text) return &field;
    }
    return nullptr;
}

ledger::Change::Added row_of(std::string_view group, bool whole) {
    ledger::Change::Added added{record::find_group(group)->tag, {}};
    for (const record::Field& field : record::fields()) {
        if (field.group != group || !field.writable) continue;
        if (!whole && !added.columns.empty()) break;
        added.columns.emplace(field.tag, record::parse(field, field.example).value());
    }
    return added;
}

void change_some_row(ledger::Change& change, const record::Document& document, bool remove,
                     Chance& chance) {
    const auto group = chance.of(groups);
    const auto rows = document.groups.find(record::find_group(group)->tag);
    if (rows == document.groups.end() || rows->second.empty()) return;
    const record::RowId id = chance.of(rows->second).id;
    if (remove) {
        change.removed.push_back(id);
        return;
    }
    const record::Field* column = text_column(group);
    if (column == nullptr) return;
    constexpr std::array<std::string_view, 3> texts{"Một", "Hai", "Ba"};
    change.rows[id].emplace(column->tag, value_of(*column, chance.of(texts)));
}

ledger::Change some_change(const ledger::RecordState& state, Chance& chance) {
    const record::Document document = document_of(state.draft);
    ledger::Change change;
    for (std::uint64_t count = 1 + chance.below(2); count > 0; --count) {
        const std::uint64_t kind = chance.below(20);
        if (kind < 9) {
            put(change, chance.of(ordinary), chance);
        } else if (kind < 13) {
            put(change, chance.of(legal), chance);
        } else if (kind < 16) {
            if (change.added.empty()) change.added.push_back(row_of(chance.of(groups), false));
        } else if (kind < 19) {
            change_some_row(change, document, false, chance);
        } else {
            change_some_row(change, document, true, chance);
        }
    }
    for (const record::RowId& row : change.removed) change.rows.erase(row);
    return change;
}

/// A file that this official may see; nothing if there is none.
std::optional<ledger::RecordState> some_file(Stage& stage, office::Office& office, ledger::Act act,
                                             std::initializer_list<ledger::Status> preferred) {
    const auto lines = office.store().list();
    if (!lines || lines->empty()) return std::nullopt;
    std::vector<store::RecordLine> fitting;
    for (const store::RecordLine& line : *lines) {
        if (std::ranges::find(preferred, line.status) != preferred.end()) fitting.push_back(line);
    }
    const store::RecordLine& line = fitting.empty() || stage.world.chance.one_in(5)
                                        ? stage.world.chance.of(*lines)
                                        : stage.world.chance.of(fitting);
    auto state = office.record(line.uid, act);
    if (!state) return std::nullopt;
    return std::move(*state);
}

void told(Stage& stage, const Result<void>& done) {
    stage.world.trace.also(done ? "done" : done.error().text);
}

void enter(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk, Role::clerk, Role::person});
    if (office == nullptr) return;
    ledger::Change change;
    const bool whole = world.chance.percent(60);
    for (const char* name : required_fields) {
        const record::Field& field = *record::find_field("", name);
        if (whole || world.chance.one_in(8)) {
            change.fields.emplace(field.tag, record::parse(field, field.example).value());
        }
    }
    const bool own = world.people[laptop.at_work].role == Role::person;
    // Now and then of somebody who has an account, the head perhaps.
    const Person& colleague = world.chance.of(world.people);
    const bool known = !own && world.chance.one_in(8) && colleague.unit == laptop.unit;
    // Twelve digits that agree with birth year and gender; few, so that files of one person meet.
    const std::string digits = std::to_string(1'000'000 + world.chance.below(12));
    change.fields.insert_or_assign(record::find_field("", "personal_id")->tag,
                                   record::Value(own ? world.people[laptop.at_work].personal_id
                                     : known ? colleague.personal_id
                                                   : "034085" + digits.substr(1)));
    std::optional<ledger::RecordId> id;
    const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
        TRY_LET(id, office::new_record(at, change));
        return {};
    });
    told(stage, done);
    if (!done || !id) return;
    world.entered[laptop.unit].insert(*id);
    world.trace.also(hex(id->view().first(4)));
}

void edit(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk, Role::clerk, Role::person});
    if (office == nullptr) return;
    const auto state = some_file(stage, *office, ledger::Act::enter, {ledger::Status::draft});
    if (!state) return;
    const ledger::Change change = some_change(*state, world.chance);
    if (change.empty()) return;
    const auto proposals = std::ranges::any_of(state->draft.cells, [](const auto& cell) {
        return !cell.second.proposals.empty();
    });
    if (proposals) world.sometimes.reached("an edit of a file with proposals");
    const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
        TRY_LET(const bool changed, office::edit_record(at, *state, change));
        if (changed && state->effective) {
            world.sometimes.reached("an edit over a version in force");
        }
        return {};
    });
    told(stage, done);
}

/// Two of its sides were written over several themselves.
bool decided_before(const office::Office& office, const office::Dispute& dispute) {
    const auto decided = std::ranges::count_if(dispute.sides, [&](const auto& side) {
        const auto stored = office.store().operation(side.by);
        if (!stored || !*stored) return false;
        const ledger::Operation& operation = (*stored)->operation;
        for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
            if (operation.cell(i) != dispute.cell) continue;
            return operation.header.cells[i].replaces.size() > 1;
        }
        return false;
    });
    return decided > 1;
}

/// Whose value was not taken enters it once more.
void propose_again(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk});
    if (office == nullptr) return;
    const auto lost = office::overruled(*office);
    if (!lost || lost->empty()) return;
    const std::string id = world.chance.of(*lost).id;
    const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
        TRY(office::propose_again(at, id));
        TRY_LET(const auto left, office::overruled(at));
        require(std::ranges::find(left, id, &office::Overruled::id) == left.end(), "I-7",
                "a value proposed again is still told as passed over");
        return {};
    });
    told(stage, done);
    if (done) world.sometimes.reached("a value proposed again");
}

void resolve(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk});
    if (office == nullptr) return;
    const auto lines = office->store().list();
    if (!lines) return;
    for (const store::RecordLine& line : *lines) {
        if (line.conflicts == 0) continue;
        const auto state = office->store().record(line.id);
        if (!state || !*state) return;
        const auto open = office::disputes(*office, **state);
        if (open.empty()) return;
        const office::Dispute& dispute = world.chance.of(open);
        office::Resolution resolution;
        resolution.field = dispute.conflict;
        resolution.row_uid = dispute.row_uid;
        resolution.take = office::Resolution::Take::number;
        resolution.number = 1 + static_cast<std::size_t>(world.chance.below(dispute.sides.size()));
        const bool suggested = office::suggestion_for(dispute) && world.chance.one_in(2);
        if (suggested) resolution.take = office::Resolution::Take::suggested;
        const bool guard = dispute.cell.is_guard();
        if (guard && world.chance.one_in(2)) resolution.take = office::Resolution::Take::both;
        const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
            TRY(office::resolve(at, **state, resolution));
            return {};
        });
        told(stage, done);
        if (!done) return;
        world.sometimes.reached(guard ? "a guard resolved" : "a conflict resolved");
        if (suggested) world.sometimes.reached("a suggestion taken");
        if (decided_before(*office, dispute)) world.sometimes.reached("a conflict decided twice");
        return;
    }
}

void submit(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk, Role::clerk, Role::person});
    if (office == nullptr) return;
    const auto state = some_file(stage, *office, ledger::Act::submit,
                                 {ledger::Status::draft, ledger::Status::returned});
    if (!state) return;
    told(stage, world.on(laptop, [&](office::Office& at) {
        return office::submit(at, *state, "đã đối chiếu giấy tờ");
    }));
}

void check(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk, Role::head});
    if (office == nullptr) return;
    const auto state =
        some_file(stage, *office, ledger::Act::check, {ledger::Status::submitted});
    if (!state) return;
    told(stage, world.on(laptop, [&](office::Office& at) { return office::check(at, *state); }));
}

void give_back(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk, Role::head});
    if (office == nullptr) return;
    const auto state = some_file(stage, *office, ledger::Act::give_back,
                                 {ledger::Status::submitted, ledger::Status::checked});
    if (!state) return;
    const Result<void> done = world.on(laptop, [&](office::Office& at) {
        return office::give_back(at, *state, "Thiếu bản quét quyết định");
    });
    told(stage, done);
    if (done) world.sometimes.reached("a file given back");
}

void approve(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::head});
    if (office == nullptr) return;
    const auto waiting = office::waiting_for_approval(*office);
    if (!waiting || waiting->empty()) return;
    std::vector<std::string> uids;
    for (const office::ForApproval& one : *waiting) {
        if (uids.empty() || world.chance.percent(70)) uids.push_back(one.uid);
    }
    const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
        TRY(office::approve(at, uids));
        return {};
    });
    told(stage, done);
    if (done) world.sometimes.reached("an approval signed");
}

constexpr std::array steps{
    StepType{"enter", Family::always, 14, enter},
    StepType{"edit", Family::always, 40, edit},
    StepType{"resolve", Family::always, 14, resolve},
    StepType{"propose_again", Family::always, 4, propose_again},
    StepType{"submit", Family::always, 22, submit},
    StepType{"check", Family::always, 6, check},
    StepType{"give_back", Family::always, 2, give_back},
    StepType{"approve", Family::always, 20, approve},
};

}  // namespace

std::span<const StepType> steps_of_files() { return steps; }

void resolve_some(Stage& stage, Laptop& laptop) { resolve(stage, laptop); }
void propose_some_again(Stage& stage, Laptop& laptop) { propose_again(stage, laptop); }

void any_work(Stage& stage, Laptop& laptop) {
    stage.world.chance.of(steps).run(stage, laptop);
}

}  // namespace soxa::simulation
