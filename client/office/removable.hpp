// Where sticks and other disks that come and go stand now, so that nobody has to know their paths.
#pragma once

#include <filesystem>
#include <vector>

namespace soxa::office {

/// By name; what cannot be read is left out. `root` is the file system's, for tests; Windows has
/// drives and takes no notice of it.
[[nodiscard]] std::vector<std::filesystem::path> removable_places(
    const std::filesystem::path& root = "/");

}  // namespace soxa::office
