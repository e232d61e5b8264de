// The exchange's steps that mend a log: the province's after a restore, and rows that either end lost.
#include "client/office/exchange_parts.hpp"

namespace soxa::office {

namespace {

// By the province's clock: reading every row is work for both.
constexpr std::chrono::hours compared_every{24};

}  // namespace

/// Nothing is taken from a province that cannot show the log it signed, before it is helped.
Result<void> Exchange::Parts::begin_healing(Office& office) {
    store::Store& store = office.store();
    rewound = false;
    talk.reset();
    session.reset();
    healing.emplace(store, store, store.home().stream, store.home().device,
                    store.home().province.intake);
    TRY_LET(link, open_link(office, manner, watching()));
    return {};
}

Result<void> Exchange::Parts::take_healing() {
    TRY(healing->take(answer.body));
    if (!healing->complete()) return {};
    healing.reset();
    healed = true;
    return {};
}

/// Before anything refers to rows that are gone; otherwise now and then, after all else.
Result<void> Exchange::Parts::begin_repair(Office& office) {
    store::Store& store = office.store();
    compared = true;
    TRY(crypto::write_durably(mark, {}));
    repair.emplace(store, store.home().stream, store.home().device, store.checkpoint());
    if (!link) {
        TRY_LET(link, open_link(office, manner, watching()));
    }
    return {};
}

Result<void> Exchange::Parts::take_repair(Office& office) {
    if (answer.status != 200) {
        repair.reset();
        return {};
    }
    const auto taken = [&]() -> Result<void> {
        TRY_LET(const Bytes said,
                exchange::decompressed(answer.body, exchange::repair_bytes_max));
        return repair->take(said);
    }();
    if (!taken) return not_mended(office, taken.error());
    if (!repair->complete()) return {};
    exchanged.repaired_here += repair->counts().here;
    exchanged.repaired_there += repair->counts().there;
    repair.reset();
    return keep_compared(office);
}

/// A finding, and not the exchange's end: what waits goes, and others' work comes.
Result<void> Exchange::Parts::not_mended(Office& office, const Error& error) {
    if (error.code != Errc::integrity) return tl::make_unexpected(error);
    exchanged.not_mended = error.text;
    repair.reset();
    complete = complete_but_for_repair;
    return keep_compared(office);
}

Result<void> Exchange::Parts::keep_compared(Office& office) {
    TRY_LET(store::Link seen_before, office.store().link());
    seen_before.compared_at = office.store().home().last_contact;
    return office.store().save(seen_before);
}

Result<bool> Exchange::Parts::repair_due(Office& office) const {
    if (compared) return false;
    if (office.store().has_gaps()) return true;
    TRY_LET(store::Link known, office.store().link());
    if (log_before == 0) {
        // Every row was written in this exchange, and proven by the root that it led to.
        TRY(keep_compared(office));
        return false;
    }
    return office.store().home().last_contact >= known.compared_at + compared_every;
}

}  // namespace soxa::office
