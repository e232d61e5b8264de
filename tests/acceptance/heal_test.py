"""Backups and what comes after a loss, on the real programs over real TLS: a laptop put back from its backup, and a
province put back from an older one while several laptops remember more. Each test stands on those before it.
"""
import shutil
import sys
import unittest
from pathlib import Path

from programs import ADMIN_ID, World, run

BINARIES = sys.argv.pop(1)
UNIT = "H31.55"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}


class Heal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, cls.uids = cls.world.commune_at_work(UNIT, WORDS, people=10, seed=21)
        cls.two = cls.world.enrol(UNIT, "a2", "Lò Văn Quản", ADMIN_ID["a"], WORDS["admin"])
        cls.one.sync("lan")
        cls.two.sync(ADMIN_ID["a"])
        cls.one.sync("lan")
        cls.two.sync(ADMIN_ID["a"])
        cls.two.passwords.update(cls.one.passwords)
        cls.place = cls.world.folder / "backups"
        cls.place.mkdir()

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def edit(self, laptop, index, phone):
        laptop.do("lan", "record", "edit", self.uids[index], "--set", f"phone_mobile={phone}")

    def log(self):
        return self.province.admin("log", "verify", "--json").json()["units"]

    def meet(self):
        for laptop in (self.one, self.two, self.one):
            laptop.sync("lan")

    def test_01_a_laptop_is_backed_up_and_says_when_it_is_due(self):
        self.assertTrue(self.one.do("lan", "status").json()["backup"]["due"])
        made = self.one.do("lan", "backup", "make", self.place).json()
        self.assertEqual((made["verified"], made["generations"]), (True, 1))
        self.assertFalse(self.one.do("lan", "status").json()["backup"]["due"])
        listed = self.one.do("lan", "backup", "list").json()
        self.assertEqual([(one["file"], one["good"]) for one in listed], [(made["file"], True)])
        type(self).backup = made["file"]
        name = self.one.show("lan", self.uids[0])["full_name"]
        self.assertNotIn(name.encode(), Path(self.backup).read_bytes())

    def test_02_a_bad_backup_is_refused_and_leaves_nothing(self):
        whole = Path(self.backup).read_bytes()
        fresh = self.world.laptop("a3")
        fresh.passwords.update(self.one.passwords)
        bad = self.world.folder / "bad.soxa-backup"
        for content, code in ((whole[:-5000], 7), (whole[:200] + b"\0" * 64 + whole[264:], 7), (b"%PDF" + whole, 7)):
            bad.write_bytes(content)
            fresh.do("lan", "restore", bad, expect=code)
        fresh.do("lan", "restore", self.backup, expect=4, password="không phải mật khẩu")
        self.one.do("lan", "restore", self.backup, expect=3)
        fresh.do("lan", "status", expect=8)

    def test_03_put_back_on_another_laptop_it_loses_nothing(self):
        self.edit(self.one, 0, "0912000001")
        self.one.sync("lan")  # after the backup
        back = self.world.laptop("a3")
        back.do("lan", "restore", self.backup)
        self.edit(back, 1, "0912000002")  # before it knows
        back.sync("lan")
        self.assertEqual(back.show("lan", self.uids[0])["phone_mobile"], "0912000001")
        self.assertEqual(back.do("lan", "status").json()["queue"]["operations"], 0)
        self.one.sync("lan")
        for uid in self.uids[:2]:
            self.assertEqual(self.one.shared("lan", uid), back.shared("lan", uid))
        back.do("lan", "audit", "verify")

    def lose_and_heal(self, digit, put_back):
        """Work of two laptops after the province's backup; it is put back; all sync; everything is there again."""
        for index in range(4):
            self.edit(self.one if index % 2 else self.two, 2 + index, f"09130000{digit}{index}")
            (self.two if index % 2 else self.one).sync("lan")
        self.meet()
        before = self.log()
        shown = {uid: self.one.shared("lan", uid) for uid in self.uids}
        put_back()
        self.assertNotEqual(self.log(), before)
        self.meet()
        self.assertEqual(self.log(), before)
        for uid in self.uids:
            self.assertEqual(self.one.shared("lan", uid), shown[uid])
            self.assertEqual(self.two.shared("lan", uid), shown[uid])
        for laptop in (self.one, self.two):
            self.assertEqual(laptop.do("lan", "status").json()["queue"]["operations"], 0)
            laptop.do("lan", "audit", "verify")

    def test_04_a_province_put_back_by_command_gets_everything_back(self):
        made = self.province.admin("backup", "make", self.place, "--json").json()
        self.province.admin("backup", "verify", made["file"])

        def put_back():
            self.province.stop()
            self.province.admin("restore", made["file"], expect=3)
            self.province.admin("restore", made["file"], "--replace")
            self.province.serve()
        self.lose_and_heal(1, put_back)

    def test_05_so_does_one_whose_files_were_copied_back(self):
        self.province.stop()
        copy = self.world.folder / "copy"
        shutil.copytree(self.province.data, copy)
        self.province.serve()

        def put_back():
            self.province.stop()
            shutil.rmtree(self.province.data)
            shutil.copytree(copy, self.province.data)
            self.province.serve()
        self.lose_and_heal(2, put_back)

    def test_06_a_province_that_went_on_before_it_was_found_out_loses_nothing_either(self):
        made = self.province.admin("backup", "make", self.world.folder / "x.soxad-backup", "--json").json()
        self.edit(self.one, 6, "0914000001")
        self.one.sync("lan")
        before = self.log()
        self.province.stop()
        self.province.admin("restore", made["file"], "--replace")
        self.province.serve()
        self.edit(self.two, 7, "0914000002")  # has heard nothing of the first
        self.two.sync("lan")
        self.meet()
        self.meet()
        self.assertGreater(self.log()[0]["entries"], before[0]["entries"])
        for uid in self.uids:
            self.assertEqual(self.one.shared("lan", uid), self.two.shared("lan", uid))
        self.assertEqual(self.two.show("lan", self.uids[6])["phone_mobile"], "0914000001")
        self.assertEqual(self.one.show("lan", self.uids[7])["phone_mobile"], "0914000002")
        for laptop in (self.one, self.two):
            self.assertEqual(laptop.do("lan", "status").json()["queue"]["operations"], 0)

    def test_07_what_lies_in_a_backup_elsewhere_is_told_and_the_rest_comes_back_from_the_laptops(self):
        self.assertIsNone(self.one.do("lan", "status").json()["off_site"])
        elsewhere = self.world.folder / "elsewhere"
        elsewhere.mkdir()
        made = self.province.admin("backup", "make", elsewhere, "--json").json()
        beside = Path(self.province.data) / "copy.soxad-backup"
        shutil.copyfile(made["file"], beside)
        self.province.admin("backup", "confirm", beside, expect=2)
        beside.unlink()
        told = self.province.admin("backup", "confirm", made["file"], "--json").json()["off_site"]
        self.assertEqual([(one["unit"], one["told"]) for one in told], [(UNIT, True)])
        again = self.province.admin("backup", "confirm", made["file"], "--json").json()["off_site"]
        self.assertEqual([one["told"] for one in again], [False])
        self.meet()
        for laptop in (self.one, self.two):
            said = laptop.do("lan", "status").json()
            self.assertEqual(said["off_site"]["position"], told[0]["entries"])
            self.assertEqual(said["off_site"]["beyond"], said["log_size"] - told[0]["entries"])
            self.assertEqual(said["off_site"]["made"], made["made"])

        def put_back():
            self.province.stop()
            self.province.admin("restore", made["file"], "--replace")
            self.province.serve()
        self.lose_and_heal(3, put_back)
        self.assertEqual(self.one.do("lan", "status").json()["off_site"]["position"], told[0]["entries"])

    def test_08_the_keys_go_along_under_a_password_only(self):
        file = self.world.folder / "keys.soxad-backup"
        run([self.province.program, "--data", self.province.data, "backup", "make", file], 0, "câu bí mật của tỉnh\n")
        fresh = self.world.folder / "fresh"
        restore = [self.province.program, "--data", fresh, "restore", file]
        run(restore, 2)
        run(restore, 4, "một câu khác\n")
        run(restore, 0, "câu bí mật của tỉnh\n")
        run([self.province.program, "--data", fresh, "log", "verify"], 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
