// Approvals: one signature over a manifest of versions, each provable by itself.
//
// The head signs, as detached CMS, the bytes
//
//   "soxa" 00 01 | "approve/1" | canonical CBOR [unit code, stream, title, count, claimed time,
//                                                approver account, approver name, Merkle root]
//
// whose root is over one leaf a version: (cut, record, content root, schema). Exporting one
// approval shows the manifest and that leaf's path, and nothing of the other people in the batch
// (LEDGER §3, 37; TB-6.4, TB-3.8).
#pragma once

#include <optional>

#include "crypto/certificate.hpp"
#include "crypto/merkle.hpp"
#include "sync/ledger/operation.hpp"

namespace soxa::ledger {

inline constexpr std::size_t approvals_per_batch_max = 500;

struct ApprovedVersion {
    OperationId cut;  ///< the submit operation
    RecordId record;
    crypto::Digest root;
    std::uint32_t schema = record::schema_version;

    friend bool operator==(const ApprovedVersion&, const ApprovedVersion&) = default;
};

struct Manifest {
    std::string unit;
    StreamId stream = 0;
    std::string title;
    std::uint64_t count = 0;
    Timestamp claimed{};
    AccountId approver;
    std::string approver_name;
    crypto::Digest root;

    friend bool operator==(const Manifest&, const Manifest&) = default;
};

[[nodiscard]] crypto::Digest leaf(const ApprovedVersion& version);
[[nodiscard]] crypto::Digest manifest_root(const std::vector<ApprovedVersion>& versions);
/// The bytes that are signed: approval.bin.
[[nodiscard]] Bytes signed_manifest(const Manifest& manifest);
/// Errc::integrity ("approval.malformed") unless the bytes are such a manifest.
[[nodiscard]] Result<Manifest> read_manifest(ByteView signed_bytes);

/// What an approve operation carries; its references are the cuts, in the leaves' order.
struct ApprovalPayload {
    Bytes manifest;  ///< as signed
    Bytes cms;       ///< DER
    std::vector<ApprovedVersion> versions;
};
[[nodiscard]] Bytes encode(const ApprovalPayload& payload);
[[nodiscard]] std::optional<ApprovalPayload> approval_payload(const Operation& operation);

/// Everything that can be checked of an approve operation by itself: the manifest is over just
/// these versions, and the CMS is over the manifest and made with `key`. Errc::integrity
/// ("approval.malformed", "cms.bad", "approval.other_key").
[[nodiscard]] Result<Manifest> verify(const ApprovalPayload& payload, const Operation& operation,
                                      const crypto::PublicKey& key);

}  // namespace soxa::ledger
