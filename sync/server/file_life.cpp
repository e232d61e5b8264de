#include "sync/server/file_life.hpp"

#include <algorithm>
#include <set>

#include "sync/exchange/life_facts.hpp"
#include "sync/ledger/adoption.hpp"
#include "sync/server/file_standing.hpp"
#include "sync/server/identity_claim.hpp"
#include "sync/server/leaving.hpp"
#include "sync/server/move_entered.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/second_look.hpp"
#include "sync/server/transfer.hpp"

namespace soxa::server {

namespace {

using exchange::Stored;
using ledger::Kind;
using ledger::Operation;
using ledger::OperationId;
using ledger::Reason;
using ledger::TransferState;

/// What these operations of the new stream name and the old unit had sent is here for the new one:
/// no reference crosses streams, and nobody in the new unit has the bytes.
Result<void> scans_go_over(Office& office, Records& records, ledger::StreamId from,
                           UnitStream& stream, ledger::StreamId to,
                           const std::vector<OperationId>& operations) {
    for (const OperationId& id : operations) {
        TRY_LET(const auto stored, stream.find(id));
        if (!stored) continue;
        for (const ledger::NamedBytes& bytes : ledger::bytes_named(stored->operation)) {
            TRY(records.attachments().go_over(from, to, bytes, office.clock->now()));
        }
    }
    return {};
}

bool is_late(const Stored& one) {
    const bool held = one.standing.judgement == ledger::Judgement::held;
    return one.operation.header.kind == Kind::edit && held &&
           (one.standing.reason == Reason::released || one.standing.reason == Reason::archived ||
            one.standing.reason == Reason::unit_merged);
}

/// Late work on the record, and these operations besides, to where it is now.
Result<void> carry(Office& office, Records& records, const Unit& from,
                   const ledger::RecordId& record, const std::set<OperationId>& besides) {
    TRY_LET(UnitStream* const old_stream, records.stream(from.stream));
    TRY_LET(const std::vector<Stored> work, old_stream->on_record(record));
    if (besides.empty() && std::ranges::none_of(work, is_late)) return {};
    TRY_LET(const auto adopted, adopted_from(records, record));
    if (!adopted) return {};
    TRY_LET(UnitStream* const stream, records.stream(adopted->stream));
    std::map<OperationId, OperationId> carried;
    std::vector<OperationId> brought;
    TRY_LET(const std::vector<Stored> there, stream->of_kind(Kind::late_edit));
    for (const Stored& one : there) {
        if (const auto note = ledger::late_note(one.operation)) {
            carried.emplace(note->of, one.operation.id);
        }
    }
    TRY_LET(const ledger::Directory* directory, old_stream->directory());
    TRY_LET(ProvinceAuthor province,
            ProvinceAuthor::in(*stream, adopted->stream, ProvinceChain::verdicts, office));
    const std::uint64_t since = ledger::provenance(adopted->operation)->position;
    for (const Stored& one : work) {
        const bool after = is_late(one) && *one.standing.position > since;
        const bool goes = after || besides.contains(one.operation.id);
        if (!goes || carried.contains(one.operation.id)) continue;
        const ledger::AccountState* author = directory->author(one.operation.header.chain);
        const ledger::LateNote note{one.operation.id, from.code,
                                    author == nullptr ? std::string() : author->made.name,
                                    one.operation.header.at, *one.standing.position};
        const auto late = ledger::late_edit_of(one.operation, adopted->operation, note, carried);
        if (!late || !ledger::fits(*late)) continue;
        ledger::Header header;
        header.kind = Kind::late_edit;
        header.record = adopted->operation.id;
        header.schema = one.operation.header.schema;
        header.cells = late->cells;
        const OperationId told = province.add(std::move(header), late->payload);
        carried.emplace(one.operation.id, told);
        brought.push_back(told);
    }
    TRY(province.append());
    return scans_go_over(office, records, from.stream, *stream, adopted->stream, brought);
}

/// What an offer in this stream is about, in the old unit's.
struct Move {
    ledger::Offer offer;
    Unit from;
    UnitStream* stream = nullptr;
    Operation release;
    FoldedRecord folded;
    std::uint64_t position = 0;
};

/// Nothing unless the file is on its way.
Result<std::optional<Move>> move_of(Records& records, UnitStream& stream,
                                    const OperationId& offered) {
    TRY_LET(const std::optional<Stored> stored, stream.find(offered));
    const auto offer = stored ? ledger::offer(stored->operation) : std::nullopt;
    if (!offer) return std::optional<Move>();
    TRY_LET(const auto unit, records.units().find(offer->from));
    if (!unit) return std::optional<Move>();
    Move move;
    move.offer = *offer;
    move.from = *unit;
    TRY_LET(move.stream, records.stream(unit->stream));
    TRY_LET(const std::optional<Stored> release, move.stream->find(offer->transfer));
    if (!release || !release->operation.header.record) return std::optional<Move>();
    move.release = release->operation;
    move.position = *release->standing.position;
    TRY_LET(move.folded, folded(*move.stream, *move.release.header.record));
    const ledger::Departure* departure = move.folded.state.life.departure();
    const bool under_way = departure != nullptr && departure->operation == move.release.id &&
                           departure->state == TransferState::in_transit;
    if (!under_way) return std::optional<Move>();
    return std::optional(std::move(move));
}

Result<void> go_over(Office& office, Records& records, ledger::StreamId stream_id,
                     const Stored& acceptance) {
    TRY_LET(UnitStream* const stream, records.stream(stream_id));
    TRY_LET(const auto move,
            move_of(records, *stream, acceptance.operation.header.references.front()));
    if (!move) return {};
    const auto release = ledger::release(move->release);
    if (!release) return {};
    TRY_LET(const auto to, records.units().of(stream_id));
    GoingOver going;
    going.from = move->from;
    going.record = *move->release.header.record;
    going.heads = move->release.header.references;
    going.schema = move->release.header.schema;
    going.terms = release->terms;
    going.provenance.transfer = move->release.id;
    going.provenance.move = move->offer.move;
    going.provenance.basis = release->terms.basis;
    going.provenance.position = move->position;
    going.provenance.root = release->root;
    going.provenance.statement = release->statement;
    going.provenance.cms = release->cms;
    going.references = {acceptance.operation.id};
    TRY(take_over(office, records, going, *to));
    TRY(say_on_record(office, records, move->from.stream, Kind::transfer_word, going.record,
                      {move->release.id},
                      ledger::encode(ledger::TransferWord{ledger::TransferStep::accepted, to->code,
                                                          ""})));
    return carry_late_work(office, records, move->from, going.record);
}

Result<void> come_back(Office& office, Records& records, ledger::StreamId stream_id,
                       const Stored& refusal) {
    TRY_LET(UnitStream* const stream, records.stream(stream_id));
    TRY_LET(const auto move,
            move_of(records, *stream, refusal.operation.header.references.front()));
    if (!move) return {};
    TRY_LET(const auto to, records.units().of(stream_id));
    const std::string why = ledger::life_reason(refusal.operation).value_or("");
    TRY(say_on_record(office, records, move->from.stream, Kind::transfer_word,
                      *move->release.header.record, {move->release.id},
                      ledger::encode(ledger::TransferWord{ledger::TransferStep::returned, to->code,
                                                          why})));
    return come_to_nothing(office, records, move->from, *move->release.header.record);
}

/// A file that a laptop made when its unit had gone into another: whole, as all of it is held.
Result<void> take_in_stray(Office& office, Records& records, const Unit& unit,
                           const ledger::RecordId& record) {
    TRY_LET(const Unit to, successor_of(records, unit));
    if (to.stream == unit.stream) return {};
    TRY_LET(auto gone, given_away(records));
    TRY(take_over_by_order(office, records, unit, record, to, "", gone));
    return {};
}

Result<void> settle_one(Office& office, Records& records, const Unit& unit, UnitStream& stream,
                        const OperationId& id) {
    TRY_LET(const std::optional<Stored> stored, stream.find(id));
    if (!stored) return {};
    const Operation& operation = stored->operation;
    if (is_late(*stored)) {
        const bool stray = stored->standing.reason == Reason::unit_merged;
        if (stray && !operation.header.record) return take_in_stray(office, records, unit, id);
        return carry_late_work(office, records, unit, operation.record());
    }
    if (!stored->standing.confirmed()) return {};
    switch (operation.header.kind) {
        case Kind::accept: return go_over(office, records, unit.stream, *stored);
        case Kind::refuse: return come_back(office, records, unit.stream, *stored);
        case Kind::edit: return note_number(office, records, unit, *stored);
        case Kind::approve: return tell_who_leaves(office, stream, unit.stream, *stored);
        case Kind::access_level: {
            const auto level = ledger::access_level(operation);
            return level ? restrict_after(office, records, *level) : Result<void>();
        }
        case Kind::rejudge: {
            const auto second = ledger::rejudgements(operation);
            if (!second) return {};
            for (const ledger::Rejudgement& one : *second) {
                if (one.operation == id) continue;
                TRY(settle_one(office, records, unit, stream, one.operation));
            }
            return {};
        }
        default: return {};
    }
}

}  // namespace

std::vector<ledger::Entry> FoldedRecord::entries() const { return exchange::entries_of(stored); }

Result<FoldedRecord> folded(UnitStream& stream, const ledger::RecordId& record) {
    FoldedRecord found;
    TRY_LET(found.stored, stream.on_record(record));
    TRY_LET(const ledger::Directory* directory, stream.directory());
    found.state = ledger::fold_record(record, found.entries(), ledger::DirectoryAuthors(*directory));
    return found;
}

Result<void> say_on_record(Office& office, Records& records, ledger::StreamId stream_id,
                           Kind kind, const ledger::RecordId& record,
                           std::vector<OperationId> references, Bytes payload) {
    TRY_LET(UnitStream* const stream, records.stream(stream_id));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, stream_id, ProvinceChain::verdicts, office));
    ledger::Header header;
    header.kind = kind;
    header.record = record;
    header.references = std::move(references);
    author.add(std::move(header), std::move(payload));
    return author.append();
}

