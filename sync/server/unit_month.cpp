#include "sync/server/unit_month.hpp"

#include <algorithm>

#include "sync/ledger/version_rules.hpp"
#include "sync/record/month.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/transfer.hpp"

namespace soxa::server {

namespace {

using ledger::Kind;
using ledger::Status;
using record::Day;

struct Terms {
    record::Month month;
    std::optional<Day> deadline;
    Day today{};
};

bool says_something(const ledger::RecordState& state) {
    return std::ranges::any_of(state.draft.cells, [](const auto& one) {
        return !one.second.live.empty() && !one.first.is_guard();
    });
}

/// The day of the first edit that no approved version has in it.
std::optional<Day> begun(const FoldedRecord& file) {
    const auto approved = [&](const ledger::OperationId& submit) {
        return std::ranges::any_of(file.state.approvals, [&](const ledger::Approval& one) {
            return one.holds && one.cut == submit;
        });
    };
    std::optional<Day> first;
    for (const exchange::Stored& one : file.stored) {
        const ledger::Header& header = one.operation.header;
        if (header.kind == Kind::submit && approved(one.operation.id)) first.reset();
        const bool enters = header.kind == Kind::edit || header.kind == Kind::adopt;
        if (enters && !first && !one.standing.ghost()) {
            first = ledger::event_day(header.at, one.standing);
        }
    }
    return first;
}

void count_approvals(const ledger::RecordState& state, const Terms& terms, UnitMonth& made) {
    for (const ledger::Approval& one : state.approvals) {
        if (!one.effective()) continue;
        const Day day(day_in_vietnam(one.standing.received));
        if (day < terms.month.first() || day > terms.month.last()) continue;
        const bool late = terms.deadline && day > *terms.deadline;
        ++(late ? made.approvals_late : made.approvals_in_time);
    }
}

void count(const FoldedRecord& file, const Terms& terms, UnitMonth& made) {
    for (const exchange::Stored& one : file.stored) {
        if (one.standing.position) {
            made.received = std::max(made.received.value_or(Timestamp{}), one.standing.received);
        }
    }
    count_approvals(file.state, terms, made);
    ++made.files;
    bool waits = true;
    switch (file.state.status) {
        case Status::synced_to_province:
            ++made.approved;
            waits = false;
            break;
        case Status::unit_signed:
            ++made.held;
            waits = false;
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
    if (!waits || !terms.deadline || terms.today <= *terms.deadline) return;
    const auto since = begun(file);
    if (since && *since <= *terms.deadline) ++made.late;
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
            const auto windows =
                record::month_report(month, {}, books->now().packs, today).windows;
            if (windows) made.deadline = windows->unit_deadline;
            TRY_LET(const std::vector<ledger::RecordId> files, stream->records());
            for (const ledger::RecordId& record : files) {
                TRY_LET(const FoldedRecord file, folded(*stream, record));
                if (file.state.ghost || file.state.life.closed || !says_something(file.state)) {
                    continue;
                }
                count(file, {month, made.deadline, today}, made);
            }
            made.state = state_of(made);
            months.push_back(std::move(made));
        }
        return {};
    });
    TRY(done);
    return months;
}

}  // namespace soxa::server
