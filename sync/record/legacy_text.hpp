// Text from before Unicode: lists typed in TCVN3 (.VnTime) or VNI fonts, read as if their bytes
// were Latin letters: "NguyÔn V¨n Hoµ", "Nguyeãn Vaên Hoaø" (DOMAIN §3.3).
//
// What it was is offered to a person, never taken: a name of the highlands may look the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/bytes.hpp"

namespace soxa::record {

enum class LegacyFont { tcvn3, vni };

struct LegacyText {
    LegacyFont font = LegacyFont::tcvn3;
    std::string converted;  ///< NFC

    friend bool operator==(const LegacyText&, const LegacyText&) = default;
};

/// Nothing if the text is Vietnamese as it stands, or makes no Vietnamese either way.
[[nodiscard]] std::optional<LegacyText> legacy_text(std::string_view text);

/// Each byte as the letter it is in Latin-1: what a file without an encoding says.
[[nodiscard]] std::string widened(ByteView bytes);

/// An onset, a nucleus and a coda that occur together in Vietnamese, with one tone at most; the
/// text is one word.
[[nodiscard]] bool is_syllable(std::string_view word);

}  // namespace soxa::record
