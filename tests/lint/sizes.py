#!/usr/bin/env python3
"""A source file is one idea: at most 450 lines. Data (*.inc) may be as long as it is."""
import sys

import tree

LINES_MAX = 450
SOURCES = (".cpp", ".hpp", ".py", ".sh", ".mjs", ".cmake", "CMakeLists.txt", ".ci/run")


def faults(root):
    for path in tree.files(root, endings=SOURCES):
        lines = (tree.text(root, path) or "").count("\n")
        if lines > LINES_MAX:
            yield f"{path}: {lines} lines; more than {LINES_MAX} are more than one idea"


if __name__ == "__main__":
    sys.exit(tree.main(faults))
