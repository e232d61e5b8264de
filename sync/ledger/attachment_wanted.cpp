#include "sync/ledger/attachment_wanted.hpp"

#include <map>

namespace soxa::ledger {

Bytes encode_attachment_wanted(std::span<const crypto::Digest> digests) {
    return encode_attachment_receipt(digests);
}

std::optional<std::vector<crypto::Digest>> wanted_again(const Operation& operation) {
    if (operation.header.kind != Kind::attachment_wanted) return std::nullopt;
    cbor::Reader in(operation.payload);
    std::vector<crypto::Digest> digests(in.array(receipt_digests_max));
    for (crypto::Digest& digest : digests) digest = in.id<crypto::Digest>();
    if (!in.done()) return std::nullopt;
    return digests;
}

std::set<crypto::Digest> bytes_received(std::span<const Stored> receipts,
                                        std::span<const Stored> wanted) {
    std::map<std::uint64_t, const Operation*> words;  // by their places in the log
    for (const std::span<const Stored> kind : {receipts, wanted}) {
        for (const Stored& one : kind) {
            if (one.standing.confirmed()) words.emplace(*one.standing.position, &one.operation);
        }
    }
    std::set<crypto::Digest> received;
    for (const auto& [position, word] : words) {
        if (const auto digests = attachment_receipt(*word)) {
            received.insert(digests->begin(), digests->end());
        } else if (const auto again = wanted_again(*word)) {
            for (const crypto::Digest& digest : *again) received.erase(digest);
        }
    }
    return received;
}

}  // namespace soxa::ledger
