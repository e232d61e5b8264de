#include "crypto/durable_file.hpp"

#include <utility>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file_system.hpp"

namespace soxa::crypto {

namespace {

constexpr std::size_t owner_bytes_max = 128;

/// What the lock's file says of who holds it; it is only shown, so anything odd becomes "?".
std::string owner_in(const std::filesystem::path& path) {
    const auto content = system::read(path, owner_bytes_max);
    if (!content || content->empty() || !is_utf8(text_of(*content))) return "?";
    const std::string owner(text_of(*content));
    const bool printable = std::ranges::none_of(
        owner, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return printable ? owner : "?";
}

}  // namespace

namespace {

Result<void> read_back(const std::filesystem::path& path, ByteView content) {
    TRY(system::flush(path));
    TRY_LET(const Bytes there, system::read(path, content.size()));
    if (!std::ranges::equal(there, content)) return fail(Errc::storage, "file.not_kept");
    return {};
}

Result<void> write(const std::filesystem::path& path, ByteView content, bool verified) {
    // A fixed name: what a power cut leaves behind is replaced by the next write.
    std::filesystem::path beside = path;
    beside += ".new";
    auto written = system::write_new(beside, content);
    if (written && verified) written = read_back(beside, content);
    if (written) written = system::replace(beside, path);
    if (!written) {
        std::error_code ignored;  // the first failure is the one to tell
        std::filesystem::remove(beside, ignored);
        written.error().args = {utf8(path.filename())};
    }
    return written;
}

}  // namespace

Result<void> write_durably(const std::filesystem::path& path, ByteView content) {
    return write(path, content, false);
}

Result<void> write_verified(const std::filesystem::path& path, ByteView content) {
    return write(path, content, true);
}

Result<void> flush_to_medium(const std::filesystem::path& path) { return system::flush(path); }

Result<void> move_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
    auto moved = system::replace(from, to);
    if (!moved) moved.error().args = {utf8(to.filename())};
    return moved;
}

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t size_max) {
    return system::read(path, size_max);
}

Result<void> make_private_folder(const std::filesystem::path& path) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code)) return {};
    const std::filesystem::path parent = path.parent_path();
    if (!parent.empty() && parent != path) TRY(make_private_folder(parent));
    return system::make_folder(path);
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / "lock";
    TRY_LET(const std::intptr_t handle, system::lock(path, system::this_process()));
    if (handle == system::no_handle) {
        return fail(Errc::storage, "store.held", {owner_in(path)});
    }
    return FolderLock(handle);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : handle_(std::exchange(other.handle_, system::no_handle)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    if (this != &other) {
        if (handle_ != system::no_handle) system::unlock(handle_);
        handle_ = std::exchange(other.handle_, system::no_handle);
    }
    return *this;
}

FolderLock::~FolderLock() {
    if (handle_ != system::no_handle) system::unlock(handle_);
}

}  // namespace soxa::crypto
