#include "sync/server/file_standing.hpp"

#include <algorithm>

#include "sync/ledger/adoption.hpp"

namespace soxa::server {

namespace {

using exchange::Stored;
using ledger::Kind;
using ledger::OperationId;

/// The highest of these and of what stands there already, day by day.
Result<void> restrict_further(Office& office, UnitStream& stream, ledger::StreamId id,
                              const ledger::RecordId& record,
                              const std::vector<ledger::AccessLevel>& more) {
    if (more.empty()) return {};
    TRY_LET(ProvinceAuthor province,
            ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    for (ledger::AccessLevel level : more) {
        level.record = record;
        TRY_LET(const auto standing, standing_levels(office, stream, record));
        if (std::ranges::find(standing, level) != standing.end()) continue;
        province.add(Kind::access_level, ledger::encode(level), {record});
        // The last one that is not over counts, so higher ones are said again behind it.
        for (const ledger::AccessLevel& one : standing) {
            if (one.level <= level.level) continue;
            province.add(Kind::access_level, ledger::encode(one), {record});
        }
        TRY(province.append());
    }
    return {};
}

}  // namespace

Result<std::optional<Adopted>> adopted_from(Records& records, const ledger::RecordId& record) {
    TRY_LET(const std::vector<Unit> units, records.units().all());
    for (const Unit& unit : units) {
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const std::vector<Stored> adoptions, stream->of_kind(Kind::adopt));
        for (const Stored& one : adoptions) {
            const auto from = ledger::provenance(one.operation);
            if (from && from->record == record) {
                return std::optional(Adopted{unit.stream, one.operation});
            }
        }
    }
    return std::optional<Adopted>();
}

Result<std::set<ledger::RecordId>> given_away(Records& records) {
    std::set<ledger::RecordId> given;
    TRY_LET(const std::vector<Unit> units, records.units().all());
    for (const Unit& unit : units) {
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const std::vector<Stored> adoptions, stream->of_kind(Kind::adopt));
        for (const Stored& one : adoptions) {
            const auto from = ledger::provenance(one.operation);
            if (from && one.standing.confirmed()) given.insert(from->record);
        }
    }
    return given;
}

Result<std::vector<ledger::AccessLevel>> standing_levels(Office& office, UnitStream& stream,
                                                         const ledger::RecordId& record) {
    TRY_LET(const ledger::Directory* directory, stream.directory());
    return directory->access().standing_levels(
        record, iso_date(day_in_vietnam(office.clock->now())));
}

void restate(ProvinceAuthor& province, const ledger::RecordId& record,
             std::vector<ledger::AccessLevel> levels, const ledger::RecordState& old,
             const std::string& basis) {
    const auto say = [&](Kind kind, Bytes payload, std::vector<OperationId> references = {}) {
        ledger::Header header;
        header.kind = kind;
        header.record = record;
        header.references = std::move(references);
        return province.add(std::move(header), std::move(payload));
    };
    for (ledger::AccessLevel& level : levels) {
        level.record = record;
        province.add(Kind::access_level, ledger::encode(level), {record});
    }
    if (auto status = ledger::standing_status(old)) {
        if (status->basis.empty()) status->basis = basis;
        say(Kind::status_word, ledger::encode(*status));
    }
    for (const ledger::ClaimState& one : old.life.claims) {
        const OperationId told = say(Kind::claim, ledger::encode(one.claim));
        if (one.verdict) say(Kind::claim_verdict, ledger::encode(*one.verdict), {told});
    }
}

Result<void> restrict_after(Office& office, Records& records, const ledger::AccessLevel& level) {
    if (level.level == 0) return {};
    TRY_LET(const auto adopted, adopted_from(records, level.record));
    if (!adopted) return {};
    TRY_LET(UnitStream* const stream, records.stream(adopted->stream));
    ledger::AccessLevel there = level;
    there.record = adopted->operation.id;
    TRY(restrict_further(office, *stream, adopted->stream, there.record, {there}));
    return restrict_after(office, records, there);
}

Result<void> restrict_alike(Office& office, Records& records, const FileName& from,
                            const FileName& to) {
    TRY_LET(UnitStream* const old_stream, records.stream(from.stream));
    TRY_LET(const auto levels, standing_levels(office, *old_stream, from.record));
    TRY_LET(UnitStream* const stream, records.stream(to.stream));
    return restrict_further(office, *stream, to.stream, to.record, levels);
}

}  // namespace soxa::server
