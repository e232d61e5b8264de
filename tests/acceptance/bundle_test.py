"""A unit that never has a link, on the real programs: a courier from another unit carries its stick.

Enrolment's certificate, the files, the verdicts and "đã nhận" all travel by file. Each test below stands on those
before it.
"""
import random
import shutil
import sys
import unittest

from programs import ADMIN_ID, World, run

BINARIES = sys.argv.pop(1)
FAR, NEAR = "H31.55", "H31.56"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}


class Bundle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.laptop, cls.uids = cls.world.commune_at_work(FAR, WORDS, people=12, seed=11)
        cls.laptop.do("thinh", "status")  # the first login makes the head's key
        cls.province.admin("unit", "add", NEAR, "Xã Kiến Xương")
        cls.courier = cls.world.enrol(NEAR, "b1", "Lò Văn Mang", ADMIN_ID["b"], WORDS["admin"])
        cls.courier.sync(ADMIN_ID["b"])
        cls.stick = cls.world.folder / "stick"
        cls.stick.mkdir()

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def look(self, file):
        return run([self.courier.program, "--json", "bundle", "look", file], 0).json()

    def carry(self, name):
        """From the laptop to the province and back, in the courier's bag."""
        there, back = self.stick / f"{name}.xa", self.stick / f"{name}.tinh"
        self.laptop.do("lan", "bundle", "out", there)
        bag = self.courier.home / there.name
        shutil.copy(there, bag)
        taken = self.province.admin("bundle", "in", bag, "--json").json()
        self.province.admin("bundle", "out", taken["device"], back)
        return there, back, taken

    def queue(self):
        return self.laptop.do("lan", "status").json()["queue"]["operations"]

    def test_01_the_first_stick_makes_the_laptop_known(self):
        before = self.queue()
        self.assertGreater(before, 12)
        there, back, taken = self.carry("one")
        self.assertTrue(taken["enrolled"])
        self.assertEqual((taken["ops"]["taken"], taken["set_aside"]), (before, []))
        self.assertEqual(self.queue(), before, "nothing is received before the province's word is back")
        self.assertFalse(self.laptop.show("lan", self.uids[0])["local"]["received"])
        type(self).first, type(self).answer = there, back

    def test_02_the_courier_can_check_it_and_read_nothing(self):
        seen = self.look(self.first)
        self.assertEqual((seen["to"], seen["part"], seen["parts"]), ("province", 1, 1))
        name = self.laptop.show("lan", self.uids[0])["full_name"]
        for file in (self.first, self.answer):
            self.assertNotIn(name.encode(), file.read_bytes())
        for file in (self.first, self.answer):
            self.courier.do(ADMIN_ID["b"], "bundle", "in", file, expect=3)
        self.assertEqual(self.courier.list(ADMIN_ID["b"]), [])

    def test_03_the_receipts_come_back(self):
        done = self.laptop.do("lan", "bundle", "in", self.answer, expect=(0, 5)).json()
        self.assertTrue(done["certificate"])
        self.assertEqual(done["refused"], [])
        self.assertEqual(self.queue(), 0)
        self.assertTrue(self.laptop.show("lan", self.uids[0])["local"]["received"])
        self.assertIsNotNone(self.laptop.do("lan", "status").json()["last_contact"])

    def test_04_again_and_again_changes_nothing(self):
        log = self.province.admin("log", "verify", "--json").json()
        again = self.province.admin("bundle", "in", self.first, "--json").json()
        self.assertEqual(again["ops"]["taken"], 0)
        self.assertGreater(again["ops"]["known"], 0)
        self.assertTrue(self.laptop.do("lan", "bundle", "in", self.answer, expect=(0, 5)).json()["known_already"])
        self.assertEqual(self.province.admin("log", "verify", "--json").json(), log)

    def test_05_the_province_s_word_and_a_second_laptop_s_work_come_by_stick(self):
        self.laptop.do("lan", "record", "edit", self.uids[1], "--set", "phone_mobile=0912111111")
        other = self.world.enrol(FAR, "a2", "Lò Văn Quản", ADMIN_ID["a"], WORDS["admin"])
        other.sync(ADMIN_ID["a"])
        self.province.admin("account", "confirm", FAR, "thinh")
        _, back, _ = self.carry("two")
        self.laptop.do("lan", "bundle", "in", back, expect=(0, 5))
        self.assertTrue(self.laptop.do("thinh", "status", password=WORDS["head"]).json()["account"]["key_confirmed"])
        other.sync(ADMIN_ID["a"])
        # The slots of the unit's people travel by stick as well, sealed to the laptop that lacks them.
        _, back, _ = self.carry("three")
        self.laptop.do("lan", "bundle", "in", back, expect=(0, 5))
        other.sync(ADMIN_ID["a"])
        other.passwords.update(self.laptop.passwords)
        type(self).other = other
        self.assertEqual(other.show("lan", self.uids[1])["phone_mobile"], "0912111111")
        self.assertEqual(self.laptop.shared("lan", self.uids[1]), other.shared("lan", self.uids[1]))

    def test_06_what_was_tampered_with_is_refused_and_leaves_no_trace(self):
        self.laptop.do("lan", "record", "edit", self.uids[2], "--set", "phone_mobile=0912222222")
        there, back, _ = self.carry("four")
        log = self.province.admin("log", "verify", "--json").json()
        shown = self.laptop.shared("lan", self.uids[2])
        draw = random.Random(5)
        for file, take in ((there, self.at_province), (back, self.at_laptop)):
            whole = file.read_bytes()
            position = draw.randrange(len(whole))
            cases = {
                "cut": whole[:draw.randrange(len(whole))],
                "flipped": whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1:],
                "spliced": whole[:len(whole) // 2] + self.first.read_bytes()[len(whole) // 2:],
                "foreign": b"%PDF-1.4" + whole,
            }
            for name, content in cases.items():
                bad = self.stick / name
                bad.write_bytes(content)
                with self.subTest(name, of=file.name):
                    take(bad)
        self.assertEqual(self.province.admin("log", "verify", "--json").json(), log)
        self.assertEqual(self.laptop.shared("lan", self.uids[2]), shown)
        self.laptop.do("lan", "bundle", "in", back, expect=(0, 5))
        self.assertEqual(self.queue(), 0)

    def at_province(self, file):
        self.province.admin("bundle", "in", file, expect=7)

    def at_laptop(self, file):
        self.laptop.do("lan", "bundle", "in", file, expect=7)

    def test_07_two_laptops_of_the_unit_exchange_without_the_province(self):
        """What goes from one to the other is provisional at both: only the province receives."""
        one, two, uid = self.laptop, self.other, self.uids[4]
        for laptop in (two, one, two):
            laptop.sync("lan")
        one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0911111222")
        waiting, stick = self.queue(), self.stick / "may.bundle"
        to = next(device["label"] for device in one.do("lan", "status").json()["devices"] if not device["this"])
        made = one.do("lan", "bundle", "out", stick, "--to", to).json()
        self.assertEqual((made["to"], made["sent"]["ops"]), ("laptop", waiting))
        self.province.admin("bundle", "in", stick, expect=3)
        one.do("lan", "bundle", "in", stick, expect=3)
        taken = two.do("lan", "bundle", "in", stick, expect=(0, 5)).json()
        self.assertEqual((taken["from"], taken["received"]["ops"], taken["set_aside"]), ("laptop", waiting, 0))
        self.assertEqual(two.shared("lan", uid), one.shared("lan", uid))
        self.assertFalse(two.show("lan", uid)["local"]["received"])
        self.assertEqual(self.queue(), waiting)
        self.assertTrue(two.do("lan", "bundle", "in", stick, expect=(0, 5)).json()["known_already"])
        # The other one takes it to the province; the first learns that it is there.
        two.sync("lan")
        one.sync("lan")
        self.assertEqual(self.queue(), 0)
        self.assertTrue(one.show("lan", uid)["local"]["received"])

    def test_08_a_full_stick_is_told_and_a_revoked_laptop_stays_out(self):
        self.laptop.do("lan", "bundle", "out", self.stick / "nowhere" / "x.bundle", expect=8)
        device = self.look(self.first)["device"]
        self.province.admin("device", "revoke", device, "--reason", "mất máy")
        self.province.admin("bundle", "in", self.first, expect=4)
        self.province.admin("bundle", "out", device, self.stick / "x", expect=4)


if __name__ == "__main__":
    unittest.main(verbosity=2)
