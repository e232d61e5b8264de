"""Fifty conflicts in the real window, decided by keyboard alone: a key each, and a typed reason where the field has legal weight, which
nothing skips."""
import os
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
        cls.one.add_account(ADMIN, "thanh", "clerk", "Trần Văn Thành", "034190000099", "nuoc chay da mon mai")
        two = cls.two = cls.world.enrol(UNIT, "2", "Lò Văn Quản", ADMIN, WORDS["admin"])
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

    def disagree(self, uid, there, here, by="lan"):
        """Two laptops say different things of one file, and the first has heard of both."""
        self.one.sync("lan")
        self.two.sync("lan")
        self.two.do("lan", "record", "edit", uid, "--set", there)
        self.two.sync("lan")
        self.one.do(by, "record", "edit", uid, "--set", here)
        self.one.sync("lan", expect=5)

    def go_to_desk(self, lan):
        lan.log_in("lan", self.one.passwords["lan"])
        lan.arrives("home")
        lan.press("Alt", "3")
        lan.arrives("conflicts")

    def give_reason(self, lan):
        lan.wait_until(lambda: (field := lan.first("Lý do", "field")) and field.focused, "the keyboard in the reason")
        self.display.type(REASON)
        lan.wait_until(lambda: lan.first("Lý do", "field").value == REASON, "the reason")
        self.display.press("Return")

    def test_fifty_are_decided_by_keyboard_alone(self):
        count = len(self.one.do("lan", "conflict", "list").json())
        self.assertGreaterEqual(count, 50)
        asked = 0
        with Person(self.display, BINARIES / "soxa", self.one.home) as lan:
            lan.arrives("login")
            lan.wait_until(lambda: lan.first("Tên đăng nhập"), "the login")
            self.go_to_desk(lan)
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
                    self.give_reason(lan)
                lan.wait_until(lambda: self.left(lan) not in (before, None), "one fewer")
            lan.sees("Hoàn tác", "button")
            lan.press("F5")
            lan.wait_until(lambda: not lan.first("Hoàn tác", "button"), "sent, and decided for good", 60)
        self.assertEqual(self.one.do("lan", "conflict", "list").json(), [])
        self.assertEqual(asked, FILES * sum(self.fields.values()))
        for uid in self.uids:
            shown = self.one.show("lan", uid)
            self.assertEqual({shown[field] for field in self.fields}, {"may hai"})
            kinds = [one.get("reason") for one in self.one.do("lan", "record", "history", uid).json() if one["kind"] == "decision_reason"]
            self.assertEqual(kinds, [REASON] * sum(self.fields.values()))

    def test_last_a_decision_is_undone_once_and_the_other_proposes_again(self):
        uid = self.uids[0]
        field = next(field for field, legal in self.fields.items() if not legal)
        self.disagree(uid, f"{field}=gia tri may hai", f"{field}=gia tri cua thanh", by="thanh")
        with Person(self.display, BINARIES / "soxa", self.one.home) as lan:
            self.go_to_desk(lan)
            lan.reads("gia tri cua thanh")
            mine, theirs = (next(str(n) for n in (1, 2) if lan.first(f"{n} · trên {where}")) for where in ("máy này", "máy khác"))
            self.display.press(mine)
            lan.reads("Không có xung đột nào")
            self.assertEqual(self.left(lan), 0)
            lan.press("z")
            lan.reads("Quyết định trước vẫn đứng")
            lan.picture(PICTURES / "conflict_anew.png")
            lan.press("Escape")
            lan.wait_until(lambda: not lan.first("Đang quyết định lại"), "the decision left as it was")
            lan.choose("Hoàn tác", "button")
            lan.reads("Quyết định trước vẫn đứng")
            lan.choose(f"Lấy giá trị {theirs}", "button")
            lan.reads("Đã quyết định và lưu trên máy")
            lan.wait_until(lambda: not lan.first("Đang quyết định lại"), "decided anew")
            self.assertIsNone(lan.first("Hoàn tác", "button"))
        self.assertEqual(self.one.show("lan", uid)[field], "gia tri may hai")
        with Person(self.display, BINARIES / "soxa", self.one.home) as thanh:
            thanh.log_in("thanh", self.one.passwords["thanh"])
            thanh.arrives("home")
            thanh.choose("1 giá trị của bạn không được chọn", "link")
            thanh.arrives("overruled")
            thanh.reads("Bạn đã nhập: gia tri cua thanh")
            thanh.reads("Đã chọn: gia tri may hai")
            thanh.picture(PICTURES / "overruled.png")
            thanh.choose("Đề nghị lại", "button")
            thanh.reads("Đã nhập lại giá trị của bạn")
            thanh.reads("Không có giá trị nào của bạn bị bỏ qua")
            thanh.press("Escape")
            thanh.arrives("conflicts")
        self.assertEqual(self.one.show("lan", uid)[field], "gia tri cua thanh")
        self.assertEqual(self.one.show("lan", uid)["status"], "draft")

    def test_more_a_time_that_cannot_be_believed_is_marked(self):
        """The other laptop's clock is nine days ahead, and then ninety behind; the one here is right."""
        uid = self.uids[2]
        fields = [field for field, legal in self.fields.items() if not legal][:2]
        self.one.sync("lan")
        self.two.sync("lan")
        for field, days, value in zip(fields, (9, -90), ("tu tuan sau", "tu mua truoc")):
            os.environ.update(LD_PRELOAD=str((BINARIES / "clock_ahead.so").resolve()), CLOCK_AHEAD=str(days * 86400))
            try:
                self.two.do("lan", "record", "edit", uid, "--set", f"{field}={value}")
            finally:
                del os.environ["LD_PRELOAD"], os.environ["CLOCK_AHEAD"]
        self.two.sync("lan")
        self.one.do("lan", "record", "edit", uid, *(word for field in fields for word in ("--set", f"{field}=hom nay")))
        self.one.sync("lan", expect=5)
        asked = self.one.do("lan", "conflict", "list").json()
        self.assertEqual({one["value"]: one["clock"] for each in asked for one in each["values"]},
                         {"tu tuan sau": "ahead", "tu mua truoc": "behind", "hom nay": "fits"})
        with Person(self.display, BINARIES / "soxa", self.one.home) as lan:
            self.go_to_desk(lan)
            seen = set()
            for left in (1, 0):
                mark = lan.sees("Đồng hồ nơi ghi chạy").label
                self.assertEqual(sum(item.label.startswith("Đồng hồ nơi ghi chạy") for item in lan.items()), 1, "of one side only")
                told = "tu tuan sau" if "chạy trước" in mark else "tu mua truoc"
                lan.reads(told)
                seen.add(told)
                if left:
                    lan.picture(PICTURES / "conflict_clock.png")
                self.display.press(str(next(n for n in (1, 2) if lan.first(f"{n} · trên máy này"))))
                lan.wait_until(lambda count=left: self.left(lan) == count, "one fewer")
            self.assertEqual(seen, {"tu tuan sau", "tu mua truoc"})

    def test_then_a_section_that_was_decided_for_one_side_is_given_to_both(self):
        uid, wanted = self.uids[1], {"full_name": "Nguyễn Thị Ngoan", "birth_date": "1980-01-02"}
        self.disagree(uid, *(f"{field}={wanted[field]}" for field in ("birth_date", "full_name")))
        with Person(self.display, BINARIES / "soxa", self.one.home) as lan:
            self.go_to_desk(lan)
            lan.sees("Giữ cả hai", "button")
            for key, after in (("1", "Hoàn tác"), ("z", "Đang quyết định lại"), ("0", "Đã quyết định và lưu trên máy")):
                self.display.press(key)
                if key != "z":
                    self.give_reason(lan)
                (lan.reads if key == "0" else lan.sees)(after)
                lan.wait_until(lambda: not lan.first("Lý do", "field"), "answered")
            lan.wait_until(lambda: not lan.first("Hoàn tác", "button"), "undone once")
        shown = self.one.show("lan", uid)
        self.assertEqual({field: shown[field] for field in wanted}, wanted)
        self.assertEqual(self.one.do("lan", "conflict", "list").json(), [])
        self.one.sync("lan")
        self.two.sync("lan")
        self.assertEqual(self.one.shared("lan", uid), self.two.shared("lan", uid))


if __name__ == "__main__":
    unittest.main(verbosity=2)
