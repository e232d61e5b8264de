#!/usr/bin/env python3
"""Runs many schedules in as many processes as there are cores, and adds up what they say.

    simulation_test.py PROGRAM --schedules N | --minutes N [--from SEED]

The first seed follows from the commit; without one (an unpacked archive) it is 1. Fails if a
schedule found a violation, or if a situation that is listed was not reached by any of them."""
import argparse
import os
import subprocess
import sys

# Not in every three thousand; asked of the long run.
RARE = {"a stick that waited is taken"}
STRIDE = 1_000_000  # apart, so that processes never share a seed


def seed_of_commit():
    here = os.path.dirname(os.path.abspath(__file__))
    told = subprocess.run(["git", "-C", here, "rev-parse", "HEAD"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, check=False)
    return int(told.stdout[:8], 16) + 1 if told.returncode == 0 and told.stdout.strip() else 1


def counts_in(told):
    counts = {}
    for line in told.splitlines():
        name, tab, count = line.partition("\t")
        if tab and count.isdigit():
            counts[name] = int(count)
    return counts


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("program")
    asked.add_argument("--schedules", type=int)
    asked.add_argument("--minutes", type=int)
    asked.add_argument("--from", dest="first", type=int)
    args = asked.parse_args()
    first = args.first if args.first is not None else seed_of_commit()
    processes = os.cpu_count() or 1
    running = []
    begin = first
    for index in range(processes):
        if args.schedules:
            # One range, however many share it: another machine looks at the same seeds.
            share = args.schedules // processes + (index < args.schedules % processes)
            command = [args.program, "--from", str(begin), "--count", str(share)]
            begin += share
        else:
            command = [args.program, "--from", str(first + index * STRIDE),
                       "--seconds", str(60 * args.minutes)]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True))
    total = {}
    failed = False
    for process in running:
        told, _ = process.communicate()
        failed = failed or process.returncode != 0
        if process.returncode != 0:
            print(told)
        for name, count in counts_in(told).items():
            total[name] = total.get(name, 0) + count
    print(f"seeds from {first}: {total.get('schedules', 0)} schedules, "
          f"{total.get('operations', 0)} operations")
    for name, count in sorted(total.items(), key=lambda one: one[1]):
        print(f"  {count:8} {name}")
    missing = [name for name, count in total.items()
               if count == 0 and (args.minutes or name not in RARE)]
    if missing and not failed:
        print("never reached: " + "; ".join(missing))
    return 1 if failed or missing else 0


if __name__ == "__main__":
    sys.exit(main())
