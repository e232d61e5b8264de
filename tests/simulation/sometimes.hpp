// Rare situations by name, counted: a simulation that never gets into one proves nothing of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace soxa::simulation {

/// All there are; reaching one that is not listed is a mistake and asserts.
[[nodiscard]] const std::vector<std::string_view>& situations();

class Sometimes {
public:
    void reached(std::string_view situation);
    [[nodiscard]] const std::map<std::string, std::uint64_t>& counts() const { return counts_; }

private:
    std::map<std::string, std::uint64_t> counts_;
};

}  // namespace soxa::simulation
