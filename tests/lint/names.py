#!/usr/bin/env python3
"""Names say what a thing is, and nothing in the tree depends on one machine: no catch-all names,
no paths of somebody's computer, no package registries, no unfinished business."""
import os
import re
import sys

import tree

# A name that would fit any file fits none (style guide, rule 5).
VAGUE = {"util", "utils", "utility", "utilities", "helper", "helpers", "manager", "managers",
         "common", "misc", "handler", "handlers", "processor", "processors", "service", "services"}
NAMED = re.compile(r"\b(?:class|struct|enum(?:\s+class)?|union|namespace|concept)\s+"
                   r"(?:\[\[[^\]]*\]\]\s*)?((?:\w+(?:::)?)+)")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
TEXT = (".cpp", ".hpp", ".inc", ".py", ".sh", ".mjs", ".txt", ".md", ".json", ".cmake", ".sql",
        ".service", ".desktop", ".in", ".nsi", "run", "LICENSE", ".npmrc")

# Spelled in pieces, so that this file does not find itself.
FORBIDDEN = (
    (re.compile("/(?:" + "|".join(("home/" + r"\w", "root" + "/", "work" + "/", "Users" + "/"))
                + ")"), "a path of one machine"),
    (re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"))
                + r")\b"), "unfinished business: do it, or file an issue"),
    (re.compile(r"\b(?:registry|mirrors?|deb|packages?|pypi|proxy|archive|security)"
                r"\.(?:[\w-]+\.)*(?:org|com|io|net|dev)\b"), "the host of a package registry"),
)
URL = re.compile(r"https?://([A-Za-z0-9.-]*[A-Za-z0-9])")
# Standards and licences, names reserved for examples (RFC 2606, 6761), and numbers.
HOSTS = re.compile(
    r"(?:www\.)?(?:rfc-editor|ietf|iana|w3|unicode|apache|sqlite)\.org$"
    r"|(?:.+\.)?example(?:\.(?:com|org|net|vn))?$|(?:.+\.)?(?:test|invalid|localhost)$"
    r"|\d+(?:\.\d+){3}$|[A-Za-z0-9-]+$")


def vague_words(name):
    return sorted({word.lower() for word in WORD.findall(name)} & VAGUE)


def name_faults(root, path):
    for word in vague_words(os.path.splitext(path)[0]):  # not of systemd's endings
        yield f"{path}: \"{word}\" in a name says nothing"
    if path.endswith((".cpp", ".hpp")):
        code = tree.bare(tree.text(root, path))
        for found in NAMED.finditer(code):
            for word in vague_words(found.group(1)):
                yield (f"{path}:{tree.line_at(code, found.start())}: \"{word}\" in "
                       f"{found.group(1)} says nothing")


def text_faults(root, path):
    for number, line in enumerate((tree.text(root, path) or "").split("\n"), 1):
        for pattern, what in FORBIDDEN:
            if pattern.search(line):
                yield f"{path}:{number}: {what}: {line.strip()[:80]}"
        for found in URL.finditer(line):
            if not HOSTS.match(found.group(1)):
                yield f"{path}:{number}: an address of the real network: {found.group(1)}"


def faults(root):
    for path in tree.files(root):
        yield from name_faults(root, path)
        if path.endswith(TEXT):
            yield from text_faults(root, path)


if __name__ == "__main__":
    sys.exit(tree.main(faults))
