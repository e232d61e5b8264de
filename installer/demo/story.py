#!/usr/bin/env python3
"""The demo's story: what a month looks like at two communes and their province, with times and bytes at the end."""
import argparse
import os
import random
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "acceptance"))
from programs import World  # noqa: E402

RECORDS, EDITS = 300, 40
UNITS = [("H31.55", "Xã Tiền Hải", "034079000001", "Lò Văn Quản"), ("H31.56", "Xã Kiến Xương", "034079000002", "Hà Thị Én")]
ADMIN, CLERK, HEAD = "bốn từ ngẫu nhiên đây", "bông lúa trên đồng xa", "chữ ký của chủ tịch xã"


class Teller:
    """Says what happens and keeps the table."""

    def __init__(self):
        self.rows, self.began = [], time.monotonic()

    def say(self, text):
        print(f"[{time.monotonic() - self.began:6.1f} s] {text}", flush=True)

    def timed(self, name, act):
        started = time.monotonic()
        done = act()
        counts = done if isinstance(done, dict) and "requests" in done else {}
        sent, received = counts.get("sent", {}), counts.get("received", {})
        self.rows.append((name, time.monotonic() - started, sent.get("ops"), received.get("ops"),
                          sent.get("bytes"), received.get("bytes"), counts.get("requests")))
        return done

    def table(self):
        head = ("step", "s", "ops up", "ops down", "bytes up", "bytes down", "requests")
        print("\n" + f"{head[0]:<44}" + "".join(f"{name:>12}" for name in head[1:]))
        for name, seconds, *counts in self.rows:
            print(f"{name:<44}{seconds:>12.2f}" + "".join(f"{'' if value is None else format(value, ','):>12}" for value in counts))


