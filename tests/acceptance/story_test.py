"""The mission from its first line to its last, on the real programs over real TLS.

A commune works a month offline on two laptops and reconciles with the province; another commune does the same and
never sees the first one's people. Each test below is one chapter and stands on those before it.
"""
import json
import subprocess
import sys
import unittest

from programs import World

BINARIES = sys.argv.pop(1)
UNIT_A, UNIT_B = "H31.55", "H31.56"
ADMIN_A, ADMIN_B = "034079000001", "034079000002"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}


def field(laptop, login, uid, name):
    return laptop.show(login, uid).get(name)


class Story(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def uid_of(self, index):
        return type(self).uids[index]

    def test_01_a_province_opens_two_units_and_hands_out_tickets(self):
        """Units and tickets: a unit is live in one session, offline afterwards [TB-17.1]."""
        self.province.init()
        self.province.admin("unit", "add", UNIT_A, "Xã Tiền Hải")
        self.province.admin("unit", "add", UNIT_B, "Xã Kiến Xương")
        self.province.serve()
        codes = [unit["code"] for unit in self.province.admin("unit", "list", "--json").json()]
        self.assertEqual(codes, [UNIT_A, UNIT_B])

    def test_02_a_laptop_is_usable_before_any_contact(self):
        """Accounts made offline, each with its basis, by login or number; lists taken in, refused lines named
        [TB-3.4] [TB-3.6] [TB-6.2] [TB-14.4] [C06D-20.3]."""
        one = self.world.enrol(UNIT_A, "a1", "Lò Văn Quản", ADMIN_A, WORDS["admin"])
        one.add_account(ADMIN_A, "lan", "clerk", "Lò Thị Lan", "034190000011", WORDS["clerk"])
        one.add_account(ADMIN_A, "thinh", "head", "Nguyễn Văn Thịnh", "034075000012", WORDS["head"])
        done = one.do("lan", "import", self.world.people(40, 7, UNIT_A), expect=(0, 3)).json()
        self.assertGreaterEqual(done["ok"], 36)
        self.assertEqual(done["ok"] + len(done["refused"]), 40)
        type(self).uids = done["records"]
        self.assertEqual(len(one.list("lan")), done["ok"])
        self.assertIsNone(one.do("lan", "status").json()["last_contact"])

    def test_03_each_role_may_what_the_table_says(self):
        """Several people on one laptop, each with his own rights; nobody grants more than he holds [TB-3.7] [TB-13.2]."""
        one = self.world.laptop("a1")
        one.do(ADMIN_A, "record", "show", self.uid_of(0), expect=4)
        one.do("thinh", "record", "edit", self.uid_of(0), "--set", "phone_mobile=0912000000", expect=4)
        one.do("lan", "approve", "--all", expect=4)
        one.do("lan", "account", "add", "--login", "x", "--name", "X", "--id", "034190000099", "--basis", "1", expect=4)
        one.do("lan", "record", "list", expect=4, password="sai mật khẩu rồi")

    def test_04_the_province_receives_and_says_so(self):
        one = self.world.laptop("a1")
        before = one.do("lan", "status").json()["queue"]["operations"]
        done = one.sync("lan", expect=0).json()
        self.assertEqual(done["refused"], [])
        self.assertEqual(done["sent"]["ops"], before)
        self.assertEqual(one.do("lan", "status").json()["queue"]["operations"], 0)
        self.assertTrue(one.show("lan", self.uid_of(0))["local"]["received"])
        again = one.sync("lan", expect=0).json()
        self.assertEqual((again["sent"]["ops"], again["received"]["ops"], again["requests"]), (0, 0, 1))

    def test_05_a_second_laptop_gets_the_files_and_the_accounts(self):
        one = self.world.laptop("a1")
        two = self.world.enrol(UNIT_A, "a2", "Lò Văn Quản", ADMIN_A, WORDS["admin"])
        two.sync(ADMIN_A, expect=0)
        one.sync("lan", expect=0)
        two.sync(ADMIN_A, expect=0)
        two.passwords.update(one.passwords)
        self.assertEqual([line["record_uid"] for line in one.list("lan")], [line["record_uid"] for line in two.list("lan")])
        for index in range(5):
            self.assertEqual(one.shared("lan", self.uid_of(index)), two.shared("lan", self.uid_of(index)))

    def meet(self):
        """Until each has what the other has."""
        one, two = self.world.laptop("a1"), self.world.laptop("a2")
        one.sync("lan")
        two.sync("lan")
        one.sync("lan")

    def test_06_disjoint_edits_merge_and_the_same_field_asks(self):
        one, two = self.world.laptop("a1"), self.world.laptop("a2")
        merged, disputed = self.uid_of(1), self.uid_of(2)
        one.do("lan", "record", "edit", merged, "--set", "phone_mobile=0912111111")
        two.do("lan", "record", "edit", merged, "--set", "email_private=an@example.com")
        one.do("lan", "record", "edit", disputed, "--set", "phone_mobile=0912222222")
        two.do("lan", "record", "edit", disputed, "--set", "phone_mobile=0983333333")
        self.meet()
        self.assertEqual((field(one, "lan", merged, "phone_mobile"), field(one, "lan", merged, "email_private")),
                         ("0912111111", "an@example.com"))
        shown = one.show("lan", disputed)
        self.assertIsNone(shown["phone_mobile"])
        self.assertEqual(sorted(side["value"] for side in shown["conflicts"][0]["values"]), ["0912222222", "0983333333"])
        self.assertEqual(one.shared("lan", disputed), two.shared("lan", disputed))
        self.assertEqual(one.sync("lan").code, 5)
        one.do("lan", "record", "submit", disputed, expect=5)
        self.assertEqual(two.do("lan", "conflict", "list").json()[0]["field"], "phone_mobile")

    def test_07_a_conflict_is_decided_offline_and_twice_converges(self):
        one, two = self.world.laptop("a1"), self.world.laptop("a2")
        disputed = self.uid_of(2)
        one.do("lan", "conflict", "resolve", disputed, "--field", "phone_mobile", "--take", "theirs")
        two.do("lan", "conflict", "resolve", disputed, "--field", "phone_mobile", "--take", "ours")
        self.meet()
        self.assertEqual(field(one, "lan", disputed, "phone_mobile"), "0983333333")
        self.assertEqual(one.shared("lan", disputed), two.shared("lan", disputed))
        self.assertEqual(one.do("lan", "conflict", "list").json(), [])

    def test_08_legal_edits_of_one_section_always_ask(self):
        one, two = self.world.laptop("a1"), self.world.laptop("a2")
        uid = self.uid_of(3)
        one.do("lan", "record", "edit", uid, "--set", "full_name=Nguyễn Thị Ngoan")
        two.do("lan", "record", "edit", uid, "--set", "birth_date=1980-01-02")
        self.meet()
        conflicts = one.show("lan", uid)["conflicts"]
        self.assertEqual(len(conflicts), 1)
        self.assertTrue(conflicts[0]["field"].startswith("section:"), conflicts)
        one.do("lan", "conflict", "resolve", uid, "--field", conflicts[0]["field"], "--take", "both")
        self.meet()
        self.assertEqual(field(two, "lan", uid, "full_name"), "Nguyễn Thị Ngoan")
        self.assertEqual(field(two, "lan", uid, "birth_date"), "1980-01-02")

    def test_09_a_row_removed_here_and_edited_there_is_a_conflict(self):
        one, two = self.world.laptop("a1"), self.world.laptop("a2")
        uid = self.uid_of(4)
        one.do("lan", "record", "edit", uid, "--remove", "education/1")
        two.do("lan", "record", "edit", uid, "--change", "education/1.school=Trường Đại học Vinh")
        self.meet()
        conflicts = one.show("lan", uid)["conflicts"]
        self.assertEqual([conflict["field"] for conflict in conflicts], ["education"])
        two.do("lan", "conflict", "resolve", uid, "--field", "education", "--take", "ours")
        self.meet()
        self.assertEqual(one.show("lan", uid)["education"][0]["school"], "Trường Đại học Vinh")

    def test_10_the_head_signs_offline_and_waits_for_the_province(self):
        """The head's digital signature over the file, offline, after he gave it back once [TB-6.3] [TB-6.4] [TB-6.4c]."""
        one, uid = self.world.laptop("a1"), self.uid_of(1)
        one.do("lan", "record", "submit", uid)
        one.do("thinh", "record", "return", uid, "--reason", "Thiếu quyết định nâng lương")
        self.assertEqual(one.show("lan", uid)["status"], "returned")
        one.do("thinh", "approve", uid, expect=3)
        one.do("lan", "record", "submit", uid)
        self.assertEqual(one.show("thinh", uid)["status"], "checked")
        self.assertEqual([line["record_uid"] for line in one.do("thinh", "approve", "--list").json()], [uid])
        self.assertEqual(one.do("thinh", "approve", "--all").json(), {"approved": 1, "key_confirmed": False})
        self.assertEqual(one.show("thinh", uid)["status"], "unit_signed")
        held = one.sync("thinh").json()["refused"]
        self.assertEqual([entry["code"] for entry in held], ["awaiting_confirmation"])
        self.assertEqual(one.show("thinh", uid)["approvals"][0]["state"], "held")
        self.province.admin("account", "confirm", UNIT_A, "thinh")
        one.sync("thinh")
        shown = one.show("thinh", uid)
        self.assertEqual((shown["status"], shown["approvals"][0]["state"]), ("synced_to_province", "confirmed"))

    def verify(self, folder):
        return subprocess.run(["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "approval.p7s", "-content",
                               folder / "approval.bin", "-CAfile", folder / "chain.pem", "-purpose", "any", "-out", "/dev/null"],
                              capture_output=True, check=False).returncode

    def test_11_openssl_agrees_before_and_after_the_confirmation(self):
        one, first, second = self.world.laptop("a1"), self.uid_of(1), self.uid_of(2)
        one.do("lan", "record", "submit", second)
        one.do("thinh", "approve", second)
        one.sync("thinh")
        for uid in (first, second):
            folder = self.world.folder / f"approval-{uid}"
            one.do("thinh", "approval", "export", uid, "--out", folder)
            self.assertEqual(self.verify(folder), 0)
            signed = bytearray((folder / "approval.bin").read_bytes())
            signed[-1] ^= 1
            (folder / "approval.bin").write_bytes(signed)
            self.assertNotEqual(self.verify(folder), 0)

    def test_12_an_edit_makes_a_draft_and_the_approved_version_stays(self):
        one, two, uid = self.world.laptop("a1"), self.world.laptop("a2"), self.uid_of(1)
        approved = one.show("lan", uid)
        two.sync("lan")
        two.do("lan", "record", "edit", uid, "--set", "phone_mobile=0977777777")
        self.assertEqual(two.show("lan", uid)["status"], "draft")
        self.meet()
        now = one.show("lan", uid)
        self.assertEqual((now["status"], now["phone_mobile"]), ("draft", "0977777777"))
        version = one.show("lan", uid, "--version", str(now["effective_version"]))
        self.assertEqual((version["phone_mobile"], version["content_root"]), ("0912111111", approved["content_root"]))
        self.assertEqual(now["approvals"][0]["state"], "confirmed")
        self.assertFalse(now["approvals"][0]["current"])

    def test_13_another_unit_never_sees_the_first_ones_people(self):
        three = self.world.enrol(UNIT_B, "b1", "Hà Thị Én", ADMIN_B, WORDS["admin"])
        three.add_account(ADMIN_B, "en", "clerk", "Hà Thị Én", "034190000021", WORDS["clerk"])
        three.do("en", "import", self.world.people(10, 9, UNIT_B), expect=(0, 3))
        three.sync("en", expect=0)
        theirs = {line["record_uid"] for line in three.list("en")}
        self.assertTrue(theirs.isdisjoint(self.uids))
        three.do("en", "record", "show", self.uid_of(0), expect=3)
        one = self.world.laptop("a1")
        one.sync("lan")
        self.assertTrue(theirs.isdisjoint({line["record_uid"] for line in one.list("lan")}))

    def test_14_without_a_link_nothing_is_lost_and_the_exit_code_says_so(self):
        one, uid = self.world.laptop("a1"), self.uid_of(5)
        one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0966666666")
        self.province.stop()
        one.do("lan", "sync", expect=6)
        self.assertEqual(field(one, "lan", uid, "phone_mobile"), "0966666666")
        self.province.serve()
        one.sync("lan")
        self.assertTrue(one.show("lan", uid)["local"]["received"])

    def test_15_a_revoked_account_is_kept_out_and_what_it_did_is_kept(self):
        one, two, uid = self.world.laptop("a1"), self.world.laptop("a2"), self.uid_of(6)
        two.do("lan", "record", "edit", uid, "--set", "phone_mobile=0955555555")
        one.do(ADMIN_A, "account", "revoke", "lan", "--basis", "20/QĐ-UBND 23/11/2026")
        one.sync(ADMIN_A)
        held = two.sync("lan", expect=4).json()["refused"]
        self.assertEqual({entry["code"] for entry in held}, {"revoked"})
        two.do("lan", "record", "list", expect=4)
        entries = one.sync(ADMIN_A)
        self.assertEqual(entries.code, 0)
        history = two.do("thinh", "record", "history", uid).json()
        self.assertEqual(history[-1]["verdict"], "held")
        self.assertNotEqual(two.show("thinh", uid).get("phone_mobile"), "0955555555")

    def test_16_a_revoked_laptop_is_refused_and_told_so(self):
        label = self.world.laptop("a2").do("thinh", "status").json()["device"]
        devices = {device["label"]: device for device in self.province.admin("device", "list", "--json").json()}
        self.province.admin("device", "revoke", devices[label]["device"])
        self.world.laptop("a2").do("thinh", "sync", expect=4)
        self.world.laptop("a1").sync("thinh")

    def test_17_the_views_are_what_the_ledger_says_and_the_log_is_whole(self):
        one = self.world.laptop("a1")
        self.assertEqual(one.do("thinh", "store", "rebuild").json(), {"rebuilt": True, "changed": False})
        one.do("thinh", "audit", "verify")
        self.province.admin("log", "verify")

    def test_18_bad_input_is_named_and_nothing_of_it_is_kept(self):
        """A second file of one personal number is refused too [R01]."""
        three = self.world.laptop("b1")
        count = len(three.list("en"))
        bad = self.world.folder / "bad.json"
        bad.write_text(json.dumps({"full_name": "Nguyễn Văn A", "birth_date": "31/02/1980", "salary_step": "ba", "ethnicity": "ZZ", "no_such": 1}),
                       encoding="utf-8")
        refused = three.do("en", "record", "new", "--file", bad, expect=3)
        for name in ("birth_date", "salary_step", "ethnicity", "no_such"):
            self.assertIn(name + ":", refused.err)
        self.assertEqual(len(three.list("en")), count)
        same = self.world.folder / "same.json"
        same.write_text(json.dumps({"full_name": "Nguyễn Văn A", "personal_id": three.list("en")[0]["personal_id"]}), encoding="utf-8")
        self.assertIn("[R01]", three.do("en", "record", "new", "--file", same, expect=3).err)

    def test_19_a_second_process_is_told_who_holds_the_store(self):
        three = self.world.laptop("b1")
        holder = subprocess.Popen(["python3", "-c", "import fcntl,sys,time; f=open(sys.argv[1],'r+'); fcntl.flock(f, fcntl.LOCK_EX); "
                                   "print('held', flush=True); time.sleep(60)", str(three.home / "lock")], stdout=subprocess.PIPE, text=True)
        try:
            self.assertEqual(holder.stdout.readline(), "held\n")
            three.do("en", "record", "list", expect=8)
        finally:
            holder.kill()
            holder.wait()
            holder.stdout.close()


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast=True)
