#!/usr/bin/env python3
"""Cuts a TrueType font down to the letters that we draw: cut_font.py FONT.ttf RANGES.inc OUT.ttf

Glyph numbers stay; the outlines of glyphs that no letter of the ranges needs become empty, and the
tables that our renderer does not read (shaping, hinting) go. Half a megabyte becomes a tenth.
"""
import re
import struct
import sys

KEPT = (b"OS/2", b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name")
MORE_COMPONENTS, WORD_ARGUMENTS, SCALE, TWO_SCALES, MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80


def tables_of(font):
    count = struct.unpack(">H", font[4:6])[0]
    tables = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack(">4sIII", font[12 + 16 * i:28 + 16 * i])
        tables[tag] = font[offset:offset + length]
    return tables


def segments(cmap):
    """(first, last, delta, range offset position) of the Unicode map in format 4."""
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, _, offset = struct.unpack(">HHI", cmap[4 + 8 * i:12 + 8 * i])
        if platform in (0, 3) and struct.unpack(">H", cmap[offset:offset + 2])[0] == 4:
            count = struct.unpack(">H", cmap[offset + 6:offset + 8])[0] // 2
            ends = offset + 14
            starts, deltas = ends + 2 * count + 2, ends + 4 * count + 2
            ranges = deltas + 2 * count
            for k in range(count):
                last, = struct.unpack(">H", cmap[ends + 2 * k:ends + 2 * k + 2])
                first, = struct.unpack(">H", cmap[starts + 2 * k:starts + 2 * k + 2])
                delta, = struct.unpack(">H", cmap[deltas + 2 * k:deltas + 2 * k + 2])
                yield first, last, delta, ranges + 2 * k
            return
    sys.exit("cut_font: no Unicode map in format 4")


def glyphs_of(cmap, letters):
    found = {0}
    for first, last, delta, position in segments(cmap):
        indirect, = struct.unpack(">H", cmap[position:position + 2])
        for letter in range(first, last + 1):
            if letter not in letters:
                continue
            if indirect:
                at = position + indirect + 2 * (letter - first)
                glyph, = struct.unpack(">H", cmap[at:at + 2])
                found.add((glyph + delta) & 0xFFFF if glyph else 0)
            else:
                found.add((letter + delta) & 0xFFFF)
    return found


def parts_of(outline):
    """The glyphs that a composite glyph is made of."""
    if len(outline) < 10 or struct.unpack(">h", outline[:2])[0] >= 0:
        return
    at, more = 10, True
    while more:
        flags, glyph = struct.unpack(">HH", outline[at:at + 4])
        yield glyph
        at += 4 + (4 if flags & WORD_ARGUMENTS else 2)
        at += 2 if flags & SCALE else 4 if flags & TWO_SCALES else 8 if flags & MATRIX else 0
        more = flags & MORE_COMPONENTS


def cut(font, letters):
    tables = tables_of(font)
    long_offsets = struct.unpack(">h", tables[b"head"][50:52])[0] == 1
    count, = struct.unpack(">H", tables[b"maxp"][4:6])
    form = f">{count + 1}{'I' if long_offsets else 'H'}"
    offsets = [offset * (1 if long_offsets else 2)
               for offset in struct.unpack(form, tables[b"loca"][:struct.calcsize(form)])]
    outlines = [tables[b"glyf"][offsets[i]:offsets[i + 1]] for i in range(count)]
    wanted, asked = set(), list(glyphs_of(tables[b"cmap"], letters))
    while asked:
        glyph = asked.pop()
        if glyph not in wanted:
            wanted.add(glyph)
            asked.extend(parts_of(outlines[glyph]))
    glyf, loca = bytearray(), []
    for glyph, outline in enumerate(outlines):
        loca.append(len(glyf))
        if glyph in wanted:
            glyf += outline + bytes(-len(outline) % 4)
    loca.append(len(glyf))
    tables[b"glyf"], tables[b"loca"] = bytes(glyf), struct.pack(f">{count + 1}I", *loca)
    head = tables[b"head"]
    tables[b"head"] = head[:50] + struct.pack(">h", 1) + head[52:]
    return {tag: tables[tag] for tag in KEPT}


def written(tables):
    directory, body = bytearray(), bytearray()
    start = 12 + 16 * len(tables)
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, start + len(body), len(data))
        body += padded
    return struct.pack(">IHHHH", 0x00010000, len(tables), 128, 3, 16 * len(tables) - 128) \
        + directory + body


def main():
    source, ranges, out = sys.argv[1:4]
    letters = set()
    with open(ranges, encoding="utf-8") as file:
        for first, last in re.findall(r"^(0x\w+), (0x\w+),", file.read(), re.M):
            letters.update(range(int(first, 16), int(last, 16) + 1))
    with open(source, "rb") as file:
        font = file.read()
    with open(out, "wb") as file:
        file.write(written(cut(font, letters)))


if __name__ == "__main__":
    main()
