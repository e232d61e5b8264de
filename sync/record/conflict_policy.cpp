#include "sync/record/conflict_policy.hpp"

namespace soxa::record {

std::string_view name_of(Meeting meeting) {
    switch (meeting) {
        case Meeting::automatic: return "auto";
        case Meeting::suggest: return "suggest";
        case Meeting::ask: return "ask";
    }
    return {};
}

std::string_view name_of(Decider decider) {
    switch (decider) {
        case Decider::who_enters: return "who_enters";
        case Decider::units_clerk: return "clerk";
    }
    return {};
}

}  // namespace soxa::record
