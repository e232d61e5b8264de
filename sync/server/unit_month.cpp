#include "sync/server/unit_month.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sync/ledger/file_task.hpp"
#include "sync/record/month.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/leaving.hpp"
#include "sync/server/transfer.hpp"
#include "sync/server/unit_month_fold.hpp"

namespace soxa::server {

namespace {

using ledger::Status;
using record::Day;
using record::Task;

bool says_something(const ledger::RecordState& state) {
    return std::ranges::any_of(state.draft.cells, [](const auto& one) {
        return !one.second.live.empty() && !one.first.is_guard();
    });
}

/// What the province itself says of a unit's file is no word from the unit.
bool is_of_unit(const exchange::Stored& one, const ledger::Directory& directory) {
    const ledger::AccountState* const author = directory.author(one.operation.header.chain);
    return author != nullptr && author->made.role != ledger::Role::province;
}

void count(const FoldedRecord& file, const ledger::Directory& directory, UnitMonthFold& made) {
    for (const exchange::Stored& one : file.stored) {
        if (one.standing.position && is_of_unit(one, directory)) {
            made.received = std::max(made.received.value_or(Timestamp{}), one.standing.received);
        }
    }
    FileCounts& counts = made.counts;
    ++counts.files;
    switch (file.state.status) {
        case Status::synced_to_province:
            ++counts.approved;
            break;
        case Status::unit_signed:
            ++counts.held;
            break;
        case Status::submitted:
        case Status::checked:
            ++counts.to_sign;
            break;
        case Status::returned:
            ++counts.returned;
            break;
        case Status::draft:
            ++counts.drafts;
            break;
    }
}

/// From the unit's log.
Result<UnitMonthFold> gathered(UnitStream& stream, const Unit& unit) {
    UnitMonthFold made;
    TRY_LET(const ledger::Rulebooks* const books, stream.rulebooks());
    made.packs = books->now().packs;
    TRY_LET(const std::vector<exchange::Stored> opened, stream.of_kind(ledger::Kind::unit_open));
    if (!opened.empty()) made.opened = opened.front().standing.received;
    TRY_LET(const ledger::Directory* const directory, stream.directory());
    TRY_LET(const std::vector<ledger::RecordId> files, stream.records());
    for (const ledger::RecordId& record : files) {
        TRY_LET(const FoldedRecord file, folded(stream, record));
        if (file.state.ghost || file.state.life.closed || !says_something(file.state)) continue;
        count(file, *directory, made);
        for (ledger::FileTask& one : ledger::file_tasks(file.state, file.stored, unit.name)) {
            one.task.about = hex(record.view());
            made.tasks.push_back(std::move(one.task));
        }
    }
    return made;
}

/// As it was kept, where the log has not grown since.
Result<UnitMonthFold> fold_of(Records& records, const Unit& unit) {
    TRY_LET(UnitStream* const stream, records.stream(unit.stream));
    TRY_LET(const std::optional<Bytes> kept, records.month_folds().find(unit.stream));
    if (kept) {
        if (auto fold = decode_month_fold(*kept, *stream, unit.name)) return *std::move(fold);
    }
    TRY_LET(UnitMonthFold made, gathered(*stream, unit));
    TRY(records.month_folds().put(unit.stream, encode(made, *stream, unit.name)));
    return made;
}

/// By unit, of laptops that are not revoked.
Result<std::map<ledger::StreamId, Timestamp>> last_seen(Records& records) {
    std::map<ledger::StreamId, Timestamp> seen;
    TRY_LET(const std::vector<Device> devices, records.devices().all());
    for (const Device& one : devices) {
        if (one.revoked_at || !one.seen_at) continue;
        Timestamp& last = seen[one.stream];
        last = std::max(last, *one.seen_at);
    }
    return seen;
}

/// Late as the unit's own month says it, by the same rule (record::judge).
void weigh(const record::MonthReport& report, UnitMonth& made) {
    std::set<std::string> late;
    for (const record::Duty& duty : report.duties) {
        if (duty.is_open() && duty.is_late()) late.insert(duty.task.about);
        if (duty.task.kind != Task::Kind::approval || !duty.task.received) continue;
        const Day received(day_in_vietnam(*duty.task.received));
        if (received < report.month.first() || received > report.month.last()) continue;
        ++(duty.is_late() ? made.approvals_late : made.approvals_in_time);
    }
    made.late = late.size();
}

UnitMonth::State state_of(const UnitMonth& made) {
    using State = UnitMonth::State;
    if (!made.merged_into.empty()) return State::merged;
    if (made.files == 0) return State::no_files;
    if (made.late > 0) return State::late;
    if (made.approved + made.held < made.files) return State::open;
    return made.approvals_late > 0 ? State::done_late : State::done;
}

}  // namespace

std::string_view name_of(UnitMonth::State state) {
    switch (state) {
        case UnitMonth::State::merged: return "merged";
        case UnitMonth::State::no_files: return "no_files";
        case UnitMonth::State::done: return "done";
        case UnitMonth::State::done_late: return "done_late";
        case UnitMonth::State::open: return "open";
        case UnitMonth::State::late: return "late";
    }
    return "";
}

bool UnitMonth::unseen() const {
    constexpr int week = 7;
    return state != State::merged && days_silent && *days_silent > week;
}

Result<std::vector<UnitMonth>> unit_months(Office& office, const record::Month& month) {
    std::vector<UnitMonth> months;
    const Day today(day_in_vietnam(office.clock->now()));
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<Unit> units, records.units().all());
        TRY_LET(const auto seen, last_seen(records));
        for (const Unit& unit : units) {
            UnitMonth made;
            made.unit = unit;
            TRY_LET(const Unit successor, successor_of(records, unit));
            if (successor.stream != unit.stream) {
                made.merged_into = successor.code;
                made.state = state_of(made);
                months.push_back(std::move(made));
                continue;
            }
            // Who has left by today is not counted, whether or not his unit has called since.
            TRY_LET(UnitStream* const stream, records.stream(unit.stream));
            TRY(tell_days_that_came(office, *stream, unit.stream));
            TRY_LET(const UnitMonthFold fold, fold_of(records, unit));
            static_cast<FileCounts&>(made) = fold.counts;
            made.received = fold.received;
            const auto heard = seen.find(unit.stream);
            if (heard != seen.end()) made.contact = heard->second;
            if (made.received) {
                made.contact = std::max(made.contact.value_or(Timestamp{}), *made.received);
            }
            if (made.contact || fold.opened) {
                const Day last(day_in_vietnam(made.contact ? *made.contact : *fold.opened));
                made.days_silent = static_cast<int>((today - last).count());
            }
            const record::MonthReport report =
                record::month_report(month, fold.tasks, fold.packs, today);
            if (report.windows) made.deadline = report.windows->unit_deadline;
            weigh(report, made);
            made.state = state_of(made);
            months.push_back(std::move(made));
        }
        return {};
    });
    TRY(done);
    return months;
}

}  // namespace soxa::server
