#include "crypto/base/cbor.hpp"

#include <cassert>

#include "crypto/base/utf8.hpp"

namespace soxa::cbor {

namespace {

constexpr unsigned major_number = 0;
constexpr unsigned major_negative = 1;
constexpr unsigned major_bytes = 2;
constexpr unsigned major_text = 3;
constexpr unsigned major_array = 4;
constexpr unsigned major_map = 5;
constexpr unsigned major_simple = 7;
constexpr std::uint64_t simple_false = 20;
constexpr std::uint64_t simple_true = 21;

}  // namespace

void Writer::head(unsigned major, std::uint64_t value) {
    const auto type = static_cast<std::uint8_t>(major << 5U);
    const auto push = [&](unsigned info, int size) {
        out_.push_back(static_cast<std::uint8_t>(type | info));
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            out_.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
        }
    };
    if (value < 24) {
        out_.push_back(static_cast<std::uint8_t>(type | value));
    } else if (value <= 0xFF) {
        push(24, 1);
    } else if (value <= 0xFFFF) {
        push(25, 2);
    } else if (value <= 0xFFFFFFFF) {
        push(26, 4);
    } else {
        push(27, 8);
    }
}

Writer& Writer::number(std::uint64_t value) {
    assert(value <= integer_max);
    head(major_number, value);
    return *this;
}

Writer& Writer::integer(std::int64_t value) {
    if (value >= 0) return number(static_cast<std::uint64_t>(value));
    const auto magnitude = static_cast<std::uint64_t>(-(value + 1));
    assert(magnitude < integer_max);
    head(major_negative, magnitude);
    return *this;
}

Writer& Writer::bytes(ByteView value) {
    head(major_bytes, value.size());
    append(out_, value);
    return *this;
}

Writer& Writer::text(std::string_view value) {
    assert(is_utf8(value));
    head(major_text, value.size());
    append(out_, bytes_of(value));
    return *this;
}

Writer& Writer::boolean(bool value) {
    head(major_simple, value ? simple_true : simple_false);
    return *this;
}

Writer& Writer::array(std::size_t count) {
    head(major_array, count);
    return *this;
}

Writer& Writer::map(std::size_t count) {
    head(major_map, count);
    return *this;
}

Writer& Writer::raw(ByteView item) {
    append(out_, item);
    return *this;
}

std::optional<Reader::Head> Reader::head() {
    if (failed_ || rest_.empty()) {
        failed_ = true;
        return std::nullopt;
    }
    const std::uint8_t first = rest_[0];
    const unsigned major = first >> 5U;
    const unsigned info = first & 31U;
    std::size_t size = 0;
    if (info >= 24) {
        if (info > 27) {  // reserved and indefinite lengths
            failed_ = true;
            return std::nullopt;
        }
        size = std::size_t{1} << (info - 24U);
    }
    if (rest_.size() < 1 + size) {
        failed_ = true;
        return std::nullopt;
    }
    std::uint64_t value = size == 0 ? info : 0;
    for (std::size_t i = 0; i < size; ++i) value = (value << 8U) | rest_[1 + i];
    constexpr std::array<std::uint64_t, 4> smallest{24, 0x100, 0x10000, 0x100000000};
    const bool shortest = size == 0 || value >= smallest[info - 24U];
    const bool known_simple =
        major != major_simple || (size == 0 && (value == simple_false || value == simple_true));
    if (!shortest || !known_simple || major == 6) {
        failed_ = true;
        return std::nullopt;
    }
    rest_ = rest_.subspan(1 + size);
    return Head{major, value};
}

std::uint64_t Reader::expect(unsigned major, std::uint64_t max) {
    const auto found = head();
    if (!found) return 0;
    if (found->major != major || found->value > max) {
        failed_ = true;
        return 0;
    }
    return found->value;
}

ByteView Reader::slice(std::uint64_t size) {
    if (failed_ || size > rest_.size()) {
        failed_ = true;
        return {};
    }
    const ByteView found = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(static_cast<std::size_t>(size));
    return found;
}

std::uint64_t Reader::number(std::uint64_t max) {
    return expect(major_number, std::min(max, integer_max));
}

std::int64_t Reader::integer() {
    if (next() == Kind::negative) {
        const std::uint64_t magnitude = expect(major_negative, integer_max - 1);
        return -static_cast<std::int64_t>(magnitude) - 1;
    }
    return static_cast<std::int64_t>(number());
}

ByteView Reader::bytes(std::size_t size_max) { return slice(expect(major_bytes, size_max)); }

std::string_view Reader::text(std::size_t size_max) {
    const std::string_view found = text_of(slice(expect(major_text, size_max)));
    if (!is_utf8(found)) failed_ = true;
    return failed_ ? std::string_view{} : found;
}

bool Reader::boolean() { return expect(major_simple, simple_true) == simple_true; }

std::size_t Reader::array(std::size_t count_max) {
    const std::uint64_t count = expect(major_array, count_max);
    if (count > rest_.size()) failed_ = true;  // each item has at least one byte
    return failed_ ? 0 : static_cast<std::size_t>(count);
}

std::size_t Reader::map(std::size_t count_max) {
    const std::uint64_t count = expect(major_map, count_max);
    if (count > rest_.size() / 2) failed_ = true;
    return failed_ ? 0 : static_cast<std::size_t>(count);
}

std::uint64_t Reader::key(std::optional<std::uint64_t> after) {
    const std::uint64_t found = number();
    if (after && found <= *after) failed_ = true;
    return found;
}

void Reader::skip(int depth) {
    const auto found = head();
    if (!found) return;
    if (depth == 0) {
        failed_ = true;
        return;
    }
    switch (found->major) {
        case major_number:
        case major_negative:
            if (found->value > integer_max - found->major) failed_ = true;
            return;
        case major_bytes:
            (void)slice(found->value);
            return;
        case major_text:
            if (!is_utf8(text_of(slice(found->value)))) failed_ = true;
            return;
        case major_array:
            if (found->value > rest_.size()) failed_ = true;
            for (std::uint64_t i = 0; i < found->value && !failed_; ++i) skip(depth - 1);
            return;
        case major_map: {
            if (found->value > rest_.size() / 2) failed_ = true;
            std::optional<std::uint64_t> last;
            for (std::uint64_t i = 0; i < found->value && !failed_; ++i) {
                last = key(last);
                skip(depth - 1);
            }
            return;
        }
        default:
            return;
    }
}

ByteView Reader::item(int depth) {
    const ByteView before = rest_;
    skip(depth);
    return failed_ ? ByteView{} : before.first(before.size() - rest_.size());
}

std::optional<Kind> Reader::next() const {
    if (failed_ || rest_.empty()) return std::nullopt;
    switch (rest_[0] >> 5U) {
        case major_number: return Kind::number;
        case major_negative: return Kind::negative;
        case major_bytes: return Kind::bytes;
        case major_text: return Kind::text;
        case major_array: return Kind::array;
        case major_map: return Kind::map;
        case major_simple: return Kind::boolean;
        default: return std::nullopt;
    }
}

bool is_canonical(ByteView bytes) {
    Reader reader(bytes);
    (void)reader.item();
    return reader.done();
}

}  // namespace soxa::cbor
