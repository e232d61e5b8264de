#!/usr/bin/env python3
"""Runs the tests that draw every screen without a display, and keeps what they drew.

    keep_pictures.py SCREENS_TESTS PICTURES
"""
import os
import subprocess
import sys
from pathlib import Path

from display import Picture

PROGRAM, PICTURES = sys.argv[1], Path(sys.argv[2])


def picture_of(pixmap):
    head, _, rows = pixmap.partition(b"\n")
    _, width, height, _ = head.split()
    red, green, blue = rows[0::3], rows[1::3], rows[2::3]
    pixels = bytearray(4 * int(width) * int(height))
    pixels[0::4], pixels[1::4], pixels[2::4] = blue, green, red
    return Picture(int(width), int(height), bytes(pixels))


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run([PROGRAM, "[pictures]"], env={**os.environ, "SOXA_PICTURES": str(PICTURES)}, check=False)
    for pixmap in PICTURES.glob("*.ppm"):
        picture_of(pixmap.read_bytes()).save(pixmap.with_suffix(".png"))
        pixmap.unlink()
    return ran.returncode


if __name__ == "__main__":
    sys.exit(main())
