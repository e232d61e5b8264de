"""A program with a window, as somebody in front of it sees it: through the description that it
keeps (--describe-to), the pictures on the screen, and /proc."""
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

WAIT_MAX = 10


class Item:
    def __init__(self, line):
        role, left, top, width, height, state, label, value = line.split("\t")
        self.role, self.label, self.value = role, label, value
        self.left, self.top, self.width, self.height = int(left), int(top), int(width), int(height)
        self.enabled, self.focused, self.chosen = "d" not in state, "f" in state, "c" in state

    @property
    def middle(self):
        return self.left + self.width // 2, self.top + self.height // 2

    def __repr__(self):
        return f"{self.role} “{self.label}” “{self.value}” at {self.left},{self.top}"


class App:
    """`with App(display, program, "--option") as app`. Its files and D-Bus are its own."""

    def __init__(self, display, program, *options, environment=None):
        self.display = display
        self.home = tempfile.TemporaryDirectory(prefix="soxa_desktop_")
        self.described = Path(self.home.name) / "screen.txt"
        everything = {"PATH": os.environ["PATH"], "HOME": self.home.name, "DISPLAY": display.name, "LANG": "C.UTF-8",
                      "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=" + self.home.name + "/no_bus", **(environment or {})}
        self.started = time.monotonic()
        self.process = subprocess.Popen([str(Path(program).resolve()), "--describe-to", str(self.described), *map(str, options)], env=everything,
                                        cwd=self.home.name, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        self.process.wait(WAIT_MAX)
        self.process.stderr.close()
        self.home.cleanup()

    def items(self):
        """Nothing before the first frame."""
        try:
            lines = self.described.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [Item(line) for line in lines]

    def find(self, label=None, role=None, value=None):
        for item in self.items():
            if (label is None or item.label == label) and (role is None or item.role == role) and (value is None or item.value == value):
                return item
        return None

    def wait(self, label=None, role=None, value=None, seconds=WAIT_MAX):
        """The item, as soon as it is there."""
        return self.wait_until(lambda: self.find(label, role, value), f"{role or 'item'} “{label}” “{value}”", seconds)

    def wait_until(self, holds, what, seconds=WAIT_MAX):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = holds()
            if found:
                return found
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended ({self.process.returncode}): {self.process.stderr.read()}")
            time.sleep(0.005)
        raise AssertionError(f"not seen: {what}; on the screen:\n" + "\n".join(map(repr, self.items())))

    def click(self, label, role=None):
        item = self.wait(label, role)
        self.display.click(*item.middle)
        return item

    def focus(self, label, role=None):
        self.click(label, role)
        return self.wait_until(lambda: (lambda item: item if item and item.focused else None)(self.find(label, role)), f"focus on {label}")

    def resident_kb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0])

    def work(self):
        """(seconds on a processor, times woken) of all its threads since it started."""
        seconds, woken = 0.0, 0
        for thread in Path(f"/proc/{self.process.pid}/task").iterdir():
            seconds += int((thread / "schedstat").read_text(encoding="ascii").split()[0]) / 1e9
            status = (thread / "status").read_text(encoding="ascii")
            woken += int(status.split("\nvoluntary_ctxt_switches:")[1].split()[0])
        return seconds, woken
