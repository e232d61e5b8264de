#include "sync/server/unit_change.hpp"

#include <algorithm>

#include "crypto/normal_form.hpp"
#include "sync/exchange/life_facts.hpp"
#include "sync/ledger/life.hpp"
#include "sync/record/date_text.hpp"
#include "sync/record/day.hpp"
#include "sync/record/personnel_status.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/file_standing.hpp"
#include "sync/server/person_number.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/transfer.hpp"

namespace soxa::server {

namespace {

using ledger::Kind;

/// The order with its day as it is kept.
Result<UnitOrder> checked(UnitOrder order) {
    if (!is_line(order.basis)) return fail(Errc::invalid_input, "unit.basis");
    if (order.effective.empty()) return order;
    const auto date = record::read_date(order.effective);
    const auto day = date ? record::read_day(record::stored(*date)) : std::nullopt;
    if (!day) return fail(Errc::invalid_input, "unit.date", {order.effective});
    order.effective = record::stored(*day);
    return order;
}

/// What is done at once must not be done before its day: a unit's month would end with it.
Result<UnitOrder> due(const Office& office, UnitOrder typed) {
    TRY_LET(UnitOrder order, checked(std::move(typed)));
    const record::Day today(day_in_vietnam(office.clock->now()));
    const auto day = record::read_day(order.effective);
    if (day && *day > today) {
        return fail(Errc::invalid_input, "unit.not_yet", {record::shown(*day)});
    }
    return order;
}

/// The units of a merger, asked for the same things whether it is told or done.
struct Merger {
    Unit to;
    struct From {
        Unit unit;
        bool before = false;  ///< the order was given before
    };
    std::vector<From> from;
};

Result<Merger> merger_of(Records& records, const std::vector<std::string>& codes,
                         const std::string& into) {
    Merger merger;
    TRY_LET(merger.to, required_unit(records, into));
    TRY_LET(const Unit last, successor_of(records, merger.to));
    if (last.stream != merger.to.stream) {
        return fail(Errc::invalid_input, "unit.merged_before", {into, last.code});
    }
    for (const std::string& code : codes) {
        TRY_LET(const Unit from, required_unit(records, code));
        if (from.stream == merger.to.stream) return fail(Errc::invalid_input, "unit.same", {code});
        TRY_LET(const Unit now, successor_of(records, from));
        if (now.stream != from.stream && now.stream != merger.to.stream) {
            return fail(Errc::invalid_input, "unit.merged_before", {code, now.code});
        }
        merger.from.push_back({from, now.stream == merger.to.stream});
    }
    return merger;
}

Result<void> say_of_unit(Office& office, Records& records, ledger::StreamId id,
                         const ledger::UnitChange& change) {
    TRY_LET(UnitStream* const stream, records.stream(id));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, id, ProvinceChain::verdicts, office));
    author.add(Kind::unit_change, ledger::encode(change));
    return author.append();
}

/// One file by itself: what cannot go stays, and is counted.
Result<void> take(Office& office, Records& records, const Unit& from,
                  const ledger::RecordId& record, const Unit& to, const UnitOrder& order,
                  std::set<ledger::RecordId>& gone, TakenOver& taken) {
    TRY_LET(UnitStream* const stream, records.stream(from.stream));
    TRY_LET(const FoldedRecord file, folded(*stream, record));
    const bool says_something = std::ranges::any_of(
        file.state.draft.cells,
        [](const auto& one) { return !one.second.live.empty() && !one.first.is_guard(); });
    if (file.state.ghost || !file.state.seed || !says_something) return {};
    const auto adopted = take_over_by_order(office, records, from, record, to, order.basis, gone);
    if (!adopted) {
        const bool stays = adopted.error().text == "transfer.too_large" ||
                           adopted.error().text == "transfer.not_whole";
        if (!stays) return tl::make_unexpected(adopted.error());
        ++taken.left;
    } else if (*adopted) {
        ++taken.files;
    }
    return {};
}

/// What was on its way to the old unit goes on to the new one.
Result<void> pass_offers_on(Office& office, Records& records, const Unit& from, const Unit& to) {
    TRY_LET(UnitStream* const old_stream, records.stream(from.stream));
    std::vector<exchange::Stored> all;
    for (const Kind kind :
         {Kind::offer, Kind::accept, Kind::refuse, Kind::adopt, Kind::request}) {
        TRY_LET(const auto some, old_stream->of_kind(kind));
        all.insert(all.end(), some.begin(), some.end());
    }
    for (const ledger::Arrival& one : ledger::fold_arrivals(exchange::entries_of(all))) {
        const auto open = std::ranges::find(all, one.operation,
                                            [](const auto& stored) { return stored.operation.id; });
        const bool asked = open->operation.header.kind == Kind::request;
        // Asked for from outside [TB-9.1]: until somebody has entered the file.
        TRY_LET(const auto files, records.identities().of_number(one.offer.personal_id));
        const bool waits = asked ? one.state == ledger::TransferState::awaiting_national_pull ||
                                       (one.state == ledger::TransferState::accepted &&
                                        std::ranges::find(files, from.stream, &Identity::stream) ==
                                            files.end())
                                 : one.state == ledger::TransferState::in_transit;
        if (!waits) continue;
        TRY_LET(UnitStream* const stream, records.stream(to.stream));
        TRY_LET(ProvinceAuthor author,
                ProvinceAuthor::in(*stream, to.stream, ProvinceChain::verdicts, office));
        const ledger::OperationId again =
            author.add(open->operation.header.kind, open->operation.payload);
        if (one.state == ledger::TransferState::accepted) {
            author.add(Kind::accept, ledger::encode_reason(""), {again});
        }
        TRY(author.append());
    }
    return {};
}

