"""Acts in the real window that the story does not need, by real keys and clicks: versions and the approval given out, a password
changed, a sync given up, bundle and backup on a stick, a move between units, who looked, the dark, and practising.

Each test stands on the one laptop that soxactl has made ready. Pictures of the screens are kept.
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

UNIT = "H31.55"
WORDS = {"admin": "quan tri cua xa toi", "clerk": "bong lua tren dong", "head": "chu ky cua chu tich"}
NEW_PASSWORD = "lua chin vang khap dong"


class Acts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.display = Display(1366, 768).__enter__()
        cls.laptop, uids = cls.world.commune_at_work(UNIT, WORDS, 6, 7)
        cls.uid = next(uid for uid in uids if not any(
            found["severity"] == "E" for found in cls.laptop.do("lan", "record", "validate", uid).json()))
        cls.name = cls.laptop.show("lan", cls.uid)["full_name"]
        cls.laptop.do("lan", "record", "submit", cls.uid, "--reason", "da doi chieu")
        cls.laptop.do("thinh", "approve", cls.uid)

    @classmethod
    def tearDownClass(cls):
        cls.display.__exit__()
        cls.world.close()

    def window(self, *options):
        return Person(self.display, BINARIES / "soxa", self.laptop.home, *options)

    def at_work(self, person, login):
        person.log_in(login, self.laptop.passwords[login])
        person.arrives("home")

    def keep(self, person, name):
        person.picture(PICTURES / f"{name}.png")

    def test_1_versions_are_compared_and_the_approval_is_given_out(self):
        out = self.world.folder / "approval"
        out.mkdir()
        with self.window() as person:
            self.at_work(person, "thinh")
            person.press("Alt", "2")
            person.fill("Tìm theo tên", self.name)
            person.press("Return")
            person.arrives("form")
            person.choose("So sánh", "tab")
            person.choose("Từ", "choice")
            person.choose("Phiên bản 1", "row")
            person.wait_until(lambda: person.first("Từ", "choice").value.startswith("Phiên bản 1"), "version 1", 20)
            self.keep(person, "versions")
            person.choose("Xuất chữ ký", "button")
            person.fill("Thư mục", str(out), "field")
            person.press("Return")
            person.reads(str(out))
        self.assertTrue((out / "approval.p7s").is_file() and (out / "approval.bin").is_file())

    def test_2_a_password_is_changed_and_the_old_one_opens_nothing(self):
        with self.window() as person:
            self.at_work(person, "lan")
            person.press("Alt", "7")
            person.arrives("accounts")
            person.fill("Mật khẩu đang dùng", self.laptop.passwords["lan"])
            person.fill("Mật khẩu mới", NEW_PASSWORD)
            person.fill("Gõ lại", NEW_PASSWORD)
            person.choose("Đổi mật khẩu", "button")
            person.reads("mật khẩu mới", 30)
            person.log_out()
            person.log_in("lan", self.laptop.passwords["lan"])
            person.reads("mật khẩu không đúng")
            self.laptop.passwords["lan"] = NEW_PASSWORD
            person.fill("Mật khẩu", NEW_PASSWORD)
            person.press("Return")
            person.arrives("home")

    def test_3_a_sync_that_stands_still_is_given_up_and_nothing_is_lost(self):
        province = self.world.province.process
        with self.window() as person:
            self.at_work(person, "lan")
            province.send_signal(signal.SIGSTOP)
            try:
                person.press("F5")
                person.reads("Đang đồng bộ")
                person.choose("Dừng đồng bộ", "button")
                person.sees("Đồng bộ", "button", 40)
            finally:
                province.send_signal(signal.SIGCONT)
            person.press("F5")
            person.reads("Không còn gì chờ gửi", 60)

    def test_4_a_stick_takes_a_bundle_and_a_backup(self):
        stick = self.world.folder / "usb"
        stick.mkdir()
        with self.window() as person:
            self.at_work(person, "lan")
            person.press("Alt", "5")
            person.arrives("bundles")
            person.fill("Đường dẫn", str(stick))
            person.press("Return")
            person.choose("Xuất gói vào thư mục này", "button")
            person.reads("Xong: đã ghi và đọc lại 1 tệp", 30)
            self.keep(person, "bundles")
            person.press("Alt", "Shift", "1")
            person.arrives("backups")
            person.fill("Đường dẫn", str(stick))
            person.press("Return")
            person.choose("Sao lưu vào thư mục này", "button")
            person.reads("đọc lại và mở thử đều tốt", 60)
            self.keep(person, "backups")
        self.assertEqual(sorted(path.suffix for path in stick.iterdir()), [".bundle", ".soxa-backup"])
        [bundle] = stick.glob("*.bundle")
        self.assertEqual(self.laptop.do("lan", "bundle", "look", bundle).json()["to"], "province")

    def test_5_a_move_is_prepared_by_the_clerk_and_signed_by_the_head(self):
        with self.window("--scale", "125") as person:
            self.at_work(person, "lan")
            person.press("Alt", "4")
            person.arrives("transfers")
            person.choose("Chuyển một người…")
            person.choose("Người", "choice")
            self.display.type(self.name)
            person.press("Return")
            person.fill("Đơn vị đến (mã)", "H31.56")
            person.fill("Có hiệu lực từ", "1/12/2026")
            person.fill("Số và ngày quyết định", "12/QĐ-UBND 20/11/2026")
            self.keep(person, "transfer_prepared")
            person.choose("Ghi lại", "button")
            person.reads("Đã chuẩn bị việc chuyển")
            person.log_out()
            self.at_work(person, "thinh")
            person.choose("Chuyển hồ sơ", "row")
            person.arrives("transfers")
            person.choose(self.name, "row")
            person.choose("Ký chuyển", "button")
            person.reads("Đã ký chuyển hồ sơ")
            self.keep(person, "transfer_signed")
        [moved] = self.laptop.do("thinh", "transfer", "list").json()["out"]
        self.assertEqual((moved["record_uid"], moved["state"], moved["effective_date"]), (self.uid, "released", "2026-12-01"))

    def test_5b_an_error_is_reported_from_its_field_by_keys_and_the_answer_comes_back(self):
        with self.window() as person:
            self.at_work(person, "thinh")
            person.press("Alt", "2")
            person.fill("Tìm theo tên", self.name)
            person.press("Return")
            person.arrives("form")
            person.press("F9")
            person.reads("Lời báo đi cùng hồ sơ")
            self.display.type("thieu to khai goc")
            person.press("Return")
            person.reads("Đã lưu báo sai sót trên máy")
            person.press("Alt", "1")
            person.arrives("home")
            person.reads("thieu to khai goc")
            self.keep(person, "home_reports")
        self.laptop.sync("lan")
        [told] = self.world.province.admin("--json", "error", "list").json()
        self.world.province.admin("error", "answer", told["report"][:12], "--text", "de nghi xa bo sung")
        self.laptop.sync("lan")
        with self.window() as person:
            self.at_work(person, "lan")
            person.choose(self.name, "link")
            person.arrives("form")
            person.choose("Cần xem", "tab")
            person.reads("de nghi xa bo sung")
            self.keep(person, "form_reports")
            person.choose("Đã xong…", "button")
            self.display.type("da bo sung")
            person.press("Return")
            person.reads("Đã lưu: việc báo sai sót này đã xong")
        [told] = self.laptop.do("lan", "error", "list", "--all").json()
        self.assertEqual((told["state"], [one["text"] for one in told["answers"]]), ("closed", ["de nghi xa bo sung", "da bo sung"]))

    def test_6_practice_leaves_the_real_book_alone_and_is_dark_if_one_likes(self):
        with self.window() as person:
            person.arrives("login")
            person.choose("Tập sự với người bịa", "button")
            person.arrives("home", 60)
            person.reads("TẬP SỰ")
            person.choose("Cài đặt", "row")
            person.choose("Tối", "tab")
            person.press("Alt", "2")
            person.reads("Nguyễn Thị Tập")
            self.keep(person, "training_dark")
            person.choose("Làm thủ trưởng", "button")
            person.reads("Thủ Trưởng Tập Sự", 30)
            person.log_out()
            self.at_work(person, "lan")
            person.press("Alt", "2")
            person.reads("trên 6 hồ sơ")
            self.assertIsNone(person.first("Nguyễn Thị Tập"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
