// The files of a content folder, sealed as they are, in a folder elsewhere: for backups.
#pragma once

#include <filesystem>

#include "crypto/base/result.hpp"

namespace soxa::crypto {

struct ContentCopied {
    std::size_t files = 0;
    std::uint64_t bytes = 0;
};
/// What `to` lacks, each read back from the medium; nothing where there is no `from`. What is only
/// in `to` stays. Errc::storage ("file.full", "file.not_kept", …): then what was copied is whole.
[[nodiscard]] Result<ContentCopied> copy_contents(const std::filesystem::path& from,
                                                  const std::filesystem::path& to);
/// The same on one disk, where no content takes room twice if the disk can.
[[nodiscard]] Result<void> link_contents(const std::filesystem::path& from,
                                         const std::filesystem::path& to);

}  // namespace soxa::crypto
