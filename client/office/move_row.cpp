#include "client/office/move_row.hpp"

#include "sync/ledger/move_row.hpp"

namespace soxa::office {

ledger::Change::Added move_row(const Office& office, const std::string& move_case,
                               const ledger::MoveTerms& terms, const std::string& agency) {
    constexpr std::string_view group = "unit_move";
    const std::string& own = office.store().home().unit_code;
    ledger::Change::Added row{record::find_group(group)->tag, {}};
    put_text(row.columns, group, "case", move_case);
    put_text(row.columns, group, "from_unit", agency.empty() ? own : std::string());
    put_text(row.columns, group, "to_unit", agency.empty() ? terms.to : own);
    put_text(row.columns, group, "effective_date", terms.effective);
    put_text(row.columns, group, "decision_agency", agency);
    put_decision(row.columns, std::string(group), terms.basis);
    return row;
}

}  // namespace soxa::office
