#include "client/office/person_number.hpp"

#include <algorithm>

namespace soxa::office {

Result<std::vector<ledger::RecordId>> records_of_number(const Office& office,
                                                        std::string_view number) {
    TRY_LET(auto found, office.store().records_with_personal_id(number));
    TRY_LET(const auto corrected, office.store().operations_of(ledger::Kind::alias));
    for (const ledger::Stored& one : corrected) {
        const auto said = ledger::alias(one.operation);
        const auto& record = one.operation.header.record;
        const bool of_it = said && said->from == number && record && !one.standing.ghost();
        if (!of_it || std::ranges::find(found, *record) != found.end()) continue;
        TRY_LET(const auto state, office.store().record(*record));
        if (state && state->life.has_alias(said->from, said->to)) found.push_back(*record);
    }
    return found;
}

}  // namespace soxa::office
