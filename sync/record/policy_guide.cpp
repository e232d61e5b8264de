#include "sync/record/policy_guide.hpp"

namespace soxa::record {

namespace {

std::string made() {
    std::string text =
        "\n# --- EVENT: sự kiện mà một thời hạn tính từ đó\n"
        "# join: tuyển dụng, tiếp nhận, hợp đồng; decision: quyết định nhân sự; file_created: có hồ sơ điện tử;\n"
        "# account_created: có tài khoản; certification: hồ sơ giấy được chứng thực; change: có thay đổi;\n"
        "# process_completed: quy trình của cơ quan đã xong; file_received: đơn vị mới nhận hồ sơ giấy;\n"
        "# result: có kết quả đánh giá; returned: hồ sơ bị trả lại\n";
    for (const DeadlineEvents& one : deadline_events()) {
        text += "#   " + std::string(one.key) + ": " + std::string(one.events) + "\n";
    }
    return text +
           "\n# --- Mức độ của từng quy tắc và lịch nghỉ từng năm, nếu tỉnh quy định riêng:\n"
           "#   rule.R18 = error | warning | info | off\n"
           "#   calendar.2027.off = 2027-01-01, 2027-02-04, …   mọi ngày nghỉ lễ, Tết rơi vào ngày làm việc của năm\n"
           "#   calendar.2027.worked = 2027-02-20, …            thứ Bảy, Chủ nhật làm bù\n"
           "#   calendar.2027.basis = …                         văn bản về lịch nghỉ\n";
}

}  // namespace

const std::array<DeadlineEvents, 8>& deadline_events() {
    static constexpr std::array<DeadlineEvents, 8> events{{
        {"deadline.account.join", "join, decision"},
        {"deadline.entry.first", "account_created, file_created, certification"},
        {"deadline.change.person", "change"},
        {"deadline.change.own_system", "change, process_completed"},
        {"deadline.change.other_agency", "change, process_completed"},
        {"deadline.assessment.sync", "result"},
        {"deadline.transfer.setup", "file_received"},
        {"deadline.returned.fix", "returned"},
    }};
    return events;
}

const std::string& policy_guide() {
    static const std::string text = made();
    return text;
}

}  // namespace soxa::record
