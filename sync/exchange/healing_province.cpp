#include "sync/exchange/healing_province.hpp"

#include <algorithm>
#include <map>

namespace soxa::exchange {

namespace {

using ledger::Judgement;
using ledger::LogEntry;
using ledger::Operation;

tl::unexpected<Error> unproven() { return fail(Errc::integrity, "healing.unproven"); }

/// The log as it was at each of the sizes, which ascend.
Result<std::vector<crypto::MerkleLog>> logs_at(StreamStorage& storage,
                                               const std::vector<std::uint64_t>& sizes) {
    std::vector<crypto::MerkleLog> logs;
    crypto::MerkleLog log;
    const auto keep = [&] {
        while (logs.size() < sizes.size() && sizes[logs.size()] == log.size()) logs.push_back(log);
    };
    keep();
    while (logs.size() < sizes.size()) {
        TRY_LET(const std::vector<Logged> page, storage.page(log.size(), message_bytes_target));
        if (page.empty()) return logs;
        for (const Logged& one : page) {
            log.add(leaf(one.entry));
            keep();
        }
    }
    return logs;
}

struct Proven {
    std::vector<Frame> frames;
    std::vector<LogEntry> entries;  ///< of the frames' operations, in order
};

/// The evidence read, if it leads from `log` to what the province signed.
Result<Proven> proven_by(const Evidence& evidence, crypto::MerkleLog log,
                         const crypto::PublicKey& log_key) {
    const ledger::Checkpoint& checkpoint = evidence.pages.back().checkpoint;
    if (checkpoint.stream != evidence.stream || !verifies(checkpoint, log_key)) return unproven();
    const NothingShared nothing;
    Proven proven;
    for (const Reply& page : evidence.pages) {
        if (page.base != log.size()) return unproven();
        std::vector<ledger::OperationId> names;
        for (const Bytes& bytes : page.frames) {
            TRY_LET(Frame frame, decode_frame(bytes, evidence.stream, nothing));
            for (const Operation& one : frame.operations) names.push_back(one.id);
            proven.frames.push_back(std::move(frame));
        }
        if (names.size() != page.lines.size()) return unproven();
        for (std::size_t i = 0; i < names.size(); ++i) {
            const Line& line = page.lines[i];
            if (line.subject != Subject(OfReply{i})) return unproven();
            const LogEntry entry{log.size() + 1, names[i], line.judgement, line.reason,
                                 line.received};
            log.add(leaf(entry));
            proven.entries.push_back(entry);
        }
    }
    if (log.size() != checkpoint.size || log.root() != checkpoint.root) return unproven();
    return proven;
}

/// Seals and seeds are not in the log's root: each is checked as if it came for the first time.
/// The province signs its own chains again.
Result<void> check_seals(StreamStorage& storage, std::vector<Frame>& frames,
                         crypto::Signer& intake) {
    std::map<ledger::ChainId, std::pair<crypto::PublicKey, ledger::Seed>> opened;
    for (Frame& frame : frames) {
        for (const Operation& operation : frame.operations) {
            if (operation.payload.empty()) return fail(Errc::integrity, "intake.erased");
            const auto open = ledger::chain_open(operation);
            if (operation.header.seq != 1 || !open) continue;
            const auto part = std::ranges::find(frame.chains, operation.header.chain,
                                                &ChainPart::chain);
            opened.try_emplace(operation.header.chain, open->key, part->seed);
        }
        for (ChainPart& part : frame.chains) {
            TRY_LET(const std::optional<ChainEnd> end, storage.chain_end(part.chain));
            const auto here = opened.find(part.chain);
            if (!end && here == opened.end()) {
                return fail(Errc::integrity, "intake.unknown_chain");
            }
            const crypto::PublicKey key = end ? end->open.key : here->second.first;
            const ledger::Seed seed = end ? end->seed : here->second.second;
            if (key == intake.public_key()) {
                const auto last = std::find_if(
                    frame.operations.rbegin(), frame.operations.rend(),
                    [&](const Operation& one) { return one.header.chain == part.chain; });
                TRY_LET(part.seal, intake.sign(seal_context, last->id.view()));
            }
            if (seed != part.seed || !sealed_by(frame, part, key)) {
                return fail(Errc::integrity, "intake.seal");
            }
        }
    }
    return {};
}

/// Up to where this log says the same as the evidence, which begins at `base`.
Result<std::uint64_t> same_until(StreamStorage& storage, std::uint64_t base,
                                 const std::vector<LogEntry>& entries) {
    std::uint64_t same = base;
    for (;;) {
        TRY_LET(const std::vector<Logged> page, storage.page(same, message_bytes_target));
        if (page.empty()) return same;
        for (const Logged& one : page) {
            const auto at = static_cast<std::size_t>(same - base);
            if (at >= entries.size() || one.entry != entries[at]) return same;
            ++same;
        }
    }
}

bool continues(const Operation& operation, const std::optional<ChainEnd>& end) {
    if (!end) return operation.header.seq == 1;
    return operation.header.seq == end->seq + 1 && operation.header.prev == end->last;
}

/// Adds one frame's operations that are not here, with the words that were given on them.
class Adding {
public:
    Adding(StreamStorage& storage, Recovered& recovered, const crypto::PublicKey& intake)
        : storage_(&storage), recovered_(&recovered), intake_(intake) {}

