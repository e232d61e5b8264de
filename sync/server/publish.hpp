// What a province publishes: the file is checked whole, signed by the province into the stream of
// every unit it is for, and kept for the units that come later. Nothing that somebody was judged by is
// ever taken away; another version is put beside it (DOMAIN §5.1). A pack whose first day has not come
// can be withdrawn.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/ledger/rulebook.hpp"
#include "sync/record/policy_outlook.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

/// What a pack changes for units that would have the same packs without it.
struct PackForUnits {
    std::vector<std::string> units;  ///< their codes; none where the province has no unit yet
    record::PackOutlook outlook;
};

struct Publishing {
    ledger::Published what;
    std::size_t units = 0;  ///< that have it now and had not before
    bool before = false;    ///< it was published before, to all of these
    /// Of a pack: what its publisher should know (record::notes_on), by line.
    std::vector<Fault> notes{};
    std::vector<PackForUnits> outlooks{};  ///< of a pack: those of the most units first
};

/// A rule pack as policy_text.hpp reads it. `units`: for these and all below them; none: for all.
/// The same file again changes nothing. Errc::invalid_input with the faults and their lines;
/// "publish.version" where this version, or a later one, was published with another content;
/// "publish.withdrawn" where it was taken back; "unit.unknown"; "publish.other_province" where it names a province and none of its units.
[[nodiscard]] Result<Publishing> publish_pack(Office& office, std::string_view text,
                                              const std::vector<std::string>& units);
/// What publish_pack() would refuse and tell, and nothing is written: `units` is 0.
[[nodiscard]] Result<Publishing> check_pack(Office& office, std::string_view text,
                                            const std::vector<std::string>& units);

/// Takes back a pack whose first day has not come, in all units that have it; how many these are.
/// Errc::invalid_input: "publish.unknown_version", "publish.withdrawn", "publish.begun" where its day
/// has come, "publish.no_basis".
[[nodiscard]] Result<std::size_t> withdraw_pack(Office& office, std::string_view name, int version,
                                                const std::string& basis);

/// A list as catalogue.hpp reads it, or the map of national fields (national.hpp).
[[nodiscard]] Result<Publishing> publish_catalogue(Office& office, std::string_view text,
                                                   const std::vector<std::string>& units);

struct PublishedLine {
    ledger::Published what;
    std::vector<std::string> units;  ///< empty: all
    std::size_t items = 0;           ///< of a list or map
    std::string withdrawn{};         ///< the basis, of a pack that was taken back
};
/// In the order of publishing: the packs, or the lists and maps.
[[nodiscard]] Result<std::vector<PublishedLine>> list_published(Office& office, bool packs);

/// What counts for some unit today; the program's own where nothing was published.
[[nodiscard]] Result<std::vector<record::Policy>> packs_in_force(Office& office);

struct FileToEdit {
    std::string text;
    /// Of a pack whose last version was taken back: that version, which is used up, and the document;
    /// the text is the one before it.
    std::string withdrawn_version{};
    std::string withdrawn_by{};
};
/// The file to go on from: of that name what was published last, else the program's own.
/// Errc::invalid_input ("publish.unknown").
[[nodiscard]] Result<FileToEdit> file_to_edit(Office& office, bool pack, std::string_view name);

/// For a unit that was just added: everything that it is to have.
[[nodiscard]] Result<void> publish_to_new(Office& office, Records& records, const Unit& unit);

}  // namespace soxa::server
