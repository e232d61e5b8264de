#include "sync/ledger/record_base.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include "sync/ledger/attachment.hpp"
#include "sync/ledger/fold_parts.hpp"

namespace soxa::ledger {

namespace {

std::vector<Entry> up_to(std::uint64_t size, std::span<const Entry> entries) {
    std::vector<Entry> then;
    for (const Entry& entry : entries) {
        if (!entry.standing.position || *entry.standing.position > size) continue;
        then.push_back({entry.operation, entry.standing.as_of(size)});
    }
    return then;
}

/// Nothing about it is open: it was let in the first time and has not been looked at again.
bool settled(const Entry& entry) {
    return entry.standing.confirmed() && entry.standing.earlier.empty();
}

bool one_value(const Reading& reading) {
    return !reading.live.empty() && reading.proposals.empty() && !reading.in_conflict();
}

/// The attachments that a claim's operation adds or names.
std::vector<OperationId> evidence_of(const Operation& operation,
                                     const std::set<OperationId>& adding) {
    std::vector<OperationId> found;
    if (adding.contains(operation.id)) found.push_back(operation.id);
    for (const OperationId& id : operation.header.references) {
        if (adding.contains(id)) found.push_back(id);
    }
    std::ranges::sort(found);
    return found;
}

/// Nothing unless all the values below say one thing each.
bool take_content(const Content& content, std::span<const Entry> covered, RecordBase& base) {
    std::map<OperationId, const Operation*> by_name;
    for (const Entry& entry : covered) by_name.emplace(entry.operation->id, entry.operation);
    std::set<OperationId> adding;
    for (const auto& [cell, reading] : content.cells) {
        if (cell.row && cell.tag == attachment_group().tag) adding.insert(cell.row->added);
    }
    if (content.cells.size() > cells_max) return false;
    for (const auto& [cell, reading] : content.cells) {
        if (!one_value(reading)) return false;
        base.said.emplace(cell, reading.live.front().value);
        if (cell.row) {
            const auto added = by_name.find(cell.row->added);
            if (added == by_name.end()) return false;
            base.added_at.emplace(added->first, added->second->header.at);
        }
        const auto evidence = evidence_of(*by_name.at(reading.live.front().by), adding);
        for (const Claim& claim : reading.live) {
            if (evidence_of(*by_name.at(claim.by), adding) != evidence) return false;
        }
        if (!evidence.empty()) base.evidence.emplace(cell, evidence);
    }
    return true;
}

bool names_dropped(const RecordBase& base, const Operation& approval,
                   const std::set<OperationId>& dropped) {
    const auto payload = approval_payload(approval);
    return payload && std::ranges::all_of(payload->versions, [&](const ApprovedVersion& one) {
        return one.record != base.record || dropped.contains(one.cut);
    });
}

/// In each cell that the base has, an edit goes on from it, or from one that does.
bool goes_on_from(const RecordBase& base, std::span<const Entry> held,
                  const Operation& operation) {
    const auto writes = [&](const OperationId& id, const Cell& cell) {
        return std::ranges::any_of(held, [&](const Entry& entry) {
            if (entry.operation->id != id || !is_edit(entry)) return false;
            for (std::size_t i = 0; i < entry.operation->header.cells.size(); ++i) {
                if (entry.operation->cell(i) == cell) return true;
            }
            return false;
        });
    };
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        const Cell cell = operation.cell(i);
        if (!base.said.contains(cell)) continue;
        const bool from_here = std::ranges::any_of(
            operation.header.cells[i].replaces,
            [&](const OperationId& id) { return id == base.cut || writes(id, cell); });
        if (!from_here) return false;
    }
    return true;
}

/// Its author had the base's version before him.
bool covers_cut(const RecordBase& base, std::span<const Entry> held, const Operation& submit) {
    return std::ranges::any_of(submit.header.references, [&](const OperationId& id) {
        return id == base.cut || std::ranges::any_of(held, [&](const Entry& entry) {
            const Header& header = entry.operation->header;
            return entry.operation->id == id && header.chain == base.by && header.seq >= base.seq;
        });
    });
}

/// All that the base says, as one operation that no chain has: its seq is 0.
Operation stand_in(const RecordBase& base) {
    Operation operation;
    operation.id = base.record;
    operation.header.stream = base.stream;
    operation.header.chain = base.by;
    operation.header.seq = 0;
    operation.header.kind = Kind::edit;
    EditPayload payload{base.seed, {}};
    for (const auto& [cell, value] : base.said) {
        operation.header.cells.push_back({cell, {}});
        payload.values.push_back(value);
    }
    operation.payload = encode(payload);
    return operation;
}

void put_added_at(Content& content, const RecordBase& base) {
    for (auto& [id, at] : content.added_at) {
        if (const auto known = base.added_at.find(id); known != base.added_at.end()) {
            at = known->second;
        }
    }
}

}  // namespace

