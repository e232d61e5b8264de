#include "sync/ledger/role.hpp"

#include <array>
#include <utility>

namespace soxa::ledger {

namespace {

constexpr std::array<std::pair<Role, std::string_view>, 6> names{{
    {Role::person, "person"},
    {Role::clerk, "clerk"},
    {Role::head, "head"},
    {Role::admin, "admin"},
    {Role::viewer, "viewer"},
    {Role::province, "province"},
}};

}  // namespace

bool may(Role role, Act act, Whose whose) {
    switch (act) {
        case Act::enter:
        case Act::submit:
            return role == Role::clerk || role == Role::province ||
                   (role == Role::person && whose == Whose::own);
        case Act::check:
            return role == Role::clerk || role == Role::head || role == Role::province;
        case Act::give_back:
            return role == Role::clerk || role == Role::head || role == Role::province;
        case Act::approve:
            return role == Role::head && whose == Whose::others;
        case Act::administer:
            return role == Role::admin || role == Role::province;
        case Act::read_list:
            return role != Role::person || whose == Whose::own;
        case Act::read_file:
            return role == Role::clerk || role == Role::head || role == Role::viewer ||
                   role == Role::province || whose == Whose::own;
    }
    return false;
}

bool approves(Role role) { return role == Role::head; }

std::string_view name_of(Role role) {
    for (const auto& [one, name] : names) {
        if (one == role) return name;
    }
    return {};
}

std::optional<Role> role_named(std::string_view name) {
    for (const auto& [one, text] : names) {
        if (text == name) return one;
    }
    return std::nullopt;
}

}  // namespace soxa::ledger
