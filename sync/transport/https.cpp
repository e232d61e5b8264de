#include "sync/transport/https.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include <curl/curl.h>

#include "sync/transport/tls_session.hpp"

namespace soxa::transport {

namespace {

// A link that carries less than this stands still (RELIABILITY §3.10).
constexpr long speed_bytes_min = 32;
constexpr int poll_ms = 500;

struct CleanUpMulti {
    void operator()(CURLM* handle) const noexcept { curl_multi_cleanup(handle); }
};
struct CleanUp {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

/// libcurl's process-wide state, set up once and before any thread.
bool started() {
    static const bool ok = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ok;
}

struct Inbox {
    Bytes bytes;
    std::size_t bytes_max = 0;
};

std::size_t receive(char* data, std::size_t /*one*/, std::size_t count, void* user) noexcept {
    auto& inbox = *static_cast<Inbox*>(user);
    if (count > inbox.bytes_max - inbox.bytes.size()) return 0;  // makes curl give up
    append(inbox.bytes, bytes_of({data, count}));
    return count;
}

/// Of any answer, those that are well formed, and no more than a header of ours has.
std::size_t receive_field(char* data, std::size_t /*one*/, std::size_t count, void* user) noexcept {
    constexpr std::size_t fields_max = 64;
    constexpr std::size_t line_bytes_max = 4096;
    auto& fields = *static_cast<Fields*>(user);
    std::string_view line(data, count);
    if (line.starts_with("HTTP/")) fields.clear();
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.size() > line_bytes_max ||
        fields.size() >= fields_max) {
        return count;
    }
    std::string name(line.substr(0, colon));
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    line.remove_prefix(colon + 1);
    while (line.starts_with(' ')) line.remove_prefix(1);
    fields.emplace_back(std::move(name), std::string(line));
    return count;
}

/// What is said of a body whose end is open.
struct Outbox {
    Bytes bytes;
    std::size_t gone = 0;
    bool ended = true;
    bool wants = false;  // curl waits for more
};

std::size_t speak(char* to, std::size_t /*one*/, std::size_t room, void* user) noexcept {
    auto& outbox = *static_cast<Outbox*>(user);
    const std::size_t count = std::min(room, outbox.bytes.size() - outbox.gone);
    if (count == 0 && !outbox.ended) {
        outbox.wants = true;
        return CURL_READFUNC_PAUSE;
    }
    const ByteView next = ByteView(outbox.bytes).subspan(outbox.gone, count);
    std::copy(next.begin(), next.end(), to);
    outbox.gone += count;
    return count;
}

/// Headers and bodies as they go out. CURLINFO_REQUEST_SIZE has the part of the body that goes with the
/// header too, which would count twice.
int count_out(CURL* /*handle*/, curl_infotype type, char* /*data*/, std::size_t size,
              void* user) noexcept {
    if (type == CURLINFO_HEADER_OUT || type == CURLINFO_DATA_OUT) {
        *static_cast<std::uint64_t*>(user) += size;
    }
    return 0;
}

CURLcode set_up_tls(CURL* /*handle*/, void* context, void* user) noexcept {
    use_session(static_cast<SSL_CTX*>(context), *static_cast<TlsSession*>(user));
    return CURLE_OK;
}

curl_blob blob_of(ByteView bytes) {
    // curl copies what it is given with this flag and takes no constant pointer all the same.
    return {const_cast<std::uint8_t*>(bytes.data()), bytes.size(), CURL_BLOB_COPY};
}

tl::unexpected<Error> failure(CURLcode code) {
    switch (code) {
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return fail(Errc::integrity, "transport.not_the_province", {curl_easy_strerror(code)});
        // A handshake that was cut, or met something that speaks no TLS: nobody showed a certificate,
        // so nobody is accused.
        case CURLE_SSL_CONNECT_ERROR: return fail(Errc::no_connection, "transport.no_handshake");
        case CURLE_ABORTED_BY_CALLBACK: return fail(Errc::no_connection, "transport.stopped");
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
            return fail(Errc::no_connection, "transport.unreachable", {curl_easy_strerror(code)});
        default:
            return fail(Errc::no_connection, "transport.cut", {curl_easy_strerror(code)});
    }
}

}  // namespace

struct Https::Parts {
    std::string url;
    std::size_t answer_bytes_max = 0;
    TlsSession tls;
    // After the session, which its connections use to their end.
    std::unique_ptr<CURLM, CleanUpMulti> multi;
    std::unique_ptr<CURL, CleanUp> handle;
    std::unique_ptr<curl_slist, CleanUp> headers;
    std::unique_ptr<curl_slist, CleanUp> chunked;  ///< headers of a body whose end is open
    Traffic traffic;
    std::uint64_t gone_out = 0;  ///< of the request under way
    std::function<bool(const Traffic&)> watch;
    std::pair<const std::function<bool(const Traffic&)>*, Traffic> watched;
    Inbox inbox;
    Outbox outbox;
    std::string target;
    bool under_way = false;

