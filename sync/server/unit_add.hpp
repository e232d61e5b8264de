// A unit joins the tree, and its stream is opened with the province's first words in it.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

struct UnitWanted {
    std::string code;
    std::string name;
    std::string parent;  ///< a code; empty: directly under the province
};

enum class UnitAdded { now, before };

/// One that is there already just so is left as it is. Errc::invalid_input: "unit.code",
/// "unit.name", "unit.parent" (unknown), "unit.exists" with another name or parent.
[[nodiscard]] Result<UnitAdded> add_unit(Office& office, Records& records,
                                         const UnitWanted& wanted);

}  // namespace soxa::server
