#include "tests/unit/ledger_world.hpp"

#include <algorithm>
#include <stdexcept>

namespace soxa::tests {

using namespace ledger;
using record::OperationId;
using record::RecordId;

namespace {

/// In a test's own making, what cannot be is an error of the test.
void must(bool fact, const char* what) {
    if (!fact) throw std::logic_error(what);
}

}  // namespace

World::Place World::add_laptop(Role role) {
    Laptop laptop{role, {}, std::vector<bool>(made_.size()), 0, {}};
    laptop.tail.stream = 7;
    laptop.tail.chain = drawn<ChainId>();
    laptop.tail.seed = drawn<Seed>();
    laptops_.push_back(std::move(laptop));
    return laptops_.size() - 1;
}

std::optional<Role> World::role_of(const ChainId& id) const {
    for (const Laptop& one : laptops_) {
        if (one.tail.chain == id) return one.role;
    }
    return std::nullopt;
}

Seed World::seed(const ChainId& chain) const {
    for (const Laptop& one : laptops_) {
        if (one.tail.chain == chain) return one.tail.seed;
    }
    return {};
}

const Operation& World::put(Place at, Header header, Bytes payload) {
    header.at = timestamp_of(1'790'000'000 + made_.size());
    Operation made = extend(laptops_[at].tail, std::move(header), std::move(payload));
    const auto travelled = decode(made.canonical, made.payload, made.salt);
    must(travelled && *travelled == made, "an operation that does not survive its own encoding");
    touched_.push_back(records_of(made));
    standings_.emplace_back();
    made_.push_back(std::move(made));
    for (Laptop& one : laptops_) one.has.push_back(false);
    laptops_[at].has.back() = true;
    return made_.back();
}

std::vector<RecordId> World::records_of(const Operation& one) const {
    if (const auto approval = approval_payload(one)) {
        std::vector<RecordId> records;
        for (const ApprovedVersion& version : approval->versions) {
            records.push_back(version.record);
        }
        return records;
    }
    return {one.record()};
}

bool World::touches(std::size_t index, const RecordId& id) const {
    return std::ranges::find(touched_[index], id) != touched_[index].end();
}

const Operation& World::write(Place at, const std::optional<RecordId>& id, const Edit& edit) {
    Header header;
    header.kind = Kind::edit;
    header.record = id;
    header.cells = edit.cells;
    EditPayload payload{std::nullopt, edit.values};
    if (!id) payload.seed = drawn<Seed>();
    const Operation& made = put(at, std::move(header), encode(payload));
    if (!id) records_.push_back(made.id);
    return made;
}

const Operation& World::create(Place at, const Change& change) {
    const auto edit = build_edit(nullptr, change);
    must(edit.has_value(), "a new record cannot be in conflict");
    return write(at, std::nullopt, *edit);
}

const Operation* World::edit(Place at, const RecordId& id, const Change& change) {
    RecordState shown = seen(at, id);
    const auto edit = build_edit(&shown, change);
    if (!edit || edit->cells.empty()) return nullptr;
    shown.effective.reset();  // no version that a name could stand for
    const auto in_full = build_edit(&shown, change);
    const Operation& made = write(at, id, *edit);
    shown_to_.emplace(made.id, in_full->cells);
    return &made;
}

const std::vector<Assignment>* World::shown_to(const OperationId& edit) const {
    const auto found = shown_to_.find(edit);
    return found == shown_to_.end() ? nullptr : &found->second;
}

const Operation& World::submit(Place at, const RecordId& id) {
    std::map<ChainId, const Operation*> heads;
    for (const Entry& entry : entries(at, id)) {
        const Operation& one = *entry.operation;
        if (one.header.kind == Kind::approve) continue;
        const Operation*& head = heads[one.header.chain];
        if (head == nullptr || head->header.seq < one.header.seq) head = &one;
    }
    Header header;
    header.kind = Kind::submit;
    header.record = id;
    for (const auto& [chain, head] : heads) header.references.push_back(head->id);
    std::vector<std::size_t> covered;
    for (std::size_t i = 0; i < made_.size(); ++i) {
        if (laptops_[at].has[i] && touches(i, id)) covered.push_back(i);
    }
    const Operation& made = put(at, std::move(header), encode_reason(""));
    covered_by_.emplace(made.id, std::move(covered));
    return made;
}

const Operation& World::check(Place at, const RecordId& id, const OperationId& cut) {
    Header header;
    header.kind = Kind::check;
    header.record = id;
    header.references = {cut};
    return put(at, std::move(header), encode_reason(""));
}

const Operation& World::give_back(Place at, const RecordId& id, const OperationId& cut) {
    Header header;
    header.kind = Kind::give_back;
    header.record = id;
    header.references = {cut};
    return put(at, std::move(header), encode_reason("Thiếu bản quét quyết định"));
}

const Operation* World::approve(Place at, const RecordId& id, const OperationId& cut) {
    const RecordState shown = seen(at, id);
    const Cut* version = shown.cut(cut);
    if (version == nullptr || !version->content.root) return nullptr;
    return &approve_root(at, {cut, id, version->content.root->root, version->schema});
}

const Operation& World::approve_root(Place at, const ApprovedVersion& version) {
    Header header;
    header.kind = Kind::approve;
    header.references = {version.cut};
    return put(at, std::move(header), encode(ApprovalPayload{{1}, {2}, {version}}));
}

const Operation& World::say(Place at, Kind kind, const std::optional<RecordId>& id, Bytes payload,
                            std::vector<OperationId> references, std::vector<Assignment> cells) {
    Header header;
    header.kind = kind;
    header.record = id;
    header.references = std::move(references);
    header.cells = std::move(cells);
    const Operation& made = put(at, std::move(header), std::move(payload));
    if (kind == Kind::adopt) records_.push_back(made.id);
    return made;
}

void World::bring(Place from, Place to, std::size_t count) {
    const Laptop& source = laptops_[from];
    Laptop& target = laptops_[to];
    for (std::size_t i = 0; i < std::min(count, made_.size()); ++i) {
        if (source.has[i]) target.has[i] = true;
    }
}

void World::bring_all() {
    for (Laptop& one : laptops_) one.has.assign(made_.size(), true);
}

void World::judge(const OperationId& id, Judgement judgement) {
    const auto found = std::ranges::find(made_, id, &Operation::id);
    must(found != made_.end(), "a verdict on nothing");
    const auto index = static_cast<std::size_t>(found - made_.begin());
    Standing& standing = standings_[index];
    const std::uint64_t position = log_.size() + 1;
    if (standing.provisional()) {
        standing.position = position;
        standing.judgement = judgement;
        const bool waits = judgement == Judgement::held && found->header.kind == Kind::approve;
        if (waits) standing.reason = Reason::awaiting_confirmation;
    } else {
        standing.look_again(position, judgement, Reason::confirmed);
    }
    standing.received = timestamp_of(1'800'000'000 + *standing.position);
    log_.push_back({index, standing});
}

void World::publish(Place to) {
    Laptop& target = laptops_[to];
    for (; target.heard < log_.size(); ++target.heard) {
        const auto& [index, standing] = log_[target.heard];
        target.has[index] = true;
        target.standings[index] = standing;
    }
}

std::vector<Entry> World::entries(Place at, const RecordId& id) const {
    const Laptop& laptop = laptops_[at];
    std::vector<Entry> found;
    for (std::size_t i = 0; i < made_.size(); ++i) {
        if (!laptop.has[i] || !touches(i, id)) continue;
        const auto standing = laptop.standings.find(i);
        found.push_back(
            {&made_[i], standing == laptop.standings.end() ? Standing{} : standing->second});
    }
    return found;
}

std::vector<Entry> World::all(const RecordId& id) const {
    std::vector<Entry> found;
    for (std::size_t i = 0; i < made_.size(); ++i) {
        if (touches(i, id)) found.push_back({&made_[i], standings_[i]});
    }
    return found;
}

RecordState World::seen(Place at, const RecordId& id) const {
    return fold_record(id, entries(at, id), *this);
}

RecordState World::fold(const RecordId& id) const { return fold_record(id, all(id), *this); }

Cell cell_of(std::string_view field) {
    const record::Field* found = record::find_field("", field);
    must(found != nullptr, "no such field");
    return field_cell(*found);
}

Cell guard_of(std::string_view section) {
    const record::Section* found = record::find_section(section);
    must(found != nullptr, "no such section");
    return guard_cell(found->tag);
}

record::Tag tag_of(std::string_view field, std::string_view group) {
    const record::Field* found = record::find_field(group, field);
    must(found != nullptr, "no such field");
    return found->tag;
}

Change setting(std::string_view field, record::Value value) {
    Change change;
    change.fields.emplace(tag_of(field), std::move(value));
    return change;
}

Bytes text_value(std::string_view text) { return record::encode(std::string(text)); }

}  // namespace soxa::tests
