// SQLite's door to the disk (https://www.sqlite.org/vfs.html), over disks in memory.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "tests/simulation/disk_of.hpp"

namespace soxa::simulation {

namespace {

/// An open file, as SQLite keeps it; made by open_file, ended by close_file.
struct OpenFile {
    sqlite3_file base;
    Disk* disk;
    std::uint64_t number;
    int lock;
};

OpenFile& open_of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

Disk::File* file_of(OpenFile& open) {
    const auto found = open.disk->files.find(open.number);
    return found == open.disk->files.end() ? nullptr : &found->second;
}

int close_file(sqlite3_file* file) {
    --open_of(file).disk->open_files;
    return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    OpenFile& open = open_of(file);
    const Disk::File* found = file_of(open);
    if (open.disk->without_power() || found == nullptr) return SQLITE_IOERR_READ;
    auto* out = static_cast<std::uint8_t*>(into);
    const auto at = std::min(static_cast<std::size_t>(offset), found->seen.size());
    const auto count = std::min(static_cast<std::size_t>(amount), found->seen.size() - at);
    std::copy_n(found->seen.begin() + static_cast<std::ptrdiff_t>(at), count, out);
    if (count == static_cast<std::size_t>(amount)) return SQLITE_OK;
    std::fill(out + count, out + amount, std::uint8_t{0});
    return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    OpenFile& open = open_of(file);
    Disk::File* found = file_of(open);
    if (found == nullptr) return SQLITE_IOERR_WRITE;
    const bool grows = static_cast<std::size_t>(offset + amount) > found->seen.size();
    const int refused = open.disk->next_operation(grows, SQLITE_IOERR_WRITE);
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    if (refused != SQLITE_OK) return refused;
    change_file(*open.disk, *found, {offset, Bytes(bytes, bytes + amount), false, false});
    return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    OpenFile& open = open_of(file);
    Disk::File* found = file_of(open);
    if (found == nullptr) return SQLITE_IOERR_TRUNCATE;
    const int refused = open.disk->next_operation(false, SQLITE_IOERR_TRUNCATE);
    if (refused != SQLITE_OK) return refused;
    change_file(*open.disk, *found, {size, {}, true, false});
    return SQLITE_OK;
}

int sync_open_file(sqlite3_file* file, int /*flags*/) {
    OpenFile& open = open_of(file);
    Disk::File* found = file_of(open);
    if (found == nullptr) return SQLITE_IOERR_FSYNC;
    const int refused = open.disk->next_operation(false, SQLITE_IOERR_FSYNC);
    if (refused != SQLITE_OK) {
        // The kernel forgets what it could not write: a later sync that succeeds says nothing.
        for (Disk::Change& change : found->unsynced) change.doomed = true;
        return refused;
    }
    sync_file(*found);
    return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    OpenFile& open = open_of(file);
    const Disk::File* found = file_of(open);
    if (open.disk->without_power() || found == nullptr) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(found->seen.size());
    return SQLITE_OK;
}

// One process and one connection a file: nobody else ever holds a lock.
int lock_file(sqlite3_file* file, int level) {
    open_of(file).lock = level;
    return SQLITE_OK;
}
int look_for_lock(sqlite3_file* file, int* reserved) {
    *reserved = open_of(file).lock >= SQLITE_LOCK_RESERVED ? 1 : 0;
    return SQLITE_OK;
}
int control_file(sqlite3_file* /*file*/, int what, void* argument) {
    if (what != SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
    *static_cast<sqlite3_int64*>(argument) = 0;  // nothing of it is ever mapped
    return SQLITE_OK;
}
int sector_size(sqlite3_file* /*file*/) { return 4096; }
/// As SQLite takes for granted on Linux: a write does not damage the bytes beside it.
int promises(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

sqlite3_io_methods methods() {
    sqlite3_io_methods made{};
    made.iVersion = 1;
    made.xClose = close_file;
    made.xRead = read_file;
    made.xWrite = write_file;
    made.xTruncate = truncate_file;
    made.xSync = sync_open_file;
    made.xFileSize = size_of_file;
    made.xLock = lock_file;
    made.xUnlock = lock_file;
    made.xCheckReservedLock = look_for_lock;
    made.xFileControl = control_file;
    made.xSectorSize = sector_size;
    made.xDeviceCharacteristics = promises;
    return made;
}
const sqlite3_io_methods io_methods = methods();

int open_file(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags,
              int* flags_out) {
    file->pMethods = nullptr;
    Disk* disk = name == nullptr ? nullptr : disk_of(name);
    // Temporary files are in memory, as every connection is told to; a file elsewhere is a mistake.
    if (disk == nullptr || disk->without_power()) return SQLITE_CANTOPEN;
    struct stat found {};
    const bool there = ::stat(name, &found) == 0;
    if (!there) {
        if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
        const int refused = disk->next_operation(true, SQLITE_CANTOPEN);
        if (refused != SQLITE_OK) return refused;
        const int made = ::open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (made < 0 || ::fstat(made, &found) != 0) return SQLITE_CANTOPEN;
        ::close(made);
        disk->files.erase(found.st_ino);
    }
    Disk::File& kept = disk->files[found.st_ino];
    kept.name = std::filesystem::path(name).filename().string();
    new (file) OpenFile{{&io_methods}, disk, found.st_ino, SQLITE_LOCK_NONE};
    ++disk->open_files;
    if (flags_out != nullptr) *flags_out = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* /*vfs*/, const char* name, int /*sync_folder*/) {
    Disk* disk = disk_of(name);
    struct stat found {};
    if (disk == nullptr || ::stat(name, &found) != 0) return SQLITE_IOERR_DELETE_NOENT;
    const int refused = disk->next_operation(false, SQLITE_IOERR_DELETE);
    if (refused != SQLITE_OK) return refused;
    disk->files.erase(found.st_ino);
    ::unlink(name);
    return SQLITE_OK;
}

int access_file(sqlite3_vfs* /*vfs*/, const char* name, int /*flags*/, int* there) {
    const Disk* disk = disk_of(name);
    if (disk == nullptr || disk->without_power()) return SQLITE_IOERR_ACCESS;
    // Asked before every transaction: a journal with nothing in it is as good as none.
    const std::string_view path(name);
    const bool empty_journal =
        (path.ends_with("-journal") || path.ends_with("-wal")) &&
        std::ranges::none_of(disk->files, [&](const auto& one) {
            return path.ends_with(one.second.name) && !one.second.seen.empty();
        });
    *there = !empty_journal && ::access(name, F_OK) == 0 ? 1 : 0;
    return SQLITE_OK;
}

int full_name(sqlite3_vfs* /*vfs*/, const char* name, int size, char* out) {
    if (std::strlen(name) + 1 > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::memcpy(out, name, std::strlen(name) + 1);
    return SQLITE_OK;
}

int draw(sqlite3_vfs* /*vfs*/, int count, char* out) {
    draw_for_library({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(count)});
    return count;
}
int wait(sqlite3_vfs* /*vfs*/, int microseconds) { return microseconds; }
int time_now(sqlite3_vfs* /*vfs*/, sqlite3_int64* milliseconds) {
    *milliseconds = 0;  // no statement of ours asks
    return SQLITE_OK;
}
int last_error(sqlite3_vfs* /*vfs*/, int /*size*/, char* /*out*/) { return 0; }

}  // namespace

void put_databases_on_disks() {
    static sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(OpenFile);
    vfs.mxPathname = 1024;
    vfs.zName = "simulation";
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_name;
    vfs.xRandomness = draw;
    vfs.xSleep = wait;
    vfs.xGetLastError = last_error;
    vfs.xCurrentTimeInt64 = time_now;
    if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK) std::abort();
}

void begin_chance_of_databases_anew() { sqlite3_randomness(0, nullptr); }

}  // namespace soxa::simulation