Result<OperationId> take_over(Office& office, Records& records, const GoingOver& going,
                              const Unit& to) {
    TRY_LET(UnitStream* const old_stream, records.stream(going.from.stream));
    TRY_LET(const FoldedRecord old, folded(*old_stream, going.record));
    std::vector<ledger::Entry> entries = old.entries();
    for (ledger::Entry& entry : entries) {
        // What was only held because the unit is gone is part of the file as it stands.
        // So is what waited for a move that came to nothing.
        const Reason why = entry.standing.reason;
        const bool waited = why == Reason::unit_merged || why == Reason::released;
        if (going.by_order && waited) entry.standing = {};
    }
    const ledger::Content content = ledger::fold_up_to(going.record, going.from.stream,
                                                       going.schema, going.heads, entries);
    if ((!content.root && !going.by_order) || !ledger::shows_all(content)) {
        return fail(Errc::invalid_input, "transfer.not_whole");
    }
    ledger::Provenance from = going.provenance;
    from.from = going.from.code;
    from.from_name = going.from.name;
    from.stream = going.from.stream;
    from.epoch = going.from.epoch;
    from.record = going.record;
    from.seed = old.state.seed.value_or(ledger::Seed{});
    from.schema = going.schema;
    from.root = content.root ? content.root->root : ledger::root_without_questions(content, from);
    if (const auto evidence = ledger::evidence_of(old.state, entries)) {
        from.approvals.push_back(*evidence);
    }
    const auto adoption = ledger::adoption_of(content, std::move(from),
                                              random_id<ledger::Seed>(*office.random));
    if (!ledger::fits(adoption)) return fail(Errc::invalid_input, "transfer.too_large");
    TRY_LET(UnitStream* const stream, records.stream(to.stream));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, to.stream, ProvinceChain::verdicts, office));
    ledger::Header header;
    header.kind = Kind::adopt;
    header.schema = going.schema;
    header.cells = adoption.cells;
    header.references = going.references;
    const OperationId adopted = author.add(std::move(header), adoption.payload);
    TRY_LET(const auto levels, standing_levels(office, *old_stream, going.record));
    restate(author, adopted, levels, old.state, going.provenance.basis);
    TRY(author.append());
    TRY(enter_move(office, *stream, going.from, to, adopted, going.terms));
    TRY(scans_go_over(office, records, going.from.stream, *stream, to.stream, {adopted}));
    TRY(move_numbers(records, {going.from.stream, going.record}, {to.stream, adopted},
                     office.clock->now()));
    return adopted;
}

