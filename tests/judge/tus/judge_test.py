"""tus 1.0 both ways: tus-js-client against soxad, with cuts and a province that is killed, and our client against
@tus/server, whose connections break. What one of them takes, byte for byte, the other sent.

    judge_test.py BINARIES NODE_MODULES
"""
import base64
import hashlib
import http.client
import json
import os
import random
import shutil
import ssl
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1]
sys.path[:0] = [str(TESTS / "acceptance"), str(TESTS / "integration")]

import server_wire as wire  # noqa: E402
from programs import World  # noqa: E402

BINARIES, MODULES = sys.argv.pop(1), sys.argv.pop(1)
UNIT, ADMIN = "H31.55", "034079000001"
WORDS = {"admin": "quản trị của xã tôi", "clerk": "bông lúa trên đồng", "head": "chữ ký của chủ tịch"}


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, check=True, timeout=120)


def scan(size, seed):
    head = b"%PDF-1.7\n<</Type /Page>>\n"
    return head + random.Random(seed).randbytes(size - len(head))


class Judges(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(BINARIES)
        cls.folder = cls.world.folder
        for script in ("client.mjs", "server.mjs", "package.json"):
            shutil.copy(HERE / script, cls.folder)
        (cls.folder / "node_modules").symlink_to(MODULES)
        cls.one, names = cls.world.commune_at_work(UNIT, WORDS, 3, 3)
        cls.uid = names[0]
        cls.scans = {}
        for number, size in enumerate((1_200_000, 700_000, 5_000)):
            path = cls.folder / f"scan-{number}.pdf"
            path.write_bytes(scan(size, number))
            cls.scans[number] = path
            cls.one.do("lan", "attach", cls.uid, "--kind", "99", path)
        cls.one.do("lan", "sync", "--records-only", expect=(0, 5))
        cls.enrol_device()

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    @classmethod
    def enrol_device(cls):
        """A laptop of the unit whose key openssl made, so that others can use it."""
        ticket = cls.folder / "device.ticket"
        cls.world.province.admin("ticket", UNIT, "--admin", "Lò Văn Quản", "--id", ADMIN, "--out", ticket, "--url",
                                 cls.world.province.url)
        cls.key, cls.pem = cls.folder / "device.key", cls.folder / "device.pem"
        run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", cls.key)
        public = run("openssl", "ec", "-in", cls.key, "-pubout", "-conv_form", "compressed", "-outform", "DER").stdout[-33:]
        cls.root = cls.world.province.data / "province.pem"
        tls = ssl.create_default_context(cafile=str(cls.root))
        status, _, der = cls.ask(tls, "POST", "/v1/enrol",
                                 wire.enrolment(wire.Ticket(ticket.read_bytes()), os.urandom(16), public))
        assert status == 200, status
        cls.pem.write_text(ssl.DER_cert_to_PEM_cert(der), encoding="ascii")
        cls.tls = ssl.create_default_context(cafile=str(cls.root))
        cls.tls.load_cert_chain(cls.pem, cls.key)

    @classmethod
    def ask(cls, tls, method, target, body=None, headers=None):
        port = int(cls.world.province.url.rsplit(":", 1)[1])
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=tls, timeout=60)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def node(self, act, number, location="", wait=True):
        path = self.scans[number]
        command = ["node", "client.mjs", self.world.province.url + "/v1/attachments", self.root, self.key, self.pem, path,
                   hashlib.sha256(path.read_bytes()).hexdigest(), act, location]
        process = subprocess.Popen([str(part) for part in command], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        if not wait:
            return process
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, err)
        return json.loads(out) if out else None

    def held(self, number):
        name = hashlib.sha256(self.scans[number].read_bytes()).hexdigest()
        status, _, body = self.ask(self.tls, "GET", f"/v1/attachments/bytes/{name}")
        return body if status == 200 else None

    def test_1_what_the_server_says_it_can(self):
        status, headers, _ = self.ask(self.tls, "OPTIONS", "/v1/attachments")
        self.assertEqual((status, headers["Tus-Version"]), (204, "1.0.0"))
        self.assertEqual(set(headers["Tus-Extension"].split(",")),
                         {"creation", "creation-with-upload", "checksum", "expiration", "termination"})
        self.assertEqual(int(headers["Tus-Max-Size"]), 20 * 1024 * 1024)

    def test_2_tus_js_client_aborts_and_goes_on(self):
        first = self.node("abort", 0)
        self.assertIsNone(self.held(0))
        second = self.node("resume", 0, first["location"])
        self.assertEqual(second["requests"][0], "HEAD")
        self.assertLess(second["requests"].count("PATCH"), 8)
        self.assertEqual(self.held(0), self.scans[0].read_bytes())

    def test_3_tus_js_client_through_a_province_that_is_killed(self):
        process = self.node("upload", 1, wait=False)
        while "a third" not in process.stderr.readline():
            self.assertIsNone(process.poll())
        self.world.province.stop(kill=True)
        self.world.province.serve()
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, err)
        self.assertEqual(self.held(1), self.scans[1].read_bytes())
        self.assertIsNotNone(json.loads(out)["location"])

    def test_4_a_wrong_checksum_is_refused_and_an_end_is_an_end(self):
        data = self.scans[2].read_bytes()
        name = hashlib.sha256(data).hexdigest()
        common = {"Tus-Resumable": "1.0.0"}
        metadata = "sha256 " + base64.b64encode(name.encode()).decode()
        status, headers, _ = self.ask(self.tls, "POST", "/v1/attachments", b"", common | {
            "Upload-Length": str(len(data)), "Upload-Metadata": metadata})
        self.assertEqual(status, 201)
        location = headers["Location"]
        part = common | {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
        wrong = "sha1 " + base64.b64encode(hashlib.sha1(b"other").digest()).decode()
        status, _, _ = self.ask(self.tls, "PATCH", location, data[:4500], part | {"Upload-Checksum": wrong})
        self.assertEqual(status, 460)
        status, _, _ = self.ask(self.tls, "PATCH", location, data[:1000], part)
        self.assertEqual(status, 400)  # each part is a file
        right = "sha1 " + base64.b64encode(hashlib.sha1(data[:4500]).digest()).decode()
        status, headers, _ = self.ask(self.tls, "PATCH", location, data[:4500], part | {"Upload-Checksum": right})
        self.assertEqual((status, headers["Upload-Offset"]), (204, "4500"))
        self.assertIsNotNone(headers["Upload-Expires"])
        self.node("end", 2, self.world.province.url + location)
        status, _, _ = self.ask(self.tls, "HEAD", location, headers=common)
        self.assertEqual(status, 404)
        status, headers, _ = self.ask(self.tls, "POST", "/v1/attachments", b"", {"Tus-Resumable": "0.9"})
        self.assertEqual((status, headers["Tus-Version"]), (412, "1.0.0"))
        self.node("upload", 2)
        self.assertEqual(self.held(2), data)

    def test_5_the_unit_is_told_by_the_province_alone(self):
        """What the other client sent is received for the laptop too, by the receipt in the ledger."""
        done = self.one.sync("lan").json()
        self.assertEqual(done["sent"]["attachments"], 0)
        states = {row["state"] for row in self.one.do("lan", "attachment", "list", self.uid).json()}
        self.assertEqual(states, {"received"})

    def test_6_our_client_against_their_server(self):
        key, cert = self.folder / "tus.key", self.folder / "tus.pem"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
            "-out", cert, "-days", "2", "-subj", "/CN=tus", "-addext", "subjectAltName=IP:127.0.0.1")
        store = self.folder / "theirs"
        store.mkdir()
        server = subprocess.Popen(["node", "server.mjs", str(key), str(cert), str(store)], cwd=self.folder,
                                  stdout=subprocess.PIPE, text=True)
        try:
            port = int(server.stdout.readline())
            done = run(Path(BINARIES) / "tus_try", cert, f"https://127.0.0.1:{port}", "/files", self.scans[0]).stdout.split()
        finally:
            server.terminate()
            server.wait(timeout=30)
            server.stdout.close()
        location, requests, cuts = done[0].decode(), int(done[1]), int(done[2])
        self.assertEqual((store / location.rsplit("/", 1)[1]).read_bytes(), self.scans[0].read_bytes())
        self.assertGreater(cuts, 0)
        self.assertGreater(requests, 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
