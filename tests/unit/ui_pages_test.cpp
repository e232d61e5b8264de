// Screens that carry themselves: a real office, its rows, the panel under a hand, the act.
#include <filesystem>

#include "client/office/backup.hpp"
#include "client/office/removable.hpp"
#include "client/office/training.hpp"
#include "tests/unit/ui_bench.hpp"
#include "tests/unit/ui_hand.hpp"
#include "ui/app/page_list.hpp"
#include "ui/views/access_rows.hpp"
#include "ui/views/backup_rows.hpp"
#include "ui/views/campaign_rows.hpp"
#include "ui/views/remaining.hpp"
#include "ui/views/spelling.hpp"
#include "ui/views/transfer_rows.hpp"

namespace soxa::tests::ui_pages {

namespace {

using namespace ui_office;
using namespace ui;
using ui_bench::TestBench;

const Words vietnamese(office::Language::vietnamese);

/// A page on a bench, as the desk has it: rows anew when something changed.
class Stage {
public:
    Stage(Unit& unit, office::Office& office, std::unique_ptr<Page> (*make)(Bench&))
        : bench(unit, office), office_(office), page_(make(bench)) {
        good(page_->compute(office_));
    }
    [[nodiscard]] auto draw() {
        return [this](Pen& pen) {
            Wanted wanted = page_->draw(pen);
            if (seen_ != bench.changes) good(page_->compute(office_));
            seen_ = bench.changes;
            return wanted;
        };
    }
    [[nodiscard]] Page& page() { return *page_; }

    TestBench bench;

private:
    office::Office& office_;
    std::unique_ptr<Page> page_;
    int seen_ = 0;
};

bool says(const Hand& hand, std::string_view text) {
    return hand.description().as_text().find(text) != std::string::npos;
}

/// Types into the field of a label.
template <class Draw>
void fill(Hand& hand, std::string_view label, const std::string& text, Draw draw) {
    for (const Described& item : hand.description().items()) {
        if (item.label != label || (item.role != Role::field && item.role != Role::secret)) continue;
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(static_cast<float>(item.area.left + 5),
                            static_cast<float>(item.area.top + item.area.height / 2));
        io.AddMouseButtonEvent(0, true);
        io.AddMouseButtonEvent(0, false);
        (void)hand.frames(draw);
        (void)hand.type(text, draw);
        return;
    }
    FAIL("no field " << label);
}

/// Opens the picker of a label and takes the first that the letters find.
template <class Draw>
void pick(Hand& hand, std::string_view label, const std::string& letters, Draw draw) {
    (void)hand.click(label, draw);
    (void)hand.type(letters, draw);
    (void)hand.press(ImGuiKey_Enter, draw);
}

}  // namespace

TEST_CASE("spelling: a day is typed in our way and kept in the ledger's", "[views]") {
    CHECK(ui::day_kept("1/12/2026") == "2026-12-01");
    CHECK(ui::day_kept("2026-12-01") == "2026-12-01");
    CHECK(ui::day_kept("12/2026") == "12/2026");
    CHECK(ui::day_read("2026-12-01") == "01/12/2026");
    CHECK(ui::time_read("2026-11-22T18:05:00Z") == "23/11/2026 01:05");
}

TEST_CASE("transfers page: a clerk prepares a move by picker and fields [TB-9.3]", "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    const std::string uid = enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");
    Stage stage(unit, lan, make_transfer_page);
    Hand hand;
    const auto draw = stage.draw();
    (void)hand.frames(draw);

    (void)hand.click("Chuyển một người…", draw);
    pick(hand, "Người", "hoa", draw);
    fill(hand, "Đơn vị đến (mã)", "H31.56", draw);
    fill(hand, "Có hiệu lực từ", "1/12/2026", draw);
    fill(hand, "Số và ngày quyết định", "12/QĐ-UBND 20/11/2026", draw);
    CAPTURE(hand.description().as_text());
    (void)hand.click("Ghi lại", draw);
    (void)hand.frames(draw);

    CHECK(says(hand, "Đã chuẩn bị việc chuyển"));
    const TransferRows rows = good(transfer_rows(lan, false, vietnamese));
    REQUIRE(rows.out.size() == 1);
    CHECK(rows.out[0].uid == uid);
    CHECK(rows.out[0].effective == "01/12/2026");
    CHECK(rows.out[0].other == "H31.56");
    CHECK(rows.out[0].to_sign);
}

TEST_CASE("transfers page: without a decision nothing is done", "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");
    Stage stage(unit, lan, make_transfer_page);
    Hand hand;
    const auto draw = stage.draw();
    (void)hand.frames(draw);

    (void)hand.click("Chuyển một người…", draw);
    pick(hand, "Người", "hoa", draw);
    fill(hand, "Đơn vị đến (mã)", "H31.56", draw);
    (void)hand.press(ImGuiKey_Enter, draw);

    CHECK(stage.bench.changes == 0);
    const Described* save = hand.find("Ghi lại");
    REQUIRE(save != nullptr);
    CHECK_FALSE(save->enabled);
}

