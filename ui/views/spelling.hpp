// Times, numbers and persons as a reader in Việt Nam expects them.
#pragma once

#include <string>
#include <string_view>

#include "crypto/base/time.hpp"
#include "sync/record/value.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

/// "22/11/2026 14:05", by the clock in Việt Nam; empty for a time that was never.
[[nodiscard]] std::string spelled(Timestamp time);
/// "3 giờ trước", "hôm qua" …; a time ahead of `now` is told as it is.
[[nodiscard]] std::string age(Timestamp time, Timestamp now, const Words& words);
/// 24/11/2026 as it is typed, as it is kept: 2026-11-24. What is no day stays as it is, for the act
/// to refuse.
[[nodiscard]] std::string day_kept(const std::string& typed);
/// The other way, for reading.
[[nodiscard]] std::string day_read(const std::string& kept);
/// "22/11/2026 14:05" of RFC 3339.
[[nodiscard]] std::string time_read(const std::string& kept);
/// "1,2 MB".
[[nodiscard]] std::string size_of(std::uint64_t bytes);
/// Personal numbers are masked in lists (DOMAIN §2.3).
[[nodiscard]] std::string masked(std::string_view personal_id);
/// A value as it stands in the field that edits it: 24/11/2026, 05/1958, 2,34; a code by itself.
[[nodiscard]] std::string editable(const record::Field& field, const record::Value& value);

}  // namespace soxa::ui
