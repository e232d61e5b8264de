#include "sync/server/access_level_set.hpp"

#include <map>

#include "sync/ledger/record_fold.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

using ledger::Kind;

/// Labels of a unit's files, from the seeds that their first operations carry.
using Labels = std::map<ledger::RecordId, std::string>;

void add_label(const ledger::Operation& operation, Labels& labels) {
    if (operation.header.kind != Kind::edit || operation.header.record) return;
    const auto payload = ledger::edit_payload(operation);
    if (!payload || !payload->seed) return;
    ledger::RecordState state;
    state.id = operation.id;
    state.seed = payload->seed;
    labels.emplace(state.id, ledger::record_uid(state));
}

const ledger::AccountState* author_of(const ledger::Directory& directory,
                                      const ledger::ChainId& id) {
    const ledger::ChainState* chain = directory.chain(id);
    return chain == nullptr ? nullptr : directory.account(chain->open.account);
}

std::string name_of_author(const ledger::Directory& directory, const ledger::ChainId& id) {
    const ledger::AccountState* author = author_of(directory, id);
    if (author != nullptr) return author->made.name;
    return directory.unit() ? directory.unit()->province : std::string();
}

std::string today(const Office& office) { return iso_date(day_in_vietnam(office.clock->now())); }

Result<void> check(const LevelWanted& wanted) {
    if (wanted.level > ledger::access_level_max) {
        return fail(Errc::invalid_input, "access.level");
    }
    const bool days = wanted.level == 0 ? wanted.until.empty() : ledger::is_day(wanted.until);
    if (!days) return fail(Errc::invalid_input, "access.until");
    if (!is_line(wanted.basis)) return fail(Errc::invalid_input, "access.basis");
    if (!wanted.reason.empty() && !is_line(wanted.reason)) {
        return fail(Errc::invalid_input, "reason.not_text");
    }
    return {};
}

}  // namespace

Result<void> set_access_level(Office& office, const LevelWanted& wanted) {
    TRY(check(wanted));
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, wanted.unit));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        Labels labels;
        TRY(stream->each([&](const Kept& kept) -> Result<void> {
            add_label(kept.logged.operation, labels);
            return {};
        }));
        const auto named = std::ranges::find(labels, wanted.record_uid,
                                             &std::pair<const ledger::RecordId, std::string>::second);
        if (named == labels.end()) return fail(Errc::invalid_input, "access.no_record");
        TRY_LET(ProvinceAuthor author,
                ProvinceAuthor::in(*stream, unit.stream, ProvinceChain::verdicts, office));
        author.add(Kind::access_level,
                   ledger::encode(ledger::AccessLevel{named->first, wanted.level, wanted.until,
                                                      wanted.basis, wanted.reason}));
        return author.append();
    });
    return done;
}

Result<std::vector<LevelLine>> access_levels(Office& office, const std::string& code) {
    std::vector<LevelLine> lines;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, code));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        Labels labels;
        TRY(stream->each([&](const Kept& kept) -> Result<void> {
            const ledger::Operation& operation = kept.logged.operation;
            add_label(operation, labels);
            const auto level = ledger::access_level(operation);
            const bool counts = kept.standing.confirmed() ||
                                kept.standing.judgement == ledger::Judgement::held;
            if (!level || !counts) return {};
            const ledger::LevelSet* set =
                directory->access().level(level->record, today(office));
            lines.push_back({labels[level->record], *level,
                             set != nullptr && set->by == operation.id,
                             !kept.standing.confirmed(), operation.id,
                             name_of_author(*directory, operation.header.chain)});
            return {};
        }));
        return {};
    });
    TRY(done);
    return lines;
}

Result<std::vector<UseLine>> access_uses(Office& office, const std::string& code) {
    std::vector<UseLine> lines;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, code));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        Labels labels;
        TRY(stream->each([&](const Kept& kept) -> Result<void> {
            const ledger::Operation& operation = kept.logged.operation;
            add_label(operation, labels);
            const auto use = ledger::access_use(operation);
            if (!use) return {};
            UseLine line{operation.header.at, kept.logged.entry.received, labels[use->record],
                         *use,                name_of_author(*directory, operation.header.chain),
                         {}};
            if (const auto* author = author_of(*directory, operation.header.chain)) {
                line.login = author->made.login.empty() ? author->made.personal_id
                                                        : author->made.login;
            }
            lines.push_back(std::move(line));
            return {};
        }));
        return {};
    });
    TRY(done);
    return lines;
}

}  // namespace soxa::server
