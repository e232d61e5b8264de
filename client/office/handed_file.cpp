#include "client/office/handed_file.hpp"

#include <algorithm>

#include "client/office/enter.hpp"
#include "client/office/move.hpp"
#include "client/office/move_row.hpp"

namespace soxa::office {

namespace {

using ledger::TransferState;

constexpr std::size_t name_digits_min = 8;

Result<ledger::Arrival> request_named(const Office& office, const std::string& name) {
    TRY_LET(const auto all, arrivals(office));
    const auto meant = [&](const ledger::Arrival& one) {
        const bool asked = one.offer.transfer == one.operation;
        const bool waits = one.state == TransferState::awaiting_national_pull ||
                           one.state == TransferState::accepted;
        return asked && waits && hex(one.operation.view()).starts_with(name);
    };
    if (name.size() < name_digits_min || std::ranges::count_if(all, meant) != 1) {
        return fail(Errc::invalid_input, "move.unknown", {name});
    }
    return *std::ranges::find_if(all, meant);
}

/// The only line that says something.
Result<Json> one_file_in(std::string_view text) {
    if (text.size() > handed_bytes_max) {
        return fail(Errc::invalid_input, "move.handed_large",
                    {std::to_string(handed_bytes_max / 1024)});
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    auto whole = parse_json(text);
    if (!whole || !whole->is_object()) return fail(Errc::invalid_input, "move.handed_one");
    return whole;
}

std::string text_in(const ledger::Change& change, std::string_view id) {
    const auto found = change.fields.find(record::find_field("", id)->tag);
    if (found == change.fields.end() || !found->second) return {};
    const auto* text = std::get_if<std::string>(&*found->second);
    return text == nullptr ? std::string() : *text;
}

}  // namespace

Result<HandedFile> open_handed_file(Office& office, const std::string& request,
                                    std::string_view text) {
    TRY_LET(const ledger::Arrival asked, request_named(office, request));
    TRY_LET(const Json file, one_file_in(text));
    TRY_LET(ledger::Change change, change_of(file, office.lists()));
    const std::string number = text_in(change, "personal_id");
    if (number != asked.offer.personal_id) {
        return refuse({{"personal_id", "TB-9.1", "move.handed_other",
                        {number.empty() ? "–" : number, asked.offer.full_name}}});
    }
    for (const std::string_view unit : {"managing_agency_id", "using_unit_id"}) {
        change.fields.erase(record::find_field("", unit)->tag);
    }
    change.added.push_back(move_row(office, "1", asked.offer.terms, asked.offer.from_name));
    TRY_LET(const ledger::RecordId id, new_record(office, change, {asked.operation}));
    TRY_LET(const auto state, office.store().record(id));
    return HandedFile{state ? ledger::record_uid(*state) : std::string(),
                      text_in(change, "full_name"), asked.offer.from_name};
}

Result<Json> handed_origin(const Office& office, const ledger::RecordId& record) {
    TRY_LET(const auto first, office.store().operation(record));
    if (!first) return Json();
    for (const ledger::OperationId& name : first->operation.header.references) {
        TRY_LET(const auto request, office.store().operation(name));
        const auto said = request ? ledger::file_request(request->operation) : std::nullopt;
        if (!said) continue;
        return Json{{"from", ""},
                    {"from_name", said->terms.to},
                    {"case", static_cast<unsigned>(ledger::MoveCase::from_outside)},
                    {"basis", said->terms.basis},
                    {"effective_date", said->terms.effective},
                    {"request", hex(name.view())}};
    }
    return Json();
}

}  // namespace soxa::office
