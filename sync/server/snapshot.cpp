#include "sync/server/snapshot.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <system_error>

#include "crypto/aead.hpp"
#include "crypto/content_folder.hpp"
#include "crypto/durable_file.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/exchange/snapshot.hpp"
#include "sync/ledger/off_site.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/routes.hpp"

namespace soxa::server {

namespace {

namespace fs = std::filesystem;
using exchange::SnapshotHead;

// The newest, and the one before it for who is just fetching that.
constexpr std::size_t kept_heads = 2;
constexpr std::size_t head_bytes_max =
    exchange::snapshot_parts_max * (crypto::Digest::size + 2) + 8 * 1024;

struct Name {
    ledger::StreamId stream = 0;
    std::uint64_t size = 0;
    friend auto operator<=>(const Name&, const Name&) = default;
};

template <class T>
std::optional<T> number_in(std::string_view text) {
    T number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

/// "A-B", "A/B": two numbers.
template <class A, class B>
std::optional<std::pair<A, B>> two_numbers(std::string_view text, char between) {
    const std::size_t at = text.find(between);
    if (at == std::string_view::npos) return std::nullopt;
    const auto first = number_in<A>(text.substr(0, at));
    const auto second = number_in<B>(text.substr(at + 1));
    if (!first || !second) return std::nullopt;
    return std::pair(*first, *second);
}

class SnapshotFiles {
public:
    explicit SnapshotFiles(const Office& office)
        : heads_(office.folder / "snapshots" / "heads"),
          parts_(office.folder / "snapshots" / "parts",
                 crypto::hkdf_sha256(office.keys.database.reveal(), {}, "soxa/1 snapshots",
                                     crypto::aead_key_bytes),
                 exchange::snapshot_part_max) {}

    Result<void> put_part(ByteView part) const {
        TRY(parts_.put(part));
        return {};
    }
    Result<std::optional<Bytes>> part(const crypto::Digest& digest) const {
        return parts_.get(digest);
    }
    Result<void> put(const SnapshotHead& head) const {
        TRY(crypto::make_private_folder(heads_));
        return crypto::write_durably(file_of({head.stream, head.size}), exchange::encode(head));
    }
    [[nodiscard]] Result<std::optional<SnapshotHead>> head(const Name& name) const {
        std::error_code failed;
        if (!fs::exists(file_of(name), failed)) return std::nullopt;
        TRY_LET(const Bytes bytes, crypto::read_file(file_of(name), head_bytes_max));
        TRY_LET(SnapshotHead head, exchange::decode_snapshot_head(bytes));
        return std::optional(std::move(head));
    }
    /// By unit, then by size.
    [[nodiscard]] std::vector<Name> all() const {
        std::vector<Name> names;
        std::error_code stop;
        for (fs::directory_iterator at(heads_, stop), end; !stop && at != end;
             at.increment(stop)) {
            const std::string file = at->path().filename().string();
            const auto name = two_numbers<ledger::StreamId, std::uint64_t>(file, '-');
            if (name) names.push_back({name->first, name->second});
        }
        std::ranges::sort(names);
        return names;
    }
    /// Of one unit, the furthest first.
    [[nodiscard]] std::vector<Name> of(ledger::StreamId stream) const {
        std::vector<Name> names = all();
        std::erase_if(names, [&](const Name& one) { return one.stream != stream; });
        std::ranges::reverse(names);
        return names;
    }
    /// Leaves the newest of this unit and the parts that some head names. Another that is just being
    /// made may lose a part by it: then it answers 404, and laptops take the log.
    Result<void> tidy(ledger::StreamId stream) const {
        std::vector<Name> old = of(stream);
        old.erase(old.begin(),
                  old.begin() + static_cast<std::ptrdiff_t>(std::min(kept_heads, old.size())));
        std::error_code ignored;
        for (const Name& name : old) fs::remove(file_of(name), ignored);
        std::set<crypto::Digest> named;
        for (const Name& name : all()) {
            TRY_LET(const auto head, head_or_none(name));
            if (head) named.insert(head->parts.begin(), head->parts.end());
        }
        TRY(parts_.sweep(named));
        return {};
    }

private:
    /// One that cannot be read is offered to nobody and keeps no parts.
    [[nodiscard]] Result<std::optional<SnapshotHead>> head_or_none(const Name& name) const {
        auto found = head(name);
        if (!found && found.error().code == Errc::integrity) return std::nullopt;
        return found;
    }
    [[nodiscard]] fs::path file_of(const Name& name) const {
        return heads_ / (std::to_string(name.stream) + "-" + std::to_string(name.size));
    }

    fs::path heads_;
    crypto::ContentFolder parts_;
};

/// A unit's log as a snapshot is made of it.
class StreamLog final : public exchange::WholeLog {
public:
    explicit StreamLog(UnitStream& stream) : stream_(&stream) {}
    Result<std::vector<ledger::RecordId>> records() override { return stream_->records(); }
    Result<std::vector<ledger::Stored>> on_record(const ledger::RecordId& id) override {
        return stream_->on_record(id);
    }
    Result<void> each_row(const std::function<Result<void>(const Row&)>& look) override {
        return stream_->each([&](const Kept& kept) -> Result<void> {
            const exchange::Logged& logged = kept.logged;
            return look({logged.entry, kept.standing, logged.operation, logged.seed});
        });
    }

private:
    UnitStream* stream_;
};

/// The furthest that is held elsewhere, of the log as it is; 0 for nothing.
Result<std::uint64_t> held_elsewhere(UnitStream& stream) {
    TRY_LET(const std::vector<exchange::Stored> words, stream.of_kind(ledger::Kind::off_site));
    std::uint64_t held = 0;
    for (const exchange::Stored& one : words) {
        const auto word = ledger::off_site(one.operation);
        if (!word || !one.standing.confirmed() || word->size <= held) continue;
        TRY_LET(const std::optional<crypto::Digest> root, stream.root_at(word->size));
        if (root && *root == word->root) held = word->size;
    }
    return held;
}

/// What a laptop that has nothing is sent of the log.
Result<std::uint64_t> bytes_of_history(UnitStream& stream, ledger::StreamId id,
                                       std::uint64_t size) {
    exchange::Request nothing_known;
    nothing_known.stream = id;
    nothing_known.epoch = stream.epoch();
    nothing_known.known_root = crypto::MerkleLog().root();
    exchange::Taken taken;
    taken.page_bytes = exchange::page_bytes_target;
    exchange::PartWriter out(exchange::newest_dictionary());
    std::uint64_t bytes = 0;
    do {
        TRY_LET(const exchange::Reply reply, exchange::answer(stream, nothing_known, {}, taken));
        const exchange::Part part{exchange::PartKind::message, exchange::encode(reply)};
        bytes += out.add(exchange::encode(part)).size();
    } while (taken.more && *taken.told < size);
    return bytes;
}

struct Made {
    UnitSnapshot told;
    SnapshotHead head;  ///< signed by nobody yet
};

/// Of the log that `copy` has.
Result<Made> made_at(Office& copy, const Name& name, const SnapshotFiles& files) {
    Made done;
    UnitSnapshot& told = done.told;
    const auto read = copy.storage->transaction([&](Records& records) -> Result<void> {
        told = {};
        told.size = name.size;
        TRY_LET(UnitStream* const stream, records.stream(name.stream));
        StreamLog log(*stream);
        TRY_LET(exchange::MadeSnapshot made,
                exchange::make_snapshot(log, name.stream, name.size, [&](ByteView part) {
                    told.bytes += exchange::compressed(part).size();
                    return files.put_part(part);
                }));
        told.files = made.condensed;
        told.left_out = made.left_out;
        done.head = std::move(made.head);
        TRY_LET(told.history_bytes, bytes_of_history(*stream, name.stream, name.size));
        return {};
    });
    TRY(read);
    return done;
}

/// Its head last: what a cut leaves before it is offered to nobody, and swept.
Result<void> offer(Office& office, Made& made, const SnapshotFiles& files) {
    TRY_LET(made.head.signature, office.keys.log.sign(exchange::snapshot_context,
                                                      exchange::snapshot_body(made.head)));
    made.told.bytes += exchange::encode(made.head).size();
    made.told.offered = made.told.bytes < made.told.history_bytes;
    if (!made.told.offered) return {};
    return files.put(made.head);
}

/// An older backup, confirmed after a newer one, has not all of what is held elsewhere.
Result<bool> holds(Office& copy, const Name& name, const crypto::Digest& root) {
    bool there = false;
    TRY(copy.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(UnitStream* const log, records.stream(name.stream));
        TRY_LET(const auto found, log->root_at(name.size));
        there = found == root;
        return {};
    }));
    return there;
}

HttpResponse not_there() { return http_error(http_status::not_found, "snapshot.none"); }

/// The one to begin with now: after a restore the log may be another than one was made of.
Result<std::optional<SnapshotHead>> current(UnitStream& stream, const SnapshotFiles& files,
                                            ledger::StreamId id) {
    for (const Name& name : files.of(id)) {
        TRY_LET(auto head, files.head(name));
        TRY_LET(const auto root, stream.root_at(name.size));
        if (head && root && head->log.root() == *root) return head;
    }
    return std::nullopt;
}

/// Nothing where there is no such thing for this laptop's unit.
Result<std::optional<Bytes>> found(Office& office, const SnapshotFiles& files, ByteView certificate,
                                   std::string_view asked) {
    std::optional<Bytes> body;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        body.reset();
        TRY_LET(const Device device, admitted(office, records, certificate));
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        if (asked.empty()) {
            TRY_LET(const auto head, current(*stream, files, device.stream));
            if (head) body = exchange::encode(*head);
            return {};
        }
        const auto wanted = two_numbers<std::uint64_t, std::size_t>(asked.substr(1), '/');
        if (!wanted) return {};
        TRY_LET(const auto head, files.head({device.stream, wanted->first}));
        if (!head || wanted->second >= head->parts.size()) return {};
        TRY_LET(const auto part, files.part(head->parts[wanted->second]));
        if (part) body = exchange::compressed(*part);
        return {};
    });
    TRY(done);
    return body;
}

}  // namespace

