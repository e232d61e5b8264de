// The month: what has to be done in a unit by when, what is late and by whom, and when the unit
// and the province sign (DOMAIN §1.10, 3.9; TB-6.2 to 6.5, TB-13.3).
//
// Judged from facts that the caller gathers: what happened and when it was done, the packs, the
// calendar, the day. Each event is judged by the pack of its own day. Late or not is decided by
// the province's receipt, with the time that the laptop claimed kept beside it [F14], unless the
// pack says otherwise; what the province has not received is not in time yet.
//
// The unit's day (TB-6.4) is one rule, here, for everything that tells of it: `month` and `status`,
// `approve`, the window, and the province's board. What was begun by that day is to be signed by it,
// what was begun later by the next month's. A signature that the province has after the unit's day
// of its own month is flagged as late of that month and counts for the next (§1.7), unless the pack
// says that nobody minds (approval.outside_window = allow).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/time.hpp"
#include "sync/record/finding.hpp"
#include "sync/record/policy.hpp"

namespace soxa::record {

/// Something that somebody has to do, or has done.
struct Task {
    enum class Kind {
        account,      ///< for a joiner [TB-6.2]
        first_entry,  ///< of a file [TB-6.3a]
        change,       ///< entered and not submitted [TB-6.3b]
        approval,     ///< by the head [TB-6.4]
        returned,     ///< given back, to be put right [TB-6.4c]
        evidence,     ///< the document behind a change [R32]
        assessment,   ///< its result, signed and passed on (decree 233/2026, article 18)
    };
    /// Where a change comes from: what the person says, or a process that an agency has completed
    /// (DOMAIN §5.1, deadline.change.*).
    enum class Source { person, own_system, other_agency, other_unit };
    Kind kind = Kind::change;
    std::string about{};                  ///< the file's uid
    std::string name{};                   ///< whose file
    std::string who{};                    ///< has to act
    Day happened{};                       ///< what the term counts from
    std::optional<Day> begun{};           ///< the first work that is not signed yet; else `happened`
    std::optional<Day> completed{};       ///< the decision behind it, of a process of an agency
    Source source = Source::person;
    std::optional<Timestamp> claimed{};   ///< done, by the laptop's clock
    std::optional<Timestamp> received{};  ///< done, by the province's

    [[nodiscard]] bool done() const { return claimed || received; }
};
[[nodiscard]] std::string_view name_of(Task::Kind kind);

struct Duty {
    enum class State {
        open,
        late,       ///< open, and its day is over
        sent,       ///< done here; the province has not received it
        sent_late,  ///< and its day is over
        done,
        done_late,
    };
    Task task;
    /// Nothing: no number in the pack, and no unit's day; it can be open, never late.
    std::optional<Day> due;
    State state = State::open;
    int days_late = 0;  ///< calendar days after the due one
    /// Done, and in time by the laptop's own clock, whatever the receipt says.
    bool claimed_in_time = false;
    /// Of what was signed after the unit's day: the month that it counts for.
    std::optional<Month> counted_in{};
    std::string pack;

    [[nodiscard]] bool is_late() const {
        return state == State::late || state == State::sent_late || state == State::done_late;
    }
    [[nodiscard]] bool is_open() const { return state == State::open || state == State::late; }
};
[[nodiscard]] std::string_view name_of(Duty::State state);

/// The unit's day, whole, for what was begun on a day: of that month, or of the next where the day
/// was over. Nothing where the pack has none.
[[nodiscard]] std::optional<Day> unit_day_for(const Policy& policy, Day begun);

/// Judges one task. Nothing where no pack was in force, or the pack has no such duty. A term without
/// a number ends with the unit's day, where there is one.
[[nodiscard]] std::optional<Duty> judge(const Task& task, const PolicyHistory& packs,
                                        const Calendar& calendar, Day today);

/// 11/2026: as people write it.
[[nodiscard]] std::string shown(const Month& month);

/// When unit and province sign in a month.
struct Windows {
    std::string pack;
    std::string pack_title;
    std::string pack_basis;
    bool pack_expired = false;
    std::optional<Day> unit_deadline;      ///< its last day, whole
    std::optional<Day> unit_last_workday;  ///< the last on which somebody is at work
    WindowTerms province_terms;
    std::vector<Day> province;  ///< empty: no window
    enum class Meeting {
        apart,  ///< or one of them is not there
        touch,  ///< no working day between
        overlap,
    };
    Meeting meeting = Meeting::apart;
    int shared_days = 0;
    bool calendar_decided = true;  ///< false: the year's days off are only computed
};
[[nodiscard]] std::string_view name_of(Windows::Meeting meeting);
/// By the pack of the month's last day; nothing if there is none.
[[nodiscard]] std::optional<Windows> windows(const Month& month, const PolicyHistory& packs,
                                             const Calendar& calendar, Day today);

struct LateBy {
    std::string who;
    std::size_t count = 0;

    friend bool operator==(const LateBy&, const LateBy&) = default;
};

struct MonthReport {
    Month month;
    std::optional<Windows> windows;
    /// Due or begun in the month, counted for it, or not finished on its last day or today; by due
    /// day, those without one last. What is sent is finished by its receipt alone.
    std::vector<Duty> duties;
    std::vector<LateBy> late_by;       ///< most first
    std::vector<std::string> to_sign;  ///< files that wait for the head
    /// Of the unit as a whole, by who knows all its files: too many early raises in the year [R23].
    std::vector<Finding> findings;

    [[nodiscard]] std::size_t open() const;
    [[nodiscard]] std::size_t late() const;
};
[[nodiscard]] MonthReport month_report(const Month& month, const std::vector<Task>& tasks,
                                       const PolicyHistory& packs, Day today);

}  // namespace soxa::record
