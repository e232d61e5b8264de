// The disks of a simulation: real SQLCipher files in memory, behind SQLite's own door to the disk.
//
// Every file has what a reader sees and what is down on the platter. A write, a truncation or a
// new file is only seen until it is synced; a power cut takes what is not, each write for itself:
// gone, there, or there up to some sector. Faults are counted in disk operations, so that a test
// can put one at each. After a failed sync what it should have written is gone at the next power
// cut, whatever later syncs say (as Linux does it).
//
// The programs ask the operating system whether a file is there and how large it is, so an empty
// file of the same length stands in a real folder for each; it is known by its number (inode), so
// that renaming works.
#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "tests/simulation/chance.hpp"

namespace soxa::simulation {

enum class DiskFault { none, power_cut, full, io_error };

class Disk {
public:
    /// What lies in `folder`, directly, is on this disk. Makes the folder.
    explicit Disk(std::filesystem::path folder);
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    /// At the disk operation after `operations` more. A power cut: everything fails until
    /// power_comes_back(). Full: what would make a file grow fails until disarm(). An I/O error
    /// once, or with `stays` until disarm().
    void arm(DiskFault fault, std::uint64_t operations, bool stays = false);
    void disarm();
    [[nodiscard]] bool fired() const { return fired_; }
    [[nodiscard]] bool without_power() const { return without_power_; }
    /// No file is open any more. What was not synced is lost, or not, as chance will.
    void power_comes_back(Chance& chance);

    /// A copy of everything as it is seen; nothing is open.
    using Image = std::map<std::string, Bytes>;
    [[nodiscard]] Image image();
    void put_image(const Image& image);

    struct Change {
        std::int64_t offset = 0;
        Bytes written;           ///< empty for a truncation
        bool truncates = false;  ///< to `offset`
        bool doomed = false;     ///< its sync failed
    };
    struct File {
        std::string name;
        Bytes seen;
        Bytes down;
        bool there = false;  ///< its name is down too
        std::vector<Change> unsynced;
    };
    /// What the operation that is about to be done has to answer: an SQLite code, 0 if it may.
    [[nodiscard]] int next_operation(bool grows, int io_code);
    /// For the VFS: by the number of the real file.
    std::map<std::uint64_t, File> files;
    std::size_t open_files = 0;

private:
    /// Files that a program has taken away without SQLite.
    void forget_removed();

    std::filesystem::path folder_;
    DiskFault fault_ = DiskFault::none;
    std::uint64_t left_ = 0;
    bool stays_ = false;
    bool fired_ = false;
    bool without_power_ = false;
};

/// Makes every database of this process lie on a Disk. Once, before the first is opened.
void put_databases_on_disks();
/// SQLite draws once for all that follows: from now on, again.
void begin_chance_of_databases_anew();

}  // namespace soxa::simulation
