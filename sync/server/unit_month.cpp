#include "sync/server/unit_month.hpp"

#include <algorithm>
#include <set>

#include "sync/ledger/file_task.hpp"
#include "sync/record/month.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/transfer.hpp"

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

void count(const FoldedRecord& file, UnitMonth& made) {
    for (const exchange::Stored& one : file.stored) {
        if (one.standing.position) {
            made.received = std::max(made.received.value_or(Timestamp{}), one.standing.received);
        }
    }
    ++made.files;
    switch (file.state.status) {
        case Status::synced_to_province:
            ++made.approved;
            break;
        case Status::unit_signed:
            ++made.held;
            break;
        case Status::submitted:
        case Status::checked:
            ++made.to_sign;
            break;
        case Status::returned:
            ++made.returned;
            break;
        case Status::draft:
            ++made.drafts;
            break;
    }
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

Result<std::vector<UnitMonth>> unit_months(Office& office, const record::Month& month) {
    std::vector<UnitMonth> months;
    const Day today(day_in_vietnam(office.clock->now()));
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<Unit> units, records.units().all());
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
            TRY_LET(UnitStream* const stream, records.stream(unit.stream));
            TRY_LET(const ledger::Rulebooks* const books, stream->rulebooks());
            std::vector<Task> tasks;
            TRY_LET(const std::vector<ledger::RecordId> files, stream->records());
            for (const ledger::RecordId& record : files) {
                TRY_LET(const FoldedRecord file, folded(*stream, record));
                if (file.state.ghost || file.state.life.closed || !says_something(file.state)) {
                    continue;
                }
                count(file, made);
                for (ledger::FileTask& one :
                     ledger::file_tasks(file.state, file.stored, unit.name)) {
                    one.task.about = hex(record.view());
                    tasks.push_back(std::move(one.task));
                }
            }
            const record::MonthReport report =
                record::month_report(month, tasks, books->now().packs, today);
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
