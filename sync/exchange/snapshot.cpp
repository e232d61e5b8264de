#include "sync/exchange/snapshot.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace soxa::exchange {

namespace {

using ledger::OperationId;

constexpr std::uint64_t version = 1;
enum class ItemKind : std::uint8_t { chain = 0, base = 1, row = 2 };
constexpr std::size_t peaks_max = 64;

tl::unexpected<Error> malformed() { return fail(Errc::integrity, "snapshot.malformed"); }

/// A snapshot follows from the log; who had which role when it was made is no part of that.
class Nobody final : public ledger::Authors {
public:
    [[nodiscard]] std::optional<ledger::Role> role_of(const ledger::ChainId&) const override {
        return std::nullopt;
    }
};

void write_kind(cbor::Writer& out, std::size_t parts, ItemKind kind) {
    out.array(parts).number(static_cast<std::uint64_t>(kind));
}

Bytes encoded(const SnapshotChain& one) {
    cbor::Writer out;
    write_kind(out, 5, ItemKind::chain);
    out.bytes(one.chain.view()).bytes(one.seed.view()).number(one.seq).bytes(one.last.view());
    return out.take();
}

Bytes encoded(const ledger::RecordBase& one) {
    cbor::Writer out;
    write_kind(out, 2, ItemKind::base);
    out.raw(ledger::encode(one));
    return out.take();
}

Bytes encoded(const SnapshotRow& one, bool salt_follows) {
    cbor::Writer out;
    write_kind(out, 8, ItemKind::row);
    write(out, one.entry);
    out.number(static_cast<std::uint64_t>(one.judgement));
    out.number(static_cast<std::uint64_t>(one.reason)).bytes(ledger::encode(one.earlier));
    out.bytes(one.operation.canonical).bytes(one.operation.payload);
    out.bytes(salt_follows ? ByteView{} : one.operation.salt.view());
    return out.take();
}

ledger::Judgement read_judgement(cbor::Reader& in) {
    return static_cast<ledger::Judgement>(in.number(3));
}

SnapshotChain read_chain(cbor::Reader& in) {
    SnapshotChain one;
    one.chain = in.id<ledger::ChainId>();
    one.seed = in.id<ledger::Seed>();
    one.seq = in.number();
    one.last = in.id<OperationId>();
    return one;
}

Result<SnapshotRow> read_row(cbor::Reader& in,
                             const std::map<ledger::ChainId, ledger::Seed>& seeds) {
    SnapshotRow row;
    row.entry = ledger::read_log_entry(in);
    row.judgement = read_judgement(in);
    row.reason = static_cast<ledger::Reason>(in.number(0xFF));
    const auto earlier = ledger::decode_replaced(in.bytes(snapshot_part_max));
    const ByteView header = in.bytes(ledger::header_bytes_max);
    const ByteView payload = in.bytes(ledger::payload_bytes_max);
    const ByteView salt = in.bytes(ledger::Salt::size);
    if (in.failed() || !earlier) return malformed();
    row.earlier = *earlier;
    TRY_LET(const ledger::Header said, ledger::decode_header(header));
    const auto seed = seeds.find(said.chain);
    if (seed == seeds.end()) return malformed();
    const ledger::Salt follows = ledger::payload_salt(seed->second, said.seq);
    const auto given = salt.empty() ? std::optional(follows) : ledger::Salt::from(salt);
    if (!given || (!salt.empty() && *given == follows)) return malformed();
    TRY_LET(row.operation, ledger::decode(header, payload, *given));
    if (row.operation.id != row.entry.operation) return malformed();
    return row;
}

/// Puts items into parts. How well bytes compress differs from one zstd to the next, and a snapshot
/// must not: so an item counts for what it is sure to come to.
class Packing {
public:
    Packing(MadeSnapshot& made, const PartMade& hear) : made_(&made), hear_(&hear) {}

