#include "ui/views/approval_rows.hpp"

#include "client/office/record_view.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

Result<std::vector<ApprovalRow>> approval_rows(office::Office& office, const Words& words) {
    std::vector<ApprovalRow> rows;
    TRY_LET(const auto waiting, office::waiting_for_approval(office));
    for (const office::ForApproval& one : waiting) {
        TRY_LET(const auto state, office.record(one.uid, ledger::Act::read_file));
        const ledger::Cut& cut = state.cuts[one.version - 1];
        const Version before =
            state.effective ? Version(*state.effective + 1) : std::nullopt;
        const ledger::Content* const from =
            before && *before > 0 ? &state.cuts[*before - 1].content : nullptr;
        TRY_LET(auto evidence, evidence_between(office, state, from, cut.content, words));
        rows.push_back({one.uid, one.full_name, one.version, !before,
                        office::author_of(office, cut.by).name, spelled(cut.at), cut.reason,
                        difference_rows(state, before, one.version, words, office.lists()),
                        std::move(evidence)});
    }
    return rows;
}

}  // namespace soxa::ui
