"""Scans in the real window: a PDF dropped on a file as a file manager drops it, a picture taken from the list of files by keys, both
looked at, attached to what they prove, seen by the head beside the change, and received by the province.

Pictures of the screens are kept.
"""
import datetime
import hashlib
import random
import struct
import sys
import unittest
import zlib
from pathlib import Path

BINARIES, PICTURES = Path(sys.argv.pop(1)), Path(sys.argv.pop(1))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "acceptance"))

from display import Display  # noqa: E402
from dropping import Drag  # noqa: E402
from person import Person  # noqa: E402
from programs import World  # noqa: E402

UNIT = "H31.55"
WORDS = {"admin": "quan tri cua xa toi", "clerk": "bong lua tren dong", "head": "chu ky cua chu tich"}
RED, BLUE = (200, 40, 30), (30, 60, 200)


def scanned_pdf(*colours):
    """A page a colour, each one picture, as a scanner makes them; the head's name in a signature."""
    objects = [b"<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [3 0 R]>>>>", b"", b"<</FT /Sig /T (ky) /V <</Type /Sig /Name (Pham Van Ky)>>>>"]
    kids = []
    for colour in colours:
        data = zlib.compress(bytes(colour) * (600 * 800))
        picture = len(objects) + 1
        objects.append(b"<</Type /XObject /Subtype /Image /Width 600 /Height 800 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
                       b"/Filter /FlateDecode /Length %d>>\nstream\n" % len(data) + data + b"\nendstream")
        objects.append(b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources <</XObject <</Im0 %d 0 R>>>>>>" % picture)
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type /Pages /Count %d /Kids [" % len(kids) + b" ".join(kids) + b"]>>"
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + table + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


def large_png(width, height):
    """A page scanned too finely: lines of writing with the paper's grain."""
    dice = random.Random(5)
    rows = bytearray()
    for y in range(height):
        grain = dice.randbytes(width)
        rows += b"\0" + (bytes(230 + grain[x] % 26 for x in range(width)) if y % 40 > 6 else bytes(20 + grain[x] % 40 for x in range(width)))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(bytes(rows), 1)) + chunk(b"IEND", b""))