class Commune:
    def __init__(self, world, unit, index):
        self.code, self.name, self.admin, self.person = unit
        self.world, self.index = world, index
        self.clerk, self.head = f"clerk{index}", f"head{index}"
        self.one, self.two = world.laptop(f"{index}-1"), world.laptop(f"{index}-2")

    def begin(self):
        """The first laptop, with a clerk and a head, before any contact; then the second."""
        self.world.enrol(self.code, f"{self.index}-1", self.person, self.admin, ADMIN)
        self.one.add_account(self.admin, self.clerk, "clerk", "Lò Thị Lan", f"03419000001{self.index}", CLERK)
        self.one.add_account(self.admin, self.head, "head", "Nguyễn Văn Thịnh", f"03407500002{self.index}", HEAD)
        self.one.do(self.head, "status")  # the head's first login makes his own key, here and nowhere else

    def enter(self):
        done = self.one.do(self.clerk, "import", self.world.people(RECORDS, 100 + self.index, self.code), expect=(0, 3)).json()
        self.uids = done["records"]
        return done

    def join_second(self):
        self.world.enrol(self.code, f"{self.index}-2", self.person, self.admin, ADMIN)
        self.two.sync(self.admin)
        self.one.sync(self.clerk)
        self.two.sync(self.admin)
        self.two.passwords.update(self.one.passwords)

    def work(self, dice):
        """A month without a link: other files on each laptop, the same file with other fields, and one that meets."""
        for laptop, first in ((self.one, 0), (self.two, EDITS)):
            for uid in self.uids[first:first + EDITS // 2]:
                laptop.do(self.clerk, "record", "edit", uid, "--set", f"phone_mobile=09{dice.randrange(10 ** 8):08d}")
        self.merged, self.disputed = self.uids[-1], self.uids[-2]
        self.one.do(self.clerk, "record", "edit", self.merged, "--set", "phone_mobile=0912345678")
        self.two.do(self.clerk, "record", "edit", self.merged, "--set", "email_private=xa@example.com")
        self.one.do(self.clerk, "record", "edit", self.disputed, "--set", "phone_mobile=0912000111")
        self.two.do(self.clerk, "record", "edit", self.disputed, "--set", "phone_mobile=0983000222")


def verify(folder):
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(folder / "approval.p7s"), "-content",
               str(folder / "approval.bin"), "-CAfile", str(folder / "chain.pem"), "-purpose", "any", "-out", os.devnull]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def tell(world, teller):
    province = world.province
    province.init()
    for code, name, _, _ in UNITS:
        province.admin("unit", "add", code, name)
    province.serve()
    teller.say(f"the province serves at {province.url}; two units, a ticket for each laptop")
    communes = [Commune(world, unit, index) for index, unit in enumerate(UNITS)]
    for commune in communes:
        commune.begin()
        done = teller.timed(f"{commune.name}: import {RECORDS} files, offline", commune.enter)
        teller.say(f"{commune.name}: {done['ok']} files entered without a link, {len(done['refused'])} lines refused and named")
        teller.timed(f"{commune.name}: first sync, laptop 1", lambda c=commune: c.one.sync(c.clerk).json())
        teller.timed(f"{commune.name}: second laptop joins", commune.join_second)
    dice = random.Random(2026)
    for commune in communes:
        teller.timed(f"{commune.name}: {EDITS + 4} edits on two laptops, offline", lambda c=commune: c.work(dice))
        teller.timed(f"{commune.name}: sync, laptop 1", lambda c=commune: c.one.sync(c.clerk).json())
        teller.timed(f"{commune.name}: sync, laptop 2", lambda c=commune: c.two.sync(c.clerk).json())
        commune.one.sync(commune.clerk)
    one = communes[0]
    merged = one.one.show(one.clerk, one.merged)
    teller.say(f"merged by itself: phone {merged['phone_mobile']} from laptop 1, e-mail {merged['email_private']} from laptop 2")
    conflict = one.one.do(one.clerk, "conflict", "list").json()[0]
    sides = "; ".join(f"{side['value']} ({side['author']}, {side['device']})" for side in conflict["values"])
    teller.say(f"a conflict, shown on both laptops: {conflict['full_name']}, {conflict['field']}: {sides}")
    for commune in communes:
        commune.one.do(commune.clerk, "conflict", "resolve", commune.disputed, "--field", "phone_mobile", "--take", "ours")
        commune.one.sync(commune.clerk)
        commune.two.sync(commune.clerk)
    same = one.one.shared(one.clerk, one.disputed) == one.two.shared(one.clerk, one.disputed)
    teller.say(f"decided by the clerk; both laptops print the same bytes: {same}")
    province.admin("account", "confirm", one.code, one.head)
    one.one.sync(one.clerk)
    signed = []
    for uid in reversed(one.uids):  # a file with errors stays a draft: exit 3 names them
        if one.one.do(one.clerk, "record", "submit", uid, expect=(0, 3)).code == 0:
            signed.append(uid)
        if len(signed) == 5:
            break
    teller.timed("five files approved with one signature, offline", lambda: one.one.do(one.head, "approve", "--all").json())
    teller.timed("the approvals reach the province", lambda: one.one.sync(one.head).json())
    shown = one.one.show(one.head, signed[0])
    folder = world.folder / "approval"
    one.one.do(one.head, "approval", "export", signed[0], "--out", folder)
    judged = verify(folder)
    teller.say(f"status {shown['status']}, approval {shown['approvals'][0]['state']}; openssl cms -verify: {judged.stderr.strip()}")
    one.one.do(one.clerk, "record", "edit", signed[0], "--set", "phone_mobile=0999888777")
    after = one.one.show(one.clerk, signed[0])
    teller.say(f"one more edit: status {after['status']}, version {after['effective_version']} stays approved and readable")
    stranger = communes[1].one.do(communes[1].clerk, "record", "show", signed[0], expect=3)
    teller.say(f"the other commune asks for that file: exit {stranger.code}, as for one that does not exist")
    province.admin("log", "verify")
    teller.say("the province's log verified from its first entry to its last")
    if judged.returncode != 0 or not same:
        raise SystemExit("demo: the story did not end as it should")
    return one


def show(binaries, unit):
    """The first laptop in the window, for as long as the person likes; the province serves meanwhile."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("\nThere is no display here; on one, this ends in the desktop app. --keep DIR leaves the data for soxactl.")
        return
    print(f"\nThe desktop app opens on the first laptop: log in as {unit.clerk} with «{CLERK}». The demo ends with it.")
    subprocess.run([Path(binaries) / "soxa", "--home", unit.one.home], check=False)


def main():
    arguments = argparse.ArgumentParser(prog="installer/demo.sh", description="The main job on real parts.")
    arguments.add_argument("binaries")
    arguments.add_argument("--headless", action="store_true", help="never open a window, end by itself")
    arguments.add_argument("--keep", metavar="DIR", help="leave the data there, for exploring")
    asked = arguments.parse_args()
    if asked.keep and Path(asked.keep).exists() and any(Path(asked.keep).iterdir()):
        raise SystemExit(f"demo: {asked.keep} is not empty; nothing was changed")
    teller = Teller()
    world = World(asked.binaries, asked.keep)
    try:
        one = tell(world, teller)
        teller.table()
        if asked.keep:
            program = Path(asked.binaries) / "soxactl"
            print(f"\nGo on by yourself ({world.folder}); the password of {one.clerk} is «{CLERK}»:\n"
                  f"  {program} --home {one.one.home} --as {one.clerk} record list\n"
                  f"  {Path(asked.binaries) / 'soxad'} --data {world.province.data} serve --listen 127.0.0.1:{world.province.url.rsplit(':', 1)[1]}")
        if not asked.headless:
            show(asked.binaries, one)
    finally:
        world.close()


if __name__ == "__main__":
    main()
