#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

ledger::ChainOpen opening_of(ProvinceChain chain, const Office& office) {
    const crypto::PublicKey key = office.keys.intake.public_key();
    // No laptop: its chains are told apart by their epoch.
    return {ledger::DeviceId{}, ledger::province_account(key), key,
            static_cast<std::uint32_t>(chain)};
}

/// From the key, not from chance: a store that was put back to before a chain began opens it once
/// more, and laptops that have it from then could never send it to a chain of another seed.
ledger::Seed seed_of(const ledger::ChainId& chain, const Office& office) {
    const crypto::Digest drawn =
        crypto::hmac_sha256(office.keys.intake.private_key().reveal(),
                            {bytes_of("province chain seed/1"), chain.view()});
    return *ledger::Seed::from(drawn.view().first(ledger::Seed::size));
}

Result<exchange::ChainPart> part_of(const ledger::ChainTail& tail, Office& office) {
    TRY_LET(const crypto::Signature seal,
            office.keys.intake.sign(exchange::seal_context, tail.last->view()));
    return exchange::ChainPart{tail.chain, tail.seed, seal};
}

}  // namespace

Result<ProvinceAuthor> ProvinceAuthor::in(UnitStream& stream, ledger::StreamId id,
                                          ProvinceChain chain, Office& office) {
    ProvinceAuthor author(stream, office);
    const ledger::ChainOpen open = opening_of(chain, office);
    author.tail_.stream = id;
    author.tail_.chain = ledger::chain_id(id, open);
    TRY_LET(const auto end, stream.chain_end(author.tail_.chain));
    if (end) {
        author.tail_.seq = end->seq;
        author.tail_.last = end->last;
        author.tail_.seed = end->seed;
    } else {
        author.tail_.seed = seed_of(author.tail_.chain, office);
        author.add(ledger::Kind::chain_open, ledger::encode(open));
    }
    return author;
}

ledger::OperationId ProvinceAuthor::add(ledger::Kind kind, Bytes payload,
                                        std::vector<ledger::OperationId> references) {
    ledger::Header header;
    header.kind = kind;
    header.references = std::move(references);
    return add(std::move(header), std::move(payload));
}

ledger::OperationId ProvinceAuthor::add(ledger::Header header, Bytes payload) {
    header.at = office_->clock->now();
    frame_.operations.push_back(ledger::extend(tail_, std::move(header), std::move(payload)));
    return frame_.operations.back().id;
}

Result<void> ProvinceAuthor::take() {
    if (frame_.operations.empty()) return {};
    TRY_LET(const exchange::ChainPart part, part_of(tail_, *office_));
    frame_.chains = {part};
    exchange::Taken taken;
    return exchange::take_frame(*stream_, frame_, office_->clock->now(), taken);
}

Result<void> ProvinceAuthor::append_as_judged() {
    TRY(take());
    frame_ = {};
    return {};
}

Result<void> ProvinceAuthor::append() {
    TRY(take());
    for (const ledger::Operation& operation : frame_.operations) {
        TRY_LET(const auto stored, stream_->find(operation.id));
        if (stored && stored->standing.confirmed()) continue;
        const auto reason = stored ? stored->standing.reason : ledger::Reason::none;
        return fail(Errc::defect, "province.refused",
                    {std::to_string(static_cast<unsigned>(reason))});
    }
    frame_ = {};
    return {};
}

Result<Bytes> founding_of(UnitStream& stream, ledger::StreamId id, Office& office) {
    const auto chain = ledger::chain_id(id, opening_of(ProvinceChain::founding, office));
    TRY_LET(const auto end, stream.chain_end(chain));
    exchange::Frame frame;
    TRY_LET(frame.operations, stream.chain(chain));
    if (!end || frame.operations.empty()) return fail(Errc::integrity, "log.chain");
    TRY_LET(const exchange::ChainPart part,
            part_of({id, chain, end->seq, end->last, end->seed}, office));
    frame.chains = {part};
    Bytes bytes = exchange::encode(frame, exchange::NothingShared());
    if (frame.operations.size() > exchange::frame_operations_max ||
        bytes.size() > exchange::frame_bytes_max) {
        return fail(Errc::storage, "ticket.chain_full");
    }
    return bytes;
}

}  // namespace soxa::server
