#include "client/office/enrol.hpp"

namespace soxa::office {

namespace {

constexpr std::chrono::days clock_doubt{366};
const std::vector<std::string> files{"ledger.db", "keystore.a", "keystore.b"};

/// Who a laptop begins with, and what its ledger begins with.
struct Beginning {
    store::Home home;
    crypto::AccountKeys keys;
    std::vector<std::string> logins;
    exchange::Frame founding;
};

std::string label_of(const ledger::DeviceId& device) {
    return "laptop-" + hex(device.view().first(4));
}

store::Home new_home(RandomSource& random) {
    store::Home home;
    home.device = random_id<ledger::DeviceId>(random);
    home.device_key = crypto::SoftwareSigner::generate(random).private_key().duplicate();
    home.device_opening_key = crypto::SoftwareSigner::generate(random).private_key().duplicate();
    home.device_label = label_of(home.device);
    return home;
}

Result<Draft> device_listing(const store::Home& home) {
    TRY_LET(const auto signing, crypto::SoftwareSigner::from_private(home.device_key));
    TRY_LET(const auto opening, crypto::SoftwareSigner::from_private(home.device_opening_key));
    Draft draft;
    draft.kind = ledger::Kind::device_open;
    draft.payload = ledger::encode(ledger::DeviceOpen{home.device, signing.public_key(),
                                                      opening.public_key(), home.device_label});
    return draft;
}

/// Keystore, store and the first operations, all in `staging`.
Result<void> build(const Surroundings& around, const std::filesystem::path& staging,
                   Beginning beginning, const Secret& password) {
    TRY(crypto::make_private_folder(staging));
    TRY_LET(crypto::FolderLock lock, crypto::FolderLock::take(staging));
    const Secret database_key(random_bytes(around.random, store::database_key_bytes));
    TRY_LET(crypto::Keystore keystore, crypto::Keystore::create(staging));
    TRY_LET(const crypto::Slot slot, crypto::make_slot(beginning.keys, 1, password, {},
                                                       beginning.logins, around.random));
    TRY(keystore.put(slot, database_key, around.random));
    TRY_LET(auto store, store::Store::create(staging, database_key, beginning.home));
    TRY(store->append_founding(beginning.founding));
    const Surroundings there{staging, around.clock, around.random};
    TRY_LET(Office office, Office::begin(there, std::move(lock), std::move(keystore),
                                         database_key.duplicate(), std::move(store),
                                         std::move(beginning.keys)));
    TRY_LET(Draft listing, device_listing(beginning.home));
    TRY(office.write({std::move(listing)}));
    return {};
}

/// The store first: a folder without a keystore holds nothing that anybody could open.
Result<void> move_into_place(const std::filesystem::path& staging,
                             const std::filesystem::path& home) {
    std::error_code failed;
    for (const std::string& file : files) {
        std::filesystem::rename(staging / file, home / file, failed);
        if (failed) return fail(Errc::storage, "file.write", {file});
    }
    std::filesystem::remove_all(staging, failed);
    return {};
}

Result<void> begin_laptop(const Surroundings& around, Beginning beginning,
                          const Secret& password) {
    TRY(check_password(password));
    TRY(crypto::make_private_folder(around.home));
    TRY_LET(const crypto::FolderLock lock, crypto::FolderLock::take(around.home));
    if (is_enrolled(around.home)) return fail(Errc::invalid_input, "enrol.already");
    const std::filesystem::path staging = around.home / "enrolling";
    std::error_code ignored;  // what cannot be removed shows when it is written
    std::filesystem::remove_all(staging, ignored);
    std::filesystem::remove(around.home / "ledger.db", ignored);
    TRY(build(around, staging, std::move(beginning), password));
    return move_into_place(staging, around.home);
}

crypto::AccountKeys first_keys(const ledger::AccountId& account,
                               crypto::SoftwareSigner invitation, RandomSource& random) {
    crypto::AccountKeys keys{account, crypto::SoftwareSigner::generate(random),
                             crypto::SoftwareSigner::generate(random), std::move(invitation)};
    return keys;
}

}  // namespace

bool is_enrolled(const std::filesystem::path& home) {
    std::error_code ignored;
    return std::filesystem::exists(home / "ledger.db", ignored) &&
           (std::filesystem::exists(home / "keystore.a", ignored) ||
            std::filesystem::exists(home / "keystore.b", ignored));
}

Result<void> enrol(const Surroundings& around, const exchange::Ticket& ticket,
                   const Secret& password) {
    const Timestamp now = around.clock.now();
    if (now > ticket.expires && now < ticket.expires + clock_doubt) {
        return fail(Errc::not_allowed, "ticket.expired");
    }
    TRY_LET(auto invitation, exchange::invitation_key(ticket.secret));
    store::Home home = new_home(around.random);
    home.stream = ticket.stream;
    home.unit_code = ticket.unit_code;
    home.unit_name = ticket.unit_name;
    home.url = ticket.url;
    home.province_certificate = ticket.province_certificate;
    home.province = {ticket.intake_key, ticket.log_key};
    home.ticket_number = ticket.number;
    home.ticket_secret = ticket.secret.duplicate();
    TRY_LET(exchange::Frame founding, exchange::founding_frame(ticket));
    return begin_laptop(around,
                        {std::move(home),
                         first_keys(ticket.account, std::move(invitation), around.random),
                         {ticket.personal_id},
                         std::move(founding)},
                        password);
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
