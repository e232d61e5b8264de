"""Scans on the real programs: kept sealed on the laptop, approved by hash, size and pages before they travel, sent
thumbnails first and on from where they were cut, received only on the province's word, and nobody else's."""
import hashlib
import json
import os
import random
import struct
import subprocess
import sys
import time
import unittest
import zlib
from pathlib import Path

from programs import World

BINARIES = sys.argv.pop(1)
UNIT, ADMIN = "H31.55", "034079000001"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}
SEAL = 28  # nonce and tag of a part on the province's disk
CANARY = b"QUYET DINH SO 128 QD-UBND"


def pdf(pages, size, seed):
    """A PDF that says how many pages it has, of just this size, with text that must be nowhere in the clear."""
    kids = b"".join(b"%d 0 obj <</Type /Page /Parent 2 0 R>> endobj\n" % (3 + page) for page in range(pages))
    head = b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Count " + b"%d" % pages
    head += b">> endobj\n" + kids + b"stream\n" + CANARY + b"\n"
    return head + random.Random(seed).randbytes(size - len(head) - 6) + b"%%EOF\n"


def png(width, height, seed):
    """A picture with a pattern of its own."""
    dice = random.Random(seed)
    rows = b"".join(b"\0" + bytes(dice.randrange(256) for _ in range(3)) * width for _ in range(height))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def digest(data):
    return hashlib.sha256(data).hexdigest()


