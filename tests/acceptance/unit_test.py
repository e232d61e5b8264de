"""What becomes of units while a laptop is offline (F10), moves that come to nothing, and moves that only the province may begin.
The real programs; what a laptop had not sent is never lost.
"""
import json
import re
import sys
import unittest

from programs import Laptop, World

BINARIES = sys.argv.pop(1)
A, B, C = "H31.55", "H31.56", "H31.57"
ADMIN = "034079000001"
NUMBER = {A: ("034190000011", "034075000012"), B: ("034190000013", "034175000014")}
PASSWORD = "bông lúa trên đồng"
DAY = ("--date", "2026-12-01", "--basis", "12/QĐ-UBND 20/11/2026")
ORDER = ("--basis", "2/NQ-HĐND 01/11/2026")


class Units(unittest.TestCase):
    def setUp(self):
        self.world = World(BINARIES)
        self.addCleanup(self.world.close)
        self.province = self.world.province
        self.province.init()
        for unit, name in ((A, "Xã Tiền Hải"), (B, "Xã Đông Minh")):
            self.province.admin("unit", "add", unit, name)
        self.province.serve()
        self.laptop = {}
        for unit in (A, B):
            laptop = self.laptop[unit] = self.world.enrol(unit, unit, "Lò Văn Quản", ADMIN, PASSWORD)
            for login, role, number in zip(("lan", "thinh"), ("clerk", "head"), NUMBER[unit]):
                laptop.add_account(ADMIN, login, role, f"Nguyễn {login.capitalize()}", number, PASSWORD)

    def clerk(self, unit, *words, **more):
        return self.laptop[unit].do("lan", *words, **more)

    def head(self, unit, *words, **more):
        return self.laptop[unit].do("thinh", *words, **more)

    def sync(self, unit):
        return self.laptop[unit].sync("lan").json()

    def confirm_heads(self):
        for unit in (A, B):
            self.head(unit, "transfer", "list")
            self.sync(unit)
            self.province.admin("account", "confirm", unit, "thinh")
            self.sync(unit)

    def second(self, unit, name="second"):
        laptop = self.world.enrol(unit, name, "Lò Văn Quản", ADMIN, "máy khác của xã")
        laptop.sync(ADMIN)
        self.sync(unit)
        laptop.sync(ADMIN)
        laptop.passwords.update({"lan": PASSWORD, "thinh": PASSWORD})
        return laptop

    def enter(self, unit, *people):
        text = "\n".join(json.dumps(one, ensure_ascii=False) for one in people)
        return self.clerk(unit, "import", "-", text=text).json()["records"]

    def names(self, unit, *words):
        return sorted(one["full_name"] for one in self.clerk(unit, "record", "list", *words).lines())

    def move(self):
        return self.province.admin("transfer", "list", "--json").json()[0]

    def test_a_unit_is_split_while_a_laptop_is_offline(self):
        """Who goes is in the new unit, what was entered about him meanwhile is offered there; all else stays (F10)."""
        goes, stays = self.enter(
            A, {"full_name": "Vũ Văn Đi", "personal_id": "034090000051", "phone_mobile": "0912345678"},
            {"full_name": "Vũ Văn Ở", "personal_id": "034090000052", "phone_mobile": "0912345679"})
        self.sync(A)
        offline = self.second(A)
        done = self.province.admin("unit", "split", A, "--into", B, "--id", "034090000051", *ORDER, "--json").json()
        self.assertEqual((done["files"], done["left"]), (1, 0))
        self.province.admin("unit", "split", A, "--into", B, "--id", "034090009999", *ORDER, expect=3)

        offline.do("lan", "record", "edit", goes, "--set", "phone_mobile=0987654321")
        offline.do("lan", "record", "edit", stays, "--set", "phone_mobile=0987654322")
        offline.do("lan", "record", "new", "--file", "-",
                   text=json.dumps({"full_name": "Vũ Văn Mới", "personal_id": "034090000053"}))
        refused = offline.sync("lan").json()["refused"]
        self.assertEqual([one["code"] for one in refused], ["archived"])
        self.assertEqual(offline.do("lan", "status").json()["queue"]["operations"], 0)
        self.sync(A), self.sync(B)

        self.assertEqual(self.names(A), ["Vũ Văn Mới", "Vũ Văn Ở"])
        self.assertEqual(self.names(A, "--archived"), ["Vũ Văn Đi"])
        self.assertEqual(self.names(B), ["Vũ Văn Đi"])
        self.assertEqual(self.clerk(A, "record", "show", stays).json()["phone_mobile"], "0987654322")
        new = self.clerk(B, "record", "list").lines()[0]["record_uid"]
        self.assertEqual(self.clerk(B, "record", "show", new).json()["phone_mobile"], "0912345678")
        late, = self.head(B, "transfer", "list").json()["late"]
        self.assertIn("0987654321", json.dumps(late))
        self.clerk(B, "transfer", "take", late["operation"])
        self.assertEqual(self.clerk(B, "record", "show", new).json()["phone_mobile"], "0987654321")
        self.assertEqual(offline.shared("lan", stays), self.laptop[A].shared("lan", stays))
        self.province.admin("log", "verify")

    def test_a_move_that_nobody_answers_expires(self):
        """The old unit goes on with what it had held, the offer is gone, and the file can be released again [TB-9.3]."""
        uid, = self.enter(A, {"full_name": "Vũ Văn Sáu", "personal_id": "034090000061"})
        self.confirm_heads()
        offline = self.second(A)
        self.head(A, "transfer", "out", uid, "--to", B, *DAY)
        self.sync(A)
        offline.do("lan", "record", "edit", uid, "--set", "phone_mobile=0922222222")
        self.assertEqual([one["code"] for one in offline.sync("lan").json()["refused"]], ["released"])
        operation = self.move()["operation"]
        self.province.admin("transfer", "decide", operation, "--expire", "--reason", "quá hạn", expect=3)  # not sent yet
        self.province.admin("transfer", "decide", operation, "--send")
        self.sync(B)
        offer = self.head(B, "transfer", "list").json()["in"][0]["operation"]
        expired = self.province.admin("transfer", "decide", operation, "--expire", "--reason", "quá hạn", "--json").json()
        self.assertEqual(expired["state"], "expired")
        self.province.admin("transfer", "decide", operation, "--expire", expect=3)
        self.sync(A), self.sync(B)

        self.head(B, "transfer", "accept", offer, expect=3)
        self.assertEqual(self.names(B), [])
        gone = self.head(A, "transfer", "list", "--all").json()["out"][-1]
        self.assertEqual((gone["state"], gone["reason"]), ("expired", "quá hạn"))
        self.assertEqual(self.clerk(A, "record", "show", uid).json()["phone_mobile"], "0922222222")
        self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0933333333")
        self.assertEqual(self.head(A, "transfer", "out", uid, "--to", B, *DAY).json()["state"], "released")
        self.assertEqual(self.sync(A)["refused"], [])
        self.province.admin("log", "verify")

    def test_the_laptop_of_a_merged_unit_joins_the_new_one_in_place(self):
        """What it had not sent goes first, by the predecessors; then the ticket of the new unit makes it that unit's (F10)."""
        uid, = self.enter(A, {"full_name": "Vũ Văn Tư", "personal_id": "034090000041", "phone_mobile": "0912345678"})
        self.sync(A), self.sync(B)
        self.enter(A, {"full_name": "Vũ Văn Năm", "personal_id": "034090000042"})
        self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0987654321")
        self.province.admin("unit", "merge", A, "--into", B, *ORDER)
        ticket = self.world.folder / "joined.ticket"
        self.province.admin("ticket", B, "--admin", "Lò Văn Quản", "--id", ADMIN, "--out", ticket, "--url", self.province.url)
        home = self.laptop[A]

        def enrol(expect):
            from programs import run
            return run([home.program, "--home", home.home, "--json", "enrol", ticket], expect, PASSWORD + "\n")

        # It does not know of the merger yet, and has something to send: nothing is changed.
        enrol(3)
        self.assertEqual(self.names(A), ["Vũ Văn Năm", "Vũ Văn Tư"])
        self.assertEqual({one["code"] for one in self.sync(A)["refused"]}, {"unit_merged"})
        # What was passed on stays to be read on the old laptop, with the word on where it went.
        self.assertEqual(self.names(A), ["Vũ Văn Năm", "Vũ Văn Tư"])
        self.assertEqual(self.clerk(A, "record", "show", uid).json()["phone_mobile"], "0987654321")
        self.assertEqual(len(self.clerk(A, "record", "find", "van nam").lines()), 1)
        self.assertEqual(len(self.clerk(A, "export").lines()), 2)
        self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0911111111", expect=4)
        self.laptop[A].do(ADMIN, "audit", "verify")
        into = {"code": B, "name": "Xã Đông Minh", "basis": ORDER[1], "effective_date": ""}
        for told in (self.sync(A), self.clerk(A, "status").json(), self.clerk(A, "month").json()):
            self.assertEqual(told["merged_into"], into)
        self.assertIsNone(self.clerk(B, "status").json()["merged_into"])
        self.assertEqual(self.clerk(A, "month").json()["obligations"], [])  # it owes nothing any more
        done = enrol(0).json()
        self.assertEqual((done["unit"], done["joined"], done["records"]), (B, True, 0))
        home.sync(ADMIN)
        self.assertEqual(home.do(ADMIN, "status").json()["unit"]["code"], B)
        self.assertEqual(home.do(ADMIN, "status").json()["queue"]["operations"], 0)

        # The new unit's people work on it, and see what the old one had entered.
        self.sync(B), home.sync(ADMIN)
        self.assertEqual(self.names(B), ["Vũ Văn Năm", "Vũ Văn Tư"])
        late, = self.head(B, "transfer", "list").json()["late"]
        self.assertIn("0987654321", json.dumps(late))
        # What came over is to be checked and signed here: a duty of this unit's clerks.
        owed = [one for one in self.clerk(B, "month").json()["obligations"] if one["kind"] == "first_entry"]
        self.assertEqual(sorted(one["full_name"] for one in owed), ["Vũ Văn Năm", "Vũ Văn Tư"])
        self.assertEqual({one["who"] for one in owed}, {"Nguyễn Lan"})
        home.do(ADMIN, "audit", "verify")
        enrol(3)  # once
        # The book of the former unit is there, whole, under its own passwords.
        self.assertTrue((home.home / "earlier" / "ledger.db").exists())

        # The new unit is taken over in its turn: the laptop goes on again, and every former book is kept.
        self.province.admin("unit", "add", C, "Xã Tây Sơn")
        self.province.admin("unit", "merge", B, "--into", C, *ORDER)
        self.assertEqual(home.do(ADMIN, "sync").json()["merged_into"]["code"], C)
        self.province.admin("ticket", C, "--admin", "Lò Văn Quản", "--id", ADMIN, "--out", ticket, "--force", "--url", self.province.url)
        self.assertEqual(enrol(0).json()["unit"], C)
        home.sync(ADMIN)
        self.assertEqual(home.do(ADMIN, "status").json()["unit"]["code"], C)
        home.do(ADMIN, "audit", "verify")
        for folder, unit in (("earlier-1", A), ("earlier", B)):
            former = Laptop(BINARIES, home.home / folder)
            former.passwords = dict(home.passwords)
            self.assertEqual(former.do(ADMIN, "status").json()["unit"]["code"], unit, folder)
        self.province.admin("log", "verify")

    def test_a_merger_is_told_before_and_not_done_before_its_day(self):
        """--dry-run changes nothing; no day, or a day to come, is refused; dd/mm/yyyy is kept as it sorts (F10)."""
        self.enter(A, {"full_name": "Vũ Văn Mười", "personal_id": "034090000091"})
        self.sync(A)
        merge = ("unit", "merge", A, "--into", B, *ORDER)
        for bad in ("32/13/2026", "hôm qua", "11/2026", "2099-01-01", "31/12/2098"):
            told = self.province.admin(*merge, "--date", bad, expect=3)
            self.assertTrue(told.out + told.err)
            self.province.admin("unit", "rename", A, "Xã Thử", *ORDER, "--date", bad, expect=3)
            self.province.admin("unit", "split", A, "--into", B, "--id", "034090000091", *ORDER, "--date", bad, expect=3)
        self.province.admin("person", "status", A, "034090000091", "--status", "40", *ORDER, "--date", "hôm qua", expect=3)
        ahead = self.province.admin(*merge, "--date", "01/11/2024", "--dry-run", "--json").json()
        self.assertEqual(ahead, {"dry_run": True, "into": B, "into_name": "Xã Đông Minh", "units": [
            {"code": A, "name": "Xã Tiền Hải", "files": 1, "laptops": 1, "merged_before": False}]})
        self.sync(A), self.sync(B)
        self.assertEqual((self.names(A), self.names(B)), (["Vũ Văn Mười"], []))
        self.assertIsNone(self.clerk(A, "status").json()["merged_into"])

        self.province.admin(*merge, "--date", "01/11/2024")
        told = self.sync(A)["merged_into"]
        self.assertEqual((told["code"], told["effective_date"]), (B, "2024-11-01"))
        self.assertTrue(self.province.admin(*merge, "--dry-run", "--json").json()["units"][0]["merged_before"])

    def publish_pack(self, *changes, more=""):
        text = self.province.admin("pack", "show", "TB-2024").out
        for before, after in (("TB-2024", "TINH"), ("2024-12-25", "2026-01-01"), *changes):
            self.assertIn(before, text)
            text = text.replace(before, after, 1)
        path = self.world.folder / "pack.txt"
        path.write_text(text + more, encoding="utf-8")
        self.province.admin("--json", "pack", "publish", path)

    def test_only_the_province_begins_a_move_where_the_pack_says_so(self):
        """transfer.who_may_start, asked here and at the province again; approval.signers.unit without a delegate [R34]."""
        uid, = self.enter(A, {"full_name": "Vũ Văn Bảy", "personal_id": "034090000071"})
        self.confirm_heads()
        offline = self.second(A)
        self.publish_pack(("transfer.who_may_start = unit", "transfer.who_may_start = province"))
        self.sync(A)
        refused = self.head(A, "transfer", "out", uid, "--to", B, *DAY, expect=3)
        self.assertIn("TB-9.3", refused.out + refused.err)
        self.clerk(A, "transfer", "out", uid, "--to", B, *DAY, expect=3)

        # One that had not heard of it released the file: held by the rule's id, told to both, and nothing is closed.
        offline.do("thinh", "transfer", "out", uid, "--to", B, *DAY)
        told = offline.sync("thinh").json()["refused"]
        self.assertEqual([(one["code"], one["verdict"]) for one in told], [("breaks_rules", "held")])
        held, = self.province.admin("held", "list", A, "--json").json()
        self.assertEqual((held["reason"], [(one["rule"], one["field"]) for one in held["rules"]]),
                         ("breaks_rules", [("TB-9.3", "to")]))
        self.assertTrue(held["rules"][0]["message"])
        self.sync(A)
        self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0944444444")
        self.sync(A)

        # The province opens the move, and the head signs it away on those terms.
        start = ("transfer", "start", A, "--id", "034090000071", "--to", B, *DAY)
        self.province.admin("transfer", "start", A, "--id", "034090000079", "--to", B, *DAY, expect=3)
        self.assertEqual(self.province.admin(*start, "--json").json()["state"], "proposed")
        self.sync(A)
        self.assertEqual(self.head(A, "transfer", "out", uid).json()["state"], "released")
        self.assertEqual(self.sync(A)["refused"], [])
        self.province.admin(*start, expect=3)
        released = [one for one in self.province.admin("transfer", "list", "--json").json() if not one["held"]]
        self.province.admin("transfer", "decide", released[0]["operation"], "--send")
        self.sync(B)
        self.head(B, "transfer", "accept", self.head(B, "transfer", "list").json()["in"][0]["operation"])
        self.sync(B)
        self.assertEqual(self.names(B), ["Vũ Văn Bảy"])

    def test_a_signature_over_something_held_is_asked_the_rules_too(self):
        """A file with an edit that was not let in is judged by the rules like any other, at its signature [C14-4.2.1]."""
        self.confirm_heads()
        entered = self.clerk(A, "import", self.world.people(8, 3, A), expect=(0, 3)).json()["records"]
        adjustable = re.compile(r"R(0[4-7]|1[1-9]|2\d|3[01])")
        for uid in entered:
            found = self.clerk(A, "record", "validate", uid).json()
            doubts = [one["rule"] for one in found if one["severity"] == "W" and adjustable.fullmatch(one["rule"])]
            if doubts and not any(one["severity"] == "E" for one in found):
                break
        else:
            self.fail("the sample has a file with a doubt that a province may make an error")
        self.sync(A)
        level = ("access", "set", A, uid, "--basis", "1/QĐ-SNV 20/11/2026", "--level")
        self.province.admin(*level, "2", "--until", "2099-12-31")
        self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0911222333")
        self.assertEqual([one["code"] for one in self.sync(A)["refused"]], ["not_cleared"])
        self.province.admin(*level, "0")
        self.sync(A)
        self.publish_pack(more=f"rule.{doubts[0]} = error\n")
        self.clerk(A, "record", "submit", uid, "--reason", "đã đối chiếu")
        self.head(A, "approve", uid)
        refused = self.sync(A)["refused"]
        self.assertIn(("breaks_rules", "held"), [(one["code"], one["verdict"]) for one in refused])
        self.assertIn(doubts[0], [rule["rule"] for one in refused for rule in one.get("rules", [])])
        self.assertNotEqual(self.clerk(A, "record", "show", uid).json()["status"], "synced_to_province")

    def test_text_of_old_fonts_is_found_and_its_conversion_offered(self):
        """TCVN3 and VNI as they come out of old spreadsheets: kept as typed, told with what was meant [DM-3.3]."""
        for typed, meant in (("NguyÔn V¨n H¶i", "Nguyễn Văn Hải"), ("Nguyeãn Vaên Haûi", "Nguyễn Văn Hải")):
            uid, = self.enter(A, {"full_name": typed})
            told = [one for one in self.clerk(A, "record", "validate", uid).json() if one["field"] == "full_name"]
            self.assertTrue(any(meant in one["message"] for one in told), told)
            self.assertEqual(self.clerk(A, "record", "show", uid).json()["full_name"], typed)

    def test_conflicts_are_counted_alike_everywhere(self):
        """`conflict list`, `status` and `sync` count what this account may see; the fields of a cluster are one."""
        uid, gone = self.enter(A, {"full_name": "Vũ Văn Tám", "personal_id": "034090000081", "phone_mobile": "0912345678"},
                               {"full_name": "Vũ Văn Chín", "personal_id": "034090000082"})
        self.sync(A)
        other = self.second(A)
        for laptop, end in ((self.laptop[A], "1"), (other, "2")):
            laptop.do("lan", "record", "edit", uid, "--set", f"phone_mobile=091111111{end}", "--set", f"phone_home=022738312{end}")
            laptop.do("lan", "record", "edit", gone, "--set", f"phone_mobile=092222222{end}")
        self.sync(A), other.sync("lan")
        counted = self.laptop[A].sync("lan", expect=5).json()["conflicts_open"]
        listed = self.clerk(A, "conflict", "list").json()
        self.assertEqual(counted, len({one["conflict"] for one in listed}))
        self.assertEqual(self.clerk(A, "status").json()["conflicts_open"], counted)
        self.assertEqual(counted, 3)
        # Who sees no file has none to decide.
        self.assertEqual(self.laptop[A].do(ADMIN, "conflict", "list").json(), [])
        self.assertEqual(self.laptop[A].do(ADMIN, "status").json()["conflicts_open"], 0)
        self.province.admin("access", "set", A, gone, "--level", "2", "--until", "2099-01-01", "--basis", "1/QĐ")
        self.laptop[A].sync("lan", expect=(0, 5))
        head = self.head(A, "conflict", "list").json()
        self.assertEqual(self.head(A, "status").json()["conflicts_open"], len({one["conflict"] for one in head}))


if __name__ == "__main__":
    unittest.main(verbosity=2)
