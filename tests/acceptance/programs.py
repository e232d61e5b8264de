"""The real programs, driven as a person or a script drives them: soxactl on laptops, soxad at the province.

Nothing here knows the inside of either: arguments, exit codes, JSON and files are all there is (the command line
is a contract).
"""
import json
import os
import re
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ADMIN_ID = {"a": "034079000001", "b": "034079000002"}


class Failed(AssertionError):
    """A command that did not end as it should; says the command and all it printed."""


class Outcome:
    def __init__(self, command, code, out, err):
        self.command, self.code, self.out, self.err = command, code, out, err

    def json(self):
        return json.loads(self.out)

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __str__(self):
        return f"{' '.join(self.command)}\nexit {self.code}\n{self.out}\n{self.err}"


def run(command, expect, secrets="", text=None):
    """Secrets go by a descriptor of their own, never as an argument."""
    read_end, write_end = os.pipe()
    os.write(write_end, secrets.encode())
    os.close(write_end)
    try:
        done = subprocess.run([str(part) for part in command] + (["--password-fd", str(read_end)] if secrets else []),
                              input=text, capture_output=True, text=True, pass_fds=[read_end], timeout=300, check=False)
    finally:
        os.close(read_end)
    outcome = Outcome([str(part) for part in command], done.returncode, done.stdout, done.stderr)
    if expect is not None and outcome.code not in (expect if isinstance(expect, tuple) else (expect,)):
        raise Failed(f"expected exit {expect}: {outcome}")
    return outcome


class Laptop:
    """One data folder; accounts log in by turns."""

    def __init__(self, binaries, home):
        self.program, self.home = Path(binaries) / "soxactl", Path(home)
        self.passwords = {}

    def enrol(self, ticket, login, password):
        self.passwords[login] = password
        return run([self.program, "--home", self.home, "--json", "enrol", ticket], 0, password + "\n")

    def do(self, login, *words, expect=0, text=None, password=None):
        secret = (password or self.passwords[login]) + "\n"
        return run([self.program, "--home", self.home, "--as", login, "--json", *words], expect, secret, text)

    def add_account(self, admin, login, role, name, number, password):
        """The new password stands on the same descriptor's second line."""
        read_end, write_end = os.pipe()
        os.write(write_end, (password + "\n").encode())
        os.close(write_end)
        secret_read, secret_write = os.pipe()
        os.write(secret_write, (self.passwords[admin] + "\n").encode())
        os.close(secret_write)
        command = [str(self.program), "--home", str(self.home), "--as", admin, "--json", "--password-fd", str(secret_read),
                   "--new-password-fd", str(read_end), "account", "add", "--login", login, "--role", role, "--name", name,
                   "--id", number, "--basis", "12/QĐ-UBND 02/11/2026"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, pass_fds=[read_end, secret_read], timeout=120, check=False)
        finally:
            os.close(read_end)
            os.close(secret_read)
        if done.returncode != 0:
            raise Failed(str(Outcome(command, done.returncode, done.stdout, done.stderr)))
        self.passwords[login] = password

    def set_password(self, login, old, new, expect=0):
        """Each secret on a descriptor of its own."""
        ends = []
        for line in (old, new):
            read_end, write_end = os.pipe()
            os.write(write_end, (line + "\n").encode())
            os.close(write_end)
            ends.append(read_end)
        command = [str(self.program), "--home", str(self.home), "--as", login, "--json", "--password-fd", str(ends[0]),
                   "--new-password-fd", str(ends[1]), "account", "passwd"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, pass_fds=ends, timeout=120, check=False)
        finally:
            for end in ends:
                os.close(end)
        outcome = Outcome(command, done.returncode, done.stdout, done.stderr)
        if outcome.code != expect:
            raise Failed(str(outcome))
        if expect == 0:
            self.passwords[login] = new
        return outcome

    def show(self, login, uid, *words):
        return self.do(login, "record", "show", uid, *words).json()

    def shared(self, login, uid):
        """What must be the same bytes on every laptop: all but what is local."""
        shown = self.show(login, uid)
        shown.pop("local")
        return json.dumps(shown, ensure_ascii=False)

    def list(self, login):
        return self.do(login, "record", "list").lines()

    def sync(self, login, expect=(0, 5)):
        return self.do(login, "sync", expect=expect)


