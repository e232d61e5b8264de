#include "client/office/scan_exchange.hpp"

#include <algorithm>
#include <deque>

#include "client/office/exchange_link.hpp"
#include "client/office/link_use.hpp"
#include "sync/exchange/tus_upload.hpp"

namespace soxa::office {

namespace {

constexpr std::string_view upload_path = "/v1/attachments";
constexpr std::string_view bytes_path = "/v1/attachments/bytes/";
constexpr std::uint64_t range_bytes = std::uint64_t{32} * 1024;
/// Of others' thumbnails, one exchange's worth.
constexpr std::size_t thumbnails_max = 500;
/// A link that breaks twice in a row is left for the next exchange.
constexpr int cuts_max = 2;
constexpr long partial = 206;

bool joined(const Office& office) {
    const store::Home& home = office.store().home();
    return !home.url.empty() && !home.device_certificate.empty();
}

}  // namespace

struct ScanExchange::Parts {
    explicit Parts(crypto::ContentFolder contents) : folder(std::move(contents)) {}

    crypto::ContentFolder folder;
    std::deque<ledger::NamedBytes> send;
    std::deque<ledger::NamedBytes> fetch;
    bool asked_for = false;  ///< by a person, who is told why it does not come
    std::optional<transport::Https> link;
    std::shared_ptr<LinkMeter> meter;

    // Of the scan under way, at the front of its queue.
    std::optional<exchange::TusUpload> upload;
    Bytes content;

    // Of the request under way.
    std::string method;
    std::string path;
    transport::Fields fields;
    ByteView body;
    std::optional<Result<transport::Answer>> answer;
    std::chrono::milliseconds took{};

    int cuts = 0;  ///< since something last moved
    AttachmentsExchanged done;

