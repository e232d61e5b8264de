// The screens, by name. "place.NAME" is what people read, "help.NAME" explains.
#pragma once

#include <cstdint>
#include <string_view>

namespace soxa::ui {

/// Where one can go.
enum class Place : std::uint8_t {
    first_run,
    login,
    home,
    month,
    campaign,
    rules,
    records,
    exports,
    form,
    scans,
    approval,
    conflicts,
    overruled,
    transfers,
    bundles,
    import,
    accounts,
    access,
    audit,
    backups,
    upkeep,
    settings,
    help,
};

/// "home" …, as it stands in the description of the screen.
[[nodiscard]] const char* name_of(Place place);
/// The place in whose line of the list one stands there.
[[nodiscard]] Place listed_as(Place place);
/// To which Escape goes back; the place itself where it does not.
[[nodiscard]] Place above(Place place);

}  // namespace soxa::ui