    void set_out(std::string_view path);
    void count();
    void stop();
    [[nodiscard]] Result<Answer> perform(std::string_view path);
    [[nodiscard]] long status() const;
    [[nodiscard]] std::optional<std::chrono::seconds> retry_after() const;
    [[nodiscard]] Result<void> add();
    [[nodiscard]] Result<bool> step();
    [[nodiscard]] Result<bool> ended();

    ~Parts() { stop(); }
};

namespace {

int report(void* user, curl_off_t /*to_come*/, curl_off_t came, curl_off_t /*to_go*/,
           curl_off_t went) noexcept {
    const auto& [watch, before] =
        *static_cast<const std::pair<const std::function<bool(const Traffic&)>*, Traffic>*>(user);
    return (*watch)({before.sent_bytes + static_cast<std::uint64_t>(went),
                     before.received_bytes + static_cast<std::uint64_t>(came), before.requests,
                     before.round_trip_ms})
               ? 0
               : 1;
}

}  // namespace

Https::Https(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Https::Https(Https&&) noexcept = default;
Https& Https::operator=(Https&&) noexcept = default;
Https::~Https() = default;

Result<Https> Https::open(const Settings& settings) {
    if (!settings.url.starts_with("https://")) return fail(Errc::usage, "transport.url");
    auto parts = std::make_unique<Parts>();
    if (started()) {
        parts->handle.reset(curl_easy_init());
        parts->multi.reset(curl_multi_init());
    }
    if (!parts->handle || !parts->multi) return fail(Errc::defect, "transport.library");
    parts->url = settings.url;
    parts->answer_bytes_max = settings.answer_bytes_max;
    parts->tls.verify_at = settings.verify_at;
    parts->tls.offered = settings.session.duplicate();
    parts->watch = settings.watch;
    // No "Expect: 100-continue": it costs a round trip. The others say nothing to anybody.
    for (auto* const list : {&parts->headers, &parts->chunked}) {
        list->reset(curl_slist_append(nullptr, "Expect:"));
        curl_slist_append(list->get(), "Accept:");
        curl_slist_append(list->get(), "Content-Type:");
    }
    curl_slist_append(parts->chunked.get(), "Transfer-Encoding: chunked");

    // A setting that curl refuses would leave a default in place, and the default may be the
    // unsafe one: so all are checked, and none is optional.
    CURLcode refused = CURLE_OK;
    CURL* const handle = parts->handle.get();
    const auto set = [&](CURLoption option, auto value) {
        if (refused == CURLE_OK) refused = curl_easy_setopt(handle, option, value);
    };
    TRY_LET(const crypto::Certificate root,
            crypto::Certificate::from_der(settings.province_certificate));
    const std::string root_pem = root.pem();
    const curl_blob roots = blob_of(bytes_of(root_pem));
    set(CURLOPT_CAINFO_BLOB, &roots);
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(settings.waits.connect.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, speed_bytes_min);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.waits.still.count()));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_SSL_CTX_FUNCTION, &set_up_tls);
    set(CURLOPT_SSL_CTX_DATA, static_cast<void*>(&parts->tls));
    set(CURLOPT_SSL_SESSIONID_CACHE, 0L);
    set(CURLOPT_SSL_ENABLE_ALPN, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_WRITEFUNCTION, &receive);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&parts->inbox));
    set(CURLOPT_READFUNCTION, &speak);
    set(CURLOPT_READDATA, static_cast<void*>(&parts->outbox));
    set(CURLOPT_VERBOSE, 1L);  // to count_out() and nobody else
    set(CURLOPT_DEBUGFUNCTION, &count_out);
    set(CURLOPT_DEBUGDATA, static_cast<void*>(&parts->gone_out));
    if (!settings.device_certificate.empty()) {
        TRY_LET(const crypto::Certificate own,
                crypto::Certificate::from_der(settings.device_certificate));
        TRY_LET(const auto key, crypto::SoftwareSigner::from_private(settings.device_key));
        const std::string own_pem = own.pem();
        const Secret key_pem = crypto::private_key_pem(key);
        const curl_blob certificate = blob_of(bytes_of(own_pem));
        const curl_blob private_key = blob_of(key_pem.reveal());
        set(CURLOPT_SSLCERTTYPE, "PEM");
        set(CURLOPT_SSLCERT_BLOB, &certificate);
        set(CURLOPT_SSLKEYTYPE, "PEM");
        set(CURLOPT_SSLKEY_BLOB, &private_key);
    }
    if (settings.kbps_max > 0) {
        const auto bytes_a_second = static_cast<curl_off_t>(settings.kbps_max * 1000 / 8);
        set(CURLOPT_MAX_SEND_SPEED_LARGE, bytes_a_second);
        set(CURLOPT_MAX_RECV_SPEED_LARGE, bytes_a_second);
    }
    if (refused != CURLE_OK) return fail(Errc::defect, "transport.library");
    return Https(std::move(parts));
}

