#include "sync/transport/https.hpp"

#include <curl/curl.h>
#include <openssl/ssl.h>

namespace soxa::transport {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds connect_wait_max = 30s;
// A link that carries less than this for a minute carries nothing (RELIABILITY §3.10).
constexpr long speed_bytes_min = 32;
constexpr std::chrono::seconds slow_max = 60s;

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

/// Certificates are judged by the time that the office vouches for, not by the laptop's clock.
CURLcode judge_by_time(CURL* /*handle*/, void* tls, void* user) noexcept {
    const auto& at = *static_cast<const Timestamp*>(user);
    X509_VERIFY_PARAM* const parameters = SSL_CTX_get0_param(static_cast<SSL_CTX*>(tls));
    X509_VERIFY_PARAM_set_time(parameters, at.time_since_epoch().count());
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
    Timestamp verify_at{};
    std::unique_ptr<CURL, CleanUp> handle;
    std::unique_ptr<curl_slist, CleanUp> headers;
    Traffic traffic;
    std::function<bool(const Traffic&)> watch;
};

namespace {

int report(void* user, curl_off_t /*to_come*/, curl_off_t came, curl_off_t /*to_go*/,
           curl_off_t went) noexcept {
    const auto& [watch, before] =
        *static_cast<const std::pair<const std::function<bool(const Traffic&)>*, Traffic>*>(user);
    return (*watch)({before.sent_bytes + static_cast<std::uint64_t>(went),
                     before.received_bytes + static_cast<std::uint64_t>(came), before.requests})
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
    if (started()) parts->handle.reset(curl_easy_init());
    if (!parts->handle) return fail(Errc::defect, "transport.library");
    parts->url = settings.url;
    parts->answer_bytes_max = settings.answer_bytes_max;
    parts->verify_at = settings.verify_at;
    parts->watch = settings.watch;
    // No "Expect: 100-continue": it costs a round trip.
    parts->headers.reset(curl_slist_append(nullptr, "Expect:"));
    curl_slist_append(parts->headers.get(), "Content-Type: application/octet-stream");

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
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(connect_wait_max.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, speed_bytes_min);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(slow_max.count()));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_SSL_CTX_FUNCTION, &judge_by_time);
    set(CURLOPT_SSL_CTX_DATA, static_cast<void*>(&parts->verify_at));
    set(CURLOPT_HTTPHEADER, parts->headers.get());
    set(CURLOPT_WRITEFUNCTION, &receive);
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

Result<Answer> Https::post(std::string_view path, ByteView body) {
    CURL* const handle = parts_->handle.get();
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, text_of(body).data());
    return carry(path);
}

Result<Answer> Https::send(const Request& request) {
    CURL* const handle = parts_->handle.get();
    const bool with_body = request.method == "POST" || request.method == "PATCH";
    const std::string method(request.method);
    std::unique_ptr<curl_slist, CleanUp> headers(curl_slist_append(nullptr, "Expect:"));
    for (const auto& [name, value] : request.fields) {
        curl_slist_append(headers.get(), (name + ": " + value).c_str());
    }
    Fields fields;
    if (with_body) {
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
    auto answer = carry(request.path);
    // As post() finds it.
    curl_easy_setopt(handle, CURLOPT_NOBODY, 0L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, static_cast<const char*>(nullptr));
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, parts_->headers.get());
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, static_cast<curl_write_callback>(nullptr));
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, static_cast<void*>(nullptr));
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    if (answer) answer->fields = std::move(fields);
    return answer;
}

Result<Answer> Https::carry(std::string_view path) {
    CURL* const handle = parts_->handle.get();
    Inbox inbox{{}, parts_->answer_bytes_max};
    const std::string url = parts_->url + std::string(path);
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &inbox);
    const std::pair<const std::function<bool(const Traffic&)>*, Traffic> watched{&parts_->watch,
                                                                                parts_->traffic};
    if (parts_->watch) {
        curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &report);
        curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &watched);
        curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    }
    const CURLcode done = curl_easy_perform(handle);

    long header_bytes = 0;
    long request_bytes = 0;
    curl_easy_getinfo(handle, CURLINFO_HEADER_SIZE, &header_bytes);
    curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &request_bytes);
    parts_->traffic.requests += 1;
    curl_off_t uploaded = 0;
    curl_easy_getinfo(handle, CURLINFO_SIZE_UPLOAD_T, &uploaded);
    parts_->traffic.sent_bytes += static_cast<std::uint64_t>(request_bytes + uploaded);
    parts_->traffic.received_bytes +=
        static_cast<std::uint64_t>(header_bytes) + inbox.bytes.size();
    if (done != CURLE_OK) return failure(done);

    Answer answer;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
    answer.body = std::move(inbox.bytes);
    return answer;
}

const Traffic& Https::traffic() const { return parts_->traffic; }

}  // namespace soxa::transport
