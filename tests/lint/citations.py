#!/usr/bin/env python3
"""What the law asks is cited where it is decided: [TB-6.4] in a comment, "R08" as the rule of a
finding. Every requirement that the product cites occurs in a test."""
import re
import sys

import tree

# Clauses of the laws and of the data model, by DOMAIN's prefixes, and the rules R01 … R99. Not the
# names of rule packs, such as TB-2024.
CLAUSE = r"(?<![\w-])(?:TB|C06D?|C14|D27|DA893|DM|QA)-\d{1,2}(?:\.\d+)*[a-z]?(?![\w-]|\.\d)"
RULE = r"(?<![\w-])R\d{2}(?![\w-])"
# A rule's name is short: only between brackets or as a whole literal is it one.
CITED = re.compile(rf"{CLAUSE}|(?<=[\[\"]){RULE}(?=[,;\]\"])|(?<=[,;] ){RULE}(?=[,;\]])")
NAMED = re.compile(rf"{CLAUSE}|{RULE}")
TESTS = (".cpp", ".hpp", ".py", ".sh", ".mjs", ".txt")


def citations(root):
    """Requirement -> where the product cites it first."""
    first = {}
    for path in tree.files(root, tree.LAYERS, tree.CODE + (".sql", ".py", ".sh")):
        code = tree.text(root, path)
        for found in CITED.finditer(code):
            first.setdefault(found.group(0), f"{path}:{tree.line_at(code, found.start())}")
    return first


def faults(root):
    tested = set()
    for path in tree.files(root, ["tests"], TESTS):
        if not path.startswith("tests/lint/"):
            tested.update(NAMED.findall(tree.text(root, path) or ""))
    for requirement, where in sorted(citations(root).items()):
        if requirement not in tested:
            yield f"{where}: cites {requirement}, which no test names"


if __name__ == "__main__":
    sys.exit(tree.main(faults))
