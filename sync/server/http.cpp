#include "sync/server/http.hpp"

#include "crypto/base/cbor.hpp"

namespace soxa::server {

namespace {

constexpr std::chrono::seconds ask_again{5};

}  // namespace

HttpResponse http_error(unsigned status, std::string_view word) {
    HttpResponse response;
    response.status = status;
    cbor::Writer out;
    out.array(1).text(word);
    response.body = out.take();
    if (status == http_status::busy || status == http_status::too_many) {
        response.retry_after = ask_again;
    }
    return response;
}

HttpConversation::Said HttpConversation::busy() {
    return {{}, true, http_error(http_status::busy, "server.busy")};
}

}  // namespace soxa::server
