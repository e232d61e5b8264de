#include "sync/exchange/repair.hpp"

#include <algorithm>

namespace soxa::exchange {

namespace {

constexpr std::uint64_t version = 1;
constexpr std::uint64_t ways = 32;

tl::unexpected<Error> malformed() { return fail(Errc::integrity, "message.malformed"); }
tl::unexpected<Error> not_asked() { return fail(Errc::integrity, "exchange.not_asked"); }

/// By position - 1, of the first `size`; all zero where the row is missing or not what it should be.
Result<std::vector<crypto::Digest>> leaves_of(HeldLog& rows, std::uint64_t size) {
    std::vector<crypto::Digest> leaves(static_cast<std::size_t>(size));
    TRY(rows.each_held([&](const HeldRow& row) -> Result<void> {
        const std::uint64_t position = row.entry.position;
        if (position == 0 || position > size || !operation_of(row)) return {};
        leaves[static_cast<std::size_t>(position - 1)] = leaf(row.entry);
        return {};
    }));
    return leaves;
}

crypto::Digest digest_of(const std::vector<crypto::Digest>& leaves, std::uint64_t first,
                         std::uint64_t count) {
    Bytes all;
    all.reserve(static_cast<std::size_t>(count) * crypto::Digest::size);
    for (std::uint64_t position = first; position < first + count; ++position) {
        append(all, leaves[static_cast<std::size_t>(position - 1)].view());
    }
    return crypto::sha256(all);
}

bool lead_to(const std::vector<crypto::Digest>& leaves, const ledger::Checkpoint& checkpoint) {
    crypto::MerkleLog log;
    for (const crypto::Digest& one : leaves) log.add(one);
    return log.size() == checkpoint.size && log.root() == checkpoint.root;
}

/// With these in their places, the log has the signed root.
bool proven(std::vector<crypto::Digest> leaves, const std::vector<HeldRow>& rows,
            const ledger::Checkpoint& checkpoint) {
    for (const HeldRow& row : rows) {
        const std::uint64_t position = row.entry.position;
        if (position == 0 || position > leaves.size() || !operation_of(row)) return false;
        leaves[static_cast<std::size_t>(position - 1)] = leaf(row.entry);
    }
    return lead_to(leaves, checkpoint);
}

std::size_t weight(const HeldRow& row) { return row.header.size() + row.payload.size(); }

/// The whole rows at these positions, which ascend, until a message is full.
Result<std::vector<HeldRow>> rows_at(HeldLog& rows, const std::vector<std::uint64_t>& positions) {
    std::vector<HeldRow> found;
    if (positions.empty()) return found;
    std::size_t bytes = 0;
    TRY(rows.each_held([&](const HeldRow& row) -> Result<void> {
        const bool asked = bytes < rows_bytes_target &&
                           std::ranges::binary_search(positions, row.entry.position);
        if (!asked || !operation_of(row)) return {};
        bytes += weight(row);
        found.push_back(row);
        return {};
    }));
    return found;
}

void write_rows(cbor::Writer& out, const std::vector<HeldRow>& rows) {
    out.array(rows.size());
    for (const HeldRow& row : rows) {
        out.array(row.seal ? 5 : 4);
        write(out, row.entry);
        out.bytes(row.header).bytes(row.payload).bytes(row.salt.view());
        if (row.seal) out.bytes(row.seal->view());
    }
}

std::vector<HeldRow> read_rows(cbor::Reader& in) {
    std::vector<HeldRow> rows(in.array(repaired_max));
    for (HeldRow& row : rows) {
        const std::size_t parts = in.array(5);
        if (parts < 4) in.reject();
        row.entry = ledger::read_log_entry(in);
        row.header = copy_of(in.bytes(frame_bytes_max));
        row.payload = copy_of(in.bytes(frame_bytes_max));
        row.salt = in.id<ledger::Salt>();
        if (parts == 5) row.seal = in.id<crypto::Signature>();
    }
    return rows;
}

void write_numbers(cbor::Writer& out, const std::vector<std::uint64_t>& numbers) {
    out.array(numbers.size());
    for (const std::uint64_t one : numbers) out.number(one);
}

/// Ascending.
std::vector<std::uint64_t> read_numbers(cbor::Reader& in, std::size_t count_max) {
    std::vector<std::uint64_t> numbers(in.array(count_max));
    for (std::uint64_t& one : numbers) one = in.number();
    const auto step = std::ranges::adjacent_find(numbers, std::ranges::greater_equal());
    if (step != numbers.end()) in.reject();  // each once, ascending
    return numbers;
}

}  // namespace

std::optional<ledger::Operation> operation_of(const HeldRow& row) {
    auto operation = ledger::decode(row.header, row.payload, row.salt);
    if (!operation || operation->id != row.entry.operation) return std::nullopt;
    return std::move(*operation);
}

Bytes encode(const RepairAsk& ask) {
    cbor::Writer out;
    out.array(7).number(version).number(ask.stream).bytes(ask.device.view());
    write(out, ask.checkpoint);
    out.array(ask.spans.size());
    for (const Span& one : ask.spans) {
        out.array(3).number(one.first).number(one.count).bytes(one.digest.view());
    }
    write_numbers(out, ask.wanted);
    write_rows(out, ask.given);
    return out.take();
}

Bytes encode(const RepairAnswer& answer) {
    cbor::Writer out;
    out.array(4).number(version);
    write_numbers(out, answer.differing);
    write_rows(out, answer.given);
    out.number(answer.put_back);
    return out.take();
}

Result<RepairAsk> decode_repair_ask(ByteView bytes) {
    if (bytes.size() > repair_bytes_max) return malformed();
    cbor::Reader in(bytes);
    if (in.array(7) != 7 || in.number() != version) return malformed();
    RepairAsk ask;
    ask.stream = static_cast<ledger::StreamId>(in.number(0xFFFFFFFF));
    ask.device = in.id<ledger::DeviceId>();
    ask.checkpoint = ledger::read_checkpoint(in);
    ask.spans.resize(in.array(spans_max));
    std::uint64_t free_from = 1;  // ascending and apart: all of them are one walk over the log at most
    for (Span& one : ask.spans) {
        if (in.array(3) != 3) in.reject();
        one.first = in.number();
        one.count = in.number();
        one.digest = in.id<crypto::Digest>();
        const std::uint64_t size = ask.checkpoint.size;
        const bool inside = one.first >= free_from && one.first <= size && one.count >= 1 &&
                            one.count <= size - one.first + 1;
        if (!inside) in.reject();
        free_from = inside ? one.first + one.count : size + 1;
    }
    ask.wanted = read_numbers(in, repaired_max);
    ask.given = read_rows(in);
    if (!in.done()) return malformed();
    return ask;
}

Result<RepairAnswer> decode_repair_answer(ByteView bytes) {
    if (bytes.size() > repair_bytes_max) return malformed();
    cbor::Reader in(bytes);
    if (in.array(4) != 4 || in.number() != version) return malformed();
    RepairAnswer answer;
    answer.differing = read_numbers(in, spans_max);
    answer.given = read_rows(in);
    answer.put_back = in.number();
    if (!in.done()) return malformed();
    return answer;
}

Result<RepairAnswer> answer_repair(HeldLog& rows, const RepairAsk& ask,
                                   const crypto::PublicKey& log_key) {
    const bool ours = ask.checkpoint.stream == ask.stream && verifies(ask.checkpoint, log_key);
    if (!ours) return fail(Errc::integrity, "exchange.forged");
    TRY_LET(const std::vector<crypto::Digest> leaves, leaves_of(rows, ask.checkpoint.size));
    RepairAnswer answer;
    for (std::size_t i = 0; i < ask.spans.size(); ++i) {
        const Span& span = ask.spans[i];
        const bool same = digest_of(leaves, span.first, span.count) == span.digest;
        if (!same) answer.differing.push_back(i);
    }
    TRY_LET(answer.given, rows_at(rows, ask.wanted));
    const bool lacking = !ask.given.empty() && !lead_to(leaves, ask.checkpoint);
    if (lacking && proven(leaves, ask.given, ask.checkpoint)) {
        TRY(rows.put_back(ask.given));
        answer.put_back = ask.given.size();
    }
    return answer;
}

Result<void> RepairSession::look() {
    TRY_LET(leaves_, leaves_of(*rows_, checkpoint_.size));
    whole_ = lead_to(leaves_, checkpoint_);
    looked_ = true;
    if (checkpoint_.size > 0) {
        spans_ = {{1, checkpoint_.size, digest_of(leaves_, 1, checkpoint_.size)}};
    }
    return {};
}

void RepairSession::divide(const Span& span, std::vector<Span>& into) const {
    const std::uint64_t step = (span.count + ways - 1) / ways;
    for (std::uint64_t at = 0; at < span.count; at += step) {
        const std::uint64_t first = span.first + at;
        const std::uint64_t count = std::min(step, span.count - at);
        into.push_back({first, count, digest_of(leaves_, first, count)});
    }
}

/// In front of what was not asked about yet, so that few are open at a time.
Result<void> RepairSession::look_closer(const std::vector<std::uint64_t>& differing) {
    const bool of_these = differing.empty() || differing.back() < compared_;
    if (!of_these) return not_asked();
    std::vector<Span> open;
    for (const std::uint64_t index : differing) {
        const Span& span = spans_[static_cast<std::size_t>(index)];
        if (span.count > 1) {
            divide(span, open);
        } else {
            differing_.push_back(span.first);
        }
    }
    open.insert(open.end(), spans_.begin() + static_cast<std::ptrdiff_t>(compared_), spans_.end());
    spans_ = std::move(open);
    if (!spans_.empty()) return {};
    std::ranges::sort(differing_);
    complete_ = differing_.empty();
    return {};
}

/// Where this laptop is whole, all that differs is the province's to be given; otherwise it wants
/// what differs, and gives what it has of it too, in case both have lost something.
Result<RepairAsk> RepairSession::ask_for_rows() {
    RepairAsk ask;
    if (!whole_) {
        const auto from = differing_.begin() + static_cast<std::ptrdiff_t>(settled_);
        const auto left = static_cast<std::size_t>(differing_.end() - from);
        const auto count = static_cast<std::ptrdiff_t>(std::min(left, repaired_max));
        ask.wanted.assign(from, from + count);
    } else if (differing_.size() > repaired_max) {
        return fail(Errc::integrity, "repair.too_much");
    }
    wanted_ = ask.wanted;
    // Proven as one: the province takes either all that it lacks or nothing.
    if (gave_ || differing_.size() > repaired_max) return ask;
    gave_ = true;
    std::vector<std::uint64_t> gives;
    for (const std::uint64_t position : differing_) {
        const bool here = leaves_[static_cast<std::size_t>(position - 1)] != crypto::Digest{};
        if (here) gives.push_back(position);
    }
    TRY_LET(ask.given, rows_at(*rows_, gives));
    if (whole_ && ask.given.size() < gives.size()) return fail(Errc::integrity, "repair.too_much");
    return ask;
}

Result<Bytes> RepairSession::request() {
    if (!looked_) TRY(look());
    RepairAsk ask;
    compared_ = std::min(spans_.size(), spans_max);
    if (compared_ == 0 && !differing_.empty()) {
        TRY_LET(ask, ask_for_rows());
    }
    ask.stream = stream_;
    ask.device = device_;
    ask.checkpoint = checkpoint_;
    ask.spans.assign(spans_.begin(), spans_.begin() + static_cast<std::ptrdiff_t>(compared_));
    Bytes said = encode(ask);
    if (said.size() > repair_bytes_max) return fail(Errc::integrity, "repair.too_much");
    return said;
}

/// Each of them was asked for, and once.
Result<void> RepairSession::take_rows(std::vector<HeldRow> given) {
    const auto in_order = std::ranges::adjacent_find(given, std::ranges::greater_equal(), [](const HeldRow& row) {
        return row.entry.position;
    }) == given.end();
    if (!in_order) return not_asked();
    for (const HeldRow& row : given) {
        if (!std::ranges::binary_search(wanted_, row.entry.position)) return not_asked();
        fetched_bytes_ += weight(row);
    }
    if (fetched_bytes_ > mended_bytes_max) return fail(Errc::integrity, "repair.too_much");
    // What it left out before its last row it does not have; of what comes after it nothing is
    // known, unless it gave nothing at all.
    settled_ += given.empty() ? wanted_.size()
                              : static_cast<std::size_t>(
                                    std::ranges::upper_bound(wanted_, given.back().entry.position) -
                                    wanted_.begin());
    std::ranges::move(given, std::back_inserter(fetched_));
    return settled_ < differing_.size() ? Result<void>() : put_back();
}

Result<void> RepairSession::put_back() {
    if (!proven(leaves_, fetched_, checkpoint_)) return fail(Errc::integrity, "repair.unproven");
    TRY(rows_->put_back(fetched_));
    counts_.here = fetched_.size();
    complete_ = true;
    return {};
}

Result<void> RepairSession::take(ByteView bytes) {
    TRY_LET(RepairAnswer answer, decode_repair_answer(bytes));
    if (compared_ > 0) {
        if (!answer.given.empty()) return not_asked();
        return look_closer(answer.differing);
    }
    if (!answer.differing.empty()) return not_asked();
    counts_.there += static_cast<std::size_t>(answer.put_back);
    if (!whole_) return take_rows(std::move(answer.given));
    if (!answer.given.empty()) return not_asked();
    complete_ = true;
    return {};
}

}  // namespace soxa::exchange
