"""One direction of one TCP connection over a poor link, as its receiver feels it.

A proxy in user space never sees a packet: the kernel's own TCP ends at it. So loss, window and repetition are a model
here, and what it leaves out is said. In it: segments one after another over a line of fixed rate; slow start from ten
segments, halved (times 0.7, as cubic) at a loss and growing again; a lost segment noticed after a round trip and a
quarter if others follow it, by a probe after two round trips if none does, after that by a timer that doubles; what
comes behind a lost segment waits for it. A dead link loses all it is given. Reordering is felt as waiting, since TCP
hands on in order. Not in it: the acknowledgements' own share of the other direction, queues of others, delayed
acknowledgements.
"""
import math
from collections import deque

WINDOW_FIRST = 10
TIMER_MAX_S = 60.0


class Direction:
    def __init__(self, kbps, profile, dice, alive):
        self.seconds_a_byte = 8 / (kbps * 1000) if kbps else 0.0
        self.one_way = profile.round_trip_ms / 2000
        self.profile, self.dice, self.alive = profile, dice, alive
        self.line_free = 0.0
        self.window, self.threshold = float(WINDOW_FIRST), math.inf
        self.acknowledged = deque()  # when each segment under way will be
        self.shrunk_until = 0.0
        self.delivered = 0.0
        self.packets = 0

    def carry(self, now, size):
        """When each part of `size` bytes, handed over at `now`, is with the receiver: [(time, bytes)]."""
        parts = []
        whole, rest = divmod(size, self.profile.packet_bytes)
        segments = [self.profile.packet_bytes] * whole + ([rest] if rest else [])
        for number, bytes_ in enumerate(segments):
            now = self._wait_for_window(now)
            arrival = self._send(now, bytes_, followed=number + 3 < len(segments))
            self.delivered = max(self.delivered, arrival)
            self.acknowledged.append(self.delivered + self.one_way)
            parts.append((self.delivered, bytes_))
        return parts

    def _wait_for_window(self, now):
        while self.acknowledged and (self.acknowledged[0] <= now or len(self.acknowledged) >= int(self.window)):
            now = max(now, self.acknowledged.popleft())
            self.window += 1 if self.window < self.threshold else 1 / self.window
        return now

    def _send(self, now, size, followed):
        """When it arrives, however often it has to be sent."""
        round_trip = 2 * self.one_way
        timer = round_trip + max(0.2, round_trip / 2)
        for attempt in range(100):
            begin = max(now, self.line_free)
            self.line_free = begin + (size + 52) * self.seconds_a_byte
            self.packets += 1
            if self.alive(begin) and self.dice.random() >= self.profile.loss:
                jitter = self.dice.random() * self.profile.jitter_ms / 1000
                return self.line_free + self.one_way + jitter
            if attempt == 0 and self.alive(begin):
                noticed = round_trip * 1.25 if followed else max(2 * round_trip, 0.01)
            else:
                noticed = timer
                timer = min(2 * timer, TIMER_MAX_S)
            self._shrink(self.line_free, round_trip)
            now = self.line_free + noticed
        return now

    def _shrink(self, now, round_trip):
        if now < self.shrunk_until:
            return
        self.threshold = max(2.0, self.window * 0.7)
        self.window = self.threshold
        self.shrunk_until = now + round_trip


def opened_at(now, profile, dice, alive):
    """When a connection that is asked for at `now` stands: each of the two packets may be lost, and is repeated after
    one second, two more, four more."""
    wait = 1.0
    for _ in range(12):
        if alive(now) and dice.random() >= profile.loss and dice.random() >= profile.loss:
            return now + profile.round_trip_ms / 1000
        now += wait
        wait = min(2 * wait, TIMER_MAX_S)
    return now
