#include "sync/record/salary_scale.hpp"

#include <algorithm>
#include <array>

#include "sync/record/code_list.hpp"

namespace soxa::record {

namespace {

/// Every scale rises by the same amount at each step.
template <std::size_t Steps>
constexpr std::array<std::int16_t, Steps> steps_from(int first, int rise) {
    std::array<std::int16_t, Steps> all{};
    for (std::size_t i = 0; i < Steps; ++i) {
        all[i] = static_cast<std::int16_t>(first + static_cast<int>(i) * rise);
    }
    return all;
}

constexpr auto a3_1 = steps_from<6>(620, 36);
constexpr auto a3_2 = steps_from<6>(575, 36);
constexpr auto a2_1 = steps_from<8>(440, 34);
constexpr auto a2_2 = steps_from<8>(400, 34);
constexpr auto a1 = steps_from<9>(234, 33);
constexpr auto a0 = steps_from<10>(210, 31);
constexpr auto b = steps_from<12>(186, 20);
constexpr auto from_165 = steps_from<12>(165, 18);
constexpr auto from_150 = steps_from<12>(150, 18);
constexpr auto from_135 = steps_from<12>(135, 18);
constexpr auto from_200 = steps_from<12>(200, 18);
constexpr auto from_205 = steps_from<12>(205, 18);
constexpr auto from_100 = steps_from<12>(100, 18);
constexpr auto expert = steps_from<3>(880, 60);
constexpr auto commune_secretary = steps_from<2>(235, 50);
constexpr auto commune_deputy_secretary = steps_from<2>(215, 50);
constexpr auto commune_deputy_chair = steps_from<2>(195, 50);
constexpr auto commune_head_of_body = steps_from<2>(175, 50);

constexpr auto scales = std::to_array<SalaryScale>({
    {"A3.1", "Loại A3 nhóm 1", a3_1, 36},
    {"A3.2", "Loại A3 nhóm 2", a3_2, 36},
    {"A2.1", "Loại A2 nhóm 1", a2_1, 36},
    {"A2.2", "Loại A2 nhóm 2", a2_2, 36},
    {"A1", "Loại A1", a1, 36},
    {"A0", "Loại A0", a0, 36},
    {"B", "Loại B", b, 24},
    {"C1", "Loại C nhóm 1 (công chức)", from_165, 24},
    {"C2", "Loại C nhóm 2 (công chức)", from_150, 24},
    {"C3", "Loại C nhóm 3 (công chức)", from_135, 24},
    {"C1v", "Loại C nhóm 1 (viên chức)", from_165, 24},
    {"C2v", "Loại C nhóm 2 (viên chức)", from_200, 24},
    {"C3v", "Loại C nhóm 3 (viên chức)", from_150, 24},
    {"LX", "Lái xe cơ quan (bảng 4)", from_205, 24},
    {"KT", "Nhân viên kỹ thuật (bảng 4)", from_165, 24},
    {"BV", "Nhân viên bảo vệ (bảng 4)", from_150, 24},
    {"PV", "Nhân viên phục vụ (bảng 4)", from_100, 24},
    {"CG", "Chuyên gia cao cấp (bảng 1)", expert, 60},
    // Elected officials of communes until 1/7/2025, for rows of history only.
    {"CBX-BT", "Cán bộ xã: Bí thư", commune_secretary, 60},
    {"CBX-PBT", "Cán bộ xã: Phó Bí thư, Chủ tịch HĐND, Chủ tịch UBND", commune_deputy_secretary,
     60},
    {"CBX-PCT", "Cán bộ xã: Chủ tịch MTTQ, Phó Chủ tịch HĐND, Phó Chủ tịch UBND",
     commune_deputy_chair, 60},
    {"CBX-DT", "Cán bộ xã: trưởng đoàn thể", commune_head_of_body, 60},
});

}  // namespace

std::optional<std::int64_t> SalaryScale::coefficient_at(std::int64_t step) const {
    if (step < 1 || step > step_max()) return std::nullopt;
    return coefficients[static_cast<std::size_t>(step - 1)];
}

std::span<const SalaryScale> salary_scales() { return scales; }

const SalaryScale* find_scale(std::string_view name) {
    const auto at = std::find_if(scales.begin(), scales.end(),
                                 [&](const SalaryScale& scale) { return scale.name == name; });
    return at == scales.end() ? nullptr : &*at;
}

const SalaryScale* scale_of_rank(std::string_view rank_code) {
    const CodeList* const ranks = find_code_list("rank");
    const Code* const rank = ranks == nullptr ? nullptr : find_code(*ranks, rank_code);
    return rank == nullptr ? nullptr : find_scale(rank->parent);
}

}  // namespace soxa::record
