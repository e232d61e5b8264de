// The machine's wall clock, which may be wrong by years.
#pragma once

#include "crypto/base/time.hpp"

namespace soxa::crypto {

class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
};

}  // namespace soxa::crypto
