#include <windows.h>

#include "client/office/removable.hpp"

namespace soxa::office {

std::vector<std::filesystem::path> removable_places(const std::filesystem::path&) {
    std::vector<std::filesystem::path> places;
    const DWORD drives = ::GetLogicalDrives();
    for (int i = 0; i < 26; ++i) {
        if ((drives >> i & 1U) == 0) continue;
        const std::wstring name{static_cast<wchar_t>(L'A' + i), L':', L'\\'};
        if (::GetDriveTypeW(name.c_str()) == DRIVE_REMOVABLE) places.emplace_back(name);
    }
    return places;
}

}  // namespace soxa::office
