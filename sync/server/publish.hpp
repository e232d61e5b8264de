// What a province publishes: the file is checked whole, signed by the province into the stream of
// every unit it is for, and kept for the units that come later. Nothing published is ever taken
// away; another version is put beside it (DOMAIN §5.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/ledger/rulebook.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

struct Publishing {
    ledger::Published what;
    std::size_t units = 0;  ///< that have it now and had not before
    bool before = false;    ///< it was published before, to all of these
    /// Of a pack: what its publisher should know (record::notes_on), by line.
    std::vector<Fault> notes{};
};

/// A rule pack as policy_text.hpp reads it. `units`: for these and all below them; none: for all.
/// The same file again changes nothing. Errc::invalid_input with the faults and their lines;
/// "publish.version" where this version, or a later one, was published with another content;
/// "unit.unknown"; "publish.other_province" where it names a province and none of its units.
[[nodiscard]] Result<Publishing> publish_pack(Office& office, std::string_view text,
                                              const std::vector<std::string>& units);
/// A list as catalogue.hpp reads it, or the map of national fields (national.hpp).
[[nodiscard]] Result<Publishing> publish_catalogue(Office& office, std::string_view text,
                                                   const std::vector<std::string>& units);

struct PublishedLine {
    ledger::Published what;
    std::vector<std::string> units;  ///< empty: all
    std::size_t items = 0;           ///< of a list or map
};
/// In the order of publishing: the packs, or the lists and maps.
[[nodiscard]] Result<std::vector<PublishedLine>> list_published(Office& office, bool packs);

/// What counts for some unit today; the program's own where nothing was published.
[[nodiscard]] Result<std::vector<record::Policy>> packs_in_force(Office& office);

/// The file to go on from: of that name what was published last, else the program's own.
/// Errc::invalid_input ("publish.unknown").
[[nodiscard]] Result<std::string> file_to_edit(Office& office, bool pack, std::string_view name);

/// For a unit that was just added: everything that it is to have.
[[nodiscard]] Result<void> publish_to_new(Office& office, Records& records, const Unit& unit);

}  // namespace soxa::server
