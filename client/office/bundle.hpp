// The exchange by USB stick: what this laptop has to say, sealed to the province, and what the
// province answered, sealed to this laptop.
//
// Whoever carries the stick can read neither. Making a bundle changes nothing: what has no receipt
// goes into the next one again, so a stick that is lost costs a trip and nothing else.
#pragma once

#include "client/office/exchange_now.hpp"
#include "client/office/watch.hpp"

namespace soxa::office {

struct BundleOut {
    std::vector<std::filesystem::path> files;  ///< the name given; further parts have .2, .3 …
    std::size_t operations = 0;
    std::size_t attachments = 0;       ///< scans, thumbnails apart
    std::size_t attachments_left = 0;  ///< for the next one
    std::uint64_t bytes = 0;
    bool asks_certificate = false;  ///< of a laptop that the province does not know yet
};
struct BundleWanted {
    std::size_t part_bytes_max = 48 * 1024 * 1024;
    /// With all that the province ever signed for this unit, for one whose store was put back from
    /// an older backup and that says so.
    bool with_log = false;
    /// Of scans, after the records; more stay for the next bundle.
    std::uint64_t scan_bytes_max = std::uint64_t{256} * 1024 * 1024;
    /// Another laptop of the unit, by its label or the beginning of its name: it gets what has no
    /// receipt yet, and no scans. Empty: the province.
    std::string laptop{};
};
/// Written whole, read back from the stick and compared before it returns. Errc::not_allowed
/// ("exchange.local": no province yet), Errc::invalid_input ("slot.no_laptop"), Errc::storage ("file.full", "file.write",
/// "file.not_kept"). Given up, it takes away what it had written ("act.given_up").
[[nodiscard]] Result<BundleOut> bundle_out(Office& office, const std::filesystem::path& file,
                                           const BundleWanted& wanted, const Watch& watch = {});

struct BundleIn {
    Exchanged exchanged;
    bool certificate = false;    ///< this laptop is known to the province now
    bool known_already = false;  ///< nothing in it was new
    bool waits = false;          ///< kept until the bundle before it has come
    bool from_laptop = false;    ///< of the unit: nothing in it is received by the province yet
    /// Frames that do not fit what is here: another operation stands at their place.
    std::size_t set_aside = 0;
};
/// Errc::integrity ("bundle.damaged", "bundle.altered", "exchange.forged" unless the province
/// signed it), Errc::invalid_input ("bundle.for_province", "bundle.other_laptop"), Errc::not_allowed
/// ("bundle.stranger": from a laptop that the unit's list does not have). What was taken before a
/// failure is whole and stays.
[[nodiscard]] Result<BundleIn> bundle_in(Office& office, const std::filesystem::path& file);
/// After an exchange: what waited for something that it has brought. How many bundles.
[[nodiscard]] Result<std::size_t> take_waiting_bundles(Office& office);

/// What anybody can read on a bundle, without an account: a courier sees that it is whole, where it
/// belongs and nothing of what it says. Errc::integrity, Errc::storage.
struct BundleLook {
    bool to_province = false;
    bool from_laptop = false;  ///< to another laptop of its unit
    std::string device;  ///< hexadecimal, of the laptop at either end; of the one that it is for
    Timestamp made{};
    std::uint32_t part = 1;
    std::uint32_t parts = 1;
    std::uint64_t bytes = 0;
};
[[nodiscard]] Result<BundleLook> look_at_bundle(const std::filesystem::path& file);

}  // namespace soxa::office
