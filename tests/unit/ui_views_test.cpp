#include <algorithm>

#include "tests/unit/ui_office.hpp"
#include "ui/views/account_rows.hpp"
#include "ui/views/conflict_rows.hpp"
#include "ui/views/difference_rows.hpp"
#include "ui/views/form_rows.hpp"
#include "ui/views/history_rows.hpp"
#include "ui/views/home_rows.hpp"
#include "ui/views/month_rows.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::tests::ui_views {

namespace {

using namespace ui_office;
using ui::Words;

const Words vietnamese(office::Language::vietnamese);

const ui::FormField& field(const ui::FormRows& form, std::string_view id) {
    for (const ui::FormSection& section : form.sections) {
        for (const ui::FormField& one : section.fields) {
            if (one.field->id == id) return one;
        }
    }
    FAIL("no field " << id);
    std::abort();
}

const ui::FormTable& table(const ui::FormRows& form, std::string_view id) {
    for (const ui::FormSection& section : form.sections) {
        for (const ui::FormTable& one : section.tables) {
            if (one.id == id) return one;
        }
    }
    FAIL("no table " << id);
    std::abort();
}

ui::FormRows form_of(office::Office& office, const std::string& uid) {
    const auto state = good(office.record(uid, ledger::Act::read_file));
    return good(ui::form_rows(office, state, vietnamese));
}

}  // namespace

TEST_CASE("spelling: times are Việt Nam's, numbers have a comma, ids are masked", "[views]") {
    CHECK(ui::spelled(*from_rfc3339("2026-11-22T18:05:00Z")) == "23/11/2026 01:05");
    CHECK(ui::spelled({}).empty());
    CHECK(ui::size_of(1234) == "1,2 KB");
    CHECK(ui::masked("034085001234") == "…1234");
    CHECK(ui::age(*from_rfc3339("2026-11-22T00:00:00Z"), *from_rfc3339("2026-11-22T03:00:00Z"),
                  vietnamese) == "3 giờ trước");
}

TEST_CASE("spelling: every editable text reads back as the value it shows", "[views]") {
    for (const record::Field& field : record::fields()) {
        if (field.example.empty()) continue;
        const auto value = record::parse(field, field.example);
        REQUIRE(value);
        const std::string text = ui::editable(field, *value);
        CAPTURE(field.id, field.group, text);
        const auto again = record::parse(field, text);
        REQUIRE(again);
        CHECK(*again == *value);
    }
}

TEST_CASE("form: fields in the template's order with values, findings and what may be done",
          "[views]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    const std::string uid = enter(lan, R"({"full_name": "Nguyễn Văn Hoà",
        "birth_date": "1985-03", "education": [{"school": "Đại học Luật"}]})");

    const ui::FormRows form = form_of(lan, uid);

    CHECK(form.full_name == "Nguyễn Văn Hoà");
    CHECK(form.status == "Đang soạn");
    CHECK(form.sections.front().id == "file");
    CHECK(field(form, "birth_date").value == "03/1985");
    CHECK(table(form, "education").rows.size() == 1);
    CHECK(form.errors > 0);
    CHECK(form.required > form.required_filled);
    CHECK(form.may_enter);
    CHECK(form.may_submit);
    CHECK_FALSE(form.may_check);
    CHECK_FALSE(form.received);
    const auto missing = std::ranges::find(form.findings, "phone_mobile", &ui::FindingRow::place);
    REQUIRE(missing != form.findings.end());
    CHECK(missing->section == "contact");
    CHECK(missing->label == "Số điện thoại liên hệ");
}

TEST_CASE("form: a head looks, and may not enter", "[views]") {
    Unit unit;
    std::string uid;
    {
        office::Office lan = unit.log_in("lan");
        uid = enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");
    }
    office::Office thinh = unit.log_in("thinh");

    CHECK_FALSE(form_of(thinh, uid).may_enter);
}

TEST_CASE("list: found by a part of the name without tone marks, or the number's beginning",
          "[views]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    enter(lan, R"({"full_name": "Nguyễn Văn Hoà", "personal_id": "034085001234"})");
    enter(lan, R"({"full_name": "Lò Thị Ánh"})");
    enter(lan, R"({"full_name": "Đặng Hoàng Yến"})");

    const auto rows = good(ui::list_rows(lan, vietnamese));

    REQUIRE(rows.size() == 3);
    CHECK(rows[0].full_name == "Lò Thị Ánh");  // by given name: Ánh, Hoà, Yến
    CHECK(ui::filtered(rows, {"hoa", {}, false, false}) == std::vector<std::size_t>{1, 2});
    CHECK(ui::filtered(rows, {"van hoa", {}, false, false}) == std::vector<std::size_t>{1});
    CHECK(ui::filtered(rows, {"Hoà", ledger::Status::checked, false, false}).empty());
    CHECK(ui::filtered(rows, {"034085", {}, false, false}) == std::vector<std::size_t>{1});
    const ui::HomeRows home = good(ui::home_rows(lan, rows, vietnamese));
    CHECK(home.drafts == 3);
    CHECK(home.received == 0);
    CHECK_FALSE(home.joined);
}

