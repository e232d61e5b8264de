// zstd around messages, with every size bounded before it is unpacked. Pure functions of bytes:
// the one place that both ends share, so that there is one bound.
//
// A message by itself is one zstd frame. A conversation is one frame a direction, flushed after
// each of its parts, so that a part can be read as soon as it is there and still leans on all that
// was said before. Both may begin from a dictionary that ships with the program; its number stands
// in the frame's header, and dictionaries are never retired (LEDGER §3, 38).
#pragma once

#include <memory>
#include <optional>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace soxa::exchange {

[[nodiscard]] Bytes compressed(ByteView message);
/// Errc::integrity: "message.compression" if it is no single zstd frame that states its size,
/// "message.too_large" if that is above `size_max`. Never allocates more than that.
[[nodiscard]] Result<Bytes> decompressed(ByteView bytes, std::size_t size_max);

/// 0: none.
using DictionaryId = std::uint32_t;
/// The one to write with; whoever asked with another is answered with that.
[[nodiscard]] DictionaryId newest_dictionary();
/// All that this program can read, the newest first.
[[nodiscard]] std::vector<DictionaryId> known_dictionaries();

/// One direction of a conversation, written.
class PartWriter {
public:
    explicit PartWriter(DictionaryId dictionary);
    PartWriter(PartWriter&&) noexcept;
    PartWriter& operator=(PartWriter&&) noexcept;
    ~PartWriter();

    /// What to send for it; the receiver can read the part from it.
    [[nodiscard]] Bytes add(ByteView part);

private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

/// One direction of a conversation, read from foreign bytes as they come.
class PartReader {
public:
    explicit PartReader(std::size_t part_bytes_max);
    PartReader(PartReader&&) noexcept;
    PartReader& operator=(PartReader&&) noexcept;
    ~PartReader();

    void feed(ByteView bytes);
    /// The next part that is there whole. Unpacks no more than is needed for it. Errc::integrity:
    /// "message.compression", "message.too_large", "message.dictionary" where it begins from one
    /// that is not known here.
    [[nodiscard]] Result<std::optional<Bytes>> next();
    /// What it begins from, once the first part was read.
    [[nodiscard]] DictionaryId dictionary() const;
    /// True in the middle of a part: then the end of the bytes is a cut.
    [[nodiscard]] bool inside_part() const;

private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

}  // namespace soxa::exchange
