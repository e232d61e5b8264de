#!/usr/bin/env python3
"""Makes a compression dictionary of what exchanges say again and again, from invented files and an invented month:

    train_dictionary.py BINARIES NUMBER OUT [--samples FOLDER]

NUMBER is a new one: a dictionary that was ever shipped stays as it is, under its number, for laptops that begin from
it (LEDGER §3, 38). Keys, names and times are random everywhere and of use to nobody: they are sifted out of the samples,
which are then the same from the same sources.
"""
import argparse
import os
import re
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
PIECE = 2048
NAME_BYTES = 16  # a byte string so long is a name, a key or a signature
TIMES, REFERENCES = 4, 7  # of a frame's columns; references stand in the order of their names, which is by chance
ROUNDS = 12
WORDS = {"admin": "mật khẩu quản trị", "clerk": "mật khẩu của lan", "head": "mật khẩu của thịnh"}


def files(folder, count, seed):
    path = folder / f"full-{seed}.jsonl"
    generator = Path(__file__).with_name("full_files.py")
    with open(path, "w", encoding="utf-8") as out:
        subprocess.run([sys.executable, "-B", str(generator), "--count", str(count), "--seed", str(seed), "--unit", UNIT], stdout=out, check=True)
    return path


def head_of(data, at):
    """Major type, value, and where the content begins."""
    major, info = data[at] >> 5, data[at] & 31
    if info < 24:
        return major, info, at + 1
    size = 1 << (info - 24)
    return major, int.from_bytes(data[at + 1:at + 1 + size], "big"), at + 1 + size


def sifted(data, at=0, skipped=()):
    """An item of canonical CBOR without what is random in it, and where it ends. `skipped`: of an array, by index."""
    begin = at
    major, value, at = head_of(data, at)
    out = bytearray(data[begin:at])
    if major in (2, 3):
        if major == 3 or value < NAME_BYTES:
            out += data[at:at + value]
        return out, at + value
    for index in range(value * (major - 3) if major in (4, 5) else 0):
        item, at = sifted(data, at)
        if index not in skipped:
            out += item
    return out, at


def sifted_message(part):
    """A request's frames, without what is by chance in them."""
    _, count, at = head_of(part, 1)
    for _ in range(count - 1):
        _, at = sifted(part, at)
    _, frames, at = head_of(part, at)
    out = bytearray()
    for _ in range(frames):
        begin = at
        _, size, at = head_of(part, at)
        out += part[begin:at] + sifted(part[at:at + size], skipped=(TIMES, REFERENCES))[0]
        at += size
    return bytes(out)


def uids_in_order(lines):
    """The list's own order is by name, and where two people have the same, by chance."""
    return [line["record_uid"] for line in sorted(lines, key=lambda line: (line["personal_id"], line["full_name"]))]


def samples(binaries, folder):
    """What a laptop would say first, as messages: list by list, month by month."""
    world = World(binaries)
    try:
        laptop, _ = world.commune_at_work(UNIT, WORDS, 60, SEED)
        # Full files have what a submission does not get past.
        laptop.sync("lan")
        sound = uids_in_order(line for line in laptop.list("lan") if re.fullmatch(r"0\d{11}", line["personal_id"]))
        for number in range(ROUNDS):
            if number % 2 == 0:
                laptop.do("lan", "import", files(folder, 12, SEED + number), expect=(0, 3))
            uids = uids_in_order(laptop.list("lan"))
            month.work(binaries, laptop, "lan", month.edits(uids, 30, SEED + number))
            month.work(binaries, laptop, "lan", month.submissions(sound[number * 4:number * 4 + 4]))
            said = folder / f"said-{number:02d}"
            said.mkdir()
            month.work(binaries, laptop, "lan", [{"act": "parts", "folder": str(said)}])
            laptop.sync("lan")
    finally:
        world.close()
    pieces = folder / "pieces"
    pieces.mkdir()
    for part in sorted(folder.glob("said-*/*.part")):
        data = sifted_message(part.read_bytes())
        # The trainer looks for what many samples share, so a long message is many.
        for at in range(0, len(data), PIECE):
            (pieces / f"{part.parent.name}-{part.stem}-{at:07d}").write_bytes(data[at:at + PIECE])
    return pieces


def main():
    words = argparse.ArgumentParser()
    words.add_argument("binaries", type=Path)
    words.add_argument("number", type=int)
    words.add_argument("out", type=Path)
    words.add_argument("--samples", type=Path, help="keeps them there")
    chosen = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soxa-dictionary-"))
    try:
        pieces = samples(chosen.binaries, folder)
        subprocess.run(["zstd", "-q", "--train", *(str(piece) for piece in sorted(pieces.iterdir())), f"--maxdict={BYTES}",
                        f"--dictID={chosen.number}", "-19", "-f", "-o", str(chosen.out)], check=True)
        if chosen.samples:
            shutil.copytree(folder, chosen.samples)
    finally:
        shutil.rmtree(folder)
    print(f"{chosen.out}: {os.path.getsize(chosen.out)} bytes, number {chosen.number}")


if __name__ == "__main__":
    main()
