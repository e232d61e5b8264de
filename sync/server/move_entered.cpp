#include "sync/server/move_entered.hpp"

#include <algorithm>

#include "sync/ledger/move_row.hpp"
#include "sync/ledger/version_rules.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

std::string text_in(const record::Row& row, std::string_view column) {
    const record::Field& field = *record::find_field("unit_move", column);
    const auto value = row.columns.find(field.tag);
    return value == row.columns.end() ? std::string() : record::text_of(field, value->second);
}

/// The old unit's clerk may have entered it already.
bool says_it(const record::Document& document, const Unit& to, const ledger::MoveTerms& terms) {
    const auto rows = document.groups.find(record::find_group("unit_move")->tag);
    return rows != document.groups.end() &&
           std::ranges::any_of(rows->second, [&](const record::Row& row) {
               return text_in(row, "to_unit") == to.code &&
                      text_in(row, "effective_date") == terms.effective;
           });
}

void set(ledger::Change& change, std::string_view field, const std::string& value) {
    change.fields.emplace(record::find_field("", field)->tag, record::Value(value));
}

ledger::Change change_of(const record::Document& document, const Unit& from, const Unit& to,
                         const std::optional<ledger::MoveTerms>& terms, const std::string& today) {
    ledger::Change change;
    const std::string_view uses = document.text("using_unit_id");
    const bool was_theirs = terms ? !uses.empty() : ledger::is_within(uses, from.code);
    if (was_theirs && !ledger::is_within(uses, to.code)) set(change, "using_unit_id", to.code);
    if (!terms) return change;
    if (!says_it(document, to, *terms)) {
        change.added.push_back(
            ledger::move_row(ledger::MoveCase::between_units, from.code, to.code, *terms));
    }
    // A day to come is not a day on which he joined.
    if (!terms->effective.empty() && terms->effective <= today) {
        set(change, "current_agency_join_date", terms->effective);
    }
    return change;
}

}  // namespace

Result<void> enter_move(Office& office, UnitStream& stream, const Unit& from, const Unit& to,
                        const ledger::RecordId& adopted,
                        const std::optional<ledger::MoveTerms>& terms) {
    TRY_LET(const FoldedRecord file, folded(stream, adopted));
    if (file.state.life.closed || file.state.ghost) return {};
    const std::string today = iso_date(day_in_vietnam(office.clock->now()));
    const ledger::Change change =
        change_of(ledger::document_of(file.state.draft), from, to, terms, today);
    if (change.empty()) return {};
    const auto edit = ledger::build_edit(&file.state, change);
    if (!edit || edit->cells.empty() || !ledger::fits(*edit)) return {};
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(stream, to.stream, ProvinceChain::verdicts, office));
    ledger::Header header;
    header.kind = ledger::Kind::edit;
    header.record = adopted;
    header.cells = edit->cells;
    author.add(std::move(header), ledger::encode(ledger::EditPayload{std::nullopt, edit->values}));
    return author.append();
}

}  // namespace soxa::server
