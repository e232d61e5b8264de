// A laptop that worked by itself joins its province, and one whose unit another has taken over joins
// that one, in place (CLI contract: `enrol TICKET` on such a home; F10).
//
// The ledger that it kept is its own province's and stays whole beside, in the folder "earlier",
// readable with the passwords of its day. The unit's begins anew: the accounts are made again under
// the ticket's administrator and keep their passwords, and the files are entered again by the first
// clerk who logs in, since an operation cannot move from one stream to another (LEDGER rule 1).
// Approvals signed before the province knew the signer do not carry over. Of a unit that was taken
// over nothing is entered again: the province has given its files to the new unit, and what this
// laptop had not sent goes with its last exchange, which must come first.
#pragma once

#include <functional>

#include "client/office/new_laptop.hpp"

namespace soxa::office {

struct Joined {
    std::size_t accounts = 0;
    std::size_t records = 0;  ///< that wait for a clerk's login
};

/// With the password of the local administrator, who must be the ticket's person: Errc::not_allowed
/// ("join.other_person"). Errc::invalid_input ("enrol.already") where the laptop is a unit's
/// already, ("join.unsent", {operations}) where one of a former unit has something to send first,
/// ("join.uncarried", {files}) where some of
/// the book before wait for a clerk's login. It may join as often as its unit is taken over: each
/// former book is kept, the last one in "earlier", those before it in "earlier-1", "earlier-2" …
[[nodiscard]] Result<Joined> join(const Surroundings& around, const exchange::Ticket& ticket,
                                  const Secret& password);

/// Enters the files of the earlier ledger that are not here yet, if this account may enter for
/// others; how many it entered. Safe to be cut: each is entered once. `progress` hears records done
/// and all.
[[nodiscard]] Result<std::size_t> carry_over(
    Office& office, const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace soxa::office
