"""The messages of an enrolment and an exchange, written anew from their description: what the
server's own encoder says to itself proves nothing."""
import hashlib
import hmac
import struct

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
RAW_BLOCK_MAX = 128 * 1024


def head(major, value):
    for size, info, code in ((1, 24, ">B"), (2, 25, ">H"), (4, 26, ">I"), (8, 27, ">Q")):
        if value < 24:
            return bytes([major << 5 | value])
        if value < 1 << (8 * size):
            return bytes([major << 5 | info]) + struct.pack(code, value)
    raise ValueError(value)


def cbor(item):
    if isinstance(item, int):
        return head(0, item)
    if isinstance(item, bytes):
        return head(2, len(item)) + item
    if isinstance(item, str):
        return head(3, len(item.encode())) + item.encode()
    return head(4, len(item)) + b"".join(cbor(one) for one in item)


def read_cbor(data, at=0):
    """One item and where it ends."""
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    value = info
    if info >= 24:
        size = 1 << (info - 24)
        value = int.from_bytes(data[at:at + size], "big")
        at += size
    if major == 0:
        return value, at
    if major in (2, 3):
        piece = data[at:at + value]
        return (piece if major == 2 else piece.decode()), at + value
    items = []
    for _ in range(value):
        item, at = read_cbor(data, at)
        items.append(item)
    return items, at


class Ticket:
    def __init__(self, data):
        parts, end = read_cbor(data)
        assert end == len(data) and parts[0] == "soxa-ticket/1"
        self.number, self.secret, self.url = parts[1], parts[2], parts[3]
        self.stream = parts[7]


def enrolment(ticket, device, public_key, label="máy số 1", secret=None):
    claim = [1, ticket.number, device, public_key, label]
    proof = hmac.new(secret or ticket.secret, b"soxa device-enrol/1" + cbor(claim),
                     hashlib.sha256).digest()
    return cbor([claim, proof])


def exchange_request(stream, device, frames=()):
    return cbor([1, stream, device, 0, 0, hashlib.sha256(b"").digest(), list(frames)])


def zstd(data, stated=None):
    """One frame of raw blocks that says it holds `stated` bytes."""
    out = ZSTD_MAGIC + b"\xa0" + struct.pack("<I", len(data) if stated is None else stated)
    pieces = [data[i:i + RAW_BLOCK_MAX] for i in range(0, len(data), RAW_BLOCK_MAX)] or [b""]
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        out += struct.pack("<I", len(piece) << 3 | int(last))[:3] + piece
    return out


def conversation(*parts):
    """One direction of a conversation: a zstd frame without an end, each part behind its length."""
    out = ZSTD_MAGIC + b"\x00\x40"
    for part in parts:
        piece = struct.pack(">I", len(part)) + part
        out += struct.pack("<I", len(piece) << 3)[:3] + piece
    return out


MESSAGE, OFFER, REFUSAL = b"\x00", b"\x01", b"\x02"


def zstd_of_zeros(count):
    """A bomb: runs of zeros, four bytes for each 128 KiB."""
    runs = [RAW_BLOCK_MAX] * (count // RAW_BLOCK_MAX) + [count % RAW_BLOCK_MAX]
    out = ZSTD_MAGIC + b"\xa0" + struct.pack("<I", count)
    for number, run in enumerate(runs):
        last = number == len(runs) - 1
        out += struct.pack("<I", run << 3 | 1 << 1 | int(last))[:3] + b"\0"
    return out
