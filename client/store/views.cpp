#include "client/store/views.hpp"

#include <algorithm>
#include <iterator>

namespace soxa::store {

namespace {

std::vector<ledger::Entry> entries_of(const std::vector<exchange::Stored>& stored) {
    std::vector<ledger::Entry> entries;
    for (const exchange::Stored& one : stored) entries.push_back({&one.operation, one.standing});
    return entries;
}

/// What the province held only because another unit has taken this one over is there, and here it
/// stays to be read as it was entered (F10). Nothing more is entered here that could rest on it.
std::vector<ledger::Entry> seen_here(const std::vector<exchange::Stored>& stored) {
    std::vector<ledger::Entry> entries = entries_of(stored);
    for (ledger::Entry& entry : entries) {
        const bool went_along = entry.standing.judgement == ledger::Judgement::held &&
                                entry.standing.reason == ledger::Reason::unit_merged;
        if (went_along && ledger::carries_cells(entry.operation->header.kind)) entry.standing = {};
    }
    return entries;
}

bool creates(const ledger::Operation& operation, const ledger::RecordId& id) {
    return operation.id == id && ledger::carries_cells(operation.header.kind) &&
           !operation.header.record;
}

std::optional<ledger::RecordState> folded(const std::vector<exchange::Stored>& stored,
                                          const ledger::RecordId& id,
                                          const ledger::Directory& directory) {
    const bool created = std::ranges::any_of(
        stored, [&](const exchange::Stored& one) { return creates(one.operation, id); });
    if (!created) return std::nullopt;
    return ledger::fold_record(id, seen_here(stored), ledger::DirectoryAuthors(directory));
}

Result<void> refresh(Tables& tables, const ledger::RecordId& id,
                     const ledger::Directory& directory) {
    TRY_LET(const std::vector<exchange::Stored> stored, stored_on(tables, id));
    TRY(tables.attachments.put(id, stored));
    const std::optional<ledger::RecordState> state = folded(stored, id, directory);
    if (!state || state->ghost) {
        TRY(tables.records.remove(id));
        TRY(tables.names.remove(id));
        return tables.conflicts.remove(id);
    }
    TRY(tables.records.put(*state));
    TRY(tables.names.put(id, search_key_of(*state)));
    // What is in question in a unit that another has taken over is decided there.
    if (directory.merged()) return tables.conflicts.remove(id);
    return tables.conflicts.put(*state);
}

}  // namespace

Result<std::vector<exchange::Stored>> stored_on(Tables& tables, const ledger::RecordId& id) {
    TRY_LET(const std::vector<ledger::OperationId> approvals,
            tables.approved_cuts.approvals_of(id));
    return tables.operations.on_record(id, approvals);
}

Result<std::optional<ledger::RecordState>> fold(Tables& tables, const ledger::RecordId& id,
                                                const ledger::Directory& directory) {
    TRY_LET(const std::vector<exchange::Stored> stored, stored_on(tables, id));
    return folded(stored, id, directory);
}

Result<ledger::Directory> fold_directory(Tables& tables, const crypto::PublicKey& province) {
    TRY_LET(const std::vector<exchange::Stored> stored, tables.operations.authority());
    return ledger::Directory::fold(province, entries_of(stored));
}

Result<ledger::Rulebooks> fold_rulebooks(Tables& tables) {
    std::vector<exchange::Stored> published;
    for (const ledger::Kind kind : {ledger::Kind::pack_publish, ledger::Kind::catalogue_publish,
                                    ledger::Kind::map_publish}) {
        TRY_LET(std::vector<exchange::Stored> found, tables.operations.of_kind(kind));
        std::ranges::move(found, std::back_inserter(published));
    }
    // What nobody has judged yet the province has not said: only it writes these kinds.
    std::erase_if(published,
                  [](const exchange::Stored& one) { return !one.standing.confirmed(); });
    return ledger::Rulebooks(std::move(published));
}

Result<std::optional<ledger::Directory>> settle(Tables& tables, Touched touched,
                                                const ledger::Directory& directory,
                                                const crypto::PublicKey& province) {
    std::optional<ledger::Directory> changed;
    if (touched.directory) {
        TRY_LET(changed, fold_directory(tables, province));
        TRY_LET(const std::vector<Chain> chains, tables.chains.all());
        const ledger::DirectoryAuthors before(directory);
        const ledger::DirectoryAuthors after(*changed);
        bool retired = false;
        for (const Chain& chain : chains) {
            retired = retired || before.retired(chain.id) != after.retired(chain.id);
            if (before.role_of(chain.id) == after.role_of(chain.id)) continue;
            TRY_LET(const std::vector<ledger::RecordId> submitted,
                    tables.operations.records_submitted_on(chain.id));
            touched.records.insert(submitted.begin(), submitted.end());
        }
        if (changed->merged() && !directory.merged()) {  // once: no file here has a question left
            TRY_LET(const std::vector<ledger::RecordId> all, tables.operations.records());
            touched.records.insert(all.begin(), all.end());
        }
        if (retired) {  // rare: somebody's signatures count no more, or count again
            TRY_LET(const std::vector<ledger::RecordId> signed_ones,
                    tables.approved_cuts.records());
            touched.records.insert(signed_ones.begin(), signed_ones.end());
        }
    }
    for (const ledger::RecordId& id : touched.records) {
        TRY(refresh(tables, id, changed ? *changed : directory));
    }
    return changed;
}

Result<void> rebuild_views(Tables& tables, const ledger::Directory& directory) {
    TRY(tables.records.clear());
    TRY(tables.names.clear());
    TRY(tables.conflicts.clear());
    TRY(tables.attachments.clear());
    TRY_LET(const std::vector<ledger::RecordId> records, tables.operations.records());
    for (const ledger::RecordId& id : records) TRY(refresh(tables, id, directory));
    return tables.names.set_fresh();
}

Result<std::string> dump_views(Tables& tables) {
    std::string text;
    TRY(tables.records.dump(text));
    TRY(tables.names.dump(text));
    TRY(tables.conflicts.dump(text));
    TRY(tables.attachments.dump(text));
    return text;
}

}  // namespace soxa::store
