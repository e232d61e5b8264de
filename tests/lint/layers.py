#!/usr/bin/env python3
"""A folder includes itself and exactly what its CMakeLists.txt says it USES; what it may use at
all is ARCHITECTURE's picture, repeated in MAY. The pure folders ask the system for nothing."""
import os
import re
import sys

import tree

FLOOR = {"crypto/base"}
CRYPTO = FLOOR | {"crypto"}
CORE = CRYPTO | {"sync/record", "sync/ledger", "sync/exchange"}
ENGINE = {"ui/described", "ui/raster", "ui/typing", "ui/theme"}
SCREENS = {"ui/words", "ui/views", "ui/widgets"}
MAY = {
    "crypto/base": set(),
    "crypto": FLOOR,
    "crypto/token": CRYPTO,
    "sync/record": CRYPTO,
    "sync/ledger": CRYPTO | {"sync/record"},
    "sync/exchange": CRYPTO | {"sync/record", "sync/ledger"},
    "sync/sqlcipher": CRYPTO,
    "sync/transport": CORE,
    "sync/server": CORE | {"sync/sqlcipher"},
    "client/store": CORE | {"sync/sqlcipher"},
    "client/office": CORE | {"crypto/token", "sync/transport", "client/store"},
    "client/ctl": CORE | {"sync/transport", "client/store", "client/office"},
    # The window's engine knows no record and no act; the screens stand on it.
    "ui/described": FLOOR,
    "ui/raster": FLOOR,
    "ui/typing": FLOOR,
    "ui/theme": FLOOR | {"ui/typing"},
    "ui/window": FLOOR | ENGINE,
    "ui/words": FLOOR | {"client/office"},
    "ui/views": FLOOR | {"sync/record", "client/office", "ui/words"},
    "ui/widgets": FLOOR | ENGINE | {"ui/window", "sync/record", "ui/words"},
    "ui/panels": FLOOR | ENGINE | SCREENS | {"ui/window", "sync/record", "client/office"},
    "ui/app": FLOOR | ENGINE | SCREENS | {"sync/record", "ui/window", "ui/panels", "client/office"},
}
PURE = {"sync/record", "sync/ledger", "sync/exchange"}

# What a pure folder may not include: files, clocks, threads, chance, the environment, order that
# differs from run to run, other people's libraries that do any of it.
IMPURE_HEADER = re.compile(
    r"(?:c?stdio(?:\.h)?|[io]?fstream|iostream|filesystem|ctime|time\.h|chrono_io|random|locale"
    r"|thread|mutex|shared_mutex|condition_variable|future|atomic|stop_token|semaphore|latch"
    r"|barrier|unordered_(?:map|set)|csignal|signal\.h|unistd\.h|fcntl\.h|poll\.h|dirent\.h"
    r"|pthread\.h|windows\.h|sys/.*|netinet/.*|arpa/.*|curl/.*|sodium\.h|sqlite3\.h|sqlcipher/.*"
    r"|libpq-fe\.h|openssl/.*|boost/.*)$")
IMPURE_CALL = re.compile(
    r"\w*_clock\b|::now\s*\(|\brandom_device\b|\b(?:secure_)?getenv\s*\(|\bs?rand\s*\("
    r"|\bsystem\s*\(|\bstd::(?:time|clock)\s*\(|\bRAND_\w+|\brandombytes\w*|\bthread_local\b")
# These lose wake-ups in mingw's library: a mutex and a condition_variable do not.
LOSES_WAKEUPS = re.compile(r"(?:latch|barrier|semaphore)$")
ONLY_IN = {"sqlite3.h": "sync/sqlcipher"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)
MODULE = re.compile(r"soxa_module\(\s*(\w+)(.*?)\)", re.S)
KEYWORDS = {"SOURCES", "USES", "LINKS"}


