// Moves and lives of files as scripts read them.
#include <algorithm>
#include <array>

#include "client/office/move.hpp"

namespace soxa::office {

namespace {

using ledger::Act;
using ledger::Kind;
using ledger::TransferState;
using ledger::Whose;

Json terms_json(const ledger::MoveTerms& terms) {
    return {{"to", terms.to},
            {"effective_date", terms.effective},
            {"basis", terms.basis},
            {"note", terms.note}};
}

Json departure_json(const ledger::Departure& one) {
    Json json = terms_json(one.terms);
    json["operation"] = hex(one.operation.view());
    json["state"] = std::string(name_of(one.state));
    json["at"] = rfc3339(one.at);
    if (!one.reason.empty()) json["reason"] = one.reason;
    return json;
}

std::string masked(const std::string& number) {
    return number.size() < 4 ? number : "…" + number.substr(number.size() - 4);
}

bool is_over(TransferState state) {
    return state == TransferState::closed || state == TransferState::refused ||
           state == TransferState::expired;
}

Result<Json> departures_json(const Office& office, bool all) {
    Json list = Json::array();
    std::vector<ledger::RecordId> seen;
    for (const Kind kind : {Kind::transfer_propose, Kind::release}) {
        TRY_LET(const auto said, office.store().operations_of(kind));
        for (const ledger::Stored& one : said) {
            if (!one.operation.header.record) continue;
            const ledger::RecordId id = *one.operation.header.record;
            if (std::ranges::find(seen, id) != seen.end()) continue;
            seen.push_back(id);
            TRY_LET(const auto state, office.store().record(id));
            if (!state) continue;
            const record::Document document = ledger::document_of(state->draft);
            for (const ledger::Departure& move : state->life.departures) {
                if (!all && is_over(move.state)) continue;
                Json json = departure_json(move);
                json["record_uid"] = ledger::record_uid(*state);
                json["full_name"] = std::string(document.text("full_name"));
                list.push_back(std::move(json));
            }
        }
    }
    return list;
}

Result<Json> arrivals_json(const Office& office, bool all) {
    Json list = Json::array();
    TRY_LET(const auto found, arrivals(office));
    const bool works = office.may(Act::check, Whose::others).has_value();
    for (const ledger::Arrival& one : found) {
        if (!all && is_over(one.state)) continue;
        Json json = terms_json(one.offer.terms);
        json["operation"] = hex(one.operation.view());
        json["case"] = static_cast<unsigned>(one.offer.move);
        json["state"] = std::string(name_of(one.state));
        json["from"] = one.offer.from;
        json["from_name"] = one.offer.from_name;
        // Who comes: his number for who works with files, and makes accounts by it.
        const bool number = works || office.role() == ledger::Role::admin;
        json["personal_id"] = number ? one.offer.personal_id : masked(one.offer.personal_id);
        json["full_name"] = one.offer.full_name;
        json["at"] = rfc3339(one.at);
        if (!one.reason.empty()) json["reason"] = one.reason;
        if (one.record) {
            TRY_LET(const auto state, office.store().record(*one.record));
            if (state) json["record_uid"] = ledger::record_uid(*state);
        }
        list.push_back(std::move(json));
    }
    return list;
}

}  // namespace

Result<Json> moves_json(const Office& office, bool all) {
    TRY(office.may(Act::read_list, Whose::others));
    Json json;
    TRY_LET(json["out"], departures_json(office, all));
    TRY_LET(json["in"], arrivals_json(office, all));
    json["late"] = Json::array();
    if (!office.may(Act::read_file, Whose::others)) return json;
    TRY_LET(const auto late, late_work(office));
    for (const LateWork& one : late) {
        if (!all && !one.open) continue;
        json["late"].push_back({{"operation", hex(one.operation.view())},
                                {"record_uid", ledger::record_uid(one.state)},
                                {"from", one.note.from},
                                {"author", one.note.author},
                                {"time", rfc3339(one.note.at)},
                                {"open", one.open},
                                {"why", std::string(name_of(one.why))},
                                {"changes", one.changes},
                                {"left_out", one.left_out}});
        // What asks why is not shown in passing: «record show --purpose» has it.
        if (one.asks_purpose) json["late"].back()["asks_purpose"] = true;
    }
    return json;
}

Json life_json(const ledger::Life& life, const ledger::Sight& sight) {
    Json json = Json::object();
    const bool fields = sight.reach == ledger::Sight::Reach::fields;
    const bool numbers = sight.shows(*record::find_field("", "personal_id"));
    if (life.closed) {
        json["closed"] = {{"why", std::string(ledger::name_of(life.closed->why))},
                          {"archived", life.closed->archived}};
    }
    if (life.leaving) {
        json["leaving"] = {{"status", life.leaving->status},
                           {"effective_date", life.leaving->day}};
    }
    if (fields && !life.departures.empty()) {
        json["moves"] = Json::array();
        for (const auto& one : life.departures) json["moves"].push_back(departure_json(one));
    }
    if (fields && life.origin) {
        json["origin"] = {{"from", life.origin->from},
                          {"from_name", life.origin->from_name},
                          {"case", static_cast<unsigned>(life.origin->move)},
                          {"basis", life.origin->basis},
                          {"release", hex(life.origin->transfer.view())},
                          {"position", life.origin->position},
                          {"content_root", hex(life.origin->root.view())},
                          {"approvals", life.origin->approvals.size()}};
    }
    if (life.status) {
        json["province_status"] = {{"status", life.status->status}};
        if (fields) {
            json["province_status"]["effective_date"] = life.status->effective;
            json["province_status"]["basis"] = life.status->basis;
        }
    }
    if (numbers && !life.claims.empty()) {
        json["claims"] = Json::array();
        for (const ledger::ClaimState& one : life.claims) {
            Json claim{{"id", hex(one.claim.id.view())},
                       {"personal_id", one.claim.personal_id},
                       {"first", one.claim.first},
                       {"other_archived", one.claim.archived}};
            if (one.verdict) {
                constexpr std::array<const char*, 3> names{"keeps", "gives_way", "wrong_number"};
                claim["outcome"] = names.at(static_cast<std::size_t>(one.verdict->outcome) - 1);
                claim["basis"] = one.verdict->basis;
            }
            json["claims"].push_back(std::move(claim));
        }
    }
    if (numbers && !life.numbers.empty()) {
        json["earlier_numbers"] = Json::array();
        for (const ledger::NumberChange& one : life.numbers) {
            json["earlier_numbers"].push_back(
                {{"from", one.alias.from},
                 {"to", one.alias.to},
                 {"basis", one.alias.basis},
                 {"state", !one.verdict             ? "waits"
                           : one.verdict->confirmed ? "confirmed"
                                                    : "refused"}});
        }
    }
    return json;
}

}  // namespace soxa::office
