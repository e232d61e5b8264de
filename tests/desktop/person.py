"""A person at soxa: looks at what the window says it shows, and uses real keys and the mouse.

The described screen is all that is looked at; the store is asked with soxactl while soxa has let go of it.
"""
import time

from app import App


class Person(App):
    """`with Person(display, program, home) as lan`."""

    def __init__(self, display, program, home, *options):
        super().__init__(display, program, "--home", home, *options)

    def at(self):
        return next((item.label for item in self.items() if item.role == "screen"), None)

    def first(self, label, role=None, enabled=None):
        """The first whose label begins so."""
        for item in self.items():
            if item.label.startswith(label) and role in (None, item.role) and enabled in (None, item.enabled):
                return item
        return None

    def sees(self, label, role=None, seconds=20):
        return self.wait_until(lambda: self.first(label, role), label, seconds)

    def reads(self, text, seconds=20):
        """Any item that says it."""
        return self.wait_until(lambda: next((item for item in self.items() if text in item.label or text in item.value), None), text,
                               seconds)

    def arrives(self, place, seconds=30):
        return self.wait_until(lambda: self.at() == place, f"the screen {place}", seconds)

    def _at_rest(self, label, role):
        """Where it stood a moment ago: what just appeared may still find its place."""
        before = self.first(label, role, True)
        time.sleep(0.12)
        now = self.first(label, role, True)
        return now if before and now and (before.left, before.top) == (now.left, now.top) else None

    def choose(self, label, role=None):
        """A click on it."""
        item = self.wait_until(lambda: self._at_rest(label, role), f"{label}, at rest", 20)
        self.display.click(item.left + min(item.width - 3, 20), item.top + item.height // 2)
        time.sleep(0.15)
        return item

    def turn_to(self, label, role, over):
        """Turns the wheel over an item until another is on the screen."""
        def seen():
            if self.first(label, role, True):
                return True
            self.display.click(*over.middle, button=5)
            time.sleep(0.2)
            return False
        self.wait_until(seen, f"{label} further down", 20)

    def fill(self, label, text, role=None):
        """Over what stands in the field."""
        item = self.choose(label, role)
        self.wait_until(lambda: self.first(label, item.role).focused, f"focus on {label}", 20)
        self.display.press("Control", "a")
        self.display.type(text)
        if item.role == "field":
            self.wait_until(lambda: self.first(label, item.role).value == text, f"{text} in {label}", 20)
        time.sleep(0.3)

    def press(self, *keys):
        self.display.press(*keys)
        time.sleep(0.4)

    def log_in(self, login, password):
        self.arrives("login")
        self.fill("Tên đăng nhập", login)
        self.fill("Mật khẩu", password)
        self.press("Return")

    def log_out(self):
        self.choose("Đăng xuất")
        self.arrives("login")

    def picture(self, path):
        time.sleep(0.35)
        self.display.picture().save(path)