    Result<void> add(const Frame& frame, const LogEntry* entries) {
        std::optional<std::size_t> last_new;
        for (std::size_t i = 0; i < frame.operations.size(); ++i) {
            if (!storage_->position_of(frame.operations[i].id)) last_new = i;
        }
        for (std::size_t i = 0; i < frame.operations.size(); ++i) {
            const Operation& operation = frame.operations[i];
            if (storage_->position_of(operation.id)) {
                known_.push_back(entries[i]);
            } else {
                TRY(append(frame, i, entries[i], i == last_new));
            }
        }
        return {};
    }

    /// What came to the restored province first was judged without what was lost. A second look,
    /// lost or not, stands: somebody decided.
    Result<void> compare() {
        for (const LogEntry& first : known_) {
            TRY_LET(const std::optional<Stored> stored, storage_->find(first.operation));
            if (!stored || !stored->standing.earlier.empty()) continue;
            const Judgement here = stored->standing.judgement;
            const bool forked = first.judgement == Judgement::forked || here == Judgement::forked;
            if (forked || here == first.judgement) continue;
            recovered_->first_verdicts.push_back({first.operation, first.judgement, first.reason});
        }
        return {};
    }

private:
    Result<void> append(const Frame& frame, std::size_t index, const LogEntry& first,
                        bool ends_frame) {
        const Operation& operation = frame.operations[index];
        const ChainPart& part =
            *std::ranges::find(frame.chains, operation.header.chain, &ChainPart::chain);
        TRY_LET(const std::optional<ChainEnd> end, storage_->chain_end(part.chain));
        LogEntry entry = first;
        entry.position = storage_->log().size() + 1;
        const bool taken = entry.judgement != Judgement::forked && !continues(operation, end);
        if (taken) {
            entry.judgement = Judgement::forked;
            entry.reason = ledger::Reason::chain_taken;
            if (end && end->open.key == intake_) recovered_->said_before.push_back(operation);
        }
        const bool sealed = std::none_of(
            frame.operations.begin() + static_cast<std::ptrdiff_t>(index) + 1,
            frame.operations.end(), [&](const Operation& later) {
                return later.header.chain == operation.header.chain;
            });
        Logged logged{operation, entry, std::nullopt, part.seed, ends_frame};
        if (sealed) logged.seal = part.seal;
        TRY(storage_->append(logged));
        ++recovered_->added;
        if (entry.judgement == Judgement::accepted) recovered_->accepted.push_back(operation);
        return {};
    }

    StreamStorage* storage_;
    Recovered* recovered_;
    crypto::PublicKey intake_;
    std::vector<LogEntry> known_;
};

}  // namespace

Result<Agreed> agree(StreamStorage& storage, const Witness& witness,
                     const crypto::PublicKey& log_key) {
    const bool proven = witness.checkpoint.stream == witness.stream &&
                        verifies(witness.checkpoint, log_key) && !witness.roots.empty() &&
                        witness.roots.front().size == witness.checkpoint.size &&
                        witness.roots.front().root == witness.checkpoint.root;
    if (!proven) return unproven();
    std::vector<std::uint64_t> sizes;
    for (const LogRoot& one : witness.roots) {
        if (one.size <= storage.log().size()) sizes.push_back(one.size);
    }
    std::ranges::sort(sizes);
    TRY_LET(const std::vector<crypto::MerkleLog> logs, logs_at(storage, sizes));
    for (const LogRoot& one : witness.roots) {
        const bool both = std::ranges::any_of(logs, [&](const crypto::MerkleLog& log) {
            return log.size() == one.size && log.root() == one.root;
        });
        if (both) return Agreed{one.size};
    }
    return Agreed{0};
}

Result<Recovered> recover(StreamStorage& storage, const Evidence& evidence,
                          const crypto::PublicKey& log_key, crypto::Signer& intake) {
    if (evidence.pages.empty()) return unproven();
    Recovered recovered;
    recovered.epoch = evidence.pages.back().checkpoint.epoch;
    const std::uint64_t begin = evidence.pages.front().base;
    recovered.before = storage.log().size();
    if (begin > recovered.before) return unproven();
    TRY_LET(const std::vector<crypto::MerkleLog> logs, logs_at(storage, {begin}));
    if (logs.empty()) return unproven();
    TRY_LET(Proven proven, proven_by(evidence, logs.front(), log_key));
    TRY_LET(recovered.base, same_until(storage, begin, proven.entries));
    recovered.end = begin + proven.entries.size();
    for (const LogEntry& entry : proven.entries) recovered.proven.push_back(entry.operation);
    TRY(check_seals(storage, proven.frames, intake));
    Adding adding(storage, recovered, intake.public_key());
    const LogEntry* entries = proven.entries.data();
    for (const Frame& frame : proven.frames) {
        TRY(adding.add(frame, entries));
        entries += frame.operations.size();
    }
    TRY(adding.compare());
    return recovered;
}

}  // namespace soxa::exchange
