// Files that must survive, and the lock on their folder. The processes of these tests are real.
#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "crypto/durable_file.hpp"
#include "tests/unit/crypto_vector.hpp"

namespace soxa::tests::crypto_durable_file {

using namespace soxa::crypto;
using namespace crypto_vector;

namespace {

std::string content_of(const std::filesystem::path& path) {
    const auto content = read_file(path, 1024 * 1024);
    return content ? std::string(text_of(*content)) : content.error().text;
}

std::size_t files_in(const std::filesystem::path& folder) {
    const std::filesystem::directory_iterator files(folder);
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

mode_t mode_of(const std::filesystem::path& path) {
    struct stat found{};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 0777U;
}

/// No file of this process may grow beyond `bytes`, as on a disk that is nearly full.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) : before_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        const rlimit small{bytes, before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, before_handler_);
    }

private:
    rlimit before_{};
    void (*before_handler_)(int);
};

}  // namespace

TEST_CASE("durable file: holds what was written last, for its owner only", "[crypto]") {
    const TestFolder folder;
    const auto path = folder / "hồ sơ.bin";

    CHECK(write_durably(path, bytes_of("one")));
    CHECK(content_of(path) == "one");
    CHECK(write_durably(path, bytes_of("two, longer")));
    CHECK(content_of(path) == "two, longer");
    CHECK(write_durably(path, {}));
    CHECK(content_of(path).empty());
    CHECK(mode_of(path) == 0600);
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("durable file: a write that fails leaves the old content whole", "[crypto]") {
    const TestFolder folder;
    const auto path = folder / "keystore.a";
    REQUIRE(write_durably(path, bytes_of("the old content")));
    const Bytes large(5000, 'x');

    const auto written = [&] {
        const SmallDisk disk(1000);
        return write_durably(path, large);
    }();

    REQUIRE_FALSE(written);
    CHECK(written.error().code == Errc::storage);
    CHECK(written.error().text == "file.write");
    CHECK(written.error().args == std::vector<std::string>{"keystore.a"});
    CHECK(content_of(path) == "the old content");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("durable file: what a power cut left beside it is no obstacle", "[crypto]") {
    const TestFolder folder;
    const auto path = folder / "keystore.a";
    std::ofstream(folder / "keystore.a.new") << "half of";

    CHECK(write_durably(path, bytes_of("whole")));
    CHECK(content_of(path) == "whole");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("durable file: cannot take the place of a folder", "[crypto]") {
    const TestFolder folder;
    REQUIRE(make_private_folder(folder / "taken"));

    const auto written = write_durably(folder / "taken", bytes_of("x"));
    const auto nowhere = write_durably(folder.path() / "missing" / "file", bytes_of("x"));

    REQUIRE_FALSE(written);
    CHECK(written.error().text == "file.write");
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().text == "file.write");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("durable file: reading tells missing, unreadable and too large apart", "[crypto]") {
    const TestFolder folder;
    REQUIRE(write_durably(folder / "ten", bytes_of("0123456789")));

    CHECK(read_file(folder / "ten", 10));
    const auto large = read_file(folder / "ten", 9);
    const auto missing = read_file(folder / "none", 9);
    const auto unreadable = read_file(folder.path(), 9);

    REQUIRE_FALSE(large);
    CHECK(large.error().code == Errc::integrity);
    CHECK(large.error().text == "file.too_large");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == Errc::storage);
    CHECK(missing.error().text == "file.missing");
    REQUIRE_FALSE(unreadable);
    CHECK(unreadable.error().text == "file.read");
}

TEST_CASE("private folder: made with its parents, for its owner only", "[crypto]") {
    const TestFolder folder;
    const auto inner = folder.path() / "Sổ Xã" / "đơn vị";

    CHECK(make_private_folder(inner));
    CHECK(make_private_folder(inner));
    CHECK(mode_of(inner) == 0700);
    CHECK(mode_of(inner.parent_path()) == 0700);

    REQUIRE(write_durably(folder / "file", {}));
    const auto blocked = make_private_folder(folder.path() / "file" / "inner");
    REQUIRE_FALSE(blocked);
    CHECK(blocked.error().text == "file.folder");
}

TEST_CASE("folder lock: is held by one, told to the other, given back", "[crypto]") {
    const TestFolder folder;
    auto first = FolderLock::take(folder.path());
    REQUIRE(first);

    SECTION("the other is told who has it") {
        const auto second = FolderLock::take(folder.path());
        REQUIRE_FALSE(second);
        CHECK(second.error().code == Errc::storage);
        CHECK(second.error().text == "store.held");
        REQUIRE(second.error().args.size() == 1);
        CHECK(second.error().args[0].starts_with("pid " + std::to_string(::getpid()) + " ("));
    }
    SECTION("it moves with its owner") {
        {
            const FolderLock moved = std::move(*first);
            CHECK_FALSE(FolderLock::take(folder.path()));
        }
        CHECK(FolderLock::take(folder.path()));
    }
}

TEST_CASE("folder lock: is given back by a process that dies", "[crypto]") {
    const TestFolder folder;
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto lock = FolderLock::take(folder.path());
        const char taken = lock ? 'y' : 'n';
        if (::write(pipe[1], &taken, 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    char taken = 0;
    REQUIRE(::read(pipe[0], &taken, 1) == 1);
    CHECK(taken == 'y');

    const auto held = FolderLock::take(folder.path());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto after = FolderLock::take(folder.path());

    REQUIRE_FALSE(held);
    CHECK(held.error().args[0].starts_with("pid " + std::to_string(child) + " ("));
    CHECK(after);
    ::close(pipe[0]);
    ::close(pipe[1]);
}

}  // namespace soxa::tests::crypto_durable_file
