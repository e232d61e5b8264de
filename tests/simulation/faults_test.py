#!/usr/bin/env python3
"""Mistakes that the simulation must find: each patch of faults/ is applied to a copy of its
source, built into a simulation of its own, and run until something does not hold.

    faults_test.py BUILD_FOLDER SOURCE_FOLDER [--apply | --two | --only NAME] [--seeds N]

Fails for a patch that no longer applies or does not compile, and for a mistake that goes unseen
in that many seeds. --two takes two of them, others with each commit; --apply only sees that all still
apply."""
import argparse
import glob
import os
import re
import shlex
import subprocess
import sys
import tempfile

from simulation_test import seed_of_commit

HERE = os.path.dirname(os.path.abspath(__file__))


class Build:
    """How the tree was built, as ninja tells it."""

    def __init__(self, folder):
        self.folder = folder
        told = subprocess.run(["ninja", "-C", folder, "-t", "commands", "simulation"], check=True,
                              stdout=subprocess.PIPE, text=True).stdout.splitlines()
        self.commands = [line for line in told if line and not line.startswith("ninja:")]

    def compile(self, root, path, patched, target):
        source = os.path.join(root, path)
        command = next(line for line in self.commands
                       if re.search(r" -c " + re.escape(source) + r"$", line))
        command = re.sub(r" -MD -MT \S+ -MF \S+", "", command)
        command = re.sub(r" -o \S+ -c \S+$", "", command)
        return self.run(f"{command} -o {shlex.quote(target)} -c {shlex.quote(patched)}")

    def link(self, objects, target):
        """The altered objects stand before the libraries, which then have nothing to add."""
        command = self.commands[-1]
        objects = " ".join(shlex.quote(one) for one in objects)
        command = re.sub(r" -o \S*bin/simulation ",
                         f" {objects} -o {shlex.quote(target)} ", command)
        return self.run(command)

    def run(self, command):
        return subprocess.run(command, shell=True, cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)


def patched_copies(patch, root, folder):
    """The sources a patch is about, altered; nothing if it does not apply."""
    with open(patch, encoding="utf-8") as file:
        paths = re.findall(r"^\+\+\+ b/(\S+)", file.read(), re.M)
    for path in paths:
        copy = os.path.join(folder, path)
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        with open(os.path.join(root, path), "rb") as source, open(copy, "wb") as target:
            target.write(source.read())
    done = subprocess.run(["patch", "-s", "-p1", "-d", folder, "-i", os.path.abspath(patch)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return paths if done.returncode == 0 else []


def found(program, seeds):
    """What did not hold, in as many processes as there are cores; nothing if all held."""
    processes = os.cpu_count() or 1
    running = [subprocess.Popen([program, "--from", str(1 + index * (seeds // processes)),
                                 "--count", str(seeds // processes), "--shrink", "0"],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
               for index in range(processes)]
    first = ""
    for process in running:
        if first:
            process.kill()
        told, _ = process.communicate()
        if not first and process.returncode != 0:
            first = next((line for line in told.splitlines() if line.startswith("seed ")),
                         told.strip().splitlines()[-1] if told.strip() else "it stopped")
    return first


def judge(patch, build, root, seeds):
    """(good, what to say)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = patched_copies(patch, root, folder)
        if not paths:
            return False, "no longer applies"
        objects = []
        for index, path in enumerate(paths):
            target = os.path.join(folder, f"{index}.o")
            compiled = build.compile(root, path, os.path.join(folder, path), target)
            if compiled.returncode != 0:
                return False, "does not compile: " + compiled.stdout[-2000:]
            objects.append(target)
        program = os.path.join(folder, "simulation")
        linked = build.link(objects, program)
        if linked.returncode != 0 or not os.path.exists(program):
            return False, "does not link: " + linked.stdout[-2000:]
        seen = found(program, seeds)
        return bool(seen), seen or f"not found in {seeds} seeds"


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("build")
    asked.add_argument("root")
    asked.add_argument("--two", action="store_true")
    asked.add_argument("--only")
    asked.add_argument("--apply", action="store_true")
    asked.add_argument("--seeds", type=int, default=2000)
    args = asked.parse_args()
    args.build, args.root = os.path.abspath(args.build), os.path.abspath(args.root)
    patches = sorted(glob.glob(os.path.join(HERE, "faults", "*.patch")))
    chosen = patches
    if args.two or args.apply:
        first = seed_of_commit() % len(patches)
        chosen = [patches[first], patches[(first + len(patches) // 2) % len(patches)]]
        with tempfile.TemporaryDirectory() as folder:
            stale = [one for one in patches if not patched_copies(one, args.root, folder)]
        if stale:
            print("no longer apply: " + ", ".join(stale))
            return 1
        print(f"{len(patches)} apply")
        if args.apply:
            return 0
    if args.only:
        chosen = [one for one in patches if args.only in one]
    build = Build(args.build)
    failed = 0
    for patch in chosen:
        good, told = judge(patch, build, args.root, args.seeds)
        name = os.path.splitext(os.path.basename(patch))[0]
        print(f"{name}: {'found: ' if good else 'FAILED: '}{told}", flush=True)
        failed += not good
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
