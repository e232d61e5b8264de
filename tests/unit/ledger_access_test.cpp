// Restrictions, consents and authorisations: TB-4.3, TB-4.4, TB-6.4b; LEDGER §3, 16, 19, 22, 31, 42.
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/approval.hpp"
#include "sync/ledger/sight.hpp"
#include "tests/unit/ledger_unit.hpp"

namespace soxa::test::ledger_access {

using namespace ledger;
using tests::Unit;

namespace {

constexpr Judged good{};
const std::string today = "2026-11-22";

Judged refused(Reason reason) { return {Judgement::refused, reason}; }
Judged held(Reason reason) { return {Judgement::held, reason}; }

Facts on(std::string day, bool approval = false) {
    Facts facts;
    facts.today = std::move(day);
    facts.approval_holds = approval;
    return facts;
}

/// A unit with one file, entered by its clerk.
struct Commune {
    Unit unit;
    Unit::Person clerk = unit.member(Role::clerk, "khanh");
    Unit::Person head = unit.member(Role::head, "hoa");
    Unit::Person admin = unit.member(Role::admin, "ua");
    Unit::Person viewer = unit.member(Role::viewer, "xem");
    RecordId record;

    Commune() {
        const Operation& created = unit.edit(clerk);
        REQUIRE(unit.arrive(created) == good);
        record = created.id;
    }

