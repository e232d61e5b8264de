#include "sync/exchange/compression.hpp"

#include <array>
#include <cassert>

#include <zstd.h>

#include "sync/exchange/dictionary.hpp"

namespace soxa::exchange {

namespace {

// Messages are small and links slow: the strongest level that takes milliseconds.
constexpr int level = 15;
constexpr int conversation_level = 19;
// What a conversation remembers: hundreds of files, in memory that a server has for each laptop.
constexpr int window_log = 18;
constexpr int table_log = 17;
constexpr std::size_t unpacked_at_once = 32 * 1024;
constexpr std::size_t length_bytes = 4;

struct Free {
    void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

tl::unexpected<Error> broken() { return fail(Errc::integrity, "message.compression"); }

void must(std::size_t code) {
    assert(ZSTD_isError(code) == 0U);
    static_cast<void>(code);
}

/// Of a frame that begins so, as far as its first bytes tell (RFC 8878 §3.1.1.1).
std::size_t header_bytes(ByteView frame) {
    constexpr std::size_t magic_and_descriptor = 5;
    if (frame.size() < magic_and_descriptor) return magic_and_descriptor;
    const unsigned descriptor = frame[magic_and_descriptor - 1];
    const bool one_segment = (descriptor & 0x20U) != 0;
    constexpr std::array<std::size_t, 4> dictionary{0, 1, 2, 4};
    constexpr std::array<std::size_t, 4> content{0, 2, 4, 8};
    const std::size_t size = content[descriptor >> 6U];
    return magic_and_descriptor + (one_segment ? 0 : 1) + dictionary[descriptor & 3U] +
           (one_segment && size == 0 ? 1 : size);
}

const Dictionary* dictionary_of(DictionaryId id) {
    for (const Dictionary& one : dictionaries()) {
        if (one.id == id) return &one;
    }
    return nullptr;
}

}  // namespace

Bytes compressed(ByteView message) {
    Bytes out(ZSTD_compressBound(message.size()));
    const std::size_t size =
        ZSTD_compress(out.data(), out.size(), message.data(), message.size(), level);
    assert(ZSTD_isError(size) == 0U);
    out.resize(size);
    return out;
}

Result<Bytes> decompressed(ByteView bytes, std::size_t size_max) {
    const unsigned long long stated = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (stated == ZSTD_CONTENTSIZE_ERROR || stated == ZSTD_CONTENTSIZE_UNKNOWN ||
        ZSTD_findFrameCompressedSize(bytes.data(), bytes.size()) != bytes.size()) {
        return broken();
    }
    if (stated > size_max) return fail(Errc::integrity, "message.too_large");
    Bytes out(static_cast<std::size_t>(stated));
    const std::size_t size =
        ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0U || size != out.size()) return broken();
    return out;
}

DictionaryId newest_dictionary() {
    return dictionaries().empty() ? 0 : dictionaries().front().id;
}

std::vector<DictionaryId> known_dictionaries() {
    std::vector<DictionaryId> known;
    for (const Dictionary& one : dictionaries()) known.push_back(one.id);
    return known;
}

struct PartWriter::Stream {
    std::unique_ptr<ZSTD_CCtx, Free> context{ZSTD_createCCtx()};
};

PartWriter::PartWriter(DictionaryId dictionary) : stream_(std::make_unique<Stream>()) {
    ZSTD_CCtx* const context = stream_->context.get();
    assert(context != nullptr);
    must(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, conversation_level));
    must(ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log));
    must(ZSTD_CCtx_setParameter(context, ZSTD_c_hashLog, table_log));
    must(ZSTD_CCtx_setParameter(context, ZSTD_c_chainLog, table_log));
    const Dictionary* const from = dictionary_of(dictionary);
    if (from != nullptr) {
        must(ZSTD_CCtx_loadDictionary(context, from->bytes.data(), from->bytes.size()));
    }
}
PartWriter::PartWriter(PartWriter&&) noexcept = default;
PartWriter& PartWriter::operator=(PartWriter&&) noexcept = default;
PartWriter::~PartWriter() = default;