def layer_of(folder, known):
    """`folder` or the nearest folder above it that is `known`."""
    while folder:
        if folder in known:
            return folder
        folder = folder.rpartition("/")[0]
    return None


def declared(root):
    """Folder -> (the folders it USES, faults of the declaration)."""
    by_target = {layer.replace("/", "_"): layer for layer in MAY}
    modules = {}
    for path in tree.files(root, tree.LAYERS, "CMakeLists.txt"):
        folder = os.path.dirname(path)
        for name, body in MODULE.findall(re.sub(r"#[^\n]*", "", tree.text(root, path))):
            if name != folder.replace("/", "_"):
                yield folder, None, f"{path}: module {name} is not named for its folder"
                continue
            uses, keyword = [], None
            for word in body.split():
                if word in KEYWORDS:
                    keyword = word
                elif keyword == "USES":
                    uses.append(word)
            unknown = [word for word in uses if word not in by_target]
            modules[folder] = {by_target[word] for word in uses if word in by_target}
            for word in unknown:
                yield folder, None, f"{path}: {word} is no folder of the architecture"
    for folder, uses in modules.items():
        yield folder, uses, None


def includes(root, path):
    """(line, is it quoted, what) of each #include."""
    code = tree.text(root, path)
    plain = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found.group(0)), code,
                   flags=re.S)
    for found in INCLUDE.finditer(plain):
        yield tree.line_at(plain, found.start()), found.group(1) == '"', found.group(2)


def purity_faults(code):
    plain = tree.bare(code)
    for found in IMPURE_CALL.finditer(plain):
        yield tree.line_at(plain, found.start()), f"a pure folder calls {found.group(0).strip()}"


def file_faults(root, path, mine, uses, used):
    """`used` collects the folders that were included."""
    for line, quoted, target in includes(root, path):
        at = f"{path}:{line}: "
        if not quoted:
            if mine in PURE and IMPURE_HEADER.match(target):
                yield f"{at}a pure folder includes <{target}>"
            if mine != "sync/server" and LOSES_WAKEUPS.match(target):
                yield f"{at}<{target}> loses wake-ups on Windows"
            if ONLY_IN.get(target, mine) != mine:
                yield f"{at}<{target}> belongs behind {ONLY_IN[target]}"
            continue
        if target.startswith(mine.replace("/", "_") + "_") and "/" not in target:
            continue  # generated by this folder's CMakeLists.txt, and named for it
        if not os.path.isfile(os.path.join(root, target)):
            yield f"{at}\"{target}\" is no path from the root"
            continue
        theirs = layer_of(os.path.dirname(target), MAY)
        if theirs is None:
            yield f"{at}\"{target}\" is in no layer"
        elif theirs != mine:
            used.add(theirs)
            if theirs not in uses:
                yield f"{at}includes {theirs}, which {mine} does not say it USES"
    if mine in PURE:
        for line, what in purity_faults(tree.text(root, path)):
            yield f"{path}:{line}: {what}"


def faults(root):
    modules = {}
    for folder, uses, fault in declared(root):
        if fault:
            yield fault
            continue
        modules[folder] = uses
        if folder not in MAY:
            yield f"{folder}/CMakeLists.txt: {folder} is no folder of the architecture"
        for beyond in sorted(uses - MAY.get(folder, set())):
            yield f"{folder}/CMakeLists.txt: {folder} may not use {beyond}"
    used = {folder: set() for folder in modules}
    for path in tree.files(root, tree.LAYERS, tree.CODE):
        mine = layer_of(os.path.dirname(path), modules)
        if mine is None:
            yield f"{path}: no CMakeLists.txt above it declares a module"
            continue
        yield from file_faults(root, path, mine, modules[mine], used[mine])
    for folder in sorted(modules):
        for unused in sorted(modules[folder] - used[folder]):
            yield f"{folder}/CMakeLists.txt: says it USES {unused}, which nothing there includes"


if __name__ == "__main__":
    sys.exit(tree.main(faults))
