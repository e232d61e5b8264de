#!/usr/bin/env python3
"""Sources are listed by name, so a source can be forgotten: then it is neither built nor tested.
Every .cpp stands in a CMakeLists.txt of its folder or above, by its path from there."""
import os
import sys

import tree


def listed(root, path):
    folder = os.path.dirname(path)
    while True:
        lists = os.path.join(folder, "CMakeLists.txt")
        if os.path.isfile(os.path.join(root, lists)):
            words = tree.text(root, lists).replace("(", " ").replace(")", " ").split()
            if os.path.relpath(path, folder or ".") in words:
                return True
        if not folder:
            return False
        folder = os.path.dirname(folder)


def faults(root):
    for path in tree.files(root, [*tree.LAYERS, "tests"], ".cpp"):
        if not listed(root, path):
            yield f"{path}: in no CMakeLists.txt: it is not built"


if __name__ == "__main__":
    sys.exit(tree.main(faults))
