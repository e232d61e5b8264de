#!/usr/bin/env python3
"""Every word key that the product can show stands in a catalogue, in both languages.

The files words/*.words.txt of the folders that speak hold `key|vi|en` a line. A key in the code is the text of a
fail(…), Error{…} or Fault{…}, and any other literal that looks like one and begins as a
catalogued key does."""
import re
import sys
import unicodedata

import tree

KEY = r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+"
LITERAL = re.compile(rf'"({KEY})"')
CALLS = (
    re.compile(rf'\bfail\(\s*(?:Errc::)?\w+\s*,\s*"([^"]*)"'),
    re.compile(rf'\bError\s*\{{\s*Errc::\w+\s*,\s*"([^"]*)"'),
    re.compile(r'\bFault\s*\{\s*[^,{}]+,\s*"[^"]*"\s*,\s*"([^"]*)"'),
)
FILE_ENDINGS = {"a", "b", "bin", "cbor", "crl", "db", "der", "json", "jsonl", "key", "lock", "log",
                "md", "new", "old", "p7s", "part", "pem", "sql", "tmp", "tsr", "txt", "zst"}
# The keys of a policy pack are spelled like words and are none.
POLICY_KEYS = ("sync/record/policy_key.cpp", "sync/record/policy_key.inc")
PLACEHOLDER = re.compile(r"\{(\d+)\}")


def catalogue(root):
    """Yields (key or None, fault or None)."""
    seen = {}
    for path in tree.files(root, tree.LAYERS, ".words.txt"):
        folder = path.rpartition("/")[0]
        for number, line in enumerate(tree.text(root, path).split("\n"), 1):
            at = f"{path}:{number}: "
            if not line or line.startswith("#"):
                continue
            parts = line.split("|")
            if len(parts) != 3 or not re.fullmatch(KEY, parts[0]):
                yield None, f"{at}is not key|vi|en"
                continue
            key, vietnamese, english = parts
            if (folder, key) in seen:
                yield None, f"{at}{key} stands in {seen[folder, key]} already"
            seen[folder, key] = f"{path}:{number}"
            yield key, None
            if not vietnamese.strip() or not english.strip():
                yield None, f"{at}{key} is not in both languages"
            if set(PLACEHOLDER.findall(vietnamese)) != set(PLACEHOLDER.findall(english)):
                yield None, f"{at}{key} has other placeholders in English than in Vietnamese"
            if unicodedata.normalize("NFC", line) != line:
                yield None, f"{at}{key} is not in NFC"


def used(root, prefixes):
    """Yields (key, where)."""
    for path in tree.files(root, tree.LAYERS, tree.CODE):
        if path in POLICY_KEYS:
            continue
        code = tree.without_comments(tree.text(root, path))
        found = {match for call in CALLS for match in call.finditer(code)}
        for match in LITERAL.finditer(code):
            first, last = match.group(1).split(".")[0], match.group(1).split(".")[-1]
            if first in prefixes and last not in FILE_ENDINGS:
                found.add(match)
        for match in sorted(found, key=lambda match: match.start(1)):
            yield match.group(1), f"{path}:{tree.line_at(code, match.start(1))}"


def faults(root):
    keys = set()
    for key, fault in catalogue(root):
        if fault:
            yield fault
        if key:
            keys.add(key)
    told = set()
    for key, where in used(root, {key.split(".")[0] for key in keys}):
        if key not in keys and (key, where) not in told:
            told.add((key, where))
            yield f"{where}: {key or 'an empty key'} is in no word catalogue"


if __name__ == "__main__":
    sys.exit(tree.main(faults))
