"""Who retires on a day to come (TB-9.5, DOMAIN 4.10): until that day the file is worked on, whatever a laptop's clock says; the
province's word closes it on both ends, and what was entered after it is kept."""
import contextlib
import datetime
import json
import os
import sys
import unittest
from pathlib import Path

BINARIES = sys.argv[1]
from two_communes import A, ADMIN, HEAD, PASSWORD, TwoCommunes  # noqa: E402  (takes the folder off the command line)

CLOCK = Path(BINARIES) / "clock_ahead.so"
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


@contextlib.contextmanager
def clock_ahead(days):
    """Programs started in here have another day."""
    os.environ.update(LD_PRELOAD=str(CLOCK), CLOCK_AHEAD=str(days * 86400),
                      ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0")
    try:
        yield
    finally:
        del os.environ["LD_PRELOAD"], os.environ["CLOCK_AHEAD"]


class Leaving(TwoCommunes):
    def approve(self, uid):
        self.clerk(A, "record", "submit", uid, "--reason", "đã đối chiếu với hồ sơ giấy")
        self.head(A, "approve", uid)
        self.sync(A)
        return self.clerk(A, "record", "show", uid).json()

    def edit(self, uid, digit, **more):
        self.clerk(A, "record", "edit", uid, "--set", f"phone_mobile=091234567{digit}", **more)

    def approved(self):
        """An approved file with its decision beside, and what says that its person leaves in ten days."""
        uid, = self.clerk(A, "import", self.world.people(1, 5, A), expect=(0, 3)).json()["records"]
        self.confirm_heads()
        self.assertEqual(self.approve(uid)["status"], "synced_to_province")
        self.attach(A, uid)
        day = (datetime.datetime.now(VIETNAM).date() + datetime.timedelta(days=10)).isoformat()
        return uid, ("transfer", "out", uid, "--case", "5", "--status", "40", "--basis", "88/QĐ-UBND 20/11/2026",
                     "--evidence", "1", "--date", day)

    def the_day_comes(self):
        self.province.stop()
        with clock_ahead(11):
            self.province.serve()
        self.sync(A)

    def test_the_province_takes_a_plan_back(self):
        uid, out = self.approved()
        self.clerk(A, *out)
        number = self.approve(uid)["personal_id"]
        self.province.admin("person", "status", A, number, "--status", "10", "--basis", "9/QĐ 21/11/2026")
        self.sync(A)
        self.assertNotIn("leaving", self.clerk(A, "record", "show", uid).json()["life"])
        self.the_day_comes()
        self.assertEqual(self.clerk(A, "record", "show", uid).json()["status"], "synced_to_province")
        self.edit(uid, 1)
        self.assertEqual(self.sync(A)["refused"], [])

    def test_a_signature_that_the_province_holds_says_what_frees_the_file(self):
        """The head's key is not confirmed yet: a sync alone frees nothing, the province's word does."""
        uid, = self.clerk(A, "import", self.world.people(1, 5, A), expect=(0, 3)).json()["records"]
        self.attach(A, uid)
        out = ("transfer", "out", uid, "--case", "5", "--basis", "88/QĐ-UBND 20/11/2026", "--evidence", "1",
               "--date", datetime.datetime.now(VIETNAM).date().isoformat(), "--status")
        refused = self.clerk(A, *out, "đang làm việc", expect=3)
        self.assertIn("40 Nghỉ hưu đúng tuổi", refused.err)
        self.clerk(A, *out, "nghi huu dung tuoi")
        self.clerk(A, "record", "submit", uid, "--reason", "đã đối chiếu với hồ sơ giấy")
        self.head(A, "approve", uid)

        def why():
            edit = self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0912345670", expect=4)
            return edit.json()["error"]["key"]

        self.assertEqual(why(), "file.leaving_signed")
        self.sync(A)
        self.assertEqual(why(), "file.leaving_held")
        self.province.admin("account", "refuse", A, HEAD[A], "--reason", "vân tay không khớp")
        self.sync(A)
        self.edit(uid, 1)

    def test_who_leaves_by_a_signature_that_an_officer_let_in(self):
        """The submission was held, since its clerk had been revoked meanwhile, and the signature rested on it."""
        uid, out = self.approved()
        laptop = self.laptop[A]
        laptop.add_account(ADMIN[A], "tam", "clerk", "Nguyễn Tám", "034190000077", PASSWORD)
        laptop.do("tam", "status")  # his key is known before he is gone
        self.sync(A)
        laptop.do("tam", *out)
        laptop.do("tam", "record", "submit", uid, "--reason", "đã đối chiếu với hồ sơ giấy")
        ticket = self.world.folder / "second.ticket"
        self.province.admin("ticket", A, "--admin", "Lò Văn Quản", "--id", ADMIN[A], "--out", ticket, "--url", self.province.url)
        other = self.world.laptop("a2")
        other.enrol(ticket, ADMIN[A], PASSWORD)
        other.sync(ADMIN[A])
        other.do(ADMIN[A], "account", "revoke", "tam", "--basis", "1/QĐ 01/11/2026")
        other.sync(ADMIN[A])
        self.head(A, "approve", uid)
        laptop.sync("lan", expect=4)
        self.province.admin("held", "admit", A, "--author", "tam")
        self.sync(A)
        self.assertEqual([one["about"] for one in self.clerk(A, "status").json()["notices"]], ["leaving_ahead"])
        self.the_day_comes()
        self.assertEqual(self.clerk(A, "record", "show", uid).json()["status"], "archived")

    def test_a_file_is_worked_on_until_the_day_and_closed_by_the_province(self):
        leaver, gone = self.clerk(A, "import", self.world.people(2, 5, A), expect=(0, 3)).json()["records"]
        self.confirm_heads()
        for uid in (leaver, gone):
            self.assertEqual(self.approve(uid)["status"], "synced_to_province")
            self.attach(A, uid)  # the decision [R35]
        today = datetime.datetime.now(VIETNAM).date()
        day = (today + datetime.timedelta(days=10)).isoformat()
        out = ("--case", "5", "--status", "40", "--basis", "88/QĐ-UBND 20/11/2026", "--evidence", "1")
        self.clerk(A, "transfer", "out", leaver, *out, "--date", day)
        self.clerk(A, "transfer", "out", gone, *out, "--date", "2026-11-02")
        self.assertEqual(len(self.names(A)), 2)  # nobody has approved anything yet

        # Who has left by his head's signature is closed before the province has heard, else it would hold what follows.
        self.clerk(A, "record", "submit", gone, "--reason", "đã đối chiếu với hồ sơ giấy")
        self.edit(gone, 1)
        self.clerk(A, "record", "submit", gone, "--reason", "đã đối chiếu với hồ sơ giấy")
        self.head(A, "approve", gone)
        self.edit(gone, 2, expect=4)
        self.sync(A)
        self.assertEqual(self.clerk(A, "record", "show", gone).json()["status"], "archived")

        file = self.approve(leaver)
        self.assertEqual((file["status"], file["life"]["leaving"]),
                         ("synced_to_province", {"status": "40", "effective_date": day}))
        listed = self.clerk(A, "record", "list").lines()
        self.assertEqual([(one["record_uid"], one["leaving"]["effective_date"]) for one in listed], [(leaver, day)])
        self.assertEqual([(one["about"], one["to"]) for one in self.clerk(A, "status").json()["notices"]],
                         [("leaving_ahead", day)])
        # A raise before the end, an assessment: entered, approved, and the plan stands. No clock of a laptop has a part in it.
        self.edit(leaver, 3)
        self.assertEqual(self.approve(leaver)["life"]["leaving"]["effective_date"], day)
        for at, days in enumerate((400, -6200)):
            with clock_ahead(days):
                self.assertEqual(len(self.names(A)), 1)
                self.edit(leaver, 4 + at)
        self.assertEqual(self.approve(leaver)["status"], "synced_to_province")
        self.province.admin("log", "verify")

        # The day has come at the province; the laptop's own clock is ten days behind.
        self.province.stop()
        with clock_ahead(10):
            self.province.serve()
        self.edit(leaver, 6)
        self.assertEqual([one["code"] for one in self.sync(A)["refused"]], ["archived"])
        self.assertEqual(self.names(A), [])
        shown = self.clerk(A, "record", "show", leaver).json()
        self.assertEqual((shown["status"], shown["phone_mobile"]), ("archived", "0912345675"))
        self.assertIn("0912345676", json.dumps(self.clerk(A, "record", "history", leaver).json()))
        self.clerk(A, "store", "rebuild")
        self.assertEqual(self.clerk(A, "record", "show", leaver).json(), shown)
        self.assertEqual(len(self.names(A, "--archived")), 2)
        self.edit(leaver, 7, expect=4)
        self.head(A, "record", "reopen", leaver, "--basis", "15/QĐ-UBND 21/11/2026")
        self.clerk(A, "record", "edit", leaver, "--set", "personnel_status=10")


if __name__ == "__main__":
    unittest.main()
