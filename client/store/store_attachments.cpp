// What a Store knows of scans.
#include "client/store/store_parts.hpp"
#include "sync/ledger/attachment_wanted.hpp"

namespace soxa::store {

namespace {

constexpr std::size_t key_bytes = 32;

}  // namespace

Result<Secret> Store::attachment_key(RandomSource& random) {
    TRY_LET(std::optional<Secret> there, parts_->tables.attachments.key());
    if (there) return std::move(*there);
    Secret fresh(random_bytes(random, key_bytes));
    TRY(set_attachment_key(fresh));
    return fresh;
}

Result<void> Store::set_attachment_key(const Secret& key) {
    TRY_LET(sqlcipher::Transaction transaction, parts_->begin());
    TRY(parts_->tables.attachments.set_key(key));
    return parts_->commit(transaction);
}

Result<std::vector<ledger::NamedBytes>> Store::bytes_named() {
    return parts_->tables.attachments.named();
}

Result<std::vector<ledger::RecordId>> Store::records_with_attachments() {
    return parts_->tables.attachments.records();
}

Result<std::set<crypto::Digest>> Store::bytes_received() {
    TRY_LET(const std::vector<exchange::Stored> receipts,
            parts_->tables.operations.of_kind(ledger::Kind::attachment_receipt));
    TRY_LET(const std::vector<exchange::Stored> wanted,
            parts_->tables.operations.of_kind(ledger::Kind::attachment_wanted));
    return ledger::bytes_received(receipts, wanted);
}

Result<std::optional<std::string>> Store::upload_of(const crypto::Digest& digest) {
    return parts_->tables.attachments.upload(digest);
}

Result<void> Store::keep_upload(const crypto::Digest& digest, std::string_view location) {
    TRY_LET(sqlcipher::Transaction transaction, parts_->begin());
    TRY(parts_->tables.attachments.set_upload(digest, location));
    return parts_->commit(transaction);
}

Result<void> Store::forget_upload(const crypto::Digest& digest) {
    TRY_LET(sqlcipher::Transaction transaction, parts_->begin());
    TRY(parts_->tables.attachments.end_upload(digest));
    return parts_->commit(transaction);
}

}  // namespace soxa::store
