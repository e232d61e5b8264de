#include "crypto/base/secret.hpp"

namespace soxa {

void wipe(std::span<std::uint8_t> bytes) noexcept {
    volatile std::uint8_t* at = bytes.data();
    for (std::size_t i = 0; i < bytes.size(); ++i) at[i] = 0;
}

void Secret::wipe() noexcept { soxa::wipe(bytes_); }

}  // namespace soxa
