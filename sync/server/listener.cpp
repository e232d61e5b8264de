#include "sync/server/listener.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "crypto/hash.hpp"
#include "sync/server/http_border.hpp"
#include "sync/server/http_stream.hpp"
#include "sync/server/listener_tls.hpp"

namespace soxa::server {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using stream::Stream;
using Parser = http::request_parser<http::vector_body<std::uint8_t>>;

using stream::as_values;

// Beast reads as much at once as the buffer has room for; its own 512 bytes are 32 reads a batch.
constexpr std::size_t buffer_bytes = 20'000;
/// Of an upload; a cut costs so much at most (RELIABILITY §1c).
constexpr std::size_t piece_bytes = 32 * 1024 - buffer_bytes;
constexpr std::chrono::seconds grace{20};
constexpr std::chrono::milliseconds out_of_descriptors_pause{100};
constexpr auto fields_passed_on = std::to_array<std::string_view>(
    {"content-type", "range", "tus-resumable", "upload-checksum", "upload-length",
     "upload-metadata", "upload-offset", "x-http-method-override"});

/// The border where exceptions of others end.
HttpResponse guarded(const HttpAnswerer& answerer, const HttpRequest& request) {
    try {
        return answerer(request);
    } catch (const std::exception&) {
        return http_error(http_status::defect, "server.defect");
    }
}

}  // namespace

class Session;

/// What the connections of a listener share.
struct Door {
    Door(ListenerSettings chosen, HttpAnswerer answers, WorkerPool& workers,
         asio::ssl::context context)
        : settings(std::move(chosen)),
          answerer(std::move(answers)),
          pool(&workers),
          tls(std::move(context)) {}

    void stop();

    ListenerSettings settings;
    HttpAnswerer answerer;
    WorkerPool* pool;
    asio::ssl::context tls;
    // Before `io`, whose end is that of the sessions that are still open.
    std::set<Session*> sessions;
    std::map<crypto::Digest, std::size_t> by_certificate;
    std::size_t anonymous = 0;
    std::uint64_t connected = 0;  // so far
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::signal_set signals{io, SIGTERM, SIGINT};
    asio::steady_timer patience{io};
    bool stopping = false;
};

