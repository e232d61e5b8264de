#include "client/office/notice.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "client/office/access.hpp"
#include "client/office/access_act.hpp"
#include "client/office/move.hpp"
#include "sync/ledger/leaving.hpp"
#include "sync/record/code_list.hpp"

namespace soxa::office {

namespace {

using ledger::Kind;
using ledger::TransferState;

// As long as somebody may not have looked.
constexpr std::chrono::days told_for{31};

void of_moves(const ledger::RecordState& state, const Notice& blank, std::vector<Notice>& all) {
    if (state.life.departures.empty()) return;
    const ledger::Departure& last = state.life.departures.back();
    const bool refused = last.state == TransferState::refused;
    if (!refused && last.state != TransferState::expired) return;
    Notice one = blank;
    one.about = refused ? Notice::About::move_refused : Notice::About::move_expired;
    one.to = last.terms.to;
    one.reason = last.reason;
    all.push_back(std::move(one));
}

void of_claims(const ledger::RecordState& state, const Notice& blank, std::vector<Notice>& all) {
    const std::string number(ledger::document_of(state.draft).text("personal_id"));
    for (const ledger::ClaimState& claim : state.life.claims) {
        Notice one = blank;
        one.about = Notice::About::claim_open;
        if (claim.verdict) {
            one.reason = claim.verdict->basis;
            switch (claim.verdict->outcome) {
                case ledger::ClaimOutcome::keeps: continue;
                case ledger::ClaimOutcome::gives_way:
                    one.about = Notice::About::claim_lost;
                    break;
                case ledger::ClaimOutcome::wrong_number:
                    if (number != claim.claim.personal_id) continue;  // corrected since
                    one.about = Notice::About::number_wrong;
                    break;
            }
        }
        all.push_back(std::move(one));
    }
}

std::string label_of(const std::string& status) {
    const record::Code* const code =
        record::find_code(*record::find_code_list("personnel_status"), status);
    return code == nullptr ? status : std::string(code->label);
}

void of_leaving(const ledger::RecordState& state, const Notice& blank, std::vector<Notice>& all) {
    if (!state.life.leaving) return;
    Notice one = blank;
    one.about = Notice::About::leaving_ahead;
    one.to = state.life.leaving->day;
    one.reason = label_of(state.life.leaving->status);
    all.push_back(std::move(one));
}

void of_preparation(const ledger::RecordState& state, const Notice& blank,
                    std::vector<Notice>& all) {
    const ledger::Departure* const move = state.life.departure();
    if (move == nullptr || move->state != TransferState::proposed) return;
    Notice one = blank;
    one.about = Notice::About::move_prepared;
    one.to = move->terms.to;
    one.reason = move->terms.basis;
    all.push_back(std::move(one));
}

/// Of words that come by the thousand, with a merger, most are nothing to tell: asked before a file is
/// folded for them.
bool may_be_told(const Office& office, const ledger::Stored& word) {
    if (word.operation.header.kind == Kind::status_word) {
        return word.standing.received + told_for >= office.store().home().last_contact;
    }
    if (word.operation.header.kind != Kind::adopt) return true;
    const auto origin = ledger::provenance(word.operation);
    return origin && !origin->statement.empty();
}

/// The province's last word on the person, for a month after it came.
void of_status(const ledger::RecordState& state, const ledger::Stored& word, const Notice& blank,
               std::vector<Notice>& all) {
    const auto said = ledger::status_word(word.operation);
    if (!said || said != state.life.status) return;
    Notice one = blank;
    one.about = Notice::About::status_set;
    one.to = said->effective.empty() ? iso_date(day_in_vietnam(word.standing.received))
                                     : said->effective;
    one.reason = label_of(said->status) + (said->basis.empty() ? "" : ", " + said->basis);
    all.push_back(std::move(one));
}

void of_arrival(const ledger::RecordState& state, const Notice& blank, std::vector<Notice>& all) {
    // What came by an order of the province came with the whole unit, and that is told.
    const auto& origin = state.life.origin;
    if (!origin || origin->statement.empty() || !state.cuts.empty() || state.life.closed) return;
    Notice one = blank;
    one.about = Notice::About::file_came;
    one.to = origin->from;
    one.reason = origin->basis;
    all.push_back(std::move(one));
}

/// Of who has no file here yet.
Result<void> of_offers(const Office& office, std::vector<Notice>& all) {
    if (!office.may(ledger::Act::read_list, ledger::Whose::others)) return {};
    TRY_LET(const auto coming, arrivals(office));
    for (const ledger::Arrival& arrival : coming) {
        if (arrival.state != TransferState::in_transit) continue;
        Notice one;
        one.about = Notice::About::file_sent;
        one.full_name = arrival.offer.full_name;
        one.to = arrival.offer.from;
        one.reason = arrival.offer.terms.basis;
        TRY_LET(const auto offered, office.store().operation(arrival.operation));
        if (offered) one.position = offered->standing.position.value_or(0);
        all.push_back(std::move(one));
    }
    return {};
}

/// What the province has made of a head's proposals.
Result<void> of_restrictions(const Office& office, std::vector<Notice>& all) {
    if (!office.may(ledger::Act::read_list, ledger::Whose::others)) return {};
    TRY_LET(const std::vector<AnsweredLevel> answered, answered_levels(office));
    for (const AnsweredLevel& one : answered) {
        if (one.at + told_for < office.store().home().last_contact) continue;
        TRY_LET(const auto state, office.store().record(one.level.record));
        if (!state || sight_of(office, *state).reach == ledger::Sight::Reach::nothing) continue;
        Notice told;
        told.about = one.accepted ? Notice::About::restriction_set
                                  : Notice::About::restriction_refused;
        told.uid = ledger::record_uid(*state);
        told.full_name = ledger::document_of(state->draft).text("full_name");
        told.to = one.level.until;
        told.reason = one.reason.empty() ? one.level.basis : one.reason;
        told.position = one.position;
        all.push_back(std::move(told));
    }
    return {};
}

}  // namespace

std::string_view name_of(Notice::About about) {
    constexpr std::array<std::string_view, 12> names{
        "move_refused",    "move_expired",       "claim_open", "claim_lost",
        "number_wrong",    "leaving_ahead",      "status_set", "move_prepared",
        "file_sent",       "file_came",          "restriction_set",
        "restriction_refused"};
    return names[static_cast<std::size_t>(about)];
}

Result<std::vector<Notice>> notices(const Office& office) {
    std::vector<Notice> all;
    std::set<std::pair<Kind, ledger::RecordId>> seen;
    for (const Kind kind : {Kind::transfer_word, Kind::claim, ledger::Kind::leaving_ahead,
                            Kind::status_word, Kind::transfer_propose, Kind::adopt}) {
        TRY_LET(auto said, office.store().operations_of(kind));
        std::ranges::reverse(said);  // the last word counts
        for (const ledger::Stored& one : said) {
            const bool makes = kind == Kind::adopt;
            if ((!makes && !one.operation.header.record) || one.standing.ghost()) continue;
            if (!may_be_told(office, one)) continue;
            const ledger::RecordId record = one.operation.record();
            if (!seen.emplace(kind, record).second) continue;
            TRY_LET(const auto state, office.store().record(record));
            if (!state || sight_of(office, *state).reach == ledger::Sight::Reach::nothing) continue;
            Notice blank;
            blank.uid = ledger::record_uid(*state);
            blank.full_name = ledger::document_of(state->draft).text("full_name");
            blank.position = one.standing.position.value_or(0);
            if (kind == Kind::transfer_word) of_moves(*state, blank, all);
            if (kind == Kind::claim) of_claims(*state, blank, all);
            if (kind == ledger::Kind::leaving_ahead) of_leaving(*state, blank, all);
            if (kind == Kind::status_word) of_status(*state, one, blank, all);
            if (kind == Kind::transfer_propose) of_preparation(*state, blank, all);
            if (makes) of_arrival(*state, blank, all);
        }
    }
    TRY(of_offers(office, all));
    TRY(of_restrictions(office, all));
    return all;
}

Json json_of(const std::vector<Notice>& notices) {
    Json list = Json::array();
    for (const Notice& one : notices) {
        list.push_back({{"about", std::string(name_of(one.about))},
                        {"record_uid", one.uid},
                        {"full_name", one.full_name},
                        {"to", one.to},
                        {"reason", one.reason}});
    }
    return list;
}

}  // namespace soxa::office
