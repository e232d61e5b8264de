"""A province's rules on the real programs: packs and lists are checked, published, carried by the ordinary sync, used from
their day on, and asked again where a submission arrives."""
import datetime
import re
import sys
import time
import unittest

from programs import ADMIN_ID, World, run

BINARIES = sys.argv.pop(1)
UNIT, OTHER, LATER = "H31.55", "H31.56", "H31.57"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}

PACK = """# Quy chế của tỉnh
pack       = {name}
version    = {version}
title      = Quy chế của tỉnh, bản {version}
basis      = Quyết định 12/2026/QĐ-UBND
valid_from = {first}
{last}
deadline.account.join        = 7 days after join
deadline.entry.first         = promptly after account_created
deadline.change.person       = 9 workdays after change
deadline.change.own_system   = 5 workdays after change
deadline.change.other_agency = 5 workdays after change
deadline.assessment.sync     = none
deadline.transfer.setup      = promptly after file_received
deadline.returned.fix        = promptly after returned
approval.unit.deadline_day   = {day}
approval.province.window     = last 3 workdays
approval.outside_window      = warn
approval.signers.unit        = head, delegate
approval.signers.province    = director
approval.self_record         = superior
deadline.time_source         = received
evidence.required_for        = education, salary, name
evidence.in_system           = required
backup.min_generations       = 3
transfer.who_may_start       = unit
access.consent_basis         = agency
national.transport           = ndop
{more}
"""

COMMUNES = """# Danh mục xã, tỉnh gửi
catalogue = commune
version   = 2026-11-20
title     = Đơn vị hành chính cấp xã
complete  = no

code | label | valid_from | valid_to | parent | replaced_by | national_code | note
99001 | Xã Một Cũ | 2020-01-01 | 2025-06-30 | 33 | 99002 | |
99002 | Xã Một Mới | 2025-07-01 | | 33 | | 99002 |
99003 | Xã Tách | 2020-01-01 | 2025-06-30 | 33 | 99002 99004 | |
99004 | Xã Hai Mới | 2025-07-01 | | 33 | | 99004 |
"""


def pack(name="HY-2026", version=1, first="2026-01-01", day=20, last="", more=""):
    return PACK.format(name=name, version=version, first=first, day=day, last=last and f"valid_to = {last}", more=more)


