#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <aclapi.h>
#include <limits>
#include <memory>
#include <sddl.h>
#include <windows.h>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file_system.hpp"

namespace soxa::crypto::system {

namespace {

// A virus scanner or the search index opens what was just written, for a moment (RELIABILITY
// T-06).
constexpr int attempts_max = 10;
constexpr DWORD attempt_wait_ms = 200;

constexpr DWORD disk_quota_exceeded = 1295;  // of winerror.h, which not every toolchain has whole

class Handle {
public:
    explicit Handle(HANDLE value) : value_(value) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (open()) ::CloseHandle(value_);
    }

    [[nodiscard]] bool open() const { return value_ != INVALID_HANDLE_VALUE && value_ != nullptr; }
    [[nodiscard]] HANDLE value() const { return value_; }
    [[nodiscard]] HANDLE release() { return std::exchange(value_, INVALID_HANDLE_VALUE); }

private:
    HANDLE value_;
};

struct LocalFreed {
    void operator()(void* memory) const { ::LocalFree(memory); }
};

bool held_for_a_moment() {
    const DWORD code = ::GetLastError();
    return code == ERROR_SHARING_VIOLATION || code == ERROR_LOCK_VIOLATION ||
           code == ERROR_ACCESS_DENIED;
}

/// Calls again, for two seconds, what another program's open handle stops.
template <class Call>
bool with_patience(const Call& call) {
    for (int attempt = 1;; ++attempt) {
        if (call()) return true;
        if (attempt == attempts_max || !held_for_a_moment()) return false;
        ::Sleep(attempt_wait_ms);
    }
}

/// "D:P(A;OICI;FA;;;S-1-5-21-…)(A;OICI;FA;;;SY)": this user and the system, nobody else, nothing
/// inherited from the folder above; handed on to what is made inside.
class OwnerOnly {
public:
    OwnerOnly() {
        HANDLE opened = nullptr;
        if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) return;
        const Handle token(opened);
        alignas(TOKEN_USER) std::array<std::byte, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> user;
        DWORD size = 0;
        if (::GetTokenInformation(token.value(), TokenUser, user.data(),
                                  static_cast<DWORD>(user.size()), &size) == 0) {
            return;
        }
        wchar_t* text = nullptr;
        const PSID sid = reinterpret_cast<const TOKEN_USER*>(user.data())->User.Sid;
        if (::ConvertSidToStringSidW(sid, &text) == 0) return;
        const std::unique_ptr<void, LocalFreed> freed(text);
        const std::wstring rule = L"D:P(A;OICI;FA;;;" + std::wstring(text) + L")(A;OICI;FA;;;SY)";
        void* made = nullptr;
        if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(rule.c_str(), SDDL_REVISION_1,
                                                                   &made, nullptr) == 0) {
            return;
        }
        descriptor_.reset(made);
        attributes_.nLength = sizeof attributes_;
        attributes_.lpSecurityDescriptor = made;
    }

    /// Null if the system would not say who we are: then nothing is made.
    [[nodiscard]] SECURITY_ATTRIBUTES* attributes() { return descriptor_ ? &attributes_ : nullptr; }

private:
    std::unique_ptr<void, LocalFreed> descriptor_;
    SECURITY_ATTRIBUTES attributes_{};
};

bool write_all(HANDLE file, ByteView content) {
    constexpr std::size_t once_bytes_max = std::size_t{1} << 20U;
    while (!content.empty()) {
        DWORD written = 0;
        const auto size = static_cast<DWORD>(std::min(content.size(), once_bytes_max));
        if (::WriteFile(file, content.data(), size, &written, nullptr) == 0) return false;
        content = content.subspan(written);
    }
    return true;
}

/// The byte that is locked lies far behind the content, so that others can read who holds it.
OVERLAPPED lock_place() {
    OVERLAPPED place{};
    place.Offset = 0x4000'0000;
    return place;
}

}  // namespace

tl::unexpected<Error> failure(std::string text, const std::filesystem::path& path) {
    const DWORD code = ::GetLastError();
    const bool full =
        code == ERROR_DISK_FULL || code == ERROR_HANDLE_DISK_FULL || code == disk_quota_exceeded;
    return fail(Errc::storage, full ? "file.full" : std::move(text), {utf8(path.filename())});
}

