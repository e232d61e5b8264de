#include "sync/ledger/file_task.hpp"

#include <algorithm>

#include "sync/ledger/version_rules.hpp"
#include "sync/record/text.hpp"

namespace soxa::ledger {

namespace {

using record::Day;
using record::Task;

void finish(Task& task, Timestamp claimed, const Standing& standing) {
    task.claimed = claimed;
    if (standing.position && !standing.ghost()) task.received = standing.received;
}

std::string_view text_in(const record::Row& row, std::string_view group, std::string_view id) {
    const record::Field* const field = record::find_field(group, id);
    const auto value = field == nullptr ? row.columns.end() : row.columns.find(field->tag);
    return value == row.columns.end() ? std::string_view()
                                      : std::string_view(std::get<std::string>(value->second));
}

/// The decisions that a stretch of work brings in.
struct Decisions {
    std::optional<Day> first;
    bool by_others = false;
    std::optional<Day> assessed;
};

class Gathering {
public:
    Gathering(const RecordState& state, std::span<const Stored> operations,
              std::string_view unit_name)
        : state_(state), operations_(operations), unit_(record::search_key(unit_name)) {}

    std::vector<FileTask> tasks() {
        for (std::size_t i = 0; i < state_.cuts.size(); ++i) of_cut(i);
        of_draft();
        return std::move(tasks_);
    }

private:
    struct Stretch {
        std::optional<std::size_t> edit;  ///< the first one
        std::size_t from = 0;
        std::size_t to = 0;
    };

    /// Work up to a submission, or to the end; what is not signed began with the first of it.
    Stretch stretch_to(const OperationId* submit) {
        Stretch found{std::nullopt, at_, at_};
        for (; at_ < operations_.size(); ++at_) {
            const Stored& one = operations_[at_];
            if (submit != nullptr && one.operation.id == *submit) break;
            const Kind kind = one.operation.header.kind;
            // What came over from another unit is to be checked and signed here (TB-9.3).
            const bool enters = kind == Kind::edit || kind == Kind::adopt;
            if (!enters || one.standing.ghost()) continue;
            if (!found.edit) found.edit = at_;
            if (!begun_) begun_ = event_day(one.operation.header.at, one.standing);
        }
        found.to = at_;
        if (submit != nullptr && at_ < operations_.size()) ++at_;
        return found;
    }

    Task task(Task::Kind kind, Day happened) const {
        Task made;
        made.kind = kind;
        made.happened = happened;
        made.begun = begun_;
        return made;
    }

    /// What the stretch adds that was decided since the file was last signed: what is older is
    /// history that is entered late, and no process that waits for it.
    Decisions decisions_in(const Stretch& stretch, const Content& content) const {
        Decisions found;
        if (!signed_) return found;
        std::set<OperationId> adding;
        for (std::size_t i = stretch.from; i < stretch.to; ++i) {
            if (operations_[i].operation.header.kind == Kind::edit) {
                adding.insert(operations_[i].operation.id);
            }
        }
        for (const auto& [tag, rows] : document_of(content).groups) {
            const std::string_view group = record::find_group(tag)->id;
            for (const record::Row& row : rows) {
                const auto day = record::read_day(text_in(row, group, "decision_date"));
                if (!day || *day < *signed_ || !adding.contains(row.id.added)) continue;
                if (group == "assessment") found.assessed = std::min(found.assessed.value_or(*day), *day);
                found.first = std::min(found.first.value_or(*day), *day);
                const std::string agency =
                    record::search_key(text_in(row, group, "decision_agency"));
                const bool own = agency.empty() || agency.find(unit_) != std::string::npos;
                found.by_others = found.by_others || !own;
            }
        }
        return found;
    }

    FileTask entered(const Stretch& stretch, bool first, const Decisions& decided) const {
        const Stored& one = operations_[*stretch.edit];
        const bool came_over = one.operation.header.kind == Kind::adopt;
        FileTask made;
        made.by = one.operation.header.chain;
        made.actor = came_over ? FileTask::Actor::clerks : FileTask::Actor::author;
        made.task = task(first ? Task::Kind::first_entry : Task::Kind::change,
                         event_day(one.operation.header.at, one.standing));
        if (came_over) {
            made.task.source = Task::Source::other_unit;
        } else if (!first && decided.first) {
            made.task.source = decided.by_others ? Task::Source::other_agency
                                                 : Task::Source::own_system;
            made.task.completed = std::min(*decided.first, made.task.happened);
        }
        return made;
    }

