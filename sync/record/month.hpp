// The month: what has to be done in a unit by when, what is late and by whom, and when the unit
// and the province sign (DOMAIN §1.10, 3.9; TB-6.2 to 6.5, TB-13.3).
//
// Judged from facts that the caller gathers: what happened and when it was done, the packs, the
// calendar, the day. Each event is judged by the pack of its own day. Late or not is decided by
// the province's receipt, with the time that the laptop claimed kept beside it [F14], unless the
// pack says otherwise; what the province has not received is not in time yet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/time.hpp"
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
    };
    Kind kind = Kind::change;
    std::string about{};                  ///< the file's uid
    std::string name{};                   ///< whose file
    std::string who{};                    ///< has to act
    Day happened{};                       ///< what the term counts from
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
    std::optional<Day> due;  ///< nothing: no number in the pack; it can be open, never late
    State state = State::open;
    int days_late = 0;  ///< calendar days after the due one
    /// In time by the laptop's own clock, although late by the receipt.
    bool claimed_in_time = false;
    std::string pack;

    [[nodiscard]] bool is_late() const {
        return state == State::late || state == State::sent_late || state == State::done_late;
    }
    [[nodiscard]] bool is_open() const { return state == State::open || state == State::late; }
};
[[nodiscard]] std::string_view name_of(Duty::State state);

/// Judges one task. Nothing where no pack was in force, or the pack has no such duty.
[[nodiscard]] std::optional<Duty> judge(const Task& task, const PolicyHistory& packs,
                                        const Calendar& calendar, Day today);

/// When unit and province sign in a month.
struct Windows {
    std::string pack;
    std::string pack_title;
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
    /// Due or begun in the month, or not finished on its last day or today; by due day, those
    /// without one last. What is sent is finished by its receipt alone.
    std::vector<Duty> duties;
    std::vector<LateBy> late_by;       ///< most first
    std::vector<std::string> to_sign;  ///< files that wait for the head

    [[nodiscard]] std::size_t open() const;
    [[nodiscard]] std::size_t late() const;
};
[[nodiscard]] MonthReport month_report(const Month& month, const std::vector<Task>& tasks,
                                       const PolicyHistory& packs, Day today);

}  // namespace soxa::record
