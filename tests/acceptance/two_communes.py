"""Two communes of one province, each with a laptop, a clerk and a head: for tests of what goes between them."""
import json
import sys
import unittest

from programs import World, run

BINARIES = sys.argv.pop(1)
A, B = "H31.55", "H31.56"
ADMIN = {A: "034079000001", B: "034079000002"}
CLERK = {A: "lan", B: "mai"}
HEAD = {A: "thinh", B: "hoa"}
NUMBER = {"lan": "034190000011", "thinh": "034075000012", "mai": "034190000013", "hoa": "034175000014"}
PASSWORD = "bông lúa trên đồng"
DAY = ("--date", "2026-12-01", "--basis", "12/QĐ-UBND 20/11/2026")


class TwoCommunes(unittest.TestCase):
    def setUp(self):
        self.world = World(BINARIES)
        self.addCleanup(self.world.close)
        self.province = self.world.province
        self.province.init()
        for unit, name in ((A, "Xã Tiền Hải"), (B, "Xã Đông Minh")):
            self.province.admin("unit", "add", unit, name)
        self.province.serve()
        self.laptop = {unit: self.world.enrol(unit, unit, "Lò Văn Quản", ADMIN[unit], PASSWORD) for unit in (A, B)}
        for unit, laptop in self.laptop.items():
            for login, role in ((CLERK[unit], "clerk"), (HEAD[unit], "head")):
                laptop.add_account(ADMIN[unit], login, role, f"Nguyễn {login.capitalize()}", NUMBER[login], PASSWORD)

    def clerk(self, unit, *words, **more):
        return self.laptop[unit].do(CLERK[unit], *words, **more)

    def text(self, unit, *words):
        """As people read it."""
        laptop = self.laptop[unit]
        return run([laptop.program, "--home", laptop.home, "--as", CLERK[unit], *words], 0, PASSWORD + "\n").out

    def head(self, unit, *words, **more):
        return self.laptop[unit].do(HEAD[unit], *words, **more)

    def attach(self, unit, uid):
        """A scanned decision of one page, as the file's next attachment."""
        path = self.world.folder / "quyet-dinh.pdf"
        path.write_bytes(b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Count 1>> endobj\n"
                         b"3 0 obj <</Type /Page /Parent 2 0 R>> endobj\n" + uid.encode() + b"\n%%EOF\n")
        self.clerk(unit, "attach", uid, "--kind", "07", path)

    def sync(self, unit, login=None):
        return self.laptop[unit].sync(login or CLERK[unit]).json()

    def confirm_heads(self):
        """Their keys are made at the first login, and come with the next sync."""
        for unit in (A, B):
            self.head(unit, "transfer", "list")
            self.sync(unit)
            self.province.admin("account", "confirm", unit, HEAD[unit])

    def enter(self, unit, *people):
        text = "\n".join(json.dumps(one, ensure_ascii=False) for one in people)
        return self.clerk(unit, "import", "-", text=text).json()["records"]

    def moves(self, unit, *words):
        return self.head(unit, "transfer", "list", *words).json()

    def decide(self, *words):
        move = self.province.admin("transfer", "list", "--json").json()
        self.assertEqual(len(move), 1, move)
        return self.province.admin("transfer", "decide", move[0]["operation"], *words, "--json").json()

    def names(self, unit, *words):
        return [one["full_name"] for one in self.clerk(unit, "record", "list", *words).lines()]
