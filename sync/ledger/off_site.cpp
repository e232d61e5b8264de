#include "sync/ledger/off_site.hpp"

#include "sync/ledger/payload.hpp"

namespace soxa::ledger {

Bytes encode(const OffSite& word) {
    cbor::Writer out;
    out.array(3).number(word.size).bytes(word.root.view()).number(seconds_of(word.made));
    return out.take();
}

std::optional<OffSite> off_site(const Operation& operation) {
    return payload_of<OffSite>(operation, Kind::off_site, 3, [](cbor::Reader& in, OffSite& word) {
        word.size = in.number();
        word.root = in.id<crypto::Digest>();
        word.made = timestamp_of(in.number());
    });
}

}  // namespace soxa::ledger
