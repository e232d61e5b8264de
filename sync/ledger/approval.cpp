#include "sync/ledger/approval.hpp"

#include "crypto/cms.hpp"

namespace soxa::ledger {

namespace {

constexpr std::string_view context = "approve/1";
constexpr std::size_t manifest_bytes_max = 4096;
constexpr std::size_t text_bytes_max = 512;

tl::unexpected<Error> malformed() { return fail(Errc::integrity, "approval.malformed"); }

Bytes body(const Manifest& manifest) {
    cbor::Writer out;
    out.array(8).text(manifest.unit).number(manifest.stream).text(manifest.title);
    out.number(manifest.count).number(seconds_of(manifest.claimed));
    out.bytes(manifest.approver.view()).text(manifest.approver_name).bytes(manifest.root.view());
    return out.take();
}

}  // namespace

crypto::Digest leaf(const ApprovedVersion& version) {
    cbor::Writer out;
    out.array(4).bytes(version.cut.view()).bytes(version.record.view());
    out.bytes(version.root.view()).number(version.schema);
    return crypto::merkle_leaf({out.written()});
}

crypto::Digest manifest_root(const std::vector<ApprovedVersion>& versions) {
    std::vector<crypto::Digest> leaves;
    for (const ApprovedVersion& one : versions) leaves.push_back(leaf(one));
    return crypto::merkle_root(leaves);
}

Bytes signed_manifest(const Manifest& manifest) {
    return crypto::signed_bytes(context, body(manifest));
}

Result<Manifest> read_manifest(ByteView signed_bytes) {
    // The frame is rebuilt rather than parsed: there is one way to write it.
    const std::size_t frame = crypto::signed_bytes(context, {}).size();
    if (signed_bytes.size() <= frame || signed_bytes.size() > manifest_bytes_max) {
        return malformed();
    }
    const ByteView inner = signed_bytes.subspan(frame);
    if (!std::ranges::equal(crypto::signed_bytes(context, inner), signed_bytes)) {
        return malformed();
    }
    cbor::Reader in(inner);
    Manifest manifest;
    if (in.array(8) != 8) return malformed();
    manifest.unit = in.text(text_bytes_max);
    manifest.stream = static_cast<StreamId>(in.number(0xFFFFFFFF));
    manifest.title = in.text(text_bytes_max);
    manifest.count = in.number(approvals_per_batch_max);
    manifest.claimed = timestamp_of(in.number());
    manifest.approver = in.id<AccountId>();
    manifest.approver_name = in.text(text_bytes_max);
    manifest.root = in.id<crypto::Digest>();
    if (!in.done()) return malformed();
    return manifest;
}

Bytes encode(const ApprovalPayload& payload) {
    cbor::Writer out;
    out.array(3).bytes(payload.manifest).bytes(payload.cms).array(payload.versions.size());
    for (const ApprovedVersion& one : payload.versions) {
        // The cut stands among the operation's references already.
        out.array(3).bytes(one.record.view()).bytes(one.root.view()).number(one.schema);
    }
    return out.take();
}

std::optional<ApprovalPayload> approval_payload(const Operation& operation) {
    if (operation.header.kind != Kind::approve) return std::nullopt;
    cbor::Reader in(operation.payload);
    ApprovalPayload payload;
    if (in.array(3) != 3) return std::nullopt;
    payload.manifest = copy_of(in.bytes(manifest_bytes_max));
    payload.cms = copy_of(in.bytes(crypto::cms_bytes_max));
    payload.versions.resize(in.array(approvals_per_batch_max));
    if (payload.versions.size() != operation.header.references.size()) return std::nullopt;
    for (std::size_t i = 0; i < payload.versions.size(); ++i) {
        if (in.array(3) != 3) in.reject();
        payload.versions[i].cut = operation.header.references[i];
        payload.versions[i].record = in.id<RecordId>();
        payload.versions[i].root = in.id<crypto::Digest>();
        payload.versions[i].schema = static_cast<std::uint32_t>(in.number(0xFFFF));
    }
    if (!in.done()) return std::nullopt;
    return payload;
}

Result<Manifest> verify(const ApprovalPayload& payload, const Operation& operation,
                        const crypto::PublicKey& key) {
    TRY_LET(Manifest manifest, read_manifest(payload.manifest));
    if (payload.versions.empty() || manifest.count != payload.versions.size() ||
        manifest.root != manifest_root(payload.versions) ||
        manifest.stream != operation.header.stream) {
        return malformed();
    }
    TRY_LET(const crypto::Certificate signer, crypto::cms_signer(payload.manifest, payload.cms));
    if (signer.key() != key) return fail(Errc::integrity, "approval.other_key");
    return manifest;
}

}  // namespace soxa::ledger
