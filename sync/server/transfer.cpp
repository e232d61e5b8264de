#include "sync/server/transfer.hpp"

#include <algorithm>

#include "sync/exchange/life_facts.hpp"
#include "sync/ledger/adoption.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

using exchange::Stored;
using ledger::Kind;
using ledger::TransferState;

constexpr std::size_t name_digits_min = 8;

/// A move with where it stands.
struct Found {
    TransferLine line;
    Unit unit;  ///< whose stream it is in
    std::optional<ledger::RecordId> record;
};

Result<std::vector<Found>> releases_of(Records& records, const Unit& unit) {
    std::vector<Found> found;
    TRY_LET(UnitStream* const stream, records.stream(unit.stream));
    TRY_LET(const std::vector<Stored> releases, stream->of_kind(Kind::release));
    for (const Stored& one : releases) {
        const auto said = ledger::release(one.operation);
        if (!said || !one.operation.header.record) continue;
        TRY_LET(const FoldedRecord file, folded(*stream, *one.operation.header.record));
        const record::Document document = ledger::document_of(file.state.draft);
        Found move;
        move.unit = unit;
        move.record = one.operation.header.record;
        move.line = {one.operation.id,
                     ledger::MoveCase::between_units,
                     unit.code,
                     said->terms.to,
                     std::string(document.text("personal_id")),
                     std::string(document.text("full_name")),
                     said->terms.effective,
                     said->terms.basis,
                     said->terms.note,
                     TransferState::refused,
                     one.standing.judgement == ledger::Judgement::held,
                     one.standing.received};
        const auto& departures = file.state.life.departures;
        const auto departure =
            std::ranges::find(departures, one.operation.id, &ledger::Departure::operation);
        if (departure != departures.end()) {
            move.line.state = departure->state;
            if (!departure->reason.empty()) move.line.reason = departure->reason;
        } else if (move.line.held) {
            move.line.state = TransferState::released;
        }
        found.push_back(std::move(move));
    }
    return found;
}

Result<std::vector<Found>> requests_of(Records& records, const Unit& unit) {
    std::vector<Found> found;
    TRY_LET(UnitStream* const stream, records.stream(unit.stream));
    std::vector<Stored> all;
    for (const Kind kind : {Kind::offer, Kind::accept, Kind::refuse, Kind::adopt, Kind::request}) {
        TRY_LET(const std::vector<Stored> some, stream->of_kind(kind));
        all.insert(all.end(), some.begin(), some.end());
    }
    for (const ledger::Arrival& one : ledger::fold_arrivals(exchange::entries_of(all))) {
        const bool asked = one.offer.move == ledger::MoveCase::from_outside &&
                           one.offer.transfer == one.operation;
        if (!asked) continue;
        Found move;
        move.unit = unit;
        // Whoever handed the file over: it has come when the unit has one of that person.
        const bool waits = one.state == TransferState::accepted ||
                           one.state == TransferState::awaiting_national_pull;
        TRY_LET(const auto files, records.identities().of_number(one.offer.personal_id));
        const bool entered = waits && std::ranges::find(files, unit.stream, &Identity::stream) !=
                                          files.end();
        move.line = {one.operation,
                     one.offer.move,
                     one.offer.from_name,
                     unit.code,
                     one.offer.personal_id,
                     one.offer.full_name,
                     one.offer.terms.effective,
                     one.offer.terms.basis,
                     one.reason,
                     entered ? TransferState::closed : one.state,
                     false,
                     one.at};
        found.push_back(std::move(move));
    }
    return found;
}

Result<std::vector<Found>> all_moves(Records& records) {
    std::vector<Found> all;
    TRY_LET(const std::vector<Unit> units, records.units().all());
    for (const Unit& unit : units) {
        TRY_LET(std::vector<Found> releases, releases_of(records, unit));
        std::ranges::move(releases, std::back_inserter(all));
        TRY_LET(std::vector<Found> requests, requests_of(records, unit));
        std::ranges::move(requests, std::back_inserter(all));
    }
    std::ranges::stable_sort(all, {}, [](const Found& one) { return one.line.received; });
    return all;
}

bool is_over(TransferState state) {
    return state == TransferState::closed || state == TransferState::refused ||
           state == TransferState::expired;
}

tl::unexpected<Error> not_now(const Found& move) {
    return fail(Errc::invalid_input, "transfer.not_now",
                {std::string(ledger::name_of(move.line.state)), move.line.full_name});
}

Result<void> say_word(Office& office, Records& records, const Found& move,
                      ledger::TransferStep step, const std::string& reason) {
    return say_on_record(office, records, move.unit.stream, Kind::transfer_word, *move.record,
                         {move.line.operation},
                         ledger::encode(ledger::TransferWord{step, move.line.to, reason}));
}

/// Told before the file is on its way, not when the new unit has accepted it.
Result<void> check_whole(Records& records, const Found& move) {
    TRY_LET(UnitStream* const stream, records.stream(move.unit.stream));
    TRY_LET(const FoldedRecord file, folded(*stream, *move.record));
    TRY_LET(const auto release, stream->find(move.line.operation));
    const ledger::Header& header = release->operation.header;
    const auto entries = file.entries();
    const ledger::Content content = ledger::fold_up_to(
        *move.record, move.unit.stream, header.schema, header.references, entries);
    if (!content.root || !ledger::shows_all(content)) {
        return fail(Errc::invalid_input, "transfer.not_whole");
    }
    ledger::Provenance from;
    const auto said = ledger::release(release->operation);
    if (said) {
        from.statement = said->statement;
        from.cms = said->cms;
    }
    if (const auto evidence = ledger::evidence_of(file.state, entries)) {
        from.approvals.push_back(*evidence);
    }
    if (!ledger::fits(ledger::adoption_of(content, from, {}))) {
        return fail(Errc::invalid_input, "transfer.too_large");
    }
    return {};
}

