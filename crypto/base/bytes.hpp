// Bytes as values: owned, viewed, of fixed size, and as hexadecimal text.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soxa {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// A name of fixed size that is only bytes: an operation's hash, a device. `Tag` keeps different
/// kinds of names apart; ordering is bytewise, so that maps of them are the same on every machine.
template <class Tag, std::size_t Size>
struct Id {
    static constexpr std::size_t size = Size;
    std::array<std::uint8_t, Size> bytes{};

    [[nodiscard]] ByteView view() const { return bytes; }
    /// Nothing if `view` has another size.
    [[nodiscard]] static std::optional<Id> from(ByteView view) {
        if (view.size() != Size) return std::nullopt;
        Id id;
        std::copy(view.begin(), view.end(), id.bytes.begin());
        return id;
    }

    friend auto operator<=>(const Id&, const Id&) = default;
};

[[nodiscard]] inline ByteView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }
inline void append(Bytes& to, ByteView bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

[[nodiscard]] std::string hex(ByteView bytes);
/// Lower-case or upper-case digits, an even number of them and nothing else.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

}  // namespace soxa
