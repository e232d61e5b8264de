#include "client/office/notice.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "client/office/access.hpp"

namespace soxa::office {

namespace {

using ledger::Kind;
using ledger::TransferState;

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

}  // namespace

std::string_view name_of(Notice::About about) {
    constexpr std::array<std::string_view, 5> names{"move_refused", "move_expired", "claim_open",
                                                    "claim_lost", "number_wrong"};
    return names[static_cast<std::size_t>(about)];
}

Result<std::vector<Notice>> notices(const Office& office) {
    std::vector<Notice> all;
    std::set<ledger::RecordId> seen;
    for (const Kind kind : {Kind::transfer_word, Kind::claim}) {
        TRY_LET(const auto said, office.store().operations_of(kind));
        for (const ledger::Stored& one : said) {
            const auto& record = one.operation.header.record;
            if (!record || one.standing.ghost() || !seen.insert(*record).second) continue;
            TRY_LET(const auto state, office.store().record(*record));
            if (!state || sight_of(office, *state).reach == ledger::Sight::Reach::nothing) continue;
            Notice blank;
            blank.uid = ledger::record_uid(*state);
            blank.full_name = ledger::document_of(state->draft).text("full_name");
            of_moves(*state, blank, all);
            of_claims(*state, blank, all);
        }
    }
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
