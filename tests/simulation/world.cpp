#include "tests/simulation/world.hpp"

#include <algorithm>

#include "client/office/new_laptop.hpp"
#include "sync/exchange/messages.hpp"
#include "sync/server/enrol.hpp"
#include "sync/server/ticket_issue.hpp"
#include "sync/server/unit_add.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::simulation {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view url = "https://127.0.0.1:8443";

/// What must not fail in the making of a world.
template <class T>
T good(Result<T> result, const char* what) {
    if (!result) throw Violation("set-up", std::string(what) + ": " + result.error().text);
    return std::move(*result);
}
void good(const Result<void>& result, const char* what) {
    if (!result) throw Violation("set-up", std::string(what) + ": " + result.error().text);
}

server::DataFolder data_of(const World& world) { return {world.province.disk->folder()}; }

office::Surroundings around(World& world, Laptop& laptop) {
    return {laptop.disk->folder(), laptop.clock, world.chance};
}

office::Draft listing(const store::Home& home) {
    const auto signing = signer_of(home.device_key);
    const auto opening = signer_of(home.device_opening_key);
    office::Draft draft;
    draft.kind = ledger::Kind::device_open;
    draft.payload = ledger::encode(ledger::DeviceOpen{home.device, signing.public_key(),
                                                      opening.public_key(), home.device_label});
    return draft;
}

/// Another disk with all that is on this one, databases and the few files beside them.
std::unique_ptr<Disk> copy_of_disk(Disk& disk, const fs::path& folder) {
    auto copy = std::make_unique<Disk>(folder);
    const Disk::Image image = disk.image();
    copy->put_image(image);
    for (const fs::directory_entry& one : fs::directory_iterator(disk.folder())) {
        const fs::path name = one.path().filename();
        if (!one.is_regular_file() || image.contains(name.string())) continue;
        fs::copy_file(one.path(), folder / name, fs::copy_options::overwrite_existing);
    }
    return copy;
}

/// Which of a person's keys this ledger takes for his; a fresh one where it only has his
/// invitation.
struct KeyChoice {
    std::optional<Secret> signing;
    std::optional<Secret> invitation;
};
KeyChoice key_for(const Person& person, const ledger::AccountState& account) {
    KeyChoice choice;
    for (const Secret& key : person.keys) {
        if (account.key(signer_of(key).public_key()) != nullptr) choice.signing = key.duplicate();
    }
    for (const Secret& one : person.invitations) {
        if (account.invitations.contains(signer_of(one).public_key())) {
            choice.invitation = one.duplicate();
        }
    }
    return choice;
}

}  // namespace

crypto::SoftwareSigner signer_of(const Secret& scalar) {
    return good(crypto::SoftwareSigner::from_private(scalar), "a key");
}

bool is_of_disk(const Error& error) {
    return error.code == Errc::storage || error.text == "store.damaged" ||
           error.text == "store.wrong_key_or_damaged";
}

World::World(std::uint64_t seed, fs::path where)
    : chance(seed), noise(seed), folder(std::move(where)) {
    libraries_draw_from(noise);
    begin_step(seed);
    fs::create_directories(folder);
}

void World::begin_step(std::uint64_t seed) {
    chance = Chance(seed);
    noise = Chance(mixed(seed, 0x4015E));
    begin_chance_of_databases_anew();
}

