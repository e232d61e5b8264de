// A password between the field it is typed into and whom it is for.
#pragma once

#include <string>

#include "crypto/base/secret.hpp"

namespace soxa::ui {

/// Takes the text over and leaves the field empty, with nothing behind.
[[nodiscard]] inline Secret take_secret(std::string& typed) {
    Secret secret(bytes_of(typed));
    wipe({reinterpret_cast<std::uint8_t*>(typed.data()), typed.size()});
    typed.clear();
    return secret;
}

}  // namespace soxa::ui
