#include "sync/server/second_look.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "sync/ledger/access.hpp"
#include "sync/ledger/error_report.hpp"
#include "sync/server/account_list.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/file_standing.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/transfer.hpp"

namespace soxa::server {

namespace {

using ledger::Judgement;
using ledger::Reason;

/// An approval that waits for its key is `account confirm`'s.
constexpr std::array reasons{Reason::unknown_author, Reason::not_entitled, Reason::revoked,
                             Reason::not_understood, Reason::self_approval, Reason::rests_on_held,
                             Reason::superseded,     Reason::expired,      Reason::breaks_rules,
                             Reason::proposal,       Reason::not_cleared,  Reason::released,
                             Reason::archived,       Reason::unit_merged,  Reason::number_changed,
                             Reason::gave_way,       Reason::number_waits};
constexpr std::size_t name_digits_min = 8;

Result<std::vector<exchange::Stored>> held_in(UnitStream& stream) {
    std::vector<exchange::Stored> all;
    for (const Reason reason : reasons) {
        TRY_LET(std::vector<exchange::Stored> found, stream.held(reason));
        std::ranges::move(found, std::back_inserter(all));
    }
    std::ranges::sort(all, {}, [](const exchange::Stored& one) { return *one.standing.position; });
    return all;
}

/// What the unit sent after it had gone into another, of a file that is there now: nobody has to
/// decide, and admitting it would make a second file. What could not go over still waits.
bool is_passed_on(const exchange::Stored& one, const std::set<ledger::RecordId>& given) {
    return one.standing.reason == Reason::unit_merged && given.contains(one.operation.record());
}

/// Which of `held` the officer means.
Result<std::vector<const exchange::Stored*>> named(const std::vector<exchange::Stored>& held,
                                                   const SecondLook& asked,
                                                   const ledger::Directory& directory) {
    std::vector<const exchange::Stored*> chosen;
    for (const std::string& name : asked.operations) {
        const auto fits = [&](const exchange::Stored& one) {
            return hex(one.operation.id.view()).starts_with(name);
        };
        const bool one_only =
            name.size() >= name_digits_min && std::ranges::count_if(held, fits) == 1;
        if (!one_only) return fail(Errc::invalid_input, "held.unknown", {name});
        chosen.push_back(&*std::ranges::find_if(held, fits));
    }
    if (!asked.author.empty()) {
        TRY_LET(const ledger::AccountState* account, required_account(directory, asked.author));
        for (const exchange::Stored& one : held) {
            const ledger::AccountState* author = directory.author(one.operation.header.chain);
            if (author != nullptr && author->id == account->id) chosen.push_back(&one);
        }
    }
    std::ranges::sort(chosen, {}, [](const auto* one) { return *one->standing.position; });
    const auto repeated = std::ranges::unique(chosen);
    chosen.erase(repeated.begin(), repeated.end());
    return chosen;
}

/// By the operation that a verdict is about.
Result<std::map<ledger::OperationId, std::vector<Fault>>> rules_named(UnitStream& stream) {
    std::map<ledger::OperationId, std::vector<Fault>> named;
    TRY_LET(const auto told, stream.of_kind(ledger::Kind::rule_findings));
    for (const exchange::Stored& one : told) {
        auto faults = ledger::rule_findings(one.operation);
        if (!faults || one.operation.header.references.empty()) continue;
        named.insert_or_assign(one.operation.header.references.front(), std::move(*faults));
    }
    return named;
}

}  // namespace

Result<std::vector<HeldLine>> list_held(Office& office, const std::string& unit_code) {
    std::vector<HeldLine> lines;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, unit_code));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        TRY_LET(const std::vector<exchange::Stored> held, held_in(*stream));
        TRY_LET(auto rules, rules_named(*stream));
        TRY_LET(const auto given, given_away(records));
        for (const exchange::Stored& one : held) {
            if (is_passed_on(one, given)) continue;
            HeldLine line{one.operation.id,      one.operation.header.kind,
                          one.standing.reason,   one.standing.received,
                          {},                    {},
                          one.operation.kept_under(), std::move(rules[one.operation.id])};
            if (const auto* author = directory->author(one.operation.header.chain)) {
                line.author = author->made.name;
                line.login = author->made.login.empty() ? author->made.personal_id
                                                        : author->made.login;
            }
            lines.push_back(std::move(line));
        }
        return {};
    });
    TRY(done);
    return lines;
}

