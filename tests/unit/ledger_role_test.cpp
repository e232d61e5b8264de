// Roles, from the table of DOMAIN §1.9 and not from the code.
#include <array>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/role.hpp"

namespace soxa::test::ledger_role {

using namespace ledger;

namespace {

// The columns of the table, in its order: P, K, UA, H/Hd, the agency's account, SNV. The
// provincial board's directors (DIR) act on the server with the same account as SNV; their own
// approval is another act, of another step.
constexpr std::array columns{Role::person, Role::clerk,  Role::admin,
                             Role::head,   Role::viewer, Role::province};

struct Row {
    Act act;
    Whose whose;
    /// A letter a column: y for ✔, - for –.
    std::string_view allowed;
};

constexpr std::array table{
    // "create personal account", "restrict/extend/revoke", "reset password": UA in the own unit
    // and SNV; P and H ask.
    Row{Act::administer, Whose::others, "--y--y"},
    // "enter for another person": K and SNV, marked.
    Row{Act::enter, Whose::others, "-y---y"},
    Row{Act::submit, Whose::others, "-y---y"},
    // "enter own data" is P's. An account stands for one person, so a clerk is P of his own file
    // and enters it in the same way as any other; so may SNV on his request.
    Row{Act::enter, Whose::own, "yy---y"},
    Row{Act::submit, Whose::own, "yy---y"},
    // "check/return": K, H, SNV.
    Row{Act::check, Whose::others, "-y-y-y"},
    Row{Act::give_back, Whose::others, "-y-y-y"},
    // "sign unit approval": H alone, and not of his own file (separation rule).
    Row{Act::approve, Whose::others, "---y--"},
    Row{Act::approve, Whose::own, "------"},
    // "view S0–S1 of unit": P own, UA the list, the others all.
    Row{Act::read_list, Whose::others, "-yyyyy"},
    Row{Act::read_file, Whose::others, "-y-yyy"},
    Row{Act::read_file, Whose::own, "yyyyyy"},
};

}  // namespace

TEST_CASE("ledger role: who may do what is the table of roles [DOMAIN 1.9]", "[ledger]") {
    for (const Row& row : table) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            INFO(name_of(columns[i]) << ", act " << static_cast<int>(row.act) << ", "
                                     << (row.whose == Whose::own ? "own" : "others"));
            CHECK(may(columns[i], row.act, row.whose) == (row.allowed[i] == 'y'));
        }
    }
}

TEST_CASE("ledger role: only the head's key needs the province's confirmation", "[ledger]") {
    for (const Role role : columns) CHECK(approves(role) == (role == Role::head));
}

TEST_CASE("ledger role: has one name, and the name is its own", "[ledger]") {
    for (const Role role : columns) CHECK(role_named(name_of(role)) == role);
    CHECK_FALSE(role_named("").has_value());
    CHECK_FALSE(role_named("root").has_value());
    CHECK(name_of(static_cast<Role>(0)).empty());
}

}  // namespace soxa::test::ledger_role