void Https::Parts::set_out(std::string_view path) {
    inbox = {{}, answer_bytes_max};
    target = url + std::string(path);
    curl_easy_setopt(handle.get(), CURLOPT_URL, target.c_str());
    if (!watch) return;
    watched = {&watch, traffic};
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, &report);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &watched);
    curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
}

void Https::Parts::count() {
    long header_bytes = 0;
    curl_off_t downloaded = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_HEADER_SIZE, &header_bytes);
    curl_easy_getinfo(handle.get(), CURLINFO_SIZE_DOWNLOAD_T, &downloaded);
    curl_off_t looked_up_us = 0;
    curl_off_t connected_us = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_NAMELOOKUP_TIME_T, &looked_up_us);
    curl_easy_getinfo(handle.get(), CURLINFO_CONNECT_TIME_T, &connected_us);
    constexpr curl_off_t us_a_ms = 1000;
    if (connected_us > looked_up_us) {
        traffic.round_trip_ms =
            static_cast<std::uint64_t>((connected_us - looked_up_us + us_a_ms - 1) / us_a_ms);
    }
    traffic.requests += 1;
    traffic.sent_bytes += std::exchange(gone_out, 0);
    traffic.received_bytes += static_cast<std::uint64_t>(header_bytes + downloaded);
}

long Https::Parts::status() const {
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    return status;
}

std::optional<std::chrono::seconds> Https::Parts::retry_after() const {
    curl_off_t seconds = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RETRY_AFTER, &seconds);
    if (seconds <= 0) return std::nullopt;
    return std::chrono::seconds(seconds);
}

Result<Answer> Https::Parts::perform(std::string_view path) {
    set_out(path);
    // As begin() does it, over the same connection: curl keeps those of other ways apart.
    TRY(add());
    for (;;) {
        TRY_LET(const bool over, step());
        if (over) return Answer{status(), std::move(inbox.bytes), retry_after(), {}};
        curl_multi_poll(multi.get(), nullptr, 0, poll_ms, nullptr);
    }
}

Result<Answer> Https::post(std::string_view path, ByteView body) {
    parts_->stop();
    CURL* const handle = parts_->handle.get();
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, parts_->headers.get());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, text_of(body).data());
    return parts_->perform(path);
}

