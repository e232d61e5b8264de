#include "sync/server/identity_claim.hpp"

#include <algorithm>
#include <set>

#include "sync/exchange/life_facts.hpp"
#include "sync/ledger/adoption.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/file_standing.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

using exchange::Stored;
using ledger::ClaimId;
using ledger::ClaimOutcome;
using ledger::Kind;

constexpr std::size_t name_digits_min = 8;
/// A setting: the register has been filled from the streams.
constexpr std::string_view filled_mark = "identities";

bool touches_number(const ledger::Operation& edit) {
    const auto cell = ledger::field_cell(*record::find_field("", "personal_id"));
    return std::ranges::any_of(edit.header.cells,
                               [&](const auto& one) { return one.cell == cell; });
}

ClaimId claim_id(const ledger::RecordId& one, const ledger::RecordId& other) {
    const auto [first, second] = std::minmax(one, other);
    const auto full = crypto::sha256({bytes_of("soxa claim/1"), first.view(), second.view()});
    return *ClaimId::from(full.view().first(ClaimId::size));
}

std::string name_in(const ledger::RecordState& state) {
    return std::string(ledger::document_of(state.draft).text("full_name"));
}

Result<void> tell(Office& office, Records& records, ledger::StreamId stream,
                  const ledger::RecordId& record, const ledger::NumberClaim& claim) {
    return say_on_record(office, records, stream, Kind::claim, record, {}, ledger::encode(claim));
}

/// A file of another unit that has this number too.
Result<void> claim_against(Office& office, Records& records, const Identity& own,
                           const FoldedRecord& mine, const Identity& other) {
    TRY_LET(UnitStream* const stream, records.stream(other.stream));
    TRY_LET(const FoldedRecord theirs, folded(*stream, other.record));
    const ledger::Life& life = theirs.state.life;
    // Given away, or of a person whose other file counts: told already, or nothing to tell.
    if (life.closed && life.closed->why != ledger::Reason::archived) return {};
    const ClaimId id = claim_id(own.record, other.record);
    const bool there = std::ranges::any_of(mine.state.life.claims, [&](const auto& one) {
        return one.claim.id == id && !one.verdict;
    });
    if (there) return {};
    ledger::NumberClaim claim{id, own.personal_id, true, false};
    TRY(tell(office, records, other.stream, other.record, claim));
    claim.first = false;
    claim.archived = life.archived();
    return tell(office, records, own.stream, own.record, claim);
}

Result<void> say_verdict(Office& office, Records& records, const ClaimSide& side,
                         const ledger::ClaimVerdict& verdict) {
    return say_on_record(office, records, side.stream, Kind::claim_verdict, side.record,
                         {side.claim}, ledger::encode(verdict));
}

Result<std::vector<ClaimLine>> claims_in(Records& records) {
    std::vector<ClaimLine> lines;
    TRY_LET(const std::vector<Unit> units, records.units().all());
    TRY_LET(const auto given, given_away(records));
    for (const Unit& unit : units) {
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const std::vector<Stored> told, stream->of_kind(Kind::claim));
        for (const Stored& one : told) {
            const auto claim = ledger::claim(one.operation);
            // Of a file that went over, the claim stands where it is now.
            const auto& record = one.operation.header.record;
            if (!claim || !record || given.contains(*record)) continue;
            TRY_LET(const FoldedRecord file, folded(*stream, *record));
            ClaimSide side{unit.code,   unit.stream,         *record,
                           one.operation.id, name_in(file.state), claim->first,
                           file.state.life.archived(), {}};
            for (const ledger::ClaimState& state : file.state.life.claims) {
                if (state.claim.id == claim->id) side.verdict = state.verdict;
            }
            auto line = std::ranges::find(lines, claim->id, &ClaimLine::id);
            if (line == lines.end()) {
                lines.push_back({claim->id, claim->personal_id, one.standing.received, {}});
                line = lines.end() - 1;
            }
            line->sides.push_back(std::move(side));
        }
    }
    for (ClaimLine& line : lines) {
        std::ranges::stable_sort(line.sides, std::ranges::greater(), &ClaimSide::first);
    }
    std::ranges::stable_sort(lines, {}, &ClaimLine::at);
    return lines;
}