Result<std::optional<OperationId>> take_over_by_order(Office& office, Records& records,
                                                       const Unit& from,
                                                       const ledger::RecordId& record,
                                                       const Unit& to, const std::string& basis,
                                                       std::set<ledger::RecordId>& gone) {
    TRY_LET(UnitStream* const stream, records.stream(from.stream));
    TRY_LET(FoldedRecord file, folded(*stream, record));
    if (file.state.life.closed && file.state.life.closed->why != Reason::archived) {
        return std::optional<OperationId>();
    }
    if (gone.contains(record)) return std::optional<OperationId>();
    GoingOver going;
    going.from = from;
    going.record = record;
    going.heads = ledger::heads_of(file.entries());
    going.provenance.transfer = {record.bytes};
    going.provenance.basis = basis;
    going.provenance.position = stream->log().size();
    going.by_order = true;
    TRY_LET(const OperationId adopted, take_over(office, records, going, to));
    gone.insert(record);
    // Of a cell in question every side goes along, to be decided there.
    std::set<OperationId> asked;
    for (const ledger::Conflict& conflict : file.state.conflicts) {
        for (const ledger::Claim& claim : conflict.claims) asked.insert(claim.by);
    }
    if (!asked.empty()) TRY(carry(office, records, from, record, asked));
    return std::optional(adopted);
}

