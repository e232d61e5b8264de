// The province's no to a key: what it signs does not count. What waited for it stays held.
#pragma once

#include "sync/server/account_confirm.hpp"

namespace soxa::server {

/// The key that was refused. Errc::invalid_input as confirm_account().
[[nodiscard]] Result<crypto::PublicKey> refuse_account(Office& office, const AccountAsked& asked,
                                                       const std::string& reason);

}  // namespace soxa::server
