// One operation that the province cannot take in: it is set aside with its reason, and all else
// flows (RELIABILITY T-25).
#include "client/office/accounts.hpp"
#include "tests/unit/exchange_world.hpp"

namespace soxa::tests::exchange_poison {

using namespace exchange_world;
using ledger::OperationId;

namespace {

/// A store that hands one operation out without its content, as a damaged disk would: the province
/// cannot take it, in whatever frame it comes.
class Damaged final : public exchange::LaptopStorage {
public:
    Damaged(store::Store& store, const OperationId& poison) : store_(&store), poison_(poison) {}

    std::uint64_t epoch() const override { return store_->epoch(); }
    const crypto::MerkleLog& log() const override { return store_->log(); }
    std::optional<std::uint64_t> position_of(const OperationId& id) const override {
        return store_->position_of(id);
    }
    std::optional<OperationId> at(std::uint64_t position) const override {
        return store_->at(position);
    }
    Result<std::vector<exchange::Outgoing>> unreceipted() override {
        TRY_LET(const auto all, pending());
        return outgoing(all);
    }
    Result<std::vector<exchange::Pending>> pending() override { return store_->pending(); }
    Result<std::vector<exchange::Outgoing>> outgoing(
        std::span<const exchange::Pending> some) override {
        TRY_LET(auto found, store_->outgoing(some));
        for (exchange::Outgoing& one : found) {
            offered += 1;
            if (one.operation.id == poison_) one.operation.payload.clear();
        }
        return found;
    }
    Result<std::optional<crypto::PublicKey>> chain_key(const ledger::ChainId& chain) override {
        return store_->chain_key(chain);
    }
    Result<void> take(const exchange::Page& page) override { return store_->take(page); }

    std::size_t offered = 0;

private:
    store::Store* store_;
    OperationId poison_;
};

struct Unit : World {
    using World::World;

