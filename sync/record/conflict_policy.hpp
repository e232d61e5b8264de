// What becomes of concurrent edits, by class of field: part of the schema, whose number every
// operation carries under its author's signature, so that all laptops of a unit ask alike.
//
// Nothing here decides by itself: «suggest» puts a value forward, and a person takes it
// (FEATURES §4.2, LEDGER rule 13, §3, 24).
#pragma once

#include <string_view>

#include "sync/record/field.hpp"

namespace soxa::record {

enum class Meeting {
    automatic,  ///< both stand, nobody is asked
    suggest,    ///< a person is asked, and one value is put forward where there is a reason for it
    ask,        ///< a person is asked, and nothing is put forward
};
[[nodiscard]] std::string_view name_of(Meeting meeting);  ///< "auto", "suggest", "ask"

/// One role decides, so that deciding ends.
enum class Decider {
    who_enters,    ///< whoever may enter the file: its clerk, and the person whose it is
    units_clerk,   ///< who keeps the unit's files; the head's signature is over what he decided
};
[[nodiscard]] std::string_view name_of(Decider decider);  ///< "who_enters", "clerk"

struct ConflictPolicy {
    Meeting apart = Meeting::ask;     ///< of different cells of one section
    Meeting together = Meeting::ask;  ///< of one cell, with different values
    Decider decider = Decider::units_clerk;

    friend bool operator==(const ConflictPolicy&, const ConflictPolicy&) = default;
};

[[nodiscard]] constexpr ConflictPolicy conflict_policy(MergeClass merge) {
    if (merge == MergeClass::legal) return {Meeting::ask, Meeting::ask, Decider::units_clerk};
    return {Meeting::automatic, Meeting::suggest, Decider::who_enters};
}

}  // namespace soxa::record
