#!/usr/bin/env python3
"""Vietnamese into a field, by real key events: Unikey's bursts at full speed and on a machine that
is too slow, marks as letters of their own, the built-in Telex and VNI.

    typing_test.py PROGRAM PICTURES
"""
import contextlib
import signal
import sys
import threading
import time
import unicodedata
import unittest

from app import App
from display import Display

PROGRAM, PICTURES = sys.argv[1:3]

# What Unikey sends for each word: letters as they come, then backspaces and what replaces them.
BURSTS = {
    "Nguyễn": ["N", "g", "u", "y", "e", "BackSpace", "ê", "n", "BackSpace", "BackSpace", "ễ", "n"],
    "Thị": ["T", "h", "i", "BackSpace", "ị"],
    "Hường": ["H", "u", "BackSpace", "ư", "o", "BackSpace", "ơ", "n", "g", "BackSpace", "BackSpace", "BackSpace", "ờ", "n", "g"],
    "Đắk": ["D", "BackSpace", "Đ", "a", "BackSpace", "ă", "k", "BackSpace", "BackSpace", "ắ", "k"],
    "quyết": ["q", "u", "y", "e", "BackSpace", "ê", "t", "BackSpace", "BackSpace", "ế", "t"],
    "Ượng": ["U", "BackSpace", "Ư", "o", "BackSpace", "ơ", "n", "g", "BackSpace", "BackSpace", "BackSpace", "ợ", "n", "g"],
}


class Slow:
    """Lets the process run 20 of every 200 ms: five frames a second at best."""

    def __init__(self, process):
        self.process, self.ended = process, threading.Event()
        self.thread = threading.Thread(target=self.brake)

    def brake(self):
        while not self.ended.is_set():
            self.process.send_signal(signal.SIGSTOP)
            time.sleep(0.18)
            self.process.send_signal(signal.SIGCONT)
            time.sleep(0.02)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


class Typing(unittest.TestCase):
    def setUp(self):
        self.display = self.enterContext(Display(1366, 768))
        self.app = self.enterContext(App(self.display, PROGRAM))
        self.app.focus("name", "field")

    def sees(self, text, label="name", seconds=10):
        self.app.wait(label, "field", text, seconds)

    def clear(self, label="name"):
        self.display.press("Control", "a")
        self.display.burst(["BackSpace"])
        self.app.wait(label, "field", "")

    def bursts(self, words):
        for number, word in enumerate(words):
            if number:
                self.display.burst([" "])
            self.display.burst(BURSTS[word])

    def test_bursts_at_full_speed(self):
        for round_ in range(5):
            with self.subTest(round=round_):
                self.bursts(BURSTS)
                self.sees(" ".join(BURSTS))
                self.clear()
        self.bursts(BURSTS)
        self.sees(" ".join(BURSTS))
        self.display.picture().save(f"{PICTURES}/typing_bursts.png")

    def test_bursts_on_a_slow_machine(self):
        with Slow(self.app.process):
            for word in BURSTS:
                self.bursts([word])
                self.sees(word, seconds=30)
                self.clear()
            self.bursts(BURSTS)
            self.sees(" ".join(BURSTS), seconds=30)

    def test_bursts_right_behind_each_other(self):
        keys = [key for word in BURSTS for key in [*BURSTS[word], " "]]
        with Slow(self.app.process):
            self.display.burst(keys * 3)
            self.sees(" ".join([*BURSTS] * 3) + " ", seconds=60)

    def test_whoever_types_on_after_a_tab_loses_nothing(self):
        for slow in (False, True):
            with self.subTest(slow=slow), Slow(self.app.process) if slow else contextlib.nullcontext():
                self.app.focus("secret", "secret")
                self.display.roll("Tab", "điện Ượng")
                self.sees("điện Ượng", "note", seconds=30)
                self.clear("note")
                self.display.burst([*"ghi ", *BURSTS["Ượng"]])
                self.sees("ghi Ượng", "note", seconds=30)
                self.clear("note")

    def test_marks_of_their_own_become_letters_when_the_field_is_left(self):
        self.display.type("Nguy" + unicodedata.normalize("NFD", "ễ") + "n")
        self.sees("Nguyễn")
        self.display.press("Tab")
        self.sees("Nguyễn")

    def test_a_letter_of_the_highlands_goes_with_one_backspace_after_the_field_was_left(self):
        self.display.type("Wơ\u0306")
        self.sees("Wơ\u0306")
        self.display.press("Tab")
        self.app.focus("name", "field")
        self.display.press("End")
        self.display.burst(["t"])
        self.sees("Wơ\u0306t")
        self.display.burst(["BackSpace", "BackSpace"])
        self.sees("W")

    def test_copied_and_pasted_text_is_in_normal_form(self):
        self.display.type("Wơ\u0306t")
        self.sees("Wơ\u0306t")
        self.display.press("Control", "a")
        self.display.press("Control", "c")
        self.app.focus("note", "field")
        self.display.press("Control", "v")
        self.sees("Wơ\u0306t", "note")

    def test_telex(self):
        self.app.click("Telex")
        self.app.focus("name", "field")
        self.display.press("Control", "a")
        for keys, word in (("Nguyeenx Thij Huwowngf", "Nguyễn Thị Hường"), ("dduwowcj quyeets", "được quyết"),
                           ("ass DDawks Lawks", "as Đắk Lắk")):
            self.display.type(keys)
            self.sees(word)
            self.clear()

    def test_telex_in_the_middle_of_text(self):
        self.app.click("Telex")
        self.app.focus("name", "field")
        self.display.type("Nguyen An")
        self.sees("Nguyen An")
        self.display.burst(["Left"] * 3)
        self.display.type("ex")
        self.sees("Nguyễn An")
        self.display.type("h")
        self.sees("Nguyễnh An")

    def test_vni(self):
        self.app.click("VNI")
        self.app.focus("name", "field")
        self.display.type("Nguye6n4 Thi5 Hu7o7ng2")
        self.sees("Nguyễn Thị Hường")

    def test_a_secret_is_never_described(self):
        self.app.focus("secret", "secret")
        self.display.type("hoamai")
        self.app.focus("name", "field")
        self.assertNotIn("hoa", self.app.described.read_text(encoding="utf-8"))

    def test_caps_lock_is_told_at_a_secret(self):
        self.app.focus("secret", "secret")
        self.display.press("Caps_Lock")
        self.display.type("a")
        self.app.wait("Caps Lock", "status")
        self.display.press("Caps_Lock")
        self.display.type("a")
        self.app.wait_until(lambda: self.app.find("Caps Lock") is None, "no warning of Caps Lock")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
