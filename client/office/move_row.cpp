#include "client/office/move_row.hpp"

#include "sync/record/value.hpp"

namespace soxa::office {

void put_decision(std::map<record::Tag, record::Value>& columns, const std::string& group,
                  const std::string& basis) {
    const record::Field* number = record::find_field(group, "decision_no");
    const record::Field* date = record::find_field(group, "decision_date");
    std::string said = basis;
    const std::size_t space = basis.rfind(' ');
    if (space != std::string::npos && date != nullptr) {
        if (auto day = record::parse(*date, basis.substr(space + 1))) {
            columns.emplace(date->tag, std::move(*day));
            said = basis.substr(0, space);
        }
    }
    if (number == nullptr) return;
    if (auto value = record::parse(*number, said)) columns.emplace(number->tag, std::move(*value));
}

void put_text(std::map<record::Tag, record::Value>& columns, std::string_view group,
              std::string_view id, const std::string& text) {
    const record::Field* field = record::find_field(group, id);
    if (field != nullptr && !text.empty()) columns.emplace(field->tag, record::Value(text));
}

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
