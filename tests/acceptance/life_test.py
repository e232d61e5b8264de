"""What happens to a commune's laptops that the month's story does not tell: one that worked alone joins its province,
an import is taken back, a laptop is copied, a code is used twice, work of a revoked official waits for a decision.
"""
import shutil
import sys
import unittest

from programs import Laptop, World

BINARIES = sys.argv.pop(1)
UNIT, ADMIN = "H31.55", "034079000001"
PASSWORD = {"admin": "quản trị của xã tôi", "lan": "bông lúa trên đồng", "hoa": "con đê làng bên sông"}


def person(name, number, **more):
    return {"full_name": name, "personal_id": number, **more}


class Life(unittest.TestCase):
    def setUp(self):
        self.world = World(BINARIES)
        self.addCleanup(self.world.close)
        self.province = self.world.province
        self.province.init()
        self.province.admin("unit", "add", UNIT, "Xã Tiền Hải")
        self.province.serve()

    def ticket(self, name, number=ADMIN):
        path = self.world.folder / name
        self.province.admin("ticket", UNIT, "--admin", "Lò Văn Quản", "--id", number, "--out", path,
                            "--url", self.province.url)
        return path

    def enrolled(self, name="one"):
        laptop = self.world.enrol(UNIT, name, "Lò Văn Quản", ADMIN, PASSWORD["admin"])
        laptop.add_account(ADMIN, "lan", "clerk", "Lò Thị Lan", "034190000011", PASSWORD["lan"])
        return laptop

    def enter(self, laptop, *people):
        import json
        text = "\n".join(json.dumps(one, ensure_ascii=False) for one in people)
        return laptop.do("lan", "import", "-", text=text).json()

    def test_a_laptop_that_worked_alone_joins_and_loses_nothing(self):
        laptop = self.world.laptop("alone")
        laptop.passwords[ADMIN] = PASSWORD["admin"]
        from programs import run
        run([laptop.program, "--home", laptop.home, "--json", "enrol", "--local", "--name", "Lò Văn Quản", "--id", ADMIN,
             "--unit", "Xã Tiền Hải"], 0, PASSWORD["admin"] + "\n")
        laptop.add_account(ADMIN, "lan", "clerk", "Lò Thị Lan", "034190000011", PASSWORD["lan"])
        self.enter(laptop, person("Nguyễn Thị Hoa", "034190000021", education=[{"school": "Trường Một"}]),
                   person("Lò Văn Sáu", "034090000022"))
        before = {one["personal_id"]: one["full_name"] for one in laptop.list("lan")}

        # Somebody else's ticket changes nothing.
        other = run([laptop.program, "--home", laptop.home, "--json", "enrol", self.ticket("other", "034079000077")], 4,
                    PASSWORD["admin"] + "\n")
        self.assertNotIn("034079000077", other.out)
        self.assertEqual({one["personal_id"]: one["full_name"] for one in laptop.list("lan")}, before)

        done = run([laptop.program, "--home", laptop.home, "--json", "enrol", self.ticket("own")], 0,
                   PASSWORD["admin"] + "\n").json()
        self.assertEqual((done["joined"], done["accounts"], done["records"]), (True, 1, 2))
        after = {one["personal_id"]: one["full_name"] for one in laptop.list("lan")}
        self.assertEqual(after, before)
        uid = next(one["record_uid"] for one in laptop.list("lan") if one["personal_id"] == "034190000021")
        self.assertEqual(laptop.show("lan", uid)["education"][0]["school"], "Trường Một")
        # Once: neither login nor sync enters them again; the province has them.
        laptop.sync("lan")
        self.assertEqual(len(laptop.list("lan")), 2)
        self.assertEqual(laptop.sync("lan").json()["refused"], [])
        self.assertEqual(laptop.do("lan", "status").json()["queue"]["operations"], 0)
        # The earlier ledger is there, whole, under the passwords of its day.
        earlier = Laptop(BINARIES, laptop.home / "earlier")
        earlier.passwords = laptop.passwords
        earlier.do(ADMIN, "audit", "verify")
        self.assertEqual(len(earlier.list("lan")), 2)

    def test_an_import_is_taken_back_except_what_was_worked_on(self):
        laptop = self.enrolled()
        done = self.enter(laptop, person("Nguyễn Văn Một", "034090000031"), person("Nguyễn Văn Hai", "034090000032"),
                          person("Nguyễn Văn Ba", "034090000033"))
        laptop.do("lan", "record", "edit", done["records"][1], "--set", "phone_mobile=0912345678")
        undone = laptop.do("lan", "import", "--undo", done["import"]).json()
        self.assertEqual((undone["taken_back"], undone["kept"]), (2, [done["records"][1]]))
        self.assertEqual([one["record_uid"] for one in laptop.list("lan")], [done["records"][1]])
        again = laptop.do("lan", "import", "--undo", done["import"]).json()
        self.assertEqual(again["taken_back"], 0)
        # What they said is in the ledger, and the number is free again.
        self.assertEqual(len(laptop.do("lan", "record", "history", done["records"][0]).json()), 2)
        self.enter(laptop, person("Nguyễn Văn Một", "034090000031"))
        laptop.do("lan", "import", "--undo", "0011223344556677-3", expect=3)

    def test_a_copied_laptop_stops_nobody(self):
        """Two laptops with one identity (F13): both go on, each by itself, and all agree."""
        laptop = self.enrolled()
        uid = self.enter(laptop, person("Nguyễn Văn Một", "034090000041"))["records"][0]
        laptop.sync("lan")
        shutil.copytree(laptop.home, self.world.folder / "copy")
        copy = Laptop(BINARIES, self.world.folder / "copy")
        copy.passwords = laptop.passwords
        ends = []
        for turn in range(4):
            laptop.do("lan", "record", "edit", uid, "--set", f"phone_mobile=091111111{turn}")
            ends.append(laptop.sync("lan", expect=(0, 5, 7)).code)
            copy.do("lan", "record", "edit", uid, "--set", f"phone_office=022738312{turn}", expect=(0, 5))
            ends.append(copy.sync("lan", expect=(0, 5, 7)).code)
        ends.append(laptop.sync("lan", expect=(0, 5, 7)).code)
        copy.sync("lan")
        self.assertEqual((ends[0], ends[1]), (0, 7))  # whoever runs it stops and reports
        self.assertEqual(laptop.shared("lan", uid), copy.shared("lan", uid))
        self.assertEqual(laptop.show("lan", uid)["phone_mobile"], "0911111113")
        fresh = self.world.enrol(UNIT, "fresh", "Lò Văn Quản", ADMIN, "máy thứ ba của xã")
        fresh.sync(ADMIN)
        self.province.admin("log", "verify")

    def test_work_under_a_code_that_was_used_twice_is_kept_and_let_in(self):
        """Nothing that was «đã lưu trên máy» disappears [LEDGER 3.15] [LEDGER 3.29]."""
        one = self.enrolled("one")
        two = self.world.enrol(UNIT, "two", "Lò Văn Quản", ADMIN, "máy thứ hai của xã")
        one.sync(ADMIN), two.sync(ADMIN), one.sync(ADMIN)
        code = one.do(ADMIN, "account", "add", "--login", "hoa", "--role", "clerk", "--name", "Đào Thị Hoa", "--id",
                      "034190000012", "--basis", "13/QĐ-UBND 03/11/2026").json()["code"]
        one.sync(ADMIN), two.sync(ADMIN)
        for laptop, password in ((one, PASSWORD["hoa"]), (two, "bến sông quê ngoại")):
            self.first_password(laptop, "hoa", code, password)
        two.do("hoa", "record", "new", "--file", "-", text='{"full_name":"Vũ Văn Tư","personal_id":"034090000051"}')
        one.sync("hoa")
        two.sync("hoa", expect=0)
        # Told before anything more is entered in vain.
        two.do("hoa", "record", "new", "--file", "-", text='{"full_name":"Vũ Văn Năm"}', expect=4)
        held = self.province.admin("held", "list", UNIT, "--json").json()
        self.assertIn("edit", [line["kind"] for line in held])
        looked = self.province.admin("held", "admit", UNIT, "--author", "hoa", "--json").json()
        self.assertEqual(looked["operations"], len(held))
        self.assertEqual(self.province.admin("held", "list", UNIT, "--json").json(), [])
        one.sync("hoa")
        self.assertEqual([record["full_name"] for record in one.list("hoa")], ["Vũ Văn Tư"])
        # The owner goes on there with the password of the laptop that was first.
        two.sync(ADMIN)
        two.passwords["hoa"] = PASSWORD["hoa"]
        self.assertEqual(len(two.list("hoa")), 1)

    def first_password(self, laptop, login, code, password):
        import os
        import subprocess
        pipes = [os.pipe(), os.pipe()]
        for (_, end), text in zip(pipes, (code, password)):
            os.write(end, (text + "\n").encode())
            os.close(end)
        try:
            done = subprocess.run([laptop.program, "--home", laptop.home, "--as", login, "--password-fd", str(pipes[0][0]),
                                   "--new-password-fd", str(pipes[1][0]), "account", "passwd"], capture_output=True,
                                  text=True, pass_fds=[pipe[0] for pipe in pipes], check=False, timeout=120)
        finally:
            for end, _ in pipes:
                os.close(end)
        self.assertEqual(done.returncode, 0, done.stderr)
        laptop.passwords[login] = password

    def test_what_a_revoked_official_entered_before_is_decided_by_the_province(self):
        laptop = self.enrolled()
        laptop.sync("lan")
        uid = self.enter(laptop, person("Nguyễn Văn Một", "034090000061"))["records"][0]
        other = self.world.enrol(UNIT, "two", "Lò Văn Quản", ADMIN, "máy thứ hai của xã")
        other.sync(ADMIN)
        other.do(ADMIN, "account", "revoke", "lan", "--basis", "14/QĐ-UBND 04/11/2026")
        other.sync(ADMIN)
        laptop.sync("lan", expect=4)  # somebody with the right is needed
        held = self.province.admin("held", "list", UNIT, "--json").json()
        self.assertEqual({line["reason"] for line in held}, {"revoked"})
        edit = next(line for line in held if line["kind"] == "edit")
        self.province.admin("held", "admit", UNIT, "0000000000", expect=3)
        self.province.admin("held", "admit", UNIT, edit["operation"][:12])
        other.sync(ADMIN)
        self.assertEqual([record["record_uid"] for record in other.list(ADMIN)], [uid])


if __name__ == "__main__":
    unittest.main(verbosity=2)
