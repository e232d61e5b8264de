#include "sync/exchange/conversation.hpp"

#include <set>

namespace soxa::exchange {

namespace {

tl::unexpected<Error> malformed() { return fail(Errc::integrity, "message.malformed"); }

}  // namespace

Bytes encode(const Part& part) {
    Bytes out;
    out.reserve(1 + part.body.size());
    out.push_back(static_cast<std::uint8_t>(part.kind));
    append(out, part.body);
    return out;
}

Result<Part> decode_part(ByteView bytes) {
    if (bytes.empty() || bytes[0] > static_cast<std::uint8_t>(PartKind::refusal)) {
        return malformed();
    }
    return Part{static_cast<PartKind>(bytes[0]), copy_of(bytes.subspan(1))};
}

Bytes encode(const std::vector<OfferedChain>& offer) {
    cbor::Writer out;
    out.array(offer.size());
    for (const OfferedChain& one : offer) out.array(2).bytes(one.chain.view()).number(one.first);
    return out.take();
}

Bytes encode(const std::vector<HeldChain>& held) {
    cbor::Writer out;
    out.array(held.size());
    for (const HeldChain& one : held) {
        out.array(3).number(one.index).number(one.seq).bytes(one.last.view());
    }
    return out.take();
}

Result<std::vector<OfferedChain>> decode_offer(ByteView bytes) {
    cbor::Reader in(bytes);
    std::vector<OfferedChain> offer(in.array(offered_max));
    std::set<ledger::ChainId> named;  // each is looked up, so nobody asks for one again and again
    for (OfferedChain& one : offer) {
        if (in.array(2) != 2) in.reject();
        one.chain = in.id<ledger::ChainId>();
        one.first = in.number();
        if (one.first == 0 || !named.insert(one.chain).second) in.reject();
    }
    if (!in.done()) return malformed();
    return offer;
}

Result<std::vector<HeldChain>> decode_held(ByteView bytes) {
    cbor::Reader in(bytes);
    std::vector<HeldChain> held(in.array(offered_max));
    for (HeldChain& one : held) {
        if (in.array(3) != 3) in.reject();
        one.index = in.number(offered_max);
        one.seq = in.number();
        one.last = in.id<ledger::OperationId>();
    }
    if (!in.done()) return malformed();
    return held;
}

}  // namespace soxa::exchange