World::~World() {
    everybody_leaves();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

void World::begin() {
    time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(2);
    province.disk = std::make_unique<Disk>(folder / "province");
    province.clock.time = time;
    good(server::make_province(data_of(*this), {"82", "Tỉnh Đồng Tháp"}, province.clock, chance),
         "the province");
    open_province();
}

Person Person::duplicate() const {
    Person copy{unit, role, personal_id, account, {}, {}};
    for (const Secret& one : invitations) copy.invitations.push_back(one.duplicate());
    for (const Secret& one : keys) copy.keys.push_back(one.duplicate());
    return copy;
}

void World::everybody_leaves() {
    for (Laptop& laptop : laptops) log_out(laptop);
    province.office.reset();
}

void World::begin_as(World& other) {
    time = other.time;
    province.clock.time = time;
    province.disk = copy_of_disk(*other.province.disk, folder / "province");
    units = other.units;
    for (const Person& person : other.people) people.push_back(person.duplicate());
    for (Laptop& of : other.laptops) {
        Laptop& laptop = laptops.emplace_back();
        laptop.unit = of.unit;
        laptop.number = of.number;
        laptop.disk = copy_of_disk(*of.disk, folder / ("laptop" + std::to_string(of.number)));
        laptop.clock.time = of.clock.time;
        laptop.database_key = of.database_key.duplicate();
        laptop.device = of.device;
        laptop.certificate = of.certificate;
        laptop.acknowledged = of.acknowledged;
    }
    made = other.made;
    entered = other.entered;
    next_number = other.next_number;
    open_province();
}

void World::open_province() {
    if (province.office) return;
    province.office = good(server::open_province(data_of(*this), province.clock, chance),
                           "the province after a power cut");
}

void World::restart_province() {
    province.office.reset();
    province.disk->power_comes_back(chance);
    open_province();
}

void World::restore_province() {
    const Secret key = province.office->keys.database.duplicate();
    const std::uint64_t epoch = good(
        [&]() -> Result<std::uint64_t> {
            std::uint64_t highest = 0;
            TRY(province.office->storage->transaction(
                [&](server::Records& registers) -> Result<void> {
                    TRY_LET(const auto all, registers.units().all());
                    for (const server::Unit& unit : all) highest = std::max(highest, unit.epoch);
                    return {};
                }));
            return highest + 1;
        }(),
        "the province's epoch");
    province.office.reset();
    province.disk->put_image(*province.backup);
    {
        auto database = good(sqlcipher::Database::open(data_of(*this).store(), key, 0),
                             "the backup of the province");
        good(database.run("UPDATE unit SET epoch = " + std::to_string(epoch)), "the new epoch");
    }
    province.restored = true;
    open_province();
}

void World::add_unit() {
    Unit unit;
    unit.code = "3000" + std::to_string(units.size() + 1);
    good(province_office().storage->transaction([&](server::Records& registers) -> Result<void> {
        TRY(server::add_unit(province_office(), registers,
                             {unit.code, "UBND xã " + unit.code, ""}));
        TRY_LET(const auto found, registers.units().find(unit.code));
        unit.stream = found->stream;
        return {};
    }),
         "a unit");
    Person administrator;
    administrator.unit = units.size();
    administrator.role = ledger::Role::admin;
    administrator.personal_id = "0821900000" + std::to_string(10 + units.size());
    unit.administrator = people.size();
    people.push_back(std::move(administrator));
    units.push_back(std::move(unit));
    entered.emplace_back();
}

Laptop* World::add_laptop(std::size_t unit) {
    Person& administrator = people[units[unit].administrator];
    const auto issued = good(
        server::issue_ticket(province_office(), {units[unit].code, "Nguyễn Văn An",
                                                 administrator.personal_id, std::string(url)}),
        "a ticket");
    const auto ticket = good(exchange::decode_ticket(exchange::encode(issued)), "a ticket");
    administrator.account = ticket.account;

    Laptop& laptop = laptops.emplace_back();
    laptop.unit = unit;
    laptop.number = laptops.size() - 1;
    laptop.disk = std::make_unique<Disk>(folder / ("laptop" + std::to_string(laptop.number)));
    laptop.clock.time = time;
    laptop.database_key = Secret(random_bytes(chance, store::database_key_bytes));
    auto beginning = good(office::beginning_of(around(*this, laptop), ticket), "a ticket");
    laptop.device = beginning.home.device;
    administrator.keys.push_back(beginning.keys.signing->private_key().duplicate());
    laptop.at_work = units[unit].administrator;

    exchange::Enrolment asked{ticket.number, laptop.device,
                              signer_of(beginning.home.device_key).public_key(),
                              beginning.home.device_label, {}};
    asked.proof = exchange::enrolment_proof(ticket.secret.reveal(), asked);
    laptop.certificate = good(server::enrol(province_office(), asked), "an enrolment");
    beginning.home.device_certificate = laptop.certificate;

    auto lock = good(crypto::FolderLock::take(laptop.disk->folder()), "a folder");
    auto keystore = good(crypto::Keystore::create(laptop.disk->folder()), "a keystore");
    auto store = good(store::Store::create(laptop.disk->folder(), laptop.database_key,
                                           beginning.home),
                      "a store");
    good(store->append_founding(beginning.founding), "the founding operations");
    laptop.office.emplace(good(office::Office::begin(around(*this, laptop), std::move(lock),
                                                     std::move(keystore),
                                                     laptop.database_key.duplicate(),
                                                     std::move(store), std::move(beginning.keys)),
                               "the administrator"));
    settle_after(laptop, {}, std::nullopt);
    good(on(laptop,
            [&](office::Office& office) -> Result<void> {
                std::vector<office::Draft> drafts;
                drafts.push_back(listing(office.store().home()));
                TRY(office.write(std::move(drafts)));
                return {};
            }),
         "the laptop's listing");
    return &laptop;
}

Laptop* World::add_copy(Laptop& of) {
    log_out(of);
    Laptop& copy = laptops.emplace_back();
    copy.unit = of.unit;
    copy.number = laptops.size() - 1;
    copy.disk = copy_of_disk(*of.disk, folder / ("laptop" + std::to_string(copy.number)));
    copy.clock_error = of.clock_error;
    copy.clock.time = of.clock.time;
    copy.database_key = of.database_key.duplicate();
    copy.device = of.device;
    copy.certificate = of.certificate;
    copy.acknowledged = of.acknowledged;
    copy.deceived = of.deceived;
    of.copied = copy.copied = true;
    return &copy;
}

Person* World::add_person(Laptop& laptop, ledger::Role role) {
    if (at_work(laptop, {ledger::Role::admin}) == nullptr) return nullptr;
    Person person;
    person.unit = laptop.unit;
    person.role = role;
    const std::string digits = std::to_string(1'000'000 + next_number++);
    person.personal_id = "034085" + digits.substr(1);
    const auto invitation = crypto::SoftwareSigner::generate(chance);
    person.invitations.push_back(invitation.private_key().duplicate());
    const Result<void> done = on(laptop, [&](office::Office& office) -> Result<void> {
        TRY(office.may(ledger::Act::administer, ledger::Whose::others));
        std::vector<office::Draft> drafts(1);
        drafts[0].kind = ledger::Kind::account_create;
        drafts[0].payload = ledger::encode(ledger::AccountCreate{
            "", "Trần Thị Bình", person.personal_id, role, "QĐ 12/2026",
            invitation.public_key()});
        TRY_LET(const auto names, office.write(std::move(drafts)));
        person.account = {names.front().bytes};
        return {};
    });
    if (!done) return nullptr;
    return &people.emplace_back(std::move(person));
}

void World::log_out(Laptop& laptop) {
    laptop.session.reset();
    laptop.office.reset();
}

bool World::log_in(Laptop& laptop, std::size_t index) {
    log_out(laptop);
    Person& person = people[index];
    const auto failed = [&](const Error& error, const char* what) {
        log_out(laptop);
        if (laptop.disk->without_power()) {
            restart(laptop);
            return false;
        }
        require(is_of_disk(error) && laptop.disk->fired(), "I-1",
                std::string(what) + " says " + error.text);
        return false;
    };
    auto store = store::Store::open(laptop.disk->folder(), laptop.database_key);
    if (!store) return failed(store.error(), "the store, at opening,");
    const ledger::AccountState* account = (*store)->directory().account(person.account);
    if (account == nullptr || account->revoked) return false;
    KeyChoice choice = key_for(person, *account);
    if (!choice.signing && !choice.invitation) return false;
    // A code is good once, and its owner knows that; now and then he tries it all the same.
    if (!choice.signing && !person.keys.empty() && !chance.one_in(12)) return false;
    if (!choice.signing) {
        choice.signing = crypto::SoftwareSigner::generate(chance).private_key().duplicate();
        person.keys.push_back(choice.signing->duplicate());
        if (person.keys.size() > 1) sometimes.reached("a second key of one account");
    }
    crypto::AccountKeys keys{person.account, signer_of(*choice.signing),
                             crypto::SoftwareSigner::generate(chance), std::nullopt};
    if (choice.invitation) keys.invitation = signer_of(*choice.invitation);
    const auto before = (*store)->own_chain(person.account, keys.signing->public_key());
    if (!before) return failed(before.error(), "a chain's end");
    auto lock = good(crypto::FolderLock::take(laptop.disk->folder()), "a folder");
    auto keystore = good(crypto::Keystore::open(laptop.disk->folder()), "a keystore");
    auto begun = office::Office::begin(around(*this, laptop), std::move(lock),
                                       std::move(keystore), laptop.database_key.duplicate(),
                                       std::move(*store), std::move(keys));
    if (!begun) return failed(begun.error(), "the first login");
    laptop.office.emplace(std::move(*begun));
    laptop.at_work = index;
    settle_after(laptop, {}, *before);
    return laptop.office.has_value();
}

office::Office* World::at_work(Laptop& laptop, std::initializer_list<ledger::Role> roles) {
    if (laptop.gone || laptop.away) return nullptr;
    const auto fits = [&](const Person& person) {
        return person.unit == laptop.unit &&
               (roles.size() == 0 || std::ranges::find(roles, person.role) != roles.end());
    };
    const bool stays = laptop.office && fits(people[laptop.at_work]) &&
                       (quiet || !chance.one_in(10));
    if (stays) return &*laptop.office;
    std::vector<std::size_t> able;
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (fits(people[i])) able.push_back(i);
    }
    for (int tries = 0; tries < 3 && !able.empty(); ++tries) {
        if (log_in(laptop, chance.of(able))) return &*laptop.office;
    }
    return nullptr;
}