/// One connection, from the handshake to its end. Counted by the door while it lives.
class Session {
public:
    Session(Door& door, tcp::socket socket)
        : door_(&door),
          stream_(beast::tcp_stream(std::move(socket)), door.tls),
          turn_(door.connected++) {
        error_code ignored;  // who is gone already comes from nowhere
        neighbourhood_ =
            stream::neighbourhood_of(beast::get_lowest_layer(stream_).socket().remote_endpoint(ignored));
        buffer_.reserve(buffer_bytes);
        door_->sessions.insert(this);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() {
        // Links are cut all the time, and their sessions are good all the same.
        SSL_set_shutdown(stream_.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
        if (certificate_) {
            const auto count = door_->by_certificate.find(crypto::sha256(ByteView(*certificate_)));
            if (--count->second == 0) door_->by_certificate.erase(count);
        }
        if (anonymous_) --door_->anonymous;
        door_->sessions.erase(this);
        if (door_->stopping && door_->sessions.empty()) door_->patience.cancel();
    }

    asio::awaitable<void> serve() {
        if (!co_await shake_hands()) co_return;
        for (bool more = true; more;) more = co_await answer_one();
        expire_after(door_->settings.limits.shutdown);
        co_await stream_.async_shutdown(as_values);
    }

    [[nodiscard]] bool idle() const { return idle_; }
    [[nodiscard]] bool knocks() const { return turn_ != no_turn; }
    [[nodiscard]] const asio::ip::address& neighbourhood() const { return neighbourhood_; }
    /// In the order of arrival, until it has shaken hands or is sent away.
    [[nodiscard]] std::uint64_t turn() const { return turn_; }
    void end() { beast::get_lowest_layer(stream_).cancel(); }
    bool send_away() {
        if (turn_ != no_turn) end();
        return std::exchange(turn_, no_turn) != no_turn;
    }

private:
    void expire_after(std::chrono::seconds time) {
        beast::get_lowest_layer(stream_).expires_after(time);
    }

    asio::awaitable<bool> shake_hands() {
        expire_after(door_->settings.limits.handshake);
        const auto [error] =
            co_await stream_.async_handshake(asio::ssl::stream_base::server, as_values);
        if (error || std::exchange(turn_, no_turn) == no_turn) co_return false;
        certificate_ = peer_certificate(stream_.native_handle());
        if (certificate_) {
            const std::size_t open =
                ++door_->by_certificate[crypto::sha256(ByteView(*certificate_))];
            too_many_ = open > door_->settings.limits.connections_per_certificate;
        } else {
            // Who has shown no certificate gets few places and one answer each, so that strangers
            // cannot keep the unit's laptops out.
            anonymous_ = true;
            too_many_ = ++door_->anonymous > door_->settings.limits.anonymous_connections;
        }
        co_return true;
    }

    /// What is wrong with a request as far as its header tells, before its body is taken.
    [[nodiscard]] std::optional<unsigned> refused(const Parser& parser) const {
        if (too_many_) return http_status::too_many;
        const auto target = parser.get().target();
        const bool open_to_all =
            std::ranges::count(door_->settings.anonymous_targets, std::string_view(target)) > 0;
        if (!certificate_ && !open_to_all) return http_status::unauthorized;
        return std::nullopt;
    }

    /// True if the connection goes on.
    asio::awaitable<bool> answer_one() {
        Parser parser;
        parser.header_limit(door_->settings.limits.header_bytes);
        parser.body_limit(certificate_ ? door_->settings.limits.body_bytes
                                       : door_->settings.limits.anonymous_body_bytes);
        expire_after(door_->settings.limits.header);
        idle_ = true;
        const auto [bad_header, header_bytes] =
            co_await http::async_read_header(stream_, buffer_, parser, as_values);
        idle_ = false;
        std::optional<unsigned> status = bad_header ? stream::status_of(bad_header) : refused(parser);
        if (bad_header || status) {
            co_await refuse(status);
            co_return false;
        }
        const bool conversation = parser.get().method() == http::verb::post && certificate_ &&
                                  door_->settings.converser &&
                                  parser.get().target() == door_->settings.conversation_target;
        if (conversation) co_return co_await converse(std::move(parser));
        expire_after(door_->settings.limits.body);
        if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            co_await tell_to_go_on();
        }
        Handed handed;
        const auto bad_body = co_await read_body(parser, handed);
        if (handed.refused) {
            co_await refuse(*handed.refused);
            co_return false;
        }
        if (bad_body) {
            if (handed.piecewise) co_await hand_over(parser, handed);
            co_await refuse(stream::status_of(bad_body));
            co_return false;
        }
        const bool keep = parser.get().keep_alive();
        HttpRequest request = request_of(parser.release());
        request.body_from = handed.bytes;
        const bool head = request.method == "HEAD";
        HttpResponse response = co_await handled(std::move(request));
        if (head) response.body.clear();
        co_return co_await write(response, keep && !anonymous_ && !door_->stopping);
    }

    /// Of an upload's body: what was kept while the rest was still coming, so that a cut, or a line
    /// that is dead and does not say so, costs a piece and no more.
    struct Handed {
        bool piecewise = false;
        std::uint64_t bytes = 0;
        std::optional<HttpResponse> refused;
    };

    asio::awaitable<error_code> read_body(Parser& parser, Handed& handed) {
        handed.piecewise = parser.get().method() == http::verb::patch &&
                           parser.get().find("upload-checksum") == parser.get().end();
        while (!parser.is_done()) {
            const auto [error, bytes] =
                co_await http::async_read_some(stream_, buffer_, parser, as_values);
            if (error) co_return error;
            const bool piece = handed.piecewise && !parser.is_done() &&
                               parser.get().body().size() >= piece_bytes;
            if (!piece) continue;
            expire_after(door_->settings.limits.body);
            co_await hand_over(parser, handed);
            if (handed.refused) co_return error_code{};
        }
        co_return error_code{};
    }

    asio::awaitable<void> hand_over(Parser& parser, Handed& handed) {
        auto& body = parser.get().body();
        if (body.empty()) co_return;
        const std::size_t size = body.size();
        HttpRequest piece = request_of(
            Parser::value_type(parser.get().base(), std::exchange(body, {})));
        piece.cut = true;
        piece.body_from = handed.bytes;
        HttpResponse said = co_await handled(std::move(piece));
        if (said.status != http_status::no_content) handed.refused = std::move(said);
        handed.bytes += size;
    }

    [[nodiscard]] HttpRequest request_of(Parser::value_type message) const {
        HttpRequest request;
        request.method = std::string(message.method_string());
        request.target = std::string(message.target());
        for (const std::string_view name : fields_passed_on) {
            const auto found = message.find(name);
            if (found != message.end()) {
                request.fields.emplace_back(std::string(name), std::string(found->value()));
            }
        }
        request.body = std::move(message.body());
        request.certificate = certificate_;
        return request;
    }

    /// The answer of a worker.
    asio::awaitable<HttpResponse> handled(HttpRequest request) {
        std::function<HttpResponse()> job = [door = door_, asked = std::move(request)] {
            return guarded(door->answerer, asked);
        };
        std::optional<HttpResponse> response =
            co_await stream::on_worker(door_->io, *door_->pool, std::move(job));
        if (!response) co_return http_error(http_status::busy, "server.busy");
        co_return std::move(*response);
    }

    asio::awaitable<bool> converse(Parser&& header) {
        const bool keep = header.get().keep_alive();
        stream::Parser parser(std::move(header));
        parser.body_limit(door_->settings.limits.conversation_bytes);
        stream::Conversation talk(stream_, buffer_, parser,
                                  {door_->settings.limits.body, door_->settings.limits.write});
        const std::optional<HttpResponse> instead = co_await talk.run(
            door_->io, *door_->pool, door_->settings.converser(*certificate_));
        if (instead) {
            co_await refuse(*instead);
            co_return false;
        }
        co_return talk.whole() && keep && !door_->stopping;
    }

    asio::awaitable<void> tell_to_go_on() {
        http::response<http::empty_body> go_on(http::status::continue_, 11);
        co_await http::async_write(stream_, go_on, as_values);
    }

    asio::awaitable<bool> write(const HttpResponse& response, bool keep) {
        http::response<http::vector_body<std::uint8_t>> message(
            static_cast<http::status>(response.status), 11);
        if (!response.body.empty()) message.set(http::field::content_type, response.content_type);
        for (const auto& [name, value] : response.fields) message.set(name, value);
        if (response.retry_after) {
            message.set(http::field::retry_after, std::to_string(response.retry_after->count()));
        }
        message.body() = response.body;
        message.keep_alive(keep);
        if (response.status != http_status::no_content) message.prepare_payload();
        expire_after(door_->settings.limits.write);
        const auto [error, written] = co_await http::async_write(stream_, message, as_values);
        co_return !error && keep;
    }

    /// Answers and then reads on for a moment: closing over unread bytes would reset the
    /// connection, and the peer might lose the answer.
    asio::awaitable<void> refuse(std::optional<unsigned> status) {
        if (status) co_await refuse(http_error(*status, stream::word_of(*status)));
    }

    asio::awaitable<void> refuse(const HttpResponse& response) {
        co_await write(response, false);
        expire_after(door_->settings.limits.shutdown);
        for (;;) {
            buffer_.clear();
            const auto [error, bytes] =
                co_await stream_.async_read_some(buffer_.prepare(buffer_bytes), as_values);
            if (error) co_return;
        }
    }

    Door* door_;
    Stream stream_;
    beast::flat_buffer buffer_;
    std::optional<Bytes> certificate_;
    static constexpr std::uint64_t no_turn = ~std::uint64_t{0};
    std::uint64_t turn_;
    asio::ip::address neighbourhood_;
    bool anonymous_ = false;
    bool too_many_ = false;
    bool idle_ = false;
};

namespace {

asio::awaitable<void> serve(std::unique_ptr<Session> session) { co_await session->serve(); }

/// Of those who have not shaken hands the longest waiting goes, from the neighbourhood that most of
/// them are of: who keeps knocking takes his own places, and no slow laptop's. False if nobody can go.
bool make_room(const Door& door) {
    std::map<asio::ip::address, std::size_t> knocking;
    for (const Session* one : door.sessions) knocking[one->neighbourhood()] += one->knocks();
    const auto key = [&](const Session* one) {
        const std::size_t crowd = one->knocks() ? knocking[one->neighbourhood()] : 0;
        return std::pair(door.sessions.size() - crowd, one->turn());
    };
    const auto first = std::ranges::min_element(door.sessions, {}, key);
    return first != door.sessions.end() && (*first)->send_away();
}

asio::awaitable<void> accept_all(Door& door) {
    while (!door.stopping) {
        auto [error, socket] = co_await door.acceptor.async_accept(as_values);
        if (door.stopping) co_return;
        if (error) {
            asio::steady_timer pause(door.io, out_of_descriptors_pause);
            co_await pause.async_wait(as_values);
            continue;
        }
        const bool full = door.sessions.size() >= door.settings.limits.connections;
        if (full && !make_room(door)) continue;
        asio::co_spawn(door.io, serve(std::make_unique<Session>(door, std::move(socket))),
                       asio::detached);
    }
}

Result<tcp::endpoint> endpoint_of(asio::io_context& io, const ListenerSettings& settings) {
    error_code error;
    const auto address = asio::ip::make_address(settings.host, error);
    if (!error) return tcp::endpoint(address, settings.port);
    tcp::resolver resolver(io);
    const auto found = resolver.resolve(settings.host, "", error);
    if (error || found.empty()) return fail(Errc::usage, "listen.address", {settings.host});
    return tcp::endpoint(found.begin()->endpoint().address(), settings.port);
}

}  // namespace

void Door::stop() {
    stopping = true;
    error_code ignored;  // it is closing: nobody asks how
    acceptor.close(ignored);
    for (Session* session : sessions) {
        if (session->idle()) session->end();
    }
    if (sessions.empty()) return;
    patience.expires_after(grace);
    patience.async_wait([this](const error_code&) {
        for (Session* session : sessions) session->end();
    });
}

Listener::Listener(std::unique_ptr<Door> door) : door_(std::move(door)) {}
Listener::Listener(Listener&&) noexcept = default;
Listener& Listener::operator=(Listener&&) noexcept = default;
Listener::~Listener() = default;

Result<Listener> Listener::open(ListenerSettings settings, HttpAnswerer answerer,
                                WorkerPool& pool) {
    TRY_LET(asio::ssl::context tls, tls_context(settings));
    auto door =
        std::make_unique<Door>(std::move(settings), std::move(answerer), pool, std::move(tls));
    TRY_LET(const tcp::endpoint endpoint, endpoint_of(door->io, door->settings));
    error_code error;
    door->acceptor.open(endpoint.protocol(), error);
    if (!error) door->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) door->acceptor.bind(endpoint, error);
    if (!error) door->acceptor.listen(asio::socket_base::max_listen_connections, error);
    const std::string asked = door->settings.host + ":" + std::to_string(door->settings.port);
    if (error == asio::error::address_in_use) return fail(Errc::storage, "listen.taken", {asked});
    if (error) return fail(Errc::usage, "listen.address", {asked});
    return Listener(std::move(door));
}

std::uint16_t Listener::port() const {
    error_code ignored;  // the acceptor is open: open() has seen it
    return door_->acceptor.local_endpoint(ignored).port();
}

void Listener::run() {
    Door& door = *door_;
    door.signals.async_wait([&door](const error_code& error, int) {
        if (!error) door.stop();
    });
    // Who cannot accept any more must not look as if he served: out through main.
    asio::co_spawn(door.io, accept_all(door), [](const std::exception_ptr& broken) {
        if (broken) std::rethrow_exception(broken);
    });
    door.io.run();
}

}  // namespace soxa::server
