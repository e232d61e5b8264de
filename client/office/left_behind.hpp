// What a laptop had acknowledged and not yet sent when a backup was put in its place: it lies in the
// book that was set aside, and goes over into the one that goes on (I-2: nothing is lost).
#pragma once

#include <filesystem>

#include "client/office/office.hpp"

namespace soxa::office {

struct LeftBehind {
    std::size_t taken = 0;  ///< operations that go with the next exchange
    /// Operations that stay where they are: they stand on what only the next exchange brings.
    std::size_t waiting = 0;
    std::size_t set_aside = 0;  ///< frames that contradict what is here; kept in the old book
    bool closed = false;        ///< the old book does not open with this one's key
};
/// Says of this folder that nobody has asked yet what is in it. Durable.
[[nodiscard]] Result<void> mark_left_behind(const std::filesystem::path& folder);
/// From every book beside that is so marked. A mark goes once all of its book has been taken.
[[nodiscard]] Result<LeftBehind> take_left_behind(Office& office);

}  // namespace soxa::office
