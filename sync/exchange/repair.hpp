// What is really there of a log that both ends have: compared range by range, so that only what
// differs is brought back, and never all of it (LEDGER rule 22; FEATURES §5.3, 6).
//
// A store that lost a row, or in which one was altered, still has the signed checkpoint over what it
// had. Each end computes a leaf for each position from what is there, none where the operation is
// missing or not the one that is named. Ranges whose digests differ are divided by 32 until single
// positions are left; these are fetched, or handed back. Nobody is believed: what comes is put in
// place only if the log then has the root that the province signed.
#pragma once

#include <functional>

#include "sync/exchange/laptop.hpp"

namespace soxa::exchange {

/// Ranges in one message; more than a walk to some dozens of damaged rows needs.
inline constexpr std::size_t spans_max = 1024;
/// Rows in one message.
inline constexpr std::size_t repaired_max = 256;
inline constexpr std::size_t repair_bytes_max = 4 * 1024 * 1024;
/// After so many bytes of rows an answer ends; at least one is given.
inline constexpr std::size_t rows_bytes_target = 1024 * 1024;
/// What a laptop holds in memory until all of it is proven; where it lost more, it enrols anew.
inline constexpr std::size_t mended_bytes_max = 32 * 1024 * 1024;

/// A log entry with its operation as it is kept.
struct HeldRow {
    ledger::LogEntry entry;
    Bytes header;
    Bytes payload;
    ledger::Salt salt;
    std::optional<crypto::Signature> seal;

    friend bool operator==(const HeldRow&, const HeldRow&) = default;
};

/// A log's rows as they are, and not as they should be.
class HeldLog {
public:
    virtual ~HeldLog() = default;
    /// Every row that has a position, in order; those that are gone are left out.
    [[nodiscard]] virtual Result<void> each_held(
        const std::function<Result<void>(const HeldRow&)>& look) = 0;
    /// In place of what is missing or altered there, with the verdict of the log and of second
    /// looks. All or nothing; proven by the caller.
    [[nodiscard]] virtual Result<void> put_back(const std::vector<HeldRow>& rows) = 0;
};

/// The operation of a row; nothing if it is not the one that its entry names.
[[nodiscard]] std::optional<ledger::Operation> operation_of(const HeldRow& row);

/// Of positions first … first + count - 1.
struct Span {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    crypto::Digest digest;

    friend bool operator==(const Span&, const Span&) = default;
};

/// A laptop's word; spans to be compared, or at last rows to be fetched and handed over.
struct RepairAsk {
    ledger::StreamId stream = 0;
    ledger::DeviceId device;
    ledger::Checkpoint checkpoint;  ///< over the log that is compared
    std::vector<Span> spans;
    std::vector<std::uint64_t> wanted;  ///< positions
    std::vector<HeldRow> given;

    friend bool operator==(const RepairAsk&, const RepairAsk&) = default;
};
struct RepairAnswer {
    std::vector<std::uint64_t> differing;  ///< of the spans, by index, ascending
    /// Of what was wanted what is whole there, from its beginning: all of it, or as much as a
    /// message holds.
    std::vector<HeldRow> given;
    std::uint64_t put_back = 0;            ///< of what was given

    friend bool operator==(const RepairAnswer&, const RepairAnswer&) = default;
};
[[nodiscard]] Bytes encode(const RepairAsk& ask);
[[nodiscard]] Bytes encode(const RepairAnswer& answer);
/// Errc::integrity ("message.malformed").
[[nodiscard]] Result<RepairAsk> decode_repair_ask(ByteView bytes);
[[nodiscard]] Result<RepairAnswer> decode_repair_answer(ByteView bytes);

/// The province's part. The caller owns the transaction and has checked who asks. Errc::integrity
/// ("exchange.forged") if the checkpoint is none of ours.
[[nodiscard]] Result<RepairAnswer> answer_repair(HeldLog& rows, const RepairAsk& ask,
                                                 const crypto::PublicKey& log_key);

/// The laptop's part, from the whole log down to the rows. Where many differ it asks in rounds, and
/// puts nothing in its place before all of it is proven.
class RepairSession {
public:
    /// The rows outlive the session.
    RepairSession(HeldLog& rows, ledger::StreamId stream, const ledger::DeviceId& device,
                  const ledger::Checkpoint& checkpoint)
        : rows_(&rows), stream_(stream), device_(device), checkpoint_(checkpoint) {}

    /// What to send next; encoded. Errc::integrity: "repair.too_much" for more than mended_bytes_max,
    /// or more than repaired_max rows that the province has lost.
    [[nodiscard]] Result<Bytes> request();
    /// Errc::integrity: "message.malformed", "exchange.not_asked", "repair.unproven" where what
    /// came does not lead to the signed root: then nothing of it was taken.
    [[nodiscard]] Result<void> take(ByteView answer);
    [[nodiscard]] bool complete() const { return complete_; }

    struct Counts {
        std::size_t here = 0;   ///< rows put back on the laptop
        std::size_t there = 0;  ///< and at the province
    };
    [[nodiscard]] const Counts& counts() const { return counts_; }

private:
    [[nodiscard]] Result<void> look();
    [[nodiscard]] Result<void> look_closer(const std::vector<std::uint64_t>& differing);
    void divide(const Span& span, std::vector<Span>& into) const;
    [[nodiscard]] Result<RepairAsk> ask_for_rows();
    [[nodiscard]] Result<void> take_rows(std::vector<HeldRow> given);
    [[nodiscard]] Result<void> put_back();

    HeldLog* rows_;
    ledger::StreamId stream_;
    ledger::DeviceId device_;
    ledger::Checkpoint checkpoint_;
    std::vector<crypto::Digest> leaves_;  // by position - 1; nothing where it is not whole
    bool looked_ = false;
    bool whole_ = false;                  // what is here has the signed root
    std::vector<Span> spans_;    // still to be compared, ascending
    std::size_t compared_ = 0;   // so many of them were asked about
    std::vector<std::uint64_t> differing_;  // positions, ascending
    std::size_t settled_ = 0;    // so many of them are fetched, or are nowhere
    std::vector<std::uint64_t> wanted_;     // asked for
    std::vector<HeldRow> fetched_;
    std::size_t fetched_bytes_ = 0;
    bool gave_ = false;
    bool complete_ = false;
    Counts counts_;
};

}  // namespace soxa::exchange
