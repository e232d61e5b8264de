#include "tests/simulation/cases.hpp"

#include "client/office/enter.hpp"
#include "client/office/overruled.hpp"
#include "client/office/suggestion.hpp"
#include "sync/server/account_confirm.hpp"

namespace soxa::simulation {

namespace {

/// A unit of two laptops whose clerk and head have made their keys on the first.
struct Commune {
    explicit Commune(Stage& on) : stage(on) {
        World& world = on.world;
        world.quiet = true;
        world.begin();
        world.add_unit();
        world.add_laptop(0);
        world.add_laptop(0);
        world.add_person(first(), ledger::Role::clerk);
        world.add_person(first(), ledger::Role::head);
        require(world.log_in(first(), clerk) && world.log_in(first(), head), "case", "a login");
        exchange(first());
        exchange(second());
    }

    [[nodiscard]] Laptop& first() { return stage.world.laptops[0]; }
    [[nodiscard]] Laptop& second() { return stage.world.laptops[1]; }

    void exchange(Laptop& laptop) {
        require(stage.link.whole(laptop), "I-6", "an exchange: " + stage.link.complaint(laptop));
        const auto left = laptop.office->store().unreceipted();
        require(left && left->empty(), "I-6", "something is left to send");
    }

    ledger::RecordId enter(Laptop& laptop, std::string_view name) {
        World& world = stage.world;
        require(world.log_in(laptop, clerk), "case", "the clerk's login");
        ledger::Change change;
        change.fields.emplace(record::find_field("", "full_name")->tag,
                              record::Value(std::string(name)));
        std::optional<ledger::RecordId> id;
        const auto done = world.on(laptop, [&](office::Office& office) -> Result<void> {
            TRY_LET(id, office::new_record(office, change));
            return {};
        });
        require(done && id, "case", "a file");
        world.entered[0].insert(*id);
        return *id;
    }

    void edit(Laptop& laptop, std::size_t person, const ledger::RecordId& id,
              std::string_view field, std::string_view typed) {
        World& world = stage.world;
        require(world.log_in(laptop, person), "case", "a login");
        const record::Field& meant = *record::find_field("", field);
        ledger::Change change;
        change.fields.emplace(meant.tag, record::parse(meant, typed).value());
        const auto state = laptop.office->store().record(id);
        const auto done = world.on(laptop, [&](office::Office& office) -> Result<void> {
            TRY(office::edit_record(office, **state, change));
            return {};
        });
        require(done.has_value(), "case", "an edit");
    }

    /// Until each has what the other has.
    void meet() {
        exchange(first());
        exchange(second());
        exchange(first());
    }

    /// A second clerk, whose key both laptops know; his number among the people.
    std::size_t another_clerk() {
        World& world = stage.world;
        const std::size_t number = world.people.size();
        world.add_person(first(), ledger::Role::clerk);
        require(world.log_in(first(), number), "case", "a second clerk");
        meet();
        return number;
    }

    [[nodiscard]] office::Dispute dispute(Laptop& laptop, const ledger::RecordId& id) {
        const auto state = laptop.office->store().record(id);
        const auto open = office::disputes(*laptop.office, **state);
        require(open.size() == 1, "case", "one question");
        return open.front();
    }

    Result<void> decide(Laptop& laptop, const ledger::RecordId& id,
                        office::Resolution::Take take) {
        office::Resolution resolution;
        resolution.field = dispute(laptop, id).field;
        resolution.take = take;
        const auto state = laptop.office->store().record(id);
        return stage.world.on(laptop, [&](office::Office& office) -> Result<void> {
            TRY(office::resolve(office, **state, resolution));
            return {};
        });
    }

    [[nodiscard]] std::string said(Laptop& laptop, const ledger::RecordId& id,
                                   std::string_view field) {
        const auto state = laptop.office->store().record(id);
        return std::string(document_of((*state)->draft).text(field));
    }

    /// In the province's log, with whatever word on it.
    void arrived(const ledger::RecordId& id) {
        stage.oracle.read_log(0);
        require(stage.oracle.log(0).index.contains(id), "I-2", "a file has not arrived");
    }

