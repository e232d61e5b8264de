// Bundles by USB stick, between a laptop's real office and the province's real store.
#include <fstream>

#include "client/office/bundle.hpp"
#include "tests/unit/exchange_world.hpp"

namespace soxa::tests::exchange_bundle {

using namespace exchange_world;

namespace {

/// What somebody may do to a bundle on its way. The other is one that is good by itself.
Bytes tampered(const Bytes& whole, const Bytes& other, SeededRandom& random) {
    const auto draw = [&](std::size_t below) {
        const Bytes drawn = random_bytes(random, 4);
        const std::size_t number = drawn[0] + 256U * drawn[1] + 65536U * drawn[2];
        return number % below;
    };
    Bytes changed = whole;
    switch (draw(7)) {
        case 0: changed.resize(draw(whole.size())); break;
        case 1: changed[draw(changed.size())] ^= static_cast<std::uint8_t>(1U << draw(8)); break;
        case 2: append(changed, ByteView(whole).first(1 + draw(64))); break;
        case 3: {  // the head of one on the tail of another
            const std::size_t at = 1 + draw(std::min(whole.size(), other.size()) - 1);
            changed.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at));
            append(changed, ByteView(other).subspan(at));
            break;
        }
        case 4: {
            const std::size_t from = draw(whole.size() - 1);
            const std::size_t count = 1 + draw(whole.size() - from - 1);
            changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(from),
                          changed.begin() + static_cast<std::ptrdiff_t>(from + count));
            break;
        }
        case 5: {
            const std::size_t a = draw(whole.size());
            const std::size_t b = draw(whole.size());
            std::swap(changed[a], changed[b]);
            break;
        }
        default: changed[draw(changed.size())] = static_cast<std::uint8_t>(draw(256)); break;
    }
    return changed;
}

}  // namespace

TEST_CASE("bundle: a laptop without any link lives on sticks alone", "[bundle]") {
    World world(401);
    office::Office laptop = world.laptop("a1");
    world.work(laptop);
    REQUIRE(laptop.store().home().device_certificate.empty());
    const auto waiting = good(laptop.store().waiting());
    REQUIRE(waiting.operations > 0);

    const auto came = good(world.in(world.out(laptop)));
    CHECK(came.enrolled);
    CHECK(came.added == waiting.operations);
    CHECK(came.set_aside.empty());
    CHECK(good(laptop.store().waiting()).operations == waiting.operations);  // no receipt yet

    const auto taken = good(world.take(laptop, world.answer(laptop)));
    CHECK(taken.certificate);
    CHECK(good(laptop.store().waiting()).operations == 0);
    CHECK(laptop.store().log().root() == world.root());

    world.work(laptop);
    const auto again = good(world.in(world.out(laptop)));
    CHECK_FALSE(again.enrolled);
    CHECK(again.added > 0);
    CHECK(again.known_already == 0);
    const Bytes answer = world.answer(laptop);
    good(world.take(laptop, answer));
    CHECK(laptop.store().log().root() == world.root());
    // The same stick again, and last month's.
    CHECK(good(world.take(laptop, answer)).known_already);
    good(laptop.store().verify());
}

TEST_CASE("bundle: repeated, late and in any order it comes to the same", "[bundle]") {
    World world(402);
    office::Office laptop = world.laptop("a1");
    const Bytes first = world.out(laptop);
    world.work(laptop);
    const Bytes second = world.out(laptop);
    const auto newer = good(world.in(second));
    const crypto::Digest root = world.root();
    const auto older = good(world.in(first));
    CHECK(older.added == 0);
    CHECK(older.known_already > 0);
    CHECK(good(world.in(second)).added == 0);
    CHECK(newer.set_aside.empty());
    CHECK(world.root() == root);

    const Bytes answer_one = world.answer(laptop);
    good(world.take(laptop, answer_one));
    world.work(laptop);
    good(world.in(world.out(laptop)));
    const Bytes answer_two = world.answer(laptop);  // begins where the laptop said it is
    good(world.take(laptop, answer_two));
    CHECK(good(world.take(laptop, answer_one)).known_already);
    CHECK(laptop.store().log().root() == world.root());
}

