#!/usr/bin/env python3
"""soxad's commands as a script sees them: exit codes, what stands on stdout, --json.

    server_command_test.py SOXAD        exit 0: all holds
"""
import json
import os
import stat
import subprocess
import sys
import tempfile

USAGE, INVALID, STORAGE = 2, 3, 8
failures = []


def check(what, holds):
    print(("ok    " if holds else "WRONG ") + what, flush=True)
    if not holds:
        failures.append(what)


class Program:
    def __init__(self, path, folder):
        self.path, self.folder, self.data = path, folder, os.path.join(folder, "data")

    def run(self, *arguments):
        return subprocess.run([self.path, *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60, cwd=self.folder)

    def on_data(self, *arguments):
        return self.run(*arguments, "--data", self.data)

    def code(self, *arguments):
        return self.on_data(*arguments).returncode

    def json(self, *arguments):
        done = self.on_data(*arguments, "--json")
        assert done.returncode == 0, done
        return json.loads(done.stdout)


def check_usage(program):
    check("no command", program.run().returncode == USAGE)
    check("an unknown command", program.run("officer", "list").returncode == USAGE)
    check("no data folder", program.run("unit", "list").returncode == USAGE)
    check("no address", program.code("serve", "--listen", "8443") == USAGE)
    for command in ([], ["init"], ["serve"], ["unit"], ["unit", "add"], ["ticket"],
                    ["account", "confirm"], ["device", "revoke"], ["log", "verify"], ["health"]):
        vi, en = (program.run(*command, "--help", "--lang", lang) for lang in ("vi", "en"))
        check(f"help with an example: {' '.join(command)}",
              vi.returncode == 0 and "Ví dụ: soxad " in vi.stdout.decode()
              and "Example: soxad " in en.stdout.decode())
    check("version", program.run("--version").stdout.startswith(b"soxad "))


def check_init(program):
    check("nothing is there yet", program.code("unit", "list") == INVALID)
    later = program.on_data("init", "--province", "82", "--name", "x", "--database",
                            "postgresql://db.example/soxa")
    check("PostgreSQL is for later", later.returncode == USAGE)
    check("init", program.code("init", "--province", "82", "--name", "Tỉnh Đồng Tháp") == 0)
    check("not twice", program.code("init", "--province", "83", "--name", "khác") == INVALID)
    modes = {name: stat.S_IMODE(os.stat(os.path.join(program.data, name)).st_mode)
             for name in os.listdir(program.data)}
    check("all of it is the owner's alone", all(mode & 0o077 == 0 for mode in modes.values()))
    check("options may stand in front",
          program.run("--data", program.data, "--json", "unit", "list").stdout == b"[]\n")


def check_units(program):
    check("add", program.code("unit", "add", "30001", "UBND xã Tân Phú") == 0)
    check("add again", program.code("unit", "add", "30001", "UBND xã Tân Phú") == 0)
    check("add with another name", program.code("unit", "add", "30001", "khác") == INVALID)
    check("add under nobody",
          program.code("unit", "add", "30002", "Trường", "--parent", "39999") == INVALID)
    file = os.path.join(program.folder, "units.csv")
    with open(file, "w", encoding="utf-8") as units:
        units.write('code,name,parent\n30003,"Trường A, cơ sở 1",30001\n30004,Trạm y tế,30001\n')
    check("import", program.json("unit", "import", file) == {"added": 2, "there_before": 0})
    with open(file, "w", encoding="utf-8") as units:
        units.write("30005,Tốt,\n30 06,Sai mã,\n")
    bad = program.on_data("unit", "import", file)
    check("import names the line at fault",
          bad.returncode == INVALID and "\ndòng 2: " in bad.stderr.decode())
    listed = program.json("unit", "list")
    check("list", [one["code"] for one in listed] == ["30001", "30003", "30004"]
          and listed[1]["parent"] == "30001")


def check_tickets(program):
    person = ["--admin", "Nguyễn Văn An", "--id", "082190000001"]
    out = os.path.join(program.folder, "an.ticket")
    check("no address is known", program.code("ticket", "30001", *person, "--out", out) == INVALID)
    url = ["--url", "https://127.0.0.1:8443"]
    check("no such unit", program.code("ticket", "39999", *person, "--out", out, *url) == INVALID)
    check("no such folder", program.code("ticket", "30001", *person, "--out",
                                         "nowhere/an.ticket", *url) == STORAGE)
    check("no such number", program.code("ticket", "30001", "--admin", "An", "--id", "12",
                                         "--out", out, *url) == INVALID)
    made = program.json("ticket", "30001", *person, "--out", out, *url)
    check("a ticket", made["unit"] == "30001" and made["expires"].endswith("Z")
          and stat.S_IMODE(os.stat(out).st_mode) == 0o600)
    check("a file is not written over", program.code("ticket", "30001", *person, "--out", out, *url) == USAGE)
    again = program.json("ticket", "30001", *person, "--out", out, "--force", *url)
    check("a second one for the same account", again["account"] == made["account"])
    accounts = program.json("account", "list", "30001")
    check("the account stands in the list",
          len(accounts) == 1 and accounts[0]["personal_id"] == "082190000001"
          and accounts[0]["role"] == "admin" and accounts[0]["state"] == "no_key")
    check("there is nothing to confirm yet",
          program.code("account", "confirm", "30001", "082190000001") == INVALID)
    check("no device", program.json("device", "list") == []
          and program.code("device", "revoke", "abcd") == INVALID)


def check_log(program):
    check("health", program.json("health")["units"] == 3)
    verified = program.json("log", "verify")
    check("the log verifies", verified["ok"] and len(verified["units"]) == 3)
    store = os.path.join(program.data, "store.db")
    with open(store, "r+b") as file:
        file.seek(os.path.getsize(store) // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    check("and not with one byte changed", program.code("log", "verify") == 7)


def main():
    with tempfile.TemporaryDirectory() as folder:
        program = Program(os.path.abspath(sys.argv[1]), folder)
        check_usage(program)
        check_init(program)
        check_units(program)
        check_tickets(program)
        check_log(program)
    print(f"{len(failures)} wrong" if failures else "all holds")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
