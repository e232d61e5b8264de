// CBOR items for tests: random ones of the accepted subset, and the re-encoder that a decoder's
// answer is compared with. The re-encoder goes through Reader and Writer item by item; it copies
// no slice, so that it would show a reader that accepts what the writer does not make.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>

#include "crypto/base/cbor.hpp"

namespace soxa::tests {

class RandomItem {
public:
    explicit RandomItem(std::uint64_t seed) : random_(seed) {}

    /// One item of at most `depth` levels.
    void write(cbor::Writer& to, int depth = cbor::depth_max) {
        switch (below(depth > 1 ? 11 : 5)) {
            case 0:
                to.number(magnitude());
                return;
            case 1:
                to.integer(-static_cast<std::int64_t>(magnitude()));
                return;
            case 2:
                to.bytes(bytes());
                return;
            case 3:
                to.text(text());
                return;
            case 4:
                to.boolean(below(2) == 1);
                return;
            case 5:
            case 6:
            case 7: {
                const std::uint64_t count = size(depth);
                to.array(count);
                for (std::uint64_t i = 0; i < count; ++i) write(to, depth - 1);
                return;
            }
            default: {
                const std::uint64_t count = size(depth);
                to.map(count);
                std::uint64_t key = below(3);
                for (std::uint64_t i = 0; i < count; ++i) {
                    to.number(key);
                    write(to, depth - 1);
                    key += 1 + below(std::uint64_t{1} << below(40));
                }
            }
        }
    }

    [[nodiscard]] Bytes item() {
        cbor::Writer writer;
        write(writer);
        return writer.take();
    }

    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

private:
    /// As often short as long, and often beside the borders between the sizes of a head.
    std::uint64_t magnitude() {
        constexpr std::array<std::uint64_t, 6> borders{
            24, 0x100, 0x10000, 0x100000000, cbor::integer_max - 1, cbor::integer_max};
        if (below(4) == 0) return std::min(cbor::integer_max, borders[below(6)] + below(3) - 1);
        return random_() >> (11 + below(53));
    }
    /// Mostly few; near the leaves, now and then enough for a longer head.
    std::uint64_t size(int depth) {
        return depth < 3 && below(40) == 0 ? 20 + below(300) : below(4);
    }

    Bytes bytes() {
        Bytes made(below(30) == 0 ? 250 + below(20) : below(30));
        for (auto& byte : made) byte = static_cast<std::uint8_t>(random_());
        return made;
    }
    std::string text() {
        constexpr std::array<std::string_view, 8> letters{"a", "Z", "\"", "ễ", "đ", "水", "𐅑", " "};
        std::string made;
        for (std::uint64_t left = size(1) * 3; left > 0; --left) made += letters[below(8)];
        return made;
    }

    std::mt19937_64 random_;
};

/// Reads the reader's next item and writes it anew.
inline void reencode(cbor::Reader& from, cbor::Writer& to) {
    const auto kind = from.next();
    if (!kind) return from.reject();
    switch (*kind) {
        case cbor::Kind::number:
            to.number(from.number());
            return;
        case cbor::Kind::negative:
            to.integer(from.integer());
            return;
        case cbor::Kind::bytes:
            to.bytes(from.bytes(from.left()));
            return;
        case cbor::Kind::text:
            to.text(from.text(from.left()));
            return;
        case cbor::Kind::boolean:
            to.boolean(from.boolean());
            return;
        case cbor::Kind::array: {
            const std::size_t count = from.array(from.left());
            to.array(count);
            for (std::size_t i = 0; i < count && !from.failed(); ++i) reencode(from, to);
            return;
        }
        case cbor::Kind::map: {
            const std::size_t count = from.map(from.left());
            to.map(count);
            std::optional<std::uint64_t> key;
            for (std::size_t i = 0; i < count && !from.failed(); ++i) {
                key = from.key(key);
                to.number(*key);
                reencode(from, to);
            }
        }
    }
}

/// Nothing if `bytes` are not exactly one item that can be read.
[[nodiscard]] inline std::optional<Bytes> reencoded(ByteView bytes) {
    cbor::Reader reader(bytes);
    cbor::Writer writer;
    reencode(reader, writer);
    if (!reader.done()) return std::nullopt;
    return writer.take();
}

}  // namespace soxa::tests
