// What Boost says of a peer and of a request that it could not read, in the words of the server. Only
// for listener.cpp, as http_stream.hpp.
#pragma once

#include <algorithm>

#include <boost/asio/ip/tcp.hpp>

#include "sync/server/http_stream.hpp"

namespace soxa::server::stream {

/// What to answer; nothing where the connection is gone and nobody would hear it.
inline std::optional<unsigned> status_of(const error_code& error) {
    if (error == http::error::body_limit) return http_status::too_large;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return http_status::header_too_large;
    }
    if (error == http::error::end_of_stream || error == http::error::partial_message ||
        error.category() != http::make_error_code(http::error::bad_method).category()) {
        return std::nullopt;
    }
    return http_status::bad_request;
}

inline std::string_view word_of(unsigned status) {
    switch (status) {
        case http_status::too_large:
            return "message.too_large";
        case http_status::too_many:
            return "server.busy";
        case http_status::unauthorized:
            return "device.unknown";
        default:
            return "message.malformed";
    }
}

/// An address; of the sixth version its network, which one household has all of.
inline asio::ip::address neighbourhood_of(const asio::ip::tcp::endpoint& peer) {
    if (!peer.address().is_v6()) return peer.address();
    const asio::ip::address_v6 address = peer.address().to_v6();
    if (address.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, address);
    asio::ip::address_v6::bytes_type bytes = address.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return asio::ip::address_v6(bytes);
}

}  // namespace soxa::server::stream
