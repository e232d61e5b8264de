#!/usr/bin/env python3
"""What the window costs with a full book: cold start, memory, idleness, scrolling; in a real window under Xvfb. By hand:

    window_bench.py BINARIES [PEOPLE]

BINARIES has soxa, soxactl and soxad of one build, the release one for figures that are told.
"""
import sys
import time
from pathlib import Path

BINARIES, PEOPLE = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "acceptance"), str(TESTS / "desktop")]

from display import Display  # noqa: E402
from person import Person  # noqa: E402
from programs import World  # noqa: E402

UNIT = "H31.55"
WORDS = {"admin": "quan tri cua xa toi", "clerk": "bong lua tren dong", "head": "chu ky cua chu tich"}
STARTS, IDLE_SECONDS, TURNS = 8, 10, 200


def starts(display, home):
    times = []
    for _ in range(STARTS):
        with Person(display, BINARIES / "soxa", home) as person:
            person.arrives("login")
            times.append(time.monotonic() - person.started)
    print(f"start to login: best {min(times):.3f} s, middle {sorted(times)[STARTS // 2]:.3f} s")


def rests(person, what):
    time.sleep(2)
    seconds, woken = person.work()
    time.sleep(IDLE_SECONDS)
    now = person.work()
    print(f"idle, {what}: {100 * (now[0] - seconds) / IDLE_SECONDS:.3f} % of a core, woken {(now[1] - woken) / IDLE_SECONDS:.2f} times "
          f"a second, resident {person.resident_kb()} kB")


def scrolls(display, person):
    row = next(item for item in person.items() if item.role == "row" and item.left > display.width // 8)
    display.move(*row.middle)
    seconds, began = person.work()[0], time.monotonic()
    for _ in range(TURNS):
        display.click(*row.middle, button=5)
        time.sleep(1 / 60)
    used, took = person.work()[0] - seconds, time.monotonic() - began
    print(f"scrolling {TURNS} turns in {took:.1f} s: {1000 * used / TURNS:.2f} ms of work a turn (16.7 ms are 60 frames a second)")


def main():
    world = World(BINARIES)
    try:
        began = time.monotonic()
        laptop, uids = world.commune_at_work(UNIT, WORDS, PEOPLE, 7)
        print(f"{PEOPLE} people taken in: {time.monotonic() - began:.1f} s")
        with Display(1366, 768) as display:
            starts(display, laptop.home)
            with Person(display, BINARIES / "soxa", laptop.home) as person:
                person.arrives("login")
                person.fill("Tên đăng nhập", "lan")
                person.fill("Mật khẩu", WORDS["clerk"])
                began = time.monotonic()
                display.press("Return")
                person.arrives("home", 60)
                print(f"login to home: {time.monotonic() - began:.2f} s")
                person.press("Alt", "2")
                person.arrives("records")
                person.reads(f"trên {len(uids)} hồ sơ", 60)
                rests(person, f"{PEOPLE} files listed")
                scrolls(display, person)
                print(f"after scrolling: resident {person.resident_kb()} kB")
                person.press("Alt", "1")
                person.arrives("home")
                rests(person, "home")
    finally:
        world.close()


if __name__ == "__main__":
    sys.exit(main())