class Packs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, entered = cls.world.commune_at_work(UNIT, WORDS, 8, 3)
        cls.uids = [uid for uid in entered if not cls.errors(uid)]
        cls.one.do("thinh", "status")  # the first login makes the key
        cls.one.sync("lan", expect=0)
        cls.province.admin("account", "confirm", UNIT, "thinh")
        cls.one.sync("lan", expect=0)

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    @classmethod
    def findings(cls, uid, severity):
        return [one for one in cls.one.do("lan", "record", "validate", uid).json() if one["severity"] == severity]

    @classmethod
    def errors(cls, uid):
        return cls.findings(uid, "E")

    def published(self, kind, text, *words, expect=0):
        path = self.world.folder / "to-publish.txt"
        path.write_text(text, encoding="utf-8")
        return self.province.admin("--json", kind, "publish", path, *words, expect=expect)

    def windows(self, month):
        return self.one.do("lan", "month", month).json()["windows"]

    def test_1_a_mistake_is_refused_with_its_line(self):
        text = pack().replace("approval.outside_window      = warn", "approval.outside_window      = maybe")
        text = text.replace("deadline.time_source         = received", "deadline.time_sauce = received")
        refused = self.published("pack", text, "--lang", "en", expect=3)
        wrong = 1 + text.split("\n").index("approval.outside_window      = maybe")
        unknown = 1 + text.split("\n").index("deadline.time_sauce = received")
        self.assertRegex(refused.err, rf"line {wrong}: approval.outside_window: .*allow \| warn \| block")
        self.assertRegex(refused.err, rf"line {unknown}: deadline.time_sauce: ")
        self.assertRegex(refused.err, r"deadline.time_source: .*missing")
        self.assertIn("99003", COMMUNES)
        broken = self.published("catalog", COMMUNES.replace("| 33 | 99002 | |", "| 33 | 88888 | |"), expect=3)
        self.assertRegex(broken.err, r"dòng 8: replaced_by: .*88888")
        self.assertEqual(self.province.admin("--json", "pack", "list").json(), [])
        self.assertEqual(self.province.admin("--json", "catalog", "list").json(), [])
        self.published("pack", pack(), "--unit", "H31.99", expect=3)
        # A preset's name is its own: months that are over would be judged anew.
        taken = self.published("pack", pack("TB-2024", version=2), expect=3)
        self.assertIn("TB-2024", taken.err)
        # A list of one swapped day would take the place of all holidays of the year.
        swap = self.published("pack", pack(more="calendar.2026.off = 2026-11-23\ncalendar.2026.worked = 2026-11-28\n"), expect=3)
        self.assertIn("2026-11-24", swap.err)

    def test_2_a_month_is_judged_by_the_pack_of_its_days(self):
        """From its first day on; an earlier month stays under the pack of its time [TB-QĐ2]."""
        before = self.windows("2026-11")
        self.assertEqual((before["pack"], before["unit_deadline"]), ("TB-2024", "2026-11-24"))
        done = self.published("pack", pack(first="2026-11-01")).json()
        self.assertEqual((done["pack"], done["version"], done["units"], done["published_before"]), ("HY-2026", 1, 1, False))
        self.assertEqual(self.windows("2026-11"), before)
        self.one.sync("lan", expect=0)
        now = self.windows("2026-11")
        self.assertEqual((now["pack"], now["unit_deadline"], now["pack_expired"]), ("HY-2026", "2026-11-19", False))
        self.assertEqual(now["province_days"], ["2026-11-26", "2026-11-27", "2026-11-30"])
        self.assertEqual(self.windows("2026-10")["pack"], "TB-2024")
        self.assertEqual(self.windows("2026-10")["unit_deadline"], "2026-10-24")

        shown = self.province.admin("pack", "show", "TB-2024").out
        self.assertIn("approval.unit.deadline_day   = 25", shown)
        self.assertIn("approval.unit.deadline_day = 20", self.province.admin("pack", "show", "HY-2026").out)
        self.province.admin("pack", "show", "KHONG-CO", expect=3)
        again = self.published("pack", pack(first="2026-11-01")).json()
        self.assertEqual((again["units"], again["published_before"]), (0, True))
        taken = self.published("pack", pack(first="2026-11-01", day=10), expect=3)
        self.assertIn("HY-2026", taken.err)

    def test_3_a_later_version_and_the_way_back(self):
        """A second version counts from its own first day; the first one stays for the days before."""
        self.published("pack", pack(version=2, first="2035-02-01", day=15))
        self.one.sync("lan", expect=0)
        self.assertEqual(self.windows("2035-01")["unit_deadline"], "2035-01-19")
        self.assertEqual(self.windows("2035-02")["unit_deadline"], "2035-02-14")
        self.published("pack", pack(version=3, first="2035-02-01", day=20))
        self.one.sync("lan", expect=0)
        self.assertEqual(self.windows("2035-02")["unit_deadline"], "2035-02-19")
        kept = [(line["version"], line["valid_from"]) for line in self.province.admin("--json", "pack", "list").json()]
        self.assertEqual(kept, [(1, "2026-11-01"), (2, "2035-02-01"), (3, "2035-02-01")])
        here = [(line["pack"], line["version"]) for line in self.one.do("lan", "pack", "list").lines()]
        self.assertEqual(here, [("TB-2024", 1), ("HY-2026", 1), ("HY-2026", 3)])
        shown = self.one.do("lan", "pack", "show", "HY-2026", "--on", "2026-12-01").json()
        self.assertEqual((shown["version"], shown["keys"]["approval.unit.deadline_day"]), (1, "20"))

    def test_4_a_pack_changes_nothing_that_is_signed(self):
        uid = self.uids[0]
        self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu")
        self.one.do("thinh", "approve", uid)
        self.one.sync("lan", expect=0)
        before = self.one.show("lan", uid)
        self.assertEqual(before["status"], "synced_to_province")
        first = datetime.date.fromisoformat(self.one.do("lan", "month").json()["today"]) - datetime.timedelta(days=3)
        self.published("pack", pack("KHAT-KHE", first=first, more="rule.R18 = error\nrule.R11 = error\n"))
        self.one.sync("lan", expect=0)
        self.assertEqual(self.one.do("lan", "status").json()["pack"]["name"], "KHAT-KHE")
        after = self.one.show("lan", uid)
        for key in ("content_root", "approvals", "status", "effective_version"):
            self.assertEqual(after[key], before[key])

    def test_5_an_expired_pack_goes_on_and_says_so(self):
        """The founding regime would say the 24th: what the province sent last counts, although its days are over."""
        today = datetime.date.fromisoformat(self.one.do("lan", "month").json()["today"])
        first, last = today - datetime.timedelta(days=2), today - datetime.timedelta(days=1)
        self.published("pack", pack("TAM", first=first, last=last, day=11))
        self.one.sync("lan", expect=0)
        status = self.one.do("lan", "status").json()
        self.assertEqual((status["pack"]["name"], status["pack"]["expired"]), ("TAM", True))
        told = self.windows(f"{today:%Y-%m}")
        self.assertEqual((told["pack"], told["pack_expired"], told["unit_deadline"]), ("TAM", True, f"{today:%Y-%m}-10"))

    def test_6_lists_are_read_by_their_days(self):
        """New codes are taken, an old one leads to its successor, one with two successors is asked about; an old row keeps it."""
        uid = self.uids[1]
        self.one.do("lan", "record", "edit", uid, "--set", "residence_current_commune=99002")
        done = self.published("catalog", COMMUNES).json()
        self.assertEqual((done["catalogue"], done["version"], done["units"]), ("commune", "2026-11-20", 1))
        self.one.sync("lan", expect=0)
        lines = {line["code"]: line for line in self.one.do("lan", "catalog", "show", "commune").lines()}
        self.assertEqual((lines["99001"]["label"], lines["99001"]["valid_to"]), ("Xã Một Cũ", "2025-06-30"))
        self.assertEqual(lines["99003"]["replaced_by"], ["99002", "99004"])
        now = {line["code"] for line in self.one.do("lan", "catalog", "show", "commune", "--on", "2026-11-22").lines()}
        self.assertTrue({"99002", "99004"} <= now and not {"99001", "99003"} & now)

        self.one.do("lan", "record", "edit", uid, "--set", "residence_current_commune=Xã Hai Mới")
        self.assertEqual(self.one.show("lan", uid)["residence_current_commune"], "99004")
        self.one.do("lan", "record", "edit", uid, "--set", "residence_current_commune=99001")
        self.assertEqual(self.one.show("lan", uid)["residence_current_commune"], "99002")
        asked = self.one.do("lan", "record", "edit", uid, "--set", "residence_current_commune=99003", expect=3)
        self.assertIn("99002 Xã Một Mới; 99004 Xã Hai Mới", asked.out + asked.err)
        # A label is the list's, of the value's date.
        text = run([self.one.program, "--home", self.one.home, "--as", "lan", "record", "show", uid], 0, WORDS["clerk"] + "\n").out
        self.assertIn("Xã Một Mới", text)
        self.one.do("lan", "record", "edit", uid, "--set", "home_town_commune=99003")
        self.assertEqual(self.one.show("lan", uid)["home_town_commune"], "99003")

    def test_7_a_unit_that_is_added_later_has_them_too(self):
        self.province.admin("unit", "add", LATER, "Xã Thêm Sau")
        self.province.admin("unit", "add", OTHER, "Trường của xã", "--parent", UNIT)
        only = self.published("pack", pack("RIENG", first="2028-01-01"), "--unit", UNIT).json()
        self.assertEqual(only["units"], 2)
        laptop = self.world.enrol(LATER, "later", "Đinh Thị Sau", ADMIN_ID["b"], "mật khẩu của xã sau")
        laptop.sync(ADMIN_ID["b"], expect=0)
        packs = {line["pack"] for line in laptop.do(ADMIN_ID["b"], "pack", "list").lines()}
        self.assertEqual(packs, {"TB-2024", "HY-2026", "KHAT-KHE", "TAM"})
        codes = {line["code"] for line in laptop.do(ADMIN_ID["b"], "catalog", "show", "commune").lines()}
        self.assertIn("99004", codes)

    def test_8_the_province_asks_the_rules_again(self):
        """The laptop does not have the newer pack yet: what it submits is held by the rule's id, nothing entered is lost, and
        it is asked for here from the next sync on."""
        uid = self.uids[2]
        doubts = [one for one in self.findings(uid, "W") if re.fullmatch(r"R(0[4-7]|1[1-9]|2\d|3[01])", one["rule"])]
        self.assertTrue(doubts, "the sample has a file with a doubt that a province may make an error")
        rule = doubts[0]["rule"]
        today = self.one.do("lan", "month").json()["today"]
        self.published("pack", pack("NGHIEM", first=today, more=f"rule.{rule} = error\n"))
        self.one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0912345678")
        self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu")
        refused = self.one.sync("lan", expect=0).json()["refused"]
        self.assertEqual([(one["code"], one["verdict"]) for one in refused], [("breaks_rules", "held")])
        self.assertIn(rule, {told["rule"] for told in refused[0]["rules"]})
        self.assertTrue(all(told["message"] for told in refused[0]["rules"]))

        status = self.one.do("lan", "status").json()["refused_versions"]
        self.assertEqual([(one["record_uid"], one["verdict"]) for one in status], [(uid, "held")])
        self.assertIn(rule, {told["rule"] for told in status[0]["rules"]})
        shown = self.one.show("lan", uid)
        self.assertEqual((shown["status"], shown["phone_mobile"]), ("draft", "0912345678"))
        self.assertIn(rule, {one["rule"] for one in self.errors(uid)})
        again = self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu", expect=3)
        self.assertIn(rule, again.out + again.err)
        held = self.province.admin("--json", "held", "list", UNIT).json()
        self.assertEqual([(one["kind"], one["reason"]) for one in held], [("submit", "breaks_rules")])

        self.published("pack", pack("NGHIEM", version=2, first=today))
        self.one.sync("lan", expect=0)
        self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu")
        self.assertEqual(self.one.sync("lan", expect=0).json()["refused"], [])
        self.assertEqual(self.one.do("lan", "status").json()["refused_versions"], [])

    def test_9_what_the_nation_would_refuse_is_told_before(self):
        uid = self.uids[3]
        self.published("catalog", "version = 2026-11-20\nfull_name | 1 | HT.01 | required | free\nnickname_of_none | 1 | X | optional | free\n", expect=3)
        self.published("catalog", "version = 2026-11-20\nfull_name | 1 | HT.01 | required | free\nblood_type | 10 | NM.03 | required | catalogue\n")
        self.one.sync("lan", expect=0)
        self.one.do("lan", "record", "edit", uid, "--set", "blood_type=")
        told = [(one["severity"], one["field"]) for one in self.findings(uid, "I") if one["rule"] == "DM-2.5"]
        self.assertEqual(told, [("I", "blood_type")])
        done = self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu").json()
        self.assertEqual([one["field"] for one in done["national"]], ["blood_type"])
        self.assertIn("national_map", {line["catalogue"] for line in self.province.admin("--json", "catalog", "list").json()})

    def test_9b_consents_rest_on_what_the_pack_says(self):
        """access.consent_basis decides at the laptop, and at the province for a laptop that has not heard of it [TB-4.4]."""
        uid, today = self.uids[4], self.one.do("lan", "month").json()["today"]
        self.one.add_account(ADMIN_ID["a"], "hien", "viewer", "Đỗ Văn Hiển", "034075000015", "mật khẩu của người xem")

        def consent(*words, login="hien", expect=0):
            return self.one.do("thinh", "authorisation", "add", "--kind", "consent", "--to", login, "--basis", "07/CV 20/11/2026",
                               "--purpose", "Xác minh", "--until", "31/12/2099", *words, expect=expect)

        self.published("pack", pack("CA-NHAN", version=8, first=today).replace("consent_basis         = agency", "consent_basis         = person, duty"))
        consent()  # not heard of yet: the unit's own document was enough
        held = self.one.sync("lan", expect=0).json()["refused"]
        self.assertEqual([(one["code"], one["rules"][0]["rule"]) for one in held], [("breaks_rules", "TB-4.4")])
        for words in ((), ("--record", uid), ("--record", uid, "--signer", "Người Khác")):
            self.assertIn("TB-4.4", consent(*words, expect=3).err + consent(*words, expect=3).out)
        consent("--record", uid, "--signer", self.one.show("lan", uid)["full_name"])
        consent(login="lan")  # works on personnel files
        self.assertEqual(self.one.sync("lan", expect=0).json()["refused"], [])

    def test_9c_as_many_backups_as_the_pack_says(self):
        """backup.min_generations, on the laptop and at the province [TB-8.1]."""
        today = self.one.do("lan", "month").json()["today"]
        self.published("pack", pack("SAO-LUU", version=9, first=today).replace("min_generations       = 3", "min_generations       = 4"))
        self.one.sync("lan", expect=0)
        folders = [self.world.folder / name for name in ("usb", "mnt")]
        for folder in folders:
            folder.mkdir()
        for made in range(1, 6):
            time.sleep(1.1)  # a generation is named by its second
            here = self.one.do("lan", "backup", "make", folders[0]).json()["generations"]
            there = self.province.admin("--json", "backup", "make", folders[1]).json()["generations"]
            self.assertEqual((here, there), (min(made, 4), min(made, 4)))

    def test_9d_what_a_pack_cannot_do_or_begins_oddly_is_told(self):
        """Nothing silent: keys whose act is not there, days that are over or far away, packs beside each other."""
        def told(text):
            notes = self.published("pack", text).json()["notes"]
            lines = text.split("\n")
            for note in notes:
                self.assertTrue(note["line"] == 0 or lines[note["line"] - 1].startswith(note["key"]), note)
            return {(note["key"], note["message"].split(":")[0][:24]) for note in notes}

        silent = {key for key, _ in told(pack("XA-XOI", first="2099-01-01"))}
        self.assertTrue({"approval.signers.province", "approval.self_record", "national.transport", "valid_from"} <= silent, silent)
        over = {key for key, _ in told(pack("DA-QUA", first="2025-01-01", last="2025-06-30"))}
        self.assertTrue({"valid_from", "valid_to"} <= over, over)
        wrong = self.published("pack", pack("NGUOC", first="2026-06-30", last="2026-06-01"), "--lang", "en", expect=3)
        self.assertRegex(wrong.err, r"line 7: valid_to: ")
        foreign = self.published("pack", pack("TINH-KHAC", more="province = H99"), expect=3)
        self.assertIn("H99", foreign.err)
        for name in ("TB-2024", "C06-2023", "D27-2026"):
            shown = self.province.admin("pack", "show", name).out.split("\n")
            for key in ("approval.signers.province", "approval.self_record", "national.transport"):
                at = next(i for i, line in enumerate(shown) if line.startswith(key))
                self.assertIn("Chưa quyết định gì trong bản này", shown[at - 1])

    def test_9e_a_pack_is_tried_and_taken_back_before_its_day(self):
        """pack check tells what publish would and writes nothing; withdraw reaches the laptops with the next sync."""
        path = self.world.folder / "thu.txt"

        def checked(text, *words, expect=0):
            path.write_text(text, encoding="utf-8")
            return self.province.admin("--json", "pack", "check", path, *words, expect=expect)

        text = pack("THU-TRUOC", first="01/01/2090", day=13)
        before = self.province.admin("--json", "pack", "list").json()
        seen = checked(text).json()
        self.assertEqual((seen["pack"], seen["version"], seen["valid_from"], seen["published_before"]), ("THU-TRUOC", 1, "2090-01-01", False))
        self.assertIn({"key": "approval.unit.deadline_day", "after": "13"},
                      [{"key": one["key"], "after": one["after"]} for one in seen["changes"]])
        self.assertEqual([one["month"] for one in seen["months"]], ["2090-01", "2090-02", "2090-03"])
        self.assertEqual(seen["months"][0]["unit_deadline"], "2090-01-12")
        self.assertEqual(seen["next"]["pack"], "XA-XOI")
        self.assertEqual(self.province.admin("--json", "pack", "list").json(), before)
        wrong = checked(text + "calendar.2091.work = 2091-01-06\n", expect=3)
        self.assertIn("calendar.NĂM.worked", wrong.err)
        told = self.province.admin("pack", "check", path, expect=3)
        self.assertEqual(told.out, "")

        done = self.published("pack", text).json()
        self.assertEqual((done["changes"], done["next"], done["months"]), (seen["changes"], seen["next"], seen["months"]))
        self.one.sync("lan", expect=0)
        self.assertEqual(self.windows("2090-02")["pack"], "THU-TRUOC")
        self.province.admin("pack", "withdraw", "HY-2026", "1", "--basis", "12/QĐ-UBND", expect=3)
        self.province.admin("pack", "withdraw", "THU-TRUOC", "1", expect=2)
        taken = self.province.admin("--json", "pack", "withdraw", "THU-TRUOC", "1", "--basis", "12/QĐ-UBND").json()
        self.assertEqual(taken, {"pack": "THU-TRUOC", "version": 1, "units": done["units"]})
        self.assertEqual(self.one.sync("lan", expect=0).json()["refused"], [])
        self.assertNotEqual(self.windows("2090-02")["pack"], "THU-TRUOC")
        self.assertNotIn("THU-TRUOC", {line["pack"] for line in self.one.do("lan", "pack", "list").lines()})
        gone = [one["withdrawn"] for one in self.province.admin("--json", "pack", "list").json() if one["pack"] == "THU-TRUOC"]
        self.assertEqual(gone, ["12/QĐ-UBND"])
        self.published("pack", text, expect=3)
        self.published("pack", pack("THU-TRUOC", version=2, first="01/01/2090", day=13))

        # What was taken back is told to who goes on from the file, in a line that the parser passes over.
        self.published("pack", pack("THU-TRUOC", version=3, first="01/01/2090", day=14))
        self.province.admin("pack", "withdraw", "THU-TRUOC", "3", "--basis", "13/QĐ-UBND")
        shown = self.province.admin("pack", "show", "THU-TRUOC").out
        self.assertIn("13/QĐ-UBND", shown.splitlines()[0])
        self.assertTrue(shown.startswith("# "))
        checked(re.sub(r"(?m)^version +=.*$", "version = 4", shown))
        misspelt = checked(text.replace("approval.unit.deadline_day", "approval.unit.deadlin_day"), expect=3)
        self.assertIn("Có lẽ là \"approval.unit.deadline_day\"", misspelt.err)

    def test_9f_units_with_other_packs_are_told_apart(self):
        """What a pack changes is told against what each unit has, not against what some other unit has."""
        self.province.admin("unit", "add", "H31.98", "Xã Đông Tiền Hải")
        self.published("pack", pack("RIENG-KHAC", first="01/06/2089", day=9), "--unit", "H31.98")
        path = self.world.folder / "chung.txt"
        path.write_text(pack("CHO-CA-HAI", first="01/07/2089", day=13), encoding="utf-8")
        seen = self.province.admin("--json", "pack", "check", path).json()
        groups = {tuple(one["units"]): one for one in seen["groups"]}
        [ours] = [units for units in groups if UNIT in units]
        self.assertEqual(set(groups), {ours, ("H31.98",)})
        other = groups[("H31.98",)]
        self.assertEqual(other["against"]["pack"], "RIENG-KHAC")
        self.assertIn(("approval.unit.deadline_day", "9", "13"),
                      [(one["key"], one["before"], one["after"]) for one in other["changes"]])
        self.assertNotEqual(groups[ours]["against"]["pack"], "RIENG-KHAC")


if __name__ == "__main__":
    unittest.main(verbosity=2)