    /// The signature that counts: the first that the province let in, else one that may yet count.
    /// What was refused, or is held for good, leaves the head his duty.
    [[nodiscard]] const Approval* signature_of(const Cut& cut) const {
        const Approval* found = nullptr;
        for (const Approval& one : state_.approvals) {
            const bool let_in = one.holds && one.standing.confirmed() && !one.overruled;
            if (one.cut != cut.submit || (!let_in && !one.waits)) continue;
            const bool better =
                found == nullptr || (let_in && (!found->standing.confirmed() ||
                                                one.standing.since() < found->standing.since()));
            if (better) found = &one;
        }
        return found;
    }

    void of_cut(std::size_t index) {
        const Cut& cut = state_.cuts[index];
        const Stretch stretch = stretch_to(&cut.submit);
        const Decisions decided = decisions_in(stretch, cut.content);
        if (stretch.edit) {
            FileTask entry = entered(stretch, index == 0, decided);
            finish(entry.task, cut.at, cut.standing);
            tasks_.push_back(std::move(entry));
        }
        const Approval* const signature = signature_of(cut);
        asked_of(index, signature);
        if (decided.assessed) assessed(*decided.assessed, signature);
        if (signature != nullptr && signature->holds) {
            begun_.reset();
            signed_ = event_day(signature->at, signature->standing);
        }
    }

    /// What a version asks for: to be put right if it was given back, else the head's signature.
    /// One that a later version has overtaken asks for nothing.
    void asked_of(std::size_t index, const Approval* signature) {
        const Cut& cut = state_.cuts[index];
        const bool last = index + 1 == state_.cuts.size();
        FileTask made;
        if (cut.returned) {
            made.by = cut.by;
            made.task = task(Task::Kind::returned, event_day(cut.at, cut.standing));
            for (const Stored& one : operations_) {
                if (one.operation.id != cut.returned->first) continue;
                made.task.happened = event_day(one.operation.header.at, one.standing);
            }
            if (!last) finish(made.task, state_.cuts[index + 1].at, state_.cuts[index + 1].standing);
        } else if (signature != nullptr) {
            made.by = signature->by;
            made.task = task(Task::Kind::approval, event_day(cut.at, cut.standing));
            finish(made.task, signature->at, signature->standing);
        } else if (last) {
            made.actor = FileTask::Actor::heads;
            made.task = task(Task::Kind::approval, event_day(cut.at, cut.standing));
        } else {
            return;
        }
        tasks_.push_back(std::move(made));
    }

    void assessed(Day result, const Approval* signature) {
        FileTask made;
        made.actor = FileTask::Actor::heads;
        made.task = task(Task::Kind::assessment, result);
        if (signature != nullptr) {
            made.actor = FileTask::Actor::author;
            made.by = signature->by;
            finish(made.task, signature->at, signature->standing);
        }
        tasks_.push_back(std::move(made));
    }

    void of_draft() {
        const bool returned = !state_.cuts.empty() && state_.cuts.back().returned.has_value();
        const Stretch stretch = stretch_to(nullptr);
        if (!stretch.edit || returned || state_.current_cut() != nullptr) return;
        const Decisions decided = decisions_in(stretch, state_.draft);
        tasks_.push_back(entered(stretch, state_.cuts.empty(), decided));
        if (decided.assessed) assessed(*decided.assessed, nullptr);
    }

    const RecordState& state_;
    std::span<const Stored> operations_;
    std::string unit_;
    std::size_t at_ = 0;
    std::optional<Day> begun_;   ///< of what is not signed
    std::optional<Day> signed_;  ///< the last time
    std::vector<FileTask> tasks_;
};

}  // namespace

std::vector<FileTask> file_tasks(const RecordState& state, std::span<const Stored> operations,
                                 std::string_view unit_name) {
    return Gathering(state, operations, unit_name).tasks();
}

}  // namespace soxa::ledger
