// Is it still the same person? Asked again before a signature, and when a locked window is opened.
#pragma once

#include "client/office/office.hpp"

namespace soxa::office {

/// Errc::not_allowed ("login.wrong") unless it is this account's password. Takes as long as a
/// login does, so a window asks from a thread of its own.
[[nodiscard]] Result<void> confirm_password(Office& office, const Secret& password);

}  // namespace soxa::office
