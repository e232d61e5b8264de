#include "client/office/exchange_now.hpp"

#include <thread>

#include "client/office/exchange_steps.hpp"

namespace soxa::office {

namespace {

// Between two tries of a patient exchange: a link that comes up for five seconds must be met.
constexpr std::chrono::milliseconds next_try{700};

Result<Exchanged> exchange_once(Office& office, const ExchangeManner& manner) {
    TRY_LET(Exchange exchange, Exchange::begin(office, manner, nullptr));
    const auto all = [&]() -> Result<void> {
        while (exchange.under_way()) {
            TRY(exchange.prepare(office));
            TRY(exchange.carry());
            TRY(exchange.take(office));
        }
        return {};
    };
    if (auto done = all(); !done) {
        TRY(exchange.failed(office));
        return tl::make_unexpected(std::move(done).error());
    }
    return exchange.outcome(office);
}

}  // namespace

Result<Exchanged> exchange_now(Office& office, const ExchangeManner& manner) {
    const auto begun = std::chrono::steady_clock::now();
    for (std::uint64_t cuts = 0;; ++cuts) {
        Result<Exchanged> exchanged = exchange_once(office, manner);
        if (exchanged) {
            exchanged->cuts = cuts;
            return exchanged;
        }
        const bool cut = exchanged.error().code == Errc::no_connection &&
                         exchanged.error().text != "exchange.busy" &&
                         exchanged.error().text != "exchange.capped";
        if (!cut || std::chrono::steady_clock::now() - begun >= manner.patience) return exchanged;
        std::this_thread::sleep_for(next_try);
    }
}

}  // namespace soxa::office
