// What stands beside a file: its scans, and the errors that were reported in it. A real office, the
// rows, the panel under a hand, the act.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "client/office/error_report.hpp"
#include "client/office/picture.hpp"
#include "tests/unit/ui_bench.hpp"
#include "tests/unit/ui_hand.hpp"
#include "ui/app/page_list.hpp"
#include "ui/views/home_rows.hpp"
#include "ui/views/scan_rows.hpp"

namespace soxa::tests::ui_scans {

namespace {

using namespace ui_office;
using namespace ui;
using ui_bench::TestBench;

const Words vietnamese(office::Language::vietnamese);

bool says(const Hand& hand, std::string_view text) {
    return hand.description().as_text().find(text) != std::string::npos;
}

/// Opens the picker of a label and takes the first that the letters find.
template <class Draw>
void pick(Hand& hand, std::string_view label, const std::string& letters, Draw draw) {
    (void)hand.click(label, draw);
    (void)hand.type(letters, draw);
    (void)hand.press(ImGuiKey_Enter, draw);
}

}  // namespace

TEST_CASE("scans page: what is dropped is looked at, attached to what it proves, and listed",
          "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");
    const std::string uid = good(lan.store().list()).front().uid;
    const office::Pixels page{40, 60, Bytes(40 * 60 * 3, 90)};
    const std::filesystem::path file = unit.around().home / "khai-sinh.jpg";
    std::ofstream(file, std::ios::binary) << text_of(office::jpeg_of(page, 90));
    TestBench bench(unit, lan);
    bench.file = {uid, false};
    const auto made = make_scan_page(bench);
    good(made->compute(lan));
    Hand hand;
    int seen = 0;
    const auto draw = [&](Pen& pen) {
        Wanted wanted = made->draw(pen);
        if (seen != bench.changes) good(made->compute(lan));
        seen = bench.changes;
        return wanted;
    };
    (void)hand.frames(draw);
    CHECK(says(hand, "chưa có tài liệu nào"));

    made->drop(file.string());
    (void)hand.frames(draw);
    CHECK(says(hand, "khai-sinh.jpg"));
    CHECK_FALSE(hand.find("Đính kèm")->enabled);  // nobody has said what it is
    pick(hand, "Loại tài liệu", "giay khai sinh", draw);
    pick(hand, "Chứng minh cho", "ho va ten", draw);
    (void)hand.click("Đính kèm", draw);
    (void)hand.frames(draw);

    CAPTURE(hand.description().as_text());
    CHECK(says(hand, "Đã lưu trên máy"));
    CHECK(says(hand, "đang chờ gửi từ máy này"));
    const auto state = good(lan.record(uid, ledger::Act::read_file));
    const ScanRows rows = good(scan_rows(lan, state, vietnamese, Purpose::unsaid));
    REQUIRE(rows.rows.size() == 1);
    CHECK(rows.rows[0].title == "Giấy khai sinh");
    CHECK(rows.rows[0].proves.starts_with("Chứng minh: Họ"));
    CHECK(rows.rows[0].stands == ScanStanding::waits_here);
    CHECK(good(evidence_between(lan, state, nullptr, state.draft, vietnamese)).size() == 1);
    CHECK(good(evidence_between(lan, state, &state.draft, state.draft, vietnamese)).empty());
    made->forget_secrets();
    (void)hand.frames(draw);
    CHECK_FALSE(says(hand, "Giấy khai sinh"));
}

TEST_CASE("error reports: at the field, on the list and at home; answered and done", "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");
    const std::string uid = good(lan.store().list()).front().uid;
    const auto state = [&] { return good(lan.record(uid, ledger::Act::read_file)); };
    CHECK_FALSE(office::report_error(lan, state(), "no_such_field", "sai"));
    CHECK_FALSE(office::report_error(lan, state(), "full_name", "  "));
    good(office::report_error(lan, state(), "full_name", "thiếu tên đệm"));

    const auto reports_at_name = [&] {
        const FormRows rows = good(form_rows(lan, state(), vietnamese));
        for (const FormSection& section : rows.sections) {
            for (const FormField& field : section.fields) {
                if (field.field->id == "full_name") return field.reports;
            }
        }
        return std::vector<std::string>();
    };
    REQUIRE(reports_at_name().size() == 1);
    CHECK(reports_at_name()[0].find("thiếu tên đệm") != std::string::npos);
    const auto home = good(home_rows(lan, good(list_rows(lan, vietnamese)), vietnamese));
    REQUIRE(home.reports.size() == 1);
    CHECK(home.reports[0].uid == uid);
    const std::string id = home.reports[0].id;
    good(office::answer_error(lan, id, false, "đang tra lại"));
    CHECK(reports_at_name().size() == 1);
    good(office::answer_error(lan, id, true, "đã sửa"));
    CHECK(reports_at_name().empty());
    const auto all = good(office::error_reports(lan, state()));
    REQUIRE(all.size() == 1);
    CHECK_FALSE(all[0].state.open());
    CHECK(all[0].state.answers.size() == 2);
    CHECK(good(lan.record(uid, ledger::Act::read_file)).draft.cells.size() == state().draft.cells.size());
}

}  // namespace soxa::tests::ui_scans
