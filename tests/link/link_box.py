"""The link box: a TCP proxy between the real programs that behaves as a poor link would, from a seed.

    with LinkBox(target_port, LINK_A, seed=7) as box:
        … https://127.0.0.1:{box.port} …
        box.traffic.up, box.traffic.down

With the profile VIRTUAL time plays no part: what one side sends is held until it has fallen silent and waits, then
handed over whole, so that flights can be counted: a connection costs one round trip to stand, and each flight of the
client one more. `cut_up`, `cut_down`: connections are reset when so many bytes have gone that way in all.
"""
import asyncio
import os
import random
import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass, field

import tcp_model

PIECE = 16 * 1024
UNDER_WAY_MAX = 32 * 1024  # what the box takes from a sender ahead of the link
SILENCE_S = 0.06
SILENT_LOOKS = 4
FAREWELL_BYTES = 24  # TLS 1.3's word that a side is done
PACKET_HEAD = 52  # IPv4, TCP, timestamps
PORTAL = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 44\r\nConnection: close\r\n\r\n"
          b"<html><body>Please log in first</body></html>")


@dataclass
class Traffic:
    """Bytes of the connections' content, TLS and all; and packets as they would be, headers counted."""
    up: int = 0
    down: int = 0
    connections: int = 0
    packets: int = 0
    content_after_break: int = 0  # what somebody who broke TLS would have read
    flights: list = field(default_factory=list)  # ("up" | "down", bytes)

    @property
    def round_trips(self):
        """One for each connection to stand, one for each flight of the client's that is answered; saying goodbye waits
        for nobody."""
        said = [way for way, size in self.flights if size != FAREWELL_BYTES]
        return self.connections + sum(1 for here, there in zip(said, said[1:]) if (here, there) == ("up", "down"))

    def on_the_wire(self, packet_bytes=1348):
        """With the heads of packets: opening, data, an acknowledgement for two packets, closing, with which TLS's
        farewells ride."""
        total = self.connections * (60 + 60 + PACKET_HEAD + 4 * PACKET_HEAD)
        for _, size in self.flights:
            packets = -(-size // packet_bytes) if size != FAREWELL_BYTES else 0
            total += size + packets * PACKET_HEAD + -(-packets // 2) * PACKET_HEAD
        return total


def children():
    """The programs under test, and whatever else this process has started."""
    found, own = [], str(os.getpid())
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                if file.read().rpartition(")")[2].split()[1] == own:
                    found.append(pid)
        except OSError:
            pass
    return found


def waits(pid):
    """True if no thread of the process is computing, waiting for a processor, or at the disk."""
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/stat", encoding="utf-8") as file:
                if file.read().rpartition(")")[2].split()[0] in "RD":
                    return False
    except OSError:
        pass
    return True


class LinkBox:
    def __init__(self, target_port, profile, seed=1, certificate=None, port=0):
        self.target_port, self.profile, self.certificate, self.port = target_port, profile, certificate, port
        self.dice = random.Random(seed)
        self.cut_up, self.cut_down = None, None
        self.traffic = Traffic()
        self.began = time.monotonic()
        self.bursts = {}  # number of a time of life -> bytes carried in it
        self._loop = asyncio.new_event_loop()
        self._pairs = set()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(timeout=10)

    def reset(self, cut_up=None, cut_down=None):
        """Counts anew."""
        self.settle()
        self.traffic, self.cut_up, self.cut_down = Traffic(), cut_up, cut_down

    def settle(self):
        """Until the last connection has closed."""
        limit = time.monotonic() + 10
        while self._pairs and time.monotonic() < limit:
            time.sleep(0.01)

    def now(self):
        return time.monotonic() - self.began

    def alive(self, at):
        period = self.profile.up_s + self.profile.down_s
        over = self.profile.times and at >= period * self.profile.times
        return period == 0 or over or at % period < self.profile.up_s

    # ---- the loop's thread

    def _run(self, ready):
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(ready))

    async def _serve(self, ready):
        self._stopping = asyncio.Event()
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PIECE)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        tls = None
        if self.profile.refuses == "inspector":
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(*self.certificate)
        server = await asyncio.start_server(self._connected, sock=listener, ssl=tls, limit=PIECE)
        ready.set()
        await self._stopping.wait()
        server.close()
        for task in [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]:
            task.cancel()
        await asyncio.sleep(0)

    async def _connected(self, reader, writer):
        self.traffic.connections += 1
        try:
            if self.profile.refuses:
                await self._refuse(reader, writer)
                return
            pair = Pair(self, (reader, writer))
            self._pairs.add(pair)
            try:
                await (pair.in_flights() if self.profile.up_kbps == 0 else pair.in_time())
            finally:
                self._pairs.discard(pair)
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()

    async def _refuse(self, reader, writer):
        said = await asyncio.wait_for(reader.read(PIECE), 30)
        if self.profile.refuses == "inspector":
            self.traffic.content_after_break += len(said)
        writer.write(PORTAL)
        await writer.drain()
        writer.close()

    def _gone(self, up, size):
        """Counts, and says how many of these bytes still go before the cut; less than all means it is now."""
        limit = self.cut_up if up else self.cut_down
        before = self.traffic.up if up else self.traffic.down
        goes = size if limit is None else max(0, min(size, limit - before))
        if up:
            self.traffic.up += goes
        else:
            self.traffic.down += goes
        return goes


