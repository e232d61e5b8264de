#include "sync/server/unit_add.hpp"

#include "crypto/normal_form.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/publish.hpp"

namespace soxa::server {

Result<UnitAdded> add_unit(Office& office, Records& records, const UnitWanted& wanted) {
    const std::string name = crypto::nfc(wanted.name).value_or("");
    if (!is_code(wanted.code)) return fail(Errc::invalid_input, "unit.code", {wanted.code});
    if (!is_line(name)) return fail(Errc::invalid_input, "unit.name", {wanted.code});
    TRY_LET(const auto there, records.units().find(wanted.code));
    if (there) {
        if (there->name == name && there->parent == wanted.parent) return UnitAdded::before;
        return fail(Errc::invalid_input, "unit.exists", {wanted.code});
    }
    if (!wanted.parent.empty()) {
        TRY_LET(const auto parent, records.units().find(wanted.parent));
        if (!parent) return fail(Errc::invalid_input, "unit.parent", {wanted.parent});
    }
    TRY_LET(const std::string province, required_setting(records, setting::province_code));
    TRY_LET(const ledger::StreamId id, records.units().add(wanted.code, name, wanted.parent));
    TRY_LET(UnitStream* const stream, records.stream(id));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, id, ProvinceChain::founding, office));
    author.add(ledger::Kind::unit_open,
               ledger::encode(ledger::UnitOpen{wanted.code, name, wanted.parent, province}));
    TRY(author.append());
    TRY_LET(const Unit unit, required_unit(records, wanted.code));
    TRY(publish_to_new(office, records, unit));
    return UnitAdded::now;
}

}  // namespace soxa::server
