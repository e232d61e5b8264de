#include "sync/record/code_list.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "sync/record/text.hpp"

namespace soxa::record {

namespace {

#include "sync/record/code_list_conduct.inc"
#include "sync/record/code_list_country.inc"
#include "sync/record/code_list_pay.inc"
#include "sync/record/code_list_person.inc"
#include "sync/record/code_list_place.inc"
#include "sync/record/code_list_scale.inc"
#include "sync/record/code_list_training.inc"
#include "sync/record/code_list_work.inc"

/// Where a person comes from may be named by a province of today or of then.
constexpr auto joined_provinces() {
    std::array<Code, province.size() + province_63.size()> all{};
    std::copy(province.begin(), province.end(), all.begin());
    std::copy(province_63.begin(), province_63.end(), all.begin() + province.size());
    return all;
}
constexpr auto province_any = joined_provinces();

/// The other official list of ethnic groups, in its own order; the parent is the code of list A.
constexpr auto census_codes() {
    constexpr std::size_t peoples = 54;  // foreigners and unknown have no code there
    std::array<Code, peoples> all{};
    for (std::size_t i = 0; i < peoples; ++i) {
        const Code& one = ethnicity[i];
        all[i] = {one.note, one.label, {}, {}, one.code, {}};
    }
    std::sort(all.begin(), all.end(), [](const Code& a, const Code& b) { return a.code < b.code; });
    return all;
}
constexpr auto ethnicity_census = census_codes();

constexpr auto list_table = std::to_array<CodeList>({
    {"academic_title", "Học hàm", academic_title},
    {"access_level", "Độ hạn chế tiếp cận", access_level},
    {"allowance_kind", "Loại phụ cấp", allowance_kind},
    {"allowance_method", "Hình thức hưởng phụ cấp", allowance_method},
    {"assessment_class", "Xếp loại đánh giá", assessment_class},
    {"assessment_kind", "Loại đánh giá", assessment_kind},
    {"attachment_kind", "Loại tài liệu số hoá", attachment_kind},
    {"autonomy_level", "Mức độ tự chủ", autonomy_level},
    {"blood_type", "Nhóm máu", blood_type},
    {"career_step", "Bậc nghề nghiệp", career_step},
    {"certification_form", "Hình thức xác nhận bản sao", certification_form},
    {"commune", "Đơn vị hành chính cấp xã", commune, 5},
    {"contract_kind", "Loại hợp đồng", contract_kind},
    {"country", "Quốc gia, vùng lãnh thổ", country},
    {"declaration_kind", "Loại kê khai tài sản", declaration_kind},
    {"defence_certificate", "Đối tượng bồi dưỡng an ninh, quốc phòng", defence_certificate},
    {"degree_level", "Trình độ chuyên môn", degree_level},
    {"disability", "Mức độ khuyết tật", disability},
    {"discipline_form", "Hình thức kỷ luật", discipline_form},
    {"discipline_side", "Kỷ luật Đảng/hành chính", discipline_side},
    {"elected_level", "Cấp đại biểu dân cử", elected_level},
    {"ethnicity", "Dân tộc", ethnicity},
    {"ethnicity_census", "Dân tộc (mã tổng điều tra)", ethnicity_census},
    {"family_origin", "Thành phần gia đình", family_origin},
    {"family_relation", "Quan hệ gia đình", family_relation},
    {"gender", "Giới tính", gender},
    {"health_class", "Phân loại sức khoẻ", health_class},
    {"it_certificate", "Trình độ tin học", it_certificate},
    {"language", "Ngôn ngữ", language},
    {"language_certificate", "Trình độ ngoại ngữ", language_certificate},
    {"leave_kind", "Hình thức nghỉ", leave_kind},
    {"marital_status", "Tình trạng hôn nhân", marital_status},
    {"mgmt_certificate", "Bồi dưỡng quản lý nhà nước, nghiệp vụ", mgmt_certificate},
    {"military_rank", "Quân hàm", military_rank},
    {"party_position", "Chức vụ Đảng", party_position},
    {"personnel_kind", "Loại cán bộ, công chức, viên chức", personnel_kind},
    {"personnel_status", "Tình trạng hồ sơ", personnel_status},
    {"planning_status", "Tình trạng quy hoạch", planning_status},
    {"policy_beneficiary", "Đối tượng chính sách", policy_beneficiary},
    {"political_theory", "Trình độ lý luận chính trị", political_theory},
    {"position", "Chức vụ", position},
    {"position_event", "Hình thức bổ nhiệm, miễn nhiệm", position_event},
    {"province", "Đơn vị hành chính cấp tỉnh", province},
    {"province_63", "Tỉnh, thành phố đến 30/6/2025", province_63},
    {"province_any", "Tỉnh, thành phố hiện nay và trước đây", province_any},
    {"raise_kind", "Hình thức nâng lương", raise_kind},
    {"rank", "Ngạch, chức danh nghề nghiệp", rank},
    {"rank_method", "Hình thức vào ngạch", rank_method},
    {"recruit_method", "Hình thức tuyển dụng", recruit_method},
    {"religion", "Tôn giáo", religion},
    {"reward", "Danh hiệu thi đua, hình thức khen thưởng", reward},
    {"reward_kind", "Loại thi đua, khen thưởng", reward_kind},
    {"row_source", "Nguồn của dòng", row_source},
    {"row_state", "Trạng thái dòng", row_state},
    {"salary_step", "Bậc lương và hệ số", salary_step},
    {"state_title", "Danh hiệu vinh dự nhà nước", state_title},
    {"status_reason", "Lý do thay đổi tình trạng", status_reason},
    {"training_grade", "Xếp loại tốt nghiệp", training_grade},
    {"training_mode", "Hình thức đào tạo", training_mode},
    {"transfer_case", "Trường hợp chuyển (Điều 9)", transfer_case},
    {"transfer_state", "Trạng thái bàn giao", transfer_state},
    {"trip_funding", "Nguồn kinh phí", trip_funding},
    {"unit_type", "Loại đơn vị", unit_type},
    {"war_invalid_class", "Hạng thương binh", war_invalid_class},
    {"work_field", "Lĩnh vực theo dõi", work_field},
    {"work_kind", "Loại hoạt động", work_kind},
});
static_assert(std::is_sorted(list_table.begin(), list_table.end(),
                             [](const CodeList& a, const CodeList& b) { return a.name < b.name; }),
              "find_code_list() searches by halves");

constexpr std::array<std::string_view, 5> unit_words{"tinh ", "thanh pho ", "xa ", "phuong ",
                                                     "dac khu "};

/// What a label is also called: without its brackets, what stands in them (several by ";"), and
/// a province or commune without the word for its kind.
std::vector<std::string> other_names(std::string_view label) {
    std::vector<std::string> names;
    const std::size_t open = label.find('(');
    if (open != std::string_view::npos) {
        names.push_back(search_key(label.substr(0, open)));
        std::string_view inside = label.substr(open + 1, label.rfind(')') - open - 1);
        while (!inside.empty()) {
            const std::size_t end = std::min(inside.find(';'), inside.size());
            names.push_back(search_key(inside.substr(0, end)));
            inside.remove_prefix(std::min(end + 1, inside.size()));
        }
    }
    const std::string whole = search_key(label);
    for (const std::string_view word : unit_words) {
        if (whole.starts_with(word)) names.push_back(whole.substr(word.size()));
    }
    return names;
}

/// The only item that fits, or the only one of them in force.
template <class Fits>
const Code* only_one(const CodeList& list, Fits fits) {
    std::vector<const Code*> found;
    for (const Code& code : list.codes) {
        if (fits(code)) found.push_back(&code);
    }
    if (found.size() > 1) std::erase_if(found, [](const Code* c) { return !c->valid_to.empty(); });
    return found.size() == 1 ? found.front() : nullptr;
}

std::string typed_key(std::string_view typed) {
    std::string key = search_key(typed);
    for (const std::string_view city : {"tp. ", "tp ", "tp."}) {
        if (key.starts_with(city)) return "thanh pho " + key.substr(city.size());
    }
    return key;
}

/// Letters to be put in, left out or exchanged to make one of the other.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t exchanged = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, exchanged});
        }
    }
    return row[b.size()];
}