std::optional<store::OwnChain> World::own_chain(Laptop& laptop) {
    auto own = laptop.office->store().own_chain(laptop.office->account().id,
                                                laptop.office->signing_key().public_key());
    if (!own) throw Violation("I-1", "a chain's end cannot be read: " + own.error().text);
    return std::move(*own);
}

void World::settle_after(Laptop& laptop, const Result<void>& done,
                         const std::optional<store::OwnChain>& before) {
    if (laptop.disk->without_power()) {
        sometimes.reached("a power cut in the middle of an act");
        restart(laptop);
        return;
    }
    if (!done && is_of_disk(done.error())) {
        require(laptop.disk->fired(), "I-20", "a good disk: " + done.error().text);
        sometimes.reached("a save that failed and was told so");
        // As the programs do: what is in memory may be of the transaction that failed.
        if (chance.one_in(2)) log_out(laptop);
        return;
    }
    if (!done) {
        const Errc code = done.error().code;
        const bool expected = code == Errc::invalid_input || code == Errc::not_allowed ||
                              code == Errc::decision_needed;
        require(expected, "I-20", "an act of an honest person: " + done.error().text);
    }
    const auto own = own_chain(laptop);
    if (!own) return;
    std::vector<OperationId> fresh;
    std::optional<OperationId> at = own->tail.last;
    while (at && !(before && at == before->tail.last)) {
        auto stored = laptop.office->store().operation(*at);
        if (!stored || !*stored) throw Violation("I-4", "a gap in an own chain");
        made[*at] = {laptop.unit, (*stored)->operation.canonical, false};
        fresh.push_back(*at);
        at = (*stored)->operation.header.prev;
    }
    laptop.acknowledged.insert(laptop.acknowledged.end(), fresh.rbegin(), fresh.rend());
}

void World::restart(Laptop& laptop) {
    log_out(laptop);
    laptop.disk->power_comes_back(chance);
    auto store = store::Store::open(laptop.disk->folder(), laptop.database_key);
    if (!store) throw Violation("I-1", "after a power cut the store says " + store.error().text);
    for (const OperationId& id : laptop.acknowledged) {
        const auto there = (*store)->has(id);
        require(there && *there, "I-1",
                "what was told to be saved is gone: " + hex(id.view().first(4)));
    }
}

void World::pass_time(std::chrono::seconds by) {
    time += by;
    province.clock.time = time;
    for (Laptop& laptop : laptops) laptop.clock.time = time + laptop.clock_error;
}

}  // namespace soxa::simulation