    Judged level(Unit::Person& by, unsigned level, const std::string& until,
                 const std::string& basis = "12/QĐ-SNV 20/11/2026") {
        return unit.arrive(unit.put(by, Kind::access_level,
                                    encode(AccessLevel{record, level, until, basis, "xác minh"})));
    }
    OperationId grant(Unit::Person& by, const AccessGrant& wanted, const Judged& expected = good) {
        const Operation& one = unit.put(by, Kind::access_grant, encode(wanted));
        CHECK(unit.arrive(one) == expected);
        return one.id;
    }
    AccessGrant consent(const Unit::Person& to, unsigned sensitivity) const {
        return {GrantKind::consent, to.account,     record,       sensitivity,
                "07/CV-UBND",       "Lò Văn Quản",  "xác minh",   "2026-11-01",
                "2026-11-30"};
    }
    AccessGrant signing(const Unit::Person& to) const {
        AccessGrant grant = consent(to, 0);
        grant.kind = GrantKind::signing;
        return grant;
    }
    Judged word(Unit::Person& by, Kind kind, const OperationId& grant) {
        return unit.arrive(unit.put(by, kind, encode(GrantWord{grant, "08/QĐ-UBND"})));
    }
    Sight sight(const Unit::Person& person, const std::string& day = today,
                Whose whose = Whose::others) {
        return sight(person, Days::of(day), whose);
    }
    /// As on a laptop, whose clock may say another day than the province vouched for.
    Sight sight(const Unit::Person& person, const Days& days, Whose whose = Whose::others) {
        const Directory directory = unit.directory();
        Sight found = sight_of(directory, *directory.account(person.account), record, whose, days);
        if (found.grant != nullptr) virtue = found.grant->id;
        found.grant = nullptr;  // it lives in a directory that goes here
        return found;
    }
    std::optional<OperationId> virtue;
};

constexpr auto fields = Sight::Reach::fields;
constexpr auto stub = Sight::Reach::stub;

}  // namespace

TEST_CASE("ledger access: what each role sees of an ordinary file [TB-4.2]", "[ledger]") {
    Commune one;
    CHECK(one.sight(one.head) == Sight{fields, 4, 0, false, nullptr});
    CHECK(one.sight(one.clerk) == Sight{fields, 3, 0, false, nullptr});
    CHECK(one.sight(one.viewer) == Sight{fields, 1, 0, false, nullptr});
    CHECK(one.sight(one.admin).reach == Sight::Reach::nothing);
    // One's own file is always whole, whoever one is [TB-7.4a].
    CHECK(one.sight(one.viewer, today, Whose::own) == Sight{fields, 4, 0, false, nullptr});
}

TEST_CASE("ledger access: the province restricts, a head proposes, others do neither [TB-4.3a]",
          "[ledger]") {
    Commune one;
    CHECK(one.level(one.clerk, 1, "2026-12-31") == refused(Reason::not_entitled));
    CHECK(one.level(one.admin, 1, "2026-12-31") == refused(Reason::not_entitled));
    CHECK(one.level(one.head, 2, "2026-12-31") == held(Reason::proposal));
    CHECK(one.sight(one.clerk).level == 0);  // a proposal restricts nothing
    CHECK(one.level(one.unit.province(), 1, "") == refused(Reason::not_understood));
    CHECK(one.level(one.unit.province(), 1, "2026-02-30") == refused(Reason::not_understood));
    CHECK(one.level(one.unit.province(), 1, "2026-12-31", "") == refused(Reason::not_understood));

    CHECK(one.level(one.unit.province(), 1, "2026-12-31") == good);
    CHECK(one.sight(one.clerk) == Sight{fields, 0, 1, false, nullptr});
    CHECK(one.sight(one.head) == Sight{fields, 4, 1, true, nullptr});
    CHECK(one.level(one.unit.province(), 2, "2026-11-25") == good);
    CHECK(one.sight(one.clerk) == Sight{stub, 0, 2, false, nullptr});
    CHECK(one.sight(one.viewer).reach == stub);
    // What has run out gives way to what was there before; no operation is needed for it.
    CHECK(one.sight(one.clerk, "2026-11-25").level == 2);
    CHECK(one.sight(one.clerk, "2026-11-26") == Sight{fields, 0, 1, false, nullptr});
    CHECK(one.sight(one.clerk, "2027-01-01") == Sight{fields, 3, 0, false, nullptr});
    CHECK(one.level(one.unit.province(), 0, "") == good);
    CHECK(one.sight(one.clerk).level == 0);
}

TEST_CASE("ledger access: no clock ends a restriction, and none keeps a consent open [C06D-5.4]",
          "[ledger]") {
    Commune one;
    REQUIRE(one.level(one.unit.province(), 1, "2027-12-31") == good);
    REQUIRE(one.level(one.unit.province(), 2, "2026-12-31") == good);
    const auto between = [&](const std::string& proven, const std::string& latest) {
        return one.sight(one.clerk, Days{proven, latest});
    };
    SECTION("a clock ahead opens nothing; the province's day does") {
        CHECK(between(today, "2099-01-01").reach == stub);
        CHECK(between("2027-01-01", "2099-01-01") == Sight{fields, 0, 1, false, nullptr});
        CHECK(between("2028-01-01", "2099-01-01").level == 0);
    }
    SECTION("of days that are not told apart the strictest counts") {
        REQUIRE(one.level(one.unit.province(), 0, "") == good);
        REQUIRE(one.level(one.unit.province(), 2, "2026-12-31") == good);
        REQUIRE(one.level(one.unit.province(), 1, "2026-11-30") == good);
        CHECK(between(today, today).level == 1);
        CHECK(between(today, "2026-11-30").level == 1);
        CHECK(between(today, "2026-12-01").level == 2);
        CHECK(between("2026-12-31", "2027-06-01").level == 2);
        CHECK(between("2027-01-01", "2027-06-01").level == 0);
    }
    SECTION("a consent ends by whichever is later, and begins by the earlier") {
        AccessGrant later = one.consent(one.clerk, 4);
        later.from = "2027-03-01";  // far beyond what its signer's clock says
        later.until = "2027-03-31";
        one.grant(one.head, later);
        CHECK(between(today, "2027-03-15").reach == stub);
        CHECK(between("2027-03-01", "2027-03-15") == Sight{fields, 4, 1, true, nullptr});
        CHECK(between("2027-03-01", "2027-04-01").sensitivity == 0);
    }
    SECTION("who signs a consent vouches for the day of his signature") {
        AccessGrant now = one.consent(one.clerk, 4);
        now.from = "1970-01-01";  // the day of all operations here
        now.until = "2027-03-31";
        one.grant(one.head, now);
        CHECK(between("", "1970-01-01") == Sight{fields, 4, 2, true, nullptr});
        CHECK(one.unit.directory().access().grants().begin()->second.begun({"", ""}));
    }
    SECTION("what stands is told of another record, behind the last that lifted all") {
        const auto standing = [&](const std::string& day) {
            std::vector<unsigned> levels;
            for (const auto& level :
                 one.unit.directory().access().standing_levels(one.record, day)) {
                levels.push_back(level.level);
            }
            return levels;
        };
        CHECK(standing(today) == std::vector<unsigned>{1, 2});
        CHECK(standing("2027-01-01") == std::vector<unsigned>{1});
        REQUIRE(one.level(one.unit.province(), 0, "") == good);
        CHECK(standing(today).empty());
    }
}

TEST_CASE("ledger access: a head that the province has not confirmed gives nothing [LEDGER 3.4]",
          "[ledger]") {
    Commune one;
    REQUIRE(one.level(one.unit.province(), 2, "2026-12-31") == good);
    // The administrator makes a head of his own, whose key nobody has confirmed.
    const auto invitation = one.unit.new_key();
    const Operation& made =
        one.unit.create(one.unit.province(), Role::head, "gia", invitation.public_key());
    Unit::Person sham = one.unit.with_key({made.id.bytes}, one.unit.new_key());
    REQUIRE(one.unit.arrive(made) == good);
    REQUIRE(one.unit.arrive(one.unit.open_chain(sham)) == good);
    REQUIRE(one.unit.arrive(one.unit.make_key(sham, invitation)) == good);
    const AccountVerdict yes{sham.account, sham.open.key, true, "", {}};

    CHECK(one.sight(sham).reach == stub);
    const OperationId own = one.grant(sham, one.consent(one.clerk, 4),
                                      held(Reason::awaiting_confirmation));
    CHECK(one.sight(one.clerk).reach == stub);
    const OperationId entered = one.grant(one.admin, one.consent(one.clerk, 4));
    CHECK(one.word(sham, Kind::grant_sign, entered) == held(Reason::awaiting_confirmation));
    CHECK(one.sight(one.clerk).reach == stub);
    CHECK(one.unit.arrive(one.unit.put_on(sham, Kind::reopen, one.record)) ==
          held(Reason::awaiting_confirmation));
    // Its end waits with it: let in later, it must not open again.
    CHECK(one.word(one.admin, Kind::grant_end, own) == held(Reason::rests_on_held));

    REQUIRE(one.unit.arrive(one.unit.put(one.unit.province(), Kind::account_verdict,
                                         encode(yes))) == good);
    CHECK(one.sight(sham) == Sight{fields, 4, 2, true, nullptr});
    CHECK(one.word(sham, Kind::grant_sign, entered) == good);
    CHECK(one.sight(one.clerk) == Sight{fields, 4, 2, true, nullptr});

    // A reset makes what was confirmed before somebody else's.
    const AccountInvite reset{sham.account, one.unit.new_key().public_key(), "13/QĐ-UBND"};
    REQUIRE(one.unit.arrive(one.unit.put(one.admin, Kind::account_invite, encode(reset))) == good);
    one.grant(sham, one.consent(one.viewer, 4), held(Reason::superseded));
    CHECK(one.sight(sham).reach == stub);
}

TEST_CASE("ledger access: a consent opens by scope and date, once it is signed [TB-4.4]",
          "[ledger]") {
    Commune one;
    REQUIRE(one.level(one.unit.province(), 2, "2026-12-31") == good);

    SECTION("entered by the administrator it opens nothing until a head signs it [LEDGER 3.16]") {
        const OperationId id = one.grant(one.admin, one.consent(one.clerk, 4));
        CHECK(one.sight(one.clerk).reach == stub);
        CHECK(one.word(one.admin, Kind::grant_sign, id) == refused(Reason::not_entitled));
        CHECK(one.word(one.clerk, Kind::grant_sign, id) == refused(Reason::not_entitled));
        CHECK(one.sight(one.clerk).reach == stub);
        CHECK(one.word(one.head, Kind::grant_sign, id) == good);
        CHECK(one.sight(one.clerk) == Sight{fields, 4, 2, true, nullptr});
        CHECK(one.virtue == id);
        CHECK(one.sight(one.clerk, "2026-10-31").reach == stub);
        CHECK(one.sight(one.clerk, "2026-11-30").reach == fields);
        CHECK(one.sight(one.clerk, "2026-12-01").reach == stub);
        CHECK(one.word(one.clerk, Kind::grant_end, id) == good);  // he gives it back himself
        CHECK(one.sight(one.clerk).reach == stub);
    }
    SECTION("nobody grants to himself, nor without document, purpose and days") {
        one.grant(one.admin, one.consent(one.admin, 4), refused(Reason::not_entitled));
        one.grant(one.head, one.consent(one.head, 4), refused(Reason::not_entitled));
        one.grant(one.clerk, one.consent(one.viewer, 1), refused(Reason::not_entitled));
        AccessGrant bare = one.consent(one.clerk, 4);
        bare.purpose.clear();
        one.grant(one.head, bare, refused(Reason::not_understood));
        AccessGrant backwards = one.consent(one.clerk, 4);
        backwards.until = "2026-10-01";
        one.grant(one.head, backwards, refused(Reason::not_understood));
    }
    SECTION("a clearance for the whole unit reaches level 1 and not level 2") {
        AccessGrant wide = one.consent(one.clerk, 3);
        wide.record.reset();
        one.grant(one.head, wide);
        CHECK(one.sight(one.clerk).reach == stub);
        CHECK(one.level(one.unit.province(), 1, "2026-12-31") == good);
        CHECK(one.sight(one.clerk) == Sight{fields, 3, 1, true, nullptr});
    }
    SECTION("an administrator who sees no file sees one that is opened to him by name") {
        one.grant(one.head, one.consent(one.admin, 2));
        CHECK(one.sight(one.admin) == Sight{fields, 2, 2, true, nullptr});
    }
}

TEST_CASE("ledger access: what is changed unseen is not let in [LEDGER 3.42]", "[ledger]") {
    Commune one;
    const auto submit = [&](const std::string& day = today) {
        return one.unit.arrive(one.unit.put_on(one.clerk, Kind::submit, one.record), on(day));
    };
    CHECK(submit() == good);
    REQUIRE(one.level(one.unit.province(), 2, "2026-12-31") == good);
    const std::uint64_t raised = one.unit.position();

    SECTION("held while its author could not know, refused once he did") {
        CHECK(submit() == held(Reason::not_cleared));
        const Context knows{1, raised, {}};
        REQUIRE(one.unit.arrive(one.unit.put(one.clerk, Kind::context, encode(knows))) == good);
        CHECK(submit() == refused(Reason::not_cleared));
        CHECK(submit("2027-01-01") == good);  // the level has run out by then
    }
    SECTION("who has a consent works under it, for its days") {
        one.grant(one.head, one.consent(one.clerk, 3));
        CHECK(submit() == good);
        CHECK(submit("2026-12-01") == held(Reason::not_cleared));
    }
    SECTION("nor does it leave the unit, or get another number, unseen") {
        const auto on_file = [&](Kind kind, Bytes payload) {
            return one.unit.arrive(
                one.unit.put_on(one.clerk, kind, one.record, {}, std::move(payload)), on(today));
        };
        CHECK(on_file(Kind::alias, encode(Alias{"034085000001", "034085000002", "7/CA"})) ==
              held(Reason::not_cleared));
        CHECK(on_file(Kind::transfer_propose, encode(MoveTerms{"H31.56", "", "12", ""})) ==
              held(Reason::not_cleared));
    }
    SECTION("the head works as ever, and a laptop's own look asks for no day") {
        CHECK(one.unit.arrive(one.unit.put_on(one.head, Kind::check, one.record), on(today)) ==
              good);
        CHECK(submit("") == good);
    }
}

TEST_CASE("ledger access: a clerk adds to S4 and does not replace what he may not see [TB-4.3b]",
          "[ledger]") {
    Commune one;
    const record::Group& group = *record::find_group("discipline");
    const record::Field& act = *record::find_field("discipline", "act");
    REQUIRE(act.sensitivity == 4);
    const RowId row{this_operation, 0};
    const auto edit = [&](const RowId& named, std::vector<OperationId> replaces) {
        Edit made;
        made.cells = {{presence_cell(group, named), replaces},
                      {column_cell(act, named), replaces}};
        made.values = {present(), record::encode_cell(act.cell, {{act.tag, std::string("x")}})};
        if (group.merge == record::MergeClass::legal) {
            made.cells.insert(made.cells.begin(),
                              {guard_cell(record::section_of_cell(group.tag)), {}});
            made.values.insert(made.values.begin(), present());
        }
        return made;
    };
    const Operation& added = one.unit.put_on(one.clerk, Kind::edit, one.record, edit(row, {}));
    REQUIRE(one.unit.arrive(added, on(today)).reason != Reason::not_cleared);
    const Edit changed = edit({added.id, 0}, {added.id});
    const auto again = [&] {
        return one.unit.arrive(one.unit.put_on(one.clerk, Kind::edit, one.record, changed),
                               on(today));
    };
    CHECK(again() == held(Reason::not_cleared));
    one.grant(one.head, one.consent(one.clerk, 4));
    CHECK(again().reason != Reason::not_cleared);
}

TEST_CASE("ledger access: who stands in signs inside his term, by the day of receipt [TB-6.4b]",
          "[ledger]") {
    Commune one;
    const auto approve = [&](const std::string& day, Unit::Person& by) {
        const ApprovedVersion version{one.record, one.record, {}, 1};
        const Operation& signed_one = one.unit.put(
            by, Kind::approve, encode(ApprovalPayload{{1}, {2}, {version}}), {version.cut});
        return one.unit.arrive(signed_one, on(day, true));
    };
    CHECK(approve(today, one.viewer) == refused(Reason::not_entitled));
    const OperationId id = one.grant(one.admin, one.signing(one.viewer));
    CHECK(approve(today, one.viewer) == refused(Reason::not_entitled));  // the head has not signed
    REQUIRE(one.word(one.head, Kind::grant_sign, id) == good);
    // His key waits for the province like a head's.
    CHECK(approve(today, one.viewer) == held(Reason::awaiting_confirmation));
    const AccountVerdict yes{one.viewer.account, one.viewer.open.key, true, "", {}};
    REQUIRE(one.unit.arrive(one.unit.put(one.unit.province(), Kind::account_verdict,
                                         encode(yes))) == good);
    CHECK(approve(today, one.viewer) == good);
    CHECK(approve("2026-10-31", one.viewer) == refused(Reason::not_entitled));
    CHECK(approve("2026-12-01", one.viewer).reason == Reason::expired);
    CHECK(approve("2026-12-01", one.viewer).judgement == Judgement::held);
    CHECK(approve(today, one.clerk) == refused(Reason::not_entitled));
    CHECK(one.sight(one.viewer) == Sight{fields, 4, 0, true, nullptr});
    const std::uint64_t last = one.unit.position() + 1;
    REQUIRE(one.word(one.admin, Kind::grant_end, id) == good);
    CHECK(approve(today, one.viewer) == held(Reason::revoked));
    const Context knows{1, last, {}};
    REQUIRE(one.unit.arrive(one.unit.put(one.viewer, Kind::context, encode(knows))) == good);
    CHECK(approve(today, one.viewer) == refused(Reason::revoked));
}

TEST_CASE("ledger access: the directory is the same in any order of arrival [LEDGER 1.7]",
          "[ledger]") {
    Commune one;
    REQUIRE(one.level(one.unit.province(), 1, "2026-12-31") == good);
    const OperationId id = one.grant(one.admin, one.consent(one.clerk, 3));
    REQUIRE(one.word(one.head, Kind::grant_sign, id) == good);
    std::vector<Entry> entries = one.unit.entries();
    std::ranges::reverse(entries);
    const Directory other = Directory::fold(one.unit.province_key(), entries);
    const Sight seen = sight_of(other, *other.account(one.clerk.account), one.record,
                                Whose::others, Days::of(today));
    CHECK(seen.sensitivity == 3);
    CHECK(seen.asks_purpose);
    REQUIRE(other.access().grant(id) != nullptr);
    CHECK(other.access().grant(id)->signed_on == one.head.tail.chain);
}

TEST_CASE("ledger access: payloads are read strictly", "[ledger]") {
    Commune one;
    const auto read_back = [&](Kind kind, const Bytes& payload) {
        return one.unit.put(one.head, kind, payload);
    };
    const AccessLevel level{one.record, 1, "2026-12-31", "12", ""};
    CHECK(access_level(read_back(Kind::access_level, encode(level))) == level);
    CHECK_FALSE(access_level(read_back(Kind::access_grant, encode(level))));
    Bytes longer = encode(level);
    longer.push_back(0);
    CHECK_FALSE(access_level(read_back(Kind::access_level, longer)));
    CHECK_FALSE(access_level(read_back(Kind::access_level,
                                       encode(AccessLevel{one.record, 3, "", "", ""}))));
    const AccessUse use{one.record, Use::give_out, one.record, "lập báo cáo"};
    CHECK(access_use(read_back(Kind::access_use, encode(use))) == use);
    CHECK_FALSE(access_use(read_back(Kind::access_use,
                                     encode(AccessUse{one.record, Use{0}, {}, "x"}))));
    const AccessGrant grant = one.signing(one.clerk);
    CHECK(access_grant(read_back(Kind::access_grant, encode(grant))) == grant);
}

}  // namespace soxa::test::ledger_access