Result<void> write_new(const std::filesystem::path& path, ByteView content) {
    OwnerOnly owner_only;
    if (owner_only.attributes() == nullptr) return failure("file.write", path);
    if (!with_patience([&] {
            return ::DeleteFileW(path.c_str()) != 0 || ::GetLastError() == ERROR_FILE_NOT_FOUND;
        })) {
        return failure("file.write", path);
    }
    const Handle file(::CreateFileW(path.c_str(), GENERIC_WRITE, 0, owner_only.attributes(),
                                    CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!file.open() || !write_all(file.value(), content) ||
        ::FlushFileBuffers(file.value()) == 0) {
        return failure("file.write", path);
    }
    return {};
}

Result<void> replace(const std::filesystem::path& from, const std::filesystem::path& to) {
    // Write-through is this system's way of having the folder's entry down on the disk.
    if (!with_patience([&] {
            return ::MoveFileExW(from.c_str(), to.c_str(),
                                 MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
        })) {
        return failure("file.write", to);
    }
    return {};
}

Result<void> flush(const std::filesystem::path& path) {
    const auto open_with = [&](DWORD access, DWORD flags) {
        HANDLE opened = INVALID_HANDLE_VALUE;
        with_patience([&] {
            opened = ::CreateFileW(path.c_str(), access,
                                   FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                   OPEN_EXISTING, flags, nullptr);
            return opened != INVALID_HANDLE_VALUE;
        });
        return opened;
    };
    {
        const Handle file(open_with(GENERIC_READ | GENERIC_WRITE, FILE_ATTRIBUTE_NORMAL));
        if (!file.open() || ::FlushFileBuffers(file.value()) == 0) {
            return failure("file.write", path);
        }
    }
    // Opened without buffering by anybody, a file leaves the system's cache.
    const Handle purged(open_with(GENERIC_READ, FILE_FLAG_NO_BUFFERING));
    return {};
}

Result<Bytes> read(const std::filesystem::path& path, std::size_t size_max) {
    HANDLE opened = INVALID_HANDLE_VALUE;
    const bool found = with_patience([&] {
        opened = ::CreateFileW(path.c_str(), GENERIC_READ,
                               FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                               OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
        return opened != INVALID_HANDLE_VALUE;
    });
    if (!found) {
        const DWORD code = ::GetLastError();
        const bool missing = code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND;
        return failure(missing ? "file.missing" : "file.read", path);
    }
    const Handle file(opened);
    Bytes content;
    std::array<std::uint8_t, 16 * 1024> chunk{};
    for (;;) {
        DWORD got = 0;
        if (::ReadFile(file.value(), chunk.data(), static_cast<DWORD>(chunk.size()), &got,
                       nullptr) == 0) {
            return failure("file.read", path);
        }
        if (got == 0) return content;
        append(content, ByteView(chunk).first(got));
        if (content.size() > size_max) {
            return fail(Errc::integrity, "file.too_large", {utf8(path.filename())});
        }
    }
}

Result<void> make_folder(const std::filesystem::path& path) {
    OwnerOnly owner_only;
    if (owner_only.attributes() == nullptr) return failure("file.folder", path);
    if (::CreateDirectoryW(path.c_str(), owner_only.attributes()) != 0) return {};
    const DWORD attributes = ::GetFileAttributesW(path.c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
        return {};
    }
    return failure("file.folder", path);
}

std::string this_process() {
    std::array<wchar_t, 1024> name{};
    const DWORD size = ::GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
    const std::filesystem::path program(std::wstring_view(name.data(), size));
    return "pid " + std::to_string(::GetCurrentProcessId()) + " (" + utf8(program.stem()) + ")";
}

Result<std::intptr_t> lock(const std::filesystem::path& path, std::string_view owner) {
    OwnerOnly owner_only;
    if (owner_only.attributes() == nullptr) return failure("file.write", path);
    Handle file(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE,
                              FILE_SHARE_READ | FILE_SHARE_WRITE, owner_only.attributes(),
                              OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!file.open()) return failure("file.write", path);
    OVERLAPPED place = lock_place();
    if (::LockFileEx(file.value(), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
                     &place) == 0) {
        if (::GetLastError() == ERROR_LOCK_VIOLATION || ::GetLastError() == ERROR_IO_PENDING) {
            return no_handle;
        }
        return failure("file.write", path);
    }
    // Who holds it is only told to others; on a full disk the lock is good without.
    if (::SetEndOfFile(file.value()) != 0) (void)write_all(file.value(), bytes_of(owner));
    return reinterpret_cast<std::intptr_t>(file.release());
}

void unlock(std::intptr_t handle) {
    const Handle file(reinterpret_cast<HANDLE>(handle));
    OVERLAPPED place = lock_place();
    // Closing gives it back too, but not at once.
    ::UnlockFileEx(file.value(), 0, 1, 0, &place);
}

}  // namespace soxa::crypto::system