class Province:
    """soxad on a free port of this machine."""

    def __init__(self, binaries, data):
        self.program, self.data = Path(binaries) / "soxad", Path(data)
        self.process, self.url = None, None

    def admin(self, *words, expect=0):
        return run([self.program, "--data", self.data, *words], expect)

    def init(self):
        self.admin("init", "--province", "33", "--name", "Tỉnh Hưng Yên")

    def serve(self, port=0):
        listen = f"127.0.0.1:{self.url.rsplit(':', 1)[1]}" if self.url else f"127.0.0.1:{port}"
        self.process = subprocess.Popen([str(self.program), "--data", str(self.data), "serve", "--listen", listen],
                                        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        said, deadline = b"", time.monotonic() + 30
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.process.stderr], [], [], 0.2)
            if ready:
                part = os.read(self.process.stderr.fileno(), 4096)
                said += part
                found = re.search(rb"https://[^\s]+:(\d+)", said)
                if found and b"\n" in said[found.start():]:
                    self.url = found.group(0).decode().rstrip(".")
                    return
                if not part:
                    break
        raise Failed("soxad does not listen: " + said.decode(errors="replace"))

    def stop(self, kill=False):
        if self.process is None:
            return
        self.process.kill() if kill else self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stderr.close()
        self.process = None


class World:
    """A province and two communes with two laptops each, in a folder that goes away."""

    def __init__(self, binaries, folder=None):
        self.kept = folder is not None
        self.folder = Path(folder or tempfile.mkdtemp(prefix="soxa-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.binaries = Path(binaries)
        self.province = Province(binaries, self.folder / "province")
        self.laptops = {}

    def laptop(self, name):
        if name not in self.laptops:
            self.laptops[name] = Laptop(self.binaries, self.folder / f"laptop-{name}")
        return self.laptops[name]

    def enrol(self, unit, laptop, person, number, password):
        ticket = self.folder / f"{laptop}.ticket"
        self.province.admin("ticket", unit, "--admin", person, "--id", number, "--out", ticket, "--url", self.province.url)
        self.laptop(laptop).enrol(ticket, number, password)
        return self.laptop(laptop)

    def commune_at_work(self, unit, words, people, seed):
        """A province with one unit whose first laptop has administrator, clerk and head and a list taken in: the laptop, and
        the names of what was entered."""
        self.province.init()
        self.province.admin("unit", "add", unit, "Xã Tiền Hải")
        self.province.serve()
        laptop = self.enrol(unit, "a1", "Lò Văn Quản", ADMIN_ID["a"], words["admin"])
        laptop.add_account(ADMIN_ID["a"], "lan", "clerk", "Lò Thị Lan", "034190000011", words["clerk"])
        laptop.add_account(ADMIN_ID["a"], "thinh", "head", "Nguyễn Văn Thịnh", "034075000012", words["head"])
        done = laptop.do("lan", "import", self.people(people, seed, unit), expect=(0, 3)).json()
        return laptop, done["records"]

    def people(self, count, seed, unit):
        generator = Path(__file__).resolve().parents[2] / "installer" / "demo" / "sample_people.py"
        path = self.folder / f"people-{seed}.jsonl"
        with open(path, "w", encoding="utf-8") as out:
            subprocess.run(["python3", str(generator), "--count", str(count), "--seed", str(seed), "--unit", unit], stdout=out, check=True)
        return path

    def close(self):
        self.province.stop()
        if not self.kept:
            shutil.rmtree(self.folder, ignore_errors=True)
