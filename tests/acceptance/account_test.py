"""Passwords, laptops and tickets on the real programs: what an account may be opened with and where, and what the
province hands out and takes back [TB-3.4] [TB-17.1]."""
import sys
import unittest

from programs import ADMIN_ID, World, run

BINARIES = sys.argv.pop(1)
UNIT, ADMIN, PERSON = "H31.55", ADMIN_ID["a"], "Lò Văn Quản"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}


class Accounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, cls.uids = cls.world.commune_at_work(UNIT, WORDS, 3, 5)

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def key(self, outcome):
        return outcome.json()["error"]["key"]

    def ticket(self, name, *words, expect=0):
        file = self.world.folder / name
        return file, self.province.admin("--json", "ticket", UNIT, "--admin", PERSON, "--id", ADMIN, "--out", file,
                                         "--url", self.province.url, *words, expect=expect)

    def test_1_a_password_is_long_and_the_machine_can_make_one_up(self):
        made = run([self.one.program, "--json", "passphrase"], 0).json()
        self.assertEqual((made["words"], made["bits"], len(made["phrase"].split())), (6, 54, 6))
        self.assertGreaterEqual(len(made["phrase"]), 15)
        self.assertNotEqual(run([self.one.program, "--json", "passphrase"], 0).json()["phrase"], made["phrase"])
        self.assertEqual(run([self.one.program, "--json", "passphrase", "--words", "8"], 0).json()["bits"], 72)
        old = WORDS["clerk"]
        for bad, key in (("mười bốn ký tự", "password.short"), ("0987 654 321 098 765", "password.digits"),
                         ("abcabcabcabcabcabc", "password.repeats"), ("7KM2Q-XW4RT", "password.is_code")):
            self.assertEqual(self.key(self.one.set_password("lan", old, bad, expect=3)), key)
        self.one.set_password("lan", old, made["phrase"])
        self.one.do("lan", "record", "list")
        self.one.do("lan", "record", "list", expect=4, password=old)

    def test_2_a_ticket_says_who_invites_whom_and_can_be_taken_back(self):
        self.one.sync(ADMIN)  # a ticket is used at the first contact
        file, made = self.ticket("look.ticket")
        made = made.json()
        self.assertRegex(made["fingerprint"], r"^([0-9a-f]{4} ){4}[0-9a-f]{4}$")
        home = self.world.folder / "laptop-looking"
        seen = run([self.one.program, "--home", home, "--json", "enrol", file, "--look"], 0)
        self.assertEqual({key: seen.json()[key] for key in ("unit", "person", "admin", "role", "province_fingerprint")},
                         {"unit": UNIT, "person": PERSON, "admin": ADMIN, "role": "admin", "province_fingerprint": made["fingerprint"]})
        self.assertIn(made["fingerprint"], seen.err)
        self.assertFalse((home / "ledger.db").exists())

        listed = self.province.admin("--json", "ticket", "list").json()
        self.assertEqual([one["state"] for one in listed if one["number"] == made["number"]], ["open"])
        used = next(one for one in listed if one["state"] == "used")
        self.assertEqual((used["unit"], used["person"]), (UNIT, PERSON))
        self.province.admin("ticket", "revoke", used["number"][:8], expect=3)  # that is `device revoke`
        self.province.admin("ticket", "revoke", "0000", expect=3)
        self.province.admin("ticket", "revoke", made["number"][:8])
        self.province.admin("ticket", "revoke", made["number"][:8])
        listed = self.province.admin("--json", "ticket", "list").json()
        self.assertEqual([one["state"] for one in listed if one["number"] == made["number"]], ["revoked"])
        late = self.world.laptop("late")
        late.enrol(file, ADMIN, "máy đến muộn của xã")  # offline nobody can know
        self.assertIn("thu hồi phiếu", late.sync(ADMIN, expect=4).err)
        self.province.admin("ticket", UNIT, expect=2)
        self.assertEqual(self.ticket("second.ticket")[1].json()["fingerprint"], made["fingerprint"])

    def test_3_an_account_goes_to_the_laptops_that_its_role_has_or_that_were_named(self):
        """One stolen laptop is all the slots on it [LEDGER 3.14]."""
        one = self.one
        one.add_account(ADMIN, "nhan", "person", "Lò Thị Nhàn", "034190000044", "hồ sơ của riêng tôi")
        two = self.world.enrol(UNIT, "a2", PERSON, ADMIN, "máy thứ hai của xã")
        three = self.world.enrol(UNIT, "a3", PERSON, ADMIN, "máy thứ ba của xã")
        for laptop in (one, two, three, one, two, three):
            laptop.sync(ADMIN)
        for laptop in (two, three):
            laptop.passwords.update({login: one.passwords[login] for login in ("lan", "thinh", "nhan")})
        two.do("lan", "record", "list"), three.do("lan", "record", "list")
        two.do("thinh", "record", "list")
        self.assertEqual(self.key(three.do("thinh", "record", "list", expect=4)), "login.wrong")
        self.assertEqual(self.key(two.do("nhan", "record", "list", expect=4)), "login.wrong")

        shown = one.do(ADMIN, "account", "show", "thinh").json()["laptops"]
        self.assertEqual([laptop["why"] for laptop in shown], ["made_here", "by_role"])
        third = next(device["label"] for device in three.do(ADMIN, "status").json()["devices"] if device["this"])
        one.do(ADMIN, "account", "assign", "thinh", "--laptop", "không có máy này", expect=3)
        one.do("lan", "account", "assign", "lan", "--laptop", third, expect=4)
        one.do(ADMIN, "account", "assign", "thinh", "--laptop", third)
        one.sync(ADMIN), three.sync(ADMIN)
        three.do("thinh", "record", "list")
        shown = one.do(ADMIN, "account", "show", "thinh").json()["laptops"]
        self.assertEqual([(laptop["label"], laptop["why"]) for laptop in shown][2:], [(third, "assigned")])
        type(self).two = two

    def test_4_two_passwords_that_were_set_apart_both_work_until_one_is_set_again(self):
        """Nobody is locked out [LEDGER 3.15]."""
        one, two = self.one, self.two
        one.set_password("lan", one.passwords["lan"], "lan đổi ở máy một")
        two.set_password("lan", two.passwords["lan"], "lan đổi ở máy hai")
        for laptop in (one, two, one):
            laptop.sync("lan")
        for laptop in (one, two):
            self.assertTrue(laptop.do("lan", "status").json()["account"]["two_passwords"])
        one.set_password("lan", "lan đổi ở máy một", "lan chọn một mật khẩu")
        one.sync("lan"), two.sync("lan")
        two.passwords["lan"] = "lan chọn một mật khẩu"
        self.assertFalse(two.do("lan", "status").json()["account"]["two_passwords"])
        two.do("lan", "record", "list", expect=4, password="lan đổi ở máy hai")

    def test_5_what_the_province_set_aside_is_taken_over_or_dropped(self):
        """A ghost has an owner and a way out [LEDGER 3.29]."""
        one, uid = self.one, self.uids[0]
        one.add_account(ADMIN, "hai", "clerk", "Lò Văn Hai", "034090000045", "người nhập thứ hai")
        one.do("hai", "record", "list")
        one.sync(ADMIN)
        self.two.sync(ADMIN)
        self.two.do(ADMIN, "account", "revoke", "hai", "--basis", "14/QĐ-UBND 04/11/2026")
        self.two.sync(ADMIN)
        for value in ("0911111111", "0922222222"):
            one.do("hai", "record", "edit", uid, "--set", f"phone_mobile={value}", expect=0)
        one.do("hai", "record", "edit", uid, "--set", "email_private=hai@xa.vn")
        self.assertEqual(one.sync(ADMIN, expect=(0, 4, 5)).code, 4)
        aside = one.show("lan", uid)["set_aside"]
        self.assertEqual({(entry["author"], entry["reason"]) for entry in aside}, {("Lò Văn Hai", "revoked")})
        said = {change["field"]: (entry["operation"], change["value"]) for entry in aside for change in entry["changes"]}
        self.assertEqual(said["phone_mobile"][1], "0922222222")
        one.do("lan", "record", "proposal", "take", uid, "--operation", "00000000", expect=3)
        one.do("lan", "record", "proposal", "take", uid, "--operation", said["phone_mobile"][0][:16])
        one.do("lan", "record", "proposal", "drop", uid, "--operation", said["email_private"][0][:16])
        shown = one.show("lan", uid)
        self.assertEqual(shown["phone_mobile"], "0922222222")
        self.assertNotEqual(shown.get("email_private"), "hai@xa.vn")
        self.assertNotIn("set_aside", shown)


if __name__ == "__main__":
    unittest.main(verbosity=2)
