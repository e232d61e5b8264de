#include <algorithm>

#include "sync/exchange/province.hpp"

namespace soxa::exchange {

namespace {

using ledger::Facts;
using ledger::Operation;

class DirectoryAuthors final : public ledger::Authors {
public:
    explicit DirectoryAuthors(const ledger::Directory& directory) : directory_(&directory) {}
    [[nodiscard]] std::optional<ledger::Role> role_of(const ledger::ChainId& chain) const override {
        return directory_->role_of(chain);
    }

private:
    const ledger::Directory* directory_;
};

Result<ledger::RecordState> state_of(StreamStorage& storage, const std::vector<Stored>& stored,
                                     const ledger::RecordId& id) {
    std::vector<ledger::Entry> entries;
    for (const Stored& one : stored) entries.push_back({&one.operation, one.standing});
    TRY_LET(const ledger::Directory* directory, storage.directory());
    return ledger::fold_record(id, entries, DirectoryAuthors(*directory));
}

std::string personal_id_of(const ledger::RecordState& state) {
    return std::string(ledger::document_of(state.draft).text("personal_id"));
}

const ledger::AccountState* author_of(const ledger::Directory& directory,
                                      const ledger::ChainId& chain) {
    const ledger::ChainState* found = directory.chain(chain);
    return found == nullptr ? nullptr : directory.account(found->open.account);
}

/// Whose file an edit is on; a new record is judged by the number it enters.
Result<ledger::Whose> whose_file(StreamStorage& storage, const Operation& operation) {
    TRY_LET(const ledger::Directory* directory, storage.directory());
    const ledger::AccountState* author = author_of(*directory, operation.header.chain);
    if (author == nullptr || author->made.role != ledger::Role::person) {
        return ledger::Whose::others;
    }
    TRY_LET(std::vector<Stored> stored, storage.on_record(operation.record()));
    if (operation.header.kind == ledger::Kind::edit) stored.push_back({operation, {}});
    TRY_LET(const ledger::RecordState state, state_of(storage, stored, operation.record()));
    const bool own = personal_id_of(state) == author->made.personal_id;
    return own ? ledger::Whose::own : ledger::Whose::others;
}

/// Whether the approver entered any of what the version adds to the last approved one.
bool entered_by(const ledger::AccountId& approver, const ledger::Directory& directory,
                const std::vector<Stored>& stored) {
    return std::ranges::any_of(stored, [&](const Stored& one) {
        if (one.operation.header.kind != ledger::Kind::edit || one.standing.ghost()) return false;
        const ledger::ChainState* chain = directory.chain(one.operation.header.chain);
        return chain != nullptr && chain->open.account == approver;
    });
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
        TRY_LET(const ledger::RecordState state, state_of(storage, stored, version.record));
        const ledger::Cut* cut = state.cut(version.cut);
        if (cut == nullptr || !cut->content.root || cut->content.root->root != version.root ||
            cut->schema != version.schema) {
            facts.approval_holds = false;
            const bool ghost = cut != nullptr ? cut->rests_on_ghost
                                              : submitted && submitted->standing.ghost();
            others_hold = others_hold && ghost;
        }
        if (personal_id_of(state) == approver->made.personal_id ||
            entered_by(approver->id, *directory, stored)) {
            facts.approves_himself = true;
        }
    }
    facts.rests_on_ghost = !facts.approval_holds && others_hold;
    return facts;
}

}  // namespace

Result<Facts> facts_of(StreamStorage& storage, const Operation& operation) {
    switch (operation.header.kind) {
        case ledger::Kind::edit:
        case ledger::Kind::submit: {
            Facts facts;
            TRY_LET(facts.whose, whose_file(storage, operation));
            return facts;
        }
        case ledger::Kind::approve: return approval_facts(storage, operation);
        default: return Facts{};
    }
}

}  // namespace soxa::exchange
