// One seed's schedule: what it is made of, its run, and what came of it.
#pragma once

#include <filesystem>
#include <functional>

#include "tests/simulation/ground.hpp"

namespace soxa::simulation {

struct Step {
    std::size_t type = 0;  ///< of all_steps()
    std::uint64_t seed = 0;
};

/// What a seed unfolds to before anything runs, so that steps can be left out.
struct Schedule {
    std::uint64_t seed = 0;
    std::uint64_t ground = 0;  ///< the seed of what it begins from
    bool honest = true;
    std::vector<Step> steps;
};
[[nodiscard]] Schedule schedule_of(std::uint64_t seed);

struct Outcome {
    std::string violation;  ///< empty where everything held
    std::string rule;
    std::size_t step = 0;  ///< at which it was seen; steps.size() for the end
    crypto::Digest digest;
    std::vector<std::string> lines;
    Sometimes sometimes;
    std::size_t operations = 0;
    std::map<std::string, std::size_t> refused;  ///< the province's word by reason
};
/// Looks at the finished stage, for the second opinion.
using AtTheEnd = std::function<void(Stage&)>;
[[nodiscard]] Outcome run(const Schedule& schedule, Ground& ground,
                          const std::filesystem::path& folder, const AtTheEnd& at_the_end = {});

/// Fewer steps with the same violation: leaves out what it can, at most `runs` tries.
[[nodiscard]] Schedule smaller(const Schedule& schedule, const Outcome& outcome, Ground& ground,
                               const std::filesystem::path& folder, std::size_t runs);

}  // namespace soxa::simulation
