#include "sync/server/transfer_start.hpp"

#include "sync/record/day.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/person_number.hpp"
#include "sync/server/plain_text.hpp"

namespace soxa::server {

Result<void> start_transfer(Office& office, const TransferStart& asked) {
    if (!is_line(asked.terms.basis)) return fail(Errc::invalid_input, "unit.basis");
    if (!record::read_day(asked.terms.effective)) {
        return fail(Errc::invalid_input, "transfer.date");
    }
    return office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, asked.unit));
        TRY_LET(const Unit to, required_unit(records, asked.terms.to));
        if (unit.stream == to.stream) return fail(Errc::invalid_input, "unit.same", {unit.code});
        TRY_LET(const auto person, person_of_number(records, unit, asked.personal_id));
        if (!person) {
            return fail(Errc::invalid_input, "person.unknown", {asked.personal_id, unit.code});
        }
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const FoldedRecord file, folded(*stream, person->record));
        if (file.state.life.closed) {
            return fail(Errc::invalid_input, "transfer.not_now",
                        {std::string(ledger::name_of(file.state.life.closed->why)), asked.personal_id});
        }
        return say_on_record(office, records, unit.stream, ledger::Kind::transfer_propose,
                             person->record, {}, ledger::encode(asked.terms));
    });
}

}  // namespace soxa::server