std::optional<RecordBase> base_of(const RecordId& id, std::span<const Entry> entries,
                                  const Authors& authors, std::uint64_t size) {
    const std::vector<Entry> then = up_to(size, entries);
    const RecordState state = fold_record(id, then, authors);
    if (!state.effective || !state.seed || state.ghost) return std::nullopt;
    const Cut& cut = state.cuts[*state.effective];
    RecordBase base;
    base.record = id;
    base.stream = state.stream;
    base.schema = cut.schema;
    base.cut = cut.submit;
    base.by = cut.by;
    base.seed = *state.seed;
    base.versions = *state.effective;
    base.covers = cut.covers;
    const std::vector<Entry> covered = below(cut.heads, then);
    std::set<OperationId> names;
    for (const Entry& entry : covered) names.insert(entry.operation->id);
    if (!names.contains(id)) return std::nullopt;
    for (const Entry& entry : then) {
        const Header& header = entry.operation->header;
        if (entry.operation->id == cut.submit) base.seq = header.seq;
        // What is held or refused is a proposal that may yet come in.
        if (makes_version(header.kind) && !settled(entry)) return std::nullopt;
        const bool covers = names.contains(entry.operation->id);
        if (is_edit(entry) && covers && header.kind != Kind::edit) return std::nullopt;
        if (header.kind == Kind::submit && entry.operation->id != cut.submit && !covers) {
            return std::nullopt;
        }
    }
    if (!take_content(cut.content, covered, base)) return std::nullopt;
    const std::vector<Entry> kept = above(base, then);
    const bool alone = std::ranges::none_of(
        kept, [&](const Entry& entry) { return reaches_below(base, kept, *entry.operation); });
    return alone ? std::optional(std::move(base)) : std::nullopt;
}

std::vector<Entry> above(const RecordBase& base, std::span<const Entry> entries) {
    const auto submit = std::ranges::find(
        entries, base.cut, [](const Entry& entry) { return entry.operation->id; });
    std::vector<Entry> kept(entries.begin(), entries.end());
    if (submit == entries.end()) return kept;
    std::set<OperationId> dropped;
    for (const Entry& entry : below(submit->operation->header.references, entries)) {
        if (makes_version(entry.operation->header.kind)) dropped.insert(entry.operation->id);
    }
    std::erase_if(kept, [&](const Entry& entry) {
        return dropped.contains(entry.operation->id) ||
               (entry.operation->header.kind == Kind::approve &&
                names_dropped(base, *entry.operation, dropped));
    });
    return kept;
}

bool reaches_below(const RecordBase& base, std::span<const Entry> held,
                   const Operation& operation) {
    const Kind kind = operation.header.kind;
    if (operation.id == base.cut) return false;
    const auto here = [&](const OperationId& id) {
        return id == base.record || id == base.cut || base.added_at.contains(id) ||
               std::ranges::any_of(held, [&](const Entry& entry) {
                   return entry.operation->id == id;
               });
    };
    // A version's heads may be the ends of chains that wrote nothing since.
    if (kind == Kind::submit) return !covers_cut(base, held, operation);
    if (const auto payload = approval_payload(operation)) {
        return std::ranges::any_of(payload->versions, [&](const ApprovedVersion& one) {
            return one.record == base.record && !here(one.cut);
        });
    }
    for (const OperationId& id : needs(operation)) {
        if (id != operation.header.prev && !here(id)) return true;
    }
    return carries_cells(kind) && !goes_on_from(base, held, operation);
}

RecordState fold_from(const RecordBase& base, std::span<const Entry> above,
                      const Authors& authors) {
    const Operation below_cut = stand_in(base);
    std::deque<Operation> changed;
    std::vector<OperationId> heads;
    std::vector<Entry> entries{{&below_cut, {}}};
    entries.front().standing.position = 1;
    for (const Entry& entry : above) {
        entries.push_back(entry);
        if (entry.operation->id != base.cut) continue;
        heads = entry.operation->header.references;
        changed.push_back(*entry.operation);
        changed.back().header.references = {base.record};
        entries.back().operation = &changed.back();
    }
    RecordState state = fold_record(base.record, entries, authors);
    put_added_at(state.draft, base);
    for (Cut& cut : state.cuts) {
        put_added_at(cut.content, base);
        const bool own = cut.submit == base.cut;
        cut.covers = own ? base.covers : cut.covers - 1 + base.covers;
        if (own) cut.heads = heads;
    }
    return state;
}

