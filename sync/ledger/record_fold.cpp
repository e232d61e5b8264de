#include "sync/ledger/record_fold.hpp"

#include <algorithm>
#include <array>

#include "sync/ledger/cut_names.hpp"
#include "sync/ledger/fold_parts.hpp"
#include "sync/ledger/leaving.hpp"
#include "sync/ledger/row_order.hpp"

namespace soxa::ledger {

namespace {

/// A guard says which legal edit of its section came last: its value is the digest of the legal
/// cells that follow it in the operation, so equal edits agree and others meet (rule 13).
Bytes guard_value(const Operation& operation, const EditPayload& payload, std::size_t guard) {
    Bytes covered;
    for (std::size_t i = guard + 1; i < operation.header.cells.size(); ++i) {
        const Cell cell = operation.cell(i);
        if (cell.is_guard()) break;
        if (!cell.legal) continue;
        append(covered, encoded(cell));
        append(covered, payload.values[i]);
    }
    cbor::Writer out;
    out.bytes(crypto::sha256(ByteView(covered)).view());
    return out.take();
}

}  // namespace

std::map<Cell, std::vector<Written>> written_of(std::span<const Entry> edits) {
    std::map<Cell, std::vector<Written>> written;
    for (const Entry& entry : edits) {
        const Operation& operation = *entry.operation;
        const auto payload = edit_payload(operation);
        for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
            const Cell cell = operation.cell(i);
            Written one{operation.id, operation.header.cells[i].replaces, {}, false};
            // What cannot be read (erased, or of a newer kind) is a ghost of opaque bytes; another
            // unit's late work counts only once this one has taken it.
            one.ghost = entry.standing.ghost() || !payload ||
                        operation.header.kind == Kind::late_edit;
            if (payload) {
                const bool guards = cell.is_guard() && operation.header.seq > 0;
                one.value = guards ? guard_value(operation, *payload, i) : payload->values[i];
            }
            written[cell].push_back(std::move(one));
        }
    }
    return written;
}

namespace {

record::Tag section_of(const Cell& cell) {
    return cell.is_guard() ? cell.tag - guard_base : record::section_of_cell(cell.tag);
}

/// Rows that were removed, or whose presence is in dispute: they have no say in the content.
std::set<RowId> absent_rows(const Cells& cells) {
    std::set<RowId> absent;
    for (const auto& [cell, reading] : cells) {
        if (cell.row && in_catalogue(cell) && record::find_group(cell.tag) != nullptr &&
            reading.value() == nullptr) {
            absent.insert(*cell.row);
        }
    }
    return absent;
}

std::optional<Seed> seed_of(const RecordId& id, std::span<const Entry> edits) {
    const auto creation = std::ranges::find_if(
        edits, [&](const Entry& entry) { return entry.operation->id == id; });
    if (creation == edits.end()) return std::nullopt;
    const auto payload = edit_payload(*creation->operation);
    return payload ? payload->seed : std::nullopt;
}

}  // namespace

std::vector<Entry> below(std::span<const OperationId> heads, std::span<const Entry> entries) {
    std::map<ChainId, std::uint64_t> until;
    for (const Entry& entry : entries) {
        const Header& header = entry.operation->header;
        if (std::ranges::find(heads, entry.operation->id) == heads.end()) continue;
        auto& last = until[header.chain];
        last = std::max(last, header.seq);
    }
    std::vector<Entry> covered;
    for (const Entry& entry : entries) {
        const auto chain = until.find(entry.operation->header.chain);
        if (chain != until.end() && entry.operation->header.seq <= chain->second) {
            covered.push_back(entry);
        }
    }
    return covered;
}

namespace {

std::vector<Conflict> conflicts_of(const Content& content) {
    std::vector<Conflict> conflicts;
    const std::set<RowId> absent = absent_rows(content.cells);
    std::map<record::Tag, std::set<OperationId>> shown;  // by section: who is in a cell's conflict
    const auto conflict = [](const Cell& cell, const Reading& reading) {
        return Conflict{cell, section_of(cell), reading.live};
    };
    for (const auto& [cell, reading] : content.cells) {
        if (cell.is_guard() || !reading.in_conflict()) continue;
        const bool presence = record::find_group(cell.tag) != nullptr;
        if (cell.row && !presence && absent.contains(*cell.row)) continue;
        conflicts.push_back(conflict(cell, reading));
        for (const Claim& claim : reading.live) shown[section_of(cell)].insert(claim.by);
    }
    for (const auto& [cell, reading] : content.cells) {
        if (!cell.is_guard() || !reading.in_conflict()) continue;
        // Where the same two edits meet in a cell, that cell is the question to ask.
        const std::set<OperationId>& asked = shown[section_of(cell)];
        const bool covered = std::ranges::all_of(
            reading.live, [&](const Claim& claim) { return asked.contains(claim.by); });
        if (!covered) conflicts.push_back(conflict(cell, reading));
    }
    return conflicts;
}

}  // namespace

