// What a Store tells: from memory, from its tables, or folded when asked for.
#include <algorithm>
#include <map>

#include "client/store/store_parts.hpp"
#include "sync/record/line_text.hpp"
#include "sync/record/search_text.hpp"
#include "sync/record/text.hpp"

namespace soxa::store {

namespace {

using ledger::OperationId;
using ledger::RecordId;

/// Operations without position by record, approvals of its versions among them.
Result<std::map<RecordId, std::uint64_t>> unreceipted_counts(Tables& tables) {
    std::map<RecordId, std::uint64_t> counts;
    TRY_LET(const auto found, tables.operations.unreceipted_by_record());
    for (const OperationTable::Count& one : found) counts[one.record] = one.operations;
    TRY_LET(const std::vector<OperationId> approvals, tables.operations.unreceipted_approvals());
    for (const OperationId& approval : approvals) {
        TRY_LET(const std::vector<RecordId> records, tables.approved_cuts.records_of(approval));
        for (const RecordId& record : records) ++counts[record];
    }
    return counts;
}

Result<std::vector<RecordLine>> counted(std::vector<RecordLine> lines, Tables& tables) {
    TRY_LET(const auto counts, unreceipted_counts(tables));
    for (RecordLine& line : lines) {
        const auto count = counts.find(line.id);
        if (count != counts.end()) line.unreceipted = count->second;
    }
    return lines;
}

/// "…1299", as lists show a number (DOMAIN §2.3); its digits.
std::optional<std::string_view> shortened_number(std::string_view typed) {
    constexpr std::string_view dots = "...";
    constexpr std::string_view ellipsis = "…";
    for (const std::string_view before : {ellipsis, dots}) {
        if (!typed.starts_with(before)) continue;
        typed.remove_prefix(before.size());
        const bool digits = !typed.empty() && std::ranges::all_of(typed, [](char c) {
            return c >= '0' && c <= '9';
        });
        return digits ? std::optional(typed) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

// ---- exchange

std::uint64_t Store::epoch() const { return in_memory().log.epoch; }

const crypto::MerkleLog& Store::log() const { return in_memory().log.log; }

std::optional<std::uint64_t> Store::position_of(const OperationId& id) const {
    return in_memory().positions.position_of(id);
}

std::optional<OperationId> Store::at(std::uint64_t position) const {
    return in_memory().positions.at(position);
}

Result<bool> Store::has(const OperationId& id) {
    TRY_LET(const std::optional<Place> place, parts_->tables.operations.place(id));
    return place.has_value();
}

Result<std::optional<crypto::PublicKey>> Store::chain_key(const ledger::ChainId& chain) {
    TRY_LET(const std::optional<Chain> found, parts_->tables.chains.find(chain));
    if (!found) return std::nullopt;
    return found->open.key;
}

Result<Waiting> Store::waiting() { return parts_->tables.operations.waiting(); }

const ledger::Checkpoint& Store::checkpoint() const { return in_memory().log.checkpoint; }

Result<std::vector<ledger::LogEntry>> Store::log_entries() {
    return parts_->tables.operations.log_entries();
}

Result<std::vector<exchange::Outgoing>> Store::logged_after(std::uint64_t position) {
    TRY_LET(std::vector<exchange::Outgoing> logged,
            parts_->tables.operations.logged_after(position));
    for (exchange::Outgoing& one : logged) {
        TRY_LET(const std::optional<Chain> chain,
                parts_->tables.chains.find(one.operation.header.chain));
        if (!chain) return fail(Errc::integrity, "store.gap");
        one.seed = chain->seed;
    }
    return logged;
}

// ---- what the ledger says

const ledger::Directory& Store::directory() const { return in_memory().directory; }

const ledger::Rulebook& Store::rulebook() const { return in_memory().rulebooks.now(); }

Result<std::optional<OwnChain>> Store::own_chain(const ledger::AccountId& account,
                                                 const crypto::PublicKey& key) {
    TRY_LET(const std::vector<Chain> chains, parts_->tables.chains.all());
    const Chain* own = nullptr;
    for (const Chain& chain : chains) {
        if (!chain.own || chain.open.account != account || chain.open.key != key) continue;
        if (own == nullptr || own->open.epoch < chain.open.epoch) own = &chain;
    }
    if (own == nullptr) return std::nullopt;
    TRY_LET(const std::optional<OperationTable::Tail> tail,
            parts_->tables.operations.tail(own->id));
    if (!tail) return fail(Errc::integrity, "store.gap");
    OwnChain found{{parts_->home.stream, own->id, tail->seq, tail->last, own->seed}, own->open, {}};
    if (tail->seal && !tail->forked) found.last_seal = *tail->seal;
    return found;
}

Result<std::uint32_t> Store::last_epoch(const ledger::AccountId& account,
                                        const crypto::PublicKey& key) {
    TRY_LET(const std::vector<Chain> chains, parts_->tables.chains.all());
    std::uint32_t last = 0;
    for (const Chain& chain : chains) {
        if (chain.open.device != parts_->home.device || chain.open.account != account ||
            chain.open.key != key) {
            continue;
        }
        last = std::max(last, chain.open.epoch);
    }
    return last;
}

Result<std::optional<RecordId>> Store::record_named(std::string_view uid) {
    return parts_->tables.records.named(uid);
}

Result<std::vector<RecordId>> Store::records_with_personal_id(std::string_view personal_id) {
    return parts_->tables.records.with_personal_id(personal_id);
}

Result<std::optional<ledger::RecordState>> Store::record(const RecordId& id) {
    return fold(parts_->tables, id, parts_->directory);
}

Result<std::vector<exchange::Stored>> Store::operations_on(const RecordId& id) {
    return stored_on(parts_->tables, id);
}

Result<std::optional<exchange::Stored>> Store::operation(const OperationId& id) {
    return parts_->tables.operations.find(id);
}

Result<std::vector<exchange::Stored>> Store::operations_of(ledger::Kind kind) {
    return parts_->tables.operations.of_kind(kind);
}

Result<std::vector<RecordLine>> Store::list() {
    TRY_LET(std::vector<RecordLine> lines, parts_->tables.records.all());
    return counted(std::move(lines), parts_->tables);
}

Result<std::vector<RecordLine>> Store::find(std::string_view text) {
    const std::string normal = record::normalised(text);
    const std::string typed(record::trimmed_line(normal));
    if (typed.empty()) return list();
    const bool number = std::ranges::all_of(typed, [](char c) { return c >= '0' && c <= '9'; });
    if (number) {
        TRY_LET(std::vector<RecordLine> lines, parts_->tables.records.with_number(typed));
        return counted(std::move(lines), parts_->tables);
    }
    if (const auto end = shortened_number(typed)) {
        TRY_LET(std::vector<RecordLine> lines, parts_->tables.records.all());
        std::erase_if(lines,
                      [&](const RecordLine& one) { return !one.personal_id.ends_with(*end); });
        return counted(std::move(lines), parts_->tables);
    }
    const std::vector<std::string> keys = record::search_keys(typed);
    std::set<RecordId> among;
    for (const std::string& key : keys) {
        TRY_LET(const std::vector<RecordId> found,
                parts_->tables.names.with_rarest(name_words(key)));
        among.insert(found.begin(), found.end());
    }
    const std::vector<RecordId> looked_at(among.begin(), among.end());
    TRY_LET(std::vector<RecordLine> lines, parts_->tables.records.named_so(looked_at, keys));
    return counted(std::move(lines), parts_->tables);
}

Result<std::vector<RecordId>> Store::records_named_like(std::string_view name) {
    const std::string key = record::search_key(name);
    return parts_->tables.names.with_rarest(name_words(key));
}

Result<std::uint64_t> Store::conflicts_open() { return parts_->tables.conflicts.count(); }

}  // namespace soxa::store
