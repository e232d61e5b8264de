// What a laptop has of the log beside what is really here (exchange/repair.hpp).
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// `body` is a compressed exchange::RepairAsk; the result, compressed too, is kept before it is
/// returned. Errors as of answer_exchange().
[[nodiscard]] Result<Bytes> answer_repair(Office& office, ByteView certificate, ByteView body);

}  // namespace soxa::server