TEST_CASE("bundle: a part that comes early waits for the one before it", "[bundle]") {
    World world(403);
    office::Office laptop = world.laptop("a1");
    world.work(laptop, 120);  // more than one frame holds
    auto made = good(office::bundle_out(laptop, world.stick / "xa.bundle", {16 * 1024, false}));
    REQUIRE(made.files.size() > 1);
    const auto part = [&](std::size_t i) {
        return good(crypto::read_file(made.files[i], exchange::bundle_bytes_max));
    };
    // The laptop is known by its first part alone.
    const auto unknown = world.in(part(made.files.size() - 1));
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().text == "device.unknown");
    good(world.in(part(0)));
    good(world.take(laptop, world.answer(laptop)));

    world.work(laptop, 200);
    made = good(office::bundle_out(laptop, world.stick / "xa.bundle", {16 * 1024, false}));
    REQUIRE(made.files.size() > 2);
    for (std::size_t i = made.files.size() - 1; i > 1; --i) {
        const auto waits = good(world.in(part(i)));
        CHECK(waits.waits);
        CHECK(waits.added == 0);
    }
    CHECK(good(world.in(part(0))).added == 0);  // its certificate alone
    const auto last = good(world.in(part(1)));
    CHECK(last.added > 0);
    CHECK(last.earlier == made.files.size() - 2);
    good(world.take(laptop, world.answer(laptop)));
    CHECK(good(laptop.store().waiting()).operations == 0);
    CHECK(laptop.store().log().root() == world.root());
}

TEST_CASE("bundle: what is not for you, or not from whom it says, is refused", "[bundle]") {
    World world(404);
    World elsewhere(405);
    office::Office laptop = world.laptop("a1");
    office::Office other = world.laptop("a2");
    const Bytes to_province = world.out(laptop);
    good(world.in(to_province));
    good(world.in(world.out(other)));
    const Bytes to_laptop = world.answer(laptop);
    const crypto::Digest root = world.root();
    const auto text = [](const auto& result) {
        REQUIRE_FALSE(result);
        return result.error().text;
    };
    CHECK(text(elsewhere.in(to_province)) == "bundle.other_province");
    CHECK(text(world.in(to_laptop)) == "bundle.for_laptop");
    CHECK(text(world.take(other, to_laptop)) == "bundle.other_laptop");
    CHECK(text(world.take(laptop, to_province)) == "bundle.for_province");
    CHECK(text(world.in(bytes_of("PK\x03\x04"))) == "bundle.damaged");

    // The boxes of a good bundle under a label of somebody's own.
    exchange::Bundle stolen = good(exchange::decode_bundle(to_province));
    auto stranger = crypto::SoftwareSigner::generate(world.province.random);
    stolen.label.sender = stranger.public_key();
    CHECK(text(world.in(good(exchange::encode_bundle(stolen.label, stolen.boxes, stranger)))) ==
          "bundle.altered");
    // Signed by who is no province.
    exchange::Bundle forged = good(exchange::decode_bundle(to_laptop));
    forged.label.sender = stranger.public_key();
    CHECK(text(world.take(laptop,
                          good(exchange::encode_bundle(forged.label, forged.boxes, stranger)))) ==
          "exchange.forged");
    // Of a laptop's own making, but in another's name.
    exchange::BundleLabel mine{exchange::Bound::to_province,
                               laptop.store().home().stream,
                               other.store().home().device,
                               stranger.public_key(),
                               world.office.keys.intake.public_key(),
                               {},
                               1,
                               1,
                               {}};
    const exchange::Request claim{laptop.store().home().stream, other.store().home().device, 0, 0,
                                  crypto::MerkleLog().root(), {}};
    const std::vector<Bytes> boxes{good(exchange::seal_message(mine, claim, world.province.random))};
    CHECK(text(world.in(good(exchange::encode_bundle(mine, boxes, stranger)))) == "device.unknown");
    CHECK(world.root() == root);
}

TEST_CASE("bundle: two laptops of a unit exchange without the province", "[bundle]") {
    World world(408);
    office::Office one = world.laptop("a1");
    office::Office two = world.laptop("a2");
    world.meet(one, two);
    world.work(one, 3);
    const crypto::Digest root = world.root();
    const Bytes carried = world.out_to(one, two);
    const std::size_t waiting = good(one.store().pending()).size();
    const std::size_t before = good(two.store().pending()).size();
    REQUIRE(waiting >= 3);

    const auto came = good(world.take(two, carried));
    CHECK(came.from_laptop);
    CHECK_FALSE(came.known_already);
    CHECK(came.exchanged.operations_received == waiting);
    CHECK(came.set_aside == 0);
    CHECK(good(two.store().dump_views()) == good(one.store().dump_views()));
    // Nothing is received by it, here or there.
    CHECK(good(two.store().pending()).size() == before + waiting);
    CHECK(good(one.store().pending()).size() == waiting);
    CHECK(two.store().log().root() == root);
    CHECK(good(world.take(two, carried)).known_already);

    // The first laptop is lost; the other has what it had.
    const std::uint64_t size = two.store().log().size();
    good(world.sync(two));
    CHECK(good(two.store().pending()).empty());
    CHECK(two.store().log().size() >= size + waiting);
    good(world.sync(one));
    CHECK(good(one.store().pending()).empty());
    CHECK(one.store().log().root() == world.root());
    good(two.store().verify());
}