Result<void> send(Office& office, Records& records, const Found& move) {
    if (move.line.held || move.line.state != TransferState::released) return not_now(move);
    TRY_LET(const auto named, records.units().find(move.line.to));
    if (!named) return fail(Errc::invalid_input, "transfer.to", {move.line.to});
    TRY_LET(const Unit to, successor_of(records, *named));
    if (to.stream == move.unit.stream) {
        return fail(Errc::invalid_input, "transfer.to", {move.line.to});
    }
    TRY(check_whole(records, move));
    TRY(say_word(office, records, move, ledger::TransferStep::sent, ""));
    TRY_LET(UnitStream* const stream, records.stream(to.stream));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, to.stream, ProvinceChain::verdicts, office));
    author.add(Kind::offer,
               ledger::encode(ledger::Offer{
                   move.line.operation, move.line.move, move.unit.code, move.unit.name,
                   move.line.personal_id, move.line.full_name,
                   {to.code, move.line.effective, move.line.basis, move.line.reason}}));
    return author.append();
}

/// In the unit that it was offered to, or that asked.
Result<void> answer(Office& office, Records& records, ledger::StreamId id, Kind kind,
                    const ledger::OperationId& offered, const std::string& reason) {
    TRY_LET(UnitStream* const stream, records.stream(id));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, id, ProvinceChain::verdicts, office));
    ledger::Header header;
    header.kind = kind;
    header.references = {offered};
    author.add(std::move(header), ledger::encode_reason(reason));
    return author.append();
}

Result<void> refuse(Office& office, Records& records, const Found& move,
                    const std::string& reason) {
    if (!move.record) {
        if (move.line.state != TransferState::awaiting_national_pull) return not_now(move);
        return answer(office, records, move.unit.stream, Kind::refuse, move.line.operation,
                      reason);
    }
    if (move.line.held || move.line.state != TransferState::released) return not_now(move);
    TRY(say_word(office, records, move, ledger::TransferStep::refused, reason));
    return come_to_nothing(office, records, move.unit, *move.record);
}

Result<void> expire(Office& office, Records& records, const Found& move,
                    const std::string& reason) {
    if (move.line.state != TransferState::in_transit) return not_now(move);
    TRY_LET(const std::vector<Unit> units, records.units().all());
    for (const Unit& unit : units) {
        TRY_LET(UnitStream* const there, records.stream(unit.stream));
        TRY_LET(const std::vector<Stored> offers, there->of_kind(Kind::offer));
        for (const Stored& one : offers) {
            const auto said = ledger::offer(one.operation);
            if (!said || said->transfer != move.line.operation) continue;
            TRY(answer(office, records, unit.stream, Kind::refuse, one.operation.id, reason));
        }
    }
    TRY(say_word(office, records, move, ledger::TransferStep::expired, reason));
    return come_to_nothing(office, records, move.unit, *move.record);
}

}  // namespace

Result<Unit> successor_of(Records& records, const Unit& unit) {
    Unit found = unit;
    // No more steps than there are units: a circle of mergers leads nowhere.
    TRY_LET(const std::vector<Unit> units, records.units().all());
    for (std::size_t i = 0; i < units.size(); ++i) {
        TRY_LET(UnitStream* const stream, records.stream(found.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        const auto merged = std::ranges::find(directory->unit_changes(),
                                              ledger::UnitStep::merged_into,
                                              &ledger::UnitChange::step);
        if (merged == directory->unit_changes().end() || merged->units.empty()) return found;
        TRY_LET(const auto next, records.units().find(merged->units.front()));
        if (!next) return found;
        found = *next;
    }
    return found;
}

Result<std::vector<TransferLine>> list_transfers(Office& office, bool closed) {
    std::vector<TransferLine> lines;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<Found> all, all_moves(records));
        for (const Found& move : all) {
            if (closed || !is_over(move.line.state)) lines.push_back(move.line);
        }
        return {};
    });
    TRY(done);
    return lines;
}

Result<TransferLine> decide_transfer(Office& office, const TransferDecision& decision) {
    if (!decision.reason.empty() && !is_line(decision.reason)) {
        return fail(Errc::invalid_input, "reason.not_text");
    }
    TransferLine line;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<Found> all, all_moves(records));
        const auto meant = [&](const Found& move) {
            return hex(move.line.operation.view()).starts_with(decision.operation);
        };
        const bool one_only = decision.operation.size() >= name_digits_min &&
                              std::ranges::count_if(all, meant) == 1;
        if (!one_only) return fail(Errc::invalid_input, "transfer.unknown", {decision.operation});
        const Found& move = *std::ranges::find_if(all, meant);
        line = move.line;
        switch (decision.what) {
            case TransferDecision::What::send:
                if (!move.record) {
                    // The province has the papers; who enters them is the unit.
                    if (move.line.state != TransferState::awaiting_national_pull) {
                        return not_now(move);
                    }
                    line.state = TransferState::accepted;
                    return answer(office, records, move.unit.stream, Kind::accept,
                                  move.line.operation, decision.reason);
                }
                line.state = TransferState::in_transit;
                return send(office, records, move);
            case TransferDecision::What::refuse:
                if (decision.reason.empty()) {
                    return fail(Errc::invalid_input, "transfer.reason");
                }
                line.state = TransferState::refused;
                return refuse(office, records, move, decision.reason);
            case TransferDecision::What::expire:
                line.state = TransferState::expired;
                return expire(office, records, move, decision.reason);
        }
        return {};
    });
    TRY(done);
    return line;
}

}  // namespace soxa::server