bool is_decided(const ClaimLine& line) {
    return std::ranges::all_of(line.sides,
                               [](const ClaimSide& side) { return side.verdict.has_value(); });
}

/// The number of a file was corrected, so that what was claimed of it is settled: two people.
Result<void> settle_corrected(Office& office, Records& records, const FileName& file,
                              std::string_view number) {
    TRY_LET(const std::vector<ClaimLine> lines, claims_in(records));
    for (const ClaimLine& line : lines) {
        if (line.personal_id != number || is_decided(line)) continue;
        const bool concerned = std::ranges::any_of(line.sides, [&](const ClaimSide& side) {
            return side.stream == file.stream && side.record == file.record;
        });
        if (!concerned) continue;
        for (const ClaimSide& side : line.sides) {
            const bool own = side.stream == file.stream && side.record == file.record;
            TRY(say_verdict(office, records, side,
                            {line.id, own ? ClaimOutcome::wrong_number : ClaimOutcome::keeps, ""}));
        }
    }
    return {};
}

/// What the file that gives way says, as proposals on the one that counts.
Result<void> offer_content(Office& office, Records& records, const ClaimSide& from,
                           const ClaimSide& to) {
    TRY_LET(UnitStream* const old_stream, records.stream(from.stream));
    TRY_LET(const FoldedRecord old, folded(*old_stream, from.record));
    const ledger::LateNote note{from.claim, from.unit, "", office.clock->now(),
                                old_stream->log().size()};
    const ledger::Adoption late = ledger::proposals_of(old.state.draft, note);
    if (late.cells.empty() || !ledger::fits(late)) return {};
    TRY_LET(UnitStream* const stream, records.stream(to.stream));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, to.stream, ProvinceChain::verdicts, office));
    ledger::Header header;
    header.kind = Kind::late_edit;
    header.record = to.record;
    header.cells = late.cells;
    author.add(std::move(header), late.payload);
    return author.append();
}

Result<void> decide_between(Office& office, Records& records, const ClaimLine& line,
                            const ClaimDecision& decision) {
    const std::string& named = decision.keep.empty() ? decision.wrong : decision.keep;
    const auto chosen = std::ranges::find(line.sides, named, &ClaimSide::unit);
    if (chosen == line.sides.end()) return fail(Errc::invalid_input, "claim.unit", {named});
    if (is_decided(line)) return fail(Errc::invalid_input, "claim.decided");
    for (const ClaimSide& side : line.sides) {
        const bool is_chosen = &side == &*chosen;
        ClaimOutcome outcome = ClaimOutcome::keeps;
        if (!decision.keep.empty() && !is_chosen) outcome = ClaimOutcome::gives_way;
        if (!decision.wrong.empty() && is_chosen) outcome = ClaimOutcome::wrong_number;
        if (outcome == ClaimOutcome::gives_way) {
            TRY(restrict_alike(office, records, {side.stream, side.record},
                               {chosen->stream, chosen->record}));
            TRY(offer_content(office, records, side, *chosen));
        }
        TRY(say_verdict(office, records, side, {line.id, outcome, decision.basis}));
    }
    return {};
}

Result<std::vector<NumberChangeLine>> changes_in(Records& records) {
    std::vector<NumberChangeLine> lines;
    TRY_LET(const std::vector<Unit> units, records.units().all());
    for (const Unit& unit : units) {
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const std::vector<Stored> said, stream->of_kind(Kind::alias));
        for (const Stored& one : said) {
            if (!one.standing.confirmed() || !one.operation.header.record) continue;
            TRY_LET(const FoldedRecord file, folded(*stream, *one.operation.header.record));
            for (const ledger::NumberChange& change : file.state.life.numbers) {
                if (change.operation != one.operation.id) continue;
                lines.push_back({unit.code, *one.operation.header.record, change,
                                 name_in(file.state)});
            }
        }
    }
    return lines;
}

