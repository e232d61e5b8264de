"""What officials read and do: words instead of keys, their own time, and who is late, on the
real programs.

Each chapter below stands on those before it.
"""
import datetime
import re
import sys
import unittest

from programs import World

BINARIES = sys.argv.pop(1)
UNIT, OTHER = "H31.55", "H31.56"
ADMIN = "034079000001"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}
LOCAL_TIME = re.compile(r"\d\d/\d\d/20\d\d \d\d:\d\d")
UTC_TIME = re.compile(r"\dT\d\d:")


class Words(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, entered = cls.world.commune_at_work(UNIT, WORDS, 8, 3)
        cls.uids = [uid for uid in entered if not cls.findings(uid, "E")]
        cls.one.do("thinh", "status")  # the first login makes the key
        cls.one.sync("lan", expect=0)

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    @classmethod
    def findings(cls, uid, severity):
        return [one for one in cls.one.do("lan", "record", "validate", uid).json() if one["severity"] == severity]

    def board(self, *words):
        return {one["unit"]: one for one in self.province.admin("--json", "month", *words).json()}

    # ---- the province

    def test_01_the_province_reads_its_own_language_and_time(self):
        for words in (("device", "list"), ("ticket", "list")):
            listed = self.province.admin(*words).out
            self.assertRegex(listed, LOCAL_TIME, words)
            self.assertNotRegex(listed, UTC_TIME, words)
        self.assertRegex(self.province.admin("--json", "device", "list").out, UTC_TIME)
        accounts = self.province.admin("account", "list", UNIT).out
        for word in ("người đứng đầu", "chờ xác nhận khoá", "cán bộ nhập liệu"):
            self.assertIn(word, accounts)
        states = {one["state"] for one in self.province.admin("--json", "account", "list", UNIT).json()}
        self.assertIn("awaiting", states)
        # An approval with a key that nobody has confirmed waits; it counts once the key is confirmed.
        self.one.do("lan", "record", "submit", self.uids[0], "--reason", "đã đối chiếu")
        self.one.do("thinh", "approve", self.uids[0])
        self.one.sync("lan", expect=0)
        self.assertEqual(self.board()[UNIT]["held"], 1)
        self.province.admin("account", "confirm", UNIT, "thinh")
        self.assertEqual(self.board()[UNIT]["held"], 0)
        self.one.sync("lan", expect=0)

    def test_02_a_wrong_call_is_explained(self):
        refused = self.province.admin("claim", "decide", expect=2).err
        self.assertIn("còn thiếu CLAIM", refused)
        self.assertNotIn("required", refused)
        self.assertIn("Có thể dùng: list, decide", self.province.admin("transfer", expect=2).err)
        self.assertIn("có trong phiên bản sau", self.province.admin("review", "list", expect=2).err)
        said = self.province.admin("unit", "add", "--help").out
        self.assertIn("Cách dùng", said)
        self.assertIn("(bắt buộc)", said)
        self.assertIn("Usage", self.province.admin("unit", "add", "--help", "--lang", "en").out)

    def test_03_what_is_built_in_is_listed(self):
        self.assertRegex(self.province.admin("pack", "list").out, r"TB-2024\t.*đang dùng")
        self.assertRegex(self.province.admin("catalog", "list").out, r"commune\t.*có sẵn")
        self.assertEqual(self.province.admin("--json", "pack", "list").json(), [])

    def test_04_a_units_code_is_one(self):
        for bad in ("xx", "h31.55", "H31.", "H31..2", "H3155", "3000"):
            self.province.admin("unit", "add", bad, "Xã Nào Đó", expect=3)
        self.province.admin("unit", "add", OTHER, "Xã Kiến Xương")

    def test_05_who_is_late_stands_at_the_province(self):
        """Who has not approved, and who missed the unit's day [TB-14.6]."""
        this_month = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).strftime("%Y-%m")
        now = self.board(this_month)[UNIT]
        self.assertEqual(now["approved"], 1)
        self.assertEqual(now["files"], now["approved"] + now["held"] + now["to_sign"] + now["returned"] + now["drafts"])
        self.assertEqual(now["approvals_in_time"] + now["approvals_late"], 1)
        self.assertEqual(self.board(this_month)[OTHER]["state"], "no_files")
        # A day that is over for what is entered today: the unit's of a month that is long past has no such files.
        self.assertIn(now["state"], ("open", "late"))
        self.assertIn(UNIT, self.board(this_month, "--late"))
        self.assertNotIn(OTHER, self.board(this_month, "--late"))
        self.assertEqual(self.board("2025-01")[UNIT]["late"], 0)
        self.assertRegex(self.province.admin("month", this_month).out, UNIT + r"\t.*đã duyệt 1/")
        self.province.admin("month", "2026-13", expect=2)

    def test_06_a_merged_unit_is_shown_and_gets_no_ticket(self):
        self.province.admin("unit", "add", "H31.57", "Xã Hết")
        self.province.admin("unit", "merge", "H31.57", "--into", OTHER, "--basis", "12/NQ 01/11/2026")
        self.assertIn(f"đã nhập vào {OTHER}", self.province.admin("unit", "list").out)
        self.assertEqual(self.board()["H31.57"]["state"], "merged")
        refused = self.province.admin("ticket", "H31.57", "--admin", "Lò Văn An", "--id", "034079000009",
                                      "--out", self.world.folder / "no.ticket", "--url", self.province.url, expect=3)
        self.assertIn(f"Hãy lập phiếu cho {OTHER}", refused.err)
        self.assertFalse((self.world.folder / "no.ticket").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
