#include "sync/ledger/life.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <tuple>

#include "sync/record/personnel_status.hpp"

namespace soxa::ledger {

namespace {

/// What takes effect: confirmed in the order of the log, then provisional by name.
std::vector<const Entry*> in_order(std::span<const Entry> entries) {
    std::vector<const Entry*> order;
    for (const Entry& entry : entries) {
        if (!entry.standing.ghost()) order.push_back(&entry);
    }
    std::ranges::sort(order, {}, [](const Entry* entry) {
        const bool provisional = entry->standing.provisional();
        const Header& header = entry->operation->header;
        const auto after = static_cast<std::uint64_t>(header.kind);
        // Of what is provisional here only proposals and their releases depend on each other; who
        // prepares anew means the later one.
        return std::tuple(provisional, provisional ? after : entry->standing.since(),
                          entry->standing.position.value_or(0), header.chain, header.seq,
                          entry->operation->id);
    });
    return order;
}

bool under_way(TransferState state) {
    return state == TransferState::released || state == TransferState::in_transit ||
           state == TransferState::accepted;
}

class LifeFold {
public:
    void take(const Entry& entry) {
        const Operation& operation = *entry.operation;
        switch (operation.header.kind) {
            case Kind::transfer_propose: return take_proposal(entry);
            case Kind::release: return take_release(entry);
            case Kind::transfer_word: return take_word(entry);
            case Kind::adopt: life_.origin = provenance(operation); return;
            case Kind::status_word: return take_status(entry);
            case Kind::claim:
                if (const auto one = claim(operation)) {
                    life_.claims.push_back({*one, operation.header.at,
                                            position_of(entry).value_or(0), std::nullopt});
                }
                return;
            case Kind::claim_verdict: return take_claim_verdict(entry);
            case Kind::alias:
                if (const auto one = alias(operation)) {
                    life_.numbers.push_back({operation.id, *one, entry.standing, std::nullopt});
                }
                return;
            case Kind::alias_verdict: return take_alias_verdict(operation);
            case Kind::reopen:
                // Of who left by the unit's own approved version only: the province's word on a
                // person is not the unit's to undo (F11).
                if (!life_.closed) life_.reopened = position_of(entry).value_or(0);
                return;
            default: return;
        }
    }
    Life finish() { return std::move(life_); }

private:
    static std::optional<std::uint64_t> position_of(const Entry& entry) {
        if (entry.standing.provisional()) return std::nullopt;
        return entry.standing.since();
    }

    Departure departure_from(const Entry& entry, const MoveTerms& terms) const {
        Departure one;
        one.operation = entry.operation->id;
        one.terms = terms;
        one.by = entry.operation->header.chain;
        one.at = entry.operation->header.at;
        one.standing = entry.standing;
        return one;
    }

    void take_proposal(const Entry& entry) {
        const auto terms = move_terms(*entry.operation);
        if (!terms || life_.closed) return;
        // A later proposal takes the place of an earlier one.
        std::erase_if(life_.departures, [](const Departure& one) {
            return one.state == TransferState::proposed;
        });
        life_.departures.push_back(departure_from(entry, *terms));
    }

    void take_release(const Entry& entry) {
        const auto said = release(*entry.operation);
        if (!said || life_.closed) return;  // two releases: the first position wins
        std::erase_if(life_.departures, [](const Departure& one) {
            return one.state == TransferState::proposed;
        });
        Departure one = departure_from(entry, said->terms);
        one.root = said->root;
        one.state = TransferState::released;
        life_.departures.push_back(std::move(one));
        moving_ = {Reason::released, position_of(entry), false};
        close();
    }

    void take_word(const Entry& entry) {
        const auto word = transfer_word(*entry.operation);
        const auto& references = entry.operation->header.references;
        if (!word || references.empty()) return;
        const auto found =
            std::ranges::find(life_.departures, references.front(), &Departure::operation);
        if (found == life_.departures.end() || !under_way(found->state)) return;
        found->reason = word->reason;
        switch (word->step) {
            case TransferStep::sent: found->state = TransferState::in_transit; return;
            case TransferStep::accepted:
                found->state = TransferState::closed;
                moving_->archived = true;
                return close();
            case TransferStep::refused:
            case TransferStep::returned: found->state = TransferState::refused; break;
            case TransferStep::expired: found->state = TransferState::expired; break;
        }
        moving_.reset();
        close();
    }

    void take_status(const Entry& entry) {
        const auto word = status_word(*entry.operation);
        if (!word) return;
        life_.status = *word;
        if (record::is_archived_status(word->status)) {
            if (!said_) said_ = {Reason::archived, position_of(entry), true};
            life_.reopened.reset();
        } else {
            said_.reset();
            life_.reopened = position_of(entry).value_or(0);
        }
        close();
    }

