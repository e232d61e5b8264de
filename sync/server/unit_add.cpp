#include "sync/server/unit_add.hpp"

#include <algorithm>

#include "crypto/normal_form.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/publish.hpp"

namespace soxa::server {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// An electronic identifier, H31.55 (DOMAIN §3.6), or a commune's five digits; below either, parts
/// after a dot.
bool is_unit_code(std::string_view code) {
    constexpr std::size_t commune_digits = 5;
    constexpr std::size_t identifier_size = 3;
    if (!is_code(code)) return false;
    const std::string_view first = code.substr(0, code.find('.'));
    const bool commune =
        first.size() == commune_digits && std::ranges::all_of(first, is_digit);
    const bool identifier = first.size() == identifier_size && is_capital(first.front()) &&
                            is_digit(first[1]) && is_digit(first[2]);
    bool empty_part = true;
    for (const char c : code) {
        if (c == '.' && empty_part) return false;
        empty_part = c == '.';
        if (c != '.' && !is_digit(c) && !is_capital(c)) return false;
    }
    return (commune || identifier) && !empty_part;
}

}  // namespace

Result<UnitAdded> add_unit(Office& office, Records& records, const UnitWanted& wanted) {
    const std::string name = crypto::nfc(wanted.name).value_or("");
    if (!is_unit_code(wanted.code)) return fail(Errc::invalid_input, "unit.code", {wanted.code});
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