std::map<OperationId, std::uint64_t> confirmed_cuts(std::span<const Entry> entries) {
    std::map<OperationId, std::uint64_t> since;
    for (const Entry& entry : entries) {
        if (entry.operation->header.kind != Kind::approve || !entry.standing.confirmed()) continue;
        for (const OperationId& cut : entry.operation->header.references) {
            const auto [at, first] = since.try_emplace(cut, entry.standing.since());
            if (!first) at->second = std::min(at->second, entry.standing.since());
        }
    }
    return since;
}

bool go_back_to(std::uint64_t position, std::vector<Entry>& covered) {
    bool changed = false;
    for (Entry& entry : covered) {
        if (entry.standing.earlier.empty()) continue;
        entry.standing = entry.standing.as_of(position);
        changed = true;
    }
    return changed;
}

namespace {

bool rests_on_ghost(std::span<const Entry> covered) {
    return std::ranges::any_of(covered,
                               [](const Entry& entry) { return entry.standing.ghost(); });
}

std::vector<Cut> cuts_of(const RecordState& state, std::span<const Entry> entries,
                         std::span<const Entry> edits, const Authors& authors) {
    std::vector<Cut> cuts;
    const auto confirmed = confirmed_cuts(entries);
    for (const Entry& entry : entries) {
        const Operation& operation = *entry.operation;
        if (operation.header.kind != Kind::submit || entry.standing.ghost()) continue;
        const std::vector<Entry> seen = below(operation.header.references, entries);
        std::vector<Entry> covered;
        std::ranges::copy_if(seen, std::back_inserter(covered), is_edit);
        Cut cut;
        cut.submit = operation.id;
        cut.heads = operation.header.references;
        cut.covers = static_cast<std::size_t>(std::ranges::count_if(seen, [](const Entry& one) {
            return makes_version(one.operation->header.kind);
        }));
        cut.by = operation.header.chain;
        cut.at = operation.header.at;
        cut.reason = reason(operation).value_or("");
        cut.standing = entry.standing;
        cut.schema = operation.header.schema;
        const auto since = confirmed.find(operation.id);
        const bool then = since != confirmed.end() && go_back_to(since->second, covered);
        cut.rests_on_ghost = rests_on_ghost(covered);
        const bool whole =
            !then && covered.size() == edits.size() && cut.schema == record::schema_version;
        cut.content = whole ? state.draft
                            : fold_content(state.id, state.stream, cut.schema, covered);
        cut.checked = authors.role_of(cut.by) == Role::clerk;
        cuts.push_back(std::move(cut));
    }
    std::ranges::sort(cuts, [](const Cut& a, const Cut& b) {
        return a.covers != b.covers ? a.covers < b.covers : a.submit < b.submit;
    });
    return cuts;
}

void take_checks_and_returns(std::vector<Cut>& cuts, std::span<const Entry> entries) {
    for (const Entry& entry : entries) {
        const Header& header = entry.operation->header;
        if (entry.standing.ghost() || header.references.empty()) continue;
        const auto cut = std::ranges::find(cuts, header.references.front(), &Cut::submit);
        if (cut == cuts.end()) continue;
        if (header.kind == Kind::check) cut->checked = true;
        if (header.kind == Kind::give_back &&
            (!cut->returned || cut->returned->first < entry.operation->id)) {
            cut->returned = {entry.operation->id, reason(*entry.operation).value_or("")};
        }
    }
}

bool may_yet_count(const Approval& approval, const Authors& authors) {
    const Standing& standing = approval.standing;
    constexpr std::array for_good{Reason::revoked, Reason::self_approval, Reason::superseded,
                                  Reason::not_entitled, Reason::expired};
    const bool open = standing.provisional() ||
                      (standing.judgement == Judgement::held &&
                       std::ranges::find(for_good, standing.reason) == for_good.end());
    return open && !authors.retired(approval.by);
}

/// The province closed the file first. What waits for its word on a move is not closed yet.
bool overruled(const Life& life, const Standing& standing) {
    // Of two files of one person the one that came second makes no version until it is decided
    // which of them counts (F4).
    const ClaimState* claimed = life.open_claim();
    if (claimed != nullptr && !claimed->claim.first && !claimed->claim.archived) {
        return standing.provisional() || standing.since() > claimed->since;
    }
    if (!life.closed || !life.closed->since) return false;
    return standing.provisional() || standing.since() > *life.closed->since;
}

std::vector<Approval> approvals_of(const RecordState& state, std::span<const Entry> entries,
                                   const Authors& authors) {
    std::vector<Approval> approvals;
    for (const Entry& entry : entries) {
        const auto payload = approval_payload(*entry.operation);
        if (!payload) continue;
        for (const ApprovedVersion& version : payload->versions) {
            const Cut* cut = state.cut(version.cut);
            if (cut == nullptr) continue;
            Approval approval;
            approval.operation = entry.operation->id;
            approval.cut = version.cut;
            approval.signed_root = version.root;
            approval.by = entry.operation->header.chain;
            approval.at = entry.operation->header.at;
            approval.standing = entry.standing;
            approval.holds = version.record == state.id && version.schema == cut->schema &&
                             cut->content.root && cut->content.root->root == version.root &&
                             entry.standing.judgement != Judgement::refused &&
                             entry.standing.judgement != Judgement::forked;
            approval.overruled = overruled(state.life, approval.standing);
            approval.waits =
                approval.holds && !approval.overruled && may_yet_count(approval, authors);
            approvals.push_back(approval);
        }
    }
    std::ranges::sort(approvals, [](const Approval& a, const Approval& b) {
        return a.operation != b.operation ? a.operation < b.operation : a.cut < b.cut;
    });
    return approvals;
}

/// The place of the province's word that the day has come.
std::optional<std::uint64_t> day_came(const Leaving& left, std::span<const Entry> entries) {
    std::optional<std::uint64_t> came;
    for (const Entry& entry : entries) {
        const Operation& operation = *entry.operation;
        if (operation.header.kind != Kind::leaving_day || !entry.standing.confirmed()) continue;
        const auto said = leaving(operation);
        if (!said || is_ahead(left, said->day)) continue;
        came = std::min(came.value_or(entry.standing.since()), entry.standing.since());
    }
    return came;
}

/// Who has left by an approved version is in the archive from its approval on, or from the day on
/// which he leaves, whichever is later [TB-9.5].
void close_if_left(RecordState& state, std::span<const Entry> entries) {
    if (!state.effective || state.life.closed) return;
    const Cut& cut = state.cuts[*state.effective];
    const auto left = leaving_in(cut.content);
    if (!left) return;
    const Standing* first = nullptr;
    for (const Approval& one : state.approvals) {
        if (one.cut != cut.submit || !one.effective()) continue;
        if (first == nullptr || one.standing.since() < first->since()) first = &one.standing;
    }
    if (first == nullptr) return;
    // The province, or the head who took him back, has said otherwise since this was signed (F11).
    const auto& reopened = state.life.reopened;
    if (reopened && (*reopened == 0 || *reopened > first->since())) return;
    std::uint64_t since = first->since();
    if (is_ahead(*left, iso_date(day_in_vietnam(first->received)))) {
        const auto came = day_came(*left, entries);
        if (!came) {
            state.life.leaving = left;
            return;
        }
        since = std::max(since, *came);
    }
    close_who_left(state.life, since);
}

Status status_of(const RecordState& state) {
    if (!state.draft.root) return Status::draft;
    const auto says_the_draft = [&](const crypto::Digest& root) {
        return root == state.draft.root->root;
    };
    // An earlier version that another has followed is not what the province has now.
    if (state.effective && says_the_draft(state.cuts[*state.effective].content.root->root)) {
        return Status::synced_to_province;
    }
    const bool signed_here = std::ranges::any_of(state.approvals, [&](const Approval& one) {
        return one.waits && says_the_draft(one.signed_root);
    });
    const Cut* cut = state.current_cut();
    if (cut == nullptr) return Status::draft;
    if (cut->returned) return Status::returned;
    if (signed_here) return Status::unit_signed;
    return cut->checked ? Status::checked : Status::submitted;
}

}  // namespace

