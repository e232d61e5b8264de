// What schedules have found, each told again by itself and by name.
#pragma once

#include <filesystem>

#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

struct Case {
    std::string_view name;
    void (*run)(Stage& stage);
};
[[nodiscard]] const std::vector<Case>& cases();

}  // namespace soxa::simulation
