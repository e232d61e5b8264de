// A province, its units, their laptops and people, in one process and one thread.
//
// Everything that decides is the product's: the offices' acts, the store over SQLCipher, both ends
// of the exchange, the province's intake and registers, real keys and signatures. Ours are the
// disks (disk.hpp), the link (link.hpp), the clocks, and who does what when (steps.hpp). Keys are
// held here instead of behind passwords, so that no key derivation runs.
#pragma once

#include <deque>
#include <memory>
#include <stdexcept>

#include "client/office/office.hpp"
#include "sync/server/data_folder.hpp"
#include "tests/simulation/disk.hpp"
#include "tests/simulation/sometimes.hpp"
#include "tests/simulation/trace.hpp"

namespace soxa::simulation {

using ledger::OperationId;

/// An invariant does not hold. `rule` is its name: "I-1" …
class Violation : public std::runtime_error {
public:
    Violation(std::string rule, const std::string& what)
        : std::runtime_error(rule + ": " + what), rule_(std::move(rule)) {}
    [[nodiscard]] const std::string& rule() const { return rule_; }

private:
    std::string rule_;
};

inline void require(bool fact, const char* rule, const std::string& what) {
    if (!fact) throw Violation(rule, what);
}

class SetClock final : public Clock {
public:
    Timestamp time{};
    [[nodiscard]] Timestamp now() const override { return time; }
};

/// Somebody of a unit, with what he carries in his head: his keys.
struct Person {
    std::size_t unit = 0;
    ledger::Role role = ledger::Role::person;
    std::string personal_id;
    ledger::AccountId account;
    std::vector<Secret> invitations;  ///< newest last
    std::vector<Secret> keys;         ///< of his own making, newest last

    [[nodiscard]] Person duplicate() const;
};

struct Unit {
    std::string code;
    ledger::StreamId stream = 0;
    std::size_t administrator = 0;  ///< of World::people
};

/// What a laptop was, to be put back later.
struct LaptopImage {
    Disk::Image disk;
    std::size_t acknowledged = 0;
};

struct Laptop {
    std::size_t unit = 0;
    std::size_t number = 0;
    std::unique_ptr<Disk> disk;
    SetClock clock;
    std::chrono::seconds clock_error{};
    Secret database_key;
    ledger::DeviceId device;
    Bytes certificate;
    std::optional<office::Office> office;  ///< with somebody at work
    std::size_t at_work = 0;               ///< of World::people
    std::optional<exchange::LaptopSession> session;
    std::uint64_t conversation = 0;  ///< counts sessions
    /// What its people were told is saved, in that order.
    std::vector<OperationId> acknowledged;
    std::optional<LaptopImage> image;
    bool complete = false;  ///< its last conversation came to its end, with nothing left to send
    bool away = false;      ///< in a drawer, and heard of nobody until the end
    bool gone = false;      ///< stolen or burnt: nobody works on it any more
    bool deceived = false;  ///< a lying province has signed another log for it
    bool copied = false;    ///< it, or what it was made from, exists or existed twice
};

struct Province {
    std::unique_ptr<Disk> disk;
    SetClock clock;
    std::optional<server::Office> office;
    std::optional<Disk::Image> backup;
    bool restored = false;
};

/// Whoever it was that made an operation.
struct Made {
    std::size_t unit = 0;
    Bytes canonical;
    bool newer = false;  ///< of a program of later years
};

class World {
public:
    /// In a folder of its own, which is removed with it.
    World(std::uint64_t seed, std::filesystem::path folder);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// The province without units, and the hour at which everything begins.
    void begin();
    /// As another stands, with nobody at work in it: the same disks, keys and people.
    void begin_as(World& other);
    /// Nobody is at work, and the province's program has stopped.
    void everybody_leaves();
    void add_unit();
    /// By a ticket of the province; logged in is the unit's administrator.
    Laptop* add_laptop(std::size_t unit);
    /// As a copy of another, disk and keys.
    Laptop* add_copy(Laptop& of);
    /// A person with an account, made on this laptop; nothing if nobody may, or the disk fails.
    Person* add_person(Laptop& laptop, ledger::Role role);

    /// Somebody with one of these roles at work on it, whoever is there already if he will do.
    office::Office* at_work(Laptop& laptop, std::initializer_list<ledger::Role> roles);
    bool log_in(Laptop& laptop, std::size_t person);
    void log_out(Laptop& laptop);
    /// Power cut: what was not synced may be lost. Checks that what was acknowledged is not.
    void restart(Laptop& laptop);
    /// After an act on it: notes what was acknowledged, and what a fault did.
    template <class Act>
    Result<void> on(Laptop& laptop, const Act& act);

    void open_province();
    void restart_province();
    /// As an officer does it from a backup: the log begins anew under another epoch.
    void restore_province();
    [[nodiscard]] server::Office& province_office() { return *province.office; }

    void pass_time(std::chrono::seconds by);

    /// From here on everything follows from this seed.
    void begin_step(std::uint64_t seed);

    Chance chance;  ///< of the step at hand: people, faults, keys
    Chance noise;   ///< of the step at hand, for the libraries: nonces, initialisation vectors
    std::filesystem::path folder;
    Timestamp time{};
    Province province;
    std::deque<Unit> units;
    std::deque<Person> people;
    std::deque<Laptop> laptops;
    Trace trace;
    Sometimes sometimes;
    /// Every operation that anybody made and was told of, or that came to the province.
    std::map<OperationId, Made> made;
    /// Records whose making was acknowledged, by unit.
    std::vector<std::set<ledger::RecordId>> entered;
    bool honest = false;  ///< nobody does in this schedule what no honest program of today would
    bool quiet = false;  ///< faults are over: who is at work stays at work
    std::uint64_t next_number = 1;

private:
    void settle_after(Laptop& laptop, const Result<void>& done,
                      const std::optional<store::OwnChain>& before);
    [[nodiscard]] std::optional<store::OwnChain> own_chain(Laptop& laptop);
};

/// The keys behind an account, as an office takes them.
[[nodiscard]] crypto::SoftwareSigner signer_of(const Secret& scalar);
/// Errors that tell of the disk, and nothing else.
[[nodiscard]] bool is_of_disk(const Error& error);

template <class Act>
Result<void> World::on(Laptop& laptop, const Act& act) {
    const auto before = own_chain(laptop);
    Result<void> done = act(*laptop.office);
    settle_after(laptop, done, before);
    return done;
}

}  // namespace soxa::simulation
