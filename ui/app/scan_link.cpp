#include "ui/app/scan_link.hpp"

namespace soxa::ui {

namespace {

Result<void> run(office::Office& office, std::unique_lock<std::mutex>& lock,
                 office::ScanExchange& exchange) {
    TRY_LET(const store::Waiting before, office.store().waiting());
    while (exchange.under_way()) {
        TRY(exchange.prepare(office));
        lock.unlock();
        exchange.carry();
        lock.lock();
        TRY(exchange.take(office));
        TRY_LET(const store::Waiting waiting, office.store().waiting());
        if (waiting.operations > before.operations) break;
    }
    return {};
}

}  // namespace

Result<void> exchange_scans(office::Office& office, std::unique_lock<std::mutex>& lock,
                            const office::ExchangeManner& manner,
                            const office::ScanExchange::Watch& watch) {
    TRY_LET(office::ScanExchange exchange, office::ScanExchange::begin(office, manner, watch));
    const auto ran = run(office, lock, exchange);
    TRY(exchange.finish(office));
    return ran;
}

}  // namespace soxa::ui
