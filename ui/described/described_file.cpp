#include "ui/described/described_file.hpp"

#include <fstream>
#include <system_error>

namespace soxa::ui {

void DescribedFile::show(const Description& description) {
    if (path_.empty()) return;
    std::string lines = description.as_lines();
    if (lines == shown_) return;
    std::filesystem::path part = path_;
    part += ".part";
    std::error_code ignored;
    {
        std::ofstream file(part, std::ios::binary | std::ios::trunc);
        std::filesystem::permissions(part, std::filesystem::perms::owner_read |
                                               std::filesystem::perms::owner_write, ignored);
        file << lines;
        if (!file.flush()) return;
    }
    std::filesystem::rename(part, path_, ignored);
    if (!ignored) shown_ = std::move(lines);
}

DescribedFile::~DescribedFile() {
    if (path_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

}  // namespace soxa::ui
