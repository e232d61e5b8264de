// What durable_file.cpp asks of the operating system: one half of it in durable_file_posix.cpp,
// the other in durable_file_windows.cpp. Nothing else includes this.
#pragma once

#include <filesystem>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace soxa::crypto::system {

/// No FolderLock.
inline constexpr std::intptr_t no_handle = -1;

/// Errc::storage ("file.full" or `text`) for `path`, after the system's last error. Only the name
/// of the file goes into the error: the folders above it may be called after a person.
[[nodiscard]] tl::unexpected<Error> failure(std::string text, const std::filesystem::path& path);

/// A new file with this content, down on the disk. An older one of that name goes first.
[[nodiscard]] Result<void> write_new(const std::filesystem::path& path, ByteView content);
/// Puts `from` in the place of `to` in one step, and the folder's entry down on the disk.
[[nodiscard]] Result<void> replace(const std::filesystem::path& from,
                                   const std::filesystem::path& to);
/// As flush_to_medium().
[[nodiscard]] Result<void> flush(const std::filesystem::path& path);
/// As read_file().
[[nodiscard]] Result<Bytes> read(const std::filesystem::path& path, std::size_t size_max);
/// One folder, whose parent is there. Good if somebody else has just made it.
[[nodiscard]] Result<void> make_folder(const std::filesystem::path& path);

/// "pid 1234 (soxactl)".
[[nodiscard]] std::string this_process();
/// The file open and locked for this process, emptied and `owner` written to it; no_handle if
/// another holds it. The system gives it back when the process dies.
[[nodiscard]] Result<std::intptr_t> lock(const std::filesystem::path& path, std::string_view owner);
void unlock(std::intptr_t handle);

}  // namespace soxa::crypto::system
