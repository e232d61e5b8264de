"""Errors reported in files, on the real programs: said on one laptop, seen by the province and the unit's other laptop, answered and
done by who may, and no value changes by it. And why a conflict of legal weight was decided as it was.

Each chapter below stands on those before it.
"""
import sys
import unittest

from programs import World

BINARIES = sys.argv.pop(1)
UNIT, ADMIN = "H31.55", "034079000001"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}


class Errors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, uids = cls.world.commune_at_work(UNIT, WORDS, 4, 3)
        cls.uid = uids[0]
        cls.one.do("thinh", "status")
        cls.one.sync("lan", expect=0)
        cls.two = cls.world.enrol(UNIT, "2", "Lò Văn Quản", ADMIN, WORDS["admin"])
        cls.two.do(ADMIN, "sync")
        cls.one.sync("lan", expect=0)
        cls.two.do(ADMIN, "sync")
        cls.two.passwords.update(cls.one.passwords)

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def listed(self, laptop, login, *words):
        return laptop.do(login, "error", "list", *words).json()

    def test_1_an_error_is_reported_at_a_field_and_no_value_changes(self):
        before = self.one.show("lan", self.uid)
        report = self.one.do("thinh", "error", "report", self.uid, "--field", "birth_date", "--text", "giấy khai sinh ghi tháng 3").json()
        type(self).report = report["report"]
        [one] = self.listed(self.one, "lan")
        self.assertEqual((one["field"], one["state"], one["received"], one["author"]), ("birth_date", "open", False, "Nguyễn Văn Thịnh"))
        after = self.one.show("lan", self.uid)
        self.assertEqual(after["content_root"], before["content_root"])
        self.one.do("thinh", "error", "report", self.uid, "--field", "khong_co", "--text", "x", expect=3)
        self.one.do("thinh", "error", "report", self.uid, "--text", "", expect=3)
        self.one.do(ADMIN, "error", "report", self.uid, "--text", "x", expect=(3, 4))

    def test_2_a_row_is_named_by_itself_and_shown_by_its_number(self):
        row = self.one.show("lan", self.uid)["work_history"][0]
        place = "work_history/1." + next(name for name in row if name != "row_uid")
        self.one.do("lan", "error", "report", self.uid, "--field", place, "--text", "sai tên cơ quan")
        self.assertEqual([one["field"] for one in self.listed(self.one, "lan")], ["birth_date", place])

    def test_3_the_province_sees_it_and_answers_and_the_unit_hears(self):
        self.one.sync("lan", expect=0)
        seen = self.province.admin("--json", "error", "list").json()
        self.assertEqual([(one["unit"], one["text"], one["state"]) for one in seen],
                         [(UNIT, "giấy khai sinh ghi tháng 3", "open"), (UNIT, "sai tên cơ quan", "open")])
        self.province.admin("error", "answer", self.report[:12], "--text", "đề nghị xã đối chiếu")
        self.province.admin("error", "answer", "12345678", "--text", "x", expect=3)
        self.one.sync("lan", expect=0)
        [one, _] = self.listed(self.one, "lan")
        self.assertTrue(one["received"])
        self.assertEqual([(told["text"], told["closed"], told["role"]) for told in one["answers"]],
                         [("đề nghị xã đối chiếu", False, "province")])

    def test_4_it_is_done_on_the_other_laptop_and_everywhere_after_a_sync(self):
        self.two.do(ADMIN, "sync")
        self.two.do(ADMIN, "error", "answer", self.report[:12], "--text", "x", "--close", expect=(3, 4))
        self.one.do("lan", "error", "answer", self.report[:12], "--text", "đã sửa theo giấy khai sinh", "--close")
        self.assertEqual(len(self.listed(self.one, "lan")), 1)
        self.assertEqual(len(self.listed(self.one, "lan", "--all")), 2)
        self.one.sync("lan", expect=0)
        self.assertEqual(len(self.province.admin("--json", "error", "list").json()), 1)
        self.assertEqual(len(self.province.admin("--json", "error", "list", "--all").json()), 2)
        history = self.one.do("lan", "record", "history", self.uid).json()
        self.assertEqual([one["kind"] for one in history if one["kind"].startswith("error")],
                         ["error_report", "error_report", "error_answer", "error_answer"])
        self.assertTrue(all(one["verdict"] == "accepted" for one in history))


if __name__ == "__main__":
    unittest.main(verbosity=2)
