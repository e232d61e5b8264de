#include "sync/exchange/life_facts.hpp"

#include <algorithm>

#include "sync/ledger/subject.hpp"
#include "sync/record/personnel_status.hpp"

namespace soxa::exchange {

namespace {

using ledger::Facts;
using ledger::Kind;
using ledger::Operation;

std::string text_in(const std::vector<ledger::Entry>& entries, std::string_view id) {
    const record::Field& field = *record::find_field("", id);
    const auto values = ledger::fold_cell(entries, ledger::field_cell(field));
    const auto value = values.find(field.tag);
    return value == values.end() ? std::string() : record::text_of(field, value->second);
}

Result<ledger::RecordState> state_of(StreamStorage& storage, const ledger::RecordId& id,
                                     const std::vector<ledger::Entry>& entries) {
    TRY_LET(const ledger::Directory* directory, storage.directory());
    return ledger::fold_record(id, entries, ledger::DirectoryAuthors(*directory));
}

bool touches(const Operation& operation, const ledger::Cell& cell) {
    return std::ranges::any_of(operation.header.cells,
                               [&](const auto& one) { return one.cell == cell; });
}

Result<void> edit_facts(StreamStorage& storage, const Operation& operation, Facts& facts) {
    if (!operation.header.record) return {};
    const ledger::RecordId& id = *operation.header.record;
    TRY_LET(const std::vector<Stored> stored, storage.on_record(id));
    std::vector<ledger::Entry> entries = entries_of(stored);
    const ledger::Life life = ledger::fold_life(entries);
    if (life.closed) facts.closed = life.closed->why;
    // Who has left by the unit's own approved version: only then the whole file is folded.
    if (!facts.closed && record::is_archived_status(text_in(entries, "personnel_status"))) {
        TRY_LET(const ledger::RecordState state, state_of(storage, id, entries));
        if (state.life.closed) facts.closed = state.life.closed->why;
    }
    const auto number_cell = ledger::field_cell(*record::find_field("", "personal_id"));
    if (operation.header.kind != Kind::edit || !touches(operation, number_cell)) return {};
    TRY_LET(const ledger::RecordState state, state_of(storage, id, entries));
    entries.push_back({&operation, {}});
    facts.number_changed = ledger::needs_document(state, personal_id_in(entries));
    return {};
}

Result<void> release_facts(StreamStorage& storage, const Operation& operation, Facts& facts) {
    const auto said = ledger::release(operation);
    TRY_LET(const ledger::Directory* directory, storage.directory());
    const ledger::ChainState* chain = directory->chain(operation.header.chain);
    if (!said || chain == nullptr || !operation.header.record) return {};
    const ledger::RecordId& id = *operation.header.record;
    TRY_LET(const std::vector<Stored> stored, storage.on_record(id));
    const std::vector<ledger::Entry> entries = entries_of(stored);
    TRY_LET(const ledger::RecordState state, state_of(storage, id, entries));
    if (state.life.closed) facts.closed = state.life.closed->why;
    const auto statement = ledger::verify(*said, operation, chain->open.key);
    const bool signed_here = statement && statement->head == chain->open.account;
    const ledger::Content content =
        ledger::fold_up_to(id, operation.header.stream, operation.header.schema,
                           operation.header.references, entries);
    const bool says_it = content.root && content.root->root == said->root;
    facts.release_holds = signed_here && says_it && ledger::shows_all(content);
    facts.rests_on_ghost = signed_here && !says_it &&
                           std::ranges::any_of(entries, [](const ledger::Entry& one) {
                               return one.standing.ghost();
                           });
    return {};
}

Result<void> answer_facts(StreamStorage& storage, const Operation& operation, Facts& facts) {
    if (operation.header.references.size() != 1) return {};
    const ledger::OperationId& offer = operation.header.references.front();
    TRY_LET(const std::optional<Stored> stored, storage.find(offer));
    if (!stored || !stored->standing.confirmed() || !ledger::offer(stored->operation)) return {};
    facts.offer_open = true;
    for (const Kind kind : {Kind::accept, Kind::refuse}) {
        TRY_LET(const std::vector<Stored> answers, storage.of_kind(kind));
        for (const Stored& one : answers) {
            const auto& named = one.operation.header.references;
            const bool answers_it = named.size() == 1 && named.front() == offer;
            if (answers_it && one.standing.confirmed()) facts.offer_open = false;
        }
    }
    return {};
}

}  // namespace

std::vector<ledger::Entry> entries_of(const std::vector<Stored>& stored) {
    std::vector<ledger::Entry> entries;
    for (const Stored& one : stored) entries.push_back({&one.operation, one.standing});
    return entries;
}

std::string personal_id_in(const std::vector<ledger::Entry>& entries) {
    return text_in(entries, "personal_id");
}

Result<void> add_life_facts(StreamStorage& storage, const Operation& operation, Facts& facts) {
    switch (operation.header.kind) {
        case Kind::edit:
        case Kind::submit: return edit_facts(storage, operation, facts);
        case Kind::release: return release_facts(storage, operation, facts);
        case Kind::accept:
        case Kind::refuse: return answer_facts(storage, operation, facts);
        default: return {};
    }
}

}  // namespace soxa::exchange
