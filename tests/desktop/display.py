"""An X server without a screen, and hands on its keyboard and mouse: real events, as a person's.

Xvfb draws into memory; keys and clicks go through the XTEST extension, pictures come from the root
window. Letters that the keyboard does not have get keys of their own before any program starts, so
that a burst of them cannot race a change of the keyboard.
"""
import ctypes
import os
import struct
import subprocess
import zlib

KEYS = {"Return": 0xFF0D, "BackSpace": 0xFF08, "Tab": 0xFF09, "Escape": 0xFF1B, "Delete": 0xFFFF,
        "Home": 0xFF50, "End": 0xFF57, "Left": 0xFF51, "Right": 0xFF53, "Up": 0xFF52, "Down": 0xFF54,
        "Page_Down": 0xFF56, "Control": 0xFFE3, "Shift": 0xFFE1, "Caps_Lock": 0xFFE5, "Alt": 0xFFE9}
for number in range(1, 13):
    KEYS[f"F{number}"] = 0xFFBD + number
VIETNAMESE = ("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
              "\u0300\u0301\u0302\u0303\u0306\u0309\u0323\u031b")


def keysym(letter):
    code = ord(letter)
    return code if 0x20 <= code < 0x7F or 0xA0 <= code <= 0xFF else 0x01000000 + code


class _Image(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


class Picture:
    """Rows of 0x00RRGGBB, little endian."""

    def __init__(self, width, height, pixels):
        self.width, self.height, self.pixels = width, height, pixels

    def at(self, x, y):
        blue, green, red, _ = self.pixels[4 * (y * self.width + x):4 * (y * self.width + x) + 4]
        return red, green, blue

    def save(self, path):
        rows = bytearray()
        for y in range(self.height):
            line = self.pixels[4 * y * self.width:4 * (y + 1) * self.width]
            colours = bytearray(3 * self.width)
            colours[0::3], colours[1::3], colours[2::3] = line[2::4], line[1::4], line[0::4]
            rows += b"\0" + colours

        def chunk(name, data):
            return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0))
                       + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b""))


class Display:
    """An Xvfb of its own; `with Display(1366, 768) as display`."""

    def __init__(self, width, height, depth=24, extensions_off=()):
        self.width, self.height = width, height
        read_end, write_end = os.pipe()
        command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x{depth}", "-nolisten", "tcp", "-noreset"]
        for extension in extensions_off:
            command += ["-extension", extension]
        self.server = subprocess.Popen(command, pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            self.name = ":" + numbers.readline().strip()
        if self.name == ":":
            raise RuntimeError("Xvfb does not start")
        self.x = ctypes.CDLL("libX11.so.6")
        self.test = ctypes.CDLL("libXtst.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XGetImage.restype = ctypes.POINTER(_Image)
        self.x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self.connection = ctypes.c_void_p(self.x.XOpenDisplay(self.name.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.connection))
        self.keys = {}
        self._give_keys(VIETNAMESE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.x.XCloseDisplay(self.connection)
        self.server.terminate()
        self.server.wait()

    def _give_keys(self, letters):
        """Capital and small letter on one key, in place of keys for playing music and the like."""
        modifiers = {133, 134, 203, 204, 205, 206, 207}
        free = [code for code in range(120, 256) if code not in modifiers]
        for letter, code in zip(letters, free, strict=False):
            upper = letter.upper() if len(letter.upper()) == 1 else letter
            symbols = (ctypes.c_ulong * 2)(keysym(letter), keysym(upper))
            self.x.XChangeKeyboardMapping(self.connection, code, 2, symbols, 1)
            self.keys[letter] = (code, False)
            if upper != letter:
                self.keys[upper] = (code, True)
        missing = [letter for letter in letters if letter not in self.keys]
        if missing:
            raise RuntimeError(f"the keyboard has no room for {missing}")
        self.x.XSync(self.connection, 0)

    def _key_of(self, letter):
        if letter in self.keys:
            return self.keys[letter]
        code = self.x.XKeysymToKeycode(self.connection, ctypes.c_ulong(keysym(letter)))
        lower_symbol = self.x.XkbKeycodeToKeysym(self.connection, ctypes.c_ubyte(code), 0, 0)
        self.keys[letter] = (code, lower_symbol != keysym(letter))
        return self.keys[letter]

    def _send(self, code, down):
        self.test.XTestFakeKeyEvent(self.connection, ctypes.c_uint(code), 1 if down else 0, ctypes.c_ulong(0))

    def burst(self, keys):
        """Names of KEYS and single letters, as fast as the server takes them."""
        shift = self.x.XKeysymToKeycode(self.connection, ctypes.c_ulong(KEYS["Shift"]))
        for key in keys:
            if key in KEYS:
                code, shifted = self.x.XKeysymToKeycode(self.connection, ctypes.c_ulong(KEYS[key])), False
            else:
                code, shifted = self._key_of(key)
            if shifted:
                self._send(shift, True)
            self._send(code, True)
            self._send(code, False)
            if shifted:
                self._send(shift, False)
        self.x.XFlush(self.connection)

    def type(self, text):
        self.burst(list(text))

    def press(self, *keys):
        """A chord: all down in this order, and up again."""
        codes = []
        for key in keys:
            symbol = KEYS[key] if key in KEYS else keysym(key)
            codes.append(self.x.XKeysymToKeycode(self.connection, ctypes.c_ulong(symbol)))
        for code in codes:
            self._send(code, True)
        for code in reversed(codes):
            self._send(code, False)
        self.x.XFlush(self.connection)

    def roll(self, key, text):
        """Types on before the finger has left the first key."""
        code = self.x.XKeysymToKeycode(self.connection, ctypes.c_ulong(KEYS[key]))
        self._send(code, True)
        self.burst(list(text))
        self._send(code, False)
        self.x.XFlush(self.connection)

    def resize(self, width, height):
        """The one window of the screen, as a window manager does."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self.x.XQueryTree(self.connection, self.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children),
                          ctypes.byref(count))
        for i in range(count.value):
            self.x.XResizeWindow(self.connection, ctypes.c_ulong(children[i]), width, height)
        self.x.XFlush(self.connection)

    def move(self, x, y):
        self.test.XTestFakeMotionEvent(self.connection, -1, int(x), int(y), ctypes.c_ulong(0))
        self.x.XFlush(self.connection)

    def click(self, x, y, button=1):
        self.move(x, y)
        self.test.XTestFakeButtonEvent(self.connection, button, 1, ctypes.c_ulong(0))
        self.test.XTestFakeButtonEvent(self.connection, button, 0, ctypes.c_ulong(0))
        self.x.XFlush(self.connection)

    def picture(self):
        all_planes = ctypes.c_ulong(0xFFFFFFFF)
        self.x.XSync(self.connection, 0)
        image = self.x.XGetImage(self.connection, self.root, 0, 0, self.width, self.height, all_planes, 2)
        found = image.contents
        if found.bits_per_pixel != 32:
            raise RuntimeError("pictures are taken of screens of 24 bits")
        taken = Picture(found.width, found.height, ctypes.string_at(found.data, found.bytes_per_line * found.height))
        self.x.XDestroyImage(image)
        return taken
