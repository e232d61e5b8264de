// The life of a file by hand: moves, the archive, the province's word, claims and corrected numbers
// (LEDGER rule 19; DOMAIN §1.7, F4, F8, F11, F17).
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/ledger/adoption.hpp"
#include "sync/ledger/record_fold.hpp"
#include "tests/unit/ledger_world.hpp"

namespace soxa::tests::ledger_life {

using namespace ledger;
using record::RecordId;

namespace {

struct Commune {
    World world{7};
    World::Place clerk = world.add_laptop(Role::clerk);
    World::Place head = world.add_laptop(Role::head);
    World::Place province = world.add_laptop(Role::province);
    RecordId file = world.create(clerk, setting("full_name", std::string("Lò Thị Mai"))).id;

    Commune() { confirm(file); }

    void confirm(const OperationId& id) { world.judge(id, Judgement::accepted); }
    /// By the head of what the file says, and let in.
    OperationId release(const std::string& to, Judgement judgement = Judgement::accepted) {
        ledger::Release said;
        said.terms = {to, "2026-12-01", "12/QĐ-UBND", ""};
        const OperationId id = world.say(head, Kind::release, file, encode(said), {file}).id;
        world.judge(id, judgement);
        return id;
    }
    OperationId word(const OperationId& release, TransferStep step) {
        const OperationId id = world.say(province, Kind::transfer_word, file,
                                         encode(TransferWord{step, "H31.56", "vì thế"}), {release})
                                   .id;
        confirm(id);
        return id;
    }
    void status(const std::string& code) {
        confirm(world.say(province, Kind::status_word, file,
                          encode(StatusWord{code, "2026-11-20", "34/SNV"}))
                    .id);
    }
    OperationId approve() {
        world.bring(clerk, head);
        const OperationId cut = world.submit(clerk, file).id;
        world.bring(clerk, head);
        const Operation* approval = world.approve(head, file, cut);
        REQUIRE(approval != nullptr);
        confirm(cut);
        confirm(approval->id);
        return cut;
    }
    [[nodiscard]] RecordState state() const { return world.fold(file); }
    [[nodiscard]] Life life() const { return state().life; }
};

}  // namespace

TEST_CASE("ledger life: a file is released, sent, taken over, and stays as an archive [TB-9.3]",
          "[ledger]") {
    Commune commune;
    const OperationId proposal =
        commune.world
            .say(commune.clerk, Kind::transfer_propose, commune.file,
                 encode(MoveTerms{"H31.56", "2026-12-01", "12/QĐ-UBND", ""}))
            .id;
    CHECK(commune.life().departure()->state == TransferState::proposed);
    CHECK_FALSE(commune.life().closed);
    commune.confirm(proposal);
    const OperationId release = commune.release("H31.56");
    Life life = commune.life();
    REQUIRE(life.departures.size() == 1);
    CHECK(life.departure()->operation == release);
    CHECK(life.departure()->state == TransferState::released);
    CHECK(life.closed->why == Reason::released);
    CHECK_FALSE(life.archived());

    commune.word(release, TransferStep::sent);
    CHECK(commune.life().departure()->state == TransferState::in_transit);

    SECTION("the new unit has it: the old one is an archive") {
        commune.word(release, TransferStep::accepted);
        life = commune.life();
        CHECK(life.departure() == nullptr);
        CHECK(life.departures.back().state == TransferState::closed);
        CHECK(life.archived());
        CHECK(commune.state().shown_status() == "archived");
    }
    SECTION("the new unit does not take it: the old one goes on, and may release again") {
        commune.word(release, TransferStep::returned);
        CHECK_FALSE(commune.life().closed);
        CHECK(commune.life().departures.back().reason == "vì thế");
        commune.release("H31.57");
        CHECK(commune.life().departure()->terms.to == "H31.57");
    }
    SECTION("it expires") {
        commune.word(release, TransferStep::expired);
        CHECK(commune.life().departures.back().state == TransferState::expired);
        CHECK_FALSE(commune.life().closed);
    }
    SECTION("a word on what is over changes nothing") {
        commune.word(release, TransferStep::accepted);
        commune.word(release, TransferStep::returned);
        CHECK(commune.life().archived());
    }
}

TEST_CASE("ledger life: what the province says of a person outlives a move that came to nothing "
          "[TB-9.5]",
          "[ledger]") {
    // F11: the word came while the file was on its way.
    Commune commune;
    const OperationId release = commune.release("H31.56");
    commune.word(release, TransferStep::sent);
    commune.status("60");
    CHECK(commune.life().closed->why == Reason::released);
    SECTION("the file does not go: it is in the archive, since the word") {
        const auto ended =
            GENERATE(TransferStep::refused, TransferStep::returned, TransferStep::expired);
        commune.word(release, ended);
        REQUIRE(commune.life().closed);
        CHECK(commune.life().closed->why == Reason::archived);
        CHECK(commune.life().archived());
        CHECK(commune.life().closed->since);
        CHECK(standing_status(commune.state())->status == "60");
        commune.status("10");
        CHECK_FALSE(commune.life().closed);
    }
    SECTION("it goes: the other unit is to be told") {
        commune.word(release, TransferStep::accepted);
        CHECK(commune.life().closed->why == Reason::released);
        CHECK(standing_status(commune.state())->status == "60");
    }
    SECTION("taken back before the file comes back") {
        commune.status("10");
        commune.word(release, TransferStep::returned);
        CHECK_FALSE(commune.life().closed);
    }
}

TEST_CASE("ledger life: who lost a claim while the file was on its way has lost it", "[ledger]") {
    Commune commune;
    const ClaimId id{};
    const OperationId told =
        commune.world.say(commune.province, Kind::claim, commune.file,
                          encode(NumberClaim{id, "034190000011", false, false}))
            .id;
    commune.confirm(told);
    const OperationId release = commune.release("H31.56");
    commune.confirm(commune.world
                        .say(commune.province, Kind::claim_verdict, commune.file,
                             encode(ClaimVerdict{id, ClaimOutcome::gives_way, "34/SNV"}), {told})
                        .id);
    CHECK(commune.life().closed->why == Reason::released);
    commune.word(release, TransferStep::returned);
    REQUIRE(commune.life().closed);
    CHECK(commune.life().closed->why == Reason::gave_way);
    // Nor does a status of service open what gave way.
    commune.status("10");
    CHECK(commune.life().closed->why == Reason::gave_way);
}

TEST_CASE("ledger life: a move that is prepared anew is the one that the head signs [TB-9.3]",
          "[ledger]") {
    Commune commune;
    const auto prepare = [&](const std::string& to) {
        commune.world.say(commune.clerk, Kind::transfer_propose, commune.file,
                          encode(MoveTerms{to, "2026-12-01", "12/QĐ-UBND", ""}));
    };
    // More than chance would put in order.
    for (const char* to : {"H31.99", "H31.98", "H31.97", "H31.96", "H31.95", "H31.56"}) {
        prepare(to);
        CHECK(commune.life().departure()->terms.to == to);
    }
    CHECK(commune.life().departures.size() == 1);
}

TEST_CASE("ledger life: of two releases the first position wins [LEDGER rule 19]", "[ledger]") {
    Commune commune;
    const OperationId first = commune.release("H31.56");
    SECTION("one that the province refuses") {
        commune.release("H31.57", Judgement::refused);
    }
    SECTION("one that it let in all the same: the fold knows the order too") {
        commune.release("H31.57");
    }
    REQUIRE(commune.life().departures.size() == 1);
    CHECK(commune.life().departure()->operation == first);
}

TEST_CASE("ledger life: a provisional release closes the file on its laptop and no approval",
          "[ledger]") {
    Commune commune;
    commune.approve();
    ledger::Release said;
    said.terms.to = "H31.56";
    commune.world.say(commune.head, Kind::release, commune.file, encode(said), {commune.file});
    const RecordState state = commune.state();
    REQUIRE(state.life.closed);
    CHECK_FALSE(state.life.closed->since);
    CHECK(state.effective);
}

TEST_CASE("ledger life: the province's status wins for approval, and edits are kept [TB-9.5]",
          "[ledger]") {
    // F11: died or retired at the province while the unit is still editing.
    Commune commune;
    commune.approve();
    const auto before = commune.state().effective;
    REQUIRE(before);
    commune.status("60");
    CHECK(commune.life().archived());
    REQUIRE(commune.world.edit(commune.clerk, commune.file,
                               setting("full_name", std::string("Lò Thị Mây"))) != nullptr);
    commune.approve();
    RecordState state = commune.state();
    CHECK(state.effective == before);
    CHECK(state.approvals.size() == 2);
    CHECK(document_of(state.draft).text("full_name") == "Lò Thị Mây");
    CHECK(state.shown_status() == "archived");

    SECTION("the unit's head does not undo the province's word") {
        commune.confirm(commune.world.say(commune.head, Kind::reopen, commune.file,
                                          encode_reason("35/UBND"))
                            .id);
        CHECK(commune.life().archived());
    }
    SECTION("the province itself does, and the later version counts") {
        commune.status("10");
        state = commune.state();
        CHECK_FALSE(state.life.closed);
        CHECK(state.effective != before);
    }
}

TEST_CASE("ledger life: who left by an approved version is in the archive until he is taken back "
          "[TB-9.5] [TB-9.4]",
          "[ledger]") {
    Commune commune;
    REQUIRE(commune.world.edit(commune.clerk, commune.file,
                               setting("personnel_status", std::string("40"))) != nullptr);
    CHECK_FALSE(commune.state().life.closed);
    commune.approve();
    CHECK(commune.state().life.archived());
    commune.confirm(
        commune.world.say(commune.head, Kind::reopen, commune.file, encode_reason("35/UBND")).id);
    CHECK_FALSE(commune.state().life.closed);
}

TEST_CASE("ledger life: of two files of one person the second makes no version until it is decided",
          "[ledger]") {
    Commune commune;
    const ClaimId id{};
    const NumberClaim claim{id, "034190000011", false, false};
    const OperationId told =
        commune.world.say(commune.province, Kind::claim, commune.file, encode(claim)).id;
    commune.confirm(told);
    commune.approve();
    REQUIRE(commune.life().open_claim() != nullptr);
    CHECK_FALSE(commune.state().effective);
    const auto decide = [&](ClaimOutcome outcome) {
        commune.confirm(commune.world
                            .say(commune.province, Kind::claim_verdict, commune.file,
                                 encode(ClaimVerdict{id, outcome, "34/SNV"}), {told})
                            .id);
    };
    SECTION("it keeps") {
        decide(ClaimOutcome::keeps);
        CHECK(commune.state().effective);
    }
    SECTION("it gives way: kept, readable, closed") {
        decide(ClaimOutcome::gives_way);
        CHECK(commune.life().closed->why == Reason::gave_way);
        CHECK(commune.life().archived());
    }
    SECTION("its number is another's") {
        decide(ClaimOutcome::wrong_number);
        CHECK(commune.life().has_wrong_number("034190000011"));
        CHECK_FALSE(commune.life().closed);
    }
}

TEST_CASE("ledger life: a corrected number is an alias with its document, never a new person",
          "[ledger]") {
    // F17.
    Commune commune;
    const OperationId said =
        commune.world
            .say(commune.clerk, Kind::alias, commune.file,
                 encode(Alias{"034190000011", "034190000012", "7/CA xã 01/11/2026"}))
            .id;
    CHECK(commune.life().has_alias("034190000011", "034190000012"));
    CHECK_FALSE(commune.life().has_alias("034190000012", "034190000011"));
    commune.confirm(said);
    commune.confirm(commune.world
                        .say(commune.province, Kind::alias_verdict, commune.file,
                             encode(AliasVerdict{false, "sai văn bản"}), {said})
                        .id);
    CHECK_FALSE(commune.life().has_alias("034190000011", "034190000012"));
    CHECK(commune.life().numbers.front().verdict->reason == "sai văn bản");
}

TEST_CASE("ledger life: arrivals are offered, answered once, and adopted", "[ledger]") {
    Commune commune;
    const auto arrivals = [&] {
        std::vector<Entry> entries;
        for (std::size_t i = 0; i < commune.world.made().size(); ++i) {
            entries.push_back({&commune.world.made()[i], commune.world.standing(i)});
        }
        return fold_arrivals(entries);
    };
    const auto say = [&](World::Place at, Kind kind, Bytes payload,
                         std::vector<OperationId> references = {}) {
        const OperationId id =
            commune.world.say(at, kind, std::nullopt, std::move(payload), std::move(references)).id;
        commune.confirm(id);
        return id;
    };
    Offer offer;
    offer.transfer.bytes.fill(0x11);
    offer.from = "H31.56";
    const OperationId offered = say(commune.province, Kind::offer, encode(offer));
    REQUIRE(arrivals().size() == 1);
    CHECK(arrivals().front().state == TransferState::in_transit);
    SECTION("accepted, then adopted") {
        const OperationId accepted =
            say(commune.head, Kind::accept, encode_reason(""), {offered});
        CHECK(arrivals().front().state == TransferState::accepted);
        say(commune.head, Kind::refuse, encode_reason("muộn"), {offered});
        CHECK(arrivals().front().state == TransferState::accepted);
        Provenance from;
        from.transfer = offer.transfer;
        const OperationId adopted = say(commune.province, Kind::adopt,
                                        encode(EditPayload{Seed{}, {}}, from), {accepted});
        CHECK(arrivals().front().state == TransferState::closed);
        CHECK(arrivals().front().record == adopted);
    }
    SECTION("refused, with the reason") {
        say(commune.head, Kind::refuse, encode_reason("chưa có quyết định"), {offered});
        CHECK(arrivals().front().state == TransferState::refused);
        CHECK(arrivals().front().reason == "chưa có quyết định");
    }
    SECTION("asked for from outside the province [TB-9.1]") {
        const FileRequest asked{"034190000011", "Lò Thị Mai",
                                {"Bộ Nội vụ", "2026-12-01", "12/QĐ-BNV", ""}};
        const OperationId request = say(commune.clerk, Kind::request, encode(asked));
        REQUIRE(arrivals().size() == 2);
        CHECK(arrivals().back().state == TransferState::awaiting_national_pull);
        say(commune.province, Kind::refuse, encode_reason("không có"), {request});
        CHECK(arrivals().back().state == TransferState::refused);
    }
}

TEST_CASE("ledger life: payloads come back as they were", "[ledger]") {
    Commune commune;
    const auto back = [&](Kind kind, Bytes payload) -> const Operation& {
        return commune.world.say(commune.province, kind, commune.file, std::move(payload));
    };
    const MoveTerms terms{"H31.56", "2026-12-01", "12/QĐ", "ghi chú"};
    CHECK(move_terms(back(Kind::transfer_propose, encode(terms))) == terms);
    const Release released{terms, crypto::sha256(bytes_of("a")), {1, 2}, {3}};
    CHECK(release(back(Kind::release, encode(released))) == released);
    const TransferWord word{TransferStep::expired, "H31.56", "quá hạn"};
    CHECK(transfer_word(back(Kind::transfer_word, encode(word))) == word);
    const Offer offered{{}, MoveCase::leaves, "a", "b", "c", "d", terms};
    CHECK(offer(back(Kind::offer, encode(offered))) == offered);
    const NumberClaim claimed{{}, "034190000011", true, false};
    CHECK(claim(back(Kind::claim, encode(claimed))) == claimed);
    const UnitChange change{UnitStep::took_over, "Xã Mới", {"H31.1", "H31.2"}, "2026-01-01", "NQ"};
    CHECK(unit_change(back(Kind::unit_change, encode(change))) == change);
    const StatusWord status{"60", "2026-11-01", "QĐ"};
    CHECK(status_word(back(Kind::status_word, encode(status))) == status);
    // Nothing of another kind, no number that is none.
    CHECK_FALSE(offer(back(Kind::release, encode(released))));
    CHECK_FALSE(transfer_word(
        back(Kind::transfer_word, encode(TransferWord{static_cast<TransferStep>(0), "", ""}))));
    const ReleaseStatement statement{"H31.55", 7, commune.file, released.root, 1, terms, {},
                                     "Nguyễn Văn Thịnh", timestamp_of(1'790'000'000)};
    const auto read = read_statement(signed_statement(statement));
    REQUIRE(read);
    CHECK(*read == statement);
    Bytes longer = signed_statement(statement);
    longer.push_back(0);
    CHECK_FALSE(read_statement(longer));
}

}  // namespace soxa::tests::ledger_life
