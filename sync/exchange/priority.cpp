#include "sync/exchange/priority.hpp"

#include "sync/ledger/authority.hpp"

namespace soxa::exchange {

Urgency urgency_of(ledger::Kind kind) {
    switch (kind) {
        // What every chain begins with is needed by whatever follows, and urgent for nobody else.
        case ledger::Kind::chain_open:
        case ledger::Kind::context: return Urgency::rest;
        case ledger::Kind::approve:
        case ledger::Kind::give_back: return Urgency::approval;
        default: return ledger::is_authority(kind) ? Urgency::authority : Urgency::rest;
    }
}

std::vector<std::size_t> sending_order(const std::vector<Sendable>& list) {
    std::vector<std::size_t> order;
    std::vector<bool> sent(list.size(), false);
    // Chains are long: what one rests on is found without recursion.
    std::vector<std::size_t> open;
    const auto send = [&](std::size_t wanted) {
        open.push_back(wanted);
        while (!open.empty()) {
            const std::size_t at = open.back();
            bool ready = true;
            for (auto need = list[at].needs.rbegin(); need != list[at].needs.rend(); ++need) {
                if (*need >= at || sent[*need]) continue;
                open.push_back(*need);
                ready = false;
            }
            if (!ready) continue;
            open.pop_back();
            if (!sent[at]) order.push_back(at);
            sent[at] = true;
        }
    };
    for (const Urgency urgency : {Urgency::authority, Urgency::approval, Urgency::rest}) {
        for (std::size_t at = 0; at < list.size(); ++at) {
            if (list[at].urgency == urgency && !sent[at]) send(at);
        }
    }
    return order;
}

}  // namespace soxa::exchange
