#include "sync/exchange/relayed.hpp"

#include "sync/ledger/account.hpp"

namespace soxa::exchange {

namespace {

/// Of a chain that this frame itself opens, or that is here.
Result<std::optional<crypto::PublicKey>> key_of(LaptopStorage& storage, const Frame& frame,
                                                const ledger::ChainId& chain,
                                                const crypto::PublicKey& intake) {
    for (const ledger::Operation& operation : frame.operations) {
        if (operation.header.chain != chain || operation.header.seq != 1) continue;
        const auto open = ledger::chain_open(operation);
        const bool named =
            open && ledger::chain_id(operation.header.stream, *open) == operation.header.chain;
        if (!named) return std::optional<crypto::PublicKey>();
        const bool province = open->account == ledger::province_account(intake);
        if (province && open->key != intake) return std::optional<crypto::PublicKey>();
        return std::optional(open->key);
    }
    return storage.chain_key(chain);
}

}  // namespace

Result<Frame> relayed_frame(LaptopStorage& storage, ledger::StreamId stream,
                            const crypto::PublicKey& intake, ByteView bytes) {
    TRY_LET(Frame frame, decode_frame(bytes, stream, NothingShared()));
    for (const ChainPart& part : frame.chains) {
        TRY_LET(const auto key, key_of(storage, frame, part.chain, intake));
        if (!key) return fail(Errc::integrity, "bundle.gap");
        if (!sealed_by(frame, part, *key)) return fail(Errc::integrity, "exchange.forged");
    }
    return frame;
}

}  // namespace soxa::exchange
