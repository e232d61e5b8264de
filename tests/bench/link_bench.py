#!/usr/bin/env python3
"""Seconds and bytes over the worst links, ours beside others in the same run; not a test, decides nothing.

    link_bench.py BINARIES [--seeds 20] [--records 1000] [--only a,b,bursts,scan,peers]

Link A: 64 kbit/s, 600 ms, 5 % loss. Link B: 128 kbit/s, 600 ms, 2 % loss. Medians of the seeds. Ours is TLS 1.3 with
certificates both ways; the others have none, which is in their favour. The parts run beside each other, each in a world
of its own, since nearly all of their time is waiting: on a quiet machine it takes under ten minutes.
"""
import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "acceptance"), str(HERE.parents[1] / "link")]
import full_files  # noqa: E402
import link_peers  # noqa: E402
import month  # noqa: E402
from link_box import LinkBox  # noqa: E402
from link_test import UNIT, Link  # noqa: E402
from profiles import LINK_A, LINK_A_BURSTS, LINK_A_OUTAGE, LINK_B, LINK_B_BURSTS, VIRTUAL  # noqa: E402

TOGETHER = [["a"], ["b", "peers"], ["bursts"], ["scan"]]  # the peers are told in times of ours


def median(values):
    return statistics.median(values)


def row(what, runs, target=""):
    up, down, seconds = (median([run[i] for run in runs]) for i in range(3))
    print(f"{what:44} up {up / 1000:8.1f} KB  down {down / 1000:7.1f} KB  {seconds:7.1f} s  {target}", flush=True)
    return up + down, seconds


class Bench(Link):
    def over(self, profile, seed):
        port = self.box.port
        self.box.close()
        self.box = LinkBox(self.port(), profile, seed=seed, port=port)

    def timed(self, profile, seed, *words, expect=(0, 5)):
        self.over(profile, seed)
        began = time.monotonic()
        self.laptop.do("lan", "sync", *words, expect=expect)
        seconds = time.monotonic() - began - self.login
        self.box.settle()
        return self.box.traffic.up, self.box.traffic.down, seconds

    def measure_login(self):
        """The password's key takes a part of a second on purpose; it is no part of the link's time."""
        times = []
        for _ in range(5):
            began = time.monotonic()
            self.laptop.do("lan", "catalog", "list", expect=(0, 2))
            self.laptop.do("lan", "sync", "--dry-run")
            times.append(time.monotonic() - began)
        self.login = min(times) / 2

    def again(self, page):
        """As large, with other bytes."""
        other = page.with_name("page-2.pdf")
        other.write_bytes(page.read_bytes().replace(b"%%EOF", b"%%EOG"))
        return other

    def take_in_full(self, count, seed):
        path = self.world.folder / f"full-{seed}.jsonl"
        dice, taken = random.Random(seed), set()
        path.write_text("\n".join(json.dumps(full_files.full(dice, UNIT, taken), ensure_ascii=False) for _ in range(count)), encoding="utf-8")
        self.laptop.do("lan", "import", path, expect=(0, 3))
        return path.stat().st_size


def link_a(bench, seeds):
    cold, resumed, edits = [], [], []
    for seed in seeds:
        bench.restart_province()
        cold.append(bench.timed(LINK_A, seed))
        resumed.append(bench.timed(LINK_A, seed + 1000))
        month.work(bench.binaries, bench.laptop, "lan", month.edits(bench.uids, 200, seed))
        edits.append(bench.timed(LINK_A, seed + 2000))
    print("Link A")
    row("nothing to exchange, cold", cold, "target 4.5 KB, 2.5 s")
    row("nothing to exchange, resumed", resumed, "target 2 KB, 2.2 s")
    row("200 edits", edits, "target 14 KB up, 6 s")


def link_b(bench, seeds, records):
    months, loads = [], []
    for seed in seeds:
        bench.restart_province()
        month.work(bench.binaries, bench.laptop, "lan", month.edits(bench.uids, 300, seed + 50))
        months.append(bench.timed(LINK_B, seed))
    for seed in seeds[:1]:
        bench.take_in_full(records, seed + 9000)
        loads.append(bench.timed(LINK_B, seed))
    print("Link B")
    row(f"{records} files of 9 KB", loads, f"target {0.9 * records:.0f} KB")
    return row("a month of 300 edits, cold", months, "target 15.8 KB, 3.3 s")


