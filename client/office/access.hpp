// What an account sees of a file, and why it looked: restriction levels, the sensitivity of fields,
// consents and authorisations, as sync/ledger/sight.hpp has them for today (TB-4.3, TB-4.4).
//
// It is the program that withholds here and not a key: whoever is logged in on a laptop opens its
// whole store. What was seen, printed or copied before a restriction cannot be called back.
#pragma once

#include "client/office/office.hpp"
#include "sync/ledger/sight.hpp"
#include "sync/record/finding.hpp"

namespace soxa::office {

[[nodiscard]] ledger::Sight sight_of(const Office& office, const ledger::RecordState& state);
/// For changing the file: a clerk's own file is none of his personal account's here, as the
/// province will judge it.
[[nodiscard]] ledger::Sight working_sight_of(const Office& office,
                                             const ledger::RecordState& state);

/// The file with what is withheld left out of its draft, versions and conflicts. Roots, approvals
/// and status stay as they are. A stub keeps name, unit and status.
[[nodiscard]] ledger::RecordState seen(const ledger::Sight& sight, ledger::RecordState state);
/// Ids of fields and groups that say something in the draft and are withheld, in the order of the
/// template.
[[nodiscard]] std::vector<std::string> withheld(const ledger::Sight& sight,
                                                const ledger::RecordState& state);
/// The finding stays, what it says of a withheld value does not.
void conceal(const ledger::Sight& sight, std::vector<record::Finding>& findings);
void conceal(const ledger::Sight& sight, Fault& fault);
/// Of a file that asks for a purpose where none was said: that something is found, and where, is told,
/// and no value [TB-4.4].
void conceal_values(std::vector<record::Finding>& findings);

/// The line's file is the account's own person's.
[[nodiscard]] bool is_own(const Office& office, const store::RecordLine& line);
/// A number is S2: for whoever works with the file, and the administrator, who makes accounts by
/// it; of what asks otherwise only the end is shown, and nothing is found by it.
[[nodiscard]] bool shows_number(const Office& office, const store::RecordLine& line);

/// As the store finds them; by a number only where the number is shown.
[[nodiscard]] Result<std::vector<store::RecordLine>> found(const Office& office,
                                                           std::string_view text);

/// A file that is about to be looked at. Where the look asks for a purpose it is written to the
/// ledger first; a grant's own purpose stands where none is given. Errc::invalid_input, the fault
/// "purpose", without either. A look that shows S4 is written too, with or without a purpose;
/// only a personal account's at its own file never is.
[[nodiscard]] Result<ledger::RecordState> look(Office& office, std::string_view uid,
                                               ledger::Use use, const std::string& purpose);
/// What is written of such a look; nothing where nothing is.
[[nodiscard]] Result<std::optional<Draft>> use_of(const Office& office,
                                                  const ledger::RecordState& state,
                                                  ledger::Use use, const std::string& purpose);
/// Of a file that is at hand already.
[[nodiscard]] Result<void> log_use(Office& office, const ledger::RecordState& state,
                                   ledger::Use use, const std::string& purpose);

/// Errc::not_allowed ("access.unseen", {field}) if the edit replaces what its author may not see.
[[nodiscard]] Result<void> check_seen(const Office& office, const ledger::RecordState& state,
                                      const ledger::Edit& edit);

}  // namespace soxa::office
