#include "sync/ledger/transfer.hpp"

#include <algorithm>

#include "crypto/cms.hpp"
#include "sync/ledger/payload.hpp"

namespace soxa::ledger {

namespace {

constexpr std::string_view statement_context = "release/1";
constexpr std::size_t statement_bytes_max = 8192;
constexpr std::size_t manifest_bytes_max = 4096;
constexpr std::size_t evidence_max = 8;
constexpr std::size_t path_max = 16;
constexpr std::size_t units_max = 64;
constexpr std::size_t terms_parts = 4;

tl::unexpected<Error> malformed() { return fail(Errc::integrity, "transfer.malformed"); }

void write(cbor::Writer& out, const MoveTerms& terms) {
    out.array(terms_parts).text(terms.to).text(terms.effective).text(terms.basis).text(terms.note);
}

MoveTerms read_terms(cbor::Reader& in) {
    MoveTerms terms;
    if (in.array(terms_parts) != terms_parts) in.reject();
    terms.to = read_line(in);
    terms.effective = read_line(in);
    terms.basis = read_line(in);
    terms.note = read_line(in);
    return terms;
}

Bytes body(const ReleaseStatement& statement) {
    cbor::Writer out;
    out.array(9).text(statement.unit).number(statement.stream).bytes(statement.record.view());
    out.bytes(statement.root.view()).number(statement.schema);
    write(out, statement.terms);
    out.bytes(statement.head.view()).text(statement.head_name);
    out.number(seconds_of(statement.claimed));
    return out.take();
}

template <class Enum>
Enum read_enum(cbor::Reader& in, std::uint64_t last) {
    const std::uint64_t number = in.number(last);
    if (number == 0) in.reject();
    return static_cast<Enum>(number);
}

void write(cbor::Writer& out, const Evidence& one) {
    out.array(9).bytes(one.manifest).bytes(one.cms).bytes(one.version.cut.view());
    out.bytes(one.version.record.view()).bytes(one.version.root.view());
    out.number(one.version.schema).number(one.index).number(one.count);
    out.array(one.path.size());
    for (const crypto::Digest& sibling : one.path) out.bytes(sibling.view());
}

Evidence read_evidence(cbor::Reader& in) {
    Evidence one;
    if (in.array(9) != 9) in.reject();
    one.manifest = copy_of(in.bytes(manifest_bytes_max));
    one.cms = copy_of(in.bytes(crypto::cms_bytes_max));
    one.version.cut = in.id<OperationId>();
    one.version.record = in.id<RecordId>();
    one.version.root = in.id<crypto::Digest>();
    one.version.schema = static_cast<std::uint32_t>(in.number(0xFFFF));
    one.index = in.number(approvals_per_batch_max);
    one.count = in.number(approvals_per_batch_max);
    one.path.resize(in.array(path_max));
    for (crypto::Digest& sibling : one.path) sibling = in.id<crypto::Digest>();
    return one;
}

Bytes encoded(const Provenance& from) {
    cbor::Writer out;
    out.array(16).bytes(from.transfer.view()).number(static_cast<std::uint64_t>(from.move));
    out.text(from.from).text(from.from_name).text(from.basis);
    out.number(from.stream).number(from.epoch).number(from.position);
    out.bytes(from.record.view()).bytes(from.seed.view()).number(from.schema);
    out.bytes(from.root.view()).bytes(from.statement).bytes(from.cms);
    out.array(from.rows.size());
    for (const RowId& row : from.rows) out.array(2).bytes(row.added.view()).number(row.index);
    out.array(from.approvals.size());
    for (const Evidence& one : from.approvals) write(out, one);
    return out.take();
}

/// An edit's payload with something behind it.
Bytes with_more(const EditPayload& content, ByteView more) {
    cbor::Writer out;
    out.array(content.values.size() + (content.seed ? 1 : 0) + 1);
    if (content.seed) out.bytes(content.seed->view());
    for (const Bytes& value : content.values) out.raw(value);
    out.bytes(more);
    return out.take();
}

/// What stands behind the cells' values.
std::optional<Bytes> more_of(const Operation& operation, Kind kind) {
    if (operation.header.kind != kind || !edit_payload(operation)) return std::nullopt;
    cbor::Reader in(operation.payload);
    const std::size_t count = in.array(cells_max + 2);
    for (std::size_t i = 0; i + 1 < count; ++i) (void)in.item();
    Bytes more = copy_of(in.bytes(payload_bytes_max));
    if (!in.done()) return std::nullopt;
    return more;
}

}  // namespace

Bytes signed_statement(const ReleaseStatement& statement) {
    return crypto::signed_bytes(statement_context, body(statement));
}

Result<ReleaseStatement> read_statement(ByteView signed_bytes) {
    // The frame is rebuilt rather than parsed: there is one way to write it.
    const std::size_t frame = crypto::signed_bytes(statement_context, {}).size();
    if (signed_bytes.size() <= frame || signed_bytes.size() > statement_bytes_max) {
        return malformed();
    }
    const ByteView inner = signed_bytes.subspan(frame);
    if (!std::ranges::equal(crypto::signed_bytes(statement_context, inner), signed_bytes)) {
        return malformed();
    }
    cbor::Reader in(inner);
    ReleaseStatement statement;
    if (in.array(9) != 9) return malformed();
    statement.unit = read_line(in);
    statement.stream = static_cast<StreamId>(in.number(0xFFFFFFFF));
    statement.record = in.id<RecordId>();
    statement.root = in.id<crypto::Digest>();
    statement.schema = static_cast<std::uint32_t>(in.number(0xFFFF));
    statement.terms = read_terms(in);
    statement.head = in.id<AccountId>();
    statement.head_name = read_line(in);
    statement.claimed = timestamp_of(in.number());
    if (!in.done()) return malformed();
    return statement;
}

Result<ReleaseStatement> verify(const Release& release, const Operation& operation,
                                const crypto::PublicKey& key) {
    TRY_LET(ReleaseStatement statement, read_statement(release.statement));
    if (statement.terms != release.terms || statement.root != release.root ||
        statement.stream != operation.header.stream ||
        statement.record != operation.header.record ||
        statement.schema != operation.header.schema) {
        return malformed();
    }
    TRY_LET(const crypto::Certificate signer,
            crypto::cms_signer(release.statement, release.cms));
    if (signer.key() != key) return fail(Errc::integrity, "approval.other_key");
    return statement;
}

bool holds(const Evidence& evidence) {
    const auto manifest = read_manifest(evidence.manifest);
    if (!manifest || manifest->count != evidence.count || evidence.index >= evidence.count) {
        return false;
    }
    const auto root =
        crypto::merkle_root_from_path(leaf(evidence.version),
                                      static_cast<std::size_t>(evidence.index),
                                      static_cast<std::size_t>(evidence.count), evidence.path);
    return root && *root == manifest->root &&
           crypto::cms_signer(evidence.manifest, evidence.cms).has_value();
}

Bytes encode(const MoveTerms& payload) {
    cbor::Writer out;
    out.array(1);
    write(out, payload);
    return out.take();
}

Bytes encode(const Release& payload) {
    cbor::Writer out;
    out.array(4);
    write(out, payload.terms);
    out.bytes(payload.root.view()).bytes(payload.statement).bytes(payload.cms);
    return out.take();
}

Bytes encode(const TransferWord& payload) {
    cbor::Writer out;
    out.array(3).number(static_cast<std::uint64_t>(payload.step));
    out.text(payload.to).text(payload.reason);
    return out.take();
}

Bytes encode(const Offer& payload) {
    cbor::Writer out;
    out.array(7).bytes(payload.transfer.view()).number(static_cast<std::uint64_t>(payload.move));
    out.text(payload.from).text(payload.from_name).text(payload.personal_id);
    out.text(payload.full_name);
    write(out, payload.terms);
    return out.take();
}

Bytes encode(const EditPayload& content, const Provenance& provenance) {
    return with_more(content, encoded(provenance));
}

Bytes encode(const EditPayload& content, const LateNote& note) {
    cbor::Writer out;
    out.array(5).bytes(note.of.view()).text(note.from).text(note.author);
    out.number(seconds_of(note.at)).number(note.position);
    return with_more(content, out.written());
}

Bytes encode(const NumberClaim& payload) {
    cbor::Writer out;
    out.array(4).bytes(payload.id.view()).text(payload.personal_id);
    out.boolean(payload.first).boolean(payload.archived);
    return out.take();
}

Bytes encode(const ClaimVerdict& payload) {
    cbor::Writer out;
    out.array(3).bytes(payload.id.view()).number(static_cast<std::uint64_t>(payload.outcome));
    out.text(payload.basis);
    return out.take();
}

Bytes encode(const Alias& payload) {
    cbor::Writer out;
    out.array(3).text(payload.from).text(payload.to).text(payload.basis);
    return out.take();
}

Bytes encode(const AliasVerdict& payload) {
    cbor::Writer out;
    out.array(2).boolean(payload.confirmed).text(payload.reason);
    return out.take();
}

Bytes encode(const UnitChange& payload) {
    cbor::Writer out;
    out.array(5).number(static_cast<std::uint64_t>(payload.step)).text(payload.name);
    out.array(payload.units.size());
    for (const std::string& unit : payload.units) out.text(unit);
    out.text(payload.effective).text(payload.basis);
    return out.take();
}

Bytes encode(const StatusWord& payload) {
    cbor::Writer out;
    out.array(3).text(payload.status).text(payload.effective).text(payload.basis);
    return out.take();
}

Bytes encode(const FileRequest& payload) {
    cbor::Writer out;
    out.array(3).text(payload.personal_id).text(payload.full_name);
    write(out, payload.terms);
    return out.take();
}

std::optional<MoveTerms> move_terms(const Operation& operation) {
    return payload_of<MoveTerms>(operation, Kind::transfer_propose, 1,
                                 [](auto& in, auto& payload) { payload = read_terms(in); });
}

std::optional<Release> release(const Operation& operation) {
    return payload_of<Release>(operation, Kind::release, 4, [](auto& in, auto& payload) {
        payload.terms = read_terms(in);
        payload.root = in.template id<crypto::Digest>();
        payload.statement = copy_of(in.bytes(statement_bytes_max));
        payload.cms = copy_of(in.bytes(crypto::cms_bytes_max));
    });
}

std::optional<TransferWord> transfer_word(const Operation& operation) {
    return payload_of<TransferWord>(
        operation, Kind::transfer_word, 3, [](auto& in, auto& payload) {
            payload.step = read_enum<TransferStep>(in, 5);
            payload.to = read_line(in);
            payload.reason = read_line(in);
        });
}

std::optional<Offer> offer(const Operation& operation) {
    return payload_of<Offer>(operation, Kind::offer, 7, [](auto& in, auto& payload) {
        payload.transfer = in.template id<OperationId>();
        payload.move = read_enum<MoveCase>(in, 5);
        payload.from = read_line(in);
        payload.from_name = read_line(in);
        payload.personal_id = read_line(in);
        payload.full_name = read_line(in);
        payload.terms = read_terms(in);
    });
}

std::optional<Provenance> provenance(const Operation& operation) {
    const auto more = more_of(operation, Kind::adopt);
    if (!more) return std::nullopt;
    cbor::Reader in(*more);
    Provenance from;
    if (in.array(16) != 16) return std::nullopt;
    from.transfer = in.id<OperationId>();
    from.move = read_enum<MoveCase>(in, 5);
    from.from = read_line(in);
    from.from_name = read_line(in);
    from.basis = read_line(in);
    from.stream = static_cast<StreamId>(in.number(0xFFFFFFFF));
    from.epoch = in.number();
    from.position = in.number();
    from.record = in.id<RecordId>();
    from.seed = in.id<Seed>();
    from.schema = static_cast<std::uint32_t>(in.number(0xFFFF));
    from.root = in.id<crypto::Digest>();
    from.statement = copy_of(in.bytes(statement_bytes_max));
    from.cms = copy_of(in.bytes(crypto::cms_bytes_max));
    from.rows.resize(in.array(cells_max));
    for (RowId& row : from.rows) {
        if (in.array(2) != 2) in.reject();
        row.added = in.id<OperationId>();
        row.index = static_cast<std::uint32_t>(in.number(cells_max));
    }
    from.approvals.resize(in.array(evidence_max));
    for (Evidence& one : from.approvals) one = read_evidence(in);
    if (!in.done()) return std::nullopt;
    return from;
}

std::optional<LateNote> late_note(const Operation& operation) {
    const auto more = more_of(operation, Kind::late_edit);
    if (!more) return std::nullopt;
    cbor::Reader in(*more);
    LateNote note;
    if (in.array(5) != 5) return std::nullopt;
    note.of = in.id<OperationId>();
    note.from = read_line(in);
    note.author = read_line(in);
    note.at = timestamp_of(in.number());
    note.position = in.number();
    if (!in.done()) return std::nullopt;
    return note;
}

std::optional<NumberClaim> claim(const Operation& operation) {
    return payload_of<NumberClaim>(operation, Kind::claim, 4, [](auto& in, auto& payload) {
        payload.id = in.template id<ClaimId>();
        payload.personal_id = read_line(in);
        payload.first = in.boolean();
        payload.archived = in.boolean();
    });
}

std::optional<ClaimVerdict> claim_verdict(const Operation& operation) {
    return payload_of<ClaimVerdict>(operation, Kind::claim_verdict, 3,
                                    [](auto& in, auto& payload) {
                                        payload.id = in.template id<ClaimId>();
                                        payload.outcome = read_enum<ClaimOutcome>(in, 3);
                                        payload.basis = read_line(in);
                                    });
}

std::optional<Alias> alias(const Operation& operation) {
    return payload_of<Alias>(operation, Kind::alias, 3, [](auto& in, auto& payload) {
        payload.from = read_line(in);
        payload.to = read_line(in);
        payload.basis = read_line(in);
    });
}

std::optional<AliasVerdict> alias_verdict(const Operation& operation) {
    return payload_of<AliasVerdict>(operation, Kind::alias_verdict, 2,
                                    [](auto& in, auto& payload) {
                                        payload.confirmed = in.boolean();
                                        payload.reason = read_line(in);
                                    });
}

std::optional<UnitChange> unit_change(const Operation& operation) {
    return payload_of<UnitChange>(operation, Kind::unit_change, 5, [](auto& in, auto& payload) {
        payload.step = read_enum<UnitStep>(in, 4);
        payload.name = read_line(in);
        payload.units.resize(in.array(units_max));
        for (std::string& unit : payload.units) unit = read_line(in);
        payload.effective = read_line(in);
        payload.basis = read_line(in);
    });
}

std::optional<StatusWord> status_word(const Operation& operation) {
    return payload_of<StatusWord>(operation, Kind::status_word, 3, [](auto& in, auto& payload) {
        payload.status = read_line(in);
        payload.effective = read_line(in);
        payload.basis = read_line(in);
    });
}

std::optional<FileRequest> file_request(const Operation& operation) {
    return payload_of<FileRequest>(operation, Kind::request, 3, [](auto& in, auto& payload) {
        payload.personal_id = read_line(in);
        payload.full_name = read_line(in);
        payload.terms = read_terms(in);
    });
}

std::optional<std::string> life_reason(const Operation& operation) {
    const Kind kind = operation.header.kind;
    if (kind != Kind::accept && kind != Kind::refuse && kind != Kind::reopen) return std::nullopt;
    return payload_of<std::string>(operation, kind, 1,
                                   [](auto& in, auto& payload) { payload = read_line(in); });
}

}  // namespace soxa::ledger
