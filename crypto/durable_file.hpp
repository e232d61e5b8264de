// Small files that must survive a power cut: written beside, synced, renamed over, folder synced.
// The operating system's part is in durable_file_posix.cpp and durable_file_windows.cpp.
#pragma once

#include <filesystem>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace soxa::crypto {

/// Readable by its owner only. After an error the old content is still there, whole.
/// Errc::storage ("file.full", "file.write", {path's file name}).
[[nodiscard]] Result<void> write_durably(const std::filesystem::path& path, ByteView content);
/// As write_durably(), and read back from the medium before the file takes its name: a stick that
/// says it has more room than it has is found out (RELIABILITY T-06). Errc::storage
/// ("file.not_kept", {file name}) if it holds something else.
[[nodiscard]] Result<void> write_verified(const std::filesystem::path& path, ByteView content);
/// What anybody wrote into this file is on the medium when it returns, and the next reading comes
/// from there. Errc::storage ("file.write", {file name}).
[[nodiscard]] Result<void> flush_to_medium(const std::filesystem::path& path);
/// At most `size_max` bytes. Errc::storage ("file.read") if it cannot be read ("file.missing" if
/// it is not there), Errc::integrity ("file.too_large") above the bound.
[[nodiscard]] Result<Bytes> read_file(const std::filesystem::path& path, std::size_t size_max);
/// A file into another folder of the same volume, replacing what has the name there; on the disk
/// when it returns. Errc::storage ("file.write", {file name}).
[[nodiscard]] Result<void> move_durably(const std::filesystem::path& from,
                                        const std::filesystem::path& to);
/// Makes the folder and its parents, for its owner only.
[[nodiscard]] Result<void> make_private_folder(const std::filesystem::path& path);

/// Held by one process at a time, given back when it goes or dies.
class FolderLock {
public:
    /// Errc::storage ("store.held", {who: "pid 1234 (soxactl)"}) if another process has it.
    [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder);

    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

private:
    explicit FolderLock(std::intptr_t handle) : handle_(handle) {}

    std::intptr_t handle_;
};

}  // namespace soxa::crypto
