#!/usr/bin/env python3
"""Has schedules written down and folded a second time, and sees that the second fold looks: one
turned bit in what it is told must not pass."""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def judged(paths):
    return subprocess.run([sys.executable, "-B", os.path.join(HERE, "second_opinion.py"), *paths],
                          stdout=subprocess.PIPE, text=True, check=False)


def altered(data):
    """The last file's last root is another one."""
    return data[:-1] + bytes([data[-1] ^ 1])


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], "--from", "1", "--count", sys.argv[2], "--write", folder],
                       stdout=subprocess.PIPE, check=True)
        paths = sorted(os.path.join(folder, name) for name in os.listdir(folder))
        told = judged(paths)
        print(told.stdout)
        if told.returncode != 0 or len(paths) != int(sys.argv[2]):
            return 1
        for path in paths:
            with open(path, "rb") as file:
                data = file.read()
            if len(data) < 100 or data[-33] != 0x20:  # does not end with a root
                continue
            with open(path, "wb") as file:
                file.write(altered(data))
            if judged([path]).returncode == 0:
                print(f"{path}: altered, and nobody noticed")
                return 1
            return 0
    print("no schedule ends with a root to alter")
    return 1


if __name__ == "__main__":
    sys.exit(main())