Result<Answer> Https::send(const Request& request) {
    parts_->stop();
    CURL* const handle = parts_->handle.get();
    const bool with_body = request.method == "POST" || request.method == "PATCH";
    const std::string method(request.method);
    std::unique_ptr<curl_slist, CleanUp> headers(curl_slist_append(nullptr, "Expect:"));
    for (const auto& [name, value] : request.fields) {
        curl_slist_append(headers.get(), (name + ": " + value).c_str());
    }
    Fields fields;
    if (with_body) {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, text_of(request.body).data());
    } else {
        curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(handle, CURLOPT_NOBODY, method == "HEAD" ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, method.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &receive_field);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &fields);
    auto answer = parts_->perform(request.path);
    // As post() and begin() find it.
    curl_easy_setopt(handle, CURLOPT_NOBODY, 0L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, static_cast<const char*>(nullptr));
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, parts_->headers.get());
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, static_cast<curl_write_callback>(nullptr));
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, static_cast<void*>(nullptr));
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    if (answer) answer->fields = std::move(fields);
    return answer;
}

// ---- both at the same time

Result<void> Https::begin(std::string_view path, Bytes first, Body body) {
    parts_->stop();
    parts_->set_out(path);
    CURL* const handle = parts_->handle.get();
    const bool whole = body == Body::whole;
    parts_->outbox = {std::move(first), 0, whole, false};
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER,
                     whole ? parts_->headers.get() : parts_->chunked.get());
    // With no text of its own curl asks speak() for it.
    const Bytes& said = parts_->outbox.bytes;
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                     whole ? static_cast<curl_off_t>(said.size()) : curl_off_t{-1});
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, whole ? text_of(said).data() : nullptr);
    return parts_->add();
}

Result<void> Https::Parts::add() {
    under_way = curl_multi_add_handle(multi.get(), handle.get()) == CURLM_OK;
    if (!under_way) return fail(Errc::defect, "transport.library");
    return {};
}

/// As far as it goes now; true once the answer is whole.
Result<bool> Https::Parts::step() {
    int running = 0;
    const bool went = curl_multi_perform(multi.get(), &running) == CURLM_OK;
    if (!went) return fail(Errc::defect, "transport.library");
    return ended();
}

void Https::Parts::stop() {
    if (!under_way) return;
    under_way = false;
    count();
    curl_multi_remove_handle(multi.get(), handle.get());
}

/// True once the answer is whole.
Result<bool> Https::Parts::ended() {
    int left = 0;
    while (const CURLMsg* const told = curl_multi_info_read(multi.get(), &left)) {
        if (told->msg != CURLMSG_DONE) continue;
        const CURLcode done = told->data.result;
        stop();
        if (done != CURLE_OK) return failure(done);
        return true;
    }
    return false;
}

Result<Https::Heard> Https::wait() {
    assert(parts_->under_way);
    for (;;) {
        TRY_LET(const bool over, parts_->step());
        const bool wants = !over && parts_->outbox.wants;
        if (over || wants || !parts_->inbox.bytes.empty()) {
            Heard heard{parts_->status(), std::move(parts_->inbox.bytes), wants, over,
                        parts_->retry_after()};
            parts_->inbox.bytes = {};
            return heard;
        }
        curl_multi_poll(parts_->multi.get(), nullptr, 0, poll_ms, nullptr);
    }
}

void Https::say(ByteView bytes) {
    Outbox& outbox = parts_->outbox;
    outbox.bytes.erase(outbox.bytes.begin(),
                       outbox.bytes.begin() + static_cast<std::ptrdiff_t>(outbox.gone));
    outbox.gone = 0;
    append(outbox.bytes, bytes);
    outbox.wants = false;
    if (parts_->under_way) curl_easy_pause(parts_->handle.get(), CURLPAUSE_CONT);
}

void Https::end() {
    parts_->outbox.ended = true;
    parts_->outbox.wants = false;
    if (parts_->under_way) curl_easy_pause(parts_->handle.get(), CURLPAUSE_CONT);
}

Secret Https::session() const {
    const TlsSession& tls = parts_->tls;
    return tls.received.empty() ? tls.offered.duplicate() : tls.received.duplicate();
}

const Traffic& Https::traffic() const { return parts_->traffic; }

}  // namespace soxa::transport
