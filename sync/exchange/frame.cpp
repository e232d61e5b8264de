#include "sync/exchange/frame.hpp"

#include <algorithm>

namespace soxa::exchange {

namespace {

using ledger::Header;
using ledger::Operation;
using ledger::OperationId;

constexpr ledger::Seed no_seed{};

tl::unexpected<Error> malformed() { return fail(Errc::integrity, "frame.malformed"); }

/// A name as it is sent: position × 2 in the shared log, index × 2 + 1 in this frame, or itself.
class References {
public:
    explicit References(const SharedLog& shared) : shared_(&shared) {}

    void add(const OperationId& id) { index_.emplace(id, index_.size()); names_.push_back(id); }

    void write(cbor::Writer& out, const OperationId& id) const {
        if (const auto found = index_.find(id); found != index_.end()) {
            out.number(found->second * 2 + 1);
        } else if (const auto position = shared_->position_of(id)) {
            out.number(*position * 2);
        } else {
            out.bytes(id.view());
        }
    }

    OperationId read(cbor::Reader& in) {
        if (in.next() == cbor::Kind::bytes) return in.id<OperationId>();
        const std::uint64_t number = in.number();
        std::optional<OperationId> id;
        if (number % 2 == 0) {
            id = shared_->at(number / 2);
        } else if (number / 2 < names_.size()) {
            id = names_[static_cast<std::size_t>(number / 2)];
        }
        if (!id) unknown_ = true;
        return id.value_or(OperationId{});
    }

