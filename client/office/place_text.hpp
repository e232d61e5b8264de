// What a fault or finding is about, for who knows the form and not its identifiers.
#pragma once

#include <string>
#include <string_view>

#include "client/office/words.hpp"

namespace soxa::office {

/// "Điện thoại di động · phone_mobile", "Đào tạo: Tên trường · education/1.school"; what is no
/// field's or group's name stays as it is.
[[nodiscard]] std::string place_text(Language language, std::string_view place);

}  // namespace soxa::office
