// The province that schedules begin from: its units at work, as most of them are most of the time.
//
// Made once, by a seed of its own, and put down anew for each of the fifty schedules that share it:
// what it costs to found a province, certify laptops and exchange the first words is paid once.
#pragma once

#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

class Ground {
public:
    /// Where its own disks stand.
    explicit Ground(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Everything of the ground with this seed; made first if another was made last.
    void put_down(std::uint64_t seed, Stage& stage);
    /// To be made again by whoever asks next.
    void forget() { made_.reset(); }

private:
    std::filesystem::path folder_;
    std::uint64_t seed_ = 0;
    std::unique_ptr<Stage> made_;
};

}  // namespace soxa::simulation
