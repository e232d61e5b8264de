#include "sync/ledger/self_approval.hpp"

#include <algorithm>

namespace soxa::ledger {

bool approves_himself(const AccountState& approver, const RecordState& state, const Cut& cut,
                      std::span<const Entry> entries, const Directory& directory) {
    const std::string& person = approver.made.personal_id;
    if (document_of(cut.content).text("personal_id") == person) return true;
    return std::ranges::any_of(new_edits(state, cut, entries), [&](const Entry& entry) {
        const AccountState* author = directory.author(entry.operation->header.chain);
        return author != nullptr && author->made.personal_id == person;
    });
}

}  // namespace soxa::ledger
