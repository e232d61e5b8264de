#include "sync/ledger/verdict.hpp"

namespace soxa::ledger {

namespace {

constexpr std::string_view checkpoint_context = "checkpoint/1";

Judgement read_judgement(cbor::Reader& in) { return static_cast<Judgement>(in.number(3)); }
Reason read_reason(cbor::Reader& in) { return static_cast<Reason>(in.number(0xFF)); }

}  // namespace

void write(cbor::Writer& out, const LogEntry& entry) {
    out.array(5).number(entry.position).bytes(entry.operation.view());
    out.number(static_cast<std::uint64_t>(entry.judgement));
    out.number(static_cast<std::uint64_t>(entry.reason)).number(seconds_of(entry.received));
}

LogEntry read_log_entry(cbor::Reader& in) {
    LogEntry entry;
    if (in.array(5) != 5) in.reject();
    entry.position = in.number();
    entry.operation = in.id<OperationId>();
    entry.judgement = read_judgement(in);
    entry.reason = read_reason(in);
    entry.received = timestamp_of(in.number());
    return entry;
}

crypto::Digest leaf(const LogEntry& entry) {
    cbor::Writer out;
    write(out, entry);
    return crypto::merkle_leaf({out.written()});
}

Bytes checkpoint_body(const Checkpoint& checkpoint) {
    cbor::Writer out;
    out.array(5).number(checkpoint.stream).number(checkpoint.epoch).number(checkpoint.size);
    out.bytes(checkpoint.root.view()).number(seconds_of(checkpoint.issued));
    return out.take();
}

void write(cbor::Writer& out, const Checkpoint& checkpoint) {
    out.array(2).raw(checkpoint_body(checkpoint)).bytes(checkpoint.signature.view());
}

Checkpoint read_checkpoint(cbor::Reader& in) {
    Checkpoint checkpoint;
    if (in.array(2) != 2 || in.array(5) != 5) in.reject();
    checkpoint.stream = static_cast<StreamId>(in.number(0xFFFFFFFF));
    checkpoint.epoch = in.number();
    checkpoint.size = in.number();
    checkpoint.root = in.id<crypto::Digest>();
    checkpoint.issued = timestamp_of(in.number());
    checkpoint.signature = in.id<crypto::Signature>();
    return checkpoint;
}

bool verifies(const Checkpoint& checkpoint, const crypto::PublicKey& log_key) {
    return crypto::verifies(log_key, checkpoint_context, checkpoint_body(checkpoint),
                            checkpoint.signature);
}

std::string_view name_of(Reason reason) {
    switch (reason) {
        case Reason::none: return "none";
        case Reason::unknown_author: return "unknown_author";
        case Reason::not_entitled: return "not_entitled";
        case Reason::revoked: return "revoked";
        case Reason::awaiting_confirmation: return "awaiting_confirmation";
        case Reason::bad_approval: return "bad_approval";
        case Reason::not_understood: return "not_understood";
        case Reason::chain_taken: return "chain_taken";
        case Reason::invitation_used: return "invitation_used";
        case Reason::account_exists: return "account_exists";
        case Reason::self_approval: return "self_approval";
        case Reason::confirmed: return "confirmed";
        case Reason::rests_on_held: return "rests_on_held";
        case Reason::superseded: return "superseded";
        case Reason::expired: return "expired";
        case Reason::breaks_rules: return "breaks_rules";
        case Reason::proposal: return "proposal";
        case Reason::not_cleared: return "not_cleared";
        case Reason::released: return "released";
        case Reason::archived: return "archived";
        case Reason::unit_merged: return "unit_merged";
        case Reason::transfer_closed: return "transfer_closed";
        case Reason::number_changed: return "number_changed";
        case Reason::gave_way: return "gave_way";
        case Reason::version_signed: return "version_signed";
        case Reason::number_waits: return "number_waits";
    }
    return "none";
}

Standing Standing::as_of(std::uint64_t at) const {
    Standing then = *this;
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        if (earlier[i].until <= at) continue;
        then.judgement = earlier[i].judgement;
        then.earlier.resize(i);
        break;
    }
    return then;
}

void Standing::look_again(std::uint64_t at, Judgement second, Reason why) {
    const bool fork = judgement == Judgement::forked || second == Judgement::forked;
    if (!position || fork || earlier.size() == second_looks_max) return;
    earlier.push_back({at, judgement});
    judgement = second;
    reason = why;
}

Bytes encode(const std::vector<Replaced>& earlier) {
    if (earlier.empty()) return {};
    cbor::Writer out;
    out.array(earlier.size());
    for (const Replaced& one : earlier) {
        out.array(2).number(one.until).number(static_cast<std::uint64_t>(one.judgement));
    }
    return out.take();
}

std::optional<std::vector<Replaced>> decode_replaced(ByteView bytes) {
    if (bytes.empty()) return std::vector<Replaced>{};
    cbor::Reader in(bytes);
    std::vector<Replaced> earlier(in.array(second_looks_max));
    for (Replaced& one : earlier) {
        if (in.array(2) != 2) in.reject();
        one.until = in.number();
        one.judgement = read_judgement(in);
    }
    if (!in.done()) return std::nullopt;
    return earlier;
}

Bytes encode(const std::vector<Rejudgement>& payload) {
    cbor::Writer out;
    out.array(payload.size());
    for (const Rejudgement& one : payload) {
        out.array(3).bytes(one.operation.view());
        out.number(static_cast<std::uint64_t>(one.judgement));
        out.number(static_cast<std::uint64_t>(one.reason));
    }
    return out.take();
}

std::optional<std::vector<Rejudgement>> rejudgements(const Operation& operation) {
    if (operation.header.kind != Kind::rejudge) return std::nullopt;
    cbor::Reader in(operation.payload);
    std::vector<Rejudgement> found(in.array(references_max));
    for (Rejudgement& one : found) {
        if (in.array(3) != 3) in.reject();
        one.operation = in.id<OperationId>();
        one.judgement = read_judgement(in);
        one.reason = read_reason(in);
    }
    if (!in.done()) return std::nullopt;
    return found;
}

}  // namespace soxa::ledger
