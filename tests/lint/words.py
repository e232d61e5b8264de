#!/usr/bin/env python3
"""Every word key that a program can show stands in that program's catalogue, in both languages.

The files words/*.words.txt of the folders that speak hold `key|vi|en` a line. A key in the code is the text of a
fail(…), Error{…} or Fault{…}, and any other literal that looks like one and begins as a
catalogued key does."""
import os
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
# program: where its catalogue is, the folders whose errors it shows, and the prefixes of what only the other can meet.
PROGRAMS = {
    "soxactl": ("client/", ("crypto/", "sync/record/", "sync/ledger/", "sync/exchange/", "sync/transport/",
                            "sync/sqlcipher/", "client/"), {"server", "tus"}),
    "soxa": (("client/", "ui/"), ("ui/",), set()),
    "soxad": (("sync/server/", "client/office/words/record.words.txt"),
              ("crypto/", "sync/record/", "sync/ledger/", "sync/exchange/", "sync/sqlcipher/", "sync/server/"),
              {"edit", "keystore", "login", "password", "upload"}),
}
FILE_ENDINGS = {"a", "b", "bin", "cbor", "crl", "db", "der", "json", "jsonl", "key", "lock", "log",
                "md", "new", "old", "p7s", "part", "pem", "sql", "tmp", "tsr", "txt", "zst"}
# One spelling of tone marks: on the last vowel of an open syllable, as in hoá, xoá, khoá, huỷ.
SPELLING = re.compile(r"\w*(?:[óòỏõọÓÒỎÕỌ][aeAE]|(?<![qQ])[úùủũụÚÙỦŨỤ][yY])(?!\w)")
# The keys of a policy pack are spelled like words and are none, deadlines without "deadline." as well.
POLICY_KEYS = ("sync/record/policy_key.cpp", "sync/record/policy_key.inc")
PACK_KEY = re.compile(r'^\{"((?:deadline\.)?([a-z_.]+))", (?:true|false),', re.M)
PLACEHOLDER = re.compile(r"\{(\d+)\}")


def catalogue(root):
    """Yields (key or None, its file, fault or None)."""
    seen = {}
    for path in tree.files(root, tree.LAYERS, ".words.txt"):
        folder = path.rpartition("/")[0]
        for number, line in enumerate(tree.text(root, path).split("\n"), 1):
            at = f"{path}:{number}: "
            if not line or line.startswith("#"):
                continue
            parts = line.split("|")
            if len(parts) != 3 or not re.fullmatch(KEY, parts[0]):
                yield None, path, f"{at}is not key|vi|en"
                continue
            key, vietnamese, english = parts
            if (folder, key) in seen:
                yield None, path, f"{at}{key} stands in {seen[folder, key]} already"
            seen[folder, key] = f"{path}:{number}"
            yield key, path, None
            if not vietnamese.strip() or not english.strip():
                yield None, path, f"{at}{key} is not in both languages"
            if set(PLACEHOLDER.findall(vietnamese)) != set(PLACEHOLDER.findall(english)):
                yield None, path, f"{at}{key} has other placeholders in English than in Vietnamese"
            for word in SPELLING.findall(vietnamese):
                yield None, path, f"{at}{key} writes «{word}»; the tone mark stands on the last vowel: hoá, xoá, khoá"
            if unicodedata.normalize("NFC", line) != line:
                yield None, path, f"{at}{key} is not in NFC"


def pack_keys(root):
    path = POLICY_KEYS[1]
    if not os.path.isfile(os.path.join(root, path)):
        return set()
    return {name for names in PACK_KEY.findall(tree.text(root, path)) for name in names}


def used(root, prefixes):
    """Yields (key, where)."""
    packs = pack_keys(root)
    for path in tree.files(root, tree.LAYERS, tree.CODE):
        if path in POLICY_KEYS:
            continue
        code = tree.without_comments(tree.text(root, path))
        found = {match for call in CALLS for match in call.finditer(code)}
        for match in LITERAL.finditer(code):
            first, last = match.group(1).split(".")[0], match.group(1).split(".")[-1]
            if first in prefixes and last not in FILE_ENDINGS and match.group(1) not in packs:
                found.add(match)
        for match in sorted(found, key=lambda match: match.start(1)):
            yield match.group(1), f"{path}:{tree.line_at(code, match.start(1))}"


def faults(root):
    keys = {}
    for key, path, fault in catalogue(root):
        if fault:
            yield fault
        if key:
            keys.setdefault(key, set()).add(path)
    spoken = {path for paths in keys.values() for path in paths}
    programs = {name: rule for name, rule in PROGRAMS.items() if any(path.startswith(rule[0]) for path in spoken)}
    told = set()
    for key, where in used(root, {key.split(".")[0] for key in keys}):
        if (key, where) in told:
            continue
        told.add((key, where))
        if key not in keys:
            yield f"{where}: {key or 'an empty key'} is in no word catalogue"
            continue
        for program, (catalogues, folders, others) in programs.items():
            shows = where.startswith(folders) and key.split(".")[0] not in others
            if shows and not any(path.startswith(catalogues) for path in keys[key]):
                yield f"{where}: {key} is not in the words of {program}, which can show it"


if __name__ == "__main__":
    sys.exit(tree.main(faults))