TEST_CASE("access rows: a consent is entered and ended; the audit has both [TB-4.4]", "[pages]") {
    Unit unit;
    std::string file;
    {
        office::Office lan = unit.log_in("lan");
        enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");
        file = good(lan.store().list()).front().uid;
    }
    const office::GrantWanted wanted{ledger::GrantKind::consent, "lan", file, 2, "07/CV-UBND 20/11/2026",
                               "Nguyễn Văn Thịnh", "Xác minh kỷ luật", day_kept(""),
                               day_kept("31/12/2026")};
    {
        // The province has not confirmed this head's key: he signs none yet, and is told why.
        office::Office thinh = unit.log_in("thinh");
        const auto refused = office::add_grant(thinh, wanted);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().text == "access.key_unconfirmed");
    }
    office::Office admin = unit.log_in("034079000001", "mật khẩu quản trị");
    const std::string id = good(office::add_grant(admin, wanted));
    AccessRows rows = good(access_rows(admin, vietnamese));
    REQUIRE(rows.grants.size() == 1);
    CHECK(rows.grants[0].record == "Nguyễn Văn Hoà");
    CHECK(rows.grants[0].days == "22/11/2026 – 31/12/2026");
    CHECK(std::ranges::count(rows.accounts, "lan", &NamedRow::value) == 1);

    good(office::end_grant(admin, id, "08/CV-UBND 21/11/2026"));
    rows = good(access_rows(admin, vietnamese));
    CHECK(rows.grants[0].over);

    const auto audit = good(audit_rows(admin, vietnamese));
    const auto told = [&](std::string_view kind) {
        return std::ranges::count(audit, kind, &AuditRow::kind);
    };
    CHECK(told("ghi văn bản") == 1);
    CHECK(told("chấm dứt văn bản") == 1);
    CHECK(told("lập tài khoản") >= 2);
}

TEST_CASE("access page: what the administrator enters waits for the head", "[pages]") {
    Unit unit;
    {
        office::Office lan = unit.log_in("lan");
        enter(lan, R"({"full_name": "Nguyễn Văn Hoà"})");
    }
    office::Office admin = unit.log_in("034079000001", "mật khẩu quản trị");
    good(office::add_grant(admin, {ledger::GrantKind::consent, "lan", {}, 3, "07/CV-UBND",
                                   "Nguyễn Văn Thịnh", "Xác minh", "2026-11-22", "2026-12-31"}));
    CHECK(good(access_rows(admin, vietnamese)).grants[0].waits);
    CHECK_FALSE(good(access_rows(admin, vietnamese)).may_sign);
}

TEST_CASE("audit page: search narrows what is shown", "[pages]") {
    Unit unit;
    office::Office thinh = unit.log_in("thinh");
    Stage stage(unit, thinh, make_audit_page);
    Hand hand;
    const auto draw = stage.draw();
    (void)hand.frames(draw);
    CHECK(says(hand, "lập tài khoản"));

    fill(hand, "Tìm theo người, việc, hồ sơ", "khong co ai", draw);
    (void)hand.frames(draw);
    CHECK(says(hand, "Chưa có dòng nào."));
}

TEST_CASE("backups page: one is made in the folder that was typed, and listed", "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    const std::filesystem::path stick = unit.around().home / "stick";
    std::filesystem::create_directory(stick);
    CHECK(backup_rows(unit.around(), stick, vietnamese).due);
    Stage stage(unit, lan, make_backup_page);
    Hand hand;
    const auto draw = stage.draw();
    (void)hand.frames(draw);

    fill(hand, "Đường dẫn", stick.string(), draw);
    (void)hand.press(ImGuiKey_Enter, draw);
    (void)hand.click("Sao lưu vào thư mục này", draw);
    (void)hand.frames(draw);

    CHECK(says(hand, "đọc lại và mở thử đều tốt"));
    CHECK(stage.bench.watched == 3);
    const BackupRows rows = backup_rows(unit.around(), stick, vietnamese);
    CHECK_FALSE(rows.due);
    REQUIRE(rows.here.size() == 1);
    CHECK(rows.here[0].good);
}

TEST_CASE("backups page: given up, nothing is left and nothing counts", "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    const std::filesystem::path stick = unit.around().home / "stick";
    std::filesystem::create_directory(stick);
    int told = 0;
    const auto made = office::make_backup(
        lan, stick, [&](std::uint64_t, std::uint64_t) { return ++told < 2; });

    REQUIRE_FALSE(made);
    CHECK(made.error().text == "act.given_up");
    CHECK(std::filesystem::is_empty(stick));
    CHECK(office::backup_state(unit.around()).due);
}

TEST_CASE("sticks: what desktops mount is offered, whoever sits there", "[views]") {
    Unit unit;
    const std::filesystem::path root = unit.around().home / "root";
    std::filesystem::create_directories(root / "media/canbo/USB-XA");
    std::filesystem::create_directories(root / "run/media/lan/THE-NHO");
    const auto places = office::removable_places(root);
    REQUIRE(places.size() == 2);
    CHECK(places[0].filename() == "USB-XA");
    CHECK(places[1].filename() == "THE-NHO");
    CHECK(office::removable_places(root / "none").empty());
}