    Result<void> add(Bytes item, std::size_t weight) {
        if (!items_.empty() && weight_ + weight > weight_max) TRY(close());
        weight_ += weight;
        items_.push_back(std::move(item));
        return {};
    }
    /// Of text for the most part, which comes to less than half.
    Result<void> add_text(Bytes item) {
        const std::size_t weight = item.size() / 4 * 3;
        return add(std::move(item), weight);
    }
    /// Of names and keys.
    Result<void> add_names(Bytes item) {
        const std::size_t weight = item.size();
        return add(std::move(item), weight);
    }
    Result<void> close() {
        if (items_.empty()) return {};
        cbor::Writer out;
        out.array(items_.size());
        for (const Bytes& item : items_) out.raw(item);
        const Bytes part = out.take();
        made_->head.parts.push_back(crypto::sha256(ByteView(part)));
        items_.clear();
        weight_ = 0;
        return (*hear_)(part);
    }

private:
    static constexpr std::size_t weight_max = snapshot_part_sent_max - 512;

    MadeSnapshot* made_;
    const PartMade* hear_;
    std::vector<Bytes> items_;
    std::size_t weight_ = 0;
};

/// The names of what a base stands for; approvals are not among them.
using LeftOut = std::set<OperationId>;

/// Packs the base of every file that has one.
Result<LeftOut> pack_bases(WholeLog& log, std::uint64_t size, Packing& packing,
                           MadeSnapshot& made) {
    LeftOut left_out;
    TRY_LET(std::vector<ledger::RecordId> records, log.records());
    std::ranges::sort(records);
    for (const ledger::RecordId& id : records) {
        TRY_LET(const std::vector<ledger::Stored> stored, log.on_record(id));
        std::vector<ledger::Entry> entries;
        for (const ledger::Stored& one : stored) entries.push_back({&one.operation, one.standing});
        const auto base = ledger::base_of(id, entries, Nobody(), size);
        if (!base) continue;
        LeftOut names;
        for (const ledger::Entry& one : entries) {
            if (one.operation->header.kind != ledger::Kind::approve) {
                names.insert(one.operation->id);
            }
        }
        for (const ledger::Entry& one : ledger::above(*base, entries)) {
            names.erase(one.operation->id);
        }
        left_out.merge(names);
        ++made.condensed;
        TRY(packing.add_text(encoded(*base)));
    }
    return left_out;
}

/// Of versions that are all left out.
bool is_over(const ledger::Operation& operation, const LeftOut& left_out) {
    const auto approval = ledger::approval_payload(operation);
    return approval && !approval->versions.empty() &&
           std::ranges::all_of(approval->versions, [&](const ledger::ApprovedVersion& one) {
               return left_out.contains(one.cut);
           });
}

}  // namespace

Bytes snapshot_body(const SnapshotHead& head) {
    cbor::Writer out;
    out.array(6).number(version).number(head.stream).number(head.epoch).number(head.size);
    out.array(head.log.peaks().size());
    for (const crypto::Digest& peak : head.log.peaks()) out.bytes(peak.view());
    out.array(head.parts.size());
    for (const crypto::Digest& part : head.parts) out.bytes(part.view());
    return out.take();
}

Bytes encode(const SnapshotHead& head) {
    cbor::Writer out;
    out.array(2).raw(snapshot_body(head)).bytes(head.signature.view());
    return out.take();
}

Result<SnapshotHead> decode_snapshot_head(ByteView bytes) {
    cbor::Reader in(bytes);
    SnapshotHead head;
    if (in.array(2) != 2 || in.array(6) != 6 || in.number() != version) return malformed();
    head.stream = static_cast<ledger::StreamId>(in.number(0xFFFFFFFF));
    head.epoch = in.number();
    head.size = in.number();
    std::vector<crypto::Digest> peaks(in.array(peaks_max));
    for (crypto::Digest& peak : peaks) peak = in.id<crypto::Digest>();
    head.parts.resize(in.array(snapshot_parts_max));
    for (crypto::Digest& part : head.parts) part = in.id<crypto::Digest>();
    head.signature = in.id<crypto::Signature>();
    auto log = crypto::MerkleLog::restore(head.size, std::move(peaks));
    if (!in.done() || !log) return malformed();
    head.log = std::move(*log);
    return head;
}

bool verifies(const SnapshotHead& head, const crypto::PublicKey& log_key) {
    return crypto::verifies(log_key, snapshot_context, snapshot_body(head), head.signature);
}

