"""Who sees how much of a file, and why: restriction levels, written consents and authorisations on the real programs
[TB-4.3a] [TB-4.4] [TB-6.4b]. Days are far off on either side, or counted from today, so that nothing here depends on it."""
import datetime
import json
import os
import sys
import unittest
from contextlib import contextmanager
from pathlib import Path

from programs import ADMIN_ID, World

BINARIES = sys.argv.pop(1)
UNIT, ADMIN = "H31.55", ADMIN_ID["a"]
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}
LONG_AGO, YESTERYEAR, FAR = "2020-01-01", "2020-12-31", "2099-12-31"
PAPER = ("--basis", "07/CV-UBND 20/11/2026")
CLOCK = Path(BINARIES) / "clock_ahead.so"


def day(ahead):
    """As Việt Nam counts days."""
    here = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
    return (here + datetime.timedelta(days=ahead)).strftime("%Y-%m-%d")


@contextmanager
def clock_ahead(days):
    """A laptop whose clock somebody has set."""
    with_sanitizer = os.environ.get("ASAN_OPTIONS", "")
    os.environ.update(LD_PRELOAD=str(CLOCK), CLOCK_AHEAD=str(days * 86400),
                      ASAN_OPTIONS=with_sanitizer + ":verify_asan_link_order=0")
    try:
        yield
    finally:
        del os.environ["LD_PRELOAD"], os.environ["CLOCK_AHEAD"]
        os.environ["ASAN_OPTIONS"] = with_sanitizer


