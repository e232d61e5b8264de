#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file_system.hpp"

namespace soxa::crypto::system {

namespace {

constexpr mode_t owner_only_file = S_IRUSR | S_IWUSR;
constexpr mode_t owner_only_folder = S_IRWXU;

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    [[nodiscard]] bool open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

/// Calls again what a signal interrupted.
template <class Call>
auto uninterrupted(const Call& call) {
    auto result = call();
    while (result < 0 && errno == EINTR) result = call();
    return result;
}

int open_file(const std::filesystem::path& path, int flags) {
    return uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, owner_only_file); });
}

bool write_all(int file, ByteView content) {
    while (!content.empty()) {
        const ssize_t written =
            uninterrupted([&] { return ::write(file, content.data(), content.size()); });
        if (written < 0) return false;
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

bool sync(int file) {
    return uninterrupted([&] { return ::fsync(file); }) == 0;
}

/// A rename or a new file is only there after a power cut once its folder is down on the disk.
bool sync_folder_of(const std::filesystem::path& path) {
    const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : ".";
    const Descriptor folder(
        uninterrupted([&] { return ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    return folder.open() && sync(folder.number());
}

}  // namespace

tl::unexpected<Error> failure(std::string text, const std::filesystem::path& path) {
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(Errc::storage, full ? "file.full" : std::move(text), {utf8(path.filename())});
}

Result<void> write_new(const std::filesystem::path& path, ByteView content) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failure("file.write", path);
    Descriptor file(open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW));
    if (!file.open() || !write_all(file.number(), content) || !sync(file.number())) {
        return failure("file.write", path);
    }
    // A network folder tells of a full disk only here.
    if (::close(file.release()) != 0 && errno != EINTR) return failure("file.write", path);
    return {};
}

Result<void> replace(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0 || !sync_folder_of(to)) {
        return failure("file.write", to);
    }
    return {};
}

Result<void> flush(const std::filesystem::path& path) {
    const Descriptor file(open_file(path, O_RDWR | O_NOFOLLOW));
    if (!file.open() || !sync(file.number())) return failure("file.write", path);
    // What is clean on the disk leaves the memory; a file system that has none to leave ignores it.
    (void)::posix_fadvise(file.number(), 0, 0, POSIX_FADV_DONTNEED);
    return {};
}

Result<Bytes> read(const std::filesystem::path& path, std::size_t size_max) {
    // Not blocking, so that a named pipe in the file's place does not stop the program for ever.
    const Descriptor file(open_file(path, O_RDONLY | O_NONBLOCK));
    if (!file.open()) return failure(errno == ENOENT ? "file.missing" : "file.read", path);
    Bytes content;
    std::array<std::uint8_t, 16 * 1024> chunk{};
    for (;;) {
        const ssize_t got =
            uninterrupted([&] { return ::read(file.number(), chunk.data(), chunk.size()); });
        if (got < 0) return failure("file.read", path);
        if (got == 0) return content;
        append(content, ByteView(chunk).first(static_cast<std::size_t>(got)));
        if (content.size() > size_max) {
            return fail(Errc::integrity, "file.too_large", {utf8(path.filename())});
        }
    }
}

Result<void> make_folder(const std::filesystem::path& path) {
    if (::mkdir(path.c_str(), owner_only_folder) != 0) {
        std::error_code code;
        if (errno != EEXIST || !std::filesystem::is_directory(path, code)) {
            return failure("file.folder", path);
        }
    }
    if (!sync_folder_of(path)) return failure("file.folder", path);
    return {};
}

std::string this_process() {
    return "pid " + std::to_string(::getpid()) + " (" + program_invocation_short_name + ")";
}

Result<std::intptr_t> lock(const std::filesystem::path& path, std::string_view owner) {
    Descriptor file(open_file(path, O_RDWR | O_CREAT | O_NOFOLLOW));
    if (!file.open()) return failure("file.write", path);
    // flock and not fcntl: the latter's lock is lost when any descriptor of the file is closed.
    if (uninterrupted([&] { return ::flock(file.number(), LOCK_EX | LOCK_NB); }) != 0) {
        if (errno == EWOULDBLOCK) return no_handle;
        return failure("file.write", path);
    }
    // Who holds it is only told to others; on a full disk the lock is good without.
    if (::ftruncate(file.number(), 0) == 0) (void)write_all(file.number(), bytes_of(owner));
    return std::intptr_t{file.release()};
}

void unlock(std::intptr_t handle) { ::close(static_cast<int>(handle)); }

}  // namespace soxa::crypto::system
