// The header of a request that asks for an upload, from anybody with a certificate.
#include <cstdlib>

#include "sync/exchange/base64.hpp"
#include "sync/exchange/tus.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace soxa;
    using namespace soxa::exchange;
    // First a line with the method, then "name: value" a line, as they would have come.
    std::string_view text = text_of(ByteView(data, size));
    const auto line = [&] {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view found = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return found;
    };
    const std::string_view method = line();
    HttpFields fields;
    while (!text.empty() && fields.size() < 32) {
        const std::string_view one = line();
        const std::size_t colon = std::min(one.find(": "), one.size());
        fields.emplace_back(std::string(one.substr(0, colon)),
                            std::string(one.substr(std::min(colon + 2, one.size()))));
    }
    for (const bool on_upload : {false, true}) {
        for (const std::size_t body : {std::size_t{0}, std::size_t{100}}) {
            const auto call = tus::read_call(method, on_upload, fields, body);
            if (!call && (call.error().status < 400 || call.error().status > 499)) std::abort();
            if (call && call->length > ledger::attachment_bytes_max) std::abort();
            if (call && call->verb == tus::Verb::create && call->length < body) std::abort();
            if (call && call->checksum && tus::fits(*call->checksum, {}) && size == 0) std::abort();
        }
    }
    for (const auto& [name, value] : fields) {
        const auto bytes = from_base64(value);
        if (bytes && base64(*bytes) != value) std::abort();
    }
    return 0;
}