class Access(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, entered = cls.world.commune_at_work(UNIT, WORDS, 8, 11)
        cls.one.add_account(ADMIN, "pho", "viewer", "Hà Văn Phó", "034080000013", "phó chủ tịch của xã")
        cls.uids = [uid for uid in entered if not [one for one in cls.one.do("lan", "record", "validate", uid).json()
                                                   if one["severity"] == "E"]]
        cls.one.do("thinh", "record", "list")  # his key is made when he first logs in
        cls.one.sync("lan")
        cls.province.admin("account", "confirm", UNIT, "thinh")
        cls.one.sync("lan")

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def refusal(self, outcome):
        return outcome.json()["error"]

    def set_level(self, uid, level, *words):
        self.province.admin("access", "set", UNIT, uid, "--level", level, *PAPER, *words)
        self.one.sync("lan")

    def uses(self, uid):
        return [one for one in self.one.do("thinh", "audit", "show", uid).lines() if one["kind"] == "access_use"]

    def test_1_a_head_proposes_and_the_province_decides(self):
        uid = self.uids[0]
        refused = self.one.do("lan", "access", "restrict", uid, "--level", "1", "--until", FAR, *PAPER, expect=4)
        self.assertEqual(self.refusal(refused)["key"], "access.head_proposes")
        asked = self.one.do("thinh", "access", "restrict", uid, "--level", "1", "--until", FAR, *PAPER).json()
        self.assertEqual((asked["level"], [one["level"] for one in asked["proposals"]]), (0, [1]))
        told = self.one.sync("thinh").json()["refused"]
        self.assertEqual([(one["code"], one["verdict"]) for one in told], [("proposal", "held")])
        self.assertNotIn("access", self.one.show("lan", uid))

        waiting = self.province.admin("access", "list", UNIT, "--json").json()
        self.assertEqual([(one["record_uid"], one["level"], one["state"]) for one in waiting], [(uid, 1, "proposed")])
        self.province.admin("held", "admit", UNIT, waiting[0]["operation"][:8])
        self.one.sync("lan")
        shown = self.one.show("lan", uid)
        self.assertEqual(shown["access"], {"level": 1, "until": FAR, "basis": PAPER[1]})
        self.assertNotIn("personal_id", shown)
        self.assertNotIn("date_of_birth", shown)
        self.assertIn("full_name", shown)  # as the list has it
        self.assertIn("personal_id", shown["withheld"])
        line = next(one for one in self.one.list("lan") if one["record_uid"] == uid)
        self.assertEqual(line["access"], {"level": 1})
        self.assertTrue(line["personal_id"].startswith("…"))

    def test_1a_what_was_proposed_is_answered_with_a_reason(self):
        """A proposal ends: refused with why, or by what the province sets instead."""
        uid = self.uids[6]
        self.one.do("thinh", "access", "restrict", uid, "--level", "2", "--until", FAR, *PAPER)
        self.one.sync("thinh")
        [asked] = [one for one in self.province.admin("access", "list", UNIT, "--json").json() if one["record_uid"] == uid]
        self.assertEqual((asked["state"], asked["full_name"]), ("proposed", self.one.show("thinh", uid)["full_name"]))
        self.province.admin("held", "refuse", UNIT, asked["operation"][:8], "--reason", "Chưa đủ căn cứ")
        told = self.one.sync("thinh").json()["notices"]
        self.assertEqual([(one["about"], one["reason"]) for one in told if one["record_uid"] == uid],
                         [("restriction_refused", "Chưa đủ căn cứ")])
        shown = self.one.do("thinh", "access", "show", uid).json()
        self.assertEqual((shown["level"], shown["proposals"]), (0, []))
        self.assertEqual([(one["level"], one["accepted"], one["answer"]) for one in shown["answered"]], [(2, False, "Chưa đủ căn cứ")])

        for level in ("1", "2"):
            self.one.do("thinh", "access", "restrict", uid, "--level", level, "--until", FAR, *PAPER)
        self.one.sync("thinh")
        self.province.admin("access", "set", UNIT, uid, "--level", 1, "--until", FAR, "--basis", "9/QĐ-SNV")
        states = [(one["level"], one["state"]) for one in self.province.admin("access", "list", UNIT, "--json").json()
                  if one["record_uid"] == uid]
        self.assertEqual(states, [(1, "over"), (1, "in_force")])
        self.one.sync("thinh")
        shown = self.one.do("thinh", "access", "show", uid).json()
        self.assertEqual((shown["level"], shown["proposals"]), (1, []))
        self.assertEqual([(one["level"], one["accepted"]) for one in shown["answered"]], [(2, False), (1, True), (2, False)])
        self.province.admin("access", "set", UNIT, uid, "--level", 0, "--basis", "10/QĐ-SNV")
        self.one.sync("thinh")

    def test_2_a_high_level_leaves_name_unit_and_status(self):
        uid = self.uids[1]
        self.one.do("lan", "record", "edit", uid, "--set", "phone_mobile=01627654321")  # now 0327654321, says the rule
        self.one.sync("lan", expect=0)
        before = self.one.show("lan", uid)
        self.set_level(uid, 2, "--until", FAR)
        shown = self.one.show("lan", uid)
        fields = set(shown) - {"record_uid", "status", "content_root", "approvals", "conflicts", "local", "access", "withheld"}
        self.assertLessEqual(fields, {"full_name", "using_unit_id", "personnel_status"})
        self.assertEqual(shown["content_root"], before["content_root"])  # what is withheld is still what is signed
        for act in (("record", "edit", uid, "--set", "phone_mobile=0912345678"), ("record", "submit", uid)):
            self.assertEqual(self.refusal(self.one.do("lan", *act, expect=4))["key"], "access.closed")
        for entry in self.one.do("lan", "record", "history", uid).json():
            self.assertFalse([one for one in entry.get("changes", []) if one["field"] not in ("full_name",)], entry)

        # The head sees it whole, says why, and is written down.
        asked = self.refusal(self.one.do("thinh", "record", "show", uid, expect=3))
        self.assertEqual([fault["field"] for fault in asked["faults"]], ["purpose"])
        self.assertEqual(self.uses(uid), [])
        whole = self.one.show("thinh", uid, "--purpose", "Xem xét nâng lương")
        self.assertEqual(whole["personal_id"], before["personal_id"])
        self.assertNotIn("withheld", whole)
        self.one.do("thinh", "record", "history", uid, "--purpose", "Xem xét nâng lương")
        self.assertEqual([(one["author"], one["use"], one["purpose"]) for one in self.uses(uid)],
                         [("Nguyễn Văn Thịnh", "look", "Xem xét nâng lương"), ("Nguyễn Văn Thịnh", "history", "Xem xét nâng lương")])
        self.one.sync("lan")
        logged = [one for one in self.province.admin("access", "log", UNIT, "--json").json() if one["record_uid"] == uid]
        self.assertEqual([(one["login"], one["purpose"]) for one in logged], [("thinh", "Xem xét nâng lương")] * 2)
        # Not in passing either: a list that is given out leaves it out unless it is said why.
        given = self.one.do("thinh", "export").lines()
        self.assertNotIn(uid, [one["record_uid"] for one in given])
        given = self.one.do("thinh", "export", "--records", uid, "--purpose", "Báo cáo tỉnh").lines()
        self.assertEqual([one["personal_id"] for one in given], [before["personal_id"]])
        self.assertEqual(self.uses(uid)[-1]["use"], "give_out")

        # What the rules find is told without its values until a purpose is said, and such a look is written down.
        looks = len(self.uses(uid))
        blind = self.one.do("thinh", "record", "validate", uid)
        self.assertIn(("DM-3.5", "phone_mobile"), [(one["rule"], one["field"]) for one in blind.json()])
        self.assertNotIn("0327654321", blind.out)
        self.assertEqual(len(self.uses(uid)), looks)
        said = self.one.do("thinh", "record", "validate", uid, "--purpose", "Soát lỗi")
        self.assertIn("0327654321", said.out)
        self.assertEqual([(one["use"], one["purpose"]) for one in self.uses(uid)[looks:]], [("look", "Soát lỗi")])

    def test_3_what_has_run_out_gives_way(self):
        uid = self.uids[2]
        self.set_level(uid, 2, "--until", YESTERYEAR)
        self.assertNotIn("access", self.one.show("lan", uid))
        self.set_level(uid, 1, "--until", FAR)
        self.assertEqual(self.one.show("lan", uid)["access"]["level"], 1)
        self.set_level(uid, 0)
        self.assertNotIn("access", self.one.show("lan", uid))
        self.province.admin("access", "set", UNIT, uid, "--level", 1, *PAPER, expect=3)  # without its last day

    def test_4_a_consent_opens_by_date_and_scope_once_the_head_has_signed(self):
        uid, other = self.uids[3], self.uids[1]
        self.set_level(uid, 2, "--until", FAR)
        wanted = ("authorisation", "add", "--to", "lan", "--sensitivity", "3", *PAPER, "--purpose", "Xác minh lý lịch")
        self.assertEqual(self.refusal(self.one.do("lan", *wanted, "--record", uid, "--until", FAR, expect=4))["key"], "act.not_entitled")
        faults = self.refusal(self.one.do(ADMIN, *wanted, "--record", uid, "--until", FAR, expect=3))["faults"]
        self.assertEqual([fault["field"] for fault in faults], ["signer"])
        entered = self.one.do(ADMIN, *wanted, "--signer", "Nguyễn Văn Thịnh", "--record", uid, "--until", FAR).json()
        self.assertEqual(entered["state"], "waiting_for_signature")
        self.assertNotIn("personal_id", self.one.show("lan", uid))
        self.assertEqual(self.refusal(self.one.do(ADMIN, "authorisation", "sign", entered["id"], expect=4))["key"], "access.head_signs")

        self.one.do("thinh", "authorisation", "sign", entered["id"])
        self.assertIn("personal_id", self.one.show("lan", uid))
        self.assertNotIn("personal_id", self.one.show("lan", other))  # it names one file
        self.assertEqual([(one["author"], one["purpose"], one["authorisation"]) for one in self.uses(uid) if "authorisation" in one],
                         [("Lò Thị Lan", "Xác minh lý lịch", entered["id"])])
        self.assertTrue(self.one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0987654321").json()["changed"])
        self.assertEqual(self.one.sync("lan").json()["refused"], [])  # the province judges it alike

        self.one.do(ADMIN, "authorisation", "end", entered["id"], "--basis", "08/QĐ-UBND 25/11/2026")
        self.assertNotIn("personal_id", self.one.show("lan", uid))
        over = self.one.do("thinh", *wanted, "--record", uid, "--from", LONG_AGO, "--until", YESTERYEAR).json()
        self.assertNotIn("personal_id", self.one.show("lan", uid))
        states = {one["id"]: one["state"] for one in self.one.do("thinh", "authorisation", "list").json()}
        self.assertEqual((states[entered["id"]], states[over["id"]]), ("ended", "over"))
        self.assertEqual(self.refusal(self.one.do("thinh", "authorisation", "add", "--to", "thinh", *PAPER, "--purpose", "x",
                                                  "--until", FAR, expect=4))["key"], "access.not_oneself")

    def test_5_what_a_clerk_may_not_read_he_adds_to_and_does_not_change(self):
        """S4: the head's and those that he names [TB-4.3b]."""
        uid = self.uids[4]
        self.one.do("lan", "record", "edit", uid, "--add", "discipline=" + json.dumps({"act": "Đi muộn"}))
        mine, his = self.one.show("lan", uid), self.one.show("thinh", uid)
        self.assertNotIn("discipline", mine)
        self.assertIn("discipline", mine["withheld"])
        self.assertEqual([field for field in mine["withheld"] if field in mine], [])
        self.assertEqual(his["discipline"][0]["act"], "Đi muộn")
        self.assertNotIn("withheld", his)
        row = his["discipline"][0]["row_uid"]
        refused = self.one.do("lan", "record", "edit", uid, "--change", f"discipline/{row}.act=Không có", expect=4)
        self.assertEqual(self.refusal(refused)["key"], "access.unseen")
        self.assertNotIn("Đi muộn", self.one.do("lan", "record", "history", uid).out)
        self.assertNotIn("Đi muộn", self.one.do("lan", "export").out)
        self.assertNotIn("Đi muộn", self.one.do("lan", "record", "diff", uid, "--from", "0", "--to", "0").out)
        viewer = self.one.show("pho", uid)
        self.assertNotIn("personal_id", viewer)  # direction work asks for no more than S1
        self.assertIn("full_name", viewer)

    def test_6_who_stands_in_for_the_head_signs_inside_his_authorisation(self):
        uid = self.uids[5]
        self.one.do("lan", "record", "submit", uid, "--reason", "Đã đối chiếu")
        self.assertEqual(self.refusal(self.one.do("pho", "approve", uid, expect=4))["key"], "act.not_entitled")
        given = self.one.do("thinh", "authorisation", "add", "--kind", "signing", "--to", "pho", "--basis", "01/UQ-UBND 02/01/2026",
                            "--purpose", "Chủ tịch đi công tác", "--until", FAR).json()
        self.assertEqual(self.one.do("pho", "approve", uid).json()["approved"], 1)
        told = self.one.sync("pho").json()["refused"]
        self.assertEqual([(one["code"], one["verdict"]) for one in told], [("awaiting_confirmation", "held")])
        self.province.admin("account", "confirm", UNIT, "pho")
        self.one.sync("lan")
        shown = self.one.show("lan", uid)
        self.assertEqual((shown["status"], shown["approvals"][0]["signer"]), ("synced_to_province", "Hà Văn Phó"))
        self.one.do("thinh", "authorisation", "end", given["id"], "--basis", "02/QĐ-UBND 03/01/2026")
        self.assertEqual(self.refusal(self.one.do("pho", "approve", uid, expect=4))["key"], "act.not_entitled")

    def test_7_a_person_sees_who_looked_at_his_file(self):
        uid = self.uids[1]
        file = self.one.show("thinh", uid, "--purpose", "Cấp tài khoản cá nhân")
        self.one.add_account(ADMIN, "chu", "person", file["full_name"], file["personal_id"], "hồ sơ của chính tôi")
        own = self.one.show("chu", uid)
        self.assertEqual((own["personal_id"], own["access"]["level"]), (file["personal_id"], 2))  # always one's own [TB-7.4a]
        self.assertNotIn("withheld", own)
        looked = [one["purpose"] for one in self.one.do("chu", "audit", "show").lines() if one["kind"] == "access_use"]
        self.assertIn("Cấp tài khoản cá nhân", looked)
        others = [one for one in self.one.do("chu", "audit", "show").lines() if one.get("record_uid", uid) != uid]
        self.assertEqual(others, [])
        self.one.do("chu", "record", "show", self.uids[3], expect=3)

    def test_8_what_was_entered_before_a_laptop_knew_is_held_and_not_lost(self):
        uid = self.uids[6]
        self.province.admin("access", "set", UNIT, uid, "--level", 2, "--until", FAR, *PAPER)
        self.one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0911222333")
        told = self.one.sync("lan").json()["refused"]
        self.assertEqual([(one["code"], one["verdict"]) for one in told], [("not_cleared", "held")])
        held = self.province.admin("held", "list", UNIT, "--json").json()
        mine = [one["operation"] for one in held if one["reason"] == "not_cleared"]
        self.province.admin("held", "admit", UNIT, *[name[:12] for name in mine])
        self.one.sync("lan")
        self.assertEqual(self.one.show("thinh", uid, "--purpose", "Kiểm tra")["phone_mobile"], "0911222333")

    def test_9_no_clock_opens_a_file_and_none_keeps_a_consent_open(self):
        """C06D-5.4: what a restriction closes only the province's time opens again."""
        uid = self.uids[0]
        self.set_level(uid, 2, "--until", day(100))
        wanted = ("authorisation", "add", "--to", "lan", "--sensitivity", "3", *PAPER, "--purpose", "Xác minh", "--record", uid)
        self.one.do("thinh", *wanted, "--from", day(30), "--until", day(60))
        self.assertNotIn("personal_id", self.one.show("lan", uid))
        for ahead in (40, 200, 3000):
            with clock_ahead(ahead):
                self.assertNotIn("personal_id", self.one.show("lan", uid), ahead)
                self.assertEqual(self.one.show("lan", uid)["access"]["level"], 2)
                self.one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0912345678", expect=4)
        self.one.do("thinh", *wanted, "--until", day(60))
        self.assertIn("personal_id", self.one.show("lan", uid))
        with clock_ahead(61):
            self.assertNotIn("personal_id", self.one.show("lan", uid))
        with clock_ahead(-400):
            self.assertEqual(self.one.show("lan", uid)["access"]["level"], 2)
        long_line = self.one.do("thinh", *wanted[:-4], "--purpose", "x" * 1100, "--until", day(60), expect=3)
        self.assertEqual(self.refusal(long_line)["key"], "text.too_long")

    def test_a_a_head_that_nobody_confirmed_gives_and_sees_little_and_is_seen(self):
        """LEDGER 3.4: the administrator makes himself a head."""
        self.one.add_account(ADMIN, "gia", "head", "Giả Danh", "034075000099", "chữ ký của người lạ")
        refused = self.one.do("gia", "authorisation", "add", "--to", "lan", "--sensitivity", "4", *PAPER, "--purpose", "x",
                              "--until", FAR, expect=4)
        self.assertEqual(self.refusal(refused)["key"], "access.key_unconfirmed")
        self.assertNotIn("personal_id", self.one.show("gia", self.uids[1]))
        uid = self.uids[4]
        self.assertIn("discipline", self.one.show("gia", uid))  # what he is to sign he sees, and it is told
        self.assertIn(("Giả Danh", "look", ""), [(one["author"], one["use"], one["purpose"]) for one in self.uses(uid)])

    def test_b_a_number_that_somebody_types_makes_no_file_his_own(self):
        """TB-7.4: S4 of a colleague's file, by way of one's own number."""
        uid = self.uids[4]
        number = self.one.show("thinh", uid)["personal_id"]
        self.one.do("lan", "record", "edit", uid, "--set", "personal_id=034190000011")
        shown = self.one.show("lan", uid)
        self.assertNotIn("discipline", shown)
        self.assertIn("discipline", shown["withheld"])
        self.one.do("lan", "record", "edit", uid, "--set", f"personal_id={number}")

    def test_c_a_number_that_is_not_shown_is_not_found_by(self):
        uid = self.uids[4]
        line = next(one for one in self.one.list("lan") if one["record_uid"] == uid)
        found = lambda login, text: [one["record_uid"] for one in self.one.do(login, "record", "find", text).lines()]
        self.assertIn(uid, found("lan", line["personal_id"][:6]))
        self.assertEqual(found("pho", line["personal_id"][:6]), [])
        self.assertIn(uid, found("pho", line["full_name"]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
