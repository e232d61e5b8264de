"""What a person at the command line is told: the texts, exit codes and documents of soxactl and soxad.

A person who uses the programs cold must see why something did not happen, that nothing is lost, and what to do.
Each chapter below stands on those before it.
"""
import json
import os
import shutil
import subprocess
import sys
import unittest

from programs import Failed, Laptop, Outcome, World, run

BINARIES = sys.argv.pop(1)
UNIT = "H31.55"
ADMIN = "034079000001"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}


def secrets(laptop, login, first, second, *words, expect=0):
    """A command that reads two secrets: of who acts, and the one being set."""
    ends = []
    for line in (first, second):
        read_end, write_end = os.pipe()
        os.write(write_end, (line + "\n").encode())
        os.close(write_end)
        ends.append(read_end)
    command = [str(laptop.program), "--home", str(laptop.home), "--as", login, "--json", "--password-fd", str(ends[0]),
               "--new-password-fd", str(ends[1]), *words]
    done = subprocess.run(command, capture_output=True, text=True, pass_fds=ends, timeout=120, check=False)
    for end in ends:
        os.close(end)
    outcome = Outcome(command, done.returncode, done.stdout, done.stderr)
    if outcome.code != expect:
        raise Failed(str(outcome))
    return outcome


def text(laptop, login, *words, expect=0):
    """As a person reads it, without --json."""
    return run([laptop.program, "--home", laptop.home, "--as", login, *words], expect, laptop.passwords[login] + "\n")


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, entered = cls.world.commune_at_work(UNIT, WORDS, 12, 7)
        cls.uids = entered
        cls.one.sync("lan")
        cls.two = cls.world.enrol(UNIT, "a2", "Lò Văn Quản", ADMIN, WORDS["admin"])
        cls.two.sync(ADMIN)
        cls.one.sync("lan")
        cls.two.sync(ADMIN)
        cls.two.passwords.update(cls.one.passwords)

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def meet(self):
        for laptop in (self.one, self.two, self.one):
            laptop.sync("lan")

    def error(self, outcome):
        """The one document of a command that failed."""
        error = outcome.json()["error"]
        self.assertEqual(error["code"], outcome.code)
        return error

    # ---- conflicts

    def test_01_a_field_in_question_is_answered_by_nobody_in_passing(self):
        one, two, uid = self.one, self.two, self.uids[0]
        one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0912222222")
        two.do("lan", "record", "edit", uid, "--set", "phone_mobile=0983333333")
        self.meet()
        refused = one.do("lan", "record", "edit", uid, "--set", "phone_mobile=0911111111", expect=5)
        self.assertEqual(self.error(refused)["key"], "edit.in_conflict")
        self.assertIsNone(one.show("lan", uid)["phone_mobile"])

    def test_02_a_decision_says_what_it_takes(self):
        one, uid = self.one, self.uids[0]
        resolve = ("conflict", "resolve", uid, "--field", "phone_mobile", "--take")
        self.assertEqual(self.error(one.do("lan", *resolve, "value", expect=2))["key"], "conflict.value")
        self.assertEqual(self.error(one.do("lan", *resolve, "both", expect=3))["key"], "conflict.single")
        self.assertIn("chỉ nhận một giá trị", text(one, "lan", *resolve, "both", expect=3).err)
        for bad in ("", "none", "99999999999999999999999", "-1"):
            one.do("lan", *resolve[:-1], f"--take={bad}", expect=2)
        one.do("lan", *resolve, "9", expect=3)
        self.assertIsNone(one.show("lan", uid)["phone_mobile"])
        one.do("lan", *resolve, "value", "--value", "")
        self.assertNotIn("phone_mobile", one.show("lan", uid))

    def test_03_conflicts_are_counted_alike_everywhere(self):
        one, two, uid = self.one, self.two, self.uids[1]
        one.do("lan", "record", "edit", uid, "--set", "salary_step=2", "--set", "salary_coefficient=2.67")
        two.do("lan", "record", "edit", uid, "--set", "salary_step=3", "--set", "salary_coefficient=3.00")
        self.meet()
        listed = one.do("lan", "conflict", "list").json()
        self.assertEqual({entry["field"] for entry in listed}, {"salary_step", "salary_coefficient"})
        self.assertEqual(len({entry["conflict"] for entry in listed}), 1)
        self.assertEqual(one.do("lan", "status").json()["conflicts_open"], 1)
        self.assertEqual(one.do("lan", "sync", expect=5).json()["conflicts_open"], 1)
        self.assertIn("1 xung đột, ở 2 trường", text(one, "lan", "conflict", "list").err)
        self.assertEqual(one.do("lan", "conflict", "show", listed[0]["id"]).json(), listed[0])
        self.assertEqual(one.do("lan", "conflict", "show", uid).json(), listed)
        # Pay is legal: nothing is put forward, and there is nothing to take unseen.
        self.assertEqual({(entry["policy"], entry["decides"]) for entry in listed}, {("ask", "clerk")})
        self.assertFalse(any("suggested" in entry for entry in listed))
        unseen = one.do("lan", "conflict", "resolve", uid, "--field", "salary_step", "--take", "suggested", expect=3)
        self.assertEqual(self.error(unseen)["key"], "conflict.no_suggestion")
        one.do("lan", "conflict", "resolve", uid, "--field", "salary_step", "--take", "ours")
        self.meet()

    def test_03b_whose_value_was_not_taken_is_told_by_whom(self):
        one, two, uid = self.one, self.two, self.uids[3]
        one.add_account(ADMIN, "minh", "clerk", "Trần Văn Minh", "034085000071", WORDS["clerk"])
        one.do("minh", "record", "edit", uid, "--set", "main_work=ke toan")
        two.do("lan", "record", "edit", uid, "--set", "main_work=Kế toán")
        self.meet()
        entry = two.do("lan", "conflict", "list").json()[0]
        number = [side["value"] for side in entry["values"]].index("Kế toán") + 1
        self.assertEqual((entry["policy"], entry["suggested"], entry["suggested_why"]), ("suggest", number, "same_text"))
        self.assertIn(f"Gợi ý: {number}", text(two, "lan", "conflict", "list").out)
        two.do("lan", "conflict", "resolve", uid, "--field", "main_work", "--take", "suggested")
        self.assertEqual(two.do("lan", "conflict", "overruled").json(), [])
        self.meet()
        told = one.do("minh", "conflict", "overruled").json()
        self.assertEqual([(each["by"], each["record_uid"]) for each in told], [("Lò Thị Lan", uid)])
        self.assertEqual(told[0]["fields"], [{"field": "main_work", "yours": "ke toan", "stands": "Kế toán"}])
        self.assertIn("Lò Thị Lan", text(one, "minh", "conflict", "overruled").out)
        one.do("minh", "conflict", "propose-again", told[0]["id"])
        self.assertEqual(one.do("minh", "conflict", "overruled").json(), [])
        self.assertEqual(one.show("minh", uid)["main_work"], "ke toan")
        again = one.do("minh", "conflict", "propose-again", told[0]["id"], expect=3)
        self.assertEqual(self.error(again)["key"], "overruled.none")
        self.meet()

    def test_04_a_column_that_two_rows_dispute_is_not_guessed(self):
        one, two, uid = self.one, self.two, self.uids[2]
        for number in (1, 2):
            one.do("lan", "record", "edit", uid, "--add", f'work_history={{"title": "Cán bộ {number}"}}')
        self.meet()
        rows = len(one.show("lan", uid)["work_history"])
        for row in (rows - 1, rows):
            one.do("lan", "record", "edit", uid, "--change", f"work_history/{row}.title=Văn thư {row}")
            two.do("lan", "record", "edit", uid, "--change", f"work_history/{row}.title=Thủ quỹ {row}")
        self.meet()
        resolve = ("conflict", "resolve", uid, "--field", "work_history.title", "--take", "ours")
        self.assertEqual(self.error(one.do("lan", *resolve, expect=3))["key"], "conflict.ambiguous")
        for entry in one.do("lan", "conflict", "list").json():
            one.do("lan", *resolve, "--row", entry["row_uid"])
        self.assertEqual(one.do("lan", "conflict", "list").json(), [])
        self.meet()

    # ---- entry

    def test_05_what_is_entered_is_judged_at_once_and_kept(self):
        one, uid = self.one, self.uids[3]
        done = one.do("lan", "record", "edit", uid, "--set", "height_cm=300").json()
        self.assertEqual(done["findings"]["count"], 1)
        self.assertEqual(done["findings"]["list"][0]["field"], "height_cm")
        told = text(one, "lan", "record", "edit", uid, "--set", "height_cm=301")
        self.assertIn("height_cm", told.err)
        one.do("lan", "record", "edit", uid, "--set", "height_cm=165")
        new = one.do("lan", "record", "new", "--file", "-", text='{"full_name": "Trần Văn Thử", "height_cm": 90}').json()
        self.assertEqual([one["field"] for one in new["findings"]["list"]], ["height_cm"])

    def test_06_a_document_that_is_not_clear_is_refused(self):
        one = self.one

        def key(document):
            return self.error(one.do("lan", "record", "new", "--file", "-", text=document, expect=3))

        self.assertEqual(key('{"full_name": "A", "full_name": "B"}')["key"], "json.duplicate")
        self.assertIn("thứ 9;", key('{"full_na')["message"])
        bad = self.world.folder / "bad-bytes.json"
        bad.write_bytes('{"full_name": "Nguyễn"}'.encode("utf-16"))
        self.assertEqual(self.error(one.do("lan", "record", "new", "--file", bad, expect=3))["key"], "json.not_utf8")
        for hidden in ("\u200b", "\u202e", "\u00ad", "\ufeff", "\u2060"):
            faults = key(json.dumps({"full_name": f"Nguyễn{hidden} Văn A"}))["faults"]
            self.assertEqual(faults[0]["field"], "full_name")
        self.assertEqual(self.error(one.do("lan", "import", self.world.folder, expect=3))["key"], "file.folder_given")

    def test_07_an_import_counts_what_it_put_right_and_keeps_the_good_lines(self):
        one = self.one
        huge = {"full_name": "Lê Quá Dài", "work_history": [{"title": f"Chức vụ {n}"} for n in range(1500)]}
        lines = [json.dumps({"full_name": "Lê Văn Đúng", "phone_mobile": "0912345678"}, ensure_ascii=False),
                 json.dumps({"full_name": "Lê Văn Sửa", "phone_mobile": "0912 345 679"}, ensure_ascii=False),
                 json.dumps(huge, ensure_ascii=False), '{"full_name": ']
        done = one.do("lan", "import", "-", text="\n".join(lines), expect=3).json()
        self.assertEqual((done["ok"], done["fixed"], len(done["records"])), (2, 1, 2))
        self.assertEqual([refused["line"] for refused in done["refused"]], [3, 4])
        one.do("lan", "import", "--undo", done["import"])

    def test_08_rows_stand_in_the_order_of_their_dates(self):
        one, uid = self.one, self.uids[4]
        for start in ("2019-05", "2009-09", "2014-01"):
            one.do("lan", "record", "edit", uid, "--add",
                   json.dumps({"x": 0}).replace('{"x": 0}', f'work_history={{"from_ym": "{start}", "title": "Từ {start}"}}'))
        dates = [row["from_ym"] for row in one.show("lan", uid)["work_history"] if "from_ym" in row]
        self.assertEqual(dates, sorted(dates))
        self.meet()
        self.assertEqual(one.shared("lan", uid), self.two.shared("lan", uid))

    # ---- the way to approval

    def test_09_a_warning_needs_an_answer_and_the_approver_reads_it(self):
        one, uid = self.one, self.uids[5]
        one.do("lan", "record", "edit", uid, "--set", "height_cm=300")
        self.assertNotIn("photo_4x6", {found["field"] for found in one.do("lan", "record", "validate", uid).json()})
        refused = self.error(one.do("lan", "record", "submit", uid, expect=3))
        self.assertEqual(refused["key"], "submit.unanswered")
        self.assertIn("height_cm", {fault["field"] for fault in refused["faults"]})
        self.assertIn("--reason", text(one, "lan", "record", "submit", uid, expect=3).err)
        done = one.do("lan", "record", "submit", uid, "--reason", "Đã đo lại, đúng").json()
        self.assertEqual((done["record_uid"], done["status"]), (uid, "checked"))
        self.assertGreaterEqual(done["warnings_answered"], 1)
        waiting = [line for line in one.do("thinh", "approve", "--list").json() if line["record_uid"] == uid]
        self.assertIn("height_cm", {found["field"] for found in waiting[0]["warnings"]})
        self.assertEqual(waiting[0]["reasons"], ["Đã đo lại, đúng"])

    def test_10_why_a_file_came_back_reaches_the_clerk(self):
        one, uid = self.one, self.uids[5]
        why = "Thiếu quyết định nâng lương"
        done = one.do("thinh", "record", "return", uid, "--reason", why).json()
        self.assertEqual((done["status"], done["reason"]), ("returned", why))
        back = one.show("lan", uid)["returned"]
        self.assertEqual((back["by"], back["reason"]), ("Nguyễn Văn Thịnh", why))
        self.assertIn(why, text(one, "lan", "record", "show", uid).out)
        self.assertIn(why, text(one, "lan", "record", "list").out)
        self.assertIn(why, text(one, "lan", "record", "history", uid).out)
        listed = {line["record_uid"]: line for line in one.list("lan")}
        self.assertEqual(listed[uid]["returned"]["reason"], why)
        one.do("lan", "record", "submit", uid)  # its warning was answered
        self.assertNotIn("returned", one.show("lan", uid))

    def test_11_a_persons_own_submission_waits_for_the_clerk(self):
        one, uid = self.one, self.uids[6]
        file = one.show("lan", uid)
        one.add_account(ADMIN, "toi", "person", file["full_name"], file["personal_id"], "mật khẩu của tôi")
        done = one.do("toi", "record", "submit", uid, "--reason", "Đúng như giấy tờ")
        self.assertEqual(done.json()["status"], "submitted")
        self.assertIn("chờ cán bộ phụ trách kiểm tra", done.err)
        self.assertEqual(one.do("lan", "record", "check", uid).json()["status"], "checked")

    def test_12_a_number_that_two_files_have_names_both(self):
        """Two laptops made a file of one person before they met [R01]."""
        one, two = self.one, self.two
        person = json.dumps({"full_name": "Hà Thị Đôi", "personal_id": "034190000077"}, ensure_ascii=False)
        first = one.do("lan", "record", "new", "--file", "-", text=person).json()["record_uid"]
        second = two.do("lan", "record", "new", "--file", "-", text=person).json()["record_uid"]
        self.meet()
        refused = self.error(one.do("lan", "record", "show", "--id", "034190000077", expect=3))
        self.assertEqual(refused["key"], "record.several")
        for uid in (first, second):
            self.assertIn(uid, refused["message"])
            rules = [found["rule"] for found in one.do("lan", "record", "validate", uid).json() if found["field"] == "personal_id"]
            self.assertIn("R01", rules)
        again = one.do("lan", "record", "new", "--file", "-", text=person, expect=3)
        self.assertIn(first if first in again.err else second, again.err)

    # ---- accounts

    def test_13_a_code_is_taken_as_people_type_it(self):
        one = self.one
        made = one.do(ADMIN, "account", "add", "--login", "mai", "--role", "viewer", "--name", "Lò Thị Mai", "--id",
                      "034190000031", "--basis", "13/QĐ-UBND 03/11/2026").json()
        one.do("mai", "record", "list", expect=4, password=made["code"].lower())
        fresh = "bốn từ dễ nhớ lắm"
        secrets(one, "mai", made["code"].lower().replace("-", " "), fresh, "account", "passwd")
        one.do("mai", "record", "list", password=fresh)
        reset = one.do(ADMIN, "account", "reset", "mai", "--basis", "Đơn 04/11/2026").json()
        refused = one.do("mai", "record", "list", expect=4, password=fresh)
        self.assertIn("dùng mã đã được trao", refused.err)
        done = secrets(one, "mai", reset["code"].replace("-", "").lower(), fresh, "account", "passwd").json()
        self.assertTrue(done["password_set"])

    def test_14_who_was_revoked_is_told_so_and_nobody_else_is(self):
        one = self.one
        fresh = "bốn từ dễ nhớ lắm"
        done = one.do(ADMIN, "account", "revoke", "mai", "--basis", "14/QĐ-UBND 05/11/2026").json()
        self.assertEqual((done["login"], done["state"]), ("mai", "revoked"))
        self.assertEqual(self.error(one.do("mai", "record", "list", expect=4, password=fresh))["key"], "login.revoked")
        self.assertEqual(self.error(one.do("mai", "record", "list", expect=4, password="sai mật khẩu rồi"))["key"], "login.wrong")
        one.sync(ADMIN)

    def test_15_the_provinces_refusal_of_a_key_is_seen(self):
        one, why = self.one, "Chưa có quyết định bổ nhiệm"
        self.province.admin("account", "refuse", UNIT, "thinh", "--reason", why)
        told = one.sync("lan")
        self.assertEqual(told.json()["refused_keys"][0]["reason"], why)
        self.assertIn(why, told.err)
        self.assertEqual(one.sync("lan").json()["refused_keys"], [])
        states = {account["login"]: account for account in one.do(ADMIN, "account", "list").json()}
        self.assertEqual((states["thinh"]["state"], states["thinh"]["refused_reason"]), ("refused", why))
        status = one.do("thinh", "status").json()["account"]
        self.assertEqual((status["state"], status["refused_reason"]), ("refused", why))
        self.assertIn(why, text(one, "thinh", "status").out)
        self.assertIn(why, one.do("thinh", "approve", "--list").err)
        self.assertEqual(self.error(one.do("thinh", "approve", "--all", expect=4))["key"], "approve.key_refused")

    # ---- what must not be begun anew

    def test_16_a_laptop_that_lost_its_keys_is_not_enrolled_again(self):
        home = self.world.folder / "laptop-lost"
        shutil.copytree(self.two.home, home)
        for name in ("keystore.a", "keystore.b"):
            (home / name).unlink()
        lost = Laptop(BINARIES, home)
        lost.passwords = dict(self.two.passwords)
        before = (home / "ledger.db").read_bytes()
        self.assertEqual(self.error(lost.do("lan", "record", "list", expect=7))["key"], "keystore.lost")
        ticket = self.world.folder / "lost.ticket"
        self.province.admin("ticket", UNIT, "--admin", "Lò Văn Quản", "--id", ADMIN, "--out", ticket, "--url", self.province.url)
        refused = run([lost.program, "--home", home, "enrol", ticket], 7, WORDS["admin"] + "\n")
        self.assertIn("Đừng ghi danh lại", refused.err)
        self.assertEqual((home / "ledger.db").read_bytes(), before)
        self.assertFalse((home / "keystore.a").exists())

    def test_17_a_revoked_laptop_says_so_until_the_end(self):
        two, uid = self.two, self.uids[7]
        label = two.do("lan", "status").json()["device"]
        devices = {device["label"]: device for device in self.province.admin("device", "list", "--json").json()}
        self.province.admin("device", "revoke", devices[label]["device"])
        two.do("lan", "sync", expect=4)
        refused = two.do("lan", "record", "edit", uid, "--set", "phone_mobile=0912000001", expect=4)
        self.assertEqual(self.error(refused)["key"], "laptop.revoked")
        self.assertTrue(two.do("lan", "status").json()["revoked"])
        self.assertIn("thu hồi", text(two, "lan", "status").out)
        two.do("lan", "record", "show", uid)
        self.assertIn(uid, two.do("lan", "export").out)

    def test_18_a_province_that_lost_a_part_is_not_begun_anew(self):
        self.province.stop()
        copy = self.world.folder / "province-copy"
        program = self.province.program

        def commands(folder):
            yield [program, "--data", folder, "health"]
            yield [program, "--data", folder, "serve", "--listen", "127.0.0.1:0"]
            yield [program, "--data", folder, "init", "--province", "33", "--name", "Tỉnh Hưng Yên"]

        for missing, word in (("store.db", "store.db"), ("province.key", "province.key")):
            shutil.copytree(self.province.data, copy)
            for file in copy.iterdir():
                if file.name.startswith(missing):
                    file.unlink()
            there = sorted(file.name for file in copy.iterdir())
            for command in commands(copy):
                refused = run(command, 7)
                self.assertIn(word, refused.err)
                self.assertIn("bản sao lưu", refused.err)
            self.assertEqual(sorted(file.name for file in copy.iterdir()), there)
            shutil.rmtree(copy)
        self.province.serve()

    def test_19_health_reads_every_page(self):
        self.province.stop()
        copy = self.world.folder / "province-copy"
        shutil.copytree(self.province.data, copy)
        with open(copy / "store.db", "r+b") as store:
            store.seek(0, os.SEEK_END)
            store.seek(store.tell() // 2)
            store.write(b"\xff" * 64)
        run([self.province.program, "--data", copy, "health"], 7)
        shutil.rmtree(copy)
        self.province.admin("health")
        self.province.serve()

    def test_20_a_unit_has_no_name_that_hides_something(self):
        for hidden in ("\u202e", "\u200b", "\u0007"):
            self.province.admin("unit", "add", "H31.99", f"Xã{hidden} Ẩn", expect=3)


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast=False)
