// One unit's stream over the tables, for the length of one transaction.
//
// The log's end and the directory are kept in memory meanwhile and moved on with each append, in
// step with the tables. A lookup through SharedLog cannot say that the disk failed, so the
// failure is remembered here and the transaction asks for it before it commits.
#pragma once

#include "sync/server/directory_cache.hpp"
#include "sync/server/sqlcipher_storage/attachment_table.hpp"
#include "sync/server/sqlcipher_storage/chain_table.hpp"
#include "sync/server/sqlcipher_storage/device_table.hpp"
#include "sync/server/sqlcipher_storage/identity_table.hpp"
#include "sync/server/sqlcipher_storage/operation_table.hpp"
#include "sync/server/sqlcipher_storage/reference_table.hpp"
#include "sync/server/sqlcipher_storage/unit_table.hpp"

namespace soxa::server {

struct StreamTables {
    OperationTable operations;
    ChainTable chains;
    ReferenceTable references;
    AttachmentTable attachments;
};

class StreamInTables final : public UnitStream {
public:
    /// The tables, the cache and `province`, the intake key, outlive the stream.
    StreamInTables(const Unit& unit, StreamTables& tables, UnitTable& units, DeviceTable& devices,
                   IdentityTable& identities, const crypto::PublicKey& province,
                   DirectoryCache& cache);

    [[nodiscard]] std::optional<std::uint64_t> position_of(
        const ledger::OperationId& id) const override;
    [[nodiscard]] std::optional<ledger::OperationId> at(std::uint64_t position) const override;
    [[nodiscard]] std::uint64_t epoch() const override { return unit_.epoch; }
    [[nodiscard]] const crypto::MerkleLog& log() const override { return unit_.log; }
    [[nodiscard]] Result<std::optional<crypto::Digest>> root_at(std::uint64_t size) override;
    [[nodiscard]] Result<std::optional<exchange::ChainEnd>> chain_end(
        const ledger::ChainId& id) override;
    [[nodiscard]] Result<std::optional<exchange::Stored>> find(
        const ledger::OperationId& id) override;
    [[nodiscard]] Result<std::vector<exchange::Stored>> on_record(
        const ledger::RecordId& id) override;
    [[nodiscard]] Result<std::vector<exchange::Stored>> of_kind(ledger::Kind kind) override;
    [[nodiscard]] Result<const ledger::Directory*> directory() override;
    [[nodiscard]] Result<const ledger::Rulebooks*> rulebooks() override;
    [[nodiscard]] Result<std::vector<ledger::RecordId>> files_of_number(
        std::string_view personal_id) override;
    [[nodiscard]] Result<std::optional<crypto::PublicKey>> device_key(
        const ledger::DeviceId& id) override;
    [[nodiscard]] Result<std::vector<exchange::Logged>> page(std::uint64_t position,
                                                             std::size_t bytes_target) override;
    [[nodiscard]] Result<void> raise_epoch(std::uint64_t epoch) override;
    [[nodiscard]] Result<void> append(const exchange::Logged& logged) override;
    [[nodiscard]] Result<std::vector<ledger::Operation>> chain(const ledger::ChainId& id) override;
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records() override;
    [[nodiscard]] Result<std::vector<exchange::Stored>> held(ledger::Reason reason) override;
    [[nodiscard]] Result<void> each(const std::function<Result<void>(const Kept&)>& look) override;
    [[nodiscard]] Result<void> each_held(
        const std::function<Result<void>(const exchange::HeldRow&)>& look) override;
    [[nodiscard]] Result<void> put_back(const std::vector<exchange::HeldRow>& rows) override;

    /// The first failure that could not be reported.
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
    /// After the commit: what may serve the next transaction.
    void keep_directory();

private:
    template <class Value>
    [[nodiscard]] std::optional<Value> or_failure(Result<std::optional<Value>> found) const;
    [[nodiscard]] Result<void> move_chain_on(const exchange::Logged& logged);
    [[nodiscard]] Result<void> look_again(const ledger::Operation& operation,
                                          std::uint64_t position);
    [[nodiscard]] Result<void> look_again_at(const std::vector<exchange::HeldRow>& rows);
    [[nodiscard]] Result<std::optional<FoldedDirectory>> kept_directory();

    Unit unit_;
    StreamTables* tables_;
    UnitTable* units_;
    DeviceTable* devices_;
    IdentityTable* identities_;
    crypto::PublicKey province_;
    DirectoryCache* cache_;
    std::optional<ledger::Directory> directory_;
    std::optional<ledger::Rulebooks> rulebooks_;
    mutable std::optional<Error> failure_;
};

}  // namespace soxa::server
