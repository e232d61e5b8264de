"""A person at soxa: looks at what the window says it shows, and uses real keys and the mouse.

The described screen (`soxa --describe-to`) is all that is looked at; the store is asked with soxactl.
"""
import os
import subprocess
import time
from pathlib import Path


class Item:
    def __init__(self, line):
        role, left, top, width, height, state, label, value = line.split("\t")
        self.role, self.label, self.value = role, label, value
        self.left, self.top, self.width, self.height = int(left), int(top), int(width), int(height)
        self.enabled, self.focused, self.chosen = "d" not in state, "f" in state, "c" in state

    def __repr__(self):
        return f"{self.role} {self.label!r} = {self.value!r} at {self.left},{self.top}{'' if self.enabled else ' (off)'}"


class Person:
    """`with Person(display, binaries, home, folder) as lan`."""

    def __init__(self, display, binaries, home, folder, *options):
        self.display = display
        self.screen = Path(folder) / "screen"
        environment = dict(os.environ, DISPLAY=display.name)
        environment.pop("WAYLAND_DISPLAY", None)
        self.process = subprocess.Popen([str(Path(binaries) / "soxa"), "--home", str(home), "--describe-to", str(self.screen),
                                         *options], env=environment)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def items(self):
        try:
            lines = self.screen.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return []
        return [Item(line) for line in lines if line and not line.startswith("window\t")]

    def at(self):
        return next((item.label for item in self.items() if item.role == "screen"), None)

    def find(self, label, role=None, enabled=None):
        """The first whose label begins so; nothing if there is none."""
        for item in self.items():
            if item.label.startswith(label) and role in (None, item.role) and enabled in (None, item.enabled):
                return item
        return None

    def wait(self, what, seconds=20):
        """Until `what()` is there; says what was on the screen when it never was."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = what()
            if found:
                return found
            if self.process.poll() is not None:
                raise AssertionError(f"soxa ended with {self.process.returncode}")
            time.sleep(0.05)
        raise AssertionError("never came; on the screen:\n" + "\n".join(map(repr, self.items())))

    def sees(self, label, role=None, seconds=20):
        return self.wait(lambda: self.find(label, role), seconds)

    def reads(self, text, seconds=20):
        """Any item that says it."""
        return self.wait(lambda: next((i for i in self.items() if text in i.label or text in i.value), None), seconds)

    def arrives(self, place, seconds=20):
        return self.wait(lambda: self.at() == place, seconds)

    def at_rest(self, label, role):
        """It stands where it stood a moment ago: what just appeared may still find its place."""
        before = self.find(label, role, True)
        time.sleep(0.1)
        now = self.find(label, role, True)
        return now if before and now and (before.left, before.top) == (now.left, now.top) else None

    def click(self, label, role=None):
        item = self.wait(lambda: self.at_rest(label, role))
        self.display.click(item.left + min(item.width - 3, 20), item.top + item.height // 2)
        # Once the pointer has left, nothing is only hovered.
        time.sleep(0.15)
        return item

    def fill(self, label, text, role=None):
        """Over what stands in the field."""
        self.click(label, role)
        self.display.press("Control", "a")
        self.display.type(text)
        time.sleep(0.15)

    def press(self, *keys):
        self.display.press(*keys)
        time.sleep(0.15)

    def picture(self, path):
        time.sleep(0.3)
        self.display.picture().save(path)
