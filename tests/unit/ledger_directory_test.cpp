// The directory: one for the same operations and verdicts, whatever the order they came in.
#include <catch2/catch_test_macros.hpp>

#include "tests/unit/ledger_unit.hpp"

namespace soxa::test::ledger_directory {

using namespace ledger;
using tests::Unit;

namespace {

/// Everything that a directory tells, as text that can be compared.
std::string told(const Directory& directory, const Unit& unit) {
    std::string text;
    const auto say = [&](const auto& part) { text += part + "|"; };
    const auto number = [&](auto value) { say(std::to_string(value)); };
    if (directory.unit()) say(directory.unit()->code + directory.unit()->name);
    for (const auto& [id, account] : directory.accounts()) {
        say(hex(id.view()) + account.made.login + account.until);
        number(account.provisional + 2 * account.restricted);
        number(account.revoked.value_or(999'999));
        number(account.invitations.size());
        for (const KeyState& key : account.keys) {
            say(hex(key.key.signing.view()) + hex(key.certificate));
            number(key.provisional + 2 * key.confirmed + 4 * key.refused);
        }
    }
    for (const auto& [id, device] : directory.devices()) {
        say(hex(id.view()) + device.opened.label + hex(device.listed_by.view()));
        number(device.provisional);
        number(device.revoked.value_or(999'999));
    }
    for (const Operation& one : unit.made()) {
        const auto role = directory.role_of(one.header.chain);
        const ChainState* chain = directory.chain(one.header.chain);
        number(role ? static_cast<int>(*role) : 0);
        if (chain != nullptr) number(chain->known_position);
    }
    return text;
}

Bytes step(const AccountId& account, AccountStep what) {
    return ledger::encode(AccountChange{account, what, "2027-12-31", ""});
}

/// A unit with every kind of authority in it, some of it unheard by the province.
void fill(Unit& unit) {
    Unit::Person admin = unit.member(Role::admin, "ua");
    Unit::Person head = unit.member(Role::head, "hoa");
    const auto invitation = unit.new_key();
    const Operation& made = unit.create(admin, Role::clerk, "khanh", invitation.public_key());
    Unit::Person clerk = unit.with_key({made.id.bytes}, unit.new_key());
    unit.open_chain(clerk);
    unit.make_key(clerk, invitation);
    unit.put(head, Kind::account_change, step(admin.account, AccountStep::revoke));  // refused
    unit.arrive_all();

    const DeviceOpen opened{clerk.open.device, clerk.open.key, clerk.open.key, "Máy 2"};
    unit.put(clerk, Kind::device_open, ledger::encode(opened));
    unit.put(clerk, Kind::context, ledger::encode(Context{1, 9, {}}));
    unit.edit(clerk);
    unit.put(clerk, Kind::context, ledger::encode(Context{1, 4, {}}));
    const auto ticket = unit.new_key();
    const Operation& late = unit.create(admin, Role::person, "lan", ticket.public_key());
    Unit::Person person = unit.with_key({late.id.bytes}, unit.new_key());
    unit.open_chain(person);
    unit.make_key(person, ticket);
    unit.put(admin, Kind::account_change, step(person.account, AccountStep::restrict));
    unit.edit(admin);
    unit.put(admin, Kind::account_change, step(person.account, AccountStep::extend));
}

}  // namespace

TEST_CASE("ledger directory: is one whatever the order of arrival", "[ledger]") {
    Unit unit;
    fill(unit);
    std::vector<Entry> entries = unit.entries();
    const std::string expected = told(unit.directory(), unit);
    std::mt19937_64 random(7);
    for (int i = 0; i < 500; ++i) {
        std::ranges::shuffle(entries, random);
        REQUIRE(told(Directory::fold(unit.province_key(), entries), unit) == expected);
    }
}

TEST_CASE("ledger directory: what nobody has confirmed takes effect in its chain's order",
          "[ledger]") {
    // Many times, because without an order it is the hashes that decide, half of them rightly.
    Unit unit;
    Unit::Person admin = unit.member(Role::admin, "ua");
    for (int i = 0; i < 12; ++i) {
        const auto ticket = unit.new_key();
        const Operation& made =
            unit.create(admin, Role::person, "p" + std::to_string(i), ticket.public_key());
        Unit::Person person = unit.with_key({made.id.bytes}, unit.new_key());
        unit.open_chain(person);
        unit.make_key(person, ticket);
        unit.put(admin, Kind::account_change, step(person.account, AccountStep::restrict));
        unit.edit(admin);
        unit.put(admin, Kind::account_change, step(person.account, AccountStep::extend));

        const Directory directory = unit.directory();
        const AccountState* account = directory.account(person.account);
        REQUIRE(account != nullptr);
        CHECK_FALSE(account->restricted);
        CHECK(account->provisional);
        REQUIRE(account->keys.size() == 1);
        CHECK(account->keys.front().provisional);
        CHECK(directory.role_of(person.tail.chain) == Role::person);
    }
}

TEST_CASE("ledger directory: a reset that nobody has confirmed comes before the key it makes",
          "[ledger]") {
    Unit unit;
    Unit::Person admin = unit.member(Role::admin, "ua");
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    for (int i = 0; i < 12; ++i) {
        const auto code = unit.new_key();
        unit.put(admin, Kind::account_invite,
                 ledger::encode(AccountInvite{clerk.account, code.public_key(), ""}));
        Unit::Person again = unit.with_key(clerk.account, unit.new_key());
        unit.open_chain(again);
        unit.make_key(again, code);
        CHECK(unit.directory().role_of(again.tail.chain) == Role::clerk);
    }
}

TEST_CASE("ledger directory: a ghost has no effect", "[ledger]") {
    Unit unit;
    Unit::Person admin = unit.member(Role::admin, "ua");
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    unit.put(clerk, Kind::account_change, step(admin.account, AccountStep::revoke));
    // Not even until the province speaks: it would not let him either.
    CHECK_FALSE(unit.directory().account(admin.account)->revoked.has_value());

    unit.arrive_all();
    CHECK_FALSE(unit.directory().account(admin.account)->revoked.has_value());
    Directory directory = unit.directory();
    directory.take(unit.made().back(), {9, Judgement::held, Reason::not_entitled, {}, {}});
    CHECK_FALSE(directory.account(admin.account)->revoked.has_value());
}

}  // namespace soxa::test::ledger_directory