class Scans(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.display = Display(1366, 768).__enter__()
        cls.laptop, uids = cls.world.commune_at_work(UNIT, WORDS, 6, 7)
        cls.uid = next(uid for uid in uids if cls.laptop.show("lan", uid).get("salary_history") and not any(
            found["severity"] == "E" for found in cls.laptop.do("lan", "record", "validate", uid).json()))
        cls.name = cls.laptop.show("lan", cls.uid)["full_name"]
        cls.folder = cls.world.folder / "may-quet"
        cls.folder.mkdir()

    @classmethod
    def tearDownClass(cls):
        cls.display.__exit__()
        cls.world.close()

    def window(self, login, *options):
        person = Person(self.display, BINARIES / "soxa", self.laptop.home, *options)
        person.log_in(login, self.laptop.passwords[login])
        person.arrives("home")
        return person

    def open_file(self, person):
        person.press("Alt", "2")
        person.fill("Tìm theo tên", self.name)
        person.press("Return")
        person.arrives("form")

    def picked(self, person, label, letters):
        """From a list to open, by typing."""
        person.choose(label, "choice")
        person.wait_until(lambda: (found := person.first("Gõ để tìm", "field")) and found.focused, "the list's search")
        self.display.type(letters)
        person.wait_until(lambda: person.first("Gõ để tìm", "field").value == letters, letters)
        person.press("Return")
        person.wait_until(lambda: person.first("Gõ để tìm", "field") is None and person.first(label, "choice"), "a choice")

    def colour_at(self, person, label):
        """In the middle of a picture on the screen."""
        item = person.reads(label)
        person.wait_until(lambda: person.find(item.label, "picture"), label)
        return self.display.picture().at(*person.find(item.label, "picture").middle)

    def listed(self):
        return self.laptop.do("lan", "attachment", "list", self.uid).json()

    def test_1_a_scanned_pdf_is_dropped_looked_at_and_attached_to_the_row_that_it_proves(self):
        content = scanned_pdf(RED, BLUE)
        (self.folder / "qd-nang-luong.pdf").write_bytes(content)
        with self.window("lan") as lan:
            self.open_file(lan)
            Drag(self.display).drop(self.folder / "qd-nang-luong.pdf", 700, 400)
            lan.arrives("scans")
            lan.reads("qd-nang-luong.pdf")
            lan.reads("Pham Van Ky")
            self.assertEqual(self.colour_at(lan, "Hình trang 1"), RED)
            lan.choose("Trang sau", "button")
            self.assertEqual(self.colour_at(lan, "Hình trang 2"), BLUE)
            self.picked(lan, "Loại tài liệu", "nang luong")
            self.picked(lan, "Chứng minh cho", "qua trinh luong")
            lan.picture(PICTURES / "scan_new.png")
            lan.choose("Đính kèm", "button")
            lan.reads("Đã lưu trên máy", 30)
            lan.reads("đang chờ gửi từ máy này")
            lan.reads("Chứng minh: ")
            self.assertEqual(self.colour_at(lan, "Hình trang 1"), RED)
            lan.picture(PICTURES / "scans.png")
            lan.press("Escape")
            lan.arrives("form")
            lan.sees("Tài liệu (1)", "tab")
        [kept] = self.listed()
        self.assertEqual((kept["sha256"], kept["pages"]), (hashlib.sha256(content).hexdigest(), 2))
        rows = self.laptop.show("lan", self.uid)["salary_history"]
        self.assertEqual([row.get("evidence_ids") for row in rows].count([kept["sha256"]]), 1)

    def test_2_a_picture_larger_than_a_page_needs_is_chosen_by_keys_and_made_smaller(self):
        content = large_png(2480, 3508)
        (self.folder / "bang-dai-hoc.png").write_bytes(content)
        with self.window("lan", "--scale", "125") as lan:
            self.open_file(lan)
            lan.choose("Tài liệu (", "tab")
            lan.arrives("scans")
            lan.choose("Thêm tài liệu", "button")
            lan.fill("Đường dẫn", str(self.folder / "bang-dai-hoc.png"))
            lan.press("Return")
            lan.reads("Thu nhỏ từ", 30)
            self.picked(lan, "Loại tài liệu", "bang tot nghiep")
            self.picked(lan, "Chứng minh cho", "ho va ten")
            lan.choose("Đính kèm", "button")
            lan.reads("Đã lưu trên máy", 30)
            lan.reads("Chứng minh: Họ")
        kept = max(self.listed(), key=lambda one: one["sha256"] != hashlib.sha256(scanned_pdf(RED, BLUE)).hexdigest())
        self.assertLess(kept["bytes"], len(content) // 2)
        self.assertEqual(kept["mime"], "image/jpeg")

    def test_3_the_head_sees_the_evidence_beside_the_change_and_comes_back_to_it(self):
        self.laptop.do("lan", "record", "submit", self.uid, "--reason", "da doi chieu")
        with self.window("thinh") as head:
            head.press("Alt", "3")
            head.arrives("approval")
            head.choose("Xem bản quét", "button")
            head.arrives("scans")
            head.reads("Hình trang 1")
            head.choose("← Về", "button")
            head.arrives("approval")
            head.choose(self.name, "row")
            head.picture(PICTURES / "approval_evidence.png")

    def test_3b_scans_wait_on_a_line_that_is_spared_until_they_are_asked_for(self):
        with self.window("lan") as lan:
            self.line(lan, "Tiết kiệm")
            lan.reads("đang tiết kiệm đường truyền nên để lại")
            lan.press("F5")
            lan.wait_until(lambda: lan.first("Không còn gì chờ gửi"), "the records are there", 90)
            lan.reads("đang tiết kiệm đường truyền nên để lại")
            lan.picture(PICTURES / "home_scans_wait.png")
            lan.choose("Đồng bộ cả bản quét", "link")
            lan.wait_until(lambda: not lan.first("Đồng bộ cả bản quét") and not lan.first("Bản quét chờ gửi"), "the scans are there", 90)
            self.line(lan, "Dùng hết")

    @staticmethod
    def line(lan, how):
        lan.choose("Cài đặt", "row")
        lan.arrives("settings")
        lan.choose(how, "tab")
        lan.wait_until(lambda: lan.first(how, "tab").chosen, how)
        lan.press("Alt", "1")
        lan.arrives("home")

    def test_4_received_is_said_once_the_province_has_signed_for_it(self):
        self.laptop.sync("lan")
        self.laptop.sync("lan")
        self.assertTrue(all(one["state"] == "received" for one in self.listed()), self.listed())
        out = self.world.folder / "lay-ra.pdf"
        with self.window("lan", "--scale", "200") as lan:
            self.open_file(lan)
            lan.choose("Tài liệu (", "tab")
            lan.arrives("scans")
            lan.reads("đã nhận")
            lan.picture(PICTURES / "scans_200.png")
            lan.choose("Quyết định", "row")
            chosen = lan.wait_until(lambda: lan.first("Quyết định", "text"), "what was chosen", 20)
            sheet = lan.sees("Hình trang 1", "picture")
            lan.picture(PICTURES / "scans_200_chosen.png")
            self.assertGreater(sheet.height, 300, "a page of it, not a strip")
            lan.turn_to("Lấy ra tệp", "button", chosen)
            lan.choose("Lấy ra tệp", "button")
            lan.fill("Đường dẫn", str(out), "field")
            lan.press("Return")
            lan.reads("Đã ghi", 30)
        self.assertEqual(out.read_bytes(), scanned_pdf(RED, BLUE))

    def test_5_who_leaves_on_a_day_to_come_is_marked_in_the_list(self):
        def approve():
            self.laptop.do("lan", "record", "submit", self.uid, "--reason", "da doi chieu")
            self.laptop.do("thinh", "approve", self.uid)
            self.laptop.sync("lan")

        self.laptop.do("thinh", "transfer", "list")
        self.laptop.sync("lan")
        self.world.province.admin("account", "confirm", UNIT, "thinh")
        self.laptop.sync("lan")
        self.laptop.do("thinh", "approve", self.uid)
        self.laptop.sync("lan")
        day = datetime.date.today() + datetime.timedelta(days=10)
        number = next(at for at, one in enumerate(self.listed(), 1) if "Quyết định" in one["title"])
        self.laptop.do("lan", "transfer", "out", self.uid, "--case", "5", "--status", "40", "--basis", "88/QĐ-UBND 20/11/2026",
                       "--evidence", str(number), "--date", day.isoformat())
        approve()
        self.assertEqual(self.laptop.show("lan", self.uid)["life"]["leaving"]["effective_date"], day.isoformat())
        with self.window("lan") as lan:
            lan.press("Alt", "2")
            lan.arrives("records")
            lan.reads(f"nghỉ từ {day:%d/%m/%Y}")
            lan.picture(PICTURES / "records_leaving.png")


if __name__ == "__main__":
    unittest.main(verbosity=2)
