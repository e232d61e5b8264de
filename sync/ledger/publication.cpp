#include "sync/ledger/publication.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace soxa::ledger {

namespace {

constexpr std::uint64_t encoding_version = 1;
constexpr std::size_t part_members = 5;
constexpr std::size_t fault_members = 4;
constexpr std::size_t fault_text_bytes_max = 1'000;
constexpr std::size_t fault_args_max = 16;

/// What has come of one whole so far.
struct Gathered {
    std::map<std::uint64_t, Bytes> parts;
    std::uint64_t count = 0;
    std::uint64_t position = 0;
    Timestamp received{};
};

std::optional<Bytes> joined(const Gathered& gathered, const crypto::Digest& digest) {
    if (gathered.parts.size() != gathered.count) return std::nullopt;
    Bytes whole;
    for (const auto& [index, bytes] : gathered.parts) {
        whole.insert(whole.end(), bytes.begin(), bytes.end());
    }
    if (crypto::sha256(ByteView(whole)) != digest) return std::nullopt;
    return whole;
}

std::string_view shortened(std::string_view text) {
    std::size_t end = std::min(text.size(), fault_text_bytes_max);
    // Not in the middle of a character.
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
        --end;
    }
    return text.substr(0, end);
}

}  // namespace

bool is_publication(Kind kind) {
    return kind == Kind::pack_publish || kind == Kind::catalogue_publish ||
           kind == Kind::map_publish;
}

std::vector<Bytes> publication_payloads(ByteView whole) {
    std::vector<Bytes> payloads;
    if (whole.size() > publication_bytes_max) return payloads;
    const std::size_t count =
        std::max<std::size_t>(1, (whole.size() + publication_part_bytes - 1) /
                                     publication_part_bytes);
    const crypto::Digest digest = crypto::sha256(whole);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t begin = i * publication_part_bytes;
        cbor::Writer out;
        out.array(part_members).number(encoding_version).number(i).number(count);
        out.bytes(digest.view());
        out.bytes(whole.subspan(begin, std::min(publication_part_bytes, whole.size() - begin)));
        payloads.push_back(out.take());
    }
    return payloads;
}

std::optional<PublicationPart> publication_part(const Operation& operation) {
    if (!is_publication(operation.header.kind)) return std::nullopt;
    cbor::Reader in(operation.payload);
    PublicationPart part;
    if (in.array(part_members) != part_members || in.number() != encoding_version) {
        return std::nullopt;
    }
    part.index = in.number(publication_parts_max);
    part.count = in.number(publication_parts_max);
    part.whole = in.id<crypto::Digest>();
    part.bytes = copy_of(in.bytes(publication_part_bytes));
    if (!in.done() || part.index >= part.count) return std::nullopt;
    return part;
}

std::vector<Publication> publications(std::span<const Stored> entries, std::uint64_t until) {
    std::map<std::tuple<Kind, crypto::Digest, std::uint64_t>, Gathered> wholes;
    for (const Stored& one : entries) {
        const auto part = publication_part(one.operation);
        if (!part || one.standing.ghost()) continue;
        const std::uint64_t position = one.standing.position.value_or(whole_log);
        if (position > until) continue;
        Gathered& gathered =
            wholes[{one.operation.header.kind, part->whole, part->count}];
        gathered.count = part->count;
        // A part that comes again changes nothing, nor when the whole was complete.
        if (!gathered.parts.emplace(part->index, part->bytes).second) continue;
        if (one.standing.position && *one.standing.position >= gathered.position) {
            gathered.position = *one.standing.position;
            gathered.received = one.standing.received;
        }
    }
    std::vector<Publication> found;
    for (const auto& [key, gathered] : wholes) {
        auto bytes = joined(gathered, std::get<1>(key));
        if (!bytes) continue;
        found.push_back({std::get<0>(key), std::get<1>(key), *std::move(bytes), gathered.position,
                         gathered.received});
    }
    std::ranges::sort(found, {}, [](const Publication& one) {
        return std::tie(one.position, one.digest);
    });
    return found;
}

Bytes encode_rule_findings(std::span<const Fault> faults) {
    const std::size_t count = std::min(faults.size(), rule_findings_max);
    cbor::Writer out;
    out.array(count);
    for (const Fault& fault : faults.first(count)) {
        const std::size_t args = std::min(fault.args.size(), fault_args_max);
        out.array(fault_members).text(shortened(fault.field)).text(shortened(fault.rule));
        out.text(shortened(fault.text)).array(args);
        for (std::size_t i = 0; i < args; ++i) out.text(shortened(fault.args[i]));
    }
    return out.take();
}

std::optional<std::vector<Fault>> rule_findings(const Operation& operation) {
    if (operation.header.kind != Kind::rule_findings) return std::nullopt;
    cbor::Reader in(operation.payload);
    std::vector<Fault> faults;
    const std::size_t count = in.array(rule_findings_max);
    for (std::size_t i = 0; i < count && !in.failed(); ++i) {
        if (in.array(fault_members) != fault_members) return std::nullopt;
        Fault fault;
        fault.field = in.text(fault_text_bytes_max);
        fault.rule = in.text(fault_text_bytes_max);
        fault.text = in.text(fault_text_bytes_max);
        const std::size_t args = in.array(fault_args_max);
        for (std::size_t k = 0; k < args && !in.failed(); ++k) {
            fault.args.emplace_back(in.text(fault_text_bytes_max));
        }
        faults.push_back(std::move(fault));
    }
    if (!in.done()) return std::nullopt;
    return faults;
}

}  // namespace soxa::ledger
