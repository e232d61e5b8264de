// A list of files given out into one file, for use elsewhere (TB-3.10).
#pragma once

#include "client/office/office.hpp"

namespace soxa::office {

struct GivenOut {
    std::size_t files = 0;
    std::size_t left_out = 0;  ///< restricted, and no purpose was said
    std::uint64_t bytes = 0;
};
/// All that export_lines() gives, a line a file; whole or not at all, and it replaces nothing:
/// Errc::storage ("file.exists", "file.write"), otherwise as export_lines().
[[nodiscard]] Result<GivenOut> give_out(Office& office, const std::filesystem::path& file,
                                        const std::string& purpose);

}  // namespace soxa::office
