// The ledger on disk: every operation this laptop holds, each exactly once, with the province's
// word on it.
//
// The only file that knows the table `operation` (migrations/0001_ledger.sql). Rows are added and
// never removed; what changes is where they stand. `logged` keeps the verdict as the log has it,
// `judgement` what rejudgements made of it. An operation that is read is hashed again: a row
// that was altered gives an error and no operation. The caller owns the transaction.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "client/store/store.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

/// Where an operation stands in its chain, and whether the log has it.
struct Place {
    ledger::OperationId id;
    ledger::ChainId chain;
    std::uint64_t seq = 0;
    ledger::Kind kind = ledger::Kind::edit;
    std::optional<ledger::RecordId> record;
    ledger::Standing standing;
};

/// The record that an operation is on; nothing for the kinds that are on none.
[[nodiscard]] std::optional<ledger::RecordId> record_of(const ledger::Operation& operation);

class OperationTable {
public:
    explicit OperationTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> add(const ledger::Operation& operation,
                                   const crypto::Signature* seal);
    /// Its first verdict.
    [[nodiscard]] Result<void> judge(const ledger::LogEntry& entry);
    /// After a second look; only of what has a position.
    [[nodiscard]] Result<void> rejudge(const ledger::OperationId& id,
                                       const ledger::Standing& standing);
    /// All are provisional again: the log begins anew.
    [[nodiscard]] Result<void> forget_verdicts();

    [[nodiscard]] Result<std::optional<Place>> place(const ledger::OperationId& id);
    /// All that claim this place of a chain; more than one only where it forked.
    [[nodiscard]] Result<std::vector<Place>> at_place(const ledger::ChainId& chain,
                                                      std::uint64_t seq);
    struct Tail {
        std::uint64_t seq = 0;
        ledger::OperationId last;
        std::optional<crypto::Signature> seal;
        bool forked = false;  ///< some operation of the chain is
    };
    /// The end of the chain that goes on: forked operations last, of two the one in the log.
    [[nodiscard]] Result<std::optional<Tail>> tail(const ledger::ChainId& chain);

    [[nodiscard]] Result<std::optional<exchange::Stored>> find(const ledger::OperationId& id);
    // In the order of arrival:
    /// With these besides: approve operations are on no record.
    [[nodiscard]] Result<std::vector<exchange::Stored>> on_record(
        const ledger::RecordId& id, const std::vector<ledger::OperationId>& approvals);
    [[nodiscard]] Result<std::vector<exchange::Stored>> of_kind(ledger::Kind kind);
    /// What a directory is folded from.
    [[nodiscard]] Result<std::vector<exchange::Stored>> authority();
    /// Without position and covered by a seal; `seed` is left to the caller.
    [[nodiscard]] Result<std::vector<exchange::Outgoing>> sealed_unreceipted();
    /// After a position, in the order of the log; `seed` is left to the caller.
    [[nodiscard]] Result<std::vector<exchange::Outgoing>> logged_after(std::uint64_t position);
    /// The same one by one, each with its row's key.
    [[nodiscard]] Result<void> each_sealed_unreceipted(
        const std::function<Result<void>(std::uint64_t key, const ledger::Operation&)>& each);
    /// Of such a key; Errc::integrity ("store.gap") if there is no such row.
    [[nodiscard]] Result<exchange::Outgoing> outgoing(std::uint64_t key);
    /// All, each found to be what the columns of its row say.
    [[nodiscard]] Result<void> each_checked(
        const std::function<Result<void>(const exchange::Stored&)>& each);

    /// Each once, by name.
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records();
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records_submitted_on(
        const ledger::ChainId& chain);
    struct Count {
        ledger::RecordId record;
        std::uint64_t operations = 0;
    };
    /// Operations without position, by record.
    [[nodiscard]] Result<std::vector<Count>> unreceipted_by_record();
    [[nodiscard]] Result<std::vector<ledger::OperationId>> unreceipted_approvals();
    [[nodiscard]] Result<Waiting> waiting();

    /// Rows of the log as they are, altered ones too, by position.
    [[nodiscard]] Result<void> each_held(
        const std::function<Result<void>(const exchange::HeldRow&)>& look);
    /// In place of one that is missing or altered, at a place among the arrivals that nobody has and
    /// that is after what it needs.
    [[nodiscard]] Result<void> put_back(const exchange::HeldRow& row, const ledger::Operation& operation);

    /// The log's entries as they were logged, by position.
    [[nodiscard]] Result<std::vector<ledger::LogEntry>> log_entries();

private:
    struct Arrived;
    [[nodiscard]] static Result<void> read(sqlcipher::Statement& statement,
                                           std::vector<Arrived>& into);
    [[nodiscard]] static Result<std::vector<exchange::Stored>> stored(
        sqlcipher::Statement& statement);

    sqlcipher::Statement add_;
    sqlcipher::Statement judge_;
    sqlcipher::Statement rejudge_;
    sqlcipher::Statement forget_verdicts_;
    sqlcipher::Statement place_;
    sqlcipher::Statement at_place_;
    sqlcipher::Statement tail_;
    sqlcipher::Statement find_;
    sqlcipher::Statement on_record_;
    sqlcipher::Statement of_kind_;
    sqlcipher::Statement authority_;
    sqlcipher::Statement sealed_unreceipted_;
    sqlcipher::Statement logged_after_;
    sqlcipher::Statement outgoing_;
    sqlcipher::Statement all_;
    sqlcipher::Statement records_;
    sqlcipher::Statement records_submitted_on_;
    sqlcipher::Statement unreceipted_by_record_;
    sqlcipher::Statement unreceipted_approvals_;
    sqlcipher::Statement waiting_;
    sqlcipher::Statement log_entries_;
    sqlcipher::Statement each_held_;
    sqlcipher::Statement arrival_;
    sqlcipher::Statement free_arrival_;
    sqlcipher::Statement remove_other_;
    sqlcipher::Statement put_back_;
};

}  // namespace soxa::store
