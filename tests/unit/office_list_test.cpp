// Lists as spreadsheets give them: CSV read strictly, damage seen and proposed.
#include <catch2/catch_test_macros.hpp>

#include "client/office/csv.hpp"
#include "client/office/list_repair.hpp"
#include "client/office/place_text.hpp"

namespace soxa::test::office_list {

using namespace office;

TEST_CASE("csv: reads quoted cells, and names columns by id or label", "[office]") {
    const auto list = read_csv("\xEF\xBB\xBFSTT,full_name,\"Giới tính\",education.school\r\n"
                               "1,\"Lò Văn \"\"Tý\"\", con\",Nam,\"Đại học\nTây Bắc\"\r\n"
                               "\r\n"
                               "2,H’Hen Niê\r\n");
    REQUIRE(list);
    CHECK(list->columns ==
          std::vector<std::string>{"", "full_name", "gender", "education.school"});
    REQUIRE(list->rows.size() == 2);
    CHECK(list->rows[0].line == 2);
    CHECK(list->rows[1].line == 5);

    const auto first = json_of(*list, list->rows[0]);
    REQUIRE(first);
    CHECK(first->at("full_name") == "Lò Văn \"Tý\", con");
    CHECK(first->at("education").at(0).at("school") == "Đại học\nTây Bắc");
    CHECK_FALSE(json_of(*list, list->rows[1])->contains("gender"));
}

TEST_CASE("csv: takes the separators of a Vietnamese spreadsheet", "[office]") {
    const auto semicolons = read_csv("full_name;salary_coefficient\nNguyễn Văn A;2,34\n");
    REQUIRE(semicolons);
    CHECK(json_of(*semicolons, semicolons->rows.front())->at("salary_coefficient") == "2,34");
    const auto tabs = read_csv("full_name\tphone_mobile\nNguyễn Văn A\t0912345678\n");
    REQUIRE(tabs);
    CHECK(tabs->columns.size() == 2);
}

TEST_CASE("csv: refuses the whole list for its head or its quotes, with the place", "[office]") {
    const auto head = read_csv("full_name,Tuổi mụ,full_name\nA,1,B\n");
    REQUIRE_FALSE(head);
    REQUIRE(head.error().faults.size() == 2);
    CHECK(head.error().faults[0].field == "Tuổi mụ");
    CHECK(head.error().faults[0].text == "csv.column");
    CHECK(head.error().faults[1].text == "csv.twice");

    for (const char* const wrong :
         {"full_name\n\"Nguyễn Văn A\n", "full_name\nNguyễn \"Văn\" A\n", "full_name\n\"A\"B\n"}) {
        CAPTURE(wrong);
        const auto quote = read_csv(wrong);
        REQUIRE_FALSE(quote);
        CHECK(quote.error().text == "csv.quote");
        CHECK(quote.error().args.front() == "2");
    }
    std::string columns = "full_name";
    for (int i = 1; i <= 1000; ++i) columns += ",cột " + std::to_string(i);
    const auto many = read_csv(columns + "\n");  // not looked at one by one
    REQUIRE_FALSE(many);
    CHECK(many.error().text == "csv.columns");
    CHECK(many.error().args == std::vector<std::string>{"1001", "1000"});
    const auto wide = read_csv("full_name\nNguyễn Văn A,Nam\n");
    REQUIRE(wide);
    CHECK(json_of(*wide, wide->rows.front()).error().text == "csv.cells");
}

TEST_CASE("csv: is what does not begin as JSON does", "[office]") {
    CHECK(is_csv("full_name,gender\n"));
    CHECK_FALSE(is_csv("\n {\"full_name\": \"A\"}\n"));
    CHECK_FALSE(is_csv("[1]"));
    CHECK_FALSE(is_csv(""));
    REQUIRE(read_csv(""));
    CHECK(read_csv("")->rows.empty());
}

TEST_CASE("list repair: proposes what old fonts and cells of numbers took away", "[office]") {
    Json file{{"full_name", "NguyÔn V¨n Hïng"},
              {"personal_id", "34085001234"},
              {"phone_mobile", 912345678},
              {"note", "không có"},
              {"work_history", Json::array({{{"title", "C¸n bé"}}})}};
    const Json typed = file;

    const auto told = repairs_of(file, false);
    CHECK(file == typed);
    REQUIRE(told.size() == 4);
    CHECK(told[0].field == "full_name");
    CHECK(told[0].why == Repair::Why::old_font);
    CHECK(told[0].proposed == "Nguyễn Văn Hùng");
    CHECK(told[1].why == Repair::Why::lost_zero);
    CHECK(told[1].proposed == "034085001234");
    CHECK(told[2].proposed == "0912345678");
    CHECK(told[3].field == "work_history/1.title");

    (void)repairs_of(file, true);
    CHECK(file.at("full_name") == "Nguyễn Văn Hùng");
    CHECK(file.at("personal_id") == "034085001234");
    CHECK(repairs_of(file, true).empty());
}

TEST_CASE("list repair: leaves names of the highlands and whole numbers alone", "[office]") {
    Json file{{"full_name", "H’Wưn Byă"}, {"personal_id", "034085001234"},
              {"phone_mobile", "0912345678"}};
    CHECK(repairs_of(file, true).empty());
}

TEST_CASE("place: has the form's words beside the field's id", "[office]") {
    CHECK(place_text(Language::vietnamese, "phone_mobile").ends_with(" · phone_mobile"));
    CHECK(place_text(Language::vietnamese, "education/1.school").ends_with(" · education/1.school"));
    CHECK(place_text(Language::vietnamese, "education/1.school").find(": ") != std::string::npos);
    CHECK(place_text(Language::english, "basis") == "basis");
}

TEST_CASE("words: an argument may be a word itself", "[office]") {
    CHECK(say(Language::vietnamese, "act.not_entitled", {"@role.clerk", "@role.head,@role.admin"})
              .find("người đứng đầu, quản trị đơn vị") != std::string::npos);
    CHECK(say(Language::vietnamese, "import.unknown", {"@no.such"}).find("@no.such") !=
          std::string::npos);
}

}  // namespace soxa::test::office_list
