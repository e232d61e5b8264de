"""Who comes from a ministry or another province (article 9, case 1): his file is asked for, handed over as a file, and opened
as a draft of the receiving unit. The real programs."""
import json
import unittest

from two_communes import B, DAY, TwoCommunes


class Request(TwoCommunes):
    def test_case_1_a_file_from_outside_is_opened_as_a_draft(self):
        """Asked for, handed over as a file, opened with its origin, and on its way like any other [TB-9.1]."""
        number, name = "034190777779", "Lò Thị Mơ"
        asked = self.clerk(B, "transfer", "request", "--id", number, "--name", name, "--from", "Bộ Nội vụ",
                           "--date", "01/12/2026", "--basis", "12/QĐ-BNV 20/11/2026").json()
        self.sync(B)
        for told in (self.text(B, "transfer", "list"), self.province.admin("transfer", "list").out):
            self.assertRegex(told, name + r".*\t01/12/2026")
        # As another program of another province would write it: with that province's units.
        handed = {"personal_id": number, "full_name": name, "birth_date": "1990-05-17", "gender": "2",
                  "managing_agency_id": "H01.07", "using_unit_id": "H01.07.2",
                  "work_history": [{"from_ym": "2012-09", "title": "Chuyên viên", "unit_text": "Bộ Nội vụ"}]}
        path = self.world.folder / "handed.jsonl"
        opening = ("transfer", "open", asked["operation"][:16], "--file", path)
        path.write_text(json.dumps({**handed, "personal_id": "034190777780"}), encoding="utf-8")
        self.assertIn(name, self.clerk(B, *opening, expect=3).err)  # another person's
        path.write_text("[1]\n", encoding="utf-8")
        self.clerk(B, *opening, expect=3)
        self.clerk(B, "transfer", "open", "00000000", "--file", path, expect=3)
        self.province.admin("transfer", "decide", asked["operation"], "--send")
        self.sync(B)
        self.assertEqual([(one["kind"], one["who"]) for one in self.clerk(B, "month").json()["obligations"]
                          if one["full_name"] == name], [("first_entry", "Nguyễn Mai")])

        path.write_text(json.dumps(handed, ensure_ascii=False) + "\n", encoding="utf-8")
        opened = self.clerk(B, *opening).json()
        self.assertEqual((opened["full_name"], opened["from_name"]), (name, "Bộ Nội vụ"))
        shown = self.clerk(B, "record", "show", opened["record_uid"]).json()
        self.assertEqual((shown["status"], shown["work_history"][0]["title"]), ("draft", "Chuyên viên"))
        self.assertNotIn("using_unit_id", shown)
        origin = shown["life"]["origin"]
        self.assertEqual((origin["case"], origin["from_name"], origin["basis"], origin["effective_date"]),
                         (1, "Bộ Nội vụ", "12/QĐ-BNV 20/11/2026", "2026-12-01"))
        self.assertEqual(origin["request"], asked["operation"])
        move = shown["unit_move"][0]
        self.assertEqual((move["case"], move["to_unit"], move["effective_date"], move["decision_no"], move["decision_date"]),
                         ("1", B, "2026-12-01", "12/QĐ-BNV", "2026-11-20"))
        self.clerk(B, *opening, expect=3)  # once
        self.assertNotIn(asked["operation"], [one["operation"] for one in self.moves(B)["in"]])
        self.sync(B)
        closed = [one["state"] for one in self.province.admin("transfer", "list", "--all", "--json").json()
                  if one["operation"] == asked["operation"]]
        self.assertEqual(closed, ["closed"])
        # Who has a file here is not asked for again.
        self.clerk(B, "transfer", "request", "--id", number, "--name", name, "--from", "Bộ Nội vụ", *DAY, expect=3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