TEST_CASE("month: what is entered is a duty with its day and who must act [TB-6.4]", "[views]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    const std::string uid = enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");

    const ui::MonthRows rows = good(ui::month_rows(lan, {2026, 11}, vietnamese));

    CHECK(rows.title == "Tháng 11/2026");
    CHECK(rows.days.size() == 30);
    CHECK(rows.open == 1);
    REQUIRE(rows.duties.size() == 1);
    CHECK(rows.duties[0].uid == uid);
    CHECK(rows.duties[0].kind == "nhập lần đầu");
    CHECK(rows.duties[0].open);
    CHECK(rows.windows.size() == 4);  // the pack, the unit's days, the province's, that they meet
}

TEST_CASE("month: a day counts what was submitted, signed and received on it in Việt Nam [F14]",
          "[views]") {
    record::MonthReport report;
    report.month = {2026, 11};
    record::Duty duty;
    duty.task.kind = record::Task::Kind::approval;
    duty.task.happened = record::day_of(2026, 11, 5);
    duty.task.claimed = *from_rfc3339("2026-11-22T18:05:00Z");  // the 23rd in Việt Nam
    duty.task.received = *from_rfc3339("2026-12-01T01:00:00Z");
    report.duties.push_back(duty);

    const ui::MonthRows rows = ui::month_rows(report, vietnamese);

    CHECK(rows.days[4] == ui::DayCount{1, 0, 0});
    CHECK(rows.days[22] == ui::DayCount{0, 1, 0});
    CHECK(std::ranges::count(rows.days, ui::DayCount{}) == 28);  // received in December
}

TEST_CASE("difference: single fields and rows, before and after", "[views]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    const std::string uid = enter(lan, R"({"full_name": "Nguyễn Văn Hoà",
        "education": [{"school": "Đại học Luật"}]})");
    edit(lan, uid, {{"phone_mobile=0912345678"}, {R"(education={"school": "Học viện"})"}, {}, {}});
    const auto state = good(lan.record(uid, ledger::Act::read_file));

    const auto rows = ui::difference_rows(state, std::nullopt, 0, vietnamese);

    const auto phone = std::ranges::find(rows, "Số điện thoại liên hệ", &ui::DifferenceRow::label);
    REQUIRE(phone != rows.end());
    CHECK(phone->before.empty());
    CHECK(phone->after == "0912345678");
    CHECK(std::ranges::count_if(rows, [](const ui::DifferenceRow& row) {
              return row.label.find("dòng") != std::string::npos;
          }) == 2);
    CHECK(ui::difference_rows(state, 0, 0, vietnamese).empty());
}

TEST_CASE("history: newest first, and never received without a receipt", "[views]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    const std::string uid = enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");
    edit(lan, uid, {{"phone_mobile=0912345678"}, {}, {}, {}});
    const auto state = good(lan.record(uid, ledger::Act::read_file));

    const auto rows = good(ui::history_rows(lan, state, vietnamese));

    REQUIRE(rows.size() == 2);
    CHECK(rows[0].changes == std::vector<std::string>{"Số điện thoại liên hệ: 0912345678"});
    CHECK(rows[0].who == "Lò Thị Lan");
    for (const ui::HistoryRow& row : rows) {
        CHECK(row.verdict.find("nhận") == std::string::npos);
    }
}

TEST_CASE("accounts: all for who administers, one's own for others", "[views]") {
    Unit unit;
    {
        office::Office admin = unit.log_in("034079000001", "mật khẩu quản trị");
        const ui::AccountRows rows = good(ui::account_rows(admin, vietnamese));
        CHECK(rows.accounts.size() == 3);
        CHECK(rows.may_administer);
        CHECK(rows.devices.size() == 1);
        CHECK(rows.devices.front().here);
    }
    office::Office lan = unit.log_in("lan");
    const ui::AccountRows rows = good(ui::account_rows(lan, vietnamese));
    REQUIRE(rows.accounts.size() == 1);
    CHECK(rows.accounts.front().self);
    CHECK_FALSE(rows.may_administer);
    CHECK(good(ui::conflict_rows(lan, vietnamese)).empty());
}

}  // namespace soxa::tests::ui_views
