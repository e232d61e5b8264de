// The one encoding of everything that is signed, hashed, sent or wrapped: a strict subset of
// deterministic CBOR (RFC 8949 §4.2.1).
//
// The subset: unsigned integers up to 2^53 - 1 and negative ones down to -2^53 + 1 (so that a
// JavaScript reader agrees), byte strings, valid UTF-8 text, arrays, maps with ascending unsigned
// keys, false and true. Shortest heads, definite lengths, depth at most 8; no floats, null, tags
// or indefinite items. The reader accepts nothing that the writer would not produce, so there is
// exactly one encoding of a thing and its hash is its name. Reading allocates nothing: a length
// is checked against the bytes that are there before it is believed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "crypto/base/bytes.hpp"

namespace soxa::cbor {

inline constexpr std::uint64_t integer_max = (std::uint64_t{1} << 53U) - 1;
inline constexpr int depth_max = 8;

/// Appends items; the caller keeps array and map counts true and map keys ascending, which
/// is asserted where it can be seen.
class Writer {
public:
    Writer& number(std::uint64_t value);  ///< at most integer_max
    Writer& integer(std::int64_t value);  ///< magnitude at most integer_max
    Writer& bytes(ByteView value);
    Writer& text(std::string_view value);  ///< valid UTF-8
    Writer& boolean(bool value);
    Writer& array(std::size_t count);
    Writer& map(std::size_t count);  ///< then key (number) and value, `count` times
    /// An item that is canonical already.
    Writer& raw(ByteView item);

    [[nodiscard]] ByteView written() const { return out_; }
    [[nodiscard]] Bytes take() { return std::move(out_); }

private:
    void head(unsigned major, std::uint64_t value);

    Bytes out_;
};

enum class Kind { number, negative, bytes, text, array, map, boolean };

/// Reads items in order. The first thing that is not canonical, not of the kind asked for, or not
/// there makes the reader fail, and it stays failed: check `done()` at the end, once.
class Reader {
public:
    explicit Reader(ByteView bytes) : rest_(bytes) {}

    [[nodiscard]] std::uint64_t number(std::uint64_t max = integer_max);
    [[nodiscard]] std::int64_t integer();
    /// A view into the bytes that were given.
    [[nodiscard]] ByteView bytes(std::size_t size_max);
    [[nodiscard]] std::string_view text(std::size_t size_max);
    [[nodiscard]] bool boolean();
    /// The number of items that follow; never more than the bytes left.
    [[nodiscard]] std::size_t array(std::size_t count_max);
    /// The number of pairs that follow. Read each key with key().
    [[nodiscard]] std::size_t map(std::size_t count_max);
    /// A map's next key; must be above `after` (pass nothing for the first).
    [[nodiscard]] std::uint64_t key(std::optional<std::uint64_t> after);
    /// One whole item of any kind, checked to be canonical, as the slice it is.
    [[nodiscard]] ByteView item(int depth = depth_max);
    /// A name of fixed size.
    template <class Fixed>
    [[nodiscard]] Fixed id() {
        const auto found = Fixed::from(bytes(Fixed::size));
        if (!found) failed_ = true;
        return found.value_or(Fixed{});
    }

    /// What comes next; nothing at the end or after a failure.
    [[nodiscard]] std::optional<Kind> next() const;
    /// For what the caller finds wrong with a value.
    void reject() { failed_ = true; }
    [[nodiscard]] bool failed() const { return failed_; }
    /// Everything was read and was good.
    [[nodiscard]] bool done() const { return !failed_ && rest_.empty(); }
    [[nodiscard]] std::size_t left() const { return rest_.size(); }

private:
    struct Head {
        unsigned major = 0;
        std::uint64_t value = 0;
    };
    [[nodiscard]] std::optional<Head> head();
    [[nodiscard]] std::uint64_t expect(unsigned major, std::uint64_t max);
    [[nodiscard]] ByteView slice(std::uint64_t size);
    void skip(int depth);

    ByteView rest_;
    bool failed_ = false;
};

/// True if `bytes` are exactly one canonical item.
[[nodiscard]] bool is_canonical(ByteView bytes);

}  // namespace soxa::cbor
