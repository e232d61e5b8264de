#include "client/office/enrol.hpp"

namespace soxa::office {

namespace {

Result<void> begin_laptop(const Surroundings& around, Beginning beginning,
                          const Secret& password) {
    TRY(check_password(password));
    TRY(crypto::make_private_folder(around.home));
    TRY_LET(const crypto::FolderLock lock, crypto::FolderLock::take(around.home));
    if (is_enrolled(around.home)) return fail(Errc::invalid_input, "enrol.already");
    const std::filesystem::path staging = staging_in(around.home);
    std::error_code ignored;
    std::filesystem::remove(around.home / "ledger.db", ignored);
    {
        TRY_LET(const Office office,
                build_laptop(around, staging, std::move(beginning), password));
    }
    return move_into_place(around.home);
}

}  // namespace

Result<void> enrol(const Surroundings& around, const exchange::Ticket& ticket,
                   const Secret& password) {
    TRY_LET(Beginning beginning, beginning_of(around, ticket));
    return begin_laptop(around, std::move(beginning), password);
}

Result<void> enrol_local(const Surroundings& around, const LocalPerson& person,
                         const Secret& password) {
    // The laptop is its own province until a ticket comes: its founding operations are signed by a
    // key that nobody keeps.
    auto authority = crypto::SoftwareSigner::generate(around.random);
    auto invitation = crypto::SoftwareSigner::generate(around.random);
    store::Home home = new_home(around.random);
    home.unit_name = person.unit_name;
    home.province = {authority.public_key(), authority.public_key()};
    ledger::ChainTail tail;
    tail.seed = random_id<ledger::Seed>(around.random);
    const ledger::ChainOpen open{home.device, ledger::province_account(authority.public_key()),
                                 authority.public_key(), 1};
    tail.chain = ledger::chain_id(tail.stream, open);
    exchange::Frame founding;
    const auto say = [&](ledger::Kind kind, Bytes payload) {
        ledger::Header header;
        header.kind = kind;
        header.at = around.clock.now();
        founding.operations.push_back(
            ledger::extend(tail, std::move(header), std::move(payload)));
    };
    say(ledger::Kind::chain_open, ledger::encode(open));
    say(ledger::Kind::unit_open, ledger::encode(ledger::UnitOpen{"", person.unit_name, "", ""}));
    say(ledger::Kind::account_create,
        ledger::encode(ledger::AccountCreate{"", person.name, person.personal_id,
                                             ledger::Role::admin, "", invitation.public_key()}));
    const ledger::AccountId account{founding.operations.back().id.bytes};
    TRY_LET(const auto seal_of_all,
            authority.sign(exchange::seal_context, founding.operations.back().id.view()));
    founding.chains.push_back({tail.chain, tail.seed, seal_of_all});
    return begin_laptop(around,
                        {std::move(home),
                         first_keys(account, std::move(invitation), around.random),
                         {person.personal_id},
                         std::move(founding)},
                        password);
}

}  // namespace soxa::office
