#include "crypto/normal_form.hpp"

#include <vector>

#include <utf8proc.h>

#include "crypto/base/utf8.hpp"

namespace soxa::crypto {

namespace {

/// Characters that are wiped when they go. Sized once: a vector that grows leaves copies behind.
class Characters {
public:
    explicit Characters(std::size_t room) : room_(room) {}
    Characters(const Characters&) = delete;
    Characters& operator=(const Characters&) = delete;
    ~Characters() {
        wipe({reinterpret_cast<std::uint8_t*>(room_.data()),
              room_.size() * sizeof(utf8proc_int32_t)});
    }

    [[nodiscard]] utf8proc_int32_t* data() { return room_.data(); }
    [[nodiscard]] utf8proc_ssize_t size() const {
        return static_cast<utf8proc_ssize_t>(room_.size());
    }

private:
    std::vector<utf8proc_int32_t> room_;
};

/// `text` decomposed, put through `change` one by one, and composed.
template <class Change>
std::optional<NormalSecret> normal(ByteView text, utf8proc_option_t form, const Change& change) {
    if (!is_utf8(text_of(text))) return std::nullopt;
    const auto size = static_cast<utf8proc_ssize_t>(text.size());
    const auto options =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | form);
    const utf8proc_ssize_t room = utf8proc_decompose(text.data(), size, nullptr, 0, options);
    if (room < 0) return std::nullopt;
    Characters characters(static_cast<std::size_t>(room));
    utf8proc_ssize_t count =
        utf8proc_decompose(text.data(), size, characters.data(), characters.size(), options);
    if (count < 0 || count > room) return std::nullopt;
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        characters.data()[i] = change(characters.data()[i]);
    }
    const auto compose = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    count = utf8proc_normalize_utf32(characters.data(), count, compose);
    if (count < 0) return std::nullopt;

    constexpr std::size_t character_bytes_max = 4;
    Bytes encoded(static_cast<std::size_t>(count) * character_bytes_max);
    std::size_t written = 0;
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        written += static_cast<std::size_t>(
            utf8proc_encode_char(characters.data()[i], encoded.data() + written));
    }
    encoded.resize(written);
    return NormalSecret{Secret(std::move(encoded)), static_cast<std::size_t>(count)};
}

std::optional<std::string> text_in(std::optional<NormalSecret> found) {
    if (!found) return std::nullopt;
    return std::string(text_of(found->utf8.reveal()));
}

}  // namespace

std::optional<NormalSecret> nfkc(ByteView text) {
    return normal(text, UTF8PROC_COMPAT, [](utf8proc_int32_t one) { return one; });
}

std::optional<std::string> nfc(std::string_view text) {
    return text_in(
        normal(bytes_of(text), UTF8PROC_STABLE, [](utf8proc_int32_t one) { return one; }));
}

std::optional<std::string> lower_nfc(std::string_view text) {
    return text_in(normal(bytes_of(text), UTF8PROC_STABLE, utf8proc_tolower));
}

}  // namespace soxa::crypto