    [[nodiscard]] Result<void> open(const Office& office, const ExchangeManner& manner,
                                    const Watch& watch);
    [[nodiscard]] Result<void> begin_upload(Office& office);
    void ask_for_piece();
    [[nodiscard]] Result<void> take_part(Office& office);
    [[nodiscard]] Result<void> take_piece();
    [[nodiscard]] Result<void> cut(const Error& error);
    void upload_over();
    void fetch_over();
};

ScanExchange::ScanExchange(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ScanExchange::ScanExchange(ScanExchange&&) noexcept = default;
ScanExchange& ScanExchange::operator=(ScanExchange&&) noexcept = default;
ScanExchange::~ScanExchange() = default;

Result<ScanExchange> ScanExchange::begin(Office& office, const ExchangeManner& manner,
                                         const Watch& watch) {
    TRY_LET(crypto::ContentFolder folder, attachment_folder(office));
    auto parts = std::make_unique<Parts>(std::move(folder));
    if (!joined(office)) return ScanExchange(std::move(parts));
    TRY(sweep_attachments(office));
    const bool waits = preferences(office.around().home).low_bandwidth && !manner.scans_anyway;
    if (waits) return ScanExchange(std::move(parts));
    TRY_LET(const auto to_send, scans_to_send(office));
    parts->send.assign(to_send.begin(), to_send.end());
    TRY_LET(const auto named, office.store().bytes_named());
    TRY_LET(const auto received, office.store().bytes_received());
    for (const ledger::NamedBytes& one : named) {
        const bool wanted = one.thumbnail && received.contains(one.digest) &&
                            !parts->folder.has(one.digest);
        if (wanted && parts->fetch.size() < thumbnails_max) parts->fetch.push_back(one);
    }
    if (parts->send.empty() && parts->fetch.empty()) return ScanExchange(std::move(parts));
    TRY(parts->open(office, manner, watch));
    return ScanExchange(std::move(parts));
}

Result<ScanExchange> ScanExchange::fetching(Office& office, const ledger::NamedBytes& named) {
    if (!joined(office)) return fail(Errc::no_connection, "attachment.not_here");
    TRY_LET(crypto::ContentFolder folder, attachment_folder(office));
    auto parts = std::make_unique<Parts>(std::move(folder));
    parts->fetch.push_back(named);
    parts->asked_for = true;
    TRY(parts->open(office, {}, {}));
    return ScanExchange(std::move(parts));
}

Result<void> ScanExchange::Parts::open(const Office& office, const ExchangeManner& manner,
                                       const Watch& watch) {
    TRY_LET(LinkMeter begun, LinkMeter::begin(office.around()));
    meter = std::make_shared<LinkMeter>(begun);
    const auto watching = [watch, counts = meter](const transport::Traffic& traffic) {
        return counts->allows(traffic.sent_bytes + traffic.received_bytes) &&
               (!watch || watch(traffic.sent_bytes, traffic.received_bytes));
    };
    TRY_LET(link, open_link(office, manner, watching));
    return {};
}

bool ScanExchange::under_way() const { return !parts_->send.empty() || !parts_->fetch.empty(); }

Result<void> ScanExchange::prepare(Office& office) {
    Parts& parts = *parts_;
    parts.answer.reset();
    while (!parts.send.empty() && !parts.upload) TRY(parts.begin_upload(office));
    if (parts.upload) {
        exchange::TusUpload::Request request = parts.upload->next(parts.content);
        parts.method = std::move(request.method);
        parts.path = std::move(request.target);
        parts.fields = std::move(request.fields);
        parts.body = ByteView(parts.content).subspan(request.from, request.size);
    } else if (!parts.fetch.empty()) {
        parts.ask_for_piece();
    }
    return {};
}

/// Of the first that can be sent.
Result<void> ScanExchange::Parts::begin_upload(Office& office) {
    const ledger::NamedBytes& named = send.front();
    auto found = folder.get(named.digest);
    // A damaged file is doctor's to tell; it keeps no other one back.
    if (!found || !*found || (*found)->size() != named.size) {
        done.refused += 1;
        send.pop_front();
        return {};
    }
    content = std::move(**found);
    TRY_LET(auto location, office.store().upload_of(named.digest));
    done.resumed = done.resumed || location.has_value();
    upload.emplace(std::string(upload_path), named, std::move(location));
    return {};
}

void ScanExchange::Parts::ask_for_piece() {
    const ledger::NamedBytes& named = fetch.front();
    const std::uint64_t to = std::min(content.size() + range_bytes, named.size) - 1;
    method = "GET";
    path = std::string(bytes_path) + hex(named.digest.view());
    fields = {{"range", "bytes=" + std::to_string(content.size()) + "-" + std::to_string(to)}};
    body = {};
}

void ScanExchange::carry() {
    Parts& parts = *parts_;
    if (!under_way()) return;  // what was left could not be sent
    const auto begun = std::chrono::steady_clock::now();
    parts.answer = parts.link->send({parts.method, parts.path, parts.fields, parts.body});
    parts.took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
}

Result<void> ScanExchange::take(Office& office) {
    if (!parts_->answer) return {};
    return parts_->upload ? parts_->take_part(office) : parts_->take_piece();
}

Result<void> ScanExchange::Parts::cut(const Error& error) {
    if (meter->capped()) return fail(Errc::no_connection, "exchange.capped");
    const bool again = error.code == Errc::no_connection && error.text != "transport.stopped";
    if (!again || ++cuts >= cuts_max) return tl::make_unexpected(error);
    if (upload) upload->cut();
    return {};
}

Result<void> ScanExchange::Parts::take_part(Office& office) {
    if (!*answer) return cut(answer->error());
    const ledger::NamedBytes& named = send.front();
    const auto location = upload->location();
    const std::uint64_t before = upload->offset();
    upload->pace(took);
    const auto said = upload->take({(*answer)->status, (*answer)->fields});
    if (upload->location() && upload->location() != location) {
        TRY(office.store().keep_upload(named.digest, *upload->location()));
    }
    if (upload->offset() > before) cuts = 0;
    if (!said) {
        const bool no_room = said.error().text == "upload.no_room";
        if (said.error().code != Errc::not_allowed && !no_room) return cut(said.error());
        // For this one only: a file that the province will not have keeps no other one back.
        done.refused += 1;
        done.no_room = done.no_room || no_room;
        upload_over();
    } else if (upload->complete()) {
        TRY(office.store().forget_upload(named.digest));
        (named.thumbnail ? done.thumbnails_sent : done.files_sent) += 1;
        upload_over();
    }
    return {};
}

void ScanExchange::Parts::upload_over() {
    upload.reset();
    content.clear();
    send.pop_front();
}

Result<void> ScanExchange::Parts::take_piece() {
    if (!*answer) return cut(answer->error());
    const ledger::NamedBytes& named = fetch.front();
    const Bytes& piece = (*answer)->body;
    // Not there yet, or nothing that was asked for: its turn comes again.
    if ((*answer)->status != partial || piece.empty() ||
        piece.size() > named.size - content.size()) {
        fetch_over();
        return {};
    }
    append(content, piece);
    cuts = 0;
    if (content.size() < named.size) return {};
    if (crypto::sha256(ByteView(content)) != named.digest) {
        // Somebody named what it is not: no reason to end everybody's exchange.
        if (asked_for) return fail(Errc::integrity, "attachment.forged");
        done.refused += 1;
        fetch_over();
        return {};
    }
    TRY(folder.put(content));
    if (named.thumbnail) done.thumbnails_received += 1;
    fetch_over();
    return {};
}

void ScanExchange::Parts::fetch_over() {
    content.clear();
    fetch.pop_front();
}

Result<AttachmentsExchanged> ScanExchange::finish(Office& office) {
    if (!parts_->link) return parts_->done;
    const transport::Traffic& traffic = parts_->link->traffic();
    parts_->done.bytes_sent = traffic.sent_bytes;
    parts_->done.bytes_received = traffic.received_bytes;
    parts_->done.requests = traffic.requests;
    TRY(count_link_use(office.around(), traffic.sent_bytes + traffic.received_bytes));
    // A province offers the TLS session of a connection once.
    TRY_LET(store::Link known, office.store().link());
    known.session = parts_->link->session();
    TRY(office.store().save(known));
    return parts_->done;
}

}  // namespace soxa::office
