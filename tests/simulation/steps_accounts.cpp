// Accounts: made, reset, restricted, revoked; the province's word on keys and on what is held.
#include <array>

#include "sync/server/account_refuse.hpp"
#include "sync/server/second_look.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

using ledger::Role;

/// Somebody of the unit who is no administrator; nothing if there is none.
Person* some_member(World& world, std::size_t unit) {
    std::vector<Person*> members;
    for (Person& person : world.people) {
        if (person.unit == unit && person.role != Role::admin) members.push_back(&person);
    }
    return members.empty() ? nullptr : world.chance.of(members);
}

Result<void> write_one(office::Office& office, ledger::Kind kind, Bytes payload) {
    TRY(office.may(ledger::Act::administer, ledger::Whose::others));
    std::vector<office::Draft> drafts(1);
    drafts[0].kind = kind;
    drafts[0].payload = std::move(payload);
    TRY(office.write(std::move(drafts)));
    return {};
}

void add_account(Stage& stage, Laptop& laptop) {
    constexpr std::array roles{Role::clerk, Role::clerk, Role::head, Role::person};
    World& world = stage.world;
    const Person* person = world.add_person(laptop, world.chance.of(roles));
    world.trace.also(person == nullptr ? "-" : person->personal_id);
}

/// A new invitation by the unit's administrator: what the account's earlier keys sign approves
/// nothing any more.
void reset_account(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    Person* person = some_member(world, laptop.unit);
    if (person == nullptr || world.at_work(laptop, {Role::admin}) == nullptr) return;
    if (laptop.office->store().directory().account(person->account) == nullptr) return;
    const auto invitation = crypto::SoftwareSigner::generate(world.chance);
    const Result<void> done = world.on(laptop, [&](office::Office& office) {
        return write_one(office, ledger::Kind::account_invite,
                         ledger::encode(ledger::AccountInvite{
                             person->account, invitation.public_key(), "QĐ 15/2026"}));
    });
    if (!done) return;
    person->invitations.push_back(invitation.private_key().duplicate());
    // He has forgotten: what he had is of no use to him.
    person->keys.clear();
    world.sometimes.reached("an account reset");
}

void change_account(Stage& stage, Laptop& laptop) {
    using ledger::AccountStep;
    constexpr std::array ways{AccountStep::restrict, AccountStep::extend, AccountStep::extend,
                              AccountStep::revoke};
    World& world = stage.world;
    const Person* person = some_member(world, laptop.unit);
    if (person == nullptr || world.at_work(laptop, {Role::admin}) == nullptr) return;
    if (laptop.office->store().directory().account(person->account) == nullptr) return;
    const AccountStep step = world.chance.of(ways);
    std::string until;
    if (step == AccountStep::extend && world.chance.one_in(2)) {
        const auto day = world.time + std::chrono::days(world.chance.below(20));
        until = iso_date(day_in_vietnam(std::chrono::floor<std::chrono::seconds>(day)));
    }
    const Result<void> done = world.on(laptop, [&](office::Office& office) {
        return write_one(office, ledger::Kind::account_change,
                         ledger::encode(ledger::AccountChange{person->account, step, until,
                                                              "QĐ 16/2026"}));
    });
    if (done && step == AccountStep::revoke) world.sometimes.reached("an account revoked");
}

/// As an officer answers by telephone; yes most often.
void judge_key(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    const Person* person = some_member(world, laptop.unit);
    if (person == nullptr) return;
    server::AccountAsked asked{world.units[laptop.unit].code, person->personal_id, std::nullopt};
    if (!person->keys.empty()) {
        const auto key = signer_of(person->keys.back()).public_key();
        asked.key = ledger::fingerprint(key);
    }
    const bool yes = !world.chance.one_in(6);
    Result<void> done;
    if (yes) {
        const auto confirmed = server::confirm_account(world.province_office(), asked);
        if (!confirmed) done = tl::make_unexpected(confirmed.error());
        if (confirmed && confirmed->approvals > 0) {
            world.sometimes.reached("approvals that waited for a key");
        }
    } else {
        const auto refused = server::refuse_account(world.province_office(), asked, "Không phải");
        if (!refused) done = tl::make_unexpected(refused.error());
        if (refused) world.sometimes.reached("a key refused");
    }
    world.trace.also(done ? "done" : done.error().text);
    stage.oracle.read_log(laptop.unit);
}

void look_at_held(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    const auto held = server::list_held(world.province_office(), world.units[laptop.unit].code);
    if (!held || held->empty()) return;
    server::SecondLook look{world.units[laptop.unit].code, {}, {}, world.chance.one_in(2)};
    for (const server::HeldLine& line : *held) {
        if (look.operations.empty() || world.chance.one_in(3)) {
            look.operations.push_back(hex(line.id.view()));
        }
    }
    const auto looked = server::look_again_at(world.province_office(), look);
    world.trace.also(looked ? "done" : looked.error().text);
    stage.oracle.read_log(laptop.unit);
    if (looked && look.admit) world.sometimes.reached("what was held is let in");
}

constexpr std::array steps{
    StepType{"add_account", Family::accounts, 3, add_account},
    StepType{"reset_account", Family::accounts, 1, reset_account},
    StepType{"change_account", Family::accounts, 2, change_account},
    StepType{"judge_key", Family::always, 6, judge_key},
    StepType{"look_at_held", Family::always, 4, look_at_held},
};

}  // namespace

std::span<const StepType> steps_of_accounts() { return steps; }

}  // namespace soxa::simulation
