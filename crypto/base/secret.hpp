// Keys, passwords and PINs: bytes that are wiped when they go and cannot be printed or compared
// by accident.
#pragma once

#include <utility>

#include "crypto/base/bytes.hpp"

namespace soxa {

class Secret {
public:
    Secret() = default;
    /// Takes the bytes over; the caller keeps no other copy.
    explicit Secret(Bytes bytes) : bytes_(std::move(bytes)) {}
    explicit Secret(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}
    ~Secret() { wipe(); }

    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            wipe();
            bytes_ = std::exchange(other.bytes_, {});
        }
        return *this;
    }

    /// A second copy, where two owners need the key; named so that it is seen in review.
    [[nodiscard]] Secret duplicate() const { return Secret(ByteView(bytes_)); }
    [[nodiscard]] ByteView reveal() const { return bytes_; }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }

private:
    void wipe() noexcept;

    Bytes bytes_;
};

/// Overwrites memory in a way that the compiler may not leave out.
void wipe(std::span<std::uint8_t> bytes) noexcept;

}  // namespace soxa
