// The Boost side of a request that is answered while it is still coming in. Only for listener.cpp:
// what it includes takes as long to compile as all the rest.
#pragma once

#include <array>
#include <cstdio>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "sync/server/http.hpp"
#include "sync/server/worker_pool.hpp"

namespace soxa::server::stream {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Parser = http::request_parser<http::buffer_body>;

// An error is a value here as everywhere.
inline constexpr auto as_values = asio::as_tuple(asio::use_awaitable);

inline constexpr std::size_t read_bytes = 16 * 1024;
/// A deadline moves on only by so many bytes: a byte now and then prolongs nothing.
inline constexpr std::size_t progress_bytes = 512;

/// What `job` gives, made on a worker; nothing where the queue is full. The timer never fires: it
/// is the event that ends the wait.
template <class Value>
asio::awaitable<std::optional<Value>> on_worker(asio::io_context& io, WorkerPool& pool,
                                                std::function<Value()> job) {
    struct Pending {
        asio::steady_timer done;
        std::optional<Value> value;
    };
    auto pending = std::make_shared<Pending>(
        Pending{asio::steady_timer(io, asio::steady_timer::time_point::max()), std::nullopt});
    std::function<void()> work = [pending, &io, job = std::move(job)] {
        Value value = job();
        asio::post(io, [pending, ready = std::move(value)]() mutable {
            pending->value = std::move(ready);
            pending->done.cancel();
        });
    };
    if (!pool.offer(std::move(work))) co_return std::nullopt;
    while (!pending->value) co_await pending->done.async_wait(as_values);
    co_return std::move(pending->value);
}

/// One conversation on a connection whose request header was read.
class Conversation {
public:
    struct Waits {
        std::chrono::seconds body;
        std::chrono::seconds write;
    };

    Conversation(Stream& stream, beast::flat_buffer& buffer, Parser& parser, const Waits& waits)
        : stream_(&stream), buffer_(&buffer), parser_(&parser), waits_(waits) {}

    /// What to answer instead where nothing was answered yet; otherwise it is over, and well if
    /// `whole` says so.
    asio::awaitable<std::optional<HttpResponse>> run(asio::io_context& io, WorkerPool& pool,
                                                     std::shared_ptr<HttpConversation> with) {
        for (;;) {
            Bytes heard;
            const bool ended = parser_->is_done();
            if (!ended) {
                const auto [error, bytes] = co_await read();
                if (error) co_return std::nullopt;
                heard = std::move(bytes);
            }
            const bool end = parser_->is_done();
            if (heard.empty() && !end) continue;
            auto job = [with, heard = std::move(heard), end]() -> HttpConversation::Said {
                try {
                    return with->hear(heard, end);
                } catch (const std::exception&) {
                    return {{}, true, http_error(http_status::defect, "server.defect")};
                }
            };
            std::optional<HttpConversation::Said> said =
                co_await on_worker<HttpConversation::Said>(io, pool, std::move(job));
            if (!said) said.emplace(HttpConversation::busy());
            if (said->instead && !begun_) co_return std::move(said->instead);
            if (!co_await write(*said)) co_return std::nullopt;
            if (said->over) {
                whole_ = true;
                co_return std::nullopt;
            }
        }
    }

    /// Both the request and its answer were: the connection can go on.
    [[nodiscard]] bool whole() const { return whole_ && parser_->is_done(); }

private:
    asio::awaitable<std::pair<error_code, Bytes>> read() {
        if (since_deadline_ >= progress_bytes || !deadline_set_) {
            beast::get_lowest_layer(*stream_).expires_after(waits_.body);
            deadline_set_ = true;
            since_deadline_ = 0;
        }
        std::array<char, read_bytes> piece{};
        parser_->get().body().data = piece.data();
        parser_->get().body().size = piece.size();
        auto [error, read] =
            co_await http::async_read_some(*stream_, *buffer_, *parser_, as_values);
        if (error == http::error::need_buffer) error = {};
        const std::size_t size = piece.size() - parser_->get().body().size;
        since_deadline_ += size;
        co_return std::pair(error, Bytes(piece.begin(), piece.begin() +
                                                            static_cast<std::ptrdiff_t>(size)));
    }

    /// As chunks; the header goes with the first, and all of it in one piece: a packet less.
    asio::awaitable<bool> write(const HttpConversation::Said& said) {
        std::string text;
        if (!begun_ && said.over) {
            text = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(said.bytes.size()) +
                   "\r\n\r\n" + std::string(text_of(said.bytes));
        } else {
            if (!begun_ && !said.bytes.empty()) {
                text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            }
            if (!said.bytes.empty()) text += chunk(said.bytes);
            if (said.over) text += "0\r\n\r\n";
        }
        if (text.empty()) co_return true;
        begun_ = true;
        beast::get_lowest_layer(*stream_).expires_after(waits_.write);
        deadline_set_ = false;
        const auto [error, written] =
            co_await asio::async_write(*stream_, asio::buffer(text), as_values);
        co_return !error;
    }

    static std::string chunk(const Bytes& bytes) {
        std::array<char, 20> size{};
        const int length = std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
        return std::string(size.data(), static_cast<std::size_t>(length)) +
               std::string(text_of(bytes)) + "\r\n";
    }

    Stream* stream_;
    beast::flat_buffer* buffer_;
    Parser* parser_;
    Waits waits_;
    bool begun_ = false;
    bool whole_ = false;
    bool deadline_set_ = false;
    std::size_t since_deadline_ = 0;
};

}  // namespace soxa::server::stream
