// Who may do what (DOMAIN §1.9, table of roles).
#pragma once

#include <optional>
#include <string_view>

namespace soxa::ledger {

enum class Role : unsigned char {
    person = 1,  ///< enters and submits his own file
    clerk = 2,   ///< enters for others, checks, returns
    head = 3,    ///< checks, returns, approves by signature
    admin = 4,   ///< the unit's accounts; sees the list, no file
    viewer = 5,  ///< the agency's account: reads for direction work
    province = 6,
};

enum class Act {
    enter,
    submit,
    check,
    give_back,
    approve,
    administer,  ///< create, restrict, revoke, reset accounts of the own unit
    read_list,
    read_file,
};

/// Whose file the act is on, as far as the table asks.
enum class Whose { own, others };

[[nodiscard]] bool may(Role role, Act act, Whose whose);
/// Its key must be confirmed by the province before an approval with it counts (LEDGER §3, 4).
[[nodiscard]] bool approves(Role role);

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);

}  // namespace soxa::ledger
