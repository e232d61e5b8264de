"""The first hour at the real window: from the province's ticket to a password that the program makes up and one types back, the
same where an account's first password is chosen, and a laptop that loses its power in the middle of a form.

Each test is a chapter and stands on those before it. Pictures of the screens are kept.
"""
import signal
import sys
import unittest
from pathlib import Path

BINARIES, PICTURES = Path(sys.argv.pop(1)), Path(sys.argv.pop(1))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "acceptance"))

from display import Display  # noqa: E402
from person import Person  # noqa: E402
from programs import World  # noqa: E402

UNIT, UNIT_NAME, ADMIN, ADMIN_NAME = "H31.55", "Xã Tiền Hải", "034079000001", "Lò Văn Quản"
PHONE = "Số điện thoại liên hệ"


class Begin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.display = Display(1366, 768).__enter__()
        cls.passwords = {}

    @classmethod
    def tearDownClass(cls):
        cls.display.__exit__()
        cls.world.close()

    def laptop(self):
        one = self.world.laptop("a1")
        one.passwords = dict(self.passwords)
        return one

    def window(self, *options):
        return Person(self.display, BINARIES / "soxa", self.world.laptop("a1").home, *options)

    def keep(self, person, name):
        person.picture(PICTURES / f"begin_{name}.png")

    def phrase(self, person, picture=None):
        """Six words without marks, as they stand on the screen."""
        person.reads("Đọc là:")
        shown = next(item.label for item in person.items() if item.role == "heading" and item.label.count(" ") == 5 and item.label.isascii())
        self.assertTrue(all(word.isalpha() and word.islower() for word in shown.split()), shown)
        if picture:
            self.keep(person, picture)
        return shown

    def test_01_a_ticket_says_who_invites_whom_and_the_password_is_made_up(self):
        province = self.world.province
        province.init()
        province.admin("unit", "add", UNIT, UNIT_NAME)
        province.serve()
        ticket = self.world.folder / "a1.ticket"
        province.admin("ticket", UNIT, "--admin", ADMIN_NAME, "--id", ADMIN, "--out", ticket, "--url", province.url)
        with self.window() as person:
            person.arrives("first_run")
            person.choose("Dùng phiếu của tỉnh")
            person.fill("Đường dẫn", str(self.world.folder / "khong co.ticket"))
            person.press("Return")
            self.assertIsNone(person.first("Tạo giúp tôi"))
            person.fill("Đường dẫn", str(ticket))
            person.press("Return")
            invitation = person.reads(f"{UNIT_NAME} mời {ADMIN_NAME}").label
            self.assertNotIn(ADMIN, invitation, "the number is masked")
            person.reads(province.url)
            person.choose("Tạo giúp tôi")
            first = self.phrase(person, "phrase")
            person.choose("Câu khác")
            person.wait_until(lambda: person.first(first) is None, "another phrase")
            phrase = self.phrase(person)
            self.assertIsNone(person.first("Lập sổ trên máy này", enabled=True), "not before it is typed back")
            person.choose("Đã ghi, tôi gõ lại")
            person.sees("Gõ lại câu đã ghi")
            self.assertNotIn(phrase, person.described.read_text(encoding="utf-8"))
            self.display.type(first)
            person.press("Return")
            person.reads("Chưa đúng câu đã ghi")
            self.keep(person, "phrase_differs")
            person.choose("Xem lại câu")
            self.assertEqual(self.phrase(person), phrase, "the same one")
            person.choose("Đã ghi, tôi gõ lại")
            person.sees("Gõ lại câu đã ghi")
            self.display.type(phrase)
            person.press("Return")
            person.arrives("home", 60)
            person.reads(UNIT_NAME)
            self.assertNotIn(phrase, person.described.read_text(encoding="utf-8"))
        self.passwords[ADMIN] = phrase
        self.assertEqual([one["name"] for one in self.laptop().do(ADMIN, "account", "list").json()], [ADMIN_NAME])

    def test_02_a_first_password_is_made_up_as_well(self):
        with self.window() as person:
            person.log_in(ADMIN, self.passwords[ADMIN])
            person.arrives("home", 60)
            person.choose("Tài khoản, máy", "row")
            person.choose("Thêm tài khoản")
            person.fill("Họ và tên", "Lò Thị Lan", "field")
            person.fill("Số định danh", "034190000011", "field")
            person.fill("Tên đăng nhập", "lan", "field")
            person.fill("Văn bản làm", "12/QĐ-UBND 02/11/2026")
            person.choose("Lập tài khoản")
            person.sees("Đã chép xong")
            code = [item.label for item in person.items() if item.role == "heading"][-1]
            person.choose("Đã chép xong")
            person.log_out()
            person.log_in("lan", code)
            person.choose("Tạo giúp tôi")
            phrase = self.phrase(person, "first_password")
            person.choose("Đã ghi, tôi gõ lại")
            person.sees("Gõ lại câu đã ghi")
            self.display.type(phrase)
            person.press("Return")
            person.arrives("home", 60)
        self.passwords["lan"] = phrase
        self.assertEqual(self.laptop().list("lan"), [])

    def test_03_a_field_that_was_left_is_there_after_the_power_went(self):
        with self.window() as person:
            person.log_in("lan", self.passwords["lan"])
            person.arrives("home", 60)
            person.press("Alt", "2")
            person.arrives("records")
            person.press("Control", "n")
            person.sees("Lập hồ sơ mới")
            self.display.type("Ksor Biăk")
            person.press("Return")  # in the name's field: the number can wait
            person.arrives("form")
            person.choose("Liên hệ, nơi ở", "row")
            person.fill(PHONE, "0912345678", "field")
            person.press("Return")
            person.reads("Đã lưu trên máy lúc")
            person.process.send_signal(signal.SIGKILL)
            person.process.wait(10)
        with self.window() as person:
            person.log_in("lan", self.passwords["lan"])
            person.arrives("home", 60)
            person.press("Alt", "2")
            person.arrives("records")
            person.fill("Tìm theo tên", "ksor")
            person.press("Return")
            person.arrives("form")
            person.choose("Liên hệ, nơi ở", "row")
            person.wait_until(lambda: person.first(PHONE, "field"), "the phone")
            self.assertEqual(person.first(PHONE, "field").value, "0912345678")
            self.keep(person, "after_the_power_went")
        found = self.laptop().list("lan")
        self.assertEqual([line["full_name"] for line in found], ["Ksor Biăk"])
        self.assertEqual(self.laptop().show("lan", found[0]["record_uid"])["phone_mobile"], "0912345678")


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast=True)
