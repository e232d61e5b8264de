// SHA-256 of what is too large to be held at once.
#pragma once

#include <memory>

#include "crypto/hash.hpp"

namespace soxa::crypto {

class RunningSha256 {
public:
    RunningSha256();
    RunningSha256(RunningSha256&&) noexcept;
    RunningSha256& operator=(RunningSha256&&) noexcept;
    ~RunningSha256();

    void add(ByteView bytes);
    /// Of all that was added; nothing may be added afterwards.
    [[nodiscard]] Digest finish();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

}  // namespace soxa::crypto