    void take_claim_verdict(const Entry& entry) {
        const auto verdict = claim_verdict(*entry.operation);
        if (!verdict) return;
        for (ClaimState& one : life_.claims) {
            if (one.claim.id != verdict->id) continue;
            one.verdict = *verdict;
            if (verdict->outcome == ClaimOutcome::gives_way && !gave_way_) {
                gave_way_ = {Reason::gave_way, position_of(entry), true};
            }
        }
        close();
    }

    void take_alias_verdict(const Operation& operation) {
        const auto verdict = alias_verdict(operation);
        if (!verdict || operation.header.references.empty()) return;
        for (NumberChange& one : life_.numbers) {
            if (one.operation == operation.header.references.front()) one.verdict = *verdict;
        }
    }

    /// By the first of what stands; what came later closes in its turn when that is gone.
    void close() {
        life_.closed.reset();
        const auto place = [](const Closing& one) {
            return one.since.value_or(std::numeric_limits<std::uint64_t>::max());
        };
        for (const auto& one : {moving_, said_, gave_way_}) {
            if (one && (!life_.closed || place(*one) < place(*life_.closed))) life_.closed = one;
        }
    }

    Life life_;
    std::optional<Closing> moving_;    ///< released, and not come back
    std::optional<Closing> said_;      ///< by the province's word on the person
    std::optional<Closing> gave_way_;  ///< to another file of the same person
};

}  // namespace

std::string_view name_of(TransferState state) {
    constexpr std::array<std::string_view, 8> names{
        "proposed", "released", "in_transit", "accepted",
        "closed",   "refused",  "expired",    "awaiting_national_pull"};
    return names[static_cast<std::size_t>(state)];
}

const Departure* Life::departure() const {
    if (departures.empty()) return nullptr;
    const Departure& last = departures.back();
    const bool open = last.state == TransferState::proposed || under_way(last.state);
    return open ? &last : nullptr;
}

const ClaimState* Life::open_claim() const {
    const auto found =
        std::ranges::find_if(claims, [](const ClaimState& one) { return !one.verdict; });
    return found == claims.end() ? nullptr : &*found;
}

bool Life::has_wrong_number(std::string_view personal_id) const {
    return std::ranges::any_of(claims, [&](const ClaimState& one) {
        return one.claim.personal_id == personal_id && one.verdict &&
               one.verdict->outcome == ClaimOutcome::wrong_number;
    });
}

bool Life::has_alias(std::string_view from, std::string_view to) const {
    return std::ranges::any_of(numbers, [&](const NumberChange& one) {
        return one.alias.from == from && one.alias.to == to &&
               (!one.verdict || one.verdict->confirmed);
    });
}

Life fold_life(std::span<const Entry> entries) {
    LifeFold fold;
    for (const Entry* entry : in_order(entries)) fold.take(*entry);
    return fold.finish();
}

void close_who_left(Life& life, std::uint64_t position) {
    if (life.closed) return;
    const bool again = life.reopened && (*life.reopened == 0 || *life.reopened > position);
    if (!again) life.closed = {Reason::archived, position, true};
}

std::vector<Arrival> fold_arrivals(std::span<const Entry> entries) {
    std::vector<Arrival> arrivals;
    const auto named = [&](const OperationId& id) {
        return std::ranges::find(arrivals, id, &Arrival::operation);
    };
    for (const Entry* entry : in_order(entries)) {
        const Operation& operation = *entry->operation;
        const auto& references = operation.header.references;
        if (const auto offered = offer(operation)) {
            // What was asked for has come.
            std::erase_if(arrivals, [&](const Arrival& one) {
                return one.operation == offered->transfer;
            });
            arrivals.push_back({operation.id, *offered, TransferState::in_transit, std::nullopt,
                                {}, operation.header.at});
        } else if (const auto asked = file_request(operation)) {
            Offer wanted;
            wanted.transfer = operation.id;
            wanted.move = MoveCase::from_outside;
            wanted.from_name = asked->terms.to;
            wanted.personal_id = asked->personal_id;
            wanted.full_name = asked->full_name;
            wanted.terms = asked->terms;
            arrivals.push_back({operation.id, std::move(wanted),
                                TransferState::awaiting_national_pull, std::nullopt, {},
                                operation.header.at});
        } else if (operation.header.kind == Kind::adopt) {
            const auto from = provenance(operation);
            if (!from) continue;
            for (Arrival& one : arrivals) {
                if (one.offer.transfer != from->transfer) continue;
                one.state = TransferState::closed;
                one.record = operation.id;
            }
        } else if (!references.empty() && named(references.front()) != arrivals.end()) {
            Arrival& one = *named(references.front());
            // The first answer counts.
            const bool open = one.state == TransferState::in_transit ||
                              one.state == TransferState::awaiting_national_pull;
            if (!open) continue;
            const std::string said = life_reason(operation).value_or("");
            if (operation.header.kind == Kind::accept) one.state = TransferState::accepted;
            if (operation.header.kind == Kind::refuse) {
                one.state = TransferState::refused;
                one.reason = said;
            }
        }
    }
    return arrivals;
}

}  // namespace soxa::ledger
