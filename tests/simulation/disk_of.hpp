// What the VFS (disk_vfs.cpp) asks of a disk.
#pragma once

#include "tests/simulation/disk.hpp"

namespace soxa::simulation {

/// Null for a path on no simulated disk.
[[nodiscard]] Disk* disk_of(const std::filesystem::path& path);
/// Seen from now on, down only after a sync.
void change_file(Disk& disk, Disk::File& file, Disk::Change change);
void sync_file(Disk::File& file);

}  // namespace soxa::simulation