Result<Identity> required_person(Records& records, const Unit& unit, const std::string& number) {
    TRY_LET(const auto person, person_of_number(records, unit, number));
    if (!person) return fail(Errc::invalid_input, "person.unknown", {number, unit.code});
    return *person;
}

}  // namespace

Result<void> rename_unit(Office& office, const std::string& code, const std::string& typed,
                         const UnitOrder& typed_order) {
    TRY_LET(const UnitOrder order, due(office, typed_order));
    const std::string name = crypto::nfc(typed).value_or("");
    if (!is_line(name)) return fail(Errc::invalid_input, "unit.name", {code});
    return office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, code));
        if (unit.name == name) return {};
        TRY(records.units().rename(unit.stream, name));
        return say_of_unit(office, records, unit.stream,
                           {ledger::UnitStep::renamed, name, {}, order.effective, order.basis});
    });
}

Result<TakenOver> merge_units(Office& office, const std::vector<std::string>& codes,
                              const std::string& into, const UnitOrder& typed_order) {
    TRY_LET(const UnitOrder order, due(office, typed_order));
    TakenOver taken;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Merger merger, merger_of(records, codes, into));
        const Unit& to = merger.to;
        TRY_LET(auto gone, given_away(records));
        for (const auto& [from, before] : merger.from) {
            TRY_LET(UnitStream* const stream, records.stream(from.stream));
            TRY_LET(const std::vector<ledger::RecordId> files, stream->records());
            for (const ledger::RecordId& record : files) {
                TRY(take(office, records, from, record, to, order, gone, taken));
            }
            if (before) continue;
            TRY(pass_offers_on(office, records, from, to));
            TRY(say_of_unit(office, records, from.stream,
                            {ledger::UnitStep::merged_into, to.name, {to.code}, order.effective,
                             order.basis}));
            TRY(say_of_unit(office, records, to.stream,
                            {ledger::UnitStep::took_over, from.name, {from.code}, order.effective,
                             order.basis}));
        }
        return {};
    });
    TRY(done);
    return taken;
}

Result<MergerAhead> merger_ahead(Office& office, const std::vector<std::string>& codes,
                                 const std::string& into, const UnitOrder& typed_order) {
    TRY(due(office, typed_order));
    MergerAhead ahead;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Merger merger, merger_of(records, codes, into));
        ahead.into = merger.to.code;
        ahead.into_name = merger.to.name;
        for (const auto& [from, before] : merger.from) {
            TRY_LET(UnitStream* const stream, records.stream(from.stream));
            TRY_LET(const std::vector<ledger::RecordId> files, stream->records());
            TRY_LET(const ledger::Directory* directory, stream->directory());
            const auto laptops = std::ranges::count_if(
                directory->devices(), [](const auto& one) { return !one.second.revoked; });
            ahead.from.push_back({from.code, from.name, files.size(),
                                  static_cast<std::size_t>(laptops), before});
        }
        return {};
    });
    TRY(done);
    return ahead;
}

Result<TakenOver> split_unit(Office& office, const std::string& code, const std::string& into,
                             const std::vector<std::string>& personal_ids,
                             const UnitOrder& typed_order) {
    TRY_LET(const UnitOrder order, due(office, typed_order));
    if (personal_ids.empty()) return fail(Errc::invalid_input, "unit.nobody");
    TakenOver taken;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit from, required_unit(records, code));
        TRY_LET(const Unit to, required_unit(records, into));
        if (from.stream == to.stream) return fail(Errc::invalid_input, "unit.same", {code});
        TRY_LET(auto gone, given_away(records));
        for (const std::string& number : personal_ids) {
            TRY_LET(const std::vector<Identity> there, records.identities().of_number(number));
            const bool there_now =
                std::ranges::find(there, from.stream, &Identity::stream) == there.end() &&
                std::ranges::find(there, to.stream, &Identity::stream) != there.end();
            if (there_now) continue;
            TRY_LET(const Identity person, required_person(records, from, number));
            const std::size_t before = taken.files;
            TRY(take(office, records, from, person.record, to, order, gone, taken));
            if (taken.files == before) continue;
            constexpr const char* moved = "30";
            TRY(say_on_record(office, records, from.stream, Kind::status_word, person.record, {},
                              ledger::encode(ledger::StatusWord{moved, order.effective,
                                                                order.basis})));
        }
        if (taken.files == 0) return {};  // the order was given before
        TRY(say_of_unit(office, records, from.stream,
                        {ledger::UnitStep::split_off, to.name, {to.code}, order.effective,
                         order.basis}));
        return say_of_unit(office, records, to.stream,
                           {ledger::UnitStep::took_over, from.name, {from.code}, order.effective,
                            order.basis});
    });
    TRY(done);
    return taken;
}

Result<void> set_status(Office& office, const StatusOrder& asked) {
    TRY_LET(const UnitOrder order, due(office, asked.order));
    if (!record::is_personnel_status(asked.status)) {
        return fail(Errc::invalid_input, "person.status", {asked.status});
    }
    return office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, asked.unit));
        TRY_LET(const Identity person, required_person(records, unit, asked.personal_id));
        TRY(say_on_record(office, records, unit.stream, Kind::status_word, person.record, {},
                          ledger::encode(ledger::StatusWord{asked.status, order.effective,
                                                            order.basis})));
        if (record::is_archived_status(asked.status)) return {};
        TRY(admit_again(office, records, unit.stream, ledger::Reason::archived));
        // What was held for a move that came to nothing while the person was in the archive.
        return admit_again(office, records, unit.stream, ledger::Reason::released);
    });
}

}  // namespace soxa::server
