// The three regimes that ship (DOMAIN §0.3, 5.1), as the files a province would edit.

#include <algorithm>
#include <array>
#include <cassert>

#include "sync/record/policy_guide.hpp"
#include "sync/record/policy_text.hpp"

namespace soxa::record {

namespace {

struct Preset {
    std::string_view name;
    std::string_view text;
};
constexpr std::array<Preset, 3> presets{{
    {
        "TB-2024",
#include "sync/record/policy_tb_2024.inc"
    },
    {
        "C06-2023",
#include "sync/record/policy_c06_2023.inc"
    },
    {
        "D27-2026",
#include "sync/record/policy_d27_2026.inc"
    },
}};

std::vector<Policy> read_presets() {
    std::vector<Policy> read;
    for (const Preset& one : presets) {
        auto policy = read_policy(one.text);
        assert(policy.has_value());
        read.push_back(*std::move(policy));
    }
    return read;
}

}  // namespace

const std::vector<Policy>& policy_presets() {
    static const std::vector<Policy> read = read_presets();
    return read;
}

const Policy* find_preset(std::string_view name) {
    const auto& all = policy_presets();
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const Policy& one) { return one.name == name; });
    return at == all.end() ? nullptr : &*at;
}

std::string preset_text(std::string_view name) {
    const auto at = std::find_if(presets.begin(), presets.end(),
                                 [&](const Preset& one) { return one.name == name; });
    return at == presets.end() ? std::string() : std::string(at->text) + policy_guide();
}

}  // namespace soxa::record
