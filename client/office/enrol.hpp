// A laptop's beginning: from the province's ticket, or by itself until a ticket comes.
//
// Works without a connection. Everything is made in a folder beside and moved into place when it
// is whole, so that a power cut leaves no half laptop and the command can be given again.
#pragma once

#include "client/office/new_laptop.hpp"

namespace soxa::office {

/// The ticket's person becomes this laptop's first account, with `password`. Errc::invalid_input
/// ("enrol.already") where a laptop is already in this folder; one that works by itself is joined
/// instead (join.hpp). Errc::not_allowed ("ticket.expired").
[[nodiscard]] Result<void> enrol(const Surroundings& around, const exchange::Ticket& ticket,
                                 const Secret& password);

/// Who works alone to begin with.
struct LocalPerson {
    std::string name;
    std::string personal_id;
    std::string unit_name;
};
/// A unit of one laptop, with an administrator and no province.
[[nodiscard]] Result<void> enrol_local(const Surroundings& around, const LocalPerson& person,
                                       const Secret& password);

}  // namespace soxa::office
