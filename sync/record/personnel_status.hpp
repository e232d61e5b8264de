// What a personnel status means for the file (DOMAIN §4.10).
#pragma once

#include <string_view>

namespace soxa::record {

/// A code of the catalogue personnel_status.
[[nodiscard]] bool is_personnel_status(std::string_view status);
/// Of who does not serve here any more: the file belongs into the archive and is not counted
/// [TB-9.5].
[[nodiscard]] bool is_archived_status(std::string_view status);
/// Who has left for good: case 5 of article 9, which rests on a decision.
[[nodiscard]] bool is_leaving_status(std::string_view status);

}  // namespace soxa::record
