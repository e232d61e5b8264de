#!/usr/bin/env python3
"""The window locks: after idle minutes, before the machine sleeps, with the session; and what is
restricted does not stay on the clipboard.

    lock_test.py PROGRAM PICTURES FAKE_LOGIND
"""
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from app import App
from display import Display

PROGRAM, PICTURES, FAKE_LOGIND = sys.argv[1:4]

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={folder}/bus</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
<allow user="*"/></policy></busconfig>"""


class Logind:
    """A system bus of its own, and a logind on it that does as it is told."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="soxa_bus_")
        configuration = Path(self.folder.name) / "bus.conf"
        configuration.write_text(BUS.format(folder=self.folder.name), encoding="utf-8")
        self.bus = subprocess.Popen(["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address=1"],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.bus.stdout.readline()
        self.environment = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.folder.name}/bus"}
        self.logind = subprocess.Popen([FAKE_LOGIND], env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.says("ready")

    def says(self, what):
        line = self.logind.stdout.readline().strip()
        if line != what:
            raise AssertionError(f"logind: {line!r} instead of {what!r}")

    def tell(self, what):
        self.logind.stdin.write(what + "\n")
        self.logind.stdin.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.logind, self.bus):
            process.terminate()
            process.wait()
            process.stdout.close()
        self.logind.stdin.close()
        self.folder.cleanup()


class Locking(unittest.TestCase):
    def setUp(self):
        self.display = self.enterContext(Display(1366, 768))

    def test_before_the_machine_sleeps(self):
        logind = self.enterContext(Logind())
        app = self.enterContext(App(self.display, PROGRAM, environment=logind.environment))
        app.wait("try", "screen")
        logind.says("held")
        logind.tell("sleep")
        # Sleep is let go when the locked screen is there, not before.
        logind.says("released")
        self.assertIsNotNone(app.find("locked", "screen"))
        self.assertIsNotNone(app.find("suspend", "status"))
        logind.tell("wake")
        logind.says("held")
        app.click("Mở khoá")
        app.wait("try", "screen")
        logind.tell("sleep")
        logind.says("released")
        app.wait("locked", "screen")

    def test_with_the_session(self):
        logind = self.enterContext(Logind())
        app = self.enterContext(App(self.display, PROGRAM, environment=logind.environment))
        app.wait("try", "screen")
        logind.says("held")
        logind.tell("lock-other")
        time.sleep(0.5)
        self.assertIsNotNone(app.find("try", "screen"))
        logind.tell("lock")
        app.wait("session locked", "status")

    def test_without_a_bus_nothing_is_missed(self):
        app = self.enterContext(App(self.display, PROGRAM))
        app.wait("try", "screen")
        time.sleep(0.5)
        self.assertIsNone(app.process.poll())

    def test_after_idle_time(self):
        app = self.enterContext(App(self.display, PROGRAM, "--lock-after", 3))
        app.focus("name", "field")
        self.display.type("Nguyen")
        app.wait("name", "field", "Nguyen")
        for _ in range(4):  # whoever works is not locked out
            time.sleep(1)
            self.display.move(10 + _, 10)
        self.assertIsNotNone(app.find("try", "screen"))
        touched = time.monotonic()
        app.wait("locked", "screen")
        self.assertGreater(time.monotonic() - touched, 2.5)
        self.assertLess(time.monotonic() - touched, 4.5)
        self.display.picture().save(f"{PICTURES}/locked.png")

    def test_what_was_typed_is_wiped(self):
        app = self.enterContext(App(self.display, PROGRAM, "--lock-after", 3))
        app.focus("secret", "secret")
        self.display.type("hoa mai vang")
        time.sleep(0.5)
        self.assertTrue("hoa mai vang".encode("utf-32-le") in memory_of(app.process.pid))
        app.wait("locked", "screen")
        app.click("Mở khoá")
        app.wait("try", "screen")
        memory = memory_of(app.process.pid)
        self.assertFalse("hoa mai vang".encode("utf-32-le") in memory, "in ImGui's buffers")
        self.assertFalse(b"hoa mai vang" in memory, "as UTF-8")


class TheClipboard(unittest.TestCase):
    def test_a_restricted_value_goes_after_15_seconds(self):
        display = self.enterContext(Display(1366, 768))
        app = self.enterContext(App(display, PROGRAM))
        app.focus("name", "field")
        display.type("034079000001")
        app.wait("name", "field", "034079000001")
        app.click("Sao chép")
        begun = time.monotonic()
        app.focus("note", "field")
        display.press("Control", "v")
        app.wait("note", "field", "034079000001")
        time.sleep(max(0, 16 - (time.monotonic() - begun)))
        display.press("Control", "v")
        time.sleep(0.5)
        self.assertIsNotNone(app.find("note", "field", "034079000001"))

    def test_what_was_copied_since_stays(self):
        display = self.enterContext(Display(1366, 768))
        app = self.enterContext(App(display, PROGRAM))
        app.focus("name", "field")
        display.type("mot")
        app.wait("name", "field", "mot")
        app.click("Sao chép")
        app.focus("name", "field")
        display.press("End")
        display.type("hai")
        app.wait("name", "field", "mothai")
        display.press("Control", "a")
        display.press("Control", "c")
        time.sleep(16)
        app.focus("note", "field")
        display.press("Control", "v")
        app.wait("note", "field", "mothai")

    def test_the_screen_as_text(self):
        display = self.enterContext(Display(1366, 768))
        app = self.enterContext(App(display, PROGRAM))
        app.click("Chép màn hình")
        app.focus("note", "field")
        display.press("Control", "v")
        app.wait_until(lambda: "Nguyễn Thị Hường 0" in app.find("note", "field").value, "the screen's text")


def memory_of(process):
    """All of a process's memory that can be written."""
    found = bytearray()
    with open(f"/proc/{process}/maps", encoding="ascii") as maps, open(f"/proc/{process}/mem", "rb") as memory:
        for line in maps:
            span, rights = line.split()[:2]
            first, last = (int(end, 16) for end in span.split("-"))
            if rights.startswith("rw") and "[v" not in line:
                memory.seek(first)
                try:
                    found += memory.read(last - first)
                except OSError:
                    continue
    return bytes(found)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
