#include "sync/exchange/dictionary.hpp"

namespace soxa::exchange {

namespace {

// The files themselves, as numbers (embed_bytes.cmake).
constexpr std::uint8_t first[] = {
#include "sync_exchange_dictionary_1.inc"
};

}  // namespace

const std::vector<Dictionary>& dictionaries() {
    static const std::vector<Dictionary> all{{1, ByteView(first)}};
    return all;
}

}  // namespace soxa::exchange