class Pair:
    """The two halves of a connection through the box."""

    def __init__(self, box, client):
        self.box, self.client, self.server = box, client, None
        self.programs = []  # whose silence counts, on the virtual link

    async def _reach_server(self):
        self.server = await asyncio.open_connection("127.0.0.1", self.box.target_port, limit=PIECE)

    def _reset(self):
        for _, writer in filter(None, (self.client, self.server)):
            raw = writer.get_extra_info("socket")
            if raw is not None:
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    # ---- on the clock

    async def in_time(self):
        box = self.box
        await self._reach_server()
        stands = tcp_model.opened_at(box.now(), box.profile, box.dice, box.alive)
        up = tcp_model.Direction(box.profile.up_kbps, box.profile, box.dice, box.alive)
        down = tcp_model.Direction(box.profile.down_kbps, box.profile, box.dice, box.alive)
        ways = [asyncio.ensure_future(self._carry(self.client[0], self.server[1], up, True, stands)),
                asyncio.ensure_future(self._carry(self.server[0], self.client[1], down, False, stands)),
                asyncio.ensure_future(self._end_of_life())]
        done, rest = await asyncio.wait(ways, return_when=asyncio.FIRST_EXCEPTION)
        for task in rest:
            task.cancel()
        if any(task.exception() for task in done):
            self._reset()
        box.traffic.packets += up.packets + down.packets

    async def _end_of_life(self):
        """Where a dead link ends connections."""
        profile = self.box.profile
        if not (profile.cut and profile.down_s):
            return
        while self.box.alive(self.box.now()):
            await asyncio.sleep(0.02)
        raise ConnectionResetError

    async def _carry(self, reader, writer, direction, up, stands):
        under_way = asyncio.Queue()
        waiting = [0]
        room = asyncio.Event()
        room.set()

        async def deliver():
            while True:
                at, piece = await under_way.get()
                await asyncio.sleep(max(0.0, at - self.box.now()))
                if piece is None:
                    if writer.can_write_eof():
                        writer.write_eof()
                    return
                goes = self.box._gone(up, len(piece))
                burst = int(self.box.now() // ((self.box.profile.up_s + self.box.profile.down_s) or 1e9))
                self.box.bursts[burst] = self.box.bursts.get(burst, 0) + goes
                writer.write(piece[:goes])
                await writer.drain()
                if goes < len(piece):
                    raise ConnectionResetError
                waiting[0] -= len(piece)
                if waiting[0] < UNDER_WAY_MAX:
                    room.set()

        delivering = asyncio.ensure_future(deliver())
        try:
            while True:
                await room.wait()
                data = await reader.read(PIECE)
                now = max(self.box.now(), stands)
                if not data:
                    under_way.put_nowait((max(now + direction.one_way, direction.delivered), None))
                    break
                at = 0
                for when, size in direction.carry(now, len(data)):
                    under_way.put_nowait((when, data[at:at + size]))
                    at += size
                waiting[0] += len(data)
                if waiting[0] >= UNDER_WAY_MAX:
                    room.clear()
            await delivering
        finally:
            delivering.cancel()

    # ---- in flights

    async def in_flights(self):
        """By turns: all that the client says until it waits, then all that the server says until it waits.

        The server hears of the connection with the first flight: it gives a stranger some seconds to say hello, and how
        long the hello is held here is no part of the link."""
        held = {True: bytearray(), False: bytearray()}
        ended = {True: False, False: False}
        told = {True: False, False: False}
        heard = [0]
        self.programs = children()

        async def listen(reader, up):
            while not ended[up]:
                try:
                    data = await reader.read(PIECE)
                except OSError:
                    data = b""
                heard[0] += 1
                held[up] += data
                ended[up] = not data

        listening = [asyncio.ensure_future(listen(self.client[0], True))]
        try:
            while not (ended[True] and ended[False] and not held[True] and not held[False]):
                await self._silence(heard, ended)
                if self.server is None:
                    if not held[True]:
                        if ended[True]:
                            return
                        continue
                    await self._reach_server()
                    listening.append(asyncio.ensure_future(listen(self.server[0], False)))
                for up, writer in ((True, self.server[1]), (False, self.client[1])):
                    if not await self._hand_over(held[up], up, writer):
                        self._reset()
                        return
                    if ended[up] and not told[up]:
                        told[up] = True
                        self._tell_end(writer)
                    heard[0] += 1
                    if up:
                        await self._silence(heard, ended)
        finally:
            for task in listening:
                task.cancel()
            for _, writer in filter(None, (self.client, self.server)):
                writer.close()

    @staticmethod
    def _tell_end(writer):
        try:
            writer.write_eof()
        except OSError:
            pass  # that side has gone already

    async def _silence(self, heard, ended):
        """Nobody says anything and nobody computes, seen several times: this thread may come late to every one."""
        quiet = 0
        while quiet < SILENT_LOOKS and not (ended[True] and ended[False]):
            before = heard[0]
            await asyncio.sleep(SILENCE_S / SILENT_LOOKS)
            if heard[0] != before:
                quiet = 0
            elif all(waits(pid) for pid in self.programs):
                quiet += 1
            else:
                quiet = min(quiet, SILENT_LOOKS // 2)

    async def _hand_over(self, held, up, writer):
        """False if that was the cut."""
        if not held:
            return True
        goes = self.box._gone(up, len(held))
        whole = goes == len(held)
        writer.write(bytes(held[:goes]))
        await writer.drain()
        self.box.traffic.flights.append(("up" if up else "down", goes))
        held.clear()
        if not whole:
            await asyncio.sleep(SILENCE_S)  # what went is read before the reset
        return whole
