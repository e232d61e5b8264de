#!/usr/bin/env python3
"""Looks at every state of exchange.pml, and that each planted mistake is found there.

    model_test.py [--faults N]

Exhausted means: spin's search came to its end without having left out a state. A mutant that is
not found fails the test, as does a right model in which something does not hold."""
import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
MUTANTS = re.findall(r"^#ifn?def (MUTANT_\w+)", open(os.path.join(HERE, "exchange.pml")).read(),
                     re.M)


def search(folder, faults, mutant=None):
    """spin's own words on the search."""
    options = [f"-DFAULTS={faults}"] + ([f"-D{mutant}"] if mutant else [])
    subprocess.run(["spin", *options, "-a", os.path.join(HERE, "exchange.pml")], cwd=folder,
                   check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    subprocess.run(["gcc", "-O2", "-w", "-DSAFETY", "-DVECTORSZ=2048", "-DMEMLIM=3000",
                    "-o", "pan", "pan.c"], cwd=folder, check=True)
    told = subprocess.run(["./pan", "-m2000000", "-w24"], cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False).stdout
    return told


def states(told):
    return int(re.search(r"(\d+) states, stored", told).group(1))


def errors(told):
    return int(re.search(r"errors: (\d+)", told).group(1))


def whole(told):
    """Nothing was cut off: not by depth, not by memory."""
    return "max search depth too small" not in told and "out of memory" not in told \
        and "reached -DMEMLIM" not in told and "Search not completed" not in told


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--faults", type=int, default=2)
    faults = asked.parse_args().faults
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        told = search(folder, faults)
        good = errors(told) == 0 and whole(told)
        print(f"the model, {faults} faults: {states(told)} states, "
              + ("all of them good" if good else "NOT GOOD"))
        if not good:
            print(told)
            failed.append("the model")
        for mutant in sorted(set(MUTANTS)):
            told = search(folder, faults, mutant)
            found = errors(told) > 0 and "assertion violated" in told
            print(f"{mutant}: " + ("found" if found else "NOT FOUND"))
            if not found:
                failed.append(mutant)
    return 1 if failed or len(set(MUTANTS)) < 5 else 0


if __name__ == "__main__":
    sys.exit(main())
