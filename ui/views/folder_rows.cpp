#include "ui/views/folder_rows.hpp"

#include <algorithm>
#include <tuple>

#include "client/office/removable.hpp"
#include "crypto/base/utf8.hpp"

namespace soxa::ui {

namespace {

constexpr std::size_t rows_max = 2000;

}  // namespace

FolderRows folder_rows(const std::filesystem::path& folder,
                       const std::vector<std::string>& endings) {
    FolderRows rows;
    std::error_code failed;
    const std::filesystem::path whole = std::filesystem::absolute(folder, failed);
    rows.path = utf8(whole);
    if (whole.has_parent_path() && whole.parent_path() != whole) {
        rows.above = utf8(whole.parent_path());
    }
    std::filesystem::directory_iterator at(
        whole, std::filesystem::directory_options::skip_permission_denied, failed);
    rows.readable = !failed;
    for (; !failed && at != std::filesystem::directory_iterator() && rows.rows.size() < rows_max;
         at.increment(failed)) {
        std::error_code ignored;
        FolderRow row{utf8(at->path().filename()), utf8(at->path()),
                      at->is_directory(ignored)};
        const bool wanted =
            row.folder || endings.empty() ||
            std::ranges::any_of(endings, [&](const std::string& end) {
                return row.name.ends_with(end);
            });
        if (wanted && !row.name.starts_with('.')) rows.rows.push_back(std::move(row));
    }
    for (const std::filesystem::path& place : office::removable_places()) {
        const std::string name = utf8(place.filename());
        rows.places.push_back({name.empty() ? utf8(place) : name, utf8(place), true});
    }
    std::ranges::sort(rows.rows, {}, [](const FolderRow& row) {
        return std::tuple(!row.folder, row.name);
    });
    return rows;
}

FolderRows folder_of(const std::string& path) {
    std::filesystem::path wanted = path.empty() ? std::filesystem::current_path() : path_of(path);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(wanted, ignored)) wanted = wanted.parent_path();
    return folder_rows(wanted, {});
}

}  // namespace soxa::ui
