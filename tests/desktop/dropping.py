"""A file dragged onto a window and let go: the source's half of the X drag-and-drop protocol (XDND 5), as a file manager speaks it."""
import ctypes
import struct
import time
from pathlib import Path

VERSION = 5
CLIENT_MESSAGE, SELECTION_REQUEST, SELECTION_NOTIFY = 33, 30, 31
EVENT_SIZE = 24 * 8
XA_ATOM = 4
WAIT_MAX = 10


class Drag:
    """`Drag(display).drop(path, x, y)`. Owns a small window, which the receiver talks to."""

    def __init__(self, display):
        self.x, self.connection, self.root = display.x, display.connection, display.root
        self.x.XInternAtom.restype = self.x.XCreateSimpleWindow.restype = ctypes.c_ulong
        self.window = self.x.XCreateSimpleWindow(self.connection, self.root, 0, 0, 1, 1, 0, 0, 0)

    def atom(self, name):
        return self.x.XInternAtom(self.connection, name.encode(), 0)

    def _receiver(self):
        """The window that says it takes drops."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self.x.XQueryTree(self.connection, self.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
        for i in range(count.value):
            kind, form, items, after = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
            data = ctypes.c_void_p()
            self.x.XGetWindowProperty(self.connection, ctypes.c_ulong(children[i]), ctypes.c_ulong(self.atom("XdndAware")), ctypes.c_long(0),
                                      ctypes.c_long(1), 0, ctypes.c_ulong(XA_ATOM), ctypes.byref(kind), ctypes.byref(form),
                                      ctypes.byref(items), ctypes.byref(after), ctypes.byref(data))
            if items.value:
                return children[i]
        raise RuntimeError("no window takes drops")

    def _send(self, to, kind, values):
        event = struct.pack("=i4xQi4xQQQi4x5q", CLIENT_MESSAGE, 0, 1, 0, to, self.atom(kind), 32, *values)
        self.x.XSendEvent(self.connection, ctypes.c_ulong(to), 0, ctypes.c_long(0), event.ljust(EVENT_SIZE, b"\0"))
        self.x.XFlush(self.connection)

    def _next(self, kind, what):
        """The next event of a kind that the receiver sent us."""
        event = ctypes.create_string_buffer(EVENT_SIZE)
        until = time.monotonic() + WAIT_MAX
        while time.monotonic() < until:
            if self.x.XCheckTypedWindowEvent(self.connection, ctypes.c_ulong(self.window), kind, event):
                return event.raw
            time.sleep(0.01)
        raise AssertionError(f"the window does not answer the drag: {what}")

    def _give(self, request, data):
        """Answers the receiver that asks for what is dragged."""
        requestor, selection, target, where, when = struct.unpack_from("=5Q", request, 40)
        self.x.XChangeProperty(self.connection, ctypes.c_ulong(requestor), ctypes.c_ulong(where), ctypes.c_ulong(target), 8, 0, data, len(data))
        event = struct.pack("=i4xQi4xQQQQQQ", SELECTION_NOTIFY, 0, 1, 0, requestor, selection, target, where, when)
        self.x.XSendEvent(self.connection, ctypes.c_ulong(requestor), 0, ctypes.c_long(0), event.ljust(EVENT_SIZE, b"\0"))
        self.x.XFlush(self.connection)

    def drop(self, path, x, y):
        to = self._receiver()
        uris = self.atom("text/uri-list")
        self.x.XSetSelectionOwner(self.connection, ctypes.c_ulong(self.atom("XdndSelection")), ctypes.c_ulong(self.window), ctypes.c_ulong(0))
        self._send(to, "XdndEnter", [self.window, VERSION << 24, uris, 0, 0])
        self._send(to, "XdndPosition", [self.window, 0, x << 16 | y, 0, self.atom("XdndActionCopy")])
        self._next(CLIENT_MESSAGE, "XdndStatus")
        self._send(to, "XdndDrop", [self.window, 0, 0, 0, 0])
        self._give(self._next(SELECTION_REQUEST, "what is dragged"), Path(path).resolve().as_uri().encode() + b"\r\n")
        self._next(CLIENT_MESSAGE, "XdndFinished")
