"""Fifty conflicts in the real window, decided by keyboard alone: a key each, and a typed reason where the field has legal weight, which
nothing skips."""
import re
import sys
import unittest
from pathlib import Path

BINARIES, PICTURES = Path(sys.argv.pop(1)), Path(sys.argv.pop(1))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "acceptance"))

from display import Display  # noqa: E402
from person import Person  # noqa: E402
from programs import World  # noqa: E402

UNIT, ADMIN = "H31.55", "034079000001"
WORDS = {"admin": "quan tri cua xa toi", "clerk": "bong lua tren dong", "head": "chu ky cua chu tich"}
FILES, FIELDS = 5, 10
WHY, REASON = "Vì sao chọn như vậy?", "theo quyet dinh"


class Conflicts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.display = Display(1366, 768).__enter__()
        cls.one, cls.uids = cls.world.commune_at_work(UNIT, WORDS, FILES, 7)
        cls.one.do("thinh", "status")
        cls.one.sync("lan")
        two = cls.world.enrol(UNIT, "2", "Lò Văn Quản", ADMIN, WORDS["admin"])
        two.sync(ADMIN)
        cls.one.sync("lan")
        two.sync(ADMIN)
        two.passwords.update(cls.one.passwords)
        cls.fields = cls.text_fields()
        for uid in cls.uids:
            cls.say(two, uid, "may hai")
        two.sync("lan")
        for uid in cls.uids:
            cls.say(cls.one, uid, "may mot")
        cls.one.sync("lan", expect=5)

    @classmethod
    def tearDownClass(cls):
        cls.display.__exit__()
        cls.world.close()

    @classmethod
    def text_fields(cls):
        """Of legal weight and others, in turn, each by itself."""
        found = {"legal": [], "ordinary": []}
        for field in cls.one.do("lan", "schema").lines():
            if not field["group"] and field["writable"] and field["type"] == "text" and not field.get("cluster") and field["sensitivity"] < 3:
                found.setdefault(field["class"], []).append(field["id"])
        legal = found["legal"][:FIELDS // 2]
        return {field: field in legal for field in legal + found["ordinary"][:FIELDS - len(legal)]}

    @classmethod
    def say(cls, laptop, uid, value):
        laptop.do("lan", "record", "edit", uid, *(word for field in cls.fields for word in ("--set", f"{field}={value}")))

    def left(self, person):
        heading = next((item.label for item in person.items() if item.role == "heading" and item.label.startswith("Bàn xử lý")), "")
        number = re.search(r"\d+", heading)
        return int(number.group()) if number else None

    def test_fifty_are_decided_by_keyboard_alone(self):
        count = len(self.one.do("lan", "conflict", "list").json())
        self.assertGreaterEqual(count, 50)
        asked = 0
        with Person(self.display, BINARIES / "soxa", self.one.home) as lan:
            lan.arrives("login")
            lan.wait_until(lambda: lan.first("Tên đăng nhập"), "the login")
            lan.log_in("lan", self.one.passwords["lan"])
            lan.arrives("home")
            lan.press("Alt", "3")
            lan.arrives("conflicts")
            lan.wait_until(lambda: self.left(lan) is not None, "how many")
            while (before := self.left(lan)) != 0:
                theirs = str(next(n for n in (1, 2) if lan.first(f"{n} · trên máy khác")))
                self.display.press(theirs)
                lan.wait_until(lambda: lan.first(WHY) or self.left(lan) != before, "an answer")
                if lan.first(WHY):
                    if asked == 0:
                        lan.press("Return")
                        self.assertTrue(lan.first(WHY), "a reason is needed")
                        lan.picture(PICTURES / "conflict_reason.png")
                    asked += 1
                    lan.wait_until(lambda: lan.first("Lý do", "field").focused, "the keyboard in the reason")
                    self.display.type(REASON)
                    lan.wait_until(lambda: lan.first("Lý do", "field").value == REASON, "the reason")
                    self.display.press("Return")
                lan.wait_until(lambda: self.left(lan) not in (before, None), "one fewer")
        self.assertEqual(self.one.do("lan", "conflict", "list").json(), [])
        self.assertEqual(asked, FILES * sum(self.fields.values()))
        for uid in self.uids:
            shown = self.one.show("lan", uid)
            self.assertEqual({shown[field] for field in self.fields}, {"may hai"})
            kinds = [one.get("reason") for one in self.one.do("lan", "record", "history", uid).json() if one["kind"] == "decision_reason"]
            self.assertEqual(kinds, [REASON] * sum(self.fields.values()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
