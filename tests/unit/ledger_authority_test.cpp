// Judging what arrives: LEDGER §3, 1, 3, 4, 13, 17, 20, 21 and RELIABILITY I-12, I-13.
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/off_site.hpp"
#include "sync/ledger/understood.hpp"
#include "tests/unit/ledger_unit.hpp"

namespace soxa::test::ledger_authority {

using namespace ledger;
using tests::Unit;

namespace {

constexpr Judged good{};
const Facts sound_approval{.approval_holds = true};

Judged refused(Reason reason) { return {Judgement::refused, reason}; }
Judged held(Reason reason) { return {Judgement::held, reason}; }

Bytes revoking(const AccountId& account) {
    return ledger::encode(AccountChange{account, AccountStep::revoke, "", "21/QĐ-UBND"});
}

/// The author's laptop tells what it has of the province's log.
const Operation& know(Unit& unit, Unit::Person& person, std::uint64_t position) {
    return unit.put(person, Kind::context, ledger::encode(Context{1, position, {}}));
}

const Operation& approval(Unit& unit, Unit::Person& person) {
    return unit.put(person, Kind::approve, ledger::encode(ApprovalPayload{{1}, {2}, {}}));
}

}  // namespace

TEST_CASE(
    "ledger authority: a revocation and an entry meet in one order, the province's "
    "[LEDGER 3.1]",
    "[ledger]") {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    const Operation& entered = unit.edit(clerk);
    const Operation& revoked =
        unit.put(unit.province(), Kind::account_change, revoking(clerk.account));

    SECTION("the entry arrived first: it stands, for every replica and for ever") {
        CHECK(unit.arrive(entered) == good);
        CHECK(unit.arrive(revoked) == good);
    }
    SECTION("the revocation arrived first: the entry is held, whatever its own clock said") {
        CHECK(unit.arrive(revoked) == good);
        CHECK(unit.arrive(entered) == held(Reason::revoked));
    }
}

TEST_CASE(
    "ledger authority: what a revoked person entered is held if he could not know, else "
    "refused [LEDGER 3.21, I-12]",
    "[ledger]") {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    REQUIRE(unit.arrive(know(unit, clerk, unit.position())) == good);
    REQUIRE(unit.arrive(unit.put(unit.province(), Kind::account_change, revoking(clerk.account))) ==
            good);
    const std::uint64_t revocation = unit.position();
    CHECK(unit.arrive(unit.edit(clerk)) == held(Reason::revoked));

    SECTION("what he says he knows is taken, and does not stand against it") {
        CHECK(unit.arrive(know(unit, clerk, revocation)) == good);
        CHECK(unit.arrive(unit.edit(clerk)) == refused(Reason::revoked));
        CHECK(unit.arrive(know(unit, clerk, 1)) == good);
        CHECK(unit.arrive(unit.edit(clerk)) == refused(Reason::revoked));
    }
    SECTION("he opens no chain to start again, nor with a ticket that was left over") {
        Unit::Person again = unit.at_another_laptop(clerk);
        CHECK(unit.arrive(unit.open_chain(again)) == refused(Reason::revoked));
        CHECK(unit.arrive(unit.edit(again)) == refused(Reason::unknown_author));
    }
    SECTION("the unit's administrator does not outrank the province's word") {
        Unit::Person admin = unit.member(Role::admin, "ua");
        const auto lift = AccountChange{clerk.account, AccountStep::extend, "2030-01-01", ""};
        CHECK(unit.arrive(unit.put(admin, Kind::account_change, ledger::encode(lift))) == good);
        CHECK(unit.arrive(unit.edit(clerk)) == held(Reason::revoked));
    }
}

TEST_CASE("ledger authority: an approval after revocation is never accepted [LEDGER 1.7]",
          "[ledger]") {
    Unit unit;
    Unit::Person head = unit.member(Role::head, "hoa");
    REQUIRE(unit.arrive(approval(unit, head), sound_approval) == good);
    REQUIRE(unit.arrive(unit.put(unit.province(), Kind::account_change, revoking(head.account))) ==
            good);
    CHECK(unit.arrive(approval(unit, head), sound_approval) == held(Reason::revoked));
}

TEST_CASE(
    "ledger authority: a stolen laptop's chains are judged as revoked, another's not "
    "[LEDGER 3.17, 3.20]",
    "[ledger]") {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    Unit::Person other = unit.at_another_laptop(clerk);
    REQUIRE(unit.arrive(unit.open_chain(other)) == good);
    const auto list = [&](Unit::Person& person) {
        const DeviceOpen opened{person.open.device, person.open.key, person.open.key, "Máy"};
        return unit.arrive(unit.put(person, Kind::device_open, ledger::encode(opened)));
    };
    REQUIRE(list(clerk) == good);
    REQUIRE(list(other) == good);
    const DeviceRevoke lost{clerk.open.device, "mất máy"};
    REQUIRE(unit.arrive(unit.put(unit.province(), Kind::device_revoke, ledger::encode(lost))) ==
            good);

    CHECK(unit.arrive(unit.edit(clerk)) == held(Reason::revoked));
    CHECK(unit.arrive(unit.edit(other)) == good);
    CHECK(unit.arrive(unit.put(other, Kind::device_revoke, ledger::encode(lost))) ==
          refused(Reason::not_entitled));
}

TEST_CASE("ledger authority: a laptop that was lost before it was ever listed is revoked too "
          "[LEDGER 3.1]",
          "[ledger]") {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    const DeviceRevoke lost{clerk.open.device, "mất máy"};
    REQUIRE(unit.arrive(unit.put(unit.province(), Kind::device_revoke, ledger::encode(lost))) ==
            good);

    CHECK(unit.arrive(unit.edit(clerk)) == held(Reason::revoked));
    const DeviceOpen late{clerk.open.device, clerk.open.key, clerk.open.key, "Máy"};
    (void)unit.arrive(unit.put(clerk, Kind::device_open, ledger::encode(late)));
    CHECK(unit.arrive(unit.edit(clerk)) == held(Reason::revoked));
}

TEST_CASE("ledger authority: a chain is its device's, account's and key's [LEDGER 3.3]",
          "[ledger]") {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    Unit::Person person = unit.member(Role::person, "lan");

    SECTION("each of them changes its name, and so does the stream") {
        const ChainOpen open = clerk.open;
        ChainOpen other = open;
        other.device.bytes[0] ^= 1U;
        CHECK(chain_id(7, other) != chain_id(7, open));
        other = open;
        other.account.bytes[0] ^= 1U;
        CHECK(chain_id(7, other) != chain_id(7, open));
        other = open;
        other.key = person.open.key;
        CHECK(chain_id(7, other) != chain_id(7, open));
        other = open;
        other.epoch = 2;
        CHECK(chain_id(7, other) != chain_id(7, open));
        CHECK(chain_id(8, open) != chain_id(7, open));
    }
    SECTION("nobody opens a chain under another's name") {
        Unit::Person thief = unit.at_another_laptop(person);
        thief.open.account = clerk.account;
        const Operation& opened = unit.open_chain(thief);
        CHECK(unit.directory().chain(thief.tail.chain) == nullptr);  // nor before the province
        CHECK(unit.arrive(opened) == refused(Reason::unknown_author));
        CHECK(unit.directory().chain(thief.tail.chain) == nullptr);
    }
    SECTION("what a chain writes with a key that is not the account's waits for somebody to decide") {
        Unit::Person thief = unit.with_key(clerk.account, unit.new_key());
        CHECK(unit.arrive(unit.open_chain(thief)) == good);
        CHECK(unit.arrive(unit.edit(thief)) == held(Reason::unknown_author));
    }
    SECTION("nor does anyone but the province's key open the province's") {
        Unit::Person thief = unit.with_key(unit.province().account, unit.new_key());
        CHECK(unit.arrive(unit.open_chain(thief)) == refused(Reason::unknown_author));
        CHECK(unit.arrive(
                  unit.put(thief, Kind::rejudge, ledger::encode(std::vector<Rejudgement>{}))) ==
              refused(Reason::unknown_author));
    }
}

TEST_CASE("ledger authority: the administrator cannot become the head [LEDGER 3.4]", "[ledger]") {
    Unit unit;
    Unit::Person admin = unit.member(Role::admin, "ua");
    const auto invitation = unit.new_key();

    SECTION("a head's account that he makes: its approvals wait for the province") {
        const Operation& made = unit.create(admin, Role::head, "hoa", invitation.public_key());
        REQUIRE(unit.arrive(made) == good);
        Unit::Person head = unit.with_key({made.id.bytes}, unit.new_key());
        REQUIRE(unit.arrive(unit.open_chain(head)) == good);
        REQUIRE(unit.arrive(unit.make_key(head, invitation)) == good);
        CHECK(unit.arrive(approval(unit, head), sound_approval) ==
              held(Reason::awaiting_confirmation));

        const auto word = [&](bool yes) {
            return ledger::encode(AccountVerdict{head.account, head.open.key, yes, "", {}});
        };
        CHECK(unit.arrive(unit.put(admin, Kind::account_verdict, word(true))) ==
              refused(Reason::not_entitled));
        CHECK(unit.arrive(approval(unit, head), sound_approval) ==
              held(Reason::awaiting_confirmation));
        REQUIRE(unit.arrive(unit.put(unit.province(), Kind::account_verdict, word(true))) == good);
        CHECK(unit.arrive(approval(unit, head), sound_approval) == good);
        REQUIRE(unit.arrive(unit.put(unit.province(), Kind::account_verdict, word(false))) == good);
        CHECK(unit.arrive(approval(unit, head), sound_approval) == refused(Reason::unknown_author));
    }
    SECTION("a reset key of a head waits likewise, and the first one approves no more [LEDGER 3.21]") {
        Unit::Person head = unit.member(Role::head, "hoa");
        const AccountInvite reset{head.account, invitation.public_key(), ""};
        REQUIRE(unit.arrive(unit.put(admin, Kind::account_invite, ledger::encode(reset))) == good);
        Unit::Person taken = unit.with_key(head.account, unit.new_key());
        REQUIRE(unit.arrive(unit.open_chain(taken)) == good);
        REQUIRE(unit.arrive(unit.make_key(taken, invitation)) == good);
        CHECK(unit.arrive(approval(unit, taken), sound_approval) ==
              held(Reason::awaiting_confirmation));
        CHECK(unit.arrive(approval(unit, head), sound_approval) == held(Reason::superseded));
        CHECK(unit.arrive(unit.put(head, Kind::check, encode_reason(""))) == good);

        // A key that the province has refused is nobody's: it checks and returns nothing either.
        const AccountVerdict no{head.account, taken.open.key, false, "không gặp được", {}};
        REQUIRE(unit.arrive(unit.put(unit.province(), Kind::account_verdict, ledger::encode(no))) ==
                good);
        CHECK(unit.arrive(unit.put(taken, Kind::check, encode_reason(""))) ==
              refused(Reason::unknown_author));
        CHECK(unit.arrive(unit.put(head, Kind::check, encode_reason(""))) == good);
    }
    SECTION("he approves nothing himself") {
        CHECK(unit.arrive(approval(unit, admin), sound_approval) == refused(Reason::not_entitled));
    }
}

TEST_CASE("ledger authority: only the province says what lies in a backup elsewhere [I-2]",
          "[ledger]") {
    Unit unit;
    const OffSite word{71, crypto::sha256(bytes_of("root")), timestamp_of(1'795'000'000)};
    for (const Role role : {Role::admin, Role::clerk, Role::head, Role::person}) {
        Unit::Person author = unit.member(role, std::string(name_of(role)));
        CHECK(unit.arrive(unit.put(author, Kind::off_site, encode(word))) ==
              refused(Reason::not_entitled));
    }
    const Operation& said = unit.put(unit.province(), Kind::off_site, encode(word));
    CHECK(unit.arrive(said) == good);
    CHECK(off_site(said) == word);
    CHECK(understood(said));
    // Nothing else is such a word: other kinds, one part too many, or one cut short.
    CHECK_FALSE(off_site(unit.put(unit.province(), Kind::context, encode(word))));
    for (const std::size_t length : {std::size_t{0}, encode(word).size() - 1}) {
        Bytes cut = encode(word);
        cut.resize(length);
        const Operation& malformed = unit.put(unit.province(), Kind::off_site, cut);
        CHECK_FALSE(off_site(malformed));
        CHECK_FALSE(understood(malformed));
    }
    cbor::Writer longer;
    longer.array(4).number(71).bytes(word.root.view()).number(1).number(1);
    CHECK_FALSE(off_site(unit.put(unit.province(), Kind::off_site, longer.take())));
}

TEST_CASE("ledger authority: nobody grants more than he holds [I-13]", "[ledger]") {
    Unit unit;
    Unit::Person admin = unit.member(Role::admin, "ua");
    const auto invitation = unit.new_key();

    SECTION("administrators come from the province") {
        CHECK(unit.arrive(unit.create(admin, Role::admin, "ub", invitation.public_key())) ==
              refused(Reason::not_entitled));
    }
    SECTION("the province is no account that can be made, not even by itself") {
        for (Unit::Person* author : {&admin, &unit.province()}) {
            const Operation& made =
                unit.create(*author, Role::province, "tinh", invitation.public_key());
            CHECK(unit.arrive(made) == refused(Reason::not_understood));
            CHECK(unit.directory().account({made.id.bytes}) == nullptr);
        }
        // Nor on a laptop that the province's word has not reached.
        const Operation& unheard =
            unit.create(admin, Role::province, "tinh", invitation.public_key());
        CHECK(unit.directory().account({unheard.id.bytes}) == nullptr);
    }
    SECTION("accounts are the administrator's work, not the clerk's or the head's") {
        Unit::Person clerk = unit.member(Role::clerk, "khanh");
        Unit::Person head = unit.member(Role::head, "hoa");
        for (Unit::Person* author : {&clerk, &head}) {
            CHECK(unit.arrive(unit.create(*author, Role::person, "", invitation.public_key())) ==
                  refused(Reason::not_entitled));
            CHECK(unit.arrive(unit.put(*author, Kind::account_change, revoking(admin.account))) ==
                  refused(Reason::not_entitled));
        }
    }
    SECTION("one account a login") {
        const Operation& first = unit.create(admin, Role::clerk, "khanh", invitation.public_key());
        CHECK(unit.arrive(first) == good);
        CHECK(unit.arrive(unit.create(admin, Role::clerk, "khanh", invitation.public_key())) ==
              refused(Reason::account_exists));
        CHECK(unit.arrive(unit.put(admin, Kind::account_change, revoking({first.id.bytes}))) ==
              good);
        CHECK(unit.arrive(unit.create(admin, Role::clerk, "khanh", invitation.public_key())) ==
              good);
    }
}

TEST_CASE("ledger authority: an invitation makes one key, for whom it was given", "[ledger]") {
    Unit unit;
    const auto invitation = unit.new_key();
    const Operation& made =
        unit.create(unit.province(), Role::clerk, "khanh", invitation.public_key());
    REQUIRE(unit.arrive(made) == good);
    Unit::Person clerk = unit.with_key({made.id.bytes}, unit.new_key());
    REQUIRE(unit.arrive(unit.open_chain(clerk)) == good);
    CHECK(unit.arrive(unit.edit(clerk)) == held(Reason::unknown_author));

    SECTION("good once") {
        CHECK(unit.arrive(unit.make_key(clerk, invitation)) == good);
        CHECK(unit.arrive(unit.edit(clerk)) == good);
        Unit::Person second = unit.with_key(clerk.account, unit.new_key());
        REQUIRE(unit.arrive(unit.open_chain(second)) == good);
        CHECK(unit.arrive(unit.make_key(second, invitation)) == refused(Reason::invitation_used));
    }
    SECTION("not with another's") {
        CHECK(unit.arrive(unit.make_key(clerk, unit.new_key())) ==
              refused(Reason::invitation_used));
    }
    SECTION("not for another account, nor for another key than the chain's") {
        Unit::Person other = unit.member(Role::person, "lan");
        Unit::Person mixed = unit.at_another_laptop(other);
        REQUIRE(unit.arrive(unit.open_chain(mixed)) == good);
        mixed.account = clerk.account;
        CHECK(unit.arrive(unit.make_key(mixed, invitation)) == refused(Reason::not_understood));
    }
}

TEST_CASE("ledger authority: whoever works on a laptop carries its slots [LEDGER 3.13]",
          "[ledger]") {
    Unit unit;
    Unit::Person admin = unit.member(Role::admin, "ua");
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    const Bytes share = ledger::encode(SlotShare{clerk.account, 2, {{clerk.open.device, {1}}}});

    CHECK(unit.arrive(unit.put(clerk, Kind::slot_share, share)) == good);
    CHECK(unit.arrive(unit.put(admin, Kind::slot_share, share)) == good);
    CHECK(unit.arrive(unit.put(clerk, Kind::slot_share, encode_reason(""))) ==
          refused(Reason::not_understood));
}

TEST_CASE("ledger authority: a slot is carried by any colleague, for an account that is there",
          "[ledger]") {
    Unit unit;
    Unit::Person admin = unit.member(Role::admin, "ua");
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    SlotShare share{clerk.account, 2, {{clerk.open.device, {1}}}};

    CHECK(unit.arrive(unit.put(clerk, Kind::slot_share, ledger::encode(share))) == good);
    CHECK(unit.arrive(unit.put(admin, Kind::slot_share, ledger::encode(share))) == good);
    share.account.bytes[0] ^= 1U;
    CHECK(unit.arrive(unit.put(admin, Kind::slot_share, ledger::encode(share))) ==
          refused(Reason::not_understood));
    CHECK(unit.arrive(unit.put(clerk, Kind::slot_share, encode_reason(""))) ==
          refused(Reason::not_understood));
}

TEST_CASE("ledger authority: an approval stands only whole, and not of oneself [DOMAIN 1.9]",
          "[ledger]") {
    Unit unit;
    Unit::Person head = unit.member(Role::head, "hoa");

    CHECK(unit.arrive(approval(unit, head), {.approval_holds = false}) ==
          refused(Reason::bad_approval));
    CHECK(unit.arrive(approval(unit, head), {.approval_holds = true, .approves_himself = true}) ==
          held(Reason::self_approval));
    CHECK(unit.arrive(approval(unit, head), {.approval_holds = true, .number_waits = true}) ==
          held(Reason::number_waits));
    CHECK(unit.arrive(approval(unit, head), sound_approval) == good);
}

TEST_CASE("ledger authority: what is signed nobody gives back, nor what is closed [TB-6.4c]",
          "[ledger]") {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    Unit::Person viewer = unit.member(Role::viewer, "pho");
    const auto give_back = [&](Unit::Person& who) {
        return unit.put(who, Kind::give_back, encode_reason("xem lại"));
    };
    CHECK(unit.arrive(give_back(clerk)) == good);
    CHECK(unit.arrive(give_back(clerk), {.version_signed = true}) ==
          refused(Reason::version_signed));
    CHECK(unit.arrive(give_back(clerk), {.closed = Reason::archived}) == held(Reason::archived));
    CHECK(unit.arrive(give_back(viewer), {.version_signed = true}) ==
          refused(Reason::not_entitled));
}

TEST_CASE("ledger authority: of a unit that was taken over only what it could do is passed on [F10]",
          "[ledger]") {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    Unit::Person viewer = unit.member(Role::viewer, "xem");
    const UnitChange gone{UnitStep::merged_into, "Xã Đông Minh", {"H31.56"}, "", "2/NQ-HĐND"};
    REQUIRE(unit.arrive(unit.put(unit.province(), Kind::unit_change, ledger::encode(gone))) ==
            good);
    CHECK(unit.arrive(unit.edit(clerk)) == held(Reason::unit_merged));
    CHECK(unit.arrive(unit.edit(viewer)) == refused(Reason::not_entitled));
    Edit no_cell;
    no_cell.cells = {{Cell{9999, false, std::nullopt}, {}}};
    no_cell.values = {present()};
    const Operation& created = unit.edit(clerk);
    REQUIRE(unit.arrive(created) == held(Reason::unit_merged));
    CHECK(unit.arrive(unit.put_on(clerk, Kind::edit, created.id, no_cell)) ==
          held(Reason::not_understood));
}

TEST_CASE("ledger authority: a restricted account's work waits, a newer kind's too", "[ledger]") {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    CHECK(unit.arrive(unit.put(clerk, static_cast<Kind>(99), encode_reason(""))) ==
          held(Reason::not_understood));

    const AccountChange restricted{clerk.account, AccountStep::restrict, "", ""};
    REQUIRE(unit.arrive(unit.put(unit.province(), Kind::account_change,
                                 ledger::encode(restricted))) == good);
    CHECK(unit.arrive(unit.edit(clerk)) == held(Reason::not_entitled));
    const AccountChange lifted{clerk.account, AccountStep::extend, "2027-12-31", ""};
    REQUIRE(unit.arrive(unit.put(unit.province(), Kind::account_change, ledger::encode(lifted))) ==
            good);
    CHECK(unit.arrive(unit.edit(clerk)) == good);
}

}  // namespace soxa::test::ledger_authority