/// How unlike they are, in half letters; what a name has around the typed part counts little.
std::size_t unlikeness(std::string_view typed, std::string_view name) {
    if (typed.size() >= 2 && name.find(typed) != std::string_view::npos) {
        return 1 + (name.size() - typed.size()) / 2;
    }
    return 2 * distance(typed, name);
}

/// Codes have no small letters and no marks: "hđ111" is HD111, but "Mỹ" is not MY.
std::string code_key(std::string_view typed) {
    std::string key = upper_case(typed);
    constexpr std::string_view d_with_stroke = "Đ";
    for (std::size_t at = key.find(d_with_stroke); at != std::string::npos;
         at = key.find(d_with_stroke)) {
        key.replace(at, d_with_stroke.size(), "D");
    }
    return key;
}

}  // namespace

std::span<const CodeList> code_lists() { return list_table; }

const CodeList* find_code_list(std::string_view name) {
    const auto at = std::lower_bound(
        list_table.begin(), list_table.end(), name,
        [](const CodeList& list, std::string_view sought) { return list.name < sought; });
    return at == list_table.end() || at->name != name ? nullptr : &*at;
}

const Code* find_code(const CodeList& list, std::string_view code) {
    const auto at = std::find_if(list.codes.begin(), list.codes.end(),
                                 [&](const Code& one) { return one.code == code; });
    return at == list.codes.end() ? nullptr : &*at;
}

const Code* find_code_as_typed(const CodeList& list, std::string_view typed) {
    if (const Code* const exact = find_code(list, typed)) return exact;
    const std::string key = typed_key(typed);
    if (key.empty()) return nullptr;
    if (const Code* const found =
            only_one(list, [&](const Code& code) { return search_key(code.label) == key; })) {
        return found;
    }
    const std::string as_code = code_key(typed);
    return only_one(list, [&](const Code& code) {
        const std::vector<std::string> names = other_names(code.label);
        return code_key(code.code) == as_code ||
               std::find(names.begin(), names.end(), key) != names.end();
    });
}

const Code* nearest_code(const CodeList& list, std::string_view typed) {
    const std::string key = typed_key(typed);
    const Code* nearest = nullptr;
    std::size_t least = key.size() + 1;  // more than half of it is wrong: no resemblance
    for (const Code& code : list.codes) {
        std::vector<std::string> names = other_names(code.label);
        names.push_back(search_key(code.label));
        names.push_back(search_key(code.code));
        for (const std::string& name : names) {
            const std::size_t unlike = unlikeness(key, name);
            if (unlike < least) {
                least = unlike;
                nearest = &code;
            }
        }
    }
    return nearest;
}

}  // namespace soxa::record