namespace {

/// [tag × 2 + legal | … , index of the row's operation in added_at, k]: the same operation adds many
/// cells, and its name is 32 bytes that do not compress.
void write_short(cbor::Writer& out, const Cell& cell, const RecordBase& base) {
    const std::uint64_t name = std::uint64_t{cell.tag} * 2 + (cell.legal ? 1 : 0);
    if (!cell.row) {
        out.array(1).number(name);
        return;
    }
    const auto added = base.added_at.find(cell.row->added);
    out.array(3).number(name);
    out.number(static_cast<std::uint64_t>(std::distance(base.added_at.begin(), added)));
    out.number(cell.row->index);
}

Cell read_short(cbor::Reader& in, const std::vector<OperationId>& added) {
    Cell cell;
    const std::size_t parts = in.array(3);
    const std::uint64_t name = in.number(std::uint64_t{tag_max} * 2 + 1);
    cell.tag = static_cast<record::Tag>(name / 2);
    cell.legal = name % 2 == 1;
    if (parts == 1) return cell;
    const std::uint64_t at = in.number();
    const auto index = static_cast<std::uint32_t>(in.number(0xFFFF));
    if (parts != 3 || at >= added.size()) {
        in.reject();
        return cell;
    }
    cell.row = RowId{added[static_cast<std::size_t>(at)], index};
    return cell;
}

}  // namespace

// Columns, as frames have them: what is alike stands together.
Bytes encode(const RecordBase& base) {
    cbor::Writer out;
    out.array(14).bytes(base.record.view()).number(base.stream).number(base.schema);
    out.bytes(base.cut.view()).bytes(base.by.view()).number(base.seq).bytes(base.seed.view());
    out.number(base.versions).number(base.covers);
    out.array(base.added_at.size());
    for (const auto& [id, at] : base.added_at) out.bytes(id.view());
    out.array(base.added_at.size());
    for (const auto& [id, at] : base.added_at) out.number(seconds_of(at));
    out.array(base.said.size());
    for (const auto& [cell, value] : base.said) write_short(out, cell, base);
    out.array(base.said.size());
    for (const auto& [cell, value] : base.said) out.raw(value);
    out.array(2 * base.evidence.size());
    for (const auto& [cell, ids] : base.evidence) {
        write_short(out, cell, base);
        out.array(ids.size());
        for (const OperationId& id : ids) out.bytes(id.view());
    }
    return out.take();
}

Result<RecordBase> decode_record_base(ByteView bytes) {
    const auto malformed = [] { return fail(Errc::integrity, "snapshot.malformed"); };
    if (bytes.size() > record_base_bytes_max) return malformed();
    cbor::Reader in(bytes);
    RecordBase base;
    if (in.array(14) != 14) return malformed();
    base.record = in.id<RecordId>();
    base.stream = static_cast<StreamId>(in.number(0xFFFFFFFF));
    base.schema = static_cast<std::uint32_t>(in.number(0xFFFFFFFF));
    base.cut = in.id<OperationId>();
    base.by = in.id<ChainId>();
    base.seq = in.number();
    base.seed = in.id<Seed>();
    base.versions = in.number();
    base.covers = in.number();
    std::vector<OperationId> added(in.array(cells_max));
    for (OperationId& id : added) id = in.id<OperationId>();
    if (in.array(cells_max) != added.size()) return malformed();
    for (const OperationId& id : added) base.added_at.emplace(id, timestamp_of(in.number()));
    std::vector<Cell> cells(in.array(cells_max));
    for (Cell& cell : cells) cell = read_short(in, added);
    if (in.array(cells_max) != cells.size()) return malformed();
    for (const Cell& cell : cells) base.said.emplace(cell, copy_of(in.item()));
    for (std::size_t left = in.array(2 * cells_max) / 2; left > 0 && !in.failed(); --left) {
        std::vector<OperationId>& ids = base.evidence[read_short(in, added)];
        for (std::size_t count = in.array(references_max); count > 0 && !in.failed(); --count) {
            ids.push_back(in.id<OperationId>());
        }
    }
    // Order, repeats and odd counts: whatever is not written so was not written by us.
    if (!in.done() || encode(base) != copy_of(bytes)) return malformed();
    return base;
}

}  // namespace soxa::ledger
