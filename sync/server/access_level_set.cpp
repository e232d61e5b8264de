#include "sync/server/access_level_set.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "sync/ledger/record_fold.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/person_number.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/second_look.hpp"

namespace soxa::server {

namespace {

using ledger::Kind;

/// Labels of a unit's files, from the seeds that their first operations carry.
using Labels = std::map<ledger::RecordId, std::string>;

/// What creates a record gives it its seed: an edit of the unit, or an adoption.
void add_label(const ledger::Operation& operation, Labels& labels) {
    if (!ledger::carries_cells(operation.header.kind) || operation.header.record) return;
    const auto payload = ledger::edit_payload(operation);
    if (!payload || !payload->seed) return;
    ledger::RecordState state;
    state.id = operation.id;
    state.seed = payload->seed;
    labels.emplace(state.id, ledger::record_uid(state));
}

std::string label_of(const Labels& labels, const ledger::RecordId& record) {
    const auto found = labels.find(record);
    return found == labels.end() ? std::string() : found->second;
}

std::string name_of_author(const ledger::Directory& directory, const ledger::ChainId& id) {
    const ledger::AccountState* author = directory.author(id);
    if (author != nullptr) return author->made.name;
    return directory.unit() ? directory.unit()->province : std::string();
}

/// Every operation of a unit, in the order of its log, with the labels known so far.
using Tell = std::function<void(const Kept&, const ledger::Directory&, const Labels&)>;
Result<void> each_labelled(Office& office, const std::string& code, const Tell& tell) {
    return office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, code));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const ledger::Directory* directory, stream->directory());
        Labels labels;
        return stream->each([&](const Kept& kept) -> Result<void> {
            add_label(kept.logged.operation, labels);
            tell(kept, *directory, labels);
            return {};
        });
    });
}

/// By its uid, or by the person's number.
Result<std::optional<ledger::RecordId>> record_named(Records& records, UnitStream& stream,
                                                     const Unit& unit, const std::string& name) {
    if (ledger::is_personal_number(name)) {
        TRY_LET(const auto person, person_of_number(records, unit, name));
        return person ? std::optional(person->record) : std::nullopt;
    }
    Labels labels;
    TRY(stream.each([&](const Kept& kept) -> Result<void> {
        add_label(kept.logged.operation, labels);
        return {};
    }));
    for (const auto& [record, label] : labels) {
        if (label == name) return std::optional(record);
    }
    return std::optional<ledger::RecordId>();
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

/// What heads have proposed for the file is answered with what the province sets.
Result<void> answer_proposals(Office& office, Records& records, const Unit& unit,
                              UnitStream& stream, const ledger::RecordId& record,
                              const LevelWanted& wanted) {
    TRY_LET(std::vector<exchange::Stored> held, stream.held(ledger::Reason::proposal));
    std::erase_if(held, [&](const exchange::Stored& one) {
        const auto level = ledger::access_level(one.operation);
        return !level || level->record != record;
    });
    std::vector<ledger::Rejudgement> second;
    for (const exchange::Stored& one : held) {
        const auto level = ledger::access_level(one.operation);
        const bool same = level->level == wanted.level && level->until == wanted.until;
        second.push_back({one.operation.id,
                          same ? ledger::Judgement::accepted : ledger::Judgement::refused,
                          ledger::Reason::confirmed});
    }
    if (second.empty()) return {};
    const std::uint64_t before = stream.log().size();
    TRY(look_again(office, stream, unit.stream, second));
    TRY(say_why(office, stream, unit.stream, held, wanted.basis));
    return settle_lives(office, records, unit.stream, before);
}

/// The names of files, as they are now.
class Names {
public:
    explicit Names(UnitStream& stream) : stream_(&stream) {}
    Result<std::string> of(const ledger::RecordId& record) {
        const auto found = names_.find(record);
        if (found != names_.end()) return found->second;
        TRY_LET(const FoldedRecord file, folded(*stream_, record));
        const std::string name(ledger::document_of(file.state.draft).text("full_name"));
        names_.emplace(record, name);
        return name;
    }

private:
    UnitStream* stream_;
    std::map<ledger::RecordId, std::string> names_;
};

template <class Line, class Record>
Result<void> add_names(Office& office, const std::string& code, std::vector<Line>& lines,
                       const Record& record_of) {
    return office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, code));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        Names names(*stream);
        for (Line& line : lines) {
            TRY_LET(line.full_name, names.of(record_of(line)));
        }
        return {};
    });
}

}  // namespace

Result<void> set_access_level(Office& office, const LevelWanted& wanted) {
    TRY(check(wanted));
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, wanted.unit));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const auto record, record_named(records, *stream, unit, wanted.record_uid));
        if (!record) return fail(Errc::invalid_input, "access.no_record");
        TRY(answer_proposals(office, records, unit, *stream, *record, wanted));
        TRY_LET(ProvinceAuthor author,
                ProvinceAuthor::in(*stream, unit.stream, ProvinceChain::verdicts, office));
        author.add(Kind::access_level,
                   ledger::encode(ledger::AccessLevel{*record, wanted.level, wanted.until,
                                                      wanted.basis, wanted.reason}));
        return author.append();
    });
    return done;
}

Result<std::vector<LevelLine>> access_levels(Office& office, const std::string& code) {
    std::vector<LevelLine> lines;
    const auto done = each_labelled(office, code, [&](const Kept& kept, const auto& directory,
                                                      const Labels& labels) {
        const ledger::Operation& operation = kept.logged.operation;
        const auto level = ledger::access_level(operation);
        const bool counts = kept.standing.confirmed() ||
                            kept.standing.judgement == ledger::Judgement::held;
        if (!level || !counts) return;
        const ledger::LevelSet* set =
            directory.access().level(level->record, ledger::Days::of(today(office)));
        lines.push_back({label_of(labels, level->record), {}, *level,
                         set != nullptr && set->by == operation.id, !kept.standing.confirmed(),
                         operation.id, name_of_author(directory, operation.header.chain)});
    });
    TRY(done);
    TRY(add_names(office, code, lines, [](const LevelLine& line) { return line.level.record; }));
    return lines;
}

Result<std::vector<UseLine>> access_uses(Office& office, const std::string& code) {
    std::vector<UseLine> lines;
    const auto done = each_labelled(office, code, [&](const Kept& kept, const auto& directory,
                                                      const Labels& labels) {
        const ledger::Operation& operation = kept.logged.operation;
        const auto use = ledger::access_use(operation);
        if (!use) return;
        UseLine line{operation.header.at, kept.logged.entry.received,
                     label_of(labels, use->record), {}, *use,
                     name_of_author(directory, operation.header.chain), {}};
        if (const auto* author = directory.author(operation.header.chain)) {
            line.login =
                author->made.login.empty() ? author->made.personal_id : author->made.login;
        }
        lines.push_back(std::move(line));
    });
    TRY(done);
    TRY(add_names(office, code, lines, [](const UseLine& line) { return line.use.record; }));
    return lines;
}

}  // namespace soxa::server
