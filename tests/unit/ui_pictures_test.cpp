// Every screen at the sizes that officials have, with the longest things that stand in them: drawn,
// looked at by the test for what reaches over the edge, and kept for people to look at.
#include <cstdlib>

#include "tests/unit/ui_hand.hpp"
#include "ui/panels/access_panel.hpp"
#include "ui/panels/backup_panel.hpp"
#include "ui/panels/bundle_panel.hpp"
#include "ui/panels/campaign_panel.hpp"
#include "ui/panels/conflict_panel.hpp"
#include "ui/panels/export_panel.hpp"
#include "ui/panels/help_panel.hpp"
#include "ui/panels/home_panel.hpp"
#include "ui/panels/new_password.hpp"
#include "ui/panels/page.hpp"
#include "ui/panels/rules_panel.hpp"
#include "ui/panels/scan_panel.hpp"
#include "ui/panels/settings_panel.hpp"
#include "ui/panels/transfer_panel.hpp"

namespace soxa::tests::ui_pictures {

namespace {

using namespace ui;

constexpr const char* long_name = "Nguyễn Hoàng Phương Thảo Nguyên Hạnh Phúc";
constexpr const char* long_unit = "Uỷ ban nhân dân xã Nghĩa Hưng Đông Thái Ninh";
constexpr const char* long_basis = "1234/QĐ-UBND-TCCB 20/11/2026 về việc điều động công chức";

struct Named {
    const char* name;
    Sheet sheet;
};

/// A page beside the list of places, on a low screen, and with the largest letters on dark.
const Named sheets[] = {{"1366", {1150, 728, {}}},
                        {"1024", {1024, 540, {}}},
                        {"200", {1366, 660, {200, Shade::dark}}}};

/// A click where it is in sight: on a low screen with large letters one scrolls to it.
template <class Draw>
void go_to(Hand& hand, std::string_view label, Draw draw) {
    if (hand.find(label) != nullptr) (void)hand.click(label, draw);
}

/// Draws it at all sizes; `go` takes the hand to what is to be seen.
template <class Draw, class Go>
void keep(const std::string& name, Draw draw, Go go) {
    for (const Named& one : sheets) {
        Hand hand(one.sheet);
        auto fresh = draw();
        const auto page = [&](Pen& pen) {
            ImGui::BeginChild("##page");
            (void)fresh(pen);
            ImGui::EndChild();
            return Wanted();
        };
        for (int i = 0; i < 4; ++i) (void)hand.frame(page);
        go(hand, page);
        for (int i = 0; i < 4; ++i) (void)hand.frame(page);
        CAPTURE(name, one.name);
        for (const Described& item : hand.description().items()) {
            if (item.role == Role::cell) continue;  // cut off by its column
            CAPTURE(item.label, item.area.left, item.area.width);
            CHECK(item.area.left >= 0);
            CHECK(item.area.left + item.area.width <= one.sheet.width);
        }
        if (const char* folder = std::getenv("SOXA_PICTURES")) {
            hand.save(std::filesystem::path(folder) / (name + "_" + one.name + ".ppm"));
        }
    }
}

template <class Draw>
void keep(const std::string& name, Draw draw) {
    keep(name, draw, [](Hand&, const auto&) {});
}

MoveRow move(const std::string& id, const char* state, bool answer) {
    MoveRow row{id, "uid", long_name, "…1234", long_unit, "01/12/2026", long_basis,
                "Bàn giao hồ sơ giấy cùng ngày", state, {}, "22/11/2026 10:05"};
    row.to_answer = answer;
    row.to_sign = answer;
    return row;
}

TransferPageRows moves() {
    TransferPageRows page;
    page.rows.may_prepare = true;
    page.rows.may_sign = true;
    page.rows.files = {{"uid", std::string(long_name) + "  ·  …1234", "nguyen"}};
    page.rows.archived = page.rows.files;
    page.rows.out = {move("a", "chờ người đứng đầu ký", true),
                     move("b", "đã ký chuyển, chờ tỉnh", false)};
    page.rows.in = {move("c", "chờ đơn vị mới tiếp nhận", true)};
    page.rows.late = {{"d", "uid", long_name, std::string("Lò Thị Lan, đơn vị ") + long_unit,
                       {"Số điện thoại liên hệ: 0912345678",
                        "Quá trình công tác · Cơ quan, tổ chức, đơn vị: " + std::string(long_unit)}}};
    page.rows.claims = {{"uid", long_name, "…1234",
                         "Hồ sơ ở đơn vị khác được xác nhận trước.", true}};
    page.told = {"Đã chuẩn bị việc chuyển, chờ thủ trưởng ký ở màn hình này.", false};
    return page;
}

AccessPageRows access() {
    AccessPageRows page;
    page.rows.may_add = page.rows.may_sign = page.rows.may_propose = true;
    GrantRow grant;
    grant.id = "3f2a90c1d4e5f607";
    grant.kind = "đồng ý cho xem";
    grant.to = long_name;
    grant.record = long_name;
    grant.days = "22/11/2026 – 31/12/2026";
    grant.state = "chờ người đứng đầu ký";
    grant.basis = long_basis;
    grant.signer = "Nguyễn Văn Thịnh";
    grant.purpose = "Xác minh theo đơn tố cáo gửi Uỷ ban kiểm tra";
    grant.sensitivity = "4";
    grant.entered_by = long_name;
    grant.waits = true;
    page.rows.grants = {grant};
    LevelRow level;
    level.full_name = long_name;
    level.level = "2 · hạn chế cao";
    level.until = "30/06/2027";
    level.basis = long_basis;
    level.reason = "đang thanh tra";
    level.who = std::string(long_name) + " · 22/11/2026 10:05";
    level.state = "có hiệu lực";
    level.in_force = true;
    page.rows.levels = {level};
    page.rows.files = {{"uid", long_name, "nguyen"}};
    page.rows.accounts = {{"lan", "Lò Thị Lan  ·  lan", "lo thi lan"}};
    return page;
}

FolderRows folder() {
    return {"/media/canbo/USB-XA-TIEN-HAI", "/media/canbo",
            {{"Công văn tháng 11", "/media/canbo/USB/Công văn", true},
             {"soxa-H31.55-20261122-1005.bundle", "/media/canbo/USB/x.bundle", false}},
            true,
            {{"USB-XA-TIEN-HAI", "/media/canbo/USB-XA-TIEN-HAI", true}}};
}

}  // namespace

TEST_CASE("pictures: transfers", "[panels][pictures]") {
    const auto fresh = [] {
        return [panel = std::make_shared<TransferPanel>(), page = moves()](Pen& pen) {
            return panel->draw(pen, page);
        };
    };
    const auto tab = [](const char* label) {
        return [label](Hand& hand, const auto& page) { go_to(hand, label, page); };
    };
    keep("transfers_out", fresh, tab(long_name));
    keep("transfers_in", fresh, [](Hand& hand, const auto& page) {
        go_to(hand, "Chuyển đến (1)", page);
        go_to(hand, long_name, page);
    });
    keep("transfers_late", fresh, tab("Sửa muộn (1)"));
    keep("transfers_claims", fresh, tab("Trùng số định danh (1)"));
    keep("transfers_begin", fresh, tab("Chuyển một người…"));
}

TEST_CASE("pictures: access and audit", "[panels][pictures]") {
    const auto fresh = [] {
        return [panel = std::make_shared<AccessPanel>(), page = access()](Pen& pen) {
            return panel->draw(pen, page);
        };
    };
    keep("access_grants", fresh, [](Hand& hand, const auto& page) {
        go_to(hand, std::string("đồng ý cho xem: ") + long_name, page);
    });
    keep("access_add", fresh,
         [](Hand& hand, const auto& page) { go_to(hand, "Ghi văn bản…", page); });
    keep("access_levels", fresh,
         [](Hand& hand, const auto& page) { go_to(hand, "Hồ sơ hạn chế", page); });
    std::vector<AuditRow> rows;
    for (int i = 0; i < 40; ++i) {
        rows.push_back({std::to_string(i), "22/11/2026 10:05", "xem hồ sơ hạn chế", long_name,
                        long_name, "Xác minh theo đơn tố cáo (" + std::string(long_basis) + ")",
                        "uid", "Trên máy laptop-1, vai trò Công chức nhập liệu\nTỉnh chưa nhận.",
                        "xem"});
    }
    keep("audit", [&] {
        return [panel = std::make_shared<AuditPanel>(), &rows](Pen& pen) {
            return panel->draw(pen, rows);
        };
    }, [](Hand& hand, const auto& page) {
        go_to(hand, std::string("xem hồ sơ hạn chế: ") + long_name, page);
    });
}

TEST_CASE("pictures: bundles and backups", "[panels][pictures]") {
    BundlePageRows bundles;
    bundles.waits = "Chờ gửi: 12 hồ sơ, 345 thao tác, 1,2 MB.";
    bundles.folder = folder();
    bundles.written = {"/media/canbo/USB-XA-TIEN-HAI/soxa-H31.55-20261122-1005.bundle"};
    const auto fresh = [&] {
        return [panel = std::make_shared<BundlePanel>(), &bundles](Pen& pen) {
            return panel->draw(pen, bundles);
        };
    };
    keep("bundles_out", fresh);
    keep("bundles_in", fresh,
         [](Hand& hand, const auto& page) { go_to(hand, "Mang về", page); });
    bundles.path = "/media/canbo/USB-XA-TIEN-HAI/tinh-H31.55.bundle";
    bundles.looked = "Gói nguyên vẹn, tỉnh gửi cho máy 1a2b3c4d, xuất lúc 22/11/2026 10:05, phần 1 "
                     "trên 1, 1,2 MB.";
    bundles.may_take = true;
    keep("bundles_look", fresh,
         [](Hand& hand, const auto& page) { go_to(hand, "Mang về", page); });
    BackupPageRows backups;
    backups.folder = folder();
    backups.login = "lan";
    backups.rows.last =
        "Lần sao lưu gần nhất: 22/10/2026 09:00 (31 ngày trước), vào /media/canbo/USB-XA-TIEN-HAI";
    backups.rows.here = {{"/a", "soxa-a.soxa-backup", "22/10/2026 09:00", long_unit, "12,3 MB", "4",
                          true},
                         {"/b", "soxa-b.soxa-backup", "", "", "3,2 KB", "", false}};
    keep("backups", [&] {
        return [panel = std::make_shared<BackupPanel>(), &backups](Pen& pen) {
            return panel->draw(pen, backups);
        };
    }, [](Hand& hand, const auto& page) { go_to(hand, "soxa-a.soxa-backup", page); });
}

TEST_CASE("pictures: home with an exchange under way", "[panels][pictures]") {
    HomeRows rows;
    rows.unit = long_unit;
    rows.name = long_name;
    rows.device = "laptop-1";
    rows.role = ledger::Role::clerk;
    rows.role_text = "Công chức nhập liệu";
    rows.joined = true;
    rows.drafts = 12;
    rows.conflicts = 3;
    rows.records = 120;
    rows.received = 96;
    rows.waiting_records = 24;
    rows.waiting_operations = 345;
    rows.waiting_size = "1,2 MB";
    rows.plan = "Đồng bộ bây giờ: gửi khoảng 38,2 KB, chừng 45 giây.";
    rows.courier = true;
    rows.backup_due = true;
    rows.last_contact = "22/11/2026 10:05";
    rows.last_contact_age = "3 giờ trước";
    rows.rules = {"Quy tắc đang dùng: TB-2024 bản 3, áp dụng từ 25/12/2024; tỉnh công bố 20/11/2026 08:15 (3 ngày trước).",
                  "Danh mục mới nhất: Đơn vị hành chính, bản 01/07/2025; tỉnh công bố 20/11/2026 08:15 (3 ngày trước)."};
    rows.scans_plan = "Bản quét chờ gửi: 12, 34,5 MB; đang tiết kiệm đường truyền nên để lại.";
    rows.scans_wait = true;
    rows.month = {"TB-2024", "24/11/2026", 2};
    rows.days.resize(30);
    rows.days[4] = {12, 9, 7};
    rows.days[20] = {3, 8, 9};
    SyncRows sync;
    const auto fresh = [&] {
        return [panel = std::make_shared<HomePanel>(), &rows, &sync](Pen& pen) {
            return panel->draw(pen, rows, sync);
        };
    };
    keep("home", fresh);
    sync.running = true;
    sync.fraction = 0.4F;
    sync.progress = "Đang đồng bộ: đã gửi 15,2 KB, đã nhận 1,1 KB. Còn khoảng 30 giây.";
    keep("home_syncing", fresh);
}

TEST_CASE("pictures: conflicts with the line that would be printed", "[panels][pictures]") {
    ConflictRow row;
    row.uid = "uid";
    row.id = "a";
    row.full_name = long_name;
    row.label = "Lương, phụ cấp · Hệ số lương";
    row.section = "Lương, phụ cấp";
    row.sentence = "Lò Thị Lan ghi “3,00” lúc 10/11/2026 08:10 trên máy laptop-1; Vàng A Páo ghi "
                   "“3,33” lúc 11/11/2026 16:40 trên máy laptop-2";
    row.before = "2,67";
    row.legal = true;
    row.field = record::find_field("", "phone_mobile");
    row.sides = {{"3,00", "Lò Thị Lan", "laptop-1", "10/11/2026 08:10", true,
                  "Ngạch: 01.003; Bậc: 3; Hệ số lương: 3,00; Hưởng từ ngày: 01/11/2026"},
                 {"3,33", "Vàng A Páo", "laptop-2", "11/11/2026 16:40", false,
                  "Ngạch: 01.003; Bậc: 4; Hệ số lương: 3,33; Hưởng từ ngày: 01/11/2026"}};
    ConflictPageRows page;
    page.rows = {row, row, row};
    page.rows[1].id = "b";
    page.rows[2].id = "c";
    const auto fresh = [&] {
        return [panel = std::make_shared<ConflictPanel>(), &page](Pen& pen) {
            return panel->draw(pen, page);
        };
    };
    keep("conflicts", fresh);
    keep("conflicts_typed", fresh,
         [](Hand& hand, const auto& draw) { (void)hand.press(ImGuiKey_V, draw); });
}

TEST_CASE("pictures: scans, looked at and about to be attached", "[panels][pictures]") {
    ScanPageRows page;
    page.scans.uid = "uid";
    page.scans.full_name = long_name;
    page.scans.may_attach = true;
    page.scans.total = "2 tài liệu, 3,4 MB trên mức 60,0 MB của một hồ sơ";
    ScanRow row;
    row.row_uid = "a";
    row.digest = "00ff";
    row.title = "Quyết định nâng lương/xếp lương";
    row.what = "PDF · 12 trang · 2,2 MB";
    row.standing = "đang chờ: bản quét ở máy khác hoặc ở tỉnh";
    row.proves = "Chứng minh: Quá trình lương · dòng 3; Hệ số lương";
    row.certified = "quét ngày 21/11/2026 · xác nhận: " + std::string(long_name);
    page.scans.rows = {row, row};
    page.scans.rows[1].row_uid = "b";
    page.shown = "a";
    page.look.picture = {6, 8, Bytes(6 * 8 * 3, 128)};
    page.look.pages = 12;
    page.look.pdf = true;
    page.look.signers = {long_name};
    const auto fresh = [&] {
        return [panel = std::make_shared<ScanPanel>(), &page](Pen& pen) {
            (void)panel->draw(pen, page);
            return Wanted();
        };
    };
    keep("scans", fresh);
    page.path = "/media/canbo/USB-XA-TIEN-HAI/quyet-dinh-nang-luong-2026.jpg";
    page.fresh.bytes = 5'200'000;
    page.fresh.smaller = 640'000;
    page.fresh.picture = page.look.picture;
    page.scans.places = {{"full_name", "Họ và tên khai sinh"}};
    keep("scan_new", fresh);
}

TEST_CASE("pictures: settings and progress", "[panels][pictures]") {
    keep("settings", [] { return [](Pen& pen) { return draw_settings(pen, {}); }; });
    CampaignPageRows page;
    page.read = true;
    for (int i = 0; i < 30; ++i) {
        page.rows.push_back({std::to_string(i), long_name, "Đang soạn", 40,
                             static_cast<std::size_t>(i), 3, 1,
                             "Nơi sinh, Dân tộc, Trình độ chuyên môn cao nhất, Ngạch, +5", false});
    }
    keep("campaign", [&] {
        return [panel = std::make_shared<CampaignPanel>(), &page](Pen& pen) {
            bool again = false;
            return panel->draw(pen, page, again);
        };
    });
}

TEST_CASE("pictures: rules, a list given out, help", "[panels][pictures]") {
    RulesRows rules;
    rules.packs = {{"TB-2024", "3", "Quy chế cập nhật, phê duyệt dữ liệu (Quyết định 45/2024)", long_basis,
                    "25/12/2024", "31/12/2026", "hết hạn, vẫn dùng",
                    "tỉnh công bố 20/11/2026 08:15 (3 ngày trước)", true, true}};
    for (int i = 0; i < 30; ++i) {
        rules.catalogues.push_back({"list", "Hình thức hưởng phụ cấp thâm niên vượt khung",
                                    "theo bản kèm chương trình", 12'345, i < 2});
    }
    keep("rules", [&] {
        return [&](Pen& pen) {
            draw_rules(pen, rules);
            return Wanted();
        };
    });
    ExportPageRows page;
    page.files = 20'000;
    page.folder.path = "/media/canbo/USB-XA-TIEN-HAI-2026/ho-so-thang-11";
    page.told = {"Đã xuất 19998 hồ sơ vào /media/canbo/USB-XA-TIEN-HAI-2026/soxa-H31.55-20261123-2129.jsonl",
                 false};
    keep("exports", [&] {
        return [panel = std::make_shared<ExportPanel>(), &page](Pen& pen) {
            (void)panel->draw(pen, page);
            return Wanted();
        };
    });
    keep("help", [] {
        return [panel = std::make_shared<HelpPanel>()](Pen& pen) {
            panel->draw(pen, Place::accounts);
            return Wanted();
        };
    });
}

TEST_CASE("pictures: a password that is made up", "[panels][pictures]") {
    const std::string suggested = "nghiêng nghiêng khuyên thuyền chuông thương";
    const auto fresh = [&] {
        return [panel = std::make_shared<NewPassword>(), &suggested](Pen& pen) {
            const MiddleCard card(pen, "first_run", 620);
            return panel->draw(pen, "password", suggested).wanted;
        };
    };
    keep("phrase", fresh);
    keep("phrase_typed_back", fresh, [](Hand& hand, const auto& draw) {
        go_to(hand, "Đã ghi, tôi gõ lại", draw);
    });
}

}  // namespace soxa::tests::ui_pictures