Bytes PartWriter::add(ByteView part) {
    Bytes plain;
    for (int shift = 24; shift >= 0; shift -= 8) {
        plain.push_back(static_cast<std::uint8_t>(part.size() >> static_cast<unsigned>(shift)));
    }
    append(plain, part);
    ZSTD_inBuffer in{plain.data(), plain.size(), 0};
    Bytes out;
    for (bool more = true; more;) {
        std::array<std::uint8_t, unpacked_at_once> piece{};
        ZSTD_outBuffer to{piece.data(), piece.size(), 0};
        const std::size_t left =
            ZSTD_compressStream2(stream_->context.get(), &to, &in, ZSTD_e_flush);
        must(left);
        append(out, ByteView(piece).first(to.pos));
        more = left != 0;
    }
    return out;
}

struct PartReader::Stream {
    std::unique_ptr<ZSTD_DCtx, Free> context{ZSTD_createDCtx()};
    std::size_t part_bytes_max = 0;
    DictionaryId dictionary = 0;
    bool begun = false;
    Bytes packed;
    std::size_t packed_read = 0;
    bool more_inside = false;  // of what was read, more than there was room for
    Bytes plain;  // from the beginning of a part

    [[nodiscard]] ByteView rest() const { return ByteView(packed).subspan(packed_read); }
    [[nodiscard]] Result<bool> begin();
    [[nodiscard]] Result<bool> unpack();
    [[nodiscard]] Result<std::optional<Bytes>> whole_part();
};

/// False while the header is not there whole.
Result<bool> PartReader::Stream::begin() {
    if (begun) return true;
    if (rest().size() < header_bytes(rest())) return false;
    dictionary = ZSTD_getDictID_fromFrame(rest().data(), rest().size());
    const Dictionary* const from = dictionary_of(dictionary);
    if (dictionary != 0 && from == nullptr) {
        return fail(Errc::integrity, "message.dictionary", {std::to_string(dictionary)});
    }
    must(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log));
    if (from != nullptr) {
        must(ZSTD_DCtx_loadDictionary(context.get(), from->bytes.data(), from->bytes.size()));
    }
    begun = true;
    return true;
}

/// A little more of what is there; false if that gave nothing.
Result<bool> PartReader::Stream::unpack() {
    TRY_LET(const bool ready, begin());
    // zstd takes a decompression that is asked for nothing many times in a row for a broken one.
    if (!ready || (rest().empty() && !more_inside)) return false;
    std::array<std::uint8_t, unpacked_at_once> piece{};
    ZSTD_inBuffer in{rest().data(), rest().size(), 0};
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    const std::size_t code = ZSTD_decompressStream(context.get(), &out, &in);
    // The frame has no end: what follows one would be another, with another dictionary perhaps.
    if (ZSTD_isError(code) != 0U || code == 0) return broken();
    packed_read += in.pos;
    more_inside = out.pos == out.size;
    if (packed_read == packed.size()) {
        packed.clear();
        packed_read = 0;
    }
    append(plain, ByteView(piece).first(out.pos));
    return out.pos > 0 || in.pos > 0;
}

Result<std::optional<Bytes>> PartReader::Stream::whole_part() {
    if (plain.size() < length_bytes) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) length = length << 8U | plain[i];
    if (length > part_bytes_max) return fail(Errc::integrity, "message.too_large");
    if (plain.size() - length_bytes < length) return std::nullopt;
    const auto from = plain.begin() + length_bytes;
    const auto to = from + static_cast<std::ptrdiff_t>(length);
    Bytes part(from, to);
    plain.erase(plain.begin(), to);
    return std::optional(std::move(part));
}

PartReader::PartReader(std::size_t part_bytes_max) : stream_(std::make_unique<Stream>()) {
    assert(stream_->context != nullptr);
    stream_->part_bytes_max = part_bytes_max;
}
PartReader::PartReader(PartReader&&) noexcept = default;
PartReader& PartReader::operator=(PartReader&&) noexcept = default;
PartReader::~PartReader() = default;

void PartReader::feed(ByteView bytes) { append(stream_->packed, bytes); }

Result<std::optional<Bytes>> PartReader::next() {
    for (;;) {
        TRY_LET(std::optional<Bytes> part, stream_->whole_part());
        if (part) return part;
        TRY_LET(const bool more, stream_->unpack());
        if (!more) return std::nullopt;
    }
}

DictionaryId PartReader::dictionary() const { return stream_->dictionary; }

bool PartReader::inside_part() const { return !stream_->plain.empty() || !stream_->rest().empty(); }

}  // namespace soxa::exchange
