#include "client/office/exchange_attachments.hpp"

#include <algorithm>
#include <thread>

#include "client/office/exchange_link.hpp"
#include "sync/exchange/tus_upload.hpp"

namespace soxa::office {

namespace {

constexpr std::string_view upload_path = "/v1/attachments";
constexpr std::string_view bytes_path = "/v1/attachments/bytes/";
constexpr std::uint64_t range_bytes = std::uint64_t{64} * 1024;
/// Of others' thumbnails, one exchange's worth.
constexpr std::size_t thumbnails_max = 500;
/// A link that breaks twice in a row is left for the next exchange.
constexpr int cuts_max = 2;
// Between two tries of a patient exchange, as of records.
constexpr std::chrono::milliseconds next_try{700};

/// What there is to do, in its order.
struct Plan {
    std::vector<ledger::NamedBytes> send;
    std::vector<ledger::NamedBytes> fetch;
};

Result<Plan> plan(const Office& office, const crypto::ContentFolder& folder) {
    Plan plan;
    TRY_LET(plan.send, scans_to_send(office));
    TRY_LET(const auto named, office.store().bytes_named());
    if (named.empty()) return plan;
    TRY_LET(const auto received, office.store().bytes_received());
    for (const ledger::NamedBytes& bytes : named) {
        const bool elsewhere = received.contains(bytes.digest) && !folder.has(bytes.digest);
        const bool wanted = elsewhere && bytes.thumbnail;
        if (wanted && plan.fetch.size() < thumbnails_max) plan.fetch.push_back(bytes);
    }
    return plan;
}

/// One request of an upload, and what the link did with it.
Result<void> step(Office& office, transport::Https& link, exchange::TusUpload& upload,
                  const ledger::NamedBytes& named, ByteView content) {
    const auto before = upload.location();
    const exchange::TusUpload::Request request = upload.next(content);
    const auto begun = std::chrono::steady_clock::now();
    TRY_LET(const transport::Answer answer,
            link.send({request.method, request.target, request.fields,
                       content.subspan(request.from, request.size)}));
    upload.pace(std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun));
    TRY(upload.take({answer.status, answer.fields}));
    if (upload.location() && upload.location() != before) {
        TRY(office.store().keep_upload(named.digest, *upload.location()));
    }
    return {};
}

enum class Sent : std::uint8_t { whole, refused, no_room };

Result<Sent> send(Office& office, transport::Https& link, const ledger::NamedBytes& named,
                  ByteView content, bool& resumed) {
    TRY_LET(auto location, office.store().upload_of(named.digest));
    resumed = resumed || location.has_value();
    exchange::TusUpload upload(std::string(upload_path), named, std::move(location));
    for (int cuts = 0; !upload.complete();) {
        const std::uint64_t before = upload.offset();
        const auto done = step(office, link, upload, named, content);
        if (upload.offset() > before) cuts = 0;
        if (done) continue;
        // For this one only: a file that the province will not have keeps no other one back.
        if (done.error().code == Errc::not_allowed) return Sent::refused;
        if (done.error().text == "upload.no_room") return Sent::no_room;
        if (done.error().code != Errc::no_connection || ++cuts >= cuts_max) {
            return tl::make_unexpected(done.error());
        }
        upload.cut();
    }
    TRY(office.store().forget_upload(named.digest));
    return Sent::whole;
}

Result<Bytes> fetch(transport::Https& link, const ledger::NamedBytes& named) {
    const std::string path = std::string(bytes_path) + hex(named.digest.view());
    Bytes bytes;
    for (int cuts = 0; bytes.size() < named.size;) {
        const std::uint64_t to = std::min(bytes.size() + range_bytes, named.size) - 1;
        const transport::Fields fields{
            {"range", "bytes=" + std::to_string(bytes.size()) + "-" + std::to_string(to)}};
        const auto answer = link.send({"GET", path, fields, {}});
        if (!answer) {
            if (answer.error().code != Errc::no_connection || ++cuts >= cuts_max) {
                return tl::make_unexpected(answer.error());
            }
            continue;
        }
        constexpr long partial = 206;
        if (answer->status != partial || answer->body.empty() ||
            answer->body.size() > to + 1 - bytes.size()) {
            return fail(Errc::no_connection, "attachment.not_there_yet");
        }
        append(bytes, answer->body);
        cuts = 0;
    }
    if (crypto::sha256(ByteView(bytes)) != named.digest) {
        return fail(Errc::integrity, "attachment.forged");
    }
    return bytes;
}

bool joined(const Office& office) {
    const store::Home& home = office.store().home();
    return !home.url.empty() && !home.device_certificate.empty();
}

void add(const Exchanged& more, Exchanged& to) {
    to.operations_sent += more.operations_sent;
    to.operations_received += more.operations_received;
    to.bytes_sent += more.bytes_sent;
    to.bytes_received += more.bytes_received;
    to.requests += more.requests;
    to.conflicts_open = more.conflicts_open;
    to.refused.insert(to.refused.end(), more.refused.begin(), more.refused.end());
    to.refused_keys.insert(to.refused_keys.end(), more.refused_keys.begin(),
                           more.refused_keys.end());
    to.log_size = more.log_size;
    to.cuts += more.cuts;
}

/// Everything that is to go and to come, as far as the link carries it.
Result<void> carry(Office& office, transport::Https& link, const crypto::ContentFolder& folder,
                   const Plan& todo, AttachmentsExchanged& done) {
    for (const ledger::NamedBytes& named : todo.send) {
        const auto content = folder.get(named.digest);
        // A damaged file is doctor's to tell; it keeps no other one back.
        if (!content || !*content || (*content)->size() != named.size) {
            done.refused += 1;
            continue;
        }
        TRY_LET(const Sent sent, send(office, link, named, **content, done.resumed));
        if (sent == Sent::whole) {
            (named.thumbnail ? done.thumbnails_sent : done.files_sent) += 1;
        } else {
            done.refused += 1;
            done.no_room = done.no_room || sent == Sent::no_room;
        }
    }
    for (const ledger::NamedBytes& named : todo.fetch) {
        const auto bytes = fetch(link, named);
        if (!bytes && bytes.error().text == "attachment.not_there_yet") continue;
        if (!bytes) return tl::make_unexpected(bytes.error());
        TRY(folder.put(*bytes));
        done.thumbnails_received += 1;
    }
    return {};
}

/// A province offers the TLS session of a connection once.
Result<void> keep_session(Office& office, const transport::Https& link) {
    TRY_LET(store::Link known, office.store().link());
    known.session = link.session();
    return office.store().save(known);
}

Result<void> exchange_once(Office& office, const ExchangeManner& manner,
                           AttachmentsExchanged& done) {
    TRY_LET(const auto folder, attachment_folder(office));
    TRY_LET(const Plan todo, plan(office, folder));
    if (todo.send.empty() && todo.fetch.empty()) return {};
    TRY_LET(transport::Https link, open_link(office, manner, {}));
    const auto carried = carry(office, link, folder, todo, done);
    done.bytes_sent += link.traffic().sent_bytes;
    done.bytes_received += link.traffic().received_bytes;
    done.requests += link.traffic().requests;
    TRY(keep_session(office, link));
    return carried;
}

}  // namespace

