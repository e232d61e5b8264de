#include "client/office/new_laptop.hpp"

#include <array>

namespace soxa::office {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::days clock_doubt{366};
constexpr std::array files{"ledger.db", "keystore.a", "keystore.b"};
/// Stands in the folder while a laptop is put in the place of another.
constexpr const char* joining_mark = "joining";

std::string label_of(const ledger::DeviceId& device) {
    return "laptop-" + hex(device.view().first(4));
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

bool there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// Of a joining before this one: under a number, the oldest lowest. Cut after it, the laptop is as
/// it was, since nothing of that book is needed any more.
Result<void> keep_former_book(const fs::path& home) {
    if (!there(home / earlier_folder / files.front())) return {};
    for (int number = 1;; ++number) {
        const fs::path kept = home / (std::string(earlier_folder) + "-" + std::to_string(number));
        if (!there(kept)) return crypto::move_durably(home / earlier_folder, kept);
    }
}

}  // namespace

store::Home new_home(RandomSource& random) {
    store::Home home;
    home.device = random_id<ledger::DeviceId>(random);
    home.device_key = crypto::SoftwareSigner::generate(random).private_key().duplicate();
    home.device_opening_key = crypto::SoftwareSigner::generate(random).private_key().duplicate();
    home.device_label = label_of(home.device);
    return home;
}

crypto::AccountKeys first_keys(const ledger::AccountId& account,
                               crypto::SoftwareSigner invitation, RandomSource& random) {
    crypto::AccountKeys keys{account, crypto::SoftwareSigner::generate(random),
                             crypto::SoftwareSigner::generate(random), std::move(invitation)};
    return keys;
}

Result<Beginning> beginning_of(const Surroundings& around, const exchange::Ticket& ticket) {
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
    return Beginning{std::move(home),
                     first_keys(ticket.account, std::move(invitation), around.random),
                     {ticket.personal_id},
                     std::move(founding)};
}

std::filesystem::path staging_in(const std::filesystem::path& home) {
    const fs::path staging = home / "enrolling";
    std::error_code ignored;  // what cannot be removed shows when it is written
    fs::remove_all(staging, ignored);
    return staging;
}

Result<Office> build_laptop(const Surroundings& around, const std::filesystem::path& staging,
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
    return office;
}

Result<void> move_into_place(const std::filesystem::path& home) {
    const fs::path staging = home / "enrolling";
    for (const char* file : files) TRY(crypto::move_durably(staging / file, home / file));
    std::error_code ignored;
    fs::remove_all(staging, ignored);
    return {};
}

Result<void> join_into_place(const std::filesystem::path& home) {
    TRY(keep_former_book(home));
    TRY(crypto::make_private_folder(home / earlier_folder));
    TRY(crypto::write_durably(home / joining_mark, {}));
    return finish_joining(home);
}

Result<void> finish_joining(const std::filesystem::path& home) {
    if (!there(home / joining_mark)) return {};
    const fs::path staging = home / "enrolling";
    for (const char* file : files) {
        if (!there(staging / file)) continue;  // done before the cut
        const bool aside = !there(home / earlier_folder / file);
        if (aside) TRY(crypto::move_durably(home / file, home / earlier_folder / file));
        TRY(crypto::move_durably(staging / file, home / file));
    }
    std::error_code failed;
    fs::remove_all(staging, failed);
    fs::remove(home / joining_mark, failed);
    if (failed) return fail(Errc::storage, "file.write", {joining_mark});
    return {};
}

Result<void> nothing_lost(const std::filesystem::path& home) {
    const bool ledger = there(home / "ledger.db");
    const bool keys = there(home / "keystore.a") || there(home / "keystore.b");
    const fs::path staging = home / "enrolling";
    // Moved first: the ledger is here already, the keys are still beside.
    const bool moving = !there(staging / "ledger.db") && there(staging / "keystore.a");
    if (ledger == keys || there(home / joining_mark) || (ledger && moving)) return {};
    return fail(Errc::integrity, ledger ? "keystore.lost" : "store.lost");
}

bool is_enrolled(const std::filesystem::path& home) {
    return there(home / joining_mark) ||
           (there(home / "ledger.db") &&
            (there(home / "keystore.a") || there(home / "keystore.b")));
}

}  // namespace soxa::office
