"""What officials read and do: words instead of keys, their own time, lists from spreadsheets, and who is late, on the
real programs.

Each chapter below stands on those before it.
"""
import datetime
import json
import re
import sys
import unittest

from programs import World, run

BINARIES = sys.argv.pop(1)
UNIT, OTHER = "H31.55", "H31.56"
ADMIN = "034079000001"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}
LOCAL_TIME = re.compile(r"\d\d/\d\d/20\d\d \d\d:\d\d")
UTC_TIME = re.compile(r"\dT\d\d:")
COMMUNES = """catalogue = commune
version   = 2026-11-20
title     = Xã, phường của tỉnh
complete  = no
code | label | valid_from | valid_to | parent | replaced_by | national_code | note
99101 | Xã Vừa Lập | 2026-11-01 | | 33 | | |
99102 | Xã Cũ | | 2026-10-31 | 33 | 99101 | |
"""


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

    def text(self, login, *words, expect=0, text=None):
        """As a person reads it: without --json."""
        return run([self.one.program, "--home", self.one.home, "--as", login, *words], expect,
                   self.one.passwords[login] + "\n", text)

    def board(self, *words):
        return {one["unit"]: one for one in self.province.admin("--json", "month", *words).json()}

    def published(self, text):
        path = self.world.folder / "list.txt"
        path.write_text(text, encoding="utf-8")
        self.province.admin("catalog", "publish", path)
        self.one.sync("lan", expect=0)

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
        self.assertIn("Có thể dùng: list, ", self.province.admin("transfer", expect=2).err)
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

    # ---- lists from spreadsheets

    def test_07_a_sheet_is_taken_in_and_its_damage_told(self):
        sheet = ("STT,full_name,personal_id,phone_mobile,gender\r\n"
                 "1,NguyÔn V¨n Hïng,34085001234,912345678,Nam\r\n"
                 '2,"Lê Thị Ánh, con",034185001235,0912345679,Nữ\r\n')
        told = self.one.do("lan", "import", "-", "--dry-run", text=sheet).json()
        self.assertEqual((told["ok"], told["records"]), (2, []))
        self.assertEqual([(one["line"], one["field"], one["proposed"], one["taken"]) for one in told["proposals"]],
                         [(2, "full_name", "Nguyễn Văn Hùng", False), (2, "personal_id", "034085001234", False),
                          (2, "phone_mobile", "0912345678", False)])
        read = self.text("lan", "import", "-", "--dry-run", text=sheet).err
        self.assertIn("«Nguyễn Văn Hùng»", read)
        self.assertIn("--take-proposals", read)
        self.assertNotIn("nêu ở trên", read)
        done = self.one.do("lan", "import", "-", "--take-proposals", text=sheet).json()
        self.assertEqual((done["ok"], done["fixed"]), (2, 2))
        first = self.one.show("lan", done["records"][0])
        self.assertEqual((first["full_name"], first["personal_id"], first["phone_mobile"], first["gender"]),
                         ("Nguyễn Văn Hùng", "034085001234", "0912345678", "1"))
        self.assertEqual(self.one.show("lan", done["records"][1])["full_name"], "Lê Thị Ánh, con")
        self.one.do("lan", "import", "--undo", done["import"])

    def test_08_bytes_of_an_old_font_are_taken_when_somebody_says_so(self):
        raw = self.world.folder / "tcvn.csv"
        raw.write_bytes("full_name,gender\nNguyÔn V¨n Hïng,Nam\n".encode("latin-1"))
        told = self.one.do("lan", "import", raw, expect=3).json()
        self.assertEqual((told["ok"], told["proposals"][0]["proposed"]), (0, "Nguyễn Văn Hùng"))
        taken = self.one.do("lan", "import", raw, "--take-proposals").json()
        self.assertEqual(self.one.show("lan", taken["records"][0])["full_name"], "Nguyễn Văn Hùng")
        self.one.do("lan", "import", "--undo", taken["import"])

    def test_09_a_sheet_whose_head_names_no_field_is_refused_whole(self):
        before = len(self.one.list("lan"))
        refused = self.one.do("lan", "import", "-", text="full_name,Tuổi mụ\nLê Văn An,40\n", expect=3).json()["error"]
        self.assertEqual((refused["key"], [one["field"] for one in refused["faults"]]), ("csv.head", ["Tuổi mụ"]))
        self.assertEqual(len(self.one.list("lan")), before)

    # ---- one file

    def test_10_every_unreadable_value_is_told_at_once_with_its_label(self):
        uid = self.uids[1]
        refused = self.text("lan", "record", "edit", uid, "--set", "salary_step=hai", "--set", "birth_date=31/02/1980",
                            expect=3).err
        self.assertRegex(refused, r"\w · salary_step: \[")
        self.assertRegex(refused, r"\w · birth_date: \[")
        self.assertNotIn("2.530.000", refused)
        self.assertIn("Chưa có gì thay đổi", refused)

    def test_11_what_is_missing_says_what_to_do(self):
        made = self.one.do("lan", "record", "new", "--file", "-",
                           text=json.dumps({"full_name": "Lê Thị Mới", "personnel_status": "10"})).json()["record_uid"]
        missing = {one["field"]: one["message"] for one in self.findings(made, "E")}
        self.assertIn("Bạn nhập được", missing["history_arrest"])
        self.assertIn(f"using_unit_id={UNIT}", missing["using_unit_id"])
        refused = self.one.do("thinh", "record", "edit", made, "--set", "phone_mobile=0912345678", expect=4).json()["error"]
        self.assertIn("cán bộ nhập liệu", refused["message"])

    def test_12_a_search_says_when_it_found_nothing(self):
        self.assertIn("Không tìm thấy", self.text("lan", "record", "find", "zzz").err)
        one = self.one.list("lan")[0]
        shown = "…" + one["personal_id"][-4:]
        self.assertIn(one["record_uid"], [line["record_uid"] for line in self.one.do("lan", "record", "find", shown).lines()])
        self.one.do("lan", "record", "new", "--file", "-", text=json.dumps({"full_name": "H’Hen Niê"}))
        self.assertEqual([line["full_name"] for line in self.one.do("lan", "record", "find", "hhen").lines()], ["H’Hen Niê"])

    # ---- the province's lists

    def test_13_a_published_commune_is_read_by_its_name(self):
        """A code in no list is told [R33]."""
        uid = self.uids[2]
        self.one.do("lan", "record", "edit", uid, "--set", "home_town_commune=99999", "--set", "residence_current_commune=99998")
        unlisted = lambda severity: [one["field"] for one in self.findings(uid, severity) if one["rule"] == "R33"]
        self.assertEqual(unlisted("I"), ["home_town_commune", "residence_current_commune"])
        self.published(COMMUNES)
        self.assertEqual((unlisted("I"), unlisted("W")), (["home_town_commune"], ["residence_current_commune"]))
        self.one.do("lan", "record", "edit", uid, "--set", "residence_current_commune=99101")
        shown = self.text("lan", "record", "show", uid).out
        self.assertIn("Xã Vừa Lập", shown)
        self.assertNotIn("99101", shown)
        listed = self.text("lan", "catalog", "show", "commune").out
        self.assertRegex(listed, r"99101\tXã Vừa Lập\ttừ 01/11/2026")
        self.assertRegex(listed, r"99102\tXã Cũ\tđến hết 31/10/2026\tthay bằng 99101")

    def test_14_what_the_national_database_will_refuse_is_told_at_submission_and_for_all(self):
        """[DM-2.5]"""
        self.published("version = 2026-11-20\nblood_type | 10 | NM.03 | required | catalogue\n")
        uid = self.uids[3]
        self.one.do("lan", "record", "edit", uid, "--set", "blood_type=")
        done = self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu").json()
        self.assertEqual([one["field"] for one in done["national"]], ["blood_type"])
        listed = {line["record_uid"]: line["national"] for line in self.one.do("lan", "record", "list", "--national").lines()}
        self.assertEqual([one["rule"] for one in listed[uid]], ["DM-2.5"])
        self.assertIn("CSDL quốc gia sẽ từ chối", self.text("lan", "record", "list", "--national").err)

    def test_15_no_key_is_read_by_people(self):
        raw = re.compile(r"\b(act|standing|file_status|verdict|approval_state|role|state)\.[a-z_]+")
        for words in (("record", "history", self.uids[0]), ("record", "show", self.uids[0]), ("record", "list"),
                      ("account", "list"), ("audit", "show"), ("month",), ("status",)):
            self.assertNotRegex(self.text("lan" if words[0] != "account" else ADMIN, *words).out, raw, words)


if __name__ == "__main__":
    unittest.main(verbosity=2)