Result<void> decide_change(Office& office, Records& records, const NumberChangeLine& line,
                           const ClaimDecision& decision) {
    if (line.change.verdict) return fail(Errc::invalid_input, "claim.decided");
    TRY_LET(const Unit unit, required_unit(records, line.unit));
    TRY(say_on_record(office, records, unit.stream, Kind::alias_verdict, line.record,
                      {line.change.operation},
                      ledger::encode(ledger::AliasVerdict{decision.confirm, decision.basis})));
    if (!decision.confirm) return {};
    // Signatures under the new number waited for this word.
    return admit_again(office, records, unit.stream, ledger::Reason::number_waits);
}

/// Files that went to another unit: their numbers went with them.
Result<std::set<ledger::RecordId>> adopted_elsewhere(Records& records) {
    std::set<ledger::RecordId> gone;
    TRY_LET(const std::vector<Unit> units, records.units().all());
    for (const Unit& unit : units) {
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const std::vector<Stored> adoptions, stream->of_kind(Kind::adopt));
        for (const Stored& one : adoptions) {
            if (const auto from = ledger::provenance(one.operation)) gone.insert(from->record);
        }
    }
    return gone;
}

/// As old as the last word on it that counts; nothing for a file without a whole number.
std::optional<Identity> own_number(const Unit& unit, const ledger::RecordId& record,
                                   const FoldedRecord& file) {
    const std::string number = exchange::personal_id_in(file.entries());
    if (!ledger::is_personal_number(number)) return std::nullopt;
    Identity own{number, unit.stream, record, {}, false};
    for (const Stored& one : file.stored) {
        if (one.standing.confirmed() && touches_number(one.operation)) {
            own.since = one.standing.received;
        }
    }
    return own;
}

}  // namespace

Result<void> note_number(Office& office, Records& records, const Unit& unit, const Stored& edit) {
    if (!touches_number(edit.operation)) return {};
    const ledger::RecordId record = edit.operation.record();
    TRY_LET(UnitStream* const stream, records.stream(unit.stream));
    TRY_LET(const FoldedRecord mine, folded(*stream, record));
    const std::string number = exchange::personal_id_in(mine.entries());
    if (!ledger::is_personal_number(number)) return {};
    TRY_LET(const std::vector<Identity> had, records.identities().of_record(unit.stream, record));
    const Identity own{number, unit.stream, record, edit.standing.received, false};
    for (const Identity& one : had) {
        if (one.personal_id == number && !one.earlier) return {};
        if (one.personal_id == number || one.earlier) continue;
        Identity earlier = one;
        earlier.earlier = true;
        if (mine.state.life.has_alias(one.personal_id, number)) {
            TRY(records.identities().put(earlier));
        } else {
            TRY(records.identities().remove(one));
            TRY(settle_corrected(office, records, {unit.stream, record}, one.personal_id));
        }
    }
    TRY(records.identities().put(own));
    TRY_LET(const std::vector<Identity> all, records.identities().of_number(number));
    for (const Identity& other : all) {
        if (other.stream == unit.stream) continue;  // the unit's own laptops tell each other
        TRY(claim_against(office, records, own, mine, other));
    }
    return {};
}

Result<void> move_numbers(Records& records, const FileName& from, const FileName& to,
                          Timestamp now) {
    TRY_LET(const std::vector<Identity> had,
            records.identities().of_record(from.stream, from.record));
    for (const Identity& one : had) {
        TRY(records.identities().remove(one));
        TRY(records.identities().put(
            {one.personal_id, to.stream, to.record, std::min(one.since, now), one.earlier}));
    }
    return {};
}

