#include "tests/unit/ui_hand.hpp"
#include "ui/panels/conflict_panel.hpp"
#include "ui/panels/form_panel.hpp"
#include "ui/panels/help_panel.hpp"
#include "ui/panels/login_panel.hpp"
#include "ui/panels/month_panel.hpp"
#include "ui/panels/new_password.hpp"

namespace soxa::tests::ui_panels {

namespace {

using namespace ui;

ConflictRow conflict(const std::string& id, bool legal) {
    ConflictRow row;
    row.uid = "uid";
    row.id = id;
    row.full_name = "Nguyễn Văn Hoà";
    row.label = "Số điện thoại liên hệ " + id;
    row.sides = {{"0912345678", "Lan", "laptop-1", "22/11/2026", true, "Điện thoại: 0912345678"},
                 {"0987654321", "Páo", "laptop-2", "22/11/2026", false, {}}};
    row.legal = legal;
    row.field = record::find_field("", "phone_mobile");
    return row;
}

FormPageRows form_with(const std::string& id, const std::string& value) {
    const Words words(office::Language::vietnamese);
    const record::Field& field = *record::find_field("", id);
    FormPageRows rows;
    rows.form.full_name = "Nguyễn Văn Hoà";
    rows.form.may_enter = true;
    FormSection section;
    section.id = "contact";
    section.label = "Liên hệ";
    FormField shown = form_field(field, nullptr, words);
    shown.value = value;
    section.fields.push_back(shown);
    rows.form.sections.push_back(section);
    return rows;
}

FormPageRows form_with_phone(const std::string& value) { return form_with("phone_mobile", value); }

MonthRows month_of_two() {
    MonthRows rows;
    rows.month = {2026, 1};
    rows.title = "Tháng 01/2026";
    rows.open = 1;
    rows.days.resize(31);
    rows.days[4].submitted = 3;
    rows.days[22].signed_here = 2;
    rows.duties = {{"a", "Nguyễn Văn Hoà", "phê duyệt", "Ông Thịnh", "24/01/2026", "đang chờ",
                    false, true},
                   {"b", "Lò Thị Ánh", "phê duyệt", "Ông Thịnh", "24/01/2026", "đúng hạn", false,
                    false}};
    return rows;
}

}  // namespace

TEST_CASE("login panel: what was typed becomes an intent, and Enter is enough", "[panels]") {
    Hand hand;
    LoginPanel panel;
    const LoginRows rows;
    const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
    (void)hand.frames(draw);
    REQUIRE(hand.find("Đăng nhập") != nullptr);

    (void)hand.click("Tên đăng nhập", draw);
    (void)hand.type("lan", draw);
    (void)hand.click("Mật khẩu", draw);
    (void)hand.type("bông lúa", draw);
    CHECK(hand.description().as_text().find("bông lúa") == std::string::npos);
    const Wanted wanted = hand.press(ImGuiKey_Enter, draw);

    REQUIRE(wanted);
    const auto* log_in = std::get_if<intent::LogIn>(&*wanted);
    REQUIRE(log_in != nullptr);
    CHECK(log_in->login == "lan");
    CHECK(text_of(log_in->password.reveal()) == "bông lúa");
}

TEST_CASE("conflict panel: nothing is chosen beforehand, and Enter decides nothing", "[panels]") {
    Hand hand;
    ConflictPanel panel;
    const ConflictPageRows rows{{conflict("a", true)}, true, {}, false};
    const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
    (void)hand.frames(draw);

    CHECK(hand.find("Điện thoại: 0912345678") != nullptr);
    CHECK_FALSE(hand.press(ImGuiKey_Enter, draw));
    for (const Described& item : hand.description().items()) {
        if (item.role == Role::button) CHECK_FALSE(item.chosen);
    }
}

TEST_CASE("conflict panel: fifty conflicts by keyboard, a key each and a reason where it is legal",
          "[panels]") {
    Hand hand;
    ConflictPanel panel;
    ConflictPageRows rows;
    for (int i = 0; i < 50; ++i) rows.rows.push_back(conflict(std::to_string(i), i % 2 == 0));
    const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
    (void)hand.frames(draw);

    int pressed = 0;
    while (!rows.rows.empty() && pressed < 60) {
        ++pressed;
        const bool legal = rows.rows.front().legal;
        Wanted wanted = hand.press(pressed % 2 == 0 ? ImGuiKey_1 : ImGuiKey_2, draw);
        if (legal) {
            CHECK_FALSE(wanted);
            CHECK_FALSE(hand.press(ImGuiKey_Enter, draw));  // nothing is decided without a word
            (void)hand.frames(draw);
            (void)hand.type("theo QĐ", draw);
            wanted = hand.press(ImGuiKey_Enter, draw);
        }
        REQUIRE(wanted);
        const auto* resolve = std::get_if<intent::Resolve>(&*wanted);
        REQUIRE(resolve != nullptr);
        CHECK(resolve->resolution.field == rows.rows.front().id);
        CHECK(resolve->resolution.number == (pressed % 2 == 0 ? 1U : 2U));
        CHECK(resolve->resolution.reason == (legal ? "theo QĐ" : ""));
        rows.rows.erase(rows.rows.begin());
    }
    CHECK(pressed == 50);
}

TEST_CASE("conflict panel: V takes a value of one's own", "[panels]") {
    Hand hand;
    ConflictPanel panel;
    const ConflictPageRows rows{{conflict("a", false)}, true, {}, false};
    const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
    (void)hand.frames(draw);

    (void)hand.press(ImGuiKey_V, draw);
    (void)hand.click("Giá trị đúng", draw);
    (void)hand.type("0900111222", draw);
    const Wanted wanted = hand.press(ImGuiKey_Enter, draw);

    REQUIRE(wanted);
    const auto& resolution = std::get<intent::Resolve>(*wanted).resolution;
    CHECK(resolution.take == office::Resolution::Take::value);
    CHECK(resolution.value == "0900111222");
}

TEST_CASE("month panel: days, what is open, and the way to its file", "[panels]") {
    Hand hand;
    MonthPanel panel;
    const MonthRows rows = month_of_two();
    const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
    (void)hand.frames(draw);

    REQUIRE(hand.find("Phê duyệt theo ngày") != nullptr);
    CHECK(hand.find("Phê duyệt theo ngày")->value ==
          "đã trình 3, đã ký 2, tỉnh đã nhận 0");
    CHECK(hand.find("phê duyệt: Lò Thị Ánh") == nullptr);  // done
    const Wanted opened = hand.click("phê duyệt: Nguyễn Văn Hoà", draw);
    REQUIRE(opened);
    CHECK(std::get<intent::OpenRecord>(*opened).uid == "a");

    (void)hand.click("Chỉ việc còn mở hoặc trễ", draw);
    CHECK(hand.find("phê duyệt: Lò Thị Ánh") != nullptr);
    const Wanted before = hand.click("Tháng trước", draw);
    REQUIRE(before);
    CHECK(std::get<intent::ShowMonth>(*before).month == record::Month{2025, 12});
}

TEST_CASE("form panel: sensitive text does not stay on the clipboard, other text does [TB-4.4]",
          "[panels]") {
    struct Case {
        const char* field;
        const char* text;
        bool restricted;
    };
    for (const Case& one :
         {Case{"weight_kg", "62,5", true}, Case{"full_name", "Lò Thị Ánh", false}}) {
        CAPTURE(one.field);
        Hand hand;
        FormPanel panel;
        const FormPageRows rows = form_with(one.field, one.text);
        const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
        (void)hand.frames(draw);
        (void)hand.click(rows.form.sections.front().fields.front().field->label_vi, draw);
        const KeptClipboard& copied = hand.copy(draw);
        CHECK(copied.text == one.text);
        CHECK(copied.restricted == one.restricted);
    }
}

TEST_CASE("form panel: a field that is left is to be saved", "[panels]") {
    Hand hand;
    FormPanel panel;
    const FormPageRows rows = form_with_phone("");
    const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
    (void)hand.frames(draw);

    (void)hand.click("Số điện thoại liên hệ", draw);
    CHECK_FALSE(hand.type("0912345678", draw));
    const Wanted wanted = hand.press(ImGuiKey_Enter, draw);

    REQUIRE(wanted);
    const auto& set = std::get<intent::SetField>(*wanted);
    CHECK(set.field == "phone_mobile");
    CHECK(set.text == "0912345678");
    CHECK(set.place == "phone_mobile");
}

TEST_CASE("form panel: refused text stays in its field with the reason", "[panels]") {
    Hand hand;
    FormPanel panel;
    const FormPageRows rows = form_with_phone("0911111111");
    const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
    (void)hand.frames(draw);
    (void)hand.click("Số điện thoại liên hệ", draw);
    (void)hand.type("abc", draw);
    const Wanted wanted = hand.press(ImGuiKey_Enter, draw);
    REQUIRE(wanted);

    panel.refused("phone_mobile", "Chỉ được có chữ số.");
    (void)hand.frames(draw);

    REQUIRE(hand.find("Số điện thoại liên hệ") != nullptr);
    CHECK(hand.find("Số điện thoại liên hệ")->value.find("abc") != std::string::npos);
    CHECK(hand.find("Sai: Chỉ được có chữ số.") != nullptr);
}

TEST_CASE("form panel: text that was not left yet is given up when asked", "[panels]") {
    Hand hand;
    FormPanel panel;
    const FormPageRows rows = form_with_phone("");
    const auto draw = [&](Pen& pen) { return panel.draw(pen, rows); };
    (void)hand.frames(draw);
    (void)hand.click("Số điện thoại liên hệ", draw);
    (void)hand.type("0912", draw);

    const Wanted last = panel.unsaved();

    REQUIRE(last);
    CHECK(std::get<intent::SetField>(*last).text == "0912");
    CHECK_FALSE(panel.unsaved());
}

TEST_CASE("help panel: every screen says what it is for, with its articles in full", "[panels]") {
    for (int place = static_cast<int>(Place::home); place < static_cast<int>(Place::help);
         ++place) {
        Hand hand;
        HelpPanel panel;
        const auto draw = [&](Pen& pen) -> Wanted {
            panel.draw(pen, static_cast<Place>(place));
            return {};
        };
        (void)hand.frames(draw);
        const std::string said = hand.description().as_text();
        INFO(name_of(static_cast<Place>(place)));
        CHECK(said.find("help.") == std::string::npos);
        CHECK(said.find("law.") == std::string::npos);
        CHECK(said.find("khoản ") != std::string::npos);
        CHECK(said.find(": ", said.find("Điều ")) != std::string::npos);
    }
}

TEST_CASE("new password: a phrase is out of sight while it is typed back", "[panels]") {
    Hand hand;
    NewPassword fresh;
    std::string suggested;
    const auto draw = [&](Pen& pen) { return fresh.draw(pen, "fresh", suggested).wanted; };
    (void)hand.frames(draw);
    const Wanted asked = hand.click("Tạo giúp tôi", draw);
    REQUIRE(asked);
    CHECK(std::get<intent::SuggestPassphrase>(*asked).wanted);

    suggested = "bông lúa trên đồng dây đêm";
    (void)hand.frames(draw);
    CHECK(hand.find("bong lua tren dong day dem") != nullptr);
    CHECK_FALSE(fresh.filled(suggested));
    (void)hand.click("Đã ghi, tôi gõ lại", draw);
    (void)hand.frames(draw);
    CHECK(hand.description().as_text().find("bong lua") == std::string::npos);
    CHECK(hand.description().as_text().find("bông lúa") == std::string::npos);

    (void)hand.click("Gõ lại câu đã ghi", draw);
    (void)hand.type("bong lua", draw);
    REQUIRE(fresh.filled(suggested));
    CHECK_FALSE(fresh.take(suggested));
    (void)hand.type(" tren dong day dem", draw);
    const auto taken = fresh.take(suggested);
    REQUIRE(taken);
    CHECK(text_of(taken->reveal()) == "bong lua tren dong day dem");
}

}  // namespace soxa::tests::ui_panels
