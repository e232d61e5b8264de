// A direction of a conversation, in two pieces, and what stands in its parts.
#include <cstdlib>

#include "sync/exchange/compression.hpp"
#include "sync/exchange/conversation.hpp"

namespace {

void look(soxa::ByteView bytes) {
    using namespace soxa;
    const auto part = exchange::decode_part(bytes);
    if (!part) return;
    if (!std::ranges::equal(exchange::encode(*part), bytes)) std::abort();
    if (const auto offer = exchange::decode_offer(part->body)) {
        if (exchange::encode(*offer) != part->body) std::abort();
    }
    if (const auto held = exchange::decode_held(part->body)) {
        if (exchange::encode(*held) != part->body) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace soxa;
    const ByteView bytes(data, size);
    constexpr std::size_t bound = 1 << 16;
    exchange::PartReader reader(bound);
    for (const ByteView piece : {bytes.first(size / 2), bytes.subspan(size / 2)}) {
        reader.feed(piece);
        // A part costs at least a few bits of input: no input is worth more parts than this.
        for (std::size_t parts = 0; parts < 100'000; ++parts) {
            const auto part = reader.next();
            if (!part) return 0;
            if (!*part) break;
            if ((*part)->size() > bound) std::abort();
            look(**part);
        }
    }
    return 0;
}
