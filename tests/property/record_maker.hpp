// Personnel files from a seed: right ones, and ones with faults of every kind a clerk could type.
#pragma once

#include <random>

#include "sync/record/document.hpp"

namespace soxa::tests {

/// Values as typed and read; what no field would take is left out, as entry leaves it out.
[[nodiscard]] record::Document made_record(std::mt19937_64& random);

}  // namespace soxa::tests
