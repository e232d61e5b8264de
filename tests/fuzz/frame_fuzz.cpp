// A frame from anybody: refused, or the same again after being written and read.
#include <cstdlib>

#include "sync/exchange/frame.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace soxa;
    const exchange::NothingShared nothing;
    const auto frame = exchange::decode_frame(ByteView(data, size), 1, nothing);
    if (!frame) return 0;
    const Bytes written = exchange::encode(*frame, nothing);
    const auto again = exchange::decode_frame(written, 1, nothing);
    if (!again || again->operations != frame->operations) std::abort();
    return 0;
}
