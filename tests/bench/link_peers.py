"""The same month carried by others over the same link: each gives (bytes up, bytes down, seconds)."""
import ctypes
import ctypes.util
import gzip
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

PEERS = Path(__file__).with_name("peers")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_open(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("no server")


def changed(files, edits):
    """The files as they are after the month."""
    after = [json.loads(json.dumps(file)) for file in files]
    for edit in edits:
        after[edit["file"]].update(edit["set"])
        for group, row in edit["add"]:
            after[edit["file"]].setdefault(group, []).append(row)
    return after


class Sink:
    """Takes what it is sent, answers two bytes for each piece that a length stands before."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            with connection, connection.makefile("rb") as said:
                while head := said.read(4):
                    said.read(int.from_bytes(head, "big"))
                    connection.sendall(b"ok")


def pieces_through(box, pieces):
    """All at once, then all answers: no protocol could wait less."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", box.port)) as link:
        sender = threading.Thread(target=lambda: [link.sendall(len(one).to_bytes(4, "big") + one) for one in pieces])
        sender.start()
        heard = 0
        while heard < 2 * len(pieces):
            heard += len(link.recv(4096))
        sender.join()
    seconds = time.monotonic() - began
    box.settle()
    return box.traffic.up, box.traffic.down, seconds


def session_changeset(folder, files, edits):
    """What SQLite's session extension records of the month, with zstd; no author, no parents, no TLS."""
    lib = ctypes.CDLL(ctypes.util.find_library("sqlite3"))
    path = folder / "session.db"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as filled:
        filled.execute("CREATE TABLE field (file INTEGER, name TEXT, value TEXT, PRIMARY KEY (file, name))")
        for number, file in enumerate(files):
            filled.executemany("INSERT INTO field VALUES (?, ?, ?)", [(number, name, json.dumps(value, ensure_ascii=False))
                                                                     for name, value in file.items()])
    filled.close()
    database, session, size, bytes_ = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_int(), ctypes.c_void_p()
    assert lib.sqlite3_open(str(path).encode(), ctypes.byref(database)) == 0
    assert lib.sqlite3session_create(database, b"main", ctypes.byref(session)) == 0
    assert lib.sqlite3session_attach(session, None) == 0
    after = changed(files, edits)
    lines = ["BEGIN"]
    for number, (old, new) in enumerate(zip(files, after)):
        for name, value in new.items():
            if old.get(name) != value:
                text = json.dumps(value, ensure_ascii=False).replace("'", "''")
                lines.append(f"INSERT INTO field VALUES ({number}, '{name}', '{text}') ON CONFLICT DO UPDATE SET value = excluded.value")
    lines.append("COMMIT")
    assert lib.sqlite3_exec(database, ";\n".join(lines).encode(), None, None, None) == 0
    assert lib.sqlite3session_changeset(session, ctypes.byref(size), ctypes.byref(bytes_)) == 0
    plain = ctypes.string_at(bytes_, size.value)
    lib.sqlite3session_delete(session)
    lib.sqlite3_close(database)
    return subprocess.run(["zstd", "-19", "-q", "-c"], input=plain, capture_output=True, check=True).stdout


def gzip_files(files, edits):
    """Whole files, each compressed by itself, as a REST interface takes them."""
    after = changed(files, edits)
    touched = sorted({edit["file"] for edit in edits})
    return [gzip.compress(json.dumps(after[number], ensure_ascii=False).encode(), 9) for number in touched]


class Git:
    def __init__(self, folder, files, edits):
        self.bare, self.work = folder / "git" / "files.git", folder / "work"
        shutil.rmtree(folder / "git", ignore_errors=True)
        shutil.rmtree(self.work, ignore_errors=True)
        self.run("init", "-q", "--bare", self.bare)
        self.run("-C", self.bare, "config", "receive.denyNonFastForwards", "false")
        self.run("init", "-q", self.work)
        self.commit(files)
        self.run("-C", self.work, "push", "-q", self.bare, "HEAD:refs/heads/main")
        self.commit(changed(files, edits))
        self.port = free_port()
        self.daemon = subprocess.Popen(["git", "daemon", "--reuseaddr", "--listen=127.0.0.1", f"--port={self.port}",
                                        f"--base-path={folder / 'git'}", "--export-all", "--enable=receive-pack"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until_open(self.port)

    def run(self, *words):
        names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com"}
        subprocess.run(["git", *map(str, words)], check=True, capture_output=True, env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull})

    def commit(self, files):
        for number, file in enumerate(files):
            (self.work / f"{number}.json").write_text(json.dumps(file, ensure_ascii=False, indent=0), encoding="utf-8")
        self.run("-C", self.work, "add", "-A")
        self.run("-C", self.work, "commit", "-q", "-m", "month")

    def push(self, box):
        began = time.monotonic()
        self.run("-C", self.work, "push", "-q", f"git://127.0.0.1:{box.port}/files.git", "HEAD:refs/heads/main")
        seconds = time.monotonic() - began
        box.settle()
        return box.traffic.up, box.traffic.down, seconds

    def close(self):
        self.daemon.terminate()
        self.daemon.wait()


class Pouch:
    """PouchDB against express-pouchdb, both with their data in memory, without TLS."""

    def __init__(self, folder, files, edits):
        where = subprocess.run(["sh", str(PEERS.parents[1] / "judge" / "packages.sh"), str(PEERS)], check=True, capture_output=True, text=True)
        self.packages = where.stdout.strip()
        self.port = free_port()
        self.server = subprocess.Popen(["node", PEERS / "pouch_server.cjs", self.packages, str(self.port)], cwd=folder, stdout=subprocess.PIPE)
        self.server.stdout.readline()
        self.files, self.edits = folder / "pouch-files.jsonl", folder / "pouch-edits.jsonl"
        self.files.write_text("\n".join(json.dumps(file, ensure_ascii=False) for file in files), encoding="utf-8")
        after = changed(files, edits)
        sets = [{"file": edit["file"], "set": {name: after[edit["file"]][name] for name in [*edit["set"], *(group for group, _ in edit["add"])]}}
                for edit in edits]
        self.edits.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in sets), encoding="utf-8")

    def push(self, box):
        client = subprocess.Popen(["node", PEERS / "pouch_client.cjs", self.packages, f"http://127.0.0.1:{self.port}/files",
                                   self.files, self.edits], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        client.stdout.readline()
        client.stdin.write(f"http://127.0.0.1:{box.port}/files\n")
        client.stdin.close()
        seconds = float(client.stdout.readline())
        client.wait()
        return box.traffic.up, box.traffic.down, seconds

    def close(self):
        self.server.terminate()
        self.server.wait()