def bursts(bench, records):
    print("Links that come and go")
    size = bench.take_in_full(200, 777)
    bench.timed(VIRTUAL, 1)
    bench.take_in_full(200, 778)
    run = bench.timed(LINK_A_BURSTS, 3, "--patience", "3000")
    carried = [bench.box.bursts.get(number, 0) for number in range(max(bench.box.bursts, default=0) + 1)]
    row(f"200 files ({size // 1000} KB of JSON), 5 s up, 25 s down", [run],
        f"progress in {100 * sum(1 for one in carried if one > 2500) // max(1, len(carried))} % of {len(carried)} bursts, target 95 %")
    bench.take_in_full(records, 779)
    ideal = bench.laptop.do("lan", "sync", "--dry-run").json()["would_send"]["bytes"]
    run = bench.timed(LINK_B_BURSTS, 4, "--patience", "3000")
    seconds = ideal * 8 / 128_000 * 1.5
    row(f"{records} files, 20 s up, 10 s dead", [run],
        f"ideal {seconds:.0f} s, {run[2] / seconds:.2f} of it (1.5), {(run[0] + run[1]) / ideal:.2f} of the bytes (1.15)")


def scan(bench):
    print("A scan and an outage")
    uid = bench.uids[0]
    page = bench.world.folder / "page.pdf"
    noise = random.Random(9).randbytes(600 * 1024 - 80)
    page.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Page>>stream\n" + noise + b"\nendstream endobj\n%%EOF\n")
    bench.laptop.do("lan", "attach", uid, "--kind", "07", page, "--pages", "1")
    run = bench.timed(LINK_A_OUTAGE, 6, "--patience", "600")
    row("a scan of 600 KB, 30 s of outage in it", [run], "target 120 s")
    bench.laptop.do("lan", "record", "edit", uid, "--set", "phone_mobile=0912000111")
    bench.laptop.do("lan", "attach", uid, "--kind", "07", bench.again(page), "--pages", "1")
    run = bench.timed(LINK_A, 7, "--records-only")
    row("the edits made meanwhile, ahead of the next scan", [run], "target 6 s")


def peers(folder, ours):
    """A month as ours: 300 edits on files of 9 KB, one seed of the link for all."""
    dice, taken = random.Random(3), set()
    files = [full_files.full(dice, UNIT, taken) for _ in range(245)]
    edits = []
    for made in month.edits(list(range(245)), 300, seed=5):
        sets = dict(one.split("=", 1) for one in made["set"])
        adds = [(one.split("=", 1)[0], json.loads(one.split("=", 1)[1])) for one in made["add"]]
        edits.append({"file": made["uid"], "set": sets, "add": adds})
    sink = link_peers.Sink()
    runs = {}

    def through(name, port, carry):
        with LinkBox(port, LINK_B, seed=5) as box:
            runs[name] = carry(box)

    through("SQLite session changeset, zstd, no TLS", sink.port,
            lambda box: link_peers.pieces_through(box, [link_peers.session_changeset(folder, files, edits)]))
    through("gzip REST, whole files, no TLS", sink.port, lambda box: link_peers.pieces_through(box, link_peers.gzip_files(files, edits)))
    git = link_peers.Git(folder, files, edits)
    through("git push, git://", git.port, git.push)
    git.close()
    pouch = link_peers.Pouch(folder, files, edits)
    through("PouchDB to express-pouchdb, http", pouch.port, pouch.push)
    pouch.close()
    print("The same month by others, Link B; in brackets: times ours")
    for name, run in runs.items():
        total, seconds = row("  " + name, [run])
        if ours:
            print(f"{'':44} ({total / ours[0]:.1f} × the bytes, {seconds / ours[1]:.1f} × the time)", flush=True)


def beside_each_other(chosen, groups):
    command = [sys.executable, "-B", HERE, chosen.binaries, "--seeds", str(chosen.seeds), "--records", str(chosen.records), "--only"]
    running = [subprocess.Popen([*command, ",".join(group)], stdout=subprocess.PIPE, text=True) for group in groups]
    for one in running:
        print(one.communicate()[0], end="", flush=True)
    return max(one.returncode for one in running)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("binaries")
    words.add_argument("--seeds", type=int, default=20)
    words.add_argument("--records", type=int, default=1000)
    words.add_argument("--only", default="a,b,bursts,scan,peers")
    chosen = words.parse_args()
    only = chosen.only.split(",")
    groups = [[part for part in group if part in only] for group in TOGETHER]
    groups = [group for group in groups if group]
    if len(groups) > 1:
        return beside_each_other(chosen, groups)
    bench, ours = Bench(chosen.binaries, people=245), None
    try:
        bench.sync()
        bench.measure_login()
        seeds = list(range(1, chosen.seeds + 1))
        if "a" in only:
            link_a(bench, seeds)
        if "b" in only:
            ours = link_b(bench, seeds, chosen.records)
        if "bursts" in only:
            bursts(bench, chosen.records)
        if "scan" in only:
            scan(bench)
        if "peers" in only:
            peers(bench.world.folder, ours)
    finally:
        bench.close()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:
        sys.exit(f"{failed}: {failed.stderr}")
