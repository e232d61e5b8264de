"""People who move (article 9): between two communes through the province, into the archive and back, with what the old unit
enters too late, two files of one person, and a number that was corrected. The real programs; nothing else knows who is where.
"""
import json
import unittest

from two_communes import A, ADMIN, B, CLERK, DAY, HEAD, NUMBER, PASSWORD, TwoCommunes


class Transfer(TwoCommunes):
    def test_a_file_goes_over_and_nothing_is_lost_or_seen_by_others(self):
        """Case 3 [TB-9.3], a late edit (F5), a double release, a refusal [LEDGER 3.11] [LEDGER rule 19]."""
        uid, other = self.enter(
            A, {"full_name": "Nguyễn Thị Hoa", "personal_id": "034190000021", "phone_mobile": "0912345678",
                "using_unit_id": A, "education": [{"school": "Trường Một"}, {"school": "Trường Hai"}]},
            {"full_name": "Lò Văn Sáu", "personal_id": "034090000022"})
        self.confirm_heads()
        second, late = (self.world.enrol(A, name, "Lò Văn Quản", ADMIN[A], "máy khác của xã") for name in ("A2", "A3"))
        second.sync(ADMIN[A]), late.sync(ADMIN[A])
        self.sync(A)
        for laptop in (second, late):
            laptop.sync(ADMIN[A])
            laptop.passwords.update({CLERK[A]: PASSWORD, HEAD[A]: PASSWORD})

        # A clerk prepares, the head signs; from then on the file is not changed here.
        self.clerk(A, "transfer", "out", uid, "--to", A, *DAY, expect=3)
        self.clerk(A, "transfer", "out", uid, "--to", B, expect=3)
        for unit in ("H31.99", "H31.98", B):
            told = self.clerk(A, "transfer", "out", uid, "--to", unit, *DAY).json()
            self.assertEqual((told["state"], told["to"]), ("proposed", unit))
        # Her head is told that she has to sign it; and then not any more.
        self.assertEqual(self.waits(A, "release"), ["Nguyễn Thị Hoa"])
        self.assertEqual(self.told(A, HEAD[A]), [("move_prepared", "Nguyễn Thị Hoa", B)])
        self.assertIn("Nguyễn Thị Hoa", self.head(A, "approve", "--list").err)
        self.assertEqual(self.head(A, "transfer", "out", uid).json()["state"], "released")
        self.assertEqual((self.waits(A, "release"), self.told(A, HEAD[A])), ([], []))
        self.assertEqual(self.moves(A)["out"][0]["to"], B)  # not what was prepared first
        self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0900000000", expect=4)
        # The other laptop knows nothing of it: the head signs it away again, and the clerk goes on entering.
        second.do(HEAD[A], "transfer", "out", uid, "--to", "H31.77", *DAY)
        late.do(CLERK[A], "record", "edit", uid, "--set", "phone_mobile=0987654321", "--change",
                "education/2.school=Trường Ba", "--add", 'it_skill={"school":"Trung tâm Bốn"}')

        self.sync(A)
        refused = second.sync(HEAD[A]).json()["refused"]
        self.assertEqual([one["code"] for one in refused], ["released"])

        # Until the province decides, the new unit knows nothing.
        self.sync(B)
        self.assertEqual(self.moves(B)["in"], [])
        self.province.admin("transfer", "decide", "00000000", "--send", expect=3)
        sent = self.decide("--send")
        self.assertEqual((sent["state"], sent["from"], sent["to"]), ("in_transit", A, B))
        news = self.sync(B)["notices"]
        self.assertEqual([(one["about"], one["full_name"], one["to"]) for one in news], [("file_sent", "Nguyễn Thị Hoa", A)])
        self.assertEqual(self.told(B, CLERK[B]), [("file_sent", "Nguyễn Thị Hoa", A)])
        self.assertEqual(self.waits(B, "acceptance"), ["Nguyễn Thị Hoa"])
        self.assertEqual(self.sync(B)["notices"], [])  # told once
        offer = self.moves(B)["in"][0]
        self.assertEqual((offer["state"], offer["full_name"], offer["from"]), ("in_transit", "Nguyễn Thị Hoa", A))
        self.assertEqual(self.names(B), [])
        self.assertNotIn("0912345678", json.dumps(self.moves(B)))

        # What A enters too late is held there, told, and not lost.
        self.assertEqual([one["code"] for one in late.sync(CLERK[A]).json()["refused"]], ["released"])

        self.clerk(B, "transfer", "accept", offer["operation"], expect=4)
        self.head(B, "transfer", "accept", offer["operation"])
        self.sync(B)
        self.sync(A)
        self.assertEqual(self.names(B), ["Nguyễn Thị Hoa"])
        new = self.clerk(B, "record", "list").lines()[0]["record_uid"]
        file = self.clerk(B, "record", "show", new).json()
        self.assertNotEqual(new, uid)
        self.assertEqual((file["phone_mobile"], [row["school"] for row in file["education"]], file["status"]),
                         ("0912345678", ["Trường Một", "Trường Hai"], "draft"))
        self.assertEqual((file["life"]["origin"]["from"], file["life"]["origin"]["case"]), (A, 3))
        self.assertNotIn("it_skill", file)
        # What the move itself changes is entered in the draft, for her clerk to look at; the old unit may not stay there [R34].
        self.assertEqual((file["using_unit_id"], [(row["case"], row["from_unit"], row["to_unit"], row["decision_no"])
                                                  for row in file["unit_move"]]), (B, [("3", A, B, "12/QĐ-UBND")]))
        self.assertEqual((self.waits(B, "acceptance"), self.told(B, HEAD[B])), ([], [("file_came", "Nguyễn Thị Hoa", A)]))
        rules = lambda: [one["rule"] for one in self.clerk(B, "record", "validate", new).json() if one["field"] == "using_unit_id"]
        self.assertEqual(rules(), [])
        for unit, found in ((A, ["R34"]), (f"{B}.01", []), (B, [])):
            self.clerk(B, "record", "edit", new, "--set", f"using_unit_id={unit}")
            self.assertEqual(rules(), found)

        # The old unit reads its archive and does not count or change it.
        self.assertEqual(self.names(A), ["Lò Văn Sáu"])
        self.assertEqual(self.names(A, "--archived"), ["Nguyễn Thị Hoa"])
        old = self.clerk(A, "record", "show", uid).json()
        self.assertEqual((old["status"], old["life"]["moves"][0]["state"], old["phone_mobile"]),
                         ("archived", "closed", "0912345678"))
        self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0900000001", expect=4)
        self.assertEqual(self.moves(A)["out"], [])
        self.assertEqual([one["state"] for one in self.moves(A, "--all")["out"]], ["closed"])

        # The late edit is shown to the new unit, and taken only if it says so.
        waiting = self.moves(B)["late"]
        self.assertEqual([(one["from"], one["author"], one["record_uid"]) for one in waiting], [(A, "Nguyễn Lan", new)])
        self.assertIn("0987654321", json.dumps(waiting))
        self.clerk(B, "transfer", "take", waiting[0]["operation"])
        file = self.clerk(B, "record", "show", new).json()
        self.assertEqual((file["phone_mobile"], [row["school"] for row in file["education"]], file["it_skill"][0]["school"]),
                         ("0987654321", ["Trường Một", "Trường Ba"], "Trung tâm Bốn"))
        self.assertEqual(self.moves(B)["late"], [])
        # A second one is left alone.
        late.do(CLERK[A], "record", "edit", uid, "--set", "phone_mobile=0911111111", expect=4)

        # Both ends have it on paper and agree with themselves.
        for laptop, login in ((self.laptop[A], CLERK[A]), (second, HEAD[A]), (self.laptop[B], CLERK[B])):
            laptop.sync(login)
            laptop.do(login, "audit", "verify")
            laptop.do(login, "store", "rebuild")
        self.assertEqual(second.shared(HEAD[A], uid), self.laptop[A].shared(CLERK[A], uid))
        self.province.admin("log", "verify")

        # The other one is refused by the new head, and his old unit goes on with what it had held.
        self.head(A, "transfer", "out", other, "--to", B, *DAY)
        self.sync(A)
        second.do(CLERK[A], "record", "edit", other, "--set", "phone_mobile=0922222222")
        second.sync(CLERK[A])
        self.decide("--send")
        self.sync(B)
        offer = self.moves(B)["in"][0]["operation"]
        self.head(B, "transfer", "refuse", offer, expect=3)
        self.head(B, "transfer", "refuse", offer, "--reason", "chưa có quyết định")
        self.sync(B)
        self.sync(A)
        self.assertEqual(self.clerk(A, "record", "show", other).json()["phone_mobile"], "0922222222")
        self.assertEqual(self.moves(A, "--all")["out"][-1]["reason"], "chưa có quyết định")
        self.assertEqual([(one["about"], one["full_name"], one["to"], one["reason"])
                          for one in self.clerk(A, "status").json()["notices"]],
                         [("move_refused", "Lò Văn Sáu", B, "chưa có quyết định")])
        self.clerk(A, "record", "edit", other, "--set", "phone_mobile=0933333333")
        self.assertEqual(self.names(B), ["Nguyễn Thị Hoa"])

    def waits(self, unit, kind):
        return [one["full_name"] for one in self.head(unit, "month").json()["obligations"]
                if one["kind"] == kind and one["state"] == "open"]

    def told(self, unit, login):
        notices = self.laptop[unit].do(login, "status").json()["notices"]
        return [(one["about"], one["full_name"], one["to"]) for one in notices]

    def test_two_files_of_one_person_are_kept_and_the_province_decides(self):
        """A number in two units (F4), one that was typed wrong, the file that gives way."""
        one = self.enter(A, {"full_name": "Vũ Văn Tư", "personal_id": "034090000031", "phone_mobile": "0912345678",
                             "using_unit_id": A, "education": [{"school": "Trường Một"}]},
                         {"full_name": "Vũ Văn Năm", "personal_id": "034090000032"})
        self.sync(A)
        two = self.enter(B, {"full_name": "Vũ Văn Tư", "personal_id": "034090000031", "email_private": "tu@example.vn",
                             "using_unit_id": B, "history_arrest": "Không", "education": [{"school": "truong mot"}]},
                         {"full_name": "Lê Văn Khác", "personal_id": "034090000032"})
        self.sync(B)
        self.sync(A)
        claims = self.province.admin("claim", "list", "--json").json()
        self.assertEqual([one["personal_id"] for one in claims], ["034090000031", "034090000032"])
        self.assertEqual([file["unit"] for file in claims[0]["files"]], [A, B])
        self.assertEqual([one["about"] for one in self.clerk(B, "status").json()["notices"]], ["claim_open"] * 2)
        told = self.clerk(B, "record", "show", two[0]).json()["life"]["claims"][0]
        self.assertEqual((told["first"], "unit" in told), (False, False))
        self.assertEqual(self.clerk(A, "record", "show", one[0]).json()["life"]["claims"][0]["first"], True)

        # The number was typed wrong: corrected, and the claim is settled.
        self.clerk(B, "record", "edit", two[1], "--set", "personal_id=034090000039")
        self.sync(B)
        claims = self.province.admin("claim", "list", "--json").json()
        self.assertEqual(len(claims), 1)

        # One person: the first unit's file counts; the other is kept and offers what it says.
        self.province.admin("claim", "decide", claims[0]["claim"], expect=3)
        self.province.admin("claim", "decide", claims[0]["claim"], "--keep", "H31.99", expect=3)
        self.province.admin("claim", "decide", claims[0]["claim"], "--keep", A, expect=3)  # without its document
        self.province.admin("claim", "decide", claims[0]["claim"], "--keep", A, "--basis", "34/SNV 22/11/2026")
        self.province.admin("claim", "decide", claims[0]["claim"], "--keep", A, expect=3)
        self.sync(A), self.sync(B)
        self.assertEqual(self.clerk(B, "record", "show", two[0]).json()["status"], "archived")
        self.assertIn(("claim_lost", "34/SNV 22/11/2026"), [(one["about"], one["reason"]) for one in
                                                           self.clerk(B, "status").json()["notices"]])
        self.clerk(B, "record", "edit", two[0], "--set", "phone_mobile=0900000000", expect=4)
        # Told is what differs: not the unit, not a course that is spelled otherwise (F7), not what the clerk may not see.
        offered = lambda: self.clerk(A, "transfer", "list").json()["late"][0]
        late = offered()
        self.assertEqual((late["why"], late["changes"], late["left_out"]),
                         ("claim", [{"field": "email_private", "from": None, "value": "tu@example.vn"}], ["history_arrest"]))
        text = self.text(A, "transfer", "list")
        self.assertIn("không được tính", text)
        self.assertIn("→ tu@example.vn", text)
        self.clerk(A, "transfer", "take", late["operation"], "--field", "using_unit_id", expect=3)
        self.clerk(A, "transfer", "take", late["operation"], "--field", "education", expect=3)
        self.assertNotIn("email_private", self.clerk(A, "record", "show", one[0]).json())
        taken = self.clerk(A, "transfer", "take", late["operation"], "--field", "email_private").json()
        self.assertEqual(taken, {"taken": 1, "left_out": ["history_arrest"]})
        file = self.clerk(A, "record", "show", one[0]).json()
        self.assertEqual((file["email_private"], file["using_unit_id"], [row["school"] for row in file["education"]]),
                         ("tu@example.vn", A, ["Trường Một"]))
        # The rest waits for somebody who may see it; nobody else answers it.
        self.clerk(A, "transfer", "leave", late["operation"])
        self.assertEqual((offered()["changes"], offered()["left_out"]), ([], ["history_arrest"]))
        self.clerk(A, "transfer", "leave", late["operation"], expect=4)

    def approved(self, unit, uid):
        self.clerk(unit, "record", "submit", uid, "--reason", "đã đối chiếu với hồ sơ giấy")
        self.head(unit, "approve", uid)
        self.sync(unit)
        return self.clerk(unit, "record", "show", uid).json()

    def sample(self, unit, count):
        done = self.clerk(unit, "import", self.world.people(count, 5, unit), expect=(0, 3)).json()
        return done["records"]

    def test_who_leaves_is_archived_and_whose_number_was_corrected_stays_who_he_is(self):
        """Cases 1, 2, 4 and 5 [TB-9.1] [TB-9.2] [TB-9.4] [TB-9.5], the province's status (F11), an alias (F17)."""
        retired, moved, died = self.sample(A, 3)
        self.confirm_heads()
        files = {uid: self.approved(A, uid) for uid in (retired, moved, died)}
        self.assertEqual({file["status"] for file in files.values()}, {"synced_to_province"})

        # Case 5: the version that says so is approved, then the file is in the archive, read and not changed.
        self.clerk(A, "transfer", "out", retired, "--case", "5", "--status", "10", *DAY, expect=3)
        self.attach(A, retired)  # who leaves has his decision beside [R32] [R35]
        self.clerk(A, "transfer", "out", retired, "--case", "5", "--status", "40", "--date", "2026-11-02", "--basis",
                   "12/QĐ-UBND 20/10/2026", "--evidence", "1")
        self.assertEqual(self.clerk(A, "record", "show", retired).json()["status"], "draft")
        self.assertEqual(self.approved(A, retired)["status"], "archived")
        self.clerk(A, "record", "edit", retired, "--set", "phone_mobile=0900000000", expect=4)
        archive = self.clerk(A, "record", "list", "--archived").lines()
        self.assertEqual([(one["record_uid"], one["status"]) for one in archive], [(retired, "archived")])
        # Case 4: he comes back; his file is taken out instead of a second one being made.
        self.clerk(A, "record", "new", "--file", "-", expect=3,
                   text=json.dumps({"personal_id": files[retired]["personal_id"], "full_name": "Ai Đó"}))
        self.clerk(A, "record", "reopen", retired, "--basis", "15/QĐ-UBND 21/11/2026", expect=4)
        self.head(A, "record", "reopen", retired, "--basis", "15/QĐ-UBND 21/11/2026")
        self.clerk(A, "record", "edit", retired, "--set", "personnel_status=10")
        self.sync(A)
        self.assertNotEqual(self.clerk(A, "record", "show", retired).json()["status"], "archived")

        # Case 2: a row of his history, no transfer.
        self.clerk(A, "transfer", "out", moved, "--case", "2", *DAY, expect=3)
        self.clerk(A, "transfer", "out", moved, "--case", "2", "--to", "H31.55.1", *DAY)
        file = self.clerk(A, "record", "show", moved).json()
        self.assertEqual((file["unit_move"][-1]["case"], file["using_unit_id"]), ("2", "H31.55.1"))
        self.assertEqual(self.moves(A, "--all")["out"], [])

        # A corrected number needs its document, and stays the same person's.
        old, new = files[moved]["personal_id"], "034190999999"
        self.clerk(A, "record", "edit", moved, "--set", f"personal_id={new}", expect=3)
        self.clerk(A, "record", "edit", moved, "--set", "personal_id=", expect=3)  # emptied first, it would be a new one
        self.clerk(A, "record", "edit", moved, "--set", f"personal_id={new}", "--basis", "7/CA xã 01/11/2026")
        self.assertEqual(self.sync(A)["refused"], [])
        # Papers carry the old one for years: it leads to the file.
        self.assertEqual(self.clerk(A, "record", "show", "--id", old).json()["personal_id"], new)
        self.assertEqual([one["record_uid"] for one in self.clerk(A, "record", "find", old).lines()], [moved])
        change = self.province.admin("claim", "list", "--json").json()[0]
        self.assertEqual((change["kind"], change["from"], change["to"]), ("corrected", old, new))
        # A signature under the new number waits for the province's word on its document.
        self.attach(A, moved)
        self.clerk(A, "record", "edit", moved, "--set", f"personal_id={new}", "--evidence", "1")
        self.clerk(A, "record", "submit", moved, "--reason", "đã đối chiếu")
        self.head(A, "approve", moved)
        self.assertEqual([one["code"] for one in self.sync(A)["refused"]], ["number_waits"])
        self.assertEqual(self.clerk(A, "record", "show", moved).json()["status"], "unit_signed")
        self.province.admin("claim", "decide", change["claim"], "--confirm")
        self.sync(A)
        self.assertEqual(self.clerk(A, "record", "show", moved).json()["status"], "synced_to_province")
        # The papers still say the old one: it finds the file, and makes no second person here.
        self.sync(A)
        self.assertEqual([one["record_uid"] for one in self.clerk(A, "record", "find", old).lines()], [moved])
        self.assertEqual(self.clerk(A, "record", "show", "--id", old).json()["record_uid"], moved)
        self.clerk(A, "record", "new", "--file", "-", expect=3, text=json.dumps({"personal_id": old, "full_name": "Ai Đó"}))
        # Somebody elsewhere still writes it too: it is the same person.
        self.enter(B, {"personal_id": old, "full_name": "Người cũ"})
        self.sync(B), self.sync(A)
        self.assertEqual([one["kind"] for one in self.province.admin("claim", "list", "--json").json()], ["duplicate"])
        file = self.clerk(A, "record", "show", moved).json()
        self.assertEqual([one["state"] for one in file["life"]["earlier_numbers"]], ["confirmed"])

        # The province knows that one has died; the unit, which does not, goes on: kept, and approved no more.
        number = files[died]["personal_id"]
        self.province.admin("person", "status", A, "034000000000", "--status", "60", "--basis", "3/KT", expect=3)
        self.province.admin("person", "status", A, number, "--status", "60", "--basis", "3/KT 20/11/2026")
        self.clerk(A, "record", "edit", died, "--set", "phone_mobile=0944444444")
        self.assertEqual([one["code"] for one in self.sync(A)["refused"]], ["archived"])
        file = self.clerk(A, "record", "show", died).json()
        self.assertEqual((file["status"], file["life"]["province_status"]["status"]), ("archived", "60"))
        self.assertNotEqual(file.get("phone_mobile"), "0944444444")
        self.assertIn("0944444444", json.dumps(self.clerk(A, "record", "history", died).json()))
        self.head(A, "record", "reopen", died, "--basis", "1/QĐ", expect=4)
        self.province.admin("person", "status", A, number, "--status", "10", "--basis", "4/KT 22/11/2026")
        self.sync(A)
        self.assertEqual(self.clerk(A, "record", "show", died).json()["phone_mobile"], "0944444444")

        # Case 1: asked for from outside; the province answers.
        asked = self.clerk(B, "transfer", "request", "--id", "034190777777", "--name", "Lò Thị Mây", "--from", "Bộ Nội vụ",
                           *DAY).json()
        self.sync(B)
        self.assertEqual(self.moves(B)["in"][0]["state"], "awaiting_national_pull")
        self.province.admin("transfer", "decide", asked["operation"], "--refuse", expect=3)  # without why
        self.province.admin("transfer", "decide", asked["operation"], "--refuse", "--reason", "chưa có ở trung ương")
        self.sync(B)
        self.assertEqual(self.moves(B, "--all")["in"][0]["reason"], "chưa có ở trung ương")
        asked = self.clerk(B, "transfer", "request", "--id", "034190777778", "--name", "Lò Thị Mận", "--from", "Bộ Nội vụ",
                           *DAY).json()
        self.sync(B)
        sent = self.province.admin("transfer", "decide", asked["operation"], "--send", "--json").json()
        self.assertEqual(sent["state"], "accepted")
        self.sync(B)
        self.assertEqual([one["state"] for one in self.moves(B)["in"]], ["accepted"])
        self.enter(B, {"personal_id": "034190777778", "full_name": "Lò Thị Mận"})
        self.assertEqual(self.moves(B)["in"], [])
        self.sync(B)
        self.assertEqual([one["state"] for one in self.province.admin("transfer", "list", "--all", "--json").json()
                          if one["case"] == 1], ["refused", "closed"])

    def go(self, uid, *words):
        """Released by A's head, and decided."""
        self.head(A, "transfer", "out", uid, "--to", B, *DAY)
        self.sync(A)
        return self.decide(*words)

    def take(self):
        self.sync(B)
        offer = self.moves(B)["in"][0]["operation"]
        self.head(B, "transfer", "accept", offer)
        self.sync(B), self.sync(A)

    def test_what_the_province_said_of_a_person_goes_with_the_file(self):
        """Restriction, status and claim outlive every way to move [TB-4.3a] [TB-9.5], and a way that came to nothing (F11)."""
        far, paper = ("--until", "2099-12-31"), ("--basis", "7/QĐ-SNV")
        names = ("Hoa", "Sáu", "Bảy", "Tám", "Chín")
        numbers = [f"03419000005{at}" for at in range(len(names))]
        uids = self.enter(A, *({"full_name": f"Lò Thị {name}", "personal_id": number, "phone_mobile": "0912345678"}
                               for name, number in zip(names, numbers)))
        self.confirm_heads()
        self.province.admin("access", "set", A, uids[0], "--level", 2, *far, *paper)
        self.province.admin("access", "set", A, numbers[1], "--level", 1, *far, *paper)  # by number
        self.sync(A)

        def as_seen(name):
            line = next(one for one in self.clerk(B, "record", "list").lines() +
                        self.clerk(B, "record", "list", "--archived").lines() if one["full_name"] == f"Lò Thị {name}")
            return self.clerk(B, "record", "show", line["record_uid"]).json()

        # Over by a transfer.
        self.go(uids[0], "--send")
        self.take()
        seen = as_seen("Hoa")
        self.assertEqual((seen["access"]["level"], "phone_mobile" in seen, "origin" in seen.get("life", {})), (2, False, False))
        listed = self.province.admin("access", "list", B, "--json").json()
        self.assertEqual([(one["record_uid"], one["level"], one["state"]) for one in listed],
                         [(seen["record_uid"], 2, "in_force")])
        self.province.admin("access", "set", B, seen["record_uid"], "--level", 0, *paper)
        self.sync(B)
        self.assertEqual(as_seen("Hoa")["phone_mobile"], "0912345678")

        # Dead while on the way: a move that expires leaves an archive, one that arrives brings one.
        self.go(uids[2], "--send")
        self.province.admin("person", "status", A, numbers[2], "--status", "60", *paper)
        self.decide("--expire")
        self.sync(A), self.sync(B)
        self.assertEqual(self.clerk(A, "record", "show", uids[2]).json()["status"], "archived")
        self.clerk(A, "record", "edit", uids[2], "--set", "phone_mobile=0900000000", expect=4)
        self.go(uids[3], "--send")
        self.province.admin("person", "status", A, numbers[3], "--status", "60", *paper)
        self.take()
        self.assertEqual(as_seen("Tám")["status"], "archived")

        # By a split, which is an order that may be given again; by a merger.
        split = ("unit", "split", A, "--into", B, "--id", numbers[1], *paper, "--json")
        self.assertEqual(self.province.admin(*split).json()["files"], 1)
        self.sync(B)
        self.assertEqual(self.province.admin(*split).json()["files"], 0)
        self.assertEqual(self.sync(B)["received"]["ops"], 0)
        self.assertEqual((as_seen("Sáu")["access"]["level"], "phone_mobile" in as_seen("Sáu")), (1, False))
        other = self.enter(B, {"full_name": "Lò Thị Chín", "personal_id": numbers[4]})
        self.sync(B)
        self.assertEqual(len(self.province.admin("claim", "list", "--json").json()), 1)
        self.go(uids[4], "--send")  # under way when its unit goes
        self.province.admin("unit", "merge", A, "--into", B, *paper)
        self.assertEqual(self.names(B, "--archived"), ["Lò Thị Tám"])
        self.sync(B)
        self.assertEqual(sorted(self.names(B, "--archived")), ["Lò Thị Bảy", "Lò Thị Tám"])
        self.decide("--expire")  # and comes back to nobody
        self.sync(B)
        self.assertEqual(self.names(B).count("Lò Thị Chín"), 2)
        claim, = self.province.admin("claim", "list", "--json").json()
        self.assertEqual([file["unit"] for file in claim["files"]], [B, B])
        self.province.admin("log", "verify")
        self.laptop[B].do(CLERK[B], "store", "rebuild")
        self.assertIn(other[0], [one["record_uid"] for one in self.clerk(B, "record", "list").lines()])

    def test_a_laptop_whose_unit_was_merged_meanwhile_loses_nothing(self):
        """F10, LEDGER 3.30: its unit went into another while it was offline; what it had not sent is passed on."""
        uid, = self.enter(A, {"full_name": "Vũ Văn Tư", "personal_id": "034090000041", "phone_mobile": "0912345678"})
        self.sync(A)
        self.clerk(A, "record", "edit", uid, "--set", "phone_mobile=0987654321")
        self.enter(A, {"full_name": "Vũ Văn Năm", "personal_id": "034090000042"})
        self.province.admin("unit", "rename", B, "Xã Đông Minh mới", "--basis", "1/NQ-HĐND 01/11/2026")
        done = self.province.admin("unit", "merge", A, "--into", B, "--basis", "2/NQ-HĐND 01/11/2026", "--json").json()
        self.assertEqual((done["files"], done["left"]), (1, 0))
        self.province.admin("unit", "merge", B, "--into", A, "--basis", "2/NQ-HĐND", expect=3)
        self.sync(B)
        self.assertEqual(self.names(B), ["Vũ Văn Tư"])
        self.assertEqual(self.clerk(B, "status").json()["unit"]["name"], "Xã Đông Minh mới")

        self.assertEqual({one["code"] for one in self.sync(A)["refused"]}, {"unit_merged"})
        self.assertEqual(self.clerk(A, "status").json()["queue"]["operations"], 0)
        # Nobody has to decide on what was passed on, and admitting it would make a second file.
        self.assertEqual(self.province.admin("held", "list", A, "--json").json(), [])
        passed = self.province.admin("held", "admit", A, "--author", CLERK[A], expect=3)
        self.assertIn(B, passed.out + passed.err)
        self.sync(B)
        self.assertEqual(sorted(self.names(B)), ["Vũ Văn Năm", "Vũ Văn Tư"])
        self.assertIn("0987654321", json.dumps(self.moves(B)["late"]))
        # The old laptop reads what it has, and says where the unit went.
        self.assertIn("Vũ Văn Tư", self.names(A))
        refused = self.laptop[A].do(CLERK[A], "record", "edit", uid, "--set", "phone_mobile=0900000000", expect=4)
        self.assertIn(B, refused.out + refused.err)
        again = self.province.admin("unit", "merge", A, "--into", B, "--basis", "2/NQ-HĐND", "--json").json()
        self.assertEqual(again["files"], 0)
        self.province.admin("log", "verify")


if __name__ == "__main__":
    unittest.main(verbosity=2)