bool SnapshotReader::in_order(const SnapshotItem& item) {
    if (const auto* chain = std::get_if<SnapshotChain>(&item)) {
        if (last_base_ || last_row_ > 0) return false;
        if (!seeds_.empty() && seeds_.rbegin()->first >= chain->chain) return false;
        seeds_.emplace(chain->chain, chain->seed);
        return true;
    }
    if (const auto* base = std::get_if<ledger::RecordBase>(&item)) {
        if (last_row_ > 0 || base->stream != head_.stream) return false;
        if (last_base_ && *last_base_ >= base->record) return false;
        last_base_ = base->record;
        return true;
    }
    const auto& row = std::get<SnapshotRow>(item);
    if (row.entry.position <= last_row_ || row.entry.position > head_.size) return false;
    last_row_ = row.entry.position;
    return row.operation.header.stream == head_.stream;
}

Result<std::vector<SnapshotItem>> SnapshotReader::take(ByteView part) {
    if (complete() || part.size() > snapshot_part_max ||
        crypto::sha256(part) != head_.parts[next_]) {
        return malformed();
    }
    cbor::Reader in(part);
    std::vector<SnapshotItem> items;
    for (std::size_t left = in.array(part.size()); left > 0; --left) {
        const std::size_t count = in.array(8);
        switch (in.number(2)) {
            case static_cast<std::uint64_t>(ItemKind::chain):
                if (count != 5) return malformed();
                items.emplace_back(read_chain(in));
                break;
            case static_cast<std::uint64_t>(ItemKind::base): {
                if (count != 2) return malformed();
                const auto base = ledger::decode_record_base(in.item());
                if (!base) return malformed();
                items.emplace_back(*base);
                break;
            }
            default: {
                if (count != 8) return malformed();
                auto row = read_row(in, seeds_);
                if (!row) return malformed();
                items.emplace_back(std::move(*row));
            }
        }
        if (in.failed() || !in_order(items.back())) return malformed();
    }
    if (!in.done() || items.empty()) return malformed();
    ++next_;
    return items;
}

namespace {

/// The log's tree, and how far each chain went.
Result<std::map<ledger::ChainId, SnapshotChain>> chains_in(WholeLog& log, std::uint64_t size,
                                                           crypto::MerkleLog& tree) {
    std::map<ledger::ChainId, SnapshotChain> chains;
    const auto read = log.each_row([&](const WholeLog::Row& row) -> Result<void> {
        if (row.entry.position > size) return {};
        if (row.entry.position != tree.size() + 1) return malformed();
        tree.add(leaf(row.entry));
        const ledger::Header& header = row.operation.header;
        if (row.entry.judgement == ledger::Judgement::forked) return {};
        chains.insert_or_assign(header.chain, SnapshotChain{header.chain, row.seed, header.seq,
                                                            row.operation.id});
        return {};
    });
    TRY(read);
    return chains;
}

}  // namespace

Result<MadeSnapshot> make_snapshot(WholeLog& log, ledger::StreamId stream, std::uint64_t size,
                                   const PartMade& hear) {
    MadeSnapshot made;
    made.head.stream = stream;
    made.head.size = size;
    Packing packing(made, hear);
    TRY_LET(const auto chains, chains_in(log, size, made.head.log));
    if (made.head.log.size() != size) return malformed();
    for (const auto& [id, chain] : chains) TRY(packing.add_names(encoded(chain)));
    TRY_LET(const LeftOut left_out, pack_bases(log, size, packing, made));
    const auto packed = log.each_row([&](const WholeLog::Row& row) -> Result<void> {
        if (row.entry.position > size) return {};
        if (left_out.contains(row.operation.id) || is_over(row.operation, left_out)) {
            ++made.left_out;
            return {};
        }
        const ledger::Header& header = row.operation.header;
        const ledger::Standing then = row.standing.as_of(size);
        const bool salt_follows =
            ledger::payload_salt(row.seed, header.seq) == row.operation.salt;
        Bytes item = encoded({row.entry, then.earlier, then.judgement, then.reason, row.operation},
                             salt_follows);
        return ledger::carries_cells(header.kind) ? packing.add_text(std::move(item))
                                                  : packing.add_names(std::move(item));
    });
    TRY(packed);
    TRY(packing.close());
    return made;
}

}  // namespace soxa::exchange
