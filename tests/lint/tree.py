"""The project's files, as the lints see them: which there are, and their text without comments."""
import os
import re
import sys

LAYERS = ("crypto", "sync", "client", "ui")  # the product; programs included
CODE = (".cpp", ".hpp", ".inc")
SKIPPED = {".git", "build", "node_modules", "__pycache__", ".cache"}

_COMMENT_OR_TEXT = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<end>\w*)\(.*?\)(?P=end)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.S)


def files(root, folders=None, endings=None):
    """Paths below `root`, with slashes, sorted."""
    found = []
    for top in folders or [""]:
        for base, inner, names in os.walk(os.path.join(root, top)):
            inner[:] = sorted(name for name in inner if name not in SKIPPED)
            for name in names:
                if endings is None or name.endswith(endings):
                    path = os.path.relpath(os.path.join(base, name), root)
                    found.append(path.replace(os.sep, "/"))
    return sorted(found)


def text(root, path):
    """Nothing if the file is not UTF-8 text."""
    with open(os.path.join(root, path), "rb") as file:
        try:
            return file.read().decode("utf-8")
        except UnicodeDecodeError:
            return None


def _blank(found):
    return re.sub(r"[^\n]", " ", found.group(0))


def without_comments(code):
    """C++ with comments blanked; lines and columns stay where they are."""
    return _COMMENT_OR_TEXT.sub(
        lambda found: _blank(found) if found.group(0).startswith(("//", "/*")) else found.group(0),
        code)


def bare(code):
    """C++ with comments and literals blanked."""
    return _COMMENT_OR_TEXT.sub(_blank, code)


def line_at(code, position):
    return code.count("\n", 0, position) + 1


def main(faults):
    """Runs a lint: `faults(root)` yields lines of text. Exit 1 if there is one."""
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    found = list(faults(root))
    for fault in found:
        print(fault)
    return 1 if found else 0
