#include "client/office/exchange_now.hpp"

#include "client/office/exchange_steps.hpp"

namespace soxa::office {

Result<Exchanged> exchange_now(Office& office, std::uint64_t kbps_max) {
    TRY_LET(Exchange exchange, Exchange::begin(office, kbps_max, nullptr));
    while (exchange.under_way()) {
        TRY(exchange.prepare(office));
        TRY(exchange.carry());
        TRY(exchange.take(office));
    }
    return exchange.outcome(office);
}

}  // namespace soxa::office