    void confirm_head() {
        World& world = stage.world;
        const auto confirmed = server::confirm_account(
            world.province_office(),
            {world.units[0].code, world.people[head].personal_id, std::nullopt});
        require(confirmed.has_value(), "case", "the head's key");
    }

    void back_up() {
        stage.world.province.office.reset();
        stage.world.province.backup = stage.world.province.disk->image();
        stage.world.open_province();
    }
    void restore() {
        stage.world.restore_province();
        stage.oracle.read_log(0);
    }
    /// Put back, and nobody tells it so.
    void restore_unknowing() {
        World& world = stage.world;
        world.province.office.reset();
        world.province.disk->put_image(*world.province.backup);
        world.province.restored = true;
        world.open_province();
        stage.oracle.read_logs_anew();
    }

    // Of World::people: the administrator is the first.
    static constexpr std::size_t clerk = 1;
    static constexpr std::size_t head = 2;
    Stage& stage;
};

/// Both opened the chain of epoch 1, with a seed each: the province could never take the second,
/// and its laptop never sent anything again.
void first_chain_on_two_copies(Stage& stage) {
    Commune commune(stage);
    stage.world.begin_step(11);
    Laptop& copy = *stage.world.add_copy(commune.second());
    const auto here = commune.enter(commune.second(), "Lê Văn Cường");
    stage.world.begin_step(12);
    const auto there = commune.enter(copy, "Trần Thị Bình");
    commune.exchange(commune.second());
    commune.exchange(copy);
    commune.arrived(here);
    commune.arrived(there);
}

/// The province opened its second chain anew after it was put back, with another seed: laptops
/// that had it from before could send nothing more.
void province_opens_a_chain_again(Stage& stage) {
    Commune commune(stage);
    commune.back_up();
    commune.confirm_head();
    commune.exchange(commune.second());
    commune.restore();
    commune.confirm_head();
    const auto here = commune.enter(commune.second(), "Lê Văn Cường");
    commune.exchange(commune.second());
    commune.exchange(commune.first());
    commune.arrived(here);
}

/// Two branches of one chain in one frame came out as another operation at the other end, so a
/// laptop that had to send a fork again was refused for ever.
void both_branches_sent_again(Stage& stage) {
    Commune commune(stage);
    commune.enter(commune.second(), "Nguyễn Văn An");
    commune.exchange(commune.second());
    commune.back_up();
    stage.world.begin_step(21);
    Laptop& copy = *stage.world.add_copy(commune.second());
    const auto here = commune.enter(commune.second(), "Lê Văn Cường");
    const auto there = commune.enter(copy, "Trần Thị Bình");
    commune.exchange(commune.second());
    commune.exchange(copy);
    commune.exchange(commune.second());
    commune.restore();
    commune.exchange(commune.second());
    commune.arrived(here);
    commune.arrived(there);
}

/// A restore that was announced is itself put back: the log is all there, and the epoch is not.
/// Laptops that had heard of it were refused for ever, since there was nothing to hand over.
void an_epoch_lost(Stage& stage) {
    Commune commune(stage);
    commune.back_up();
    commune.restore();
    commune.exchange(commune.first());
    commune.restore_unknowing();
    commune.exchange(commune.first());
    commune.exchange(commune.second());
    commune.exchange(commune.first());
}

/// Whose value was not taken is told by whom, once; and has it back as a draft with one act.
void not_taken_is_told(Stage& stage) {
    Commune commune(stage);
    const std::size_t other = commune.another_clerk();
    const auto id = commune.enter(commune.first(), "Lê Văn Cường");
    commune.meet();
    commune.edit(commune.first(), Commune::clerk, id, "phone_mobile", "0912345678");
    commune.edit(commune.second(), other, id, "phone_mobile", "0987654321");
    commune.meet();
    require(commune.decide(commune.second(), id, office::Resolution::Take::ours).has_value(),
            "case", "a decision");
    require(office::overruled(*commune.second().office)->empty(), "case",
            "who decided is told that he lost");
    commune.meet();

    require(stage.world.log_in(commune.first(), Commune::clerk), "case", "the clerk's login");
    auto told = *office::overruled(*commune.first().office);
    require(told.size() == 1 && told[0].members.size() == 1 && !told[0].by.name.empty() &&
                told[0].members[0].field == "phone_mobile" &&
                told[0].members[0].yours == "0912345678" &&
                told[0].members[0].stands == "0987654321",
            "case", "the loser is not told");
    const auto again = stage.world.on(commune.first(), [&](office::Office& office) {
        return office::propose_again(office, told[0].id);
    });
    require(again && office::overruled(*commune.first().office)->empty(), "case",
            "it cannot be proposed again");
    commune.meet();
    require(stage.world.log_in(commune.second(), other), "case", "the other clerk's login");
    require(commune.said(commune.second(), id, "phone_mobile") == "0912345678", "case",
            "what was proposed again does not stand");
    require(office::overruled(*commune.second().office)->empty(), "case",
            "an edit over a decision is told as a decision");
}

/// The fuller of two texts that differ in their marks is put forward, of an ordinary field only.
void one_text_in_two_spellings(Stage& stage) {
    Commune commune(stage);
    const auto id = commune.enter(commune.first(), "Lê Văn Cường");
    commune.meet();
    commune.edit(commune.first(), Commune::clerk, id, "main_work", "van thu");
    commune.edit(commune.second(), Commune::clerk, id, "main_work", "Văn thư");
    commune.meet();
    const auto suggestion = office::suggestion_for(commune.dispute(commune.first(), id));
    require(suggestion && suggestion->why == "same_text", "case", "nothing is put forward");
    require(commune.decide(commune.first(), id, office::Resolution::Take::suggested).has_value(),
            "case", "a suggestion cannot be taken");
    require(commune.said(commune.first(), id, "main_work") == "Văn thư", "case",
            "another value was put forward");

    commune.meet();
    commune.edit(commune.first(), Commune::clerk, id, "birth_place_text", "xa dong minh");
    commune.edit(commune.second(), Commune::clerk, id, "birth_place_text", "Xã Đông Minh");
    commune.meet();
    require(!office::suggestion_for(commune.dispute(commune.first(), id)), "case",
            "something is put forward for a legal field");
    const auto taken = commune.decide(commune.first(), id, office::Resolution::Take::suggested);
    require(!taken && taken.error().text == "conflict.no_suggestion", "case",
            "a suggestion that is none was taken");
}

/// Wherever the disk fails while a page is taken, a commit that it kept and called failed among
/// them: the same program goes on with what the file says.
void the_disk_fails_under_a_page(Stage& stage) {
    Commune commune(stage);
    Laptop& laptop = commune.first();
    bool fired = true;
    for (std::uint64_t operation = 0; fired; ++operation) {
        commune.enter(commune.second(), "Lê Văn Cường");
        commune.exchange(commune.second());
        if (!laptop.office) stage.world.log_in(laptop, Commune::clerk);
        laptop.disk->arm(DiskFault::io_error, operation, false);
        stage.link.whole(laptop);
        fired = laptop.disk->fired();
        laptop.disk->disarm();
        if (!laptop.office) stage.world.log_in(laptop, Commune::clerk);
        commune.exchange(laptop);
        require(laptop.office->store().list()->size() == operation + 1, "I-8", "a file is missing");
    }
}

}  // namespace

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"the first chain of an account on two copies of a laptop", first_chain_on_two_copies},
        {"a province that opens a chain again after a restore", province_opens_a_chain_again},
        {"both branches of a fork sent again", both_branches_sent_again},
        {"a province that lost nothing but its epoch", an_epoch_lost},
        {"a value that was not taken is told to its author", not_taken_is_told},
        {"one text in two spellings", one_text_in_two_spellings},
        {"the disk fails while a page is taken", the_disk_fails_under_a_page},
    };
    return all;
}

}  // namespace soxa::simulation