std::string_view name_of(Status status) {
    constexpr std::array<std::string_view, 6> names{"draft",    "submitted",   "checked",
                                                    "returned", "unit_signed", "synced_to_province"};
    return names[static_cast<std::size_t>(status)];
}

std::string_view RecordState::shown_status() const {
    return life.archived() ? std::string_view("archived") : name_of(status);
}

bool DirectoryAuthors::retired(const ChainId& chain) const {
    const ChainState* found = directory_->chain(chain);
    const AccountState* author =
        found == nullptr ? nullptr : directory_->account(found->open.account);
    const KeyState* key = author == nullptr ? nullptr : author->key(found->open.key);
    return key != nullptr && (key->refused || key->superseded);
}

const Cut* RecordState::cut(const OperationId& submit) const {
    const auto found = std::ranges::find(cuts, submit, &Cut::submit);
    return found == cuts.end() ? nullptr : &*found;
}

const Cut* RecordState::current_cut() const {
    if (!draft.root) return nullptr;
    const Cut* found = nullptr;
    for (const Cut& one : cuts) {
        const bool says_it = one.content.root && one.content.root->root == draft.root->root;
        if (says_it && !one.overtaken) found = &one;
    }
    return found;
}

Content fold_content(const RecordId& id, StreamId stream, std::uint32_t schema,
                     std::span<const Entry> edits) {
    Content content;
    for (const auto& [cell, written] : written_of(edits)) {
        content.cells.emplace(cell, read(written, cell.legal));
    }
    const std::set<RowId> absent = absent_rows(content.cells);
    content.added_at = rows_added_at(content.cells, edits);
    std::vector<record::Said> said;
    for (const auto& [cell, reading] : content.cells) {
        // What stands in a row that is gone is in no question; whether it is gone may be one.
        const bool presence = record::find_group(cell.tag) != nullptr;
        if (cell.row && !presence && absent.contains(*cell.row)) continue;
        if (reading.in_conflict()) {
            content.disputed.insert(section_of(cell));
        } else if (!cell.is_guard() && reading.value() != nullptr) {
            said.push_back({section_of(cell), encoded(cell), *reading.value()});
        }
    }
    const auto seed = seed_of(id, edits);
    if (content.disputed.empty() && seed) {
        content.root = record::content_root({id, stream, schema}, seed->view(), std::move(said));
    }
    return content;
}

