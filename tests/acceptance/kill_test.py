"""SIGKILL at random instants, of laptop and province alike: what was acknowledged stays, nothing is there twice, and
the end is the same as of a run that nobody disturbed.

    kill_test.py BINARIES [--kills N] [--seed S]
"""
import argparse
import random
import subprocess
import sys
import threading
import time
import unittest

from programs import World

ADMIN, CLERK, HEAD = "quản trị của xã tôi", "bông lúa trên đồng", "chữ ký của chủ tịch"
UNIT, NUMBER = "H31.55", "034079000001"


def story(world, disturb):
    """Two laptops, edits and exchanges; `disturb(act)` may kill anything while act runs, and repeats it until it is done."""
    province = world.province
    province.init()
    province.admin("unit", "add", UNIT, "Xã Tiền Hải")
    province.serve()
    one = world.enrol(UNIT, "1", "Lò Văn Quản", NUMBER, ADMIN)
    one.add_account(NUMBER, "lan", "clerk", "Lò Thị Lan", "034190000011", CLERK)
    one.do("lan", "import", world.people(12, 5, UNIT), expect=(0, 3))
    one.add_account(NUMBER, "thinh", "head", "Nguyễn Văn Thịnh", "034075000012", HEAD)
    one.do("thinh", "status")
    disturb(one, "lan", "sync")
    province.admin("account", "confirm", UNIT, "thinh")
    two = world.enrol(UNIT, "2", "Lò Văn Quản", NUMBER, ADMIN)
    disturb(two, NUMBER, "sync")
    disturb(one, "lan", "sync")
    disturb(two, NUMBER, "sync")
    two.passwords.update(one.passwords)
    by_number = sorted((line["personal_id"], line["record_uid"]) for line in one.list("lan"))
    for step, (_, uid) in enumerate(by_number):
        laptop = (one, two)[step % 2]
        disturb(laptop, "lan", "record", "edit", uid, "--set", f"phone_mobile=09{step:08d}")
        if step % 4 == 3:
            other = (two, one)[step % 2]
            disturb(other, "lan", "record", "edit", uid, "--set", f"phone_mobile=08{step:08d}")
        if step % 3 == 2:
            disturb(one, "lan", "sync")
            disturb(two, "lan", "sync")
    disturb(one, "lan", "sync")
    disturb(two, "lan", "sync")
    # What is wrong or disputed is refused here as there; a submission given again says so.
    for step, (_, uid) in enumerate(by_number):
        if step % 2 == 0:
            disturb(one, "lan", "record", "submit", uid, "--reason", "Đã đối chiếu bản gốc")
    disturb(one, "thinh", "approve", "--all")
    for _ in range(2):
        disturb(one, "lan", "sync")
        disturb(two, "lan", "sync")
    return one, two


def told(laptop):
    """What a person sees, without what differs between runs: names made from random seeds, times, laptops."""
    files = {}
    for line in laptop.list("lan"):
        shown = laptop.show("lan", line["record_uid"])
        files[line["personal_id"]] = {
            "phone": shown["phone_mobile"], "status": shown["status"], "name": shown["full_name"],
            "approvals": len(shown["approvals"]),
            "conflicts": [sorted(str(side["value"]) for side in one["values"]) for one in shown["conflicts"]],
            "education": [row.get("school") for row in shown.get("education", [])]}
    return files


class Killer:
    """Starts the command, kills it or the province at a random instant, and gives the command again."""

    def __init__(self, world, dice, kills):
        self.world, self.dice, self.left, self.done = world, dice, kills, 0

    def __call__(self, laptop, login, *words):
        while self.left > 0 and self.dice.random() < 0.8:
            self.left -= 1
            self.done += 1
            # Most of a command is the password's key derivation; the instants that matter come after it.
            after = self.dice.uniform(0.05, 0.9)
            if words[0] == "sync" and self.dice.random() < 0.4:
                self.kill_province(laptop, login, words, after)
            else:
                self.kill_laptop(laptop, login, words, after)
        laptop.do(login, *words, expect=(0, 3, 5))

    def kill_laptop(self, laptop, login, words, after):
        secret = subprocess.Popen(["printf", "%s\\n", laptop.passwords[login]], stdout=subprocess.PIPE)
        process = subprocess.Popen([str(laptop.program), "--home", str(laptop.home), "--as", login, "--password-fd", "0", *words],
                                   stdin=secret.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        secret.stdout.close()
        time.sleep(after)
        process.kill()
        process.wait()
        secret.wait()

    def kill_province(self, laptop, login, words, after):
        timer = threading.Timer(after, lambda: self.world.province.process.kill())
        timer.start()
        laptop.do(login, *words, expect=(0, 5, 6))
        timer.join()
        self.world.province.stop(kill=True)
        self.world.province.serve()


class Kills(unittest.TestCase):
    def test_killed_runs_end_like_an_undisturbed_one(self):
        calm, wild = World(ASKED.binaries), World(ASKED.binaries)
        try:
            quiet = story(calm, lambda laptop, login, *words: laptop.do(login, *words, expect=(0, 3, 5)))
            killer = Killer(wild, random.Random(ASKED.seed), ASKED.kills)
            disturbed = story(wild, killer)
            self.assertGreater(killer.done, 0)
            approved = [file for file in told(quiet[0]).values() if file["status"] == "synced_to_province"]
            self.assertGreater(len(approved), 2)
            print(f"{killer.done} kills, seed {ASKED.seed}", file=sys.stderr)
            self.assertEqual(told(quiet[0]), told(quiet[1]))
            self.assertEqual(told(disturbed[0]), told(disturbed[1]))
            self.assertEqual(told(quiet[0]), told(disturbed[0]))
            for line in disturbed[0].list("lan"):
                self.assertEqual(disturbed[0].shared("lan", line["record_uid"]), disturbed[1].shared("lan", line["record_uid"]))
                self.assertTrue(disturbed[0].show("lan", line["record_uid"])["local"]["received"])
            for laptop in disturbed:
                laptop.do("lan", "audit", "verify")
            wild.province.admin("log", "verify")
        finally:
            calm.close()
            wild.close()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--kills", type=int, default=24)
    arguments.add_argument("--seed", type=int, default=1)
    ASKED = arguments.parse_args()
    unittest.main(argv=[sys.argv[0]], verbosity=2)