Result<AttachmentsExchanged> exchange_attachments(Office& office, const ExchangeManner& manner) {
    AttachmentsExchanged done;
    if (!joined(office)) return done;
    TRY(sweep_attachments(office));
    const auto begun = std::chrono::steady_clock::now();
    for (;;) {
        done.refused = 0;
        const auto carried = exchange_once(office, manner, done);
        if (carried) return done;
        const bool cut = carried.error().code == Errc::no_connection;
        if (!cut || std::chrono::steady_clock::now() - begun >= manner.patience) {
            return tl::make_unexpected(carried.error());
        }
        std::this_thread::sleep_for(next_try);
    }
}

Result<Bytes> fetch_attachment(Office& office, const ledger::NamedBytes& named) {
    if (!joined(office)) return fail(Errc::no_connection, "attachment.not_here");
    TRY_LET(transport::Https link, open_link(office, {}, {}));
    const auto fetched = fetch(link, named);
    TRY(keep_session(office, link));
    TRY_LET(Bytes bytes, fetched);
    TRY_LET(const auto folder, attachment_folder(office));
    TRY(folder.put(bytes));
    return bytes;
}

Result<ExchangedAll> exchange_all(Office& office, const ExchangeManner& manner,
                                  bool records_only) {
    ExchangedAll all;
    TRY_LET(all.records, exchange_now(office, manner));
    if (records_only) return all;
    TRY_LET(all.attachments, exchange_attachments(office, manner));
    if (all.attachments.files_sent + all.attachments.thumbnails_sent > 0) {
        // The receipts.
        TRY_LET(const Exchanged told, exchange_now(office, manner));
        add(told, all.records);
    }
    return all;
}

}  // namespace soxa::office