Content fold_up_to(const RecordId& id, StreamId stream, std::uint32_t schema,
                   std::span<const OperationId> heads, std::span<const Entry> entries) {
    const CutNames read(entries);
    std::vector<Entry> edits;
    std::ranges::copy_if(below(heads, read.entries()), std::back_inserter(edits), is_edit);
    return fold_content(id, stream, schema, edits);
}

std::vector<OperationId> heads_of(std::span<const Entry> entries) {
    std::map<ChainId, std::pair<std::uint64_t, OperationId>> last;
    for (const Entry& entry : entries) {
        const Header& header = entry.operation->header;
        if (header.kind == Kind::approve) continue;
        auto& head = last[header.chain];
        if (header.seq >= head.first) head = {header.seq, entry.operation->id};
    }
    std::vector<OperationId> names;
    for (const auto& [chain, head] : last) names.push_back(head.second);
    return names;
}

RecordState fold_record(const RecordId& id, std::span<const Entry> stored,
                        const Authors& authors) {
    const CutNames read(stored);
    const std::span<const Entry> entries = read.entries();
    std::vector<Entry> edits;
    std::ranges::copy_if(entries, std::back_inserter(edits), is_edit);
    RecordState state;
    state.id = id;
    state.seed = seed_of(id, edits);
    for (const Entry& entry : edits) {
        if (entry.operation->id != id) continue;
        state.stream = entry.operation->header.stream;
        state.ghost = entry.standing.ghost();
    }
    state.draft = fold_content(id, state.stream, record::schema_version, edits);
    state.conflicts = conflicts_of(state.draft);
    state.cuts = cuts_of(state, entries, edits, authors);
    take_checks_and_returns(state.cuts, entries);
    state.life = fold_life(entries);
    state.approvals = approvals_of(state, entries, authors);
    decide_versions(state, entries);
    state.status = status_of(state);
    close_if_left(state, entries);
    return state;
}

}  // namespace soxa::ledger
