#include <csignal>
#include <ctime>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/store_fixture.hpp"

namespace soxa::tests::store_unit::crash {

using ledger::OperationId;
using ledger::Role;

/// A laptop whose clerk is about to type.
struct Commune {
    explicit Commune(std::uint64_t seed)
        : unit(seed),
          laptop(unit.add_laptop()),
          admin(unit.add_admin(laptop)),
          clerk(unit.add_person(laptop, admin, Role::clerk)) {}

    Unit unit;
    Laptop& laptop;
    Person& admin;
    Person& clerk;
};

/// A new file or a change of one, saved; the operation's name if it was. Nothing here may end the
/// test: it runs in a process of its own.
Result<OperationId> save_something(Unit& unit, Laptop& laptop, const Person& clerk,
                                   std::uint64_t step) {
    static constexpr std::array names{"Nguyễn Văn An", "Trần Thị Bình", "Đỗ Ánh"};
    TRY_LET(const auto lines, laptop.store->list());
    const ledger::Change change = change_of({{"full_name", names[step % 3]}});
    Pen pen = unit.pen(laptop, clerk);
    if (lines.size() < 4 || step % 4 == 0) {
        TRY_LET(auto edit, ledger::build_edit(nullptr, change));
        pen.edit(std::nullopt, std::move(edit), random_id<ledger::Seed>(unit.random));
    } else {
        TRY_LET(const auto state, laptop.store->record(lines[step % lines.size()].id));
        TRY_LET(auto edit, ledger::build_edit(&*state, change));
        pen.edit(state->id, std::move(edit), {});
    }
    TRY(laptop.store->append(pen.written(), pen.seed()));
    return pen.written().back().operation.id;
}

/// As SIGKILL from outside, at whatever the process is just doing.
void die_after(std::uint64_t microseconds) {
    sigevent kill{};
    kill.sigev_notify = SIGEV_SIGNAL;
    kill.sigev_signo = SIGKILL;
    timer_t timer{};
    itimerspec when{};
    when.it_value.tv_nsec = static_cast<long>(microseconds) * 1000;
    if (::timer_create(CLOCK_MONOTONIC, &kill, &timer) != 0 ||
        ::timer_settime(timer, 0, &when, nullptr) != 0) {
        ::_exit(3);
    }
}

/// Saves a few, then until it dies, telling each name that was acknowledged.
[[noreturn]] void save_and_die(Commune& here, std::uint64_t seed, int out) {
    here.unit.random = SeededRandom(seed);
    auto opened = store::Store::open(here.laptop.folder.path(), store_key());
    if (!opened) ::_exit(2);
    here.laptop.store = std::move(*opened);
    for (std::uint64_t step = 0;; ++step) {
        if (step == seed % 3) die_after(100 + (seed * 7919) % 25'000);
        const auto saved = save_something(here.unit, here.laptop, here.clerk, step);
        if (!saved) ::_exit(2);
        if (::write(out, saved->bytes.data(), OperationId::size) !=
            static_cast<ssize_t>(OperationId::size)) {
            ::_exit(3);
        }
    }
}

/// The names that a process acknowledged before it was killed.
std::vector<OperationId> killed_while_saving(Commune& here, std::uint64_t seed) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        save_and_die(here, seed, ends[1]);
    }
    ::close(ends[1]);
    std::vector<OperationId> acknowledged;
    OperationId name;
    while (::read(ends[0], name.bytes.data(), OperationId::size) ==
           static_cast<ssize_t>(OperationId::size)) {
        acknowledged.push_back(name);
    }
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGKILL);
    return acknowledged;
}

TEST_CASE("store: what was acknowledged is there after the process was killed [I-1]", "[store]") {
    Commune here(31);
    here.laptop.store.reset();
    std::vector<OperationId> acknowledged;
    for (std::uint64_t kill = 1; kill <= 60; ++kill) {
        CAPTURE(kill);
        const auto fresh = killed_while_saving(here, kill);
        acknowledged.insert(acknowledged.end(), fresh.begin(), fresh.end());

        here.laptop.store = open_store(here.laptop.folder);
        for (const OperationId& id : acknowledged) {
            REQUIRE(good(here.laptop.store->has(id)));
        }
        rebuilt_dump(*here.laptop.store);
        here.laptop.store.reset();
    }
    CHECK(acknowledged.size() >= 60);
    here.laptop.reopen();
    good(here.laptop.store->verify());
}

/// Appends a batch in a process that can make no file larger than `bytes_max`. True if it was
/// told that the disk is full, false if it was saved.
bool told_when_full(Commune& here, const Pen& batch, rlim_t bytes_max) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const rlimit limit{bytes_max, bytes_max};
        if (::signal(SIGXFSZ, SIG_IGN) == SIG_ERR || ::setrlimit(RLIMIT_FSIZE, &limit) != 0) {
            ::_exit(3);
        }
        auto opened = store::Store::open(here.laptop.folder.path(), store_key());
        if (!opened) ::_exit(2);
        const auto saved = (*opened)->append(batch.written(), batch.seed());
        if (saved) ::_exit(0);
        ::_exit(saved.error().code == Errc::storage ? 1 : 2);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) <= 1);
    return WEXITSTATUS(status) == 1;
}

TEST_CASE("store: a full disk takes nothing of a batch, at whatever byte it comes", "[store]") {
    Commune here(32);
    here.unit.create(here.laptop, here.clerk, change_of({{"full_name", "Lê Thị Cúc"}}));
    const std::string dump = good(here.laptop.store->dump_views());
    Pen batch = here.unit.pen(here.laptop, here.clerk);
    for (int i = 0; i < 40; ++i) {
        batch.edit(std::nullopt,
                   good(ledger::build_edit(
                       nullptr, change_of({{"full_name", "Nguyễn Văn An"},
                                           {"other_names", "Một tên gọi khác nữa cũng dài"}}))),
                   random_id<ledger::Seed>(here.unit.random));
    }
    const auto size = std::filesystem::file_size(here.laptop.folder.file());
    here.laptop.store.reset();
    int told = 0;
    for (rlim_t more = 0; told_when_full(here, batch, size + more); more += 3'000) {
        CAPTURE(more);
        ++told;
        here.laptop.store = open_store(here.laptop.folder);
        REQUIRE(rebuilt_dump(*here.laptop.store) == dump);
        for (const auto& one : batch.written()) {
            REQUIRE_FALSE(good(here.laptop.store->has(one.operation.id)));
        }
        here.laptop.store.reset();
    }
    CHECK(told >= 5);
    here.laptop.store = open_store(here.laptop.folder);
    CHECK(good(here.laptop.store->list()).size() == 41);
    good(here.laptop.store->verify());
}

}  // namespace soxa::tests::store_unit::crash