    /// Conversations until the session is done, as exchange_steps holds them; how many.
    std::size_t converse(office::Office& at, exchange::LaptopStorage& storage,
                         std::vector<exchange::LeftOut>& left_out) {
        const store::Home& home = at.store().home();
        exchange::LaptopSession session(storage, home.stream, home.device, home.province);
        std::size_t conversations = 0;
        while (!session.complete()) {
            REQUIRE(++conversations < 10);
            good(session.open(false));
            const auto conversation =
                server::exchange_conversation(office, home.device_certificate, {});
            exchange::PartWriter out(exchange::newest_dictionary());
            exchange::PartReader in(exchange::part_bytes_max);
            for (bool over = false; !over;) {
                Bytes said;
                const auto part = good(session.next_part(exchange::frame_bytes_max));
                if (part) said = out.add(*part);
                const auto answer = conversation->hear(said, !part);
                REQUIRE(!answer.instead);
                in.feed(answer.bytes);
                while (const auto heard = good(in.next())) good(session.take_part(*heard));
                over = answer.over;
            }
        }
        left_out = session.left_out();
        good(at.store().keep_left_out(left_out));
        return conversations;
    }
    std::vector<OperationId> files(office::Office& at, std::size_t count) {
        std::vector<OperationId> made;
        for (std::size_t i = 0; i < count; ++i) {
            ledger::Change change;
            change.fields.emplace(record::find_field({}, "full_name")->tag,
                                  hex(random_bytes(province.random, 8)));
            std::vector<office::Draft> drafts(1);
            drafts.front().edit = good(ledger::build_edit(nullptr, change));
            made.push_back(good(at.write(std::move(drafts))).front());
        }
        return made;
    }
    void clerk(office::Office& admin) {
        office::NewAccount account;
        account.login = "lan";
        account.name = "Lò Thị Lan";
        account.personal_id = "034190000011";
        account.role = ledger::Role::clerk;
        account.basis = "12/QĐ-UBND 02/11/2026";
        const Secret word = secret("mật khẩu của lan");
        good(office::add_account(admin, account, &word));
    }
    bool received(const office::Office& at, const OperationId& id) {
        return at.store().position_of(id).has_value();
    }
};

std::string word_of(const std::vector<exchange::LeftOut>& left_out, const OperationId& id) {
    const auto found = std::ranges::find(left_out, id, &exchange::LeftOut::operation);
    return found == left_out.end() ? std::string() : found->word;
}

}  // namespace

TEST_CASE("poison: what cannot be taken in stays behind with its reason, and the rest arrives",
          "[poison]") {
    Unit unit(301);
    std::vector<OperationId> head_files;
    std::vector<OperationId> clerk_files;
    {
        office::Office admin = unit.laptop("a1");
        good(unit.sync(admin));
        unit.clerk(admin);
        head_files = unit.files(admin, 30);
    }
    office::Office lan = good(office::Office::log_in(unit.around("a1"), "lan",
                                                     secret("mật khẩu của lan")));
    clerk_files = unit.files(lan, 30);
    Damaged damaged(lan.store(), head_files[11]);
    std::vector<exchange::LeftOut> left_out;

    const std::size_t conversations = unit.converse(lan, damaged, left_out);

    // Once as usual, then in ever smaller frames.
    CHECK(conversations == 4);
    for (std::size_t i = 0; i < 30; ++i) {
        INFO(i);
        CHECK(unit.received(lan, clerk_files[i]));
        CHECK(unit.received(lan, head_files[i]) == (i < 11));
    }
    CHECK(word_of(left_out, head_files[11]) == "intake.erased");
    CHECK(word_of(left_out, head_files[12]) == "intake.gap");
    CHECK(left_out.size() == 19);
    good(lan.store().verify());

    SECTION("and is not offered with every exchange") {
        damaged.offered = 0;
        CHECK(unit.converse(lan, damaged, left_out) == 1);
        CHECK(damaged.offered == 0);
        const auto told = good(lan.store().left_out());
        REQUIRE(told.size() == 1);
        CHECK(told.front() == exchange::LeftOut{head_files[11], "intake.erased"});
    }
    SECTION("but a day later again, and arrives if it can") {
        unit.province.clock.time += std::chrono::hours(25);
        CHECK(unit.converse(lan, damaged, left_out) == 1);  // learns what day it is
        CHECK(unit.converse(lan, lan.store(), left_out) == 1);
        CHECK(left_out.empty());
        for (const OperationId& id : head_files) CHECK(unit.received(lan, id));
        CHECK(good(lan.store().left_out()).empty());
        good(lan.store().verify());
    }
}

TEST_CASE("poison: a province may leave out only what was said, and each frame once", "[poison]") {
    exchange::Reply reply;
    reply.set_aside = {{1, "intake.gap"}, {3, "intake.seal"}};
    CHECK(good(exchange::decode_reply(exchange::encode(reply))) == reply);
    for (const auto& wrong : std::vector<std::vector<exchange::SetAside>>{
             {{3, "intake.gap"}, {1, "intake.gap"}},
             {{1, "intake.gap"}, {1, "intake.gap"}},
             {{exchange::frames_max + 1, "intake.gap"}}}) {
        reply.set_aside = wrong;
        CHECK(exchange::decode_reply(exchange::encode(reply)).error().text == "message.malformed");
    }

    Unit unit(302);
    office::Office admin = unit.laptop("a1");
    good(unit.sync(admin));
    const store::Home& home = admin.store().home();
    exchange::LaptopSession session(admin.store(), home.stream, home.device, home.province);
    good(session.open(false));
    REQUIRE(good(session.next_part(1000)));
    reply = {};
    reply.base = admin.store().log().size();
    reply.checkpoint = admin.store().checkpoint();
    reply.set_aside = {{7, "intake.gap"}};
    const auto taken = session.take_part(
        exchange::encode(exchange::Part{exchange::PartKind::message, exchange::encode(reply)}));
    REQUIRE(!taken);
    CHECK(taken.error().text == "exchange.not_asked");
}

}  // namespace soxa::tests::exchange_poison