Result<std::vector<ledger::Rejudgement>> acceptable(
    UnitStream& stream, ledger::Reason reason,
    const std::function<bool(const exchange::ChainEnd&)>& of) {
    std::vector<ledger::Rejudgement> second;
    TRY_LET(const auto held, stream.held(reason));
    for (const exchange::Stored& one : held) {
        TRY_LET(const auto end, stream.chain_end(one.operation.header.chain));
        if (!end || !of(*end)) continue;
        TRY_LET(const ledger::Facts facts,
                exchange::facts_of(stream, one.operation, one.standing.received));
        TRY_LET(const ledger::Directory* directory, stream.directory());
        const ledger::Judged judged = ledger::judge(one.operation, *directory, facts);
        if (judged.judgement != Judgement::accepted) continue;
        second.push_back({one.operation.id, Judgement::accepted, Reason::confirmed});
    }
    return second;
}

Result<void> look_again(Office& office, UnitStream& stream, ledger::StreamId id,
                        const std::vector<ledger::Rejudgement>& all) {
    TRY_LET(ProvinceAuthor author, ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    for (std::size_t i = 0; i < all.size(); i += ledger::references_max) {
        const auto from = all.begin() + static_cast<std::ptrdiff_t>(i);
        const auto count = std::min(ledger::references_max, all.size() - i);
        const std::vector<ledger::Rejudgement> part(from,
                                                    from + static_cast<std::ptrdiff_t>(count));
        author.add(ledger::Kind::rejudge, ledger::encode(part));
        TRY(author.append());
    }
    return {};
}

Result<void> say_why(Office& office, UnitStream& stream, ledger::StreamId id,
                     const std::vector<exchange::Stored>& looked_at, const std::string& reason) {
    if (reason.empty()) return {};
    std::map<std::optional<ledger::RecordId>, std::vector<ledger::OperationId>> by_file;
    for (const exchange::Stored& one : looked_at) {
        auto file = one.operation.kept_under();
        if (const auto level = ledger::access_level(one.operation)) file = level->record;
        by_file[file].push_back(one.operation.id);
    }
    TRY_LET(ProvinceAuthor author, ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    for (const auto& [file, operations] : by_file) {
        for (std::size_t i = 0; i < operations.size(); i += ledger::references_max) {
            const auto from = operations.begin() + static_cast<std::ptrdiff_t>(i);
            const std::size_t count = std::min(ledger::references_max, operations.size() - i);
            ledger::Header header;
            header.kind = ledger::Kind::decision_reason;
            header.record = file;
            header.references.assign(from, from + static_cast<std::ptrdiff_t>(count));
            author.add(std::move(header), ledger::encode_decision_reason(reason));
        }
    }
    return author.append();
}

Result<Looked> look_again_at(Office& office, const SecondLook& asked) {
    if (!asked.reason.empty() && !is_line(asked.reason)) {
        return fail(Errc::invalid_input, "reason.not_text");
    }
    Looked looked;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, asked.unit));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        TRY_LET(const std::vector<exchange::Stored> held, held_in(*stream));
        TRY_LET(const auto chosen, named(held, asked, *directory));
        TRY_LET(const auto given, given_away(records));
        TRY_LET(const Unit now, successor_of(records, unit));
        std::vector<ledger::Rejudgement> second;
        for (const exchange::Stored* one : chosen) {
            if (is_passed_on(*one, given)) {
                return fail(Errc::invalid_input, "held.passed_on",
                            {hex(one->operation.id.view().first(name_digits_min / 2)), now.code});
            }
            const bool approval = one->operation.header.kind == ledger::Kind::approve;
            // What a head's signature is worth no officer decides: it holds or it does not.
            if (approval && asked.admit) {
                return fail(Errc::invalid_input, "held.not_yet",
                            {hex(one->operation.id.view().first(name_digits_min / 2))});
            }
            second.push_back({one->operation.id,
                              asked.admit ? Judgement::accepted : Judgement::refused,
                              Reason::confirmed});
        }
        if (second.empty()) return {};
        looked.operations = second.size();
        const std::uint64_t before = stream->log().size();
        TRY(look_again(office, *stream, unit.stream, second));
        std::vector<exchange::Stored> looked_at;
        for (const exchange::Stored* one : chosen) looked_at.push_back(*one);
        TRY(say_why(office, *stream, unit.stream, looked_at, asked.reason));
        TRY(settle_lives(office, records, unit.stream, before));
        if (!asked.admit) return {};
        TRY_LET(const auto approvals, acceptable(*stream, Reason::rests_on_held,
                                                 [](const auto&) { return true; }));
        looked.approvals = approvals.size();
        if (approvals.empty()) return {};
        const std::uint64_t then = stream->log().size();
        TRY(look_again(office, *stream, unit.stream, approvals));
        return settle_lives(office, records, unit.stream, then);
    });
    TRY(done);
    return looked;
}

}  // namespace soxa::server
