// An exchange in three steps, repeated until it is done, so that a window can go on working: only
// carry() waits for the link, and it does not touch the office.
//
// Whoever shares the office between threads holds it for prepare() and take() alone. Safe to drop
// between any two steps: what was taken stays taken.
#pragma once

#include <functional>
#include <memory>

#include "client/office/exchange_now.hpp"

namespace soxa::office {

class Exchange {
public:
    /// Bytes sent and received so far, from carry()'s thread; false cuts the exchange.
    using Watch = std::function<bool(std::uint64_t sent, std::uint64_t received)>;

    /// Errc::not_allowed ("exchange.local"), Errc::no_connection ("exchange.capped").
    [[nodiscard]] static Result<Exchange> begin(Office& office, const ExchangeManner& manner,
                                                Watch watch);
    Exchange(Exchange&&) noexcept;
    Exchange& operator=(Exchange&&) noexcept;
    ~Exchange();

    /// False once nothing is left to send or to ask for.
    [[nodiscard]] bool under_way() const;
    [[nodiscard]] Result<void> prepare(Office& office);
    [[nodiscard]] Result<void> carry();
    [[nodiscard]] Result<void> take(Office& office);
    /// After a step that failed: keeps what was learnt of the link and when to try again.
    [[nodiscard]] Result<void> failed(Office& office);
    /// After the last step.
    [[nodiscard]] Result<Exchanged> outcome(Office& office) const;

private:
    struct Parts;
    explicit Exchange(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace soxa::office