Result<void> fill_numbers(Office& office, Records& records, const Unit& unit) {
    TRY_LET(const auto gone, adopted_elsewhere(records));
    TRY_LET(UnitStream* const stream, records.stream(unit.stream));
    TRY_LET(const std::vector<ledger::RecordId> files, stream->records());
    for (const ledger::RecordId& record : files) {
        TRY_LET(const std::vector<Identity> had,
                records.identities().of_record(unit.stream, record));
        for (const Identity& one : had) TRY(records.identities().remove(one));
        TRY_LET(const FoldedRecord file, folded(*stream, record));
        if (file.state.ghost || gone.contains(record)) continue;
        const auto own = own_number(unit, record, file);
        if (!own) continue;
        TRY(records.identities().put(*own));
        for (const ledger::NumberChange& change : file.state.life.numbers) {
            const bool stands = !change.verdict || change.verdict->confirmed;
            if (!stands || change.alias.from == own->personal_id) continue;
            TRY(records.identities().put(
                {change.alias.from, unit.stream, record, own->since, true}));
        }
        TRY_LET(const std::vector<Identity> all,
                records.identities().of_number(own->personal_id));
        for (const Identity& other : all) {
            const bool told = std::ranges::any_of(file.state.life.claims, [&](const auto& one) {
                return one.claim.id == claim_id(record, other.record);
            });
            if (other.stream == unit.stream || told) continue;
            TRY(claim_against(office, records, *own, file, other));
        }
    }
    return {};
}

Result<void> fill_numbers_once(Office& office) {
    return office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const auto filled, records.settings().find(filled_mark));
        if (filled && !filled->empty()) return {};
        TRY_LET(const std::vector<Unit> units, records.units().all());
        for (const Unit& unit : units) TRY(fill_numbers(office, records, unit));
        return records.settings().set(filled_mark, "filled");
    });
}

Result<std::vector<ClaimLine>> list_claims(Office& office, bool decided) {
    std::vector<ClaimLine> lines;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(lines, claims_in(records));
        return {};
    });
    TRY(done);
    if (!decided) std::erase_if(lines, is_decided);
    return lines;
}

Result<std::vector<NumberChangeLine>> list_number_changes(Office& office, bool decided) {
    std::vector<NumberChangeLine> lines;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(lines, changes_in(records));
        return {};
    });
    TRY(done);
    if (!decided) {
        std::erase_if(lines, [](const auto& line) { return line.change.verdict.has_value(); });
    }
    return lines;
}

Result<void> decide_claim(Office& office, const ClaimDecision& decision) {
    const int asked = (decision.keep.empty() ? 0 : 1) + (decision.wrong.empty() ? 0 : 1) +
                      (decision.confirm ? 1 : 0) + (decision.refuse ? 1 : 0);
    if (asked != 1) return fail(Errc::invalid_input, "claim.how");
    if (!decision.basis.empty() && !is_line(decision.basis)) {
        return fail(Errc::invalid_input, "reason.not_text");
    }
    const bool between = !decision.keep.empty() || !decision.wrong.empty();
    if (between && decision.basis.empty()) return fail(Errc::invalid_input, "claim.basis");
    return office.storage->transaction([&](Records& records) -> Result<void> {
        const auto means = [&](ByteView name) {
            return decision.id.size() >= name_digits_min && hex(name).starts_with(decision.id);
        };
        if (decision.confirm || decision.refuse) {
            TRY_LET(const std::vector<NumberChangeLine> changes, changes_in(records));
            for (const NumberChangeLine& line : changes) {
                if (means(line.change.operation.view())) {
                    return decide_change(office, records, line, decision);
                }
            }
            return fail(Errc::invalid_input, "claim.unknown", {decision.id});
        }
        TRY_LET(const std::vector<ClaimLine> lines, claims_in(records));
        for (const ClaimLine& line : lines) {
            if (means(line.id.view())) return decide_between(office, records, line, decision);
        }
        return fail(Errc::invalid_input, "claim.unknown", {decision.id});
    });
}

}  // namespace soxa::server
