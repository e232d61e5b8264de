#include "sync/server/listen_address.hpp"

#include <algorithm>
#include <charconv>

namespace soxa::server {

Result<ListenAddress> parse_listen_address(std::string_view typed) {
    const auto wrong = [&] { return fail(Errc::usage, "listen.address", {std::string(typed)}); };
    const std::size_t colon = typed.rfind(':');
    if (colon == std::string_view::npos) return wrong();
    std::string_view host = typed.substr(0, colon);
    const std::string_view digits = typed.substr(colon + 1);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    ListenAddress address{std::string(host), 0};
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (host.empty() || (!bracketed && host.find(':') != std::string_view::npos) ||
        digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) {
        return wrong();
    }
    return address;
}

bool is_any(const ListenAddress& address) {
    return address.host == "0.0.0.0" || address.host == "::";
}

std::vector<std::string> certificate_hosts(const ListenAddress& address,
                                           const std::vector<std::string>& names) {
    std::vector<std::string> hosts = names;
    if (is_any(address)) {
        hosts.insert(hosts.end(), {"127.0.0.1", "::1", "localhost"});
    } else {
        hosts.push_back(address.host);
    }
    std::ranges::sort(hosts);
    const auto repeated = std::ranges::unique(hosts);
    hosts.erase(repeated.begin(), repeated.end());
    return hosts;
}

std::string url_of(const ListenAddress& address, const std::vector<std::string>& names) {
    std::string host = names.empty() ? address.host : names.front();
    if (names.empty() && is_any(address)) host = "127.0.0.1";
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    return "https://" + host + ":" + std::to_string(address.port);
}

}  // namespace soxa::server
