// People who move: the acts of a unit on a file that leaves, comes, or changes its place (article 9),
// and on what the old unit entered after it had released the file.
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "sync/ledger/sight.hpp"

namespace soxa::office {

/// Errc::not_allowed: "file.released", "file.archived", "file.gave_way" for a file that is not
/// worked on here any more, "unit.merged" for a unit that another has taken over.
[[nodiscard]] Result<void> check_open(const Office& office, const ledger::RecordState& state);
/// The province's word that another unit has taken this one over, if it said so (F10). Lives as long
/// as the office's directory stays as it is.
[[nodiscard]] const ledger::UnitChange* merger_of(const Office& office);
/// {"code", "name", "basis", "effective_date"} of the unit that took this one over, or null.
[[nodiscard]] Json merger_json(const Office& office);
/// For a new file.
[[nodiscard]] Result<void> check_unit(const Office& office);

/// A file on its way to another unit of the province [TB-9.3]: prepared by a clerk, or signed away
/// by the head. A head may leave out what a clerk has prepared. Errc::invalid_input ("move.date",
/// "move.basis", "move.to"), Errc::decision_needed ("submit.conflict"), Errc::not_allowed
/// ("approve.not_shown"), Errc::invalid_input ("transfer.too_large"; "finding.province_starts" where
/// the pack lets only the province begin a move, and it has not).
[[nodiscard]] Result<ledger::TransferState> release(Office& office,
                                                    const ledger::RecordState& state,
                                                    const ledger::MoveTerms& asked);

/// Between departments of the unit [TB-9.2]: a row of its history; one edit, nothing more.
[[nodiscard]] Result<void> move_inside(Office& office, const ledger::RecordState& state,
                                       const ledger::MoveTerms& asked);

/// Out of the province's management: retired, resigned, died … [TB-9.5]. The file goes into the
/// archive once the version that says so is approved, which needs its document where the pack asks for
/// one [R32]: attachments of the file as attachment_named() takes them. Errc::invalid_input
/// ("move.status").
[[nodiscard]] Result<void> leave(Office& office, const ledger::RecordState& state,
                                 const std::string& status, const ledger::MoveTerms& asked,
                                 const std::vector<std::string>& evidence = {});

/// Who comes from a ministry or another province [TB-9.1]: asks the province for the file, which is
/// opened when it is handed over (handed_file.hpp). R01 where his file is here.
[[nodiscard]] Result<ledger::OperationId> request_file(Office& office,
                                                       const ledger::FileRequest& asked);

/// The new head's answer to an offer, by the beginning of its name or "--all" of them. Errc::
/// invalid_input ("move.unknown").
[[nodiscard]] Result<std::string> accept(Office& office, const std::string& offer);
[[nodiscard]] Result<std::string> refuse_offer(Office& office, const std::string& offer,
                                               const std::string& reason);
[[nodiscard]] Result<std::vector<ledger::Arrival>> arrivals(const Office& office);

/// A late edit of the old unit, which waits for this one's answer.
struct LateWork {
    ledger::OperationId operation;
    ledger::LateNote note;
    ledger::RecordState state;
    Json changes = Json::array();
    bool open = true;
    bool asks_purpose = false;  ///< the file is restricted: what changes is not told here
};
[[nodiscard]] Result<std::vector<LateWork>> late_work(const Office& office);
/// Takes what it says, or keeps what the file says. Errc::invalid_input ("move.unknown").
[[nodiscard]] Result<void> answer_late(Office& office, const std::string& operation, bool take);

/// Somebody whose file is in the archive serves here again [TB-9.4]. Errc::invalid_input
/// ("reopen.not_archived"), Errc::not_allowed ("reopen.province") where the province closed it.
[[nodiscard]] Result<void> reopen(Office& office, const ledger::RecordState& state,
                                  const std::string& basis);

/// Moves, oldest first: {"out", "in", "late"}.
[[nodiscard]] Result<Json> moves_json(const Office& office, bool all);
/// What `record show` says of a file's life, to who sees so much of it; empty where there is nothing
/// to say.
[[nodiscard]] Json life_json(const ledger::Life& life, const ledger::Sight& sight);

}  // namespace soxa::office
