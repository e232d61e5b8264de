// The log on disk: every operation of a unit's stream at its position, with the province's word.
//
// The only file that knows the table `operation` (migrations/0001_stream.sql). Rows are added and
// never removed; what the log says of one never changes, since clients hold signed roots over it:
// an officer's second look stands beside it. Each row that is read is hashed again, so a changed
// one is found before anything is done with it.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class OperationTable {
public:
    explicit OperationTable(sqlcipher::Database& database);

    /// `peaks` of the log up to it, where a frame ends.
    [[nodiscard]] Result<void> append(ledger::StreamId stream, const exchange::Logged& logged,
                                      const std::vector<crypto::Digest>& peaks);
    /// After an officer's second look.
    [[nodiscard]] Result<void> look_again(ledger::StreamId stream, const ledger::OperationId& id,
                                          const ledger::Standing& standing);

    [[nodiscard]] Result<std::optional<std::uint64_t>> position_of(ledger::StreamId stream,
                                                                   const ledger::OperationId& id);
    [[nodiscard]] Result<std::optional<ledger::OperationId>> at(ledger::StreamId stream,
                                                                std::uint64_t position);
    struct Peaks {
        std::uint64_t size = 0;
        std::vector<crypto::Digest> peaks;
    };
    /// Of the log up to the last frame that ends there or before; of the empty log if none does.
    [[nodiscard]] Result<Peaks> peaks_at_or_before(ledger::StreamId stream,
                                                   std::uint64_t position);
    [[nodiscard]] Result<std::optional<exchange::Stored>> find(ledger::StreamId stream,
                                                               const ledger::OperationId& id);
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records(ledger::StreamId stream);
    [[nodiscard]] Result<std::vector<exchange::Stored>> of_kind(ledger::StreamId stream,
                                                                ledger::Kind kind);
    [[nodiscard]] Result<std::vector<exchange::Stored>> on_record(ledger::StreamId stream,
                                                                  const ledger::RecordId& record);
    /// What a directory is folded from, and second looks, after a position.
    [[nodiscard]] Result<std::vector<exchange::Stored>> authority(ledger::StreamId stream,
                                                                  std::uint64_t after);
    /// Packs, lists and maps of the province, in the order of the log.
    [[nodiscard]] Result<std::vector<exchange::Stored>> published(ledger::StreamId stream);
    [[nodiscard]] Result<std::vector<exchange::Stored>> held(ledger::StreamId stream,
                                                             ledger::Reason reason);
    [[nodiscard]] Result<std::vector<ledger::Operation>> chain(ledger::StreamId stream,
                                                               const ledger::ChainId& id);
    /// In order, at most `count_max`; the seed of its chain is left to the caller.
    [[nodiscard]] Result<std::vector<Kept>> after(ledger::StreamId stream, std::uint64_t position,
                                                  std::size_t count_max);

    /// Rows as they are, altered ones too.
    [[nodiscard]] Result<void> each_held(
        ledger::StreamId stream,
        const std::function<Result<void>(const exchange::HeldRow&)>& look);
    /// In place of one that is missing or altered. `peaks` where it is the log's last.
    [[nodiscard]] Result<void> put_back(ledger::StreamId stream, const exchange::HeldRow& row,
                                        const ledger::Operation& operation,
                                        const std::optional<std::vector<crypto::Digest>>& peaks);

private:
    sqlcipher::Statement append_;
    sqlcipher::Statement look_again_;
    sqlcipher::Statement position_of_;
    sqlcipher::Statement at_;
    sqlcipher::Statement peaks_;
    sqlcipher::Statement find_;
    sqlcipher::Statement on_record_;
    sqlcipher::Statement records_;
    sqlcipher::Statement of_kind_;
    sqlcipher::Statement authority_;
    sqlcipher::Statement published_;
    sqlcipher::Statement held_;
    sqlcipher::Statement chain_;
    sqlcipher::Statement after_;
    sqlcipher::Statement each_held_;
    sqlcipher::Statement remove_other_;
    sqlcipher::Statement put_back_;
};

}  // namespace soxa::server
