#include "crypto/system_clock.hpp"

namespace soxa::crypto {

Timestamp SystemClock::now() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace soxa::crypto
