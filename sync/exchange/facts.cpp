#include <algorithm>

#include "sync/exchange/life_facts.hpp"
#include "sync/ledger/self_approval.hpp"

namespace soxa::exchange {

namespace {

using ledger::Facts;
using ledger::Operation;

const ledger::AccountState* author_of(const ledger::Directory& directory,
                                      const ledger::ChainId& chain) {
    const ledger::ChainState* found = directory.chain(chain);
    return found == nullptr ? nullptr : directory.account(found->open.account);
}

/// Whose file an edit is on: by the number that was there before it, and still is after; a new
/// file by the number it enters. Otherwise a number typed into another's file would make it one's
/// own.
Result<ledger::Whose> whose_file(StreamStorage& storage, const Operation& operation) {
    TRY_LET(const ledger::Directory* directory, storage.directory());
    const ledger::AccountState* author = author_of(*directory, operation.header.chain);
    if (author == nullptr || author->made.role != ledger::Role::person) {
        return ledger::Whose::others;
    }
    TRY_LET(const std::vector<Stored> stored, storage.on_record(operation.record()));
    std::vector<ledger::Entry> entries = entries_of(stored);
    const bool before =
        !operation.header.record || personal_id_in(entries) == author->made.personal_id;
    if (operation.header.kind == ledger::Kind::edit) entries.push_back({&operation, {}});
    const bool after = personal_id_in(entries) == author->made.personal_id;
    return before && after ? ledger::Whose::own : ledger::Whose::others;
}

Result<Facts> approval_facts(StreamStorage& storage, const Operation& operation) {
    Facts facts;
    TRY_LET(const ledger::Directory* directory, storage.directory());
    const ledger::ChainState* chain = directory->chain(operation.header.chain);
    const ledger::AccountState* approver = author_of(*directory, operation.header.chain);
    const auto payload = ledger::approval_payload(operation);
    if (chain == nullptr || approver == nullptr || !payload) return facts;
    const auto manifest = ledger::verify(*payload, operation, chain->open.key);
    if (!manifest || manifest->approver != approver->id) return facts;
    facts.approval_holds = true;
    bool others_hold = true;
    for (const ledger::ApprovedVersion& version : payload->versions) {
        TRY_LET(const std::optional<Stored> submitted, storage.find(version.cut));
        TRY_LET(const std::vector<Stored> stored, storage.on_record(version.record));
        const std::vector<ledger::Entry> entries = entries_of(stored);
        const ledger::RecordState state =
            ledger::fold_record(version.record, entries, ledger::DirectoryAuthors(*directory));
        const ledger::Cut* cut = state.cut(version.cut);
        if (cut == nullptr || !cut->content.root || cut->content.root->root != version.root ||
            cut->schema != version.schema) {
            facts.approval_holds = false;
            const bool ghost = cut != nullptr ? cut->rests_on_ghost
                                              : submitted && submitted->standing.ghost();
            others_hold = others_hold && ghost;
        }
        if (cut != nullptr &&
            ledger::approves_himself(*approver, state, *cut, entries, *directory)) {
            facts.approves_himself = true;
        }
    }
    facts.rests_on_ghost = !facts.approval_holds && others_hold;
    return facts;
}

}  // namespace

Result<Facts> facts_of(StreamStorage& storage, const Operation& operation, Timestamp now) {
    Facts facts;
    switch (operation.header.kind) {
        case ledger::Kind::edit:
        case ledger::Kind::submit:
        case ledger::Kind::alias: {
            TRY_LET(facts.whose, whose_file(storage, operation));
            break;
        }
        case ledger::Kind::approve: {
            TRY_LET(facts, approval_facts(storage, operation));
            break;
        }
        case ledger::Kind::device_open: {
            const auto opened = ledger::device_open(operation);
            if (!opened) break;
            TRY_LET(const auto registered, storage.device_key(opened->device));
            facts.device_differs = registered != opened->signing;
            break;
        }
        default: break;
    }
    TRY(add_life_facts(storage, operation, facts));
    facts.today = iso_date(day_in_vietnam(now));
    return facts;
}

}  // namespace soxa::exchange
