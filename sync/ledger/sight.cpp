#include "sync/ledger/sight.hpp"

#include <algorithm>

namespace soxa::ledger {

namespace {

// What a clerk needs for ordinary work; below it a file can be told from others and no more.
constexpr unsigned working_sensitivity = 2;

/// By role, on a file without restriction. A clerk's account is made on a written assignment, so
/// S3 is open to it; S4 is nobody's but the head's and those who are named (DOMAIN §2.3).
Sight by_role(Role role) {
    using Reach = Sight::Reach;
    switch (role) {
        case Role::head:
        case Role::province: return {Reach::fields, sensitivity_max, 0, false, nullptr};
        case Role::clerk: return {Reach::fields, 3, 0, false, nullptr};
        case Role::viewer: return {Reach::fields, 1, 0, false, nullptr};
        case Role::admin:
        case Role::person: break;
    }
    return {};
}

/// Level 1: every field from S1 up asks for clearance; level 2: name, unit and status only.
void restrict(Sight& sight, bool is_cleared, unsigned level) {
    sight.level = level;
    if (level == 0 || sight.reach == Sight::Reach::nothing) return;
    if (is_cleared) {
        sight.asks_purpose = true;
        return;
    }
    sight.sensitivity = 0;
    if (level == access_level_max) sight.reach = Sight::Reach::stub;
}

}  // namespace

bool Sight::shows(const record::Field& field) const {
    return reach == Reach::fields && field.sensitivity <= sensitivity;
}

bool Sight::shows(const Cell& cell) const {
    return cell.is_guard() || (reach == Reach::fields && sensitivity_of(cell) <= sensitivity);
}

bool Sight::works() const { return reach == Reach::fields && sensitivity >= working_sensitivity; }

Sight sight_of(const Directory& directory, const AccountState& account, const RecordId& record,
               Whose whose, const Days& days) {
    const Access& access = directory.access();
    const LevelSet* set = access.level(record, days);
    const unsigned level = set == nullptr ? 0 : set->level.level;
    if (whose == Whose::own) {
        return {Sight::Reach::fields, sensitivity_max, level, false, nullptr};
    }
    const GrantState* signing = access.signing(account.id, record, days);
    const Role role = signing != nullptr ? Role::head : account.made.role;
    Sight sight = by_role(role);
    const bool is_head = account.made.role == Role::head && account.confirmed();
    restrict(sight, signing != nullptr || is_head || role == Role::province, level);
    if (signing != nullptr && account.made.role != Role::head) {
        sight.asks_purpose = true;
        sight.grant = signing;
    }
    const GrantState* consent = access.consent(account.id, record, days);
    // One for the whole unit is a clearance; the highest level asks for the file to be named.
    const bool reaches =
        consent != nullptr && (consent->grant.record || level < access_level_max);
    const bool more = reaches && (sight.reach != Sight::Reach::fields ||
                                  consent->grant.sensitivity > sight.sensitivity);
    if (more) {
        sight = {Sight::Reach::fields, consent->grant.sensitivity, level, true, consent};
    }
    return sight;
}

bool may_sign(const Directory& directory, const AccountState& account, const Days& days) {
    return approves(account.made.role) || directory.access().signing(account.id, days) != nullptr;
}

unsigned sensitivity_of(const Cell& cell) {
    if (const record::Group* group = record::find_group(cell.tag)) {
        unsigned least = sensitivity_max;
        for (const record::Field& field : record::fields()) {
            if (field.group == group->id) {
                least = std::min<unsigned>(least, field.sensitivity);
            }
        }
        return least;
    }
    unsigned most = 0;
    for (const record::Field* field : record::fields_of_cell(cell.tag)) {
        most = std::max<unsigned>(most, field->sensitivity);
    }
    return most;
}

}  // namespace soxa::ledger