    [[nodiscard]] bool unknown() const { return unknown_; }

private:
    const SharedLog* shared_;
    std::map<OperationId, std::uint64_t> index_;
    std::vector<OperationId> names_;
    bool unknown_ = false;
};

void write_names(cbor::Writer& out, const References& names, const std::vector<OperationId>& ids) {
    out.array(ids.size());
    for (const OperationId& id : ids) names.write(out, id);
}

std::vector<OperationId> read_names(cbor::Reader& in, References& names, std::size_t count_max) {
    std::vector<OperationId> ids(in.array(count_max));
    for (OperationId& id : ids) id = names.read(in);
    return ids;
}

/// [tag × 2 + legal, replaced …] with, before the list, the row: index, or name and index.
void write_cell(cbor::Writer& out, const References& names, const ledger::Assignment& one) {
    const std::uint64_t name = std::uint64_t{one.cell.tag} * 2 + (one.cell.legal ? 1 : 0);
    if (!one.cell.row) {
        out.array(2).number(name);
    } else if (one.cell.row->added == ledger::this_operation) {
        out.array(3).number(name).number(one.cell.row->index);
    } else {
        out.array(4).number(name).number(one.cell.row->index);
        names.write(out, one.cell.row->added);
    }
    write_names(out, names, one.replaces);
}

ledger::Assignment read_cell(cbor::Reader& in, References& names) {
    ledger::Assignment one;
    const std::size_t parts = in.array(4);
    if (parts < 2) in.reject();
    const std::uint64_t name = in.number(std::uint64_t{ledger::tag_max} * 2 + 1);
    one.cell.tag = static_cast<record::Tag>(name / 2);
    one.cell.legal = name % 2 == 1;
    if (parts >= 3) {
        ledger::RowId row;
        row.index = static_cast<std::uint32_t>(in.number(0xFFFF));
        if (parts == 4) row.added = names.read(in);
        one.cell.row = row;
    }
    one.replaces = read_names(in, names, ledger::replaced_max);
    return one;
}

struct ChainHead {
    ChainPart part;
    std::uint64_t seq = 0;             // of the next operation
    std::optional<OperationId> prev;   // its predecessor
};

void write_chains(cbor::Writer& out, const Frame& frame, const References& names) {
    out.array(frame.chains.size());
    for (const ChainPart& part : frame.chains) {
        const auto first = std::ranges::find_if(frame.operations, [&](const Operation& one) {
            return one.header.chain == part.chain;
        });
        const Header& header = first->header;
        out.array(header.prev ? 5 : 4).bytes(part.chain.view()).number(header.seq);
        out.bytes(part.seed == no_seed ? ByteView{} : part.seed.view()).bytes(part.seal.view());
        if (header.prev) names.write(out, *header.prev);
    }
}

std::vector<ChainHead> read_chains(cbor::Reader& in, References& names) {
    std::vector<ChainHead> chains(in.array(frame_operations_max));
    for (ChainHead& head : chains) {
        const std::size_t parts = in.array(5);
        if (parts < 4) in.reject();
        head.part.chain = in.id<ledger::ChainId>();
        head.seq = in.number();
        const ByteView seed = in.bytes(ledger::Seed::size);
        if (!seed.empty()) {
            const auto known = ledger::Seed::from(seed);
            if (!known || *known == no_seed) in.reject();
            head.part.seed = known.value_or(no_seed);
        }
        head.part.seal = in.id<crypto::Signature>();
        if (parts == 5) head.prev = names.read(in);
    }
    return chains;
}

/// A payload goes as it is. An erased one leaves its commitment; a salt goes along where no seed
/// gives it.
void write_payload(cbor::Writer& out, const Operation& operation, bool seeded) {
    if (operation.payload.empty()) {
        out.bytes(operation.header.commitment.view());
    } else if (seeded) {
        out.raw(operation.payload);
    } else {
        out.map(1).number(0).array(2).bytes(operation.salt.view()).raw(operation.payload);
    }
}

struct Carried {
    std::optional<crypto::Digest> commitment;
    Bytes payload;
    ledger::Salt salt;
};

Carried read_payload(cbor::Reader& in, const ChainHead& chain) {
    Carried carried;
    if (in.next() == cbor::Kind::bytes) {
        carried.commitment = in.id<crypto::Digest>();
        return carried;
    }
    if (in.next() == cbor::Kind::map) {
        if (in.map(1) != 1 || in.number() != 0 || in.array(2) != 2) in.reject();
        carried.salt = in.id<ledger::Salt>();
        if (chain.part.seed != no_seed) in.reject();
    } else {
        carried.salt = ledger::payload_salt(chain.part.seed, chain.seq);
        if (chain.part.seed == no_seed) in.reject();
    }
    if (in.next() != cbor::Kind::array) in.reject();
    carried.payload = copy_of(in.item());
    if (carried.payload.size() > ledger::payload_bytes_max) in.reject();
    return carried;
}

std::optional<std::size_t> index_of(const std::vector<ChainPart>& chains,
                                    const ledger::ChainId& chain) {
    const auto found = std::ranges::find(chains, chain, &ChainPart::chain);
    if (found == chains.end()) return std::nullopt;
    return static_cast<std::size_t>(found - chains.begin());
}

/// The columns of a frame, in the order they are sent. A reader goes through them side by side,
/// since a name can be computed only when its whole row is there.
enum Column : std::size_t {
    of_chain,
    of_kind,
    of_schema,
    of_time,
    of_record,
    of_cells,
    of_references,
    of_payload,
    of_boxes,
    column_count,
};

void write_row(std::array<cbor::Writer, column_count>& out, const Operation& operation,
               const Frame& frame, const References& names, std::int64_t since) {
    const Header& header = operation.header;
    const std::size_t chain = *index_of(frame.chains, header.chain);
    out[of_chain].number(chain);
    out[of_kind].number(static_cast<std::uint64_t>(header.kind));
    out[of_schema].number(header.schema);
    out[of_time].integer(since);
    if (header.record) {
        names.write(out[of_record], *header.record);
    } else {
        out[of_record].boolean(false);
    }
    out[of_cells].array(header.cells.size());
    for (const ledger::Assignment& one : header.cells) write_cell(out[of_cells], names, one);
    write_names(out[of_references], names, header.references);
    write_payload(out[of_payload], operation, frame.chains[chain].seed != no_seed);
    out[of_boxes].array(header.boxes.size());
    for (const crypto::Digest& box : header.boxes) out[of_boxes].bytes(box.view());
}

/// What a row says apart from the chain's part in it, which `head` tells.
Header read_header(std::vector<cbor::Reader>& in, References& names, const ChainHead& head,
                   ledger::StreamId stream) {
    Header header;
    header.stream = stream;
    header.chain = head.part.chain;
    header.seq = head.seq;
    header.prev = head.prev;
    header.kind = static_cast<ledger::Kind>(in[of_kind].number(0xFF));
    header.schema = static_cast<std::uint32_t>(in[of_schema].number(0xFFFF));
    if (in[of_record].next() == cbor::Kind::boolean) {
        if (in[of_record].boolean()) in[of_record].reject();
    } else {
        header.record = names.read(in[of_record]);
    }
    header.cells.resize(in[of_cells].array(ledger::cells_max));
    for (ledger::Assignment& one : header.cells) one = read_cell(in[of_cells], names);
    header.references = read_names(in[of_references], names, ledger::references_max);
    header.boxes.resize(in[of_boxes].array(ledger::boxes_max));
    for (crypto::Digest& box : header.boxes) box = in[of_boxes].id<crypto::Digest>();
    return header;
}

bool any_failed(const std::vector<cbor::Reader>& in) {
    return std::ranges::any_of(in, &cbor::Reader::failed);
}

/// Chains that stand once and are used.
bool take_chains(Frame& frame, const std::vector<ChainHead>& chains) {
    for (const ChainHead& head : chains) {
        const bool used = std::ranges::any_of(frame.operations, [&](const Operation& one) {
            return one.header.chain == head.part.chain;
        });
        if (!used || index_of(frame.chains, head.part.chain)) return false;
        frame.chains.push_back(head.part);
    }
    return true;
}

}  // namespace

Bytes encode(const Frame& frame, const SharedLog& shared) {
    References names(shared);
    cbor::Writer chains;
    write_chains(chains, frame, names);
    std::array<cbor::Writer, column_count> table;
    for (cbor::Writer& column : table) column.array(frame.operations.size());
    std::int64_t last = 0;
    for (const Operation& operation : frame.operations) {
        const auto at = static_cast<std::int64_t>(seconds_of(operation.header.at));
        write_row(table, operation, frame, names, at - last);
        last = at;
        names.add(operation.id);
    }
    cbor::Writer out;
    out.array(1 + column_count).raw(chains.written());
    for (const cbor::Writer& column : table) out.raw(column.written());
    return out.take();
}

Result<Frame> decode_frame(ByteView bytes, ledger::StreamId stream, const SharedLog& shared) {
    if (bytes.size() > frame_bytes_max) return malformed();
    cbor::Reader all(bytes);
    References names(shared);
    if (all.array(1 + column_count) != 1 + column_count) return malformed();
    std::vector<ChainHead> chains = read_chains(all, names);
    std::vector<cbor::Reader> in;
    std::size_t count = 0;
    for (std::size_t i = 0; i < column_count; ++i) {
        in.emplace_back(all.item());
        const std::size_t rows = in.back().array(frame_operations_max);
        if (i > 0 && rows != count) return malformed();
        count = rows;
    }
    if (!all.done()) return malformed();

    Frame frame;
    std::int64_t at = 0;
    for (std::size_t row = 0; row < count; ++row) {
        const std::uint64_t chain = in[of_chain].number();
        if (any_failed(in) || chain >= chains.size()) return malformed();
        ChainHead& head = chains[static_cast<std::size_t>(chain)];
        // A number that the codec cannot write would not come back as it went.
        if (head.seq > cbor::integer_max) return malformed();
        Header header = read_header(in, names, head, stream);
        at += in[of_time].integer();
        const Carried carried = read_payload(in[of_payload], head);
        const bool beyond = at < 0 || static_cast<std::uint64_t>(at) > cbor::integer_max;
        if (any_failed(in) || beyond) return malformed();
        if (names.unknown()) return fail(Errc::integrity, "frame.unknown_reference");

        header.at = timestamp_of(static_cast<std::uint64_t>(at));
        header.commitment = carried.commitment.value_or(
            ledger::payload_commitment(carried.salt, carried.payload));
        // Through the one strict door, so that nothing enters that it would not let in.
        TRY_LET(Operation operation,
                ledger::decode(ledger::encode(header), carried.payload, carried.salt));
        head.seq += 1;
        head.prev = operation.id;
        names.add(operation.id);
        frame.operations.push_back(std::move(operation));
    }
    if (!std::ranges::all_of(in, &cbor::Reader::done) || !take_chains(frame, chains)) {
        return malformed();
    }
    return frame;
}

bool sealed_by(const Frame& frame, const ChainPart& part, const crypto::PublicKey& key) {
    const Operation* last = nullptr;
    for (const Operation& operation : frame.operations) {
        if (operation.header.chain == part.chain) last = &operation;
    }
    return last != nullptr && crypto::verifies(key, seal_context, last->id.view(), part.seal);
}

}  // namespace soxa::exchange
