#!/usr/bin/env python3
"""Makes a compression dictionary of what exchanges say again and again, from invented files and an invented month:

    train_dictionary.py BINARIES NUMBER OUT

NUMBER is a new one: a dictionary that was ever shipped stays as it is, under its number, for laptops that begin from
it (LEDGER §3, 38). The same sources give the same samples but for keys and names, which are random everywhere.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "acceptance"))
import month  # noqa: E402
from programs import World  # noqa: E402

SEED = 99  # of nobody's tests
UNIT = "H31.55"
BYTES = 32 * 1024
ROUNDS = 12
WORDS = {"admin": "mật khẩu quản trị", "clerk": "mật khẩu của lan", "head": "mật khẩu của thịnh"}


def files(folder, count, seed):
    path = folder / f"full-{seed}.jsonl"
    generator = Path(__file__).with_name("full_files.py")
    with open(path, "w", encoding="utf-8") as out:
        subprocess.run([sys.executable, "-B", str(generator), "--count", str(count), "--seed", str(seed), "--unit", UNIT], stdout=out, check=True)
    return path


def samples(binaries, folder):
    """What a laptop would say first, as messages: list by list, month by month."""
    world = World(binaries)
    try:
        laptop, _ = world.commune_at_work(UNIT, WORDS, 40, SEED)
        for number in range(ROUNDS):
            if number % 2 == 0:
                laptop.do("lan", "import", files(folder, 12, SEED + number), expect=(0, 3))
            uids = [line["record_uid"] for line in laptop.list("lan")]
            month.work(binaries, laptop, "lan", month.edits(uids, 30, SEED + number))
            month.work(binaries, laptop, "lan", month.submissions(uids[number * 5:number * 5 + 5]))
            said = folder / f"said-{number}"
            said.mkdir()
            month.work(binaries, laptop, "lan", [{"act": "parts", "folder": str(said)}])
            laptop.sync("lan")
    finally:
        world.close()
    pieces = folder / "pieces"
    pieces.mkdir()
    for part in sorted(folder.glob("said-*/*.part")):
        data = part.read_bytes()
        # The trainer looks for what many samples share, so a long message is many.
        for at in range(0, len(data), 2048):
            (pieces / f"{part.parent.name}-{part.stem}-{at:07d}").write_bytes(data[at:at + 2048])
    return pieces


def main():
    binaries, number, out = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    folder = Path(tempfile.mkdtemp(prefix="soxa-dictionary-"))
    try:
        pieces = samples(binaries, folder)
        subprocess.run(["zstd", "-q", "--train", *(str(piece) for piece in sorted(pieces.iterdir())), f"--maxdict={BYTES}",
                        f"--dictID={number}", "-19", "-f", "-o", str(out)], check=True)
    finally:
        shutil.rmtree(folder)
    print(f"{out}: {os.path.getsize(out)} bytes, number {number}")


if __name__ == "__main__":
    main()