TEST_CASE("bundles page: a laptop without a province is told why there is no bundle", "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    Stage stage(unit, lan, make_bundle_page);
    Hand hand;
    const auto draw = stage.draw();
    (void)hand.frames(draw);

    (void)hand.click("Xuất gói vào thư mục này", draw);
    (void)hand.frames(draw);
    CHECK(says(hand, "chưa thuộc đơn vị nào của tỉnh"));

    stage.page().drop((unit.around().home / "keystore.a").string());
    (void)hand.frames(draw);
    CHECK(says(hand, "không phải gói dữ liệu"));
    CHECK(hand.find("Nhận gói này vào máy") == nullptr);
}

TEST_CASE("campaign page: the least complete first, and a line opens its file", "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    enter(lan, R"({"full_name": "Nguyễn Văn Hoà", "birth_date": "1985-03-15",
                   "phone_mobile": "0912345678"})");
    const std::string least = enter(lan, R"({"full_name": "Lò Thị Ánh"})");
    Stage stage(unit, lan, make_campaign_page);
    Hand hand;
    const auto draw = stage.draw();
    (void)hand.frames(draw);

    CHECK(stage.bench.watched == 2);
    CHECK(says(hand, "0 trên 2 hồ sơ đã đủ"));
    const auto rows = good(campaign_rows(lan, {}, vietnamese));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].uid == least);
    CHECK(rows[0].filled < rows[1].filled);
    const Wanted wanted = hand.click("Lò Thị Ánh", draw);
    REQUIRE(wanted);
    CHECK(std::get<intent::OpenRecord>(*wanted).uid == least);
}

TEST_CASE("campaign page: given up, it says so and can be read again", "[pages]") {
    Unit unit;
    office::Office lan = unit.log_in("lan");
    enter(lan, R"({"full_name": "Lò Thị Ánh"})");
    Stage stage(unit, lan, make_campaign_page);
    stage.bench.give_up = true;
    Hand hand;
    const auto draw = stage.draw();
    stage.bench.changed();
    (void)hand.frames(draw);
    (void)hand.click("Đọc lại mọi hồ sơ", draw);
    (void)hand.frames(draw);
    CHECK(says(hand, "Đã dừng theo yêu cầu"));

    stage.bench.give_up = false;
    (void)hand.click("Đọc lại mọi hồ sơ", draw);
    (void)hand.frames(draw);
    CHECK_FALSE(says(hand, "Đã dừng theo yêu cầu"));
}

TEST_CASE("training: invented people in a book beside, without a province, made once", "[pages]") {
    Unit unit;
    const std::filesystem::path real = unit.around().home;
    const office::Surroundings training{office::training_home(real), unit.around().clock,
                                        unit.around().random};
    good(office::make_training(training, false));
    const auto count = [&] {
        const auto office = good(office::Office::log_in(
            training, office::login_of(office::Trainee::clerk), office::training_password()));
        CHECK(office.store().home().url.empty());
        return good(office.store().list()).size();
    };
    const std::size_t people = count();
    CHECK(people >= 5);
    {
        auto office = good(office::Office::log_in(
            training, office::login_of(office::Trainee::clerk), office::training_password()));
        enter(office, R"({"full_name": "Thêm Một Người"})");
    }
    good(office::make_training(training, false));
    CHECK(count() == people + 1);
    good(office::make_training(training, true));
    CHECK(count() == people);
    office::Office lan = unit.log_in("lan");
    CHECK(good(lan.store().list()).empty());
}

TEST_CASE("remaining: a time only while sending, and none that nobody can know", "[views]") {
    using namespace std::chrono_literals;
    Remaining remaining;
    const Remaining::Time begin{};
    remaining.begin(10'000, begin);
    CHECK_FALSE(remaining.left(begin));
    for (int second = 1; second <= 5; ++second) {
        remaining.carried(static_cast<std::uint64_t>(second) * 1000, 0, begin + second * 1s);
    }
    REQUIRE(remaining.left(begin + 5s));
    CHECK(remaining.left(begin + 5s)->count() == 6);
    CHECK(remaining.fraction() == 0.5F);
    CHECK(remaining.said(begin + 5s, vietnamese) == "Còn khoảng 6 giây.");
    CHECK(remaining.said(begin + 14s, vietnamese).starts_with("Đường truyền đang đứng"));
    remaining.carried(10'000, 500, begin + 15s);
    CHECK_FALSE(remaining.left(begin + 15s));  // what comes is not known
    CHECK(remaining.fraction() < 0);
}

TEST_CASE("remaining: spans are said no finer than anybody can know", "[views]") {
    using namespace std::chrono_literals;
    CHECK(span_said(7s, vietnamese) == "7 giây");
    CHECK(span_said(41s, vietnamese) == "45 giây");
    CHECK(span_said(91s, vietnamese) == "2 phút");
    CHECK(span_said(100min, vietnamese) == "2 giờ");
}

}  // namespace soxa::tests::ui_pages
