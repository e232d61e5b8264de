"""What a month asks of a commune, as `soxactl month` and `status` tell it on the real programs: windows, open things
with their days, what is late, what the head must sign, and the receipt beside the claimed time."""
import datetime
import json
import sys
import unittest

from programs import World

BINARIES = sys.argv.pop(1)
UNIT, ADMIN = "H31.55", "034079000001"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}


class Month(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, entered = cls.world.commune_at_work(UNIT, WORDS, 6, 3)
        cls.uids = [uid for uid in entered if not cls.errors(uid)]

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    @classmethod
    def errors(cls, uid):
        return [one for one in cls.one.do("lan", "record", "validate", uid).json() if one["severity"] == "E"]

    def month(self, *words, login="lan"):
        return self.one.do(login, "month", *words).json()

    def duties(self, uid, kind):
        return [duty for duty in self.month()["obligations"] if (duty["record_uid"], duty["kind"]) == (uid, kind)]

    def test_1_the_windows_of_november_2026(self):
        """The unit until the 24th, the province on the last five working days; they share the 23rd [TB-6.4] [TB-6.5]."""
        windows = self.month("2026-11")["windows"]
        self.assertEqual((windows["unit_deadline"], windows["unit_last_workday"]), ("2026-11-24", "2026-11-23"))
        self.assertEqual(windows["province_days"], ["2026-11-23", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"])
        self.assertEqual((windows["meeting"], windows["shared_days"]), ("overlap", 1))
        self.assertEqual((windows["pack"], windows["pack_expired"]), ("TB-2024", False))
        self.assertTrue(windows["calendar_decided"])
        other = self.month("2026-11", "--pack", "C06-2023")["windows"]
        self.assertIsNone(other["unit_deadline"])
        self.assertEqual(other["province_days"], [f"2026-11-{day}" for day in range(26, 31)])
        self.assertIsNone(self.month("2024-11")["windows"])

    def test_2_what_is_entered_submitted_and_signed(self):
        """Each step has who must act; the province's receipt makes it done, the claimed time stays beside it."""
        uid = self.uids[0]
        self.assertEqual([duty["state"] for duty in self.duties(uid, "first_entry")], ["open"])
        self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu")
        waiting = self.duties(uid, "approval")
        self.assertEqual([(duty["state"], duty["who"]) for duty in waiting], [("open", "Nguyễn Văn Thịnh")])
        self.assertIsNotNone(waiting[0]["due"])
        self.assertIn(uid, self.month()["to_sign"])

        # After the unit's day of a month a signature is late, whenever this runs.
        late = "" if self.month()["windows"]["unit_open"] else "_late"
        self.one.do("thinh", "approve", uid)
        signed = self.duties(uid, "approval")[0]
        self.assertEqual((signed["state"], signed["received_at"]), ("sent" + late, None))
        self.assertIsNotNone(signed["claimed_at"])
        self.assertNotIn(uid, self.month()["to_sign"])

        self.one.sync("lan", expect=0)
        self.province.admin("account", "confirm", UNIT, "thinh")
        self.one.sync("lan", expect=0)
        done = self.duties(uid, "approval")[0]
        self.assertEqual(done["state"], "done" + late)
        self.assertIsNotNone(done["received_at"])

    def test_3_what_is_returned_is_the_clerks(self):
        """Given back with a reason, it is open until it is submitted again [TB-6.4c]."""
        uid = self.uids[1]
        self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu")
        self.one.do("thinh", "record", "return", uid, "--reason", "Thiếu quyết định nâng lương")
        self.assertEqual([(duty["state"], duty["who"]) for duty in self.duties(uid, "returned")], [("open", "Lò Thị Lan")])
        self.assertEqual(self.duties(uid, "approval"), [])

    def test_4_a_joiner_needs_an_account(self):
        """Five working days from joining, whoever is on holiday [TB-6.2]."""
        uid = self.uids[2]
        today = self.month()["today"]
        self.one.do("lan", "record", "edit", uid, "--set", f"current_agency_join_date={today}")
        duty = self.duties(uid, "account")[0]
        self.assertEqual((duty["state"], duty["since"], duty["who"]), ("open", today, "Lò Văn Quản"))
        due, since = (datetime.date.fromisoformat(duty[key]) for key in ("due", "since"))
        self.assertGreaterEqual((due - since).days, 7)

        # By a regime that counts from the decision, its day is what the term begins with.
        decided = (datetime.date.fromisoformat(today) - datetime.timedelta(days=2)).isoformat()
        self.one.do("lan", "record", "edit", uid, "--add", "unit_move=" + json.dumps(
            {"case": "3", "effective_date": today, "decision_no": "7/QĐ", "decision_date": decided}))
        by_decision = [one for one in self.month("--pack", "D27-2026")["obligations"]
                       if (one["record_uid"], one["kind"]) == (uid, "account")]
        self.assertEqual([one["since"] for one in by_decision], [decided])
        self.assertEqual(self.duties(uid, "account")[0]["since"], today)

        person = self.one.show("lan", uid)
        self.one.add_account(ADMIN, "moi", "person", person["full_name"], person["personal_id"], "mật khẩu của người mới")
        self.assertEqual(self.duties(uid, "account")[0]["state"], "sent")

    def test_5_a_change_after_approval_needs_its_document(self):
        """A new name is no small thing: the file is open again, and evidence is asked for [TB-6.3b] [R32]."""
        uid = self.uids[0]
        self.one.do("lan", "record", "edit", uid, "--set", "full_name=Nguyễn Văn Đổi Tên")
        self.assertEqual([duty["state"] for duty in self.duties(uid, "change")], ["open"])
        self.assertEqual([duty["state"] for duty in self.duties(uid, "evidence")], ["open"])

    def test_6_status_tells_the_month_in_short(self):
        month = self.one.do("lan", "status").json()["month"]
        whole = self.month()
        self.assertEqual((month["open"], month["late"], month["to_sign"]),
                         (whole["open"], whole["late"], len(whole["to_sign"])))
        self.assertEqual(month["windows"], whole["windows"])

    def test_8_a_signature_after_the_unit_s_day_is_late_everywhere(self):
        """`approve`, `month`, `status` and the province's board say the same, by one rule; it counts for the next month
        (DOMAIN §1.7) [TB-6.4] [TB-14.6]."""
        text = self.province.admin("pack", "show", "TB-2024").out
        # Whatever day it is: the unit's day was the last one of the month before.
        text = text.replace("pack       = TB-2024", "pack       = NGAY-MOT").replace("deadline_day   = 25", "deadline_day   = 1")
        path = self.world.folder / "pack.txt"
        path.write_text(text, encoding="utf-8")
        published = self.province.admin("--json", "pack", "publish", path).json()
        told = {note["key"]: note["line"] for note in published["notes"]}
        for key in ("valid_from", "approval.signers.province", "approval.self_record", "national.transport"):
            self.assertTrue(text.split("\n")[told[key] - 1].startswith(key), (key, told))
        self.one.sync("lan", expect=0)
        uid = self.uids[3]
        self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu")
        waits = self.duties(uid, "approval")[0]
        self.assertEqual(waits["state"], "open")

        today = datetime.date.fromisoformat(self.month()["today"])
        missed = today.replace(day=1) - datetime.timedelta(days=1)
        signed = self.one.do("thinh", "approve", uid)
        self.assertIn(missed.strftime("%d/%m/%Y"), signed.err)
        here = self.duties(uid, "approval")[0]
        self.assertEqual((here["state"], here["due"]), ("sent_late", missed.isoformat()))
        self.one.sync("lan", expect=0)
        done = self.duties(uid, "approval")[0]
        self.assertEqual((done["state"], done["due"], done["days_late"]),
                         ("done_late", missed.isoformat(), (today - missed).days))
        following = (today.replace(day=28) + datetime.timedelta(days=4)).strftime("%Y-%m")
        self.assertEqual((done["counted_in"], done["claimed_in_time"]), (following, False))
        self.assertIn(uid, [one["record_uid"] for one in self.month(following)["obligations"] if one["kind"] == "approval"])
        self.assertEqual(self.one.do("lan", "status").json()["month"]["late"], self.month()["late"])
        board = {one["unit"]: one for one in self.province.admin("--json", "month", today.strftime("%Y-%m")).json()}[UNIT]
        late = [one for one in self.month()["obligations"] if one["kind"] == "approval" and one["state"] == "done_late"]
        self.assertEqual(board["approvals_late"], len(late))
        self.assertEqual(board["unit_deadline"], missed.isoformat())

    def test_7_what_is_no_month_is_a_wrong_call(self):
        for words in (["2026-13"], ["11/2026"], ["2026-11", "--pack", "X"]):
            self.one.do("lan", "month", *words, expect=2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