class Attachments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.province = cls.world.province
        cls.one, entered = cls.world.commune_at_work(UNIT, WORDS, 6, 3)
        cls.uids = [uid for uid in entered if not cls.errors(uid)]
        cls.one.do("thinh", "status")
        cls.one.sync("lan")
        cls.province.admin("account", "confirm", UNIT, "thinh")
        cls.two = cls.world.enrol(UNIT, "2", "Lò Văn Quản", ADMIN, WORDS["admin"])
        cls.two.do(ADMIN, "sync")
        cls.one.sync("lan")
        cls.two.do(ADMIN, "sync")
        cls.two.passwords.update(cls.one.passwords)

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    @classmethod
    def errors(cls, uid):
        return [one for one in cls.one.do("lan", "record", "validate", uid).json() if one["severity"] == "E"]

    def file(self, name, data):
        path = self.world.folder / name
        path.write_bytes(data)
        return path

    def attach(self, uid, name, data, *words, kind="07", expect=0):
        done = self.one.do("lan", "attach", uid, "--kind", kind, self.file(name, data), *words, expect=expect)
        return done.json()

    def listed(self, uid, laptop=None):
        return (laptop or self.one).do("lan", "attachment", "list", uid).json()

    def stored(self, folder):
        return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []

    def clear_text(self, folder, *needles):
        return [path.name for path in self.stored(folder) for needle in needles if needle in path.read_bytes()]

    def pending(self):
        return self.province.admin("attachment", "list", UNIT, "--json").json()

    def test_1_what_a_scan_is_stands_in_the_file(self):
        """Hash, size, pages and kind are content; the bytes are sealed, and there once however often they are attached."""
        uid, other = self.uids[:2]
        data = pdf(3, 300_000, 1)
        done = self.attach(uid, "qd.pdf", data, "--title", "QĐ nâng lương 2026", "--certified-by", "Nguyễn Văn Thịnh",
                           "--certified-form", "DAU_SAO_Y")
        self.assertEqual((done["sha256"], done["changed"], done["findings"]["count"]), (digest(data), True, 0))
        again = self.attach(uid, "ban-khac.pdf", data)
        self.assertEqual((again["changed"], again["row_uid"]), (False, done["row_uid"]))
        elsewhere = self.attach(other, "qd.pdf", data)
        self.assertEqual(elsewhere["sha256"], done["sha256"])

        row = self.listed(uid)[0]
        self.assertEqual([row[key] for key in ("kind", "pages", "bytes", "mime", "state")],
                         ["07", 3, len(data), "application/pdf", "pending"])
        self.assertEqual(row["local"], {"here": True, "thumbnail_here": False})
        shown = self.one.show("lan", uid)
        self.assertEqual(shown["attachment"][0]["sha256"], digest(data))
        self.assertEqual(shown["evidence_pending"], 1)

        kept = self.stored(self.one.home / "attachments")
        self.assertEqual(len(kept), 1)
        self.assertNotIn(digest(data), kept[0].name)
        self.assertEqual(self.clear_text(self.one.home, CANARY, data[2000:2040]), [])
        out = self.world.folder / "out.pdf"
        self.one.do("lan", "attachment", "get", done["sha256"][:8], "--out", out)
        self.assertEqual(out.read_bytes(), data)

    def test_2_what_may_not_be_attached_is_told(self):
        uid = self.uids[0]
        before = len(self.stored(self.one.home / "attachments"))
        for name, data, words, text in (
                ("virus.pdf", b"MZ\x90\0", [], "DM-3.10"),
                ("qd.docx", b"PK\x03\x04", [], "DM-3.10"),
                ("lon.pdf", pdf(1, 10_000_001, 2), [], "DM-3.10"),
                ("nen.pdf", b"%PDF-1.7\n" + bytes(500), [], '"pages"'),
                ("qd.pdf", pdf(1, 2000, 3), ["--title", "Tài liệu TỐI MẬT"], "R36"),
                ("TUYỆT MẬT.pdf", pdf(1, 2000, 3), [], "R36")):
            done = self.one.do("lan", "attach", uid, "--kind", "07", self.file(name, data), *words, expect=3)
            self.assertIn(text, done.out, name)
        self.one.do("lan", "attach", uid, "--kind", "77", self.file("qd.pdf", pdf(1, 2000, 3)), expect=3)
        self.attach(uid, "nen.pdf", b"%PDF-1.7\n" + bytes(500), "--pages", "4")
        self.assertEqual(len(self.stored(self.one.home / "attachments")), before + 1)

    def test_3_approved_before_the_bytes_and_received_on_the_word_of_the_province(self):
        """F15: approval rests on the hash; the province shows evidence pending until it has the bytes."""
        uid = self.uids[0]
        self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu")
        self.one.do("thinh", "approve", uid)
        sent = self.one.do("lan", "sync", "--records-only", expect=(0, 5)).json()
        self.assertEqual(sent["sent"]["attachments"], 0)
        shown = self.one.show("lan", uid)
        self.assertEqual((shown["status"], shown["evidence_pending"]), ("synced_to_province", 2))
        self.assertIn(2, [line["files"] for line in self.pending()])
        self.assertEqual(self.one.do("lan", "status").json()["queue"]["attachments"], 2)

        sent = self.one.sync("lan").json()
        self.assertEqual(sent["sent"]["attachments"], 2)
        self.assertEqual((self.one.show("lan", uid)["evidence_pending"], self.pending()), (0, []))
        self.assertEqual({row["state"] for row in self.listed(uid)}, {"received"})
        self.assertEqual(self.one.do("lan", "status").json()["queue"]["attachments"], 0)
        self.assertEqual(self.clear_text(self.province.data, CANARY), [])
        # Nothing is sent twice.
        self.assertEqual(self.one.sync("lan").json()["sent"]["attachments"], 0)

    def test_4_other_laptops_see_thumbnails_and_fetch_the_rest(self):
        uid = self.uids[2]
        data = png(900, 1200, 4)
        done = self.attach(uid, "bang.png", data, kind="09")
        self.assertGreater(len(data), 0)
        sent = self.one.sync("lan").json()["sent"]
        self.assertEqual((sent["attachments"], sent["thumbnails"]), (1, 1))
        two = self.two
        self.assertEqual(two.sync("lan").json()["received"]["thumbnails"], 1)
        row = self.listed(uid, two)[0]
        self.assertEqual((row["state"], row["local"]), ("received", {"here": False, "thumbnail_here": True}))
        small = self.world.folder / "nho.jpg"
        two.do("lan", "attachment", "get", done["sha256"], "--thumbnail", "--out", small)
        self.assertTrue(small.read_bytes().startswith(b"\xff\xd8\xff"))
        self.assertLess(len(small.read_bytes()), 30_000)
        out = self.world.folder / "bang-2.png"
        two.do("lan", "attachment", "get", done["sha256"], "--out", out)
        self.assertEqual(out.read_bytes(), data)
        self.assertEqual({row["local"]["here"] for row in self.listed(uid, two)}, {True})
        # Both say the same of the file.
        self.one.sync("lan")
        self.assertEqual(self.one.shared("lan", uid), two.shared("lan", uid))

    def test_5_a_change_rests_on_its_document(self):
        """R32: what changes after the approval asks for evidence, for this value and no later one."""
        uid = self.uids[0]

        def asked():
            return [duty["state"] for duty in self.one.do("lan", "month").json()["obligations"]
                    if (duty["record_uid"], duty["kind"]) == (uid, "evidence")]

        self.one.do("lan", "record", "edit", uid, "--set", "full_name=Nguyễn Văn Đổi Tên")
        self.assertEqual(asked(), ["open"])
        self.one.do("lan", "record", "edit", uid, "--set", "full_name=Nguyễn Văn Đổi Tên", "--evidence", "1")
        self.assertEqual(asked(), [])
        self.one.do("lan", "record", "edit", uid, "--set", "full_name=Nguyễn Văn Lại Đổi")
        self.assertEqual(asked(), ["open"])
        self.one.do("lan", "record", "edit", uid, "--set", "full_name=Nguyễn Văn Đổi", "--evidence", "9", expect=3)
        # Without it nothing is submitted, and nothing that was entered is lost.
        refused = self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu", expect=3)
        self.assertIn("R32", refused.out + refused.err)
        self.assertEqual(self.one.show("lan", uid)["full_name"], "Nguyễn Văn Lại Đổi")
        self.one.do("lan", "record", "edit", uid, "--set", "full_name=Nguyễn Văn Lại Đổi", "--evidence", "1")
        # A value that stands and one that is new, of one section: proved together, and no question to each other.
        self.one.do("lan", "record", "edit", uid, "--set", "first_recruit_agency=UBND xã Tây Tiền Hải")
        self.one.do("lan", "record", "edit", uid, "--set", "first_recruit_agency=UBND xã Tây Tiền Hải",
                    "--set", "recruit_method=XET_TUYEN", "--evidence", "1")
        self.assertEqual(asked(), [])
        self.one.do("lan", "record", "submit", uid, "--reason", "đã đối chiếu")
        self.one.do("thinh", "approve", uid)
        self.assertEqual([one["code"] for one in self.one.sync("lan").json()["refused"]], [])
        self.assertEqual(self.one.show("lan", uid)["status"], "synced_to_province")

    def test_6_cuts_and_kills_cost_a_part_and_no_scan(self):
        """The province dies in the middle, the laptop dies in the middle: the upload goes on where it was, and an edit
        does not wait for it."""
        uid = self.uids[1]
        data = pdf(2, 3_000_000, 6)
        self.attach(uid, "lon.pdf", data)
        self.one.do("lan", "sync", "--records-only", expect=(0, 5))
        dice = random.Random(6)
        for attempt in range(6):
            self.one.do("lan", "record", "edit", uid, "--set", f"phone_mobile=09120000{attempt:02}")
            code, _ = self.sync_until(self.parts() + 1, attempt % 2 == 0, dice.uniform(0, 0.1))
            self.assertNotIn(code, (0, 5))
            self.assertEqual({row["state"] for row in self.listed(uid) if row["sha256"] == digest(data)}, {"pending"})
            self.assertEqual(self.one.do("lan", "status").json()["queue"]["operations"], 0)
            if attempt % 2 == 0:
                self.province.stop(kill=True)
                self.province.serve()
        reached = self.parts()
        there = sum(path.stat().st_size - SEAL for path in self.stored(self.province.data / "uploads") if path.suffix != ".new")
        done = self.one.sync("lan").json()
        self.assertTrue(done["resumed"])
        self.assertGreaterEqual(reached, 6)
        # A cut costs the part under way; each part has its header.
        self.assertLess(done["sent"]["bytes"], (len(data) - there) * 1.03 + 32 * 1024 + 8 * 1024)
        self.assertEqual({row["state"] for row in self.listed(uid)}, {"received"})
        self.two.sync("lan")
        out = self.world.folder / "lon-2.pdf"
        self.two.do("lan", "attachment", "get", digest(data), "--out", out)
        self.assertEqual(out.read_bytes(), data)

    def parts(self):
        return sum(not path.name.endswith(".new") for path in self.stored(self.province.data / "uploads"))

    def sync_until(self, parts, province, later):
        """A sync at 8 Mbit/s; the province, or the laptop, is killed a moment after so many parts are on its disk."""
        read_end, write_end = os.pipe()
        os.write(write_end, (WORDS["clerk"] + "\n").encode())
        os.close(write_end)
        process = subprocess.Popen([str(self.one.program), "--home", str(self.one.home), "--as", "lan", "--json", "sync",
                                    "--max-kbps", "8000", "--password-fd", str(read_end)], pass_fds=[read_end],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        os.close(read_end)
        while process.poll() is None and self.parts() < parts:
            time.sleep(0.01)
        time.sleep(later)
        (self.province.process if province else process).kill()
        out, _ = process.communicate(timeout=120)
        return process.returncode, out

    def test_7_what_was_kept_and_never_named_is_swept(self):
        """A kill between the bytes and the operation leaves a file that nothing names; doctor removes it and tells damage."""
        folder = self.one.home / "attachments"
        names = {path.name for path in self.stored(folder)}
        (folder / ("0" * 64)).write_bytes(b"left behind")
        checks = {one["code"]: one["ok"] for one in self.one.do("lan", "doctor").json()}
        self.assertTrue(checks["D4"])
        self.assertEqual({path.name for path in self.stored(folder)}, names)
        victim = self.stored(folder)[0]
        whole = victim.read_bytes()
        victim.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        checks = {one["code"]: one["ok"] for one in self.one.do("lan", "doctor", expect=7).json()}
        self.assertFalse(checks["D4"])
        victim.write_bytes(whole)

    def test_8_who_may_not_see_a_file_sees_no_scan_of_it(self):
        """A restriction hides the scan with the file; the head says why and is written down [TB-4.3a] [TB-4.4]."""
        uid, name = self.uids[2], digest(png(900, 1200, 4))
        out = self.world.folder / "han-che.png"
        self.assertEqual([row["sha256"] for row in self.listed(uid)], [name])
        self.province.admin("access", "set", UNIT, uid, "--level", 2, "--until", "2099-12-31", "--basis", "07/CV-UBND")
        self.one.sync("lan")
        self.assertEqual(self.listed(uid), [])
        everywhere = [row["record_uid"] for row in self.one.do("lan", "attachment", "list").json()]
        self.assertTrue(everywhere)
        self.assertNotIn(uid, everywhere)
        self.one.do("lan", "attachment", "get", name, "--out", out, expect=3)
        self.assertFalse(out.exists())
        refused = self.one.do("thinh", "attachment", "get", name, "--out", out, expect=3).json()["error"]
        self.assertEqual([fault["field"] for fault in refused["faults"]], ["purpose"])
        self.assertFalse(out.exists())
        self.one.do("thinh", "attachment", "get", name, "--out", out, "--purpose", "Xác minh văn bằng")
        self.assertEqual(out.read_bytes(), png(900, 1200, 4))
        uses = [one for one in self.one.do("thinh", "audit", "show", uid).lines() if one["kind"] == "access_use"]
        self.assertEqual([(one["use"], one["purpose"]) for one in uses], [("give_out", "Xác minh văn bằng")])

    def test_9a_a_stick_carries_scans_and_brings_their_receipt(self):
        """In parts and any order; a part that comes before what names its scan waits for it."""
        uid, data = self.uids[1], pdf(2, 200_000, 9)
        self.attach(uid, "que.pdf", data)
        stick = self.world.folder / "xa.bundle"
        made = self.one.do("lan", "bundle", "out", stick, "--part-kb", "64").json()
        self.assertEqual((made["sent"]["attachments"], made["attachments_left"]), (1, 0))
        self.assertGreater(len(made["files"]), 1)
        self.assertEqual([file for file in made["files"] if CANARY in Path(file).read_bytes()], [])
        for file in reversed(made["files"]):
            done = self.province.admin("bundle", "in", file, "--json").json()
        self.assertEqual(self.province.admin("bundle", "in", made["files"][-1], "--json").json()["attachments"], 0)
        self.assertEqual(self.pending(), [])
        self.assertEqual({row["state"] for row in self.listed(uid) if row["sha256"] == digest(data)}, {"pending"})
        back = self.world.folder / "tinh.bundle"
        self.province.admin("bundle", "out", done["device"], back)
        self.one.do("lan", "bundle", "in", back, expect=(0, 5))
        self.assertEqual({row["state"] for row in self.listed(uid)}, {"received"})
        self.assertEqual(self.one.sync("lan").json()["sent"]["attachments"], 0)
        out = self.world.folder / "que-2.pdf"
        self.two.sync("lan")
        self.two.do("lan", "attachment", "get", digest(data), "--out", out)
        self.assertEqual(out.read_bytes(), data)

    def test_9b_a_backup_has_the_scans_that_nobody_else_has(self):
        uid, data = self.uids[1], pdf(1, 150_000, 10)
        self.attach(uid, "chua-gui.pdf", data)
        place = self.world.folder / "usb"
        place.mkdir()
        made = self.one.do("lan", "backup", "make", place).json()
        self.assertEqual(made["attachments"], len(self.stored(self.one.home / "attachments")))
        self.assertEqual(self.one.do("lan", "backup", "make", place).json()["attachments"], 0)
        self.assertEqual(self.clear_text(place, CANARY), [])
        back = self.world.laptop("a9")
        back.passwords.update(self.one.passwords)
        back.do("lan", "backup", "verify", made["file"])
        back.do("lan", "restore", made["file"])
        out = self.world.folder / "chua-gui-2.pdf"
        back.do("lan", "attachment", "get", digest(data), "--out", out)
        self.assertEqual(out.read_bytes(), data)
        self.assertEqual(back.sync("lan").json()["sent"]["attachments"], 1)
        self.assertEqual({row["state"] for row in self.listed(uid, back)}, {"received"})

        victim = max((path for path in self.stored(place) if len(path.name) == 64), key=lambda path: path.stat().st_size)
        whole = victim.read_bytes()
        victim.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        back.do("lan", "backup", "verify", made["file"], expect=7)

    def test_9c_the_province_is_put_back_with_its_scans(self):
        place = self.world.folder / "kho"
        place.mkdir()
        made = self.province.admin("backup", "make", place, "--json").json()
        scans = self.stored(self.province.data / "attachments")
        self.province.stop(kill=True)
        for path in scans:
            path.unlink()
        self.province.admin("restore", made["file"], "--replace", "--json")
        self.assertEqual({path.name for path in self.stored(self.province.data / "attachments")}, {path.name for path in scans})
        self.province.serve()
        self.two.sync("lan")
        out = self.world.folder / "khoi-phuc.pdf"
        self.two.do("lan", "attachment", "get", digest(pdf(1, 150_000, 10)), "--out", out)
        self.assertEqual(out.read_bytes(), pdf(1, 150_000, 10))

    def test_9d_on_a_spared_line_scans_wait_and_a_cap_ends_the_day(self):
        uid, data = self.uids[0], pdf(1, 250_000, 12)
        self.one.sync("lan")
        self.assertEqual(self.one.do("lan", "link", "set", "--line", "sparing").json()["line"], "sparing")
        self.attach(uid, "cho-duong-truyen.pdf", data)
        told = self.one.do("lan", "sync", "--dry-run").json()
        self.assertEqual((told["attachments_wait"], told["would_send"]["attachments"], told["allowed_bytes"]), (True, 1, None))
        done = self.one.do("lan", "sync", expect=(0, 5))
        self.assertIn("--with-scans", done.err)
        done = done.json()
        self.assertGreater(done["sent"]["ops"], 0)
        self.assertEqual((done["sent"]["attachments"], done["attachments_waiting"]), (0, 1))

        # Edits went; of the scan goes what the cap lets, and it goes on from there another day.
        used = self.one.do("lan", "link", "show").json()["used"]["day_bytes"]
        self.assertGreater(used, 0)
        self.one.do("lan", "link", "set", "--day-kb", used // 1000 + 120)
        stopped = self.one.do("lan", "sync", "--with-scans", expect=6)
        self.assertEqual(json.loads(stopped.out)["error"]["key"], "exchange.capped")
        shown = self.one.do("lan", "link", "show").json()
        self.assertLess(used + 40_000, shown["used"]["day_bytes"])
        self.assertLess(shown["used"]["day_bytes"], (used // 1000 + 120) * 1000 + 64 * 1024)
        self.assertEqual(self.one.do("lan", "sync", expect=6).json()["error"]["key"], "exchange.capped")
        self.assertEqual(self.one.do("lan", "status").json()["link"]["failures"], 0)
        self.one.do("lan", "link", "set", "--day-kb", 0, "--line", "full")
        done = self.one.sync("lan").json()
        self.assertEqual((done["sent"]["attachments"], done["attachments_waiting"], done["resumed"]), (1, 0, True))
        self.assertLess(done["sent"]["bytes"], 250_000)

    def test_9e_what_a_restored_province_lost_is_sent_again(self):
        """Its receipt comes back with the log, but not the bytes: it takes it back, and the laptop sends them again."""
        place = self.world.folder / "kho-cu"
        place.mkdir()
        made = self.province.admin("backup", "make", place, "--json").json()
        before = set(self.stored(self.province.data / "attachments"))
        uid, data = self.uids[1], pdf(1, 180_000, 13)
        self.attach(uid, "sau-ban-sao.pdf", data)
        self.assertEqual(self.one.sync("lan").json()["sent"]["attachments"], 1)
        self.assertEqual({row["state"] for row in self.listed(uid) if row["sha256"] == digest(data)}, {"received"})
        self.two.sync("lan")
        self.province.stop(kill=True)
        for path in set(self.stored(self.province.data / "attachments")) - before:
            path.unlink()
        self.province.admin("restore", made["file"], "--replace", "--json")
        self.province.serve()

        # A laptop without the bytes hands the log back; the one that has them hears of it.
        self.two.sync("lan")
        self.assertEqual([line["files"] for line in self.pending()], [1])
        done = self.one.sync("lan").json()
        self.assertEqual(done["sent"]["attachments"], 1)
        self.assertEqual(self.pending(), [])
        self.assertEqual({row["state"] for row in self.listed(uid) if row["sha256"] == digest(data)}, {"received"})
        out = self.world.folder / "gui-lai.pdf"
        self.two.sync("lan")
        self.two.do("lan", "attachment", "get", digest(data), "--out", out)
        self.assertEqual(out.read_bytes(), data)
        self.assertEqual(self.one.sync("lan").json()["sent"]["attachments"], 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
