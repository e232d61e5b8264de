#include "sync/server/log_verify.hpp"

#include <map>

namespace soxa::server {

namespace {

using ledger::Judgement;

/// Recomputes one stream from its rows.
class StreamCheck {
public:
    explicit StreamCheck(const Unit& unit) : unit_(&unit) {}

    Result<void> look(const Kept& kept) {
        const exchange::Logged& logged = kept.logged;
        position_ = logged.entry.position;
        if (position_ != log_.size() + 1) return wrong("log.gap");
        if (!agrees(kept)) return wrong("log.operation");
        log_.add(leaf(logged.entry));
        if (logged.ends_frame != kept.peaks.has_value() ||
            (kept.peaks && *kept.peaks != log_.peaks())) {
            return wrong("log.root");
        }
        TRY(continue_chain(logged));
        if (!sealed(logged)) return wrong("log.seal");
        const ledger::LogEntry& entry = logged.entry;
        replayed_.emplace(logged.operation.id, ledger::Standing{entry.position, entry.judgement,
                                                                entry.reason, entry.received, {}});
        standings_.emplace(logged.operation.id, kept.standing);
        if (logged.entry.judgement == Judgement::accepted) take_second_looks(logged.operation);
        return {};
    }

    /// After the last row.
    Result<VerifiedLog> finish(UnitStream& stream) {
        position_ = log_.size();
        if (log_ != unit_->log) return wrong("log.root");
        for (const auto& [id, end] : chains_) {
            TRY_LET(const auto kept, stream.chain_end(id));
            if (!kept || kept->seq != end.seq || kept->last != end.last || kept->open != end.open) {
                return wrong("log.chain");
            }
        }
        for (const auto& [id, standing] : standings_) {
            position_ = *standing.position;
            if (standing != replayed_.at(id)) return wrong("log.second_look");
        }
        return VerifiedLog{unit_->code, log_.size(), log_.root()};
    }

private:
    [[nodiscard]] tl::unexpected<Error> wrong(std::string text) const {
        return fail(Errc::integrity, std::move(text), {unit_->code, std::to_string(position_)});
    }

    /// What the store finds an operation by is what the operation says. Its name and its payload
    /// were checked when it was read.
    [[nodiscard]] bool agrees(const Kept& kept) const {
        const ledger::Header& header = kept.logged.operation.header;
        const auto record = kept.logged.operation.kept_under();
        return header.stream == unit_->stream && header.chain == kept.chain &&
               header.seq == kept.seq && static_cast<std::uint64_t>(header.kind) == kept.kind &&
               record == kept.record;
    }

    Result<void> continue_chain(const exchange::Logged& logged) {
        const ledger::Header& header = logged.operation.header;
        const auto found = chains_.find(header.chain);
        if (logged.entry.judgement == Judgement::forked) {
            return found == chains_.end() ? Result<void>(wrong("log.chain")) : Result<void>();
        }
        if (found == chains_.end()) {
            const auto open = ledger::chain_open(logged.operation);
            if (header.seq != 1 || !open ||
                ledger::chain_id(header.stream, *open) != header.chain) {
                return wrong("log.chain");
            }
            chains_.emplace(header.chain,
                            exchange::ChainEnd{1, logged.operation.id, *open, logged.seed});
            return {};
        }
        exchange::ChainEnd& end = found->second;
        if (header.seq != end.seq + 1 || header.prev != end.last) return wrong("log.chain");
        end.seq = header.seq;
        end.last = logged.operation.id;
        return {};
    }

    [[nodiscard]] bool sealed(const exchange::Logged& logged) const {
        if (!logged.seal) return true;
        const auto chain = chains_.find(logged.operation.header.chain);
        return chain != chains_.end() &&
               crypto::verifies(chain->second.open.key, exchange::seal_context,
                                logged.operation.id.view(), *logged.seal);
    }

    void take_second_looks(const ledger::Operation& operation) {
        const auto looks = ledger::rejudgements(operation);
        if (!looks) return;
        for (const ledger::Rejudgement& one : *looks) {
            const auto looked_at = replayed_.find(one.operation);
            if (looked_at == replayed_.end()) continue;
            looked_at->second.look_again(position_, one.judgement, one.reason);
        }
    }

    const Unit* unit_;
    std::uint64_t position_ = 0;
    crypto::MerkleLog log_;
    std::map<ledger::ChainId, exchange::ChainEnd> chains_;
    std::map<ledger::OperationId, ledger::Standing> replayed_;
    std::map<ledger::OperationId, ledger::Standing> standings_;
};

Result<VerifiedLog> verify_unit(Records& records, const Unit& unit) {
    TRY_LET(UnitStream* const stream, records.stream(unit.stream));
    StreamCheck check(unit);
    auto walked = stream->each([&](const Kept& kept) { return check.look(kept); });
    if (!walked) {
        Error error = std::move(walked).error();
        // The store knows a position, not whose.
        if (error.text == "log.operation" && error.args.size() == 1) {
            error.args.insert(error.args.begin(), unit.code);
        }
        return tl::make_unexpected(std::move(error));
    }
    return check.finish(*stream);
}

}  // namespace

Result<std::vector<VerifiedLog>> verify_logs(Office& office) {
    TRY(office.storage->verify_integrity());
    std::vector<VerifiedLog> verified;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<Unit> units, records.units().all());
        for (const Unit& unit : units) {
            TRY_LET(verified.emplace_back(), verify_unit(records, unit));
        }
        return {};
    }));
    return verified;
}

}  // namespace soxa::server