Result<void> carry_late_work(Office& office, Records& records, const Unit& from,
                             const ledger::RecordId& record) {
    return carry(office, records, from, record, {});
}

Result<void> come_to_nothing(Office& office, Records& records, const Unit& unit,
                             const ledger::RecordId& record) {
    TRY(admit_again(office, records, unit.stream, Reason::released));
    return take_in_stray(office, records, unit, record);
}

Result<void> admit_again(Office& office, Records& records, ledger::StreamId id, Reason reason) {
    TRY_LET(UnitStream* const stream, records.stream(id));
    TRY_LET(const auto again,
            acceptable(*stream, reason, [](const exchange::ChainEnd&) { return true; }));
    if (again.empty()) return {};
    const std::uint64_t before = stream->log().size();
    TRY(look_again(office, *stream, id, again));
    return settle_lives(office, records, id, before);
}

Result<void> settle_lives(Office& office, Records& records, ledger::StreamId stream_id,
                          std::uint64_t position) {
    TRY_LET(UnitStream* const stream, records.stream(stream_id));
    TRY_LET(const auto unit, records.units().of(stream_id));
    if (!unit) return {};
    const std::uint64_t end = stream->log().size();
    for (std::uint64_t at = position + 1; at <= end; ++at) {
        const auto id = stream->at(at);
        if (id) TRY(settle_one(office, records, *unit, *stream, *id));
    }
    return {};
}

}  // namespace soxa::server
