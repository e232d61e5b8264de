#include "client/office/relayed.hpp"

#include "sync/exchange/relayed.hpp"

namespace soxa::office {

namespace {

/// As a page that moves the log on by nothing. How many operations were not here yet.
Result<std::size_t> keep_provisional(store::Store& store, const exchange::Frame& frame) {
    std::size_t fresh = 0;
    for (const ledger::Operation& operation : frame.operations) {
        TRY_LET(const bool here, store.has(operation.id));
        fresh += here ? 0 : 1;
    }
    exchange::Page page;
    page.frames = {frame};
    page.log = store.log();
    page.checkpoint = store.checkpoint();
    // The province has not signed the empty log of a laptop that it has never spoken to.
    if (page.log.size() == 0) {
        page.checkpoint.epoch = 0;
        page.checkpoint.root = page.log.root();
    }
    TRY(store.take(page));
    return fresh;
}

}  // namespace

Result<Relayed> take_relayed(Office& office, const exchange::Request& request) {
    const store::Home& home = office.store().home();
    if (request.stream != home.stream) return fail(Errc::integrity, "bundle.altered");
    Relayed done;
    for (const Bytes& bytes : request.frames) {
        const auto frame =
            exchange::relayed_frame(office.store(), home.stream, home.province.intake, bytes);
        done.gap = !frame && frame.error().text == "bundle.gap";
        if (done.gap) return done;
        if (!frame) return tl::make_unexpected(frame.error());
        const auto fresh = keep_provisional(office.store(), *frame);
        if (fresh) {
            done.fresh += *fresh;
            continue;
        }
        done.gap = fresh.error().text == "store.gap";
        if (done.gap) return done;
        if (fresh.error().text != "store.chain_taken") return tl::make_unexpected(fresh.error());
        ++done.set_aside;
    }
    return done;
}

}  // namespace soxa::office
