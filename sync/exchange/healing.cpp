#include "sync/exchange/healing.hpp"

#include <algorithm>

namespace soxa::exchange {

namespace {

constexpr std::uint64_t version = 1;
constexpr std::size_t roots_max = 128;
enum class Says : std::uint8_t { witness = 1, evidence = 2 };

tl::unexpected<Error> malformed() { return fail(Errc::integrity, "message.malformed"); }

std::uint64_t number_of(Says says) { return static_cast<std::uint64_t>(says); }

/// n, n - 1, n - 2, n - 4 … 0: what both have is found within twice what was lost.
std::vector<std::uint64_t> sizes_below(std::uint64_t size) {
    std::vector<std::uint64_t> sizes{size};
    for (std::uint64_t step = 1; step < size; step *= 2) sizes.push_back(size - step);
    if (size > 0) sizes.push_back(0);
    return sizes;
}

}  // namespace

Bytes encode(const Witness& witness) {
    cbor::Writer out;
    out.array(6).number(version).number(number_of(Says::witness)).number(witness.stream);
    out.bytes(witness.device.view());
    write(out, witness.checkpoint);
    out.array(witness.roots.size());
    for (const LogRoot& one : witness.roots) out.array(2).number(one.size).bytes(one.root.view());
    return out.take();
}

Bytes encode(const Evidence& evidence) {
    cbor::Writer out;
    out.array(5).number(version).number(number_of(Says::evidence)).number(evidence.stream);
    out.bytes(evidence.device.view()).array(evidence.pages.size());
    for (const Reply& page : evidence.pages) out.bytes(encode(page));
    return out.take();
}

bool is_witness(ByteView bytes) {
    cbor::Reader in(bytes);
    const bool begins = in.array(6) == 6 && in.number() == version;
    return begins && in.number() == number_of(Says::witness) && !in.failed();
}

Result<Witness> decode_witness(ByteView bytes) {
    cbor::Reader in(bytes);
    if (in.array(6) != 6 || in.number() != version || in.number() != number_of(Says::witness)) return malformed();
    Witness witness;
    witness.stream = static_cast<ledger::StreamId>(in.number(0xFFFFFFFF));
    witness.device = in.id<ledger::DeviceId>();
    witness.checkpoint = ledger::read_checkpoint(in);
    witness.roots.resize(in.array(roots_max));
    for (LogRoot& one : witness.roots) {
        if (in.array(2) != 2) in.reject();
        one.size = in.number();
        one.root = in.id<crypto::Digest>();
    }
    if (!in.done()) return malformed();
    return witness;
}

Result<Evidence> decode_evidence(ByteView bytes) {
    if (bytes.size() > healing_bytes_max) return malformed();
    cbor::Reader in(bytes);
    if (in.array(5) != 5 || in.number() != version) return malformed();
    if (in.number() != number_of(Says::evidence)) return malformed();
    Evidence evidence;
    evidence.stream = static_cast<ledger::StreamId>(in.number(0xFFFFFFFF));
    evidence.device = in.id<ledger::DeviceId>();
    for (std::size_t left = in.array(healing_pages_max); left > 0; --left) {
        const ByteView page = in.bytes(message_bytes_max);
        if (in.failed()) return malformed();
        TRY_LET(evidence.pages.emplace_back(), decode_reply(page));
    }
    if (!in.done()) return malformed();
    return evidence;
}

Bytes encode(const Agreed& agreed) {
    cbor::Writer out;
    out.array(2).number(version).number(agreed.size);
    return out.take();
}

Result<Agreed> decode_agreed(ByteView bytes) {
    cbor::Reader in(bytes);
    if (in.array(2) != 2 || in.number() != version) return malformed();
    const Agreed agreed{in.number()};
    if (!in.done()) return malformed();
    return agreed;
}

Result<Witness> HealingSession::witness() {
    Witness witness{stream_, device_, memory_->checkpoint(), {}};
    TRY_LET(const std::vector<ledger::LogEntry> entries, memory_->log_entries());
    std::vector<std::uint64_t> sizes = sizes_below(entries.size());
    // A province that is put back from the backup that it said lies at another place stands just
    // there: then nothing goes again that it has.
    TRY_LET(const std::uint64_t off_site, memory_->off_site_size());
    if (off_site <= entries.size()) sizes.push_back(off_site);
    std::ranges::sort(sizes);
    crypto::MerkleLog log;
    auto next = sizes.begin();
    for (std::size_t at = 0; next != sizes.end(); ++at) {
        if (*next == at) {
            witness.roots.push_back({at, log.root()});
            next = std::find_if(next, sizes.end(), [&](std::uint64_t size) { return size > at; });
        }
        if (at < entries.size()) log.add(leaf(entries[at]));
    }
    std::ranges::reverse(witness.roots);
    return witness;
}

Result<Evidence> evidence_of(LaptopStorage& storage, Recollection& memory,
                             ledger::StreamId stream, const ledger::DeviceId& device,
                             const crypto::PublicKey& intake, std::uint64_t from) {
    Evidence evidence{stream, device, {}};
    TRY_LET(const std::vector<ledger::LogEntry> entries, memory.log_entries());
    TRY_LET(std::vector<Outgoing> logged, memory.logged_after(from));
    if (from > entries.size() || logged.size() != entries.size() - from) {
        return fail(Errc::integrity, "exchange.not_asked");
    }
    for (Outgoing& one : logged) {
        if (one.seal) continue;
        TRY_LET(const auto key, storage.chain_key(one.operation.header.chain));
        // What came with a ticket is here without its seal; the province signs its own again.
        if (key == intake) one.seal.emplace();
    }
    const NothingShared nothing;
    std::size_t done = 0;
    while (done < logged.size()) {
        Reply page;
        page.base = from + done;
        page.checkpoint = memory.checkpoint();
        std::size_t count = 0;
        page.frames = frames_of(logged, done, nothing, count);
        if (count == 0) return fail(Errc::integrity, "healing.unsealed");
        for (std::size_t i = 0; i < count; ++i) {
            const ledger::LogEntry& entry = entries[static_cast<std::size_t>(from) + done + i];
            page.lines.push_back({OfReply{i}, entry.judgement, entry.reason, entry.received});
        }
        done += count;
        page.more = done < logged.size();
        evidence.pages.push_back(std::move(page));
    }
    return evidence;
}

Result<Bytes> HealingSession::request() {
    if (!agreed_) {
        TRY_LET(const Witness said, witness());
        return encode(said);
    }
    TRY_LET(const Evidence said,
            evidence_of(*storage_, *memory_, stream_, device_, intake_, *agreed_));
    return encode(said);
}

Result<void> HealingSession::take(ByteView reply) {
    TRY_LET(const Agreed agreed, decode_agreed(reply));
    const std::uint64_t here = memory_->checkpoint().size;
    if (agreed_) {
        // All of it must be there now, or the next exchange would come back here for ever.
        if (agreed.size < here) return fail(Errc::integrity, "exchange.rewound");
        complete_ = true;
        return {};
    }
    if (agreed.size > here) return fail(Errc::integrity, "exchange.not_asked");
    agreed_ = agreed.size;
    complete_ = agreed.size == here;
    return {};
}

}  // namespace soxa::exchange
