// The server while it runs: lock, certificate, workers, listener, and a line about each request.
#pragma once

#include "sync/server/data_folder.hpp"
#include "sync/server/listen_address.hpp"
#include "sync/server/listener.hpp"

namespace soxa::server {

struct ServeSettings {
    ListenAddress address;
    std::vector<std::string> names;  ///< how laptops reach it, where that is not the address
    /// When it listens; `url` is what tickets say from now on.
    std::function<void(const std::string& url)> listening;
    /// A line of JSON about each request, from any thread; may be empty.
    std::function<void(const std::string& line)> request_line;
    ListenerLimits limits;
};

/// Until SIGTERM or SIGINT. Errc::storage: "store.held" if another serves from this folder,
/// "listen.taken".
[[nodiscard]] Result<void> serve(Office& office, const DataFolder& folder,
                                 const ServeSettings& settings);

}  // namespace soxa::server