TEST_CASE("bundle: what another laptop's rests on is waited for", "[bundle]") {
    World world(409);
    office::Office one = world.laptop("a1");
    office::Office two = world.laptop("a2");
    world.meet(one, two);
    world.work(one);
    good(world.sync(one));
    world.work(one);
    const auto early = good(world.take(two, world.out_to(one, two)));
    CHECK(early.waits);
    CHECK(early.exchanged.operations_received == 0);
    good(world.sync(two));
    CHECK(good(office::take_waiting_bundles(two)) == 1);
    CHECK(good(two.store().dump_views()) == good(one.store().dump_views()));
    CHECK(good(office::take_waiting_bundles(two)) == 0);
}

TEST_CASE("bundle: between laptops, who is none of the unit is not heard", "[bundle]") {
    World world(410);
    office::Office one = world.laptop("a1");
    office::Office two = world.laptop("a2");
    world.meet(one, two);
    world.work(one);
    const Bytes carried = world.out_to(one, two);
    const auto text = [](const auto& result) {
        REQUIRE_FALSE(result);
        return result.error().text;
    };
    CHECK(text(world.in(carried)) == "bundle.for_laptop");
    CHECK(text(world.take(one, carried)) == "bundle.other_laptop");
    exchange::Bundle other = good(exchange::decode_bundle(carried));
    auto stranger = crypto::SoftwareSigner::generate(world.province.random);
    other.label.sender = stranger.public_key();
    CHECK(text(world.take(two, good(exchange::encode_bundle(other.label, other.boxes, stranger)))) ==
          "bundle.stranger");
    CHECK(text(office::bundle_out(one, world.stick / "may.bundle", {.laptop = "nobody's"})) ==
          "slot.no_laptop");
    CHECK(good(two.store().waiting()).operations == 0);
}

TEST_CASE("bundle: ten thousand that were tampered with change nothing", "[bundle]") {
    World world(406);
    office::Office laptop = world.laptop("a1");
    world.work(laptop);
    const Bytes one = world.out(laptop);
    good(world.in(one));
    const Bytes answer_one = world.answer(laptop);
    good(world.take(laptop, answer_one));
    world.work(laptop);
    const Bytes two = world.out(laptop);
    const crypto::Digest root = world.root();
    const crypto::Digest here = laptop.store().log().root();
    const std::string views = good(laptop.store().dump_views());

    SeededRandom random(407);
    std::map<std::string, std::size_t> told;
    for (int i = 0; i < 7'000; ++i) {
        const Bytes changed = tampered(two, one, random);
        if (changed == two || changed == one) continue;
        const auto taken = world.in(changed);
        REQUIRE_FALSE(taken);
        ++told[taken.error().text];
    }
    // The other way, through the door that reads a file.
    good(world.in(two));
    const Bytes answer_two = world.answer(laptop);
    for (int i = 0; i < 1'500; ++i) {
        const Bytes changed = tampered(answer_two, answer_one, random);
        if (changed == answer_two || changed == answer_one) continue;
        std::ofstream(world.stick / "tinh.bundle", std::ios::binary)
            .write(reinterpret_cast<const char*>(changed.data()),
                   static_cast<std::streamsize>(changed.size()));
        const auto taken = office::bundle_in(laptop, world.stick / "tinh.bundle");
        REQUIRE_FALSE(taken);
        ++told[taken.error().text];
    }
    CHECK(laptop.store().log().root() == here);
    CHECK(good(laptop.store().dump_views()) == views);
    good(world.take(laptop, answer_two));
    CHECK(laptop.store().log().root() == world.root());

    // Between laptops.
    office::Office second = world.laptop("a2");
    world.meet(laptop, second);
    world.work(laptop);
    const Bytes earlier = world.out_to(laptop, second);
    good(world.take(second, earlier));
    world.work(laptop);
    const Bytes carried = world.out_to(laptop, second);
    const std::string second_views = good(second.store().dump_views());
    for (int i = 0; i < 1'500; ++i) {
        const Bytes changed = tampered(carried, earlier, random);
        if (changed == carried || changed == earlier) continue;
        const auto taken = world.take(second, changed);
        REQUIRE_FALSE(taken);
        ++told[taken.error().text];
    }
    CHECK(good(second.store().dump_views()) == second_views);
    CHECK(good(world.take(second, carried)).exchanged.operations_received > 0);
    CHECK(told["bundle.damaged"] > 1'000);
    CHECK(told["bundle.altered"] > 1'000);
    CHECK(told.size() == 2);
    CHECK(world.root() != root);  // what was whole came in
}

}  // namespace soxa::tests::exchange_bundle
