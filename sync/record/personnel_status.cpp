#include "sync/record/personnel_status.hpp"

#include "sync/record/code_list.hpp"

namespace soxa::record {

namespace {

const Code* code_of(std::string_view status) {
    return find_code(*find_code_list("personnel_status"), status);
}

}  // namespace

bool is_personnel_status(std::string_view status) { return code_of(status) != nullptr; }

bool is_archived_status(std::string_view status) {
    constexpr std::string_view moved = "30";
    constexpr std::string_view made_by_mistake = "90";
    return status == moved || status == made_by_mistake || is_leaving_status(status);
}

bool is_leaving_status(std::string_view status) {
    constexpr std::string_view leaves = "5";
    const Code* const code = code_of(status);
    return code != nullptr && code->parent == leaves;
}

}  // namespace soxa::record
