#include "tests/simulation/disk.hpp"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "tests/simulation/disk_of.hpp"

namespace soxa::simulation {

namespace {

constexpr std::size_t sector = 512;

// One thread; a path's folder says whose disk it is.
std::map<std::string, Disk*>& disks() {
    static std::map<std::string, Disk*> all;
    return all;
}

void apply(Bytes& content, const Disk::Change& change, std::size_t count) {
    const auto at = static_cast<std::size_t>(change.offset);
    if (change.truncates) {
        content.resize(at);
        return;
    }
    if (content.size() < at + count) content.resize(at + count);
    std::copy_n(change.written.begin(), count, content.begin() + change.offset);
}

void put_length(const std::filesystem::path& path, std::size_t size) {
    if (::truncate(path.c_str(), static_cast<off_t>(size)) != 0) std::abort();
}

std::uint64_t make_file(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct stat found {};
    if (file < 0 || ::fstat(file, &found) != 0) std::abort();
    ::close(file);
    return found.st_ino;
}

}  // namespace

Disk* disk_of(const std::filesystem::path& path) {
    const auto found = disks().find(path.parent_path().string());
    return found == disks().end() ? nullptr : found->second;
}

Disk::Disk(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    disks()[folder_.string()] = this;
}

Disk::~Disk() { disks().erase(folder_.string()); }

void Disk::arm(DiskFault fault, std::uint64_t operations, bool stays) {
    fault_ = fault;
    left_ = operations;
    stays_ = stays;
    fired_ = false;
}

void Disk::disarm() {
    fault_ = DiskFault::none;
    fired_ = false;
}

int Disk::next_operation(bool grows, int io_code) {
    if (without_power_) return io_code;
    if (fault_ == DiskFault::none) return SQLITE_OK;
    if (fault_ == DiskFault::full && fired_) return grows ? SQLITE_FULL : SQLITE_OK;
    if (fault_ == DiskFault::io_error && fired_ && stays_) return io_code;
    if (left_-- > 0) return SQLITE_OK;
    if (fault_ == DiskFault::full) {
        left_ = 0;
        if (!grows) return SQLITE_OK;  // the next one that does
        fired_ = true;
        return SQLITE_FULL;
    }
    fired_ = true;
    if (fault_ == DiskFault::power_cut) without_power_ = true;
    if (!stays_) fault_ = DiskFault::none;
    return io_code;
}

void Disk::power_comes_back(Chance& chance) {
    if (open_files != 0) std::abort();
    const std::uint64_t kept_percent = chance.below(3) * 50;  // all lost, some, all there
    forget_removed();
    for (auto at = files.begin(); at != files.end();) {
        File& file = at->second;
        if (!file.there && !chance.percent(kept_percent)) {
            std::filesystem::remove(folder_ / file.name);
            at = files.erase(at);
            continue;
        }
        for (const Change& change : file.unsynced) {
            if (change.doomed || !chance.percent(kept_percent)) continue;
            std::size_t count = change.written.size();
            if (chance.one_in(4) && count > sector) count = chance.below(count / sector) * sector;
            apply(file.down, change, count);
        }
        file.unsynced.clear();
        file.seen = file.down;
        file.there = true;
        put_length(folder_ / file.name, file.seen.size());
        ++at;
    }
    without_power_ = false;
    disarm();
}

void Disk::forget_removed() {
    std::erase_if(files, [this](const auto& one) {
        return !std::filesystem::exists(folder_ / one.second.name);
    });
}

Disk::Image Disk::image() {
    forget_removed();
    Image image;
    for (const auto& [number, file] : files) image.emplace(file.name, file.seen);
    return image;
}

void Disk::put_image(const Image& image) {
    if (open_files != 0) std::abort();
    forget_removed();
    for (const auto& [number, file] : files) std::filesystem::remove(folder_ / file.name);
    files.clear();
    for (const auto& [name, content] : image) {
        const std::filesystem::path path = folder_ / name;
        files[make_file(path)] = {name, content, content, true, {}};
        put_length(path, content.size());
    }
}

void change_file(Disk& disk, Disk::File& file, Disk::Change change) {
    const std::size_t before = file.seen.size();
    apply(file.seen, change, change.written.size());
    // Nobody but SQLite asks how long a journal is.
    if (file.seen.size() != before && !file.name.ends_with("-journal")) {
        put_length(disk.folder() / file.name, file.seen.size());
    }
    file.unsynced.push_back(std::move(change));
}

void sync_file(Disk::File& file) {
    std::vector<Disk::Change> doomed;
    for (Disk::Change& change : file.unsynced) {
        if (change.doomed) {
            doomed.push_back(std::move(change));
        } else {
            apply(file.down, change, change.written.size());
        }
    }
    file.unsynced = std::move(doomed);
    file.there = true;
}

}  // namespace soxa::simulation
