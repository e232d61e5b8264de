#include "sync/ledger/operation.hpp"

#include <set>

namespace soxa::ledger {

namespace {

constexpr std::uint64_t envelope_version = 1;
constexpr std::size_t envelope_parts = 13;

void write_optional(cbor::Writer& out, const std::optional<OperationId>& id) {
    out.bytes(id ? id->view() : ByteView{});
}

std::optional<OperationId> read_optional(cbor::Reader& in) {
    const ByteView bytes = in.bytes(OperationId::size);
    if (bytes.empty()) return std::nullopt;
    const auto id = OperationId::from(bytes);
    if (!id) in.reject();
    return id;
}

template <class Fixed>
void write_list(cbor::Writer& out, const std::vector<Fixed>& ids) {
    out.array(ids.size());
    for (const Fixed& id : ids) out.bytes(id.view());
}

template <class Fixed>
std::vector<Fixed> read_list(cbor::Reader& in, std::size_t count_max) {
    std::vector<Fixed> ids(in.array(count_max));
    for (Fixed& id : ids) id = in.id<Fixed>();
    return ids;
}

template <class Fixed>
bool repeats(std::vector<Fixed> ids) {
    std::ranges::sort(ids);
    return std::ranges::adjacent_find(ids) != ids.end();
}

/// What a reader may rely on besides the form: cells and names stand once, and a legal cell stands
/// after the guard that covers it.
bool well_formed(const Header& header) {
    std::set<Cell> seen;
    bool guarded = false;
    for (const Assignment& one : header.cells) {
        if (one.cell.is_guard()) guarded = true;
        if (one.cell.legal && !guarded) return false;
        if (!seen.insert(one.cell).second || repeats(one.replaces)) return false;
    }
    const bool first = header.seq == 1;
    return first == !header.prev && header.seq > 0 && !repeats(header.references) &&
           (carries_cells(header.kind) || header.cells.empty());
}

}  // namespace

Cell Operation::cell(std::size_t index) const {
    Cell cell = header.cells[index].cell;
    if (cell.row && cell.row->added == this_operation) cell.row->added = id;
    return cell;
}

Bytes encode(const Header& header) {
    cbor::Writer out;
    out.array(envelope_parts).number(envelope_version).number(header.stream);
    out.bytes(header.chain.view()).number(header.seq);
    write_optional(out, header.prev);
    out.number(static_cast<std::uint64_t>(header.kind)).number(header.schema);
    write_optional(out, header.record);
    out.number(seconds_of(header.at)).array(header.cells.size());
    for (const Assignment& one : header.cells) {
        out.array(2);
        write(out, one.cell);
        write_list(out, one.replaces);
    }
    write_list(out, header.references);
    out.bytes(header.commitment.view());
    write_list(out, header.boxes);
    return out.take();
}

Result<Header> decode_header(ByteView canonical) {
    const auto malformed = [] { return fail(Errc::integrity, "operation.malformed"); };
    if (canonical.size() > header_bytes_max) return malformed();
    cbor::Reader in(canonical);
    Header header;
    if (in.array(envelope_parts) != envelope_parts) return malformed();
    if (in.number() != envelope_version) return malformed();
    header.stream = static_cast<StreamId>(in.number(0xFFFFFFFF));
    header.chain = in.id<ChainId>();
    header.seq = in.number();
    header.prev = read_optional(in);
    header.kind = static_cast<Kind>(in.number(0xFF));
    header.schema = static_cast<std::uint32_t>(in.number(0xFFFF));
    header.record = read_optional(in);
    header.at = timestamp_of(in.number());
    header.cells.resize(in.array(cells_max));
    for (Assignment& one : header.cells) {
        if (in.array(2) != 2) return malformed();
        one.cell = read_cell(in);
        one.replaces = read_list<OperationId>(in, replaced_max);
    }
    header.references = read_list<OperationId>(in, references_max);
    header.commitment = in.id<crypto::Digest>();
    header.boxes = read_list<crypto::Digest>(in, boxes_max);
    if (!in.done() || !well_formed(header)) return malformed();
    return header;
}

crypto::Digest payload_commitment(const Salt& salt, ByteView payload) {
    return crypto::sha256({bytes_of("pl"), salt.view(), payload});
}

Salt payload_salt(const Seed& chain_seed, std::uint64_t seq) {
    cbor::Writer number;
    number.number(seq);
    const crypto::Digest full = crypto::hmac_sha256(chain_seed.view(), {number.written()});
    return *Salt::from(full.view().first(Salt::size));
}

Operation seal(Header header, Bytes payload, const Salt& salt) {
    Operation operation;
    header.commitment = payload_commitment(salt, payload);
    operation.canonical = encode(header);
    operation.id = {crypto::sha256(ByteView(operation.canonical)).bytes};
    operation.header = std::move(header);
    operation.payload = std::move(payload);
    operation.salt = salt;
    return operation;
}

Result<Operation> decode(ByteView canonical, ByteView payload, const Salt& salt) {
    Operation operation;
    TRY_LET(operation.header, decode_header(canonical));
    const bool array = cbor::Reader(payload).next() == cbor::Kind::array;
    if (payload.size() > payload_bytes_max ||
        (!payload.empty() && (!array || !cbor::is_canonical(payload)))) {
        return fail(Errc::integrity, "operation.malformed");
    }
    if (!payload.empty() && payload_commitment(salt, payload) != operation.header.commitment) {
        return fail(Errc::integrity, "operation.payload");
    }
    operation.id = {crypto::sha256(canonical).bytes};
    operation.canonical = copy_of(canonical);
    operation.payload = copy_of(payload);
    operation.salt = salt;
    return operation;
}

Bytes encode(const EditPayload& payload) {
    cbor::Writer out;
    out.array(payload.values.size() + (payload.seed ? 1 : 0));
    if (payload.seed) out.bytes(payload.seed->view());
    for (const Bytes& value : payload.values) out.raw(value);
    return out.take();
}

std::optional<EditPayload> edit_payload(const Operation& operation) {
    cbor::Reader in(operation.payload);
    EditPayload payload;
    const bool creates = !operation.header.record;
    const bool says_more = operation.header.kind != Kind::edit;
    const std::size_t count = in.array(cells_max + 2);
    const std::size_t besides = (creates ? 1U : 0U) + (says_more ? 1U : 0U);
    if (count != operation.header.cells.size() + besides) return std::nullopt;
    if (creates) payload.seed = in.id<Seed>();
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        payload.values.push_back(copy_of(in.item()));
    }
    if (says_more) (void)in.bytes(payload_bytes_max);
    if (!in.done()) return std::nullopt;
    return payload;
}

std::vector<OperationId> needs(const Operation& operation) {
    std::set<OperationId> ids;
    const Header& header = operation.header;
    if (header.prev) ids.insert(*header.prev);
    if (header.record) ids.insert(*header.record);
    for (const Assignment& one : header.cells) {
        ids.insert(one.replaces.begin(), one.replaces.end());
        if (one.cell.row && one.cell.row->added != this_operation) ids.insert(one.cell.row->added);
    }
    ids.insert(header.references.begin(), header.references.end());
    return {ids.begin(), ids.end()};
}

}  // namespace soxa::ledger
