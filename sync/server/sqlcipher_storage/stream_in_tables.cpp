#include "sync/server/sqlcipher_storage/stream_in_tables.hpp"

#include <algorithm>
#include <cassert>

namespace soxa::server {

namespace {

using exchange::Logged;
using exchange::Stored;
using ledger::Kind;
using ledger::OperationId;

constexpr std::size_t rows_at_once = 128;
// Each ends in a frame of its own in the answer, which holds no more (exchange::frames_max).
constexpr std::size_t frames_per_page_max = exchange::frames_max / 2;
constexpr std::size_t lines_per_page_max = exchange::lines_max / 2;

bool accepted_second_look(const Stored& stored) {
    return stored.operation.header.kind == Kind::rejudge && stored.standing.confirmed();
}

std::vector<ledger::Entry> entries_of(const std::vector<Stored>& stored) {
    std::vector<ledger::Entry> entries;
    for (const Stored& one : stored) entries.push_back({&one.operation, one.standing});
    return entries;
}

}  // namespace

StreamInTables::StreamInTables(const Unit& unit, StreamTables& tables, UnitTable& units,
                               DeviceTable& devices, IdentityTable& identities,
                               const crypto::PublicKey& province, DirectoryCache& cache)
    : unit_(unit),
      tables_(&tables),
      units_(&units),
      devices_(&devices),
      identities_(&identities),
      province_(province),
      cache_(&cache) {}

template <class Value>
std::optional<Value> StreamInTables::or_failure(Result<std::optional<Value>> found) const {
    if (found) return *found;
    if (!failure_) failure_ = std::move(found).error();
    return std::nullopt;
}

std::optional<std::uint64_t> StreamInTables::position_of(const OperationId& id) const {
    return or_failure(tables_->operations.position_of(unit_.stream, id));
}

std::optional<OperationId> StreamInTables::at(std::uint64_t position) const {
    return or_failure(tables_->operations.at(unit_.stream, position));
}

Result<std::optional<crypto::Digest>> StreamInTables::root_at(std::uint64_t size) {
    if (size == 0) return std::optional(crypto::MerkleLog().root());
    if (size == unit_.log.size()) return std::optional(unit_.log.root());
    if (size > unit_.log.size()) return std::optional<crypto::Digest>();
    // From the last frame's end on: only there are the peaks kept.
    TRY_LET(auto peaks, tables_->operations.peaks_at_or_before(unit_.stream, size));
    TRY_LET(auto log, crypto::MerkleLog::restore(peaks.size, std::move(peaks.peaks)));
    while (log.size() < size) {
        TRY_LET(const std::vector<Kept> rows,
                tables_->operations.after(unit_.stream, log.size(), rows_at_once));
        if (rows.empty()) return fail(Errc::integrity, "log.gap", {unit_.code});
        for (const Kept& row : rows) {
            if (log.size() < size) log.add(leaf(row.logged.entry));
        }
    }
    return std::optional(log.root());
}

Result<void> StreamInTables::raise_epoch(std::uint64_t epoch) {
    unit_.epoch = epoch;
    return units_->set_epoch(unit_.stream, epoch);
}

Result<std::optional<exchange::ChainEnd>> StreamInTables::chain_end(const ledger::ChainId& id) {
    return tables_->chains.find(unit_.stream, id);
}

Result<std::optional<Stored>> StreamInTables::find(const OperationId& id) {
    return tables_->operations.find(unit_.stream, id);
}

Result<std::vector<Stored>> StreamInTables::on_record(const ledger::RecordId& id) {
    TRY_LET(std::vector<Stored> found, tables_->operations.on_record(unit_.stream, id));
    std::set<OperationId> approvals;
    for (const Stored& one : found) {
        if (one.operation.header.kind != Kind::submit) continue;
        TRY_LET(const auto of_cut,
                tables_->references.approvals_of(unit_.stream, one.operation.id));
        approvals.insert(of_cut.begin(), of_cut.end());
    }
    for (const OperationId& approval : approvals) {
        TRY_LET(auto stored, find(approval));
        if (stored) found.push_back(std::move(*stored));
    }
    return found;
}

Result<std::vector<Stored>> StreamInTables::of_kind(Kind kind) {
    return tables_->operations.of_kind(unit_.stream, kind);
}

Result<std::vector<ledger::RecordId>> StreamInTables::files_of_number(
    std::string_view personal_id) {
    TRY_LET(const std::vector<Identity> all, identities_->of_number(personal_id));
    std::vector<ledger::RecordId> files;
    for (const Identity& one : all) {
        if (one.stream == unit_.stream && !one.earlier) files.push_back(one.record);
    }
    return files;
}

Result<std::optional<crypto::PublicKey>> StreamInTables::device_key(const ledger::DeviceId& id) {
    TRY_LET(const std::optional<Device> device, devices_->find(id));
    if (!device || device->stream != unit_.stream) return std::optional<crypto::PublicKey>();
    return std::optional(device->key);
}

Result<std::optional<FoldedDirectory>> StreamInTables::kept_directory() {
    auto kept = cache_->take(unit_.stream);
    if (!kept || kept->size > unit_.log.size()) return std::optional<FoldedDirectory>();
    TRY_LET(const std::optional<crypto::Digest> root, root_at(kept->size));
    if (root != kept->root) kept.reset();
    return kept;
}

Result<const ledger::Directory*> StreamInTables::directory() {
    if (directory_) return &*directory_;
    TRY_LET(std::optional<FoldedDirectory> kept, kept_directory());
    TRY_LET(std::vector<Stored> later,
            tables_->operations.authority(unit_.stream, kept ? kept->size : 0));
    // A second look reaches back, so everything is folded in its order again.
    if (kept && std::ranges::any_of(later, accepted_second_look)) {
        kept.reset();
        TRY_LET(later, tables_->operations.authority(unit_.stream, 0));
    }
    if (kept) {
        directory_ = std::move(kept->directory);
        for (const Stored& one : later) directory_->take(one.operation, one.standing);
    } else {
        directory_ = ledger::Directory::fold(province_, entries_of(later));
    }
    return &*directory_;
}

Result<const ledger::Rulebooks*> StreamInTables::rulebooks() {
    if (!rulebooks_) {
        TRY_LET(std::vector<Stored> published, tables_->operations.published(unit_.stream));
        rulebooks_.emplace(std::move(published));
    }
    return &*rulebooks_;
}

void StreamInTables::keep_directory() {
    if (!directory_) return;
    cache_->keep(unit_.stream, {std::move(*directory_), unit_.log.size(), unit_.log.root()});
    directory_.reset();
}

Result<std::vector<Logged>> StreamInTables::page(std::uint64_t position, std::size_t bytes_target) {
    std::vector<Logged> page;
    std::map<ledger::ChainId, ledger::Seed> seeds;
    std::size_t bytes = 0;
    std::size_t frames = 0;
    for (;;) {
        TRY_LET(std::vector<Kept> rows,
                tables_->operations.after(unit_.stream, position + page.size(), rows_at_once));
        if (rows.empty()) return page;
        for (Kept& row : rows) {
            Logged& logged = row.logged;
            const ledger::ChainId& chain = logged.operation.header.chain;
            if (!seeds.contains(chain)) {
                TRY_LET(const auto end, chain_end(chain));
                if (!end) return fail(Errc::integrity, "log.chain", {unit_.code});
                seeds.emplace(chain, end->seed);
            }
            logged.seed = seeds.at(chain);
            bytes += logged.operation.canonical.size() + logged.operation.payload.size();
            frames += logged.ends_frame ? 1 : 0;
            page.push_back(std::move(logged));
            const bool full = bytes >= bytes_target || frames >= frames_per_page_max ||
                              page.size() >= lines_per_page_max;
            if (full && page.back().ends_frame) return page;
        }
    }
}

Result<void> StreamInTables::append(const Logged& logged) {
    assert(logged.entry.position == unit_.log.size() + 1);
    unit_.log.add(leaf(logged.entry));
    TRY(tables_->operations.append(unit_.stream, logged, unit_.log.peaks()));
    TRY(units_->set_log(unit_.stream, unit_.log));
    if (logged.entry.judgement != ledger::Judgement::forked) TRY(move_chain_on(logged));
    const ledger::Operation& operation = logged.operation;
    if (operation.header.kind == Kind::approve) {
        for (const OperationId& cut : operation.header.references) {
            TRY(tables_->references.add(unit_.stream, cut, operation.id));
        }
    }
    // What is held may yet be let in: its scans are taken meanwhile.
    if (logged.entry.judgement == ledger::Judgement::accepted ||
        logged.entry.judgement == ledger::Judgement::held) {
        for (const ledger::NamedBytes& bytes : ledger::bytes_named(operation)) {
            TRY(tables_->attachments.name(unit_.stream, operation.record(), bytes));
        }
    }
    const ledger::Standing standing{logged.entry.position, logged.entry.judgement,
                                    logged.entry.reason, logged.entry.received, {}};
    if (standing.confirmed() && operation.header.kind == Kind::rejudge) {
        return look_again(operation, logged.entry.position);
    }
    if (directory_) directory_->take(operation, standing);
    if (ledger::is_publication(operation.header.kind)) rulebooks_.reset();
    return {};
}

Result<void> StreamInTables::move_chain_on(const Logged& logged) {
    const ledger::Operation& operation = logged.operation;
    if (operation.header.seq > 1) return tables_->chains.move_on(unit_.stream, operation);
    const auto open = ledger::chain_open(operation);
    if (!open) return fail(Errc::defect, "log.chain", {unit_.code});
    return tables_->chains.open(unit_.stream, operation.header.chain,
                                {1, operation.id, *open, logged.seed});
}

Result<void> StreamInTables::look_again(const ledger::Operation& operation,
                                        std::uint64_t position) {
    for (const ledger::Rejudgement& one :
         ledger::rejudgements(operation).value_or(std::vector<ledger::Rejudgement>{})) {
        TRY_LET(const std::optional<Stored> looked_at, find(one.operation));
        if (!looked_at) continue;
        ledger::Standing standing = looked_at->standing;
        standing.look_again(position, one.judgement, one.reason);
        if (standing == looked_at->standing) continue;
        TRY(tables_->operations.look_again(unit_.stream, one.operation, standing));
    }
    directory_.reset();  // an authority operation may be among them
    rulebooks_.reset();
    return {};
}

Result<std::vector<ledger::Operation>> StreamInTables::chain(const ledger::ChainId& id) {
    return tables_->operations.chain(unit_.stream, id);
}

Result<std::vector<ledger::RecordId>> StreamInTables::records() {
    return tables_->operations.records(unit_.stream);
}

Result<std::vector<Stored>> StreamInTables::held(ledger::Reason reason) {
    return tables_->operations.held(unit_.stream, reason);
}

Result<void> StreamInTables::each(const std::function<Result<void>(const Kept&)>& look) {
    for (std::uint64_t position = 0;;) {
        TRY_LET(const std::vector<Kept> rows,
                tables_->operations.after(unit_.stream, position, rows_at_once));
        if (rows.empty()) return {};
        for (const Kept& row : rows) TRY(look(row));
        position = rows.back().logged.entry.position;
    }
}

}  // namespace soxa::server
