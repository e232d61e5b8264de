"""The main job in the real window, by real keys and clicks: a laptop begins from the province's ticket, accounts,
entering, submission, approval, exchange with a real soxad, and a conflict with a second laptop decided by one key.

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

UNIT, ADMIN = "H31.55", "034079000001"
WORDS = {"admin": "quan tri cua xa toi", "lan": "bong lua tren dong", "thinh": "chu ky cua chu tich"}
PHONE = "Số điện thoại liên hệ"


class Story(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.display = Display(1366, 768).__enter__()
        cls.uid = None

    @classmethod
    def tearDownClass(cls):
        cls.display.__exit__()
        cls.world.close()

    def laptop(self):
        one = self.world.laptop("a1")
        one.passwords = {ADMIN: WORDS["admin"], "lan": WORDS["lan"], "thinh": WORDS["thinh"]}
        return one

    def window(self, *options):
        return Person(self.display, BINARIES / "soxa", self.world.laptop("a1").home, *options)

    def keep(self, person, name):
        person.picture(PICTURES / f"{name}.png")

    def test_01_a_laptop_begins_from_the_ticket(self):
        province = self.world.province
        province.init()
        province.admin("unit", "add", UNIT, "Xã Tiền Hải")
        province.serve()
        ticket = self.world.folder / "a1.ticket"
        province.admin("ticket", UNIT, "--admin", "Lò Văn Quản", "--id", ADMIN, "--out", ticket, "--url", province.url)
        with self.window() as person:
            person.arrives("first_run")
            self.keep(person, "first_run")
            person.choose("Dùng phiếu của tỉnh")
            person.fill("Đường dẫn", str(ticket))
            self.keep(person, "first_run_ticket")
            person.press("Return")
            person.reads("Xã Tiền Hải mời Lò Văn Quản")
            person.fill("Mật khẩu mới", WORDS["admin"])
            person.fill("Gõ lại", "khong giong nhau")
            person.press("Return")
            person.reads("Hai lần gõ không giống nhau")
            self.keep(person, "first_run_invited")
            person.fill("Gõ lại", WORDS["admin"])
            person.press("Return")
            person.arrives("home")
            person.reads("Xã Tiền Hải")
            self.assertNotIn(WORDS["admin"], person.described.read_text(encoding="utf-8"))

    def test_02_accounts_are_made_and_their_codes_handed_over(self):
        codes = {}
        with self.window() as person:
            person.log_in(ADMIN, "sai mat khau roi")
            person.reads("mật khẩu không đúng")
            person.fill("Mật khẩu", WORDS["admin"])
            person.press("Return")
            person.arrives("home")
            for login, name, number, head in (("lan", "Lò Thị Lan", "034190000011", False),
                                              ("thinh", "Nguyễn Văn Thịnh", "034075000012", True)):
                person.choose("Tài khoản, máy")
                person.choose("Thêm tài khoản")
                person.sees("Lập tài khoản")
                person.fill("Họ và tên", name, "field")
                person.fill("Số định danh", number, "field")
                person.fill("Tên đăng nhập", login, "field")
                if head:
                    person.choose("Vai trò", "choice")
                    person.choose("Thủ trưởng", "row")
                person.fill("Văn bản làm", "12/QĐ-UBND 02/11/2026")
                person.choose("Lập tài khoản")
                person.sees("Đã chép xong")
                codes[login] = [item.label for item in person.items() if item.role == "heading"][-1]
                self.keep(person, f"accounts_{login}")
                person.choose("Đã chép xong")
            for login, code in codes.items():
                person.log_out()
                person.log_in(login, code)
                person.sees("Mật khẩu mới")
                person.fill("Mật khẩu mới", WORDS[login])
                person.fill("Gõ lại", WORDS[login])
                person.press("Return")
                person.arrives("home")
        accounts = {one["login"]: one["role"] for one in self.laptop().do(ADMIN, "account", "list").json()}
        self.assertEqual((accounts["lan"], accounts["thinh"]), ("clerk", "head"))

    def test_03_files_are_imported_and_one_is_entered_by_keyboard(self):
        people = self.world.people(12, 7, UNIT)
        with self.window() as person:
            person.log_in("lan", WORDS["lan"])
            person.arrives("home")
            person.choose("Nhập danh sách")
            person.fill("Đường dẫn", str(people))
            person.press("Return")
            person.reads("Sẽ nhập")
            self.keep(person, "import")
            person.choose("Nhập", "button")
            person.reads("Đã nhập", 60)
            # From here on by keyboard alone.
            person.press("Alt", "2")
            person.arrives("records")
            self.keep(person, "records")
            person.press("Control", "n")
            person.sees("Lập hồ sơ mới")
            self.display.type("Ksor Biăk")
            person.press("Tab")
            self.display.type("034085001234")
            person.press("Return")
            person.arrives("form")
            person.press("Control", "Page_Down")
            person.reads("Sinh ngày")
            person.fill("Sinh ngày", "31/02/1985")
            person.press("Return")
            person.reads("Tháng đó không có ngày này")
            self.assertEqual(person.first("Sinh ngày", "field").value, "31/02/1985")
            self.keep(person, "form_refused")
            person.fill("Sinh ngày", "03/1985")
            person.press("Return")
            person.reads("Đã lưu trên máy")
            person.wait_until(lambda: "Tháng đó" not in person.described.read_text(encoding="utf-8"), "the error goes")
            person.choose("Dân tộc", "choice")
            person.sees("Gõ để tìm")
            self.display.type("gia rai")
            person.reads("Gia Rai")
            self.keep(person, "picker")
            person.press("Return")
            person.wait_until(lambda: person.first("Dân tộc", "choice").value, "a choice")
            self.keep(person, "form")
            person.press("Control", "l")
            person.reads("Màn hình đang khoá")
            self.keep(person, "locked")
            found = [line for line in self.laptop().list("lan") if line["full_name"] == "Ksor Biăk"]
            self.assertEqual(len(found), 1)
            shown = self.laptop().show("lan", found[0]["record_uid"])
            self.assertEqual((shown["birth_date"], shown["personal_id"]), ("1985-03", "034085001234"))
            self.assertIn("ethnicity", shown)

    def open_first(self, person):
        """The first of the list whose rules are content, by its name."""
        person.press("Alt", "2")
        person.arrives("records")
        person.fill("Tìm theo tên", self.name)
        person.press("Return")
        person.arrives("form")

    def test_04_a_file_is_changed_a_row_added_and_submitted(self):
        one = self.laptop()
        good = next(line for line in one.list("lan")
                    if not any(f["severity"] == "E" for f in one.do("lan", "record", "validate", line["record_uid"]).json()))
        type(self).uid, type(self).name = good["record_uid"], good["full_name"]
        with self.window() as person:
            person.log_in("lan", WORDS["lan"])
            person.arrives("home")
            self.open_first(person)
            person.choose("Liên hệ, nơi ở", "row")
            person.fill(PHONE, "0912345678", "field")
            person.press("Return")
            person.reads("Đã lưu trên máy lúc")
            person.press("Control", "z")
            person.choose("Trình độ, đào tạo", "row")
            person.choose("Thêm dòng")
            person.sees("Bỏ dòng")
            self.keep(person, "form_table")
            person.choose("Bỏ dòng")
            person.reads("Đã bỏ dòng")
            person.choose("Liên hệ, nơi ở", "row")
            person.fill(PHONE, "0912345678", "field")
            person.press("Return")
            person.choose("Trình duyệt", "button")
            person.sees("Trình duyệt hồ sơ")
            person.fill("Giải trình", "Đã đối chiếu với hồ sơ giấy", "field")
            self.keep(person, "submit")
            person.press("Return")
            person.reads("Đã kiểm tra, chờ ký")
            person.choose("Lịch sử", "tab")
            self.keep(person, "history")
        shown = one.show("lan", self.uid)
        self.assertEqual((shown["status"], shown["phone_mobile"]), ("checked", "0912345678"))

    def test_05_the_head_sees_what_changed_and_signs(self):
        with self.window() as person:
            person.log_in("thinh", WORDS["thinh"])
            person.arrives("home")
            self.keep(person, "home_head")
            person.choose("Phê duyệt", "row")
            person.reads(self.name)
            person.choose("Chọn tất cả")
            self.keep(person, "approval")
            person.choose("Ký 1 hồ sơ", "button")
            person.fill("Mật khẩu", "khong phai mat khau")
            person.press("Return")
            person.reads("mật khẩu không đúng")
            person.choose("Ký 1 hồ sơ", "button")
            person.fill("Mật khẩu", WORDS["thinh"])
            self.keep(person, "signing")
            person.press("Return")
            person.reads("Không có hồ sơ nào chờ ký", 60)
        self.assertEqual(self.laptop().show("thinh", self.uid)["status"], "unit_signed")

    def test_06_the_province_receives_and_only_then_the_screen_says_so(self):
        with self.window() as person:
            person.log_in("thinh", WORDS["thinh"])
            person.arrives("home")
            self.assertIn("Tỉnh đã nhận đủ 0", person.reads("Tỉnh đã nhận đủ").label)
            person.press("F5")
            person.reads("Tỉnh đã nhận đủ 1", 90)
            person.reads("Không còn gì chờ gửi")
            self.keep(person, "home_synced")
            self.world.province.admin("account", "confirm", UNIT, "thinh")
            person.press("F5")
            person.wait_until(lambda: person.first("Khoá ký của bạn") is None, "the key is confirmed", 60)
            person.choose("Xem mọi việc của tháng")
            person.arrives("month")
            days = person.sees("Phê duyệt theo ngày", "picture")
            self.assertIn("đã ký 1, tỉnh đã nhận 1", days.value)
            self.keep(person, "month")
            person.press("Escape")
            person.arrives("home")
        self.assertEqual(self.laptop().show("thinh", self.uid)["status"], "synced_to_province")

    def test_07_a_conflict_is_shown_to_a_person_and_decided_by_one_key(self):
        one, two = self.laptop(), self.world.enrol(UNIT, "a2", "Lò Văn Quản", ADMIN, WORDS["admin"])
        two.sync(ADMIN)
        one.sync("lan")
        two.sync(ADMIN)
        two.passwords.update(one.passwords)
        two.do("lan", "record", "edit", self.uid, "--set", "phone_mobile=0983333333")
        two.sync("lan")
        with self.window() as person:
            person.log_in("lan", WORDS["lan"])
            person.arrives("home")
            self.open_first(person)
            person.choose("Liên hệ, nơi ở", "row")
            person.fill(PHONE, "0977777777", "field")
            person.press("Return")
            person.reads("Đã lưu trên máy lúc")
            person.press("F5")
            person.press("Alt", "1")
            person.arrives("home")
            person.reads("1 xung đột chờ quyết định", 60)
            person.choose("1 xung đột chờ quyết định", "link")
            person.arrives("conflicts")
            person.reads("0983333333")
            person.reads("0977777777")
            self.keep(person, "conflict")
            theirs = next(n for n in (1, 2) if person.first(f"{n} · trên máy khác"))
            person.press("Return")
            self.assertTrue(person.first(f"{theirs} · trên máy khác"), "Enter decides nothing")
            person.press(str(theirs))
            person.reads("Không có xung đột nào")
            person.press("F5")
            person.press("Alt", "1")
            person.reads("Không còn gì chờ gửi", 60)
        two.sync("lan")
        for laptop in (one, two):
            self.assertEqual(laptop.show("lan", self.uid)["phone_mobile"], "0983333333")

    def test_08_other_sizes_other_language(self):
        with Display(1024, 600) as small:
            self.tour(Person(small, BINARIES / "soxa", self.world.laptop("a1").home, "--lang", "en", "--width", 1024,
                             "--height", 600), "small_en", "Login", "Password",
                      "Log out")
        self.tour(self.window("--scale", "200"), "large", "Tên đăng nhập", "Mật khẩu", "Đăng xuất")

    def tour(self, window, name, login, password, leave):
        with window as person:
            person.arrives("login")
            person.fill(login, "lan")
            person.fill(password, WORDS["lan"])
            person.press("Return")
            person.arrives("home")
            self.keep(person, f"{name}_home")
            for number, place in ((2, "records"), (3, "conflicts"), (4, "transfers"), (5, "bundles"), (6, "import"), (7, "accounts"),
                                  (8, "access"), (9, "audit"), (10, "backups"), (12, "settings")):
                person.press("Alt", *(["Shift"] if number > 9 else []), str((number - 1) % 9 + 1))
                person.arrives(place)
                self.keep(person, f"{name}_{place}")
            person.press("F1")
            person.arrives("help")
            self.keep(person, f"{name}_help")
            person.press("Alt", "2")
            person.arrives("records")
            person.press("Control", "f")
            self.display_of(person).type(self.name)
            person.press("Return")
            person.arrives("form")
            self.keep(person, f"{name}_form")
            person.choose(leave)
            person.arrives("login")

    @staticmethod
    def display_of(person):
        return person.display


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast=True)
