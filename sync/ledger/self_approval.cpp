#include "sync/ledger/self_approval.hpp"

#include <algorithm>

namespace soxa::ledger {

namespace {

/// The number of the version, of any that was approved, and what documents made of them, confirmed
/// or not: a correction that nobody has looked at yet makes nobody another person (F17).
bool is_about(const RecordState& state, const Cut& cut, std::string_view person) {
    const auto says = [&](const Cut& one) {
        return document_of(one.content).text("personal_id") == person;
    };
    const bool approved = std::ranges::any_of(state.approvals, [&](const Approval& one) {
        const Cut* const version = state.cut(one.cut);
        return one.holds && version != nullptr && says(*version);
    });
    return approved || says(cut) ||
           std::ranges::any_of(state.life.numbers, [&](const NumberChange& one) {
               return one.alias.from == person || one.alias.to == person;
           });
}

}  // namespace

bool approves_himself(const AccountState& approver, const RecordState& state, const Cut& cut,
                      std::span<const Entry> entries, const Directory& directory) {
    const std::string& person = approver.made.personal_id;
    if (is_about(state, cut, person)) return true;
    return std::ranges::any_of(new_edits(state, cut, entries), [&](const Entry& entry) {
        const AccountState* author = directory.author(entry.operation->header.chain);
        return author != nullptr && author->made.personal_id == person;
    });
}

}  // namespace soxa::ledger
