#include <algorithm>

#include "client/office/removable.hpp"

namespace soxa::office {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed); !failed && at != fs::directory_iterator();
         at.increment(failed)) {
        std::error_code ignored;
        if (at->is_directory(ignored)) found.push_back(at->path());
    }
    std::ranges::sort(found);
    return found;
}

}  // namespace

/// Desktops mount below the person's name in /media or /run/media.
std::vector<fs::path> removable_places(const fs::path& root) {
    std::vector<fs::path> places;
    for (const char* where : {"media", "run/media"}) {
        for (const fs::path& person : folders_in(root / where)) {
            const auto mounted = folders_in(person);
            places.insert(places.end(), mounted.begin(), mounted.end());
        }
    }
    return places;
}

}  // namespace soxa::office
