// What stands in a request or an answer, compressed or not; tickets too.
#include <cstdlib>

#include "sync/exchange/compression.hpp"
#include "sync/exchange/messages.hpp"
#include "sync/exchange/ticket.hpp"

namespace {

void look(soxa::ByteView bytes) {
    using namespace soxa;
    if (const auto request = exchange::decode_request(bytes)) {
        if (!std::ranges::equal(exchange::encode(*request), bytes)) std::abort();
    }
    if (const auto reply = exchange::decode_reply(bytes)) {
        if (!std::ranges::equal(exchange::encode(*reply), bytes)) std::abort();
    }
    (void)exchange::decode_enrolment(bytes);
    (void)exchange::decode_ticket(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace soxa;
    const ByteView bytes(data, size);
    look(bytes);
    constexpr std::size_t bound = 1 << 20;
    if (const auto plain = exchange::decompressed(bytes, bound)) {
        if (plain->size() > bound) std::abort();
        look(*plain);
    }
    return 0;
}
