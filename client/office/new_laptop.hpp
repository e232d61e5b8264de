// The making of a laptop's files: keystore and store, built beside and moved into place whole.
//
// A power cut leaves either no laptop (or the one that was there) or the new one: what was begun
// is begun again or finished at the next start.
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "sync/exchange/ticket.hpp"

namespace soxa::office {

/// Who a laptop begins with, and what its ledger begins with.
struct Beginning {
    store::Home home;
    crypto::AccountKeys keys;
    std::vector<std::string> logins;
    exchange::Frame founding;
};

/// Device, keys and label, all fresh.
[[nodiscard]] store::Home new_home(RandomSource& random);
[[nodiscard]] crypto::AccountKeys first_keys(const ledger::AccountId& account,
                                             crypto::SoftwareSigner invitation,
                                             RandomSource& random);
/// What a ticket says. Errc::not_allowed ("ticket.expired") by the laptop's clock only if that is
/// within a year of the ticket's term: a clock from 2009 proves nothing.
[[nodiscard]] Result<Beginning> beginning_of(const Surroundings& around,
                                             const exchange::Ticket& ticket);

/// In the home's folder, emptied first, for what is not whole yet.
[[nodiscard]] std::filesystem::path staging_in(const std::filesystem::path& home);
/// Keystore, store and first operations, all in `staging`; the first account logged in.
[[nodiscard]] Result<Office> build_laptop(const Surroundings& around,
                                          const std::filesystem::path& staging,
                                          Beginning beginning, const Secret& password);
/// Where there is no laptop yet. The store first: a folder without a keystore holds nothing that
/// anybody could open.
[[nodiscard]] Result<void> move_into_place(const std::filesystem::path& home);
/// Where there is one, which goes into the folder "earlier". From the first step on it is
/// finished by finish_joining(), however often it is cut.
[[nodiscard]] Result<void> join_into_place(const std::filesystem::path& home);
/// Finishes what a power cut left of join_into_place(); nothing if there is nothing. With the
/// folder locked.
[[nodiscard]] Result<void> finish_joining(const std::filesystem::path& home);

inline constexpr const char* earlier_folder = "earlier";

/// True if the folder holds a laptop, whole.
[[nodiscard]] bool is_enrolled(const std::filesystem::path& home);

}  // namespace soxa::office
