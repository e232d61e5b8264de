// The province's snapshot while a new laptop has not its log yet: the parts that have come, and what
// they say once all are there (LEDGER rule 20).
//
// The only file that knows the tables of migrations/0011_snapshot.sql. The caller owns the
// transaction.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "client/store/store.hpp"
#include "sync/exchange/snapshot.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

class SnapshotTable {
public:
    explicit SnapshotTable(sqlcipher::Database& database);

    struct Kept {
        exchange::SnapshotHead head;
        SnapshotState state = SnapshotState::none;
    };
    [[nodiscard]] Result<std::optional<Kept>> kept();
    [[nodiscard]] Result<void> keep(const exchange::SnapshotHead& head, SnapshotState state);
    [[nodiscard]] Result<void> keep_part(std::uint64_t number, ByteView bytes);
    [[nodiscard]] Result<std::set<std::uint64_t>> parts();
    /// Errc::integrity ("snapshot.malformed") if it is not there.
    [[nodiscard]] Result<Bytes> part(std::uint64_t number);

    [[nodiscard]] Result<void> add(const ledger::RecordBase& base);
    [[nodiscard]] Result<void> add(const exchange::SnapshotRow& row);
    /// What the parts said, and no longer the parts themselves or the head.
    [[nodiscard]] Result<void> clear_content();
    [[nodiscard]] Result<void> clear();

    // Of what is shown; in the order of the log.
    [[nodiscard]] Result<std::optional<ledger::RecordBase>> base(const ledger::RecordId& id);
    [[nodiscard]] Result<std::vector<ledger::Stored>> on_record(const ledger::RecordId& id);
    [[nodiscard]] Result<std::vector<ledger::Stored>> of_kind(ledger::Kind kind);
    [[nodiscard]] Result<std::vector<ledger::Stored>> authority();
    [[nodiscard]] Result<std::optional<ledger::Stored>> find(const ledger::OperationId& id);
    /// A row's name, or one that a base speaks of.
    [[nodiscard]] Result<bool> names(const ledger::OperationId& id);
    /// By name.
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records();

private:
    [[nodiscard]] static Result<std::vector<ledger::Stored>> stored(
        sqlcipher::Statement& statement);

    sqlcipher::Statement kept_;
    sqlcipher::Statement keep_;
    sqlcipher::Statement keep_part_;
    sqlcipher::Statement parts_;
    sqlcipher::Statement part_;
    sqlcipher::Statement add_base_;
    sqlcipher::Statement add_name_;
    sqlcipher::Statement add_row_;
    sqlcipher::Statement add_about_;
    sqlcipher::Statement clear_head_;
    sqlcipher::Statement clear_parts_;
    sqlcipher::Statement clear_bases_;
    sqlcipher::Statement clear_names_;
    sqlcipher::Statement clear_rows_;
    sqlcipher::Statement clear_about_;
    sqlcipher::Statement base_;
    sqlcipher::Statement on_record_;
    sqlcipher::Statement of_kind_;
    sqlcipher::Statement kinds_;
    sqlcipher::Statement find_;
    sqlcipher::Statement names_;
    sqlcipher::Statement records_;
};

}  // namespace soxa::store