Result<std::optional<UnitSnapshot>> make_unit_snapshot(Office& office, Office& copy,
                                                       ledger::StreamId stream) {
    const SnapshotFiles files(office);
    std::optional<Name> wanted;
    crypto::Digest root;
    std::uint64_t epoch = 0;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        wanted.reset();
        TRY_LET(UnitStream* const log, records.stream(stream));
        TRY_LET(const std::uint64_t size, held_elsewhere(*log));
        if (size == 0) return {};
        TRY_LET(const auto known, current(*log, files, stream));
        if (known && known->size == size) return {};
        TRY_LET(const auto there, log->root_at(size));
        if (!there) return {};
        root = *there;
        epoch = log->epoch();
        wanted = Name{stream, size};
        return {};
    }));
    if (!wanted) return std::nullopt;
    TRY_LET(const bool held, holds(copy, *wanted, root));
    if (!held) return std::nullopt;
    TRY_LET(Made made, made_at(copy, *wanted, files));
    made.head.epoch = epoch;
    TRY(offer(office, made, files));
    TRY(files.tidy(stream));
    return made.told;
}

bool is_snapshot_target(std::string_view target) {
    return target == snapshot_target ||
           (target.starts_with(snapshot_target) && target[snapshot_target.size()] == '/');
}

HttpResponse answer_snapshot(Office& office, const HttpRequest& request) {
    if (request.method != "GET") {
        return http_error(http_status::method_not_allowed, "server.method");
    }
    if (!request.certificate) return http_error(http_status::unauthorized, "device.unknown");
    const std::string_view asked =
        std::string_view(request.target).substr(snapshot_target.size());
    auto body = found(office, SnapshotFiles(office), *request.certificate, asked);
    if (!body) return http_error(status_of(body.error()), body.error().text);
    if (!*body) return not_there();
    HttpResponse response;
    response.content_type = asked.empty() ? "application/cbor" : "application/zstd";
    response.body = std::move(**body);
    return response;
}

}  // namespace soxa::server
