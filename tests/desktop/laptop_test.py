"""The laptop's own acts in the real window: working by itself first and joining the province later, a password given anew, an import taken
back, the self-check, the campaign, help and settings that stay, a backup opened by hand, bundles both ways on a stick, and the laptop of
a merged unit that goes on at the new one.

Each test is a chapter and stands on those before it. Pictures of the screens are kept.
"""
import sys
import unittest
from pathlib import Path

BINARIES, PICTURES = Path(sys.argv.pop(1)), Path(sys.argv.pop(1))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "acceptance"))

from display import Display  # noqa: E402
from person import Person  # noqa: E402
from programs import World  # noqa: E402

UNIT, OTHER, ADMIN, OTHER_ADMIN = "H31.55", "H31.56", "034079000001", "034079000002"
NAME, OTHER_NAME = "Xã Tiền Hải", "Xã Đông Minh"
WORDS = {ADMIN: "quan tri cua xa toi", "lan": "bong lua tren dong"}
NEW_PASSWORD = "lua chin vang khap dong"
ORDER = ("--basis", "12/NQ-UBTVQH 01/11/2026")
PATH = "Đường dẫn"


class LaptopByItself(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.display = Display(1366, 768).__enter__()
        cls.stick = cls.world.folder / "usb"
        cls.stick.mkdir()
        province = cls.world.province
        province.init()
        for code, name in ((UNIT, NAME), (OTHER, OTHER_NAME)):
            province.admin("unit", "add", code, name)
        province.serve()

    @classmethod
    def tearDownClass(cls):
        cls.display.__exit__()
        cls.world.close()

    def laptop(self):
        one = self.world.laptop("a1")
        one.passwords = dict(WORDS)
        return one

    def window(self, *options):
        return Person(self.display, BINARIES / "soxa", self.world.laptop("a1").home, *options)

    def at_work(self, person, login):
        person.log_in(login, WORDS[login])
        person.arrives("home", 60)

    def ticket(self, unit, name):
        out = self.world.folder / f"{name}.ticket"
        self.world.province.admin("ticket", unit, "--admin", "Lò Văn Quản", "--id", ADMIN, "--out", out, "--url", self.world.province.url)
        return out

    def keep(self, person, name):
        person.picture(PICTURES / f"{name}.png")

    def go(self, person, place, label):
        if not person.first(label, "row", True):
            person.turn_to(label, "row", next(item for item in person.items() if item.role == "row" and item.left < self.display.width // 8))
        person.choose(label, "row")
        person.arrives(place)

    def test_01_it_begins_without_a_ticket(self):
        with self.window() as person:
            person.arrives("first_run")
            person.choose("Làm việc trên máy này trước", "button")
            person.fill("Họ và tên", "Lò Văn Quản", "field")
            person.fill("Số định danh", ADMIN, "field")
            person.fill("Tên đơn vị", NAME, "field")
            person.fill("Mật khẩu mới", WORDS[ADMIN])
            person.fill("Gõ lại", WORDS[ADMIN])
            self.keep(person, "first_run_alone")
            person.press("Return")
            person.arrives("home", 60)
            person.sees("Nhập vào tỉnh bằng phiếu", "button")
            person.choose("Tài khoản, máy", "row")
            person.choose("Thêm tài khoản")
            person.fill("Họ và tên", "Lò Thị Lan", "field")
            person.fill("Số định danh", "034190000011", "field")
            person.fill("Tên đăng nhập", "lan", "field")
            person.fill("Văn bản làm", "12/QĐ-UBND 02/11/2026")
            person.choose("Lập tài khoản")
            person.sees("Đã chép xong")
            first = self.code(person)
            person.choose("Đã chép xong")
            # The code is lost before it is used: another is given, and the first opens nothing.
            person.choose("Lò Thị Lan", "row")
            person.choose("Cấp lại mật khẩu", "button")
            person.fill("Văn bản làm", "13/QĐ-UBND 03/11/2026")
            person.press("Return")
            person.sees("Đã chép xong")
            second = self.code(person)
            person.choose("Đã chép xong")
            self.assertNotEqual(first, second)
            person.log_out()
            person.log_in("lan", first)
            person.reads("không đúng")
            person.fill("Mật khẩu", second)
            person.press("Return")
            person.sees("Mật khẩu mới")
            person.fill("Mật khẩu mới", WORDS["lan"])
            person.fill("Gõ lại", WORDS["lan"])
            person.press("Return")
            person.arrives("home", 60)

    @staticmethod
    def code(person):
        return [item.label for item in person.items() if item.role == "heading"][-1]

    def test_02_a_list_is_taken_in_and_back_and_in_again(self):
        people = self.world.people(6, 11, UNIT)
        with self.window() as person:
            self.at_work(person, "lan")
            self.take_in(person, people)
            self.keep(person, "import_done")
            person.choose("Lấy lại lần nhập này", "button")
            person.reads("Đã lấy lại", 60)
            person.press("Alt", "2")
            person.arrives("records")
            person.wait_until(lambda: person.first("0 trên 0") or person.first("Chưa có hồ sơ"), "no file is left", 20)
            self.keep(person, "import_undone")
            self.put_right(person)
            self.take_in(person, self.world.people(6, 12, UNIT))
            self.give_out(person)
        self.assertEqual(len(self.laptop().list("lan")), 6)

    def put_right(self, person):
        """A sheet whose numbers have lost their first 0: named as what it is, and put right only where somebody says so."""
        sheet = self.world.folder / "bang.csv"
        sheet.write_text("STT,full_name,personal_id\n1,Vũ Văn Sáu,34090000043\n", encoding="utf-8")
        self.go(person, "import", "Nhập danh sách")
        person.choose("Chọn tệp khác", "button")
        person.fill(PATH, str(sheet))
        person.press("Return")
        person.reads("bang.csv (bảng CSV)", 30)
        person.reads("có vẻ đã mất số 0 ở đầu")
        columns = person.sees("Các cột: ").label
        self.assertTrue("Họ và tên khai sinh" in columns and "Bỏ qua 1 cột" in columns, columns)
        person.choose("Nhận mọi giá trị đề xuất", "checkbox")
        self.keep(person, "import_proposals")
        person.choose("Nhập 1", "button")
        person.reads("Đã nhập 1 hồ sơ", 60)
        person.press("Alt", "2")
        person.arrives("records")
        person.fill("Tìm theo tên", "034090000043")
        person.reads("Vũ Văn Sáu")
        self.go(person, "import", "Nhập danh sách")
        person.choose("Lấy lại lần nhập này", "button")
        person.reads("Đã lấy lại", 60)

    def give_out(self, person):
        """A list is given out from the list itself (TB-3.10)."""
        person.press("Alt", "2")
        person.arrives("records")
        person.choose("Tìm theo tên")
        person.press("Control", "a")
        person.press("Delete")
        person.choose("Xuất danh sách…", "link")
        person.arrives("exports")
        person.fill(PATH, str(self.stick))
        person.press("Return")
        person.choose("Xuất vào thư mục này", "button")
        person.reads("Đã xuất 6 hồ sơ", 30)
        self.keep(person, "exports")
        [written] = self.stick.glob("*.jsonl")
        self.assertEqual(len(written.read_text(encoding="utf-8").splitlines()), 6)
        written.unlink()
        person.press("Escape")
        person.arrives("records")

    def take_in(self, person, people):
        self.go(person, "import", "Nhập danh sách")
        if person.first("Chọn tệp khác", "button"):
            person.choose("Chọn tệp khác", "button")
        person.fill(PATH, str(people))
        person.press("Return")
        person.reads("Sẽ nhập 6 hồ sơ", 30)
        person.choose("Nhập 6", "button")
        person.reads("Đã nhập 6 hồ sơ", 60)

    def test_03_help_settings_the_campaign_and_the_self_check(self):
        with self.window() as person:
            self.at_work(person, "lan")
            person.press("Alt", "2")
            person.arrives("records")
            person.press("F1")
            person.arrives("help")
            headings = [item.label for item in person.items() if item.role in ("heading", "text")]
            self.assertIn("Danh sách hồ sơ", " ".join(headings[:8]), "the screen that one came from is first")
            person.reads("Điều 7 khoản 2: Các cơ quan, đơn vị được khai thác")
            self.assertIsNone(person.first("Điều 6 khoản 4: "), "of the other screens by name only")
            person.choose("Điều 6 khoản 4 · Điều 6 khoản 5", "link")
            person.reads("Điều 6 khoản 4: Trước ngày 25 hàng tháng")
            self.keep(person, "help_law")
            person.press("Escape")
            person.arrives("records")
            self.go(person, "settings", "Cài đặt")
            for label in ("Tối", "Tiết kiệm", "5000 KB", "50 MB", "125 %"):
                person.choose(label, "tab")
                person.wait_until(lambda said=label: person.first(said, "tab").chosen, f"{label} is chosen")
            self.keep(person, "settings_dark_125")
            person.choose("English", "tab")
            person.sees("No cap", "tab")
            person.choose("Tiếng Việt", "tab")
            person.press("Alt", "1")
            person.arrives("home")
            person.choose("Hồ sơ nào chưa đủ", "link")
            person.arrives("campaign")
            person.reads("hồ sơ đã đủ", 60)
            self.keep(person, "campaign")
            self.go(person, "upkeep", "Kiểm tra máy")
            person.choose("Kiểm tra ngay", "button")
            person.reads("Sổ nguyên vẹn", 60)
            person.choose("Dựng lại các bảng", "button")
            person.reads("giống hệt như trước", 60)
            self.keep(person, "doctor")
            person.press("Alt", "1")
            person.arrives("home")
            person.reads("Quy tắc đang dùng: ")
            person.choose("Xem quy tắc và danh mục", "link")
            person.arrives("rules")
            person.reads("Áp dụng từ")
            person.reads("Danh mục")
            self.keep(person, "rules")
            person.press("F1")
            person.reads("Các gói quy tắc và danh mục máy này dùng")
        kept = self.laptop().do("lan", "link", "show").json()
        self.assertEqual((kept["line"], kept["day_kb_max"], kept["month_mb_max"]), ("sparing", 5000, 50))
        with self.window() as person:
            self.at_work(person, "lan")
            self.go(person, "settings", "Cài đặt")
            for label in ("Tối", "Tiết kiệm", "5000 KB", "50 MB", "125 %"):
                self.assertTrue(person.sees(label, "tab").chosen, label)
            for label in ("Sáng", "Dùng hết", "100 %"):
                person.choose(label, "tab")
            for cap in ("5000 KB", "50 MB"):
                chosen = person.first(cap, "tab")
                none = max((item for item in person.items() if item.label == "Không giới hạn" and item.top <= chosen.top),
                           key=lambda item: item.top)
                self.display.click(*none.middle)
                person.wait_until(lambda said=cap: not (person.first(said, "tab") and person.first(said, "tab").chosen), f"no {cap}")
        self.assertIsNone(self.laptop().do("lan", "link", "show").json()["day_kb_max"])

    def test_04_it_joins_the_province_and_its_files_come_along(self):
        with self.window() as person:
            self.at_work(person, ADMIN)
            person.choose("Nhập vào tỉnh bằng phiếu", "button")
            person.fill(PATH, str(self.ticket(UNIT, "a1")))
            person.press("Return")
            person.reads(f"{NAME} mời Lò Văn Quản")
            person.fill("Mật khẩu đang dùng", WORDS[ADMIN])
            self.keep(person, "join")
            person.press("Return")
            person.arrives("home", 60)
            person.press("F5")
            person.reads("Không còn gì chờ gửi", 90)
            person.log_out()
            self.at_work(person, "lan")
            person.press("F5")
            person.reads("Tỉnh đã nhận đủ 6", 90)
        status = self.laptop().do("lan", "status").json()
        self.assertEqual((status["unit"]["code"], len(self.laptop().list("lan"))), (UNIT, 6))

    def test_05_a_backup_is_opened_by_hand(self):
        with self.window() as person:
            self.at_work(person, "lan")
            self.go(person, "backups", "Sao lưu")
            person.fill(PATH, str(self.stick))
            person.press("Return")
            person.choose("Sao lưu vào thư mục này", "button")
            person.reads("đọc lại và mở thử đều tốt", 60)
            [made] = self.stick.glob("*.soxa-backup")
            # It stands in the list of files to choose from, and in the one of backups below it.
            row = person.wait_until(lambda: max((item for item in person.items() if item.role == "row" and item.label == made.name),
                                                key=lambda item: item.top, default=None), made.name)
            self.display.click(*row.middle)
            person.choose("Mở thử và kiểm tra", "button")
            person.fill("Mật khẩu", "khong phai mat khau nay")
            person.press("Return")
            person.reads("không đúng", 30)
            person.choose("Mở thử và kiểm tra", "button")
            person.fill("Mật khẩu", WORDS["lan"])
            person.press("Return")
            person.reads("mở được và nguyên vẹn", 60)
            self.keep(person, "backup_verified")

    def test_06_a_month_goes_by_stick_and_the_answer_comes_back(self):
        one = self.laptop()
        uid = one.list("lan")[0]["record_uid"]
        one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0912345678")
        with self.window() as person:
            self.at_work(person, "lan")
            person.press("Alt", "5")
            person.arrives("bundles")
            person.fill(PATH, str(self.stick))
            person.press("Return")
            person.choose("Xuất gói vào thư mục này", "button")
            person.reads("Xong: đã ghi và đọc lại 1 tệp", 30)
            [out] = self.stick.glob("*.bundle")
            self.world.province.admin("bundle", "in", out)
            answer = self.world.folder / "tra-loi.bundle"
            device = one_device(self.world.province)
            self.world.province.admin("bundle", "out", device, answer)
            person.choose("Mang về", "tab")
            person.fill(PATH, str(answer))
            person.press("Return")
            person.reads("Gói nguyên vẹn, tỉnh gửi cho máy")
            self.keep(person, "bundle_in")
            person.choose("Nhận gói này vào máy", "button")
            person.wait_until(lambda: not person.first("Nhận gói này vào máy", "button"), "taken in", 60)
            person.press("Alt", "1")
            person.reads("Không còn gì chờ gửi", 30)
            person.reads("Tỉnh đã nhận đủ 6")

    def test_07_its_unit_is_merged_and_it_goes_on_at_the_new_one(self):
        province = self.world.province
        two = self.world.enrol(OTHER, "b1", "Hà Văn Đông", OTHER_ADMIN, "quan tri cua xa ben")
        two.sync(OTHER_ADMIN)
        self.laptop().sync("lan")
        second = self.world.enrol(UNIT, "a2", "Lò Văn Quản", ADMIN, WORDS[ADMIN])
        second.sync(ADMIN)
        self.laptop().sync("lan")
        second.sync(ADMIN)
        self.the_other_laptop(second)
        province.admin("unit", "merge", UNIT, "--into", OTHER, *ORDER)
        ticket = self.ticket(OTHER, "moved")
        with self.window() as person:
            self.at_work(person, "lan")
            person.press("F5")
            person.reads(f"Đơn vị này đã nhập vào {OTHER}", 90)
            self.assertIsNone(person.first("Nhập vào đơn vị mới", "button"), "the administrator's to do")
            self.keep(person, "home_merged")
        # It has joined once already, when it worked by itself: it joins again, and both former books are kept.
        with self.window() as person:
            self.at_work(person, ADMIN)
            person.choose("Nhập vào đơn vị mới bằng phiếu", "button")
            person.fill(PATH, str(ticket))
            person.press("Return")
            person.reads(f"{OTHER_NAME} mời Lò Văn Quản")
            person.reads("không phải nhập lại")
            person.fill("Mật khẩu đang dùng", WORDS[ADMIN])
            self.keep(person, "join_merged")
            person.press("Return")
            person.arrives("home", 60)
            person.press("F5")
            person.reads("Không còn gì chờ gửi", 90)
            person.reads(OTHER_NAME)
        self.assertEqual(self.laptop().do(ADMIN, "status").json()["unit"]["code"], OTHER)
        for former in ("earlier", "earlier-1"):
            self.assertTrue((self.laptop().home / former / "ledger.db").exists(), former)

    def the_other_laptop(self, second):
        """An account may log in there, and a bundle goes to it."""
        there = next(one["label"] for one in second.do(ADMIN, "status").json()["devices"] if one["this"])
        with self.window() as person:
            self.at_work(person, ADMIN)
            self.go(person, "accounts", "Tài khoản, máy")
            person.choose("Lò Thị Lan", "row")
            person.choose("Cho dùng trên máy khác", "button")
            person.sees("Máy", "choice")
            self.keep(person, "account_assign")
            person.choose("Cho đăng nhập", "button")
            person.reads(f"Tài khoản lan đăng nhập được trên «{there}»", 30)
            person.reads(f"{there} (theo vai trò)")
            self.go(person, "bundles", "Trao đổi qua USB")
            person.fill(PATH, str(self.stick))
            person.press("Return")
            person.choose("Gửi cho", "choice")
            person.choose(there, "row")
            person.choose("Xuất gói vào thư mục này", "button")
            person.reads("thao tác cho máy kia", 30)
            self.keep(person, "bundle_to_laptop")
        [written] = [file for file in self.stick.glob("*.bundle") if second.do(ADMIN, "bundle", "look", file).json()["to"] == "laptop"]
        self.assertEqual(second.do(ADMIN, "bundle", "in", written).json()["from"], "laptop")
        self.laptop().sync("lan")
        second.sync(ADMIN)


def one_device(province):
    """Of the only laptop that the province knows."""
    [device] = province.admin("--json", "device", "list").json()
    return device["device"]


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast=True)
