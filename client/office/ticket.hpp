// The province's ticket as a person looks at it before he takes it: who invites whom to what.
#pragma once

#include <filesystem>

#include "client/office/enrol.hpp"

namespace soxa::office {

/// Errc::storage ("file.missing", "file.read"), Errc::integrity ("ticket.unreadable"), and
/// Errc::invalid_input ("file.too_large").
[[nodiscard]] Result<exchange::Ticket> read_ticket(const std::filesystem::path& file);

/// All faults at once: name, 12-digit number, unit.
[[nodiscard]] Result<void> check_local(const LocalPerson& person);

}  // namespace soxa::office
