#!/usr/bin/env python3
"""The real soxad on a free loopback port, against curl, openssl and hostile bytes.

    server_tls_test.py SOXAD        exit 0: all holds
"""
import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

import server_wire as wire

NAME, PERSON = "Nguyễn Văn An", "082190000001"
PLACES = 256
HEADER_SECONDS, HANDSHAKE_SECONDS, SLACK_SECONDS = 30, 30, 15
RSS_GROWTH_MAX_KB = 64 * 1024
MB = 1024 * 1024

failures = []


def check(what, holds):
    print(("ok    " if holds else "WRONG ") + what, flush=True)
    if not holds:
        failures.append(what)


def run(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)


class Server:
    def __init__(self, program, folder):
        self.program, self.data = program, os.path.join(folder, "data")
        self.log = os.path.join(folder, "serve.log")
        assert self.do("init", "--province", "82", "--name", "Tỉnh Đồng Tháp").returncode == 0
        assert self.do("unit", "add", "30001", "UBND xã Tân Phú").returncode == 0
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--verbose"],
                stdin=subprocess.DEVNULL, stderr=log)
        begun, found = time.monotonic(), None
        while found is None and time.monotonic() - begun < 15:
            time.sleep(0.05)
            found = re.search(r"https://127\.0\.0\.1:(\d+)", self.said())
        check("serve says within 15 s where it listens", found is not None)
        self.port = int(found.group(1))
        self.root = os.path.join(self.data, "province.pem")

    def said(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def do(self, *arguments):
        return run(self.program, *arguments, "--data", self.data)

    def peak_kb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1))

    def url(self, target):
        return f"https://127.0.0.1:{self.port}{target}"


class Laptop:
    """A key made by openssl and the certificate that the server gives for it."""

    def __init__(self, server, folder, name):
        self.server, self.device = server, os.urandom(16)
        self.key, self.pem = (os.path.join(folder, name + end) for end in (".key", ".pem"))
        run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.key)
        self.public = run("openssl", "ec", "-in", self.key, "-pubout", "-conv_form", "compressed",
                          "-outform", "DER").stdout[-33:]

    def enrol(self, ticket):
        status, der = post(self.server, "/v1/enrol",
                           wire.enrolment(ticket, self.device, self.public))
        if status == 200:
            with open(self.pem, "w", encoding="ascii") as pem:
                pem.write(ssl.DER_cert_to_PEM_cert(der))
        return status, der

    def context(self):
        made = context(self.server)
        made.load_cert_chain(self.pem, self.key)
        return made


def context(server):
    made = ssl.create_default_context(cafile=server.root)
    made.minimum_version = ssl.TLSVersion.TLSv1_3
    return made


def connected(server, tls, session=None):
    plain = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    return tls.wrap_socket(plain, server_hostname="127.0.0.1", session=session)


def post(server, target, body, laptop=None, headers=None, method="POST"):
    tls = laptop.context() if laptop else context(server)
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=tls, timeout=60)
    try:
        connection.request(method, target, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def word(answer):
    status, body = answer
    return status, wire.read_cbor(body)[0][0]


def curl(server, *arguments):
    done = run("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "--cacert", server.root,
               "--noproxy", "*", *arguments)
    return done.returncode, done.stdout.decode()


def growth_max_kb(program):
    """As an address sanitizer keeps what was freed, to find late users of it, there is no bound; a thread
    sanitizer has four bytes and more about each byte that the program touches."""
    with open(program, "rb") as binary:
        code = binary.read()
    if b"__asan_init" in code:
        return None
    return RSS_GROWTH_MAX_KB * (6 if b"__tsan_init" in code else 1)


def check_enrolment(server, folder, laptop, ticket):
    status, first = laptop.enrol(ticket)
    check("a ticket gives a certificate", status == 200)
    with open(os.path.join(folder, "chain.pem"), "w", encoding="ascii") as chain:
        chain.write(open(laptop.pem, encoding="ascii").read())
    verified = run("openssl", "verify", "-purpose", "sslclient", "-CAfile", server.root, laptop.pem)
    check("openssl takes the certificate for a client's", verified.returncode == 0)
    check("the same laptop is given the same", laptop.enrol(ticket) == (200, first))
    other = Laptop(server, folder, "other")
    status, body = other.enrol(ticket)
    check("another laptop is refused", word((status, body)) == (403, "ticket.used"))
    wrong = wire.enrolment(ticket, laptop.device, laptop.public, secret=b"0" * 16)
    check("a wrong proof is refused",
          word(post(server, "/v1/enrol", wrong)) == (403, "ticket.refused"))
    check("half an enrolment is refused", post(server, "/v1/enrol", wrong[:40])[0] == 400)
    check("a peer without a certificate may not send much",
          post(server, "/v1/enrol", b"x" * 5000)[0] == 413)


def check_tls(server, folder, laptop):
    old = run("openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-tls1_2",
              "-CAfile", server.root)
    check("openssl gets no TLS 1.2", old.returncode != 0)
    check("curl gets no TLS 1.2", curl(server, "--tls-max", "1.2", server.url("/v1/health"))[0] != 0)
    check("curl gets health", curl(server, server.url("/v1/health")) == (0, "200"))
    check("no exchange without a certificate",
          curl(server, "--data-binary", "x", server.url("/v1/exchange")) == (0, "401"))
    stranger = os.path.join(folder, "stranger.pem")
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-keyout", stranger + ".key", "-out", stranger, "-subj", "/CN=stranger")
    code, status = curl(server, "--cert", stranger, "--key", stranger + ".key",
                        server.url("/v1/health"))
    check("a stranger's certificate ends the connection", code != 0 and status == "000")
    check("the laptop's certificate opens it",
          curl(server, "--cert", laptop.pem, "--key", laptop.key, server.url("/v1/health"))
          == (0, "200"))
    plain = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    plain.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
    check("nothing is answered without TLS", not plain.recv(100).startswith(b"HTTP"))


def hostile_bodies(ticket, laptop):
    good = wire.exchange_request(ticket.stream, laptop.device)
    yield "nothing", b"", 400
    yield "noise", os.urandom(4096), 400
    yield "a message that is not compressed", good, 400
    yield "half a message", wire.zstd(good)[:30], 400
    yield "a message and more", wire.zstd(good) + b"x", 400
    yield "a bomb of 1 GB", wire.zstd_of_zeros(1024 * MB), 400
    yield "a bomb as large as a message may be", wire.zstd_of_zeros(4 * MB), 400
    yield "a message that says it is 4 GB", wire.zstd(good, stated=0xFFFFFFFF), 400
    yield "arrays 10000 deep", wire.zstd(b"\x81" * 10000), 400
    yield "an array of 2^53 items", wire.zstd(b"\x9b\x00\x20" + b"\x00" * 6), 400
    yield "frames of noise", wire.zstd(wire.exchange_request(
        ticket.stream, laptop.device, [os.urandom(1000)] * 10)), 400
    yield "another unit's stream", wire.zstd(
        wire.exchange_request(ticket.stream + 1, laptop.device)), 403
    yield "another laptop's name", wire.zstd(
        wire.exchange_request(ticket.stream, os.urandom(16))), 403
    yield "9 MB", b"x" * (9 * MB), 413
    yield "noise just below the limit", os.urandom(8 * MB), 400


def check_hostile(server, ticket, laptop):
    for what, body, wanted in hostile_bodies(ticket, laptop):
        try:
            status = post(server, "/v1/exchange", body, laptop)[0]
        except (BrokenPipeError, ConnectionResetError):
            status = 413  # told and closed while we were still sending
        check(f"{what}: {wanted}", status == wanted)
    code, status = curl(server, "--cert", laptop.pem, "--key", laptop.key, "--data-binary",
                        "@" + laptop.server.program, "-H", "Transfer-Encoding: chunked",
                        server.url("/v1/exchange"))
    check("chunks of a large file are refused", status in ("400", "413") or code != 0)
    check("another address: 404", post(server, "/v1/other", b"", laptop)[0] == 404)
    check("another method: 405", post(server, "/v1/exchange", None, laptop, method="GET")[0] == 405)
    check("a long header: 431",
          post(server, "/v1/health", None, headers={"X": "y" * 9000}, method="GET")[0] == 431)
    noise = connected(server, context(server))
    noise.sendall(b"\x00\x01\x02 not http\r\n\r\n")
    check("what is not HTTP: 400", noise.recv(100).startswith(b"HTTP/1.1 400"))
    noise.close()


def hostile_conversations(ticket, laptop):
    good = wire.MESSAGE + wire.exchange_request(ticket.stream, laptop.device)
    whole = wire.conversation(good)
    yield "nothing", b"", 400
    yield "noise", os.urandom(4096), 400
    yield "half a part", whole[:-7], 400
    yield "a part of four gigabytes", wire.conversation()[:6] + b"\x20\x00\x00\xff\xff\xff\xff", 400
    yield "a dictionary that nobody has", wire.ZSTD_MAGIC + b"\x03\x40" + b"\xcd\xab\x34\x12" + whole[6:], 400
    yield "an end, and more", wire.zstd(good) + whole, 400
    yield "a part of no kind", wire.conversation(b"\x07" + good[1:]), 400
    yield "the province's own word", wire.conversation(wire.REFUSAL + wire.cbor(["x"])), 400
    yield "an offer of a hundred thousand chains", wire.conversation(wire.OFFER + wire.head(4, 100000)), 400
    yield "nothing but an offer", wire.conversation(wire.OFFER + wire.cbor([])), 400
    yield "zeros to a gigabyte", wire.zstd_of_zeros(1024 * MB), 400
    yield "another unit's stream", wire.conversation(
        wire.MESSAGE + wire.exchange_request(ticket.stream + 1, laptop.device)), 403


def check_conversations(server, ticket, laptop):
    for what, body, wanted in hostile_conversations(ticket, laptop):
        status = post(server, "/v2/exchange", body, laptop)[0]
        check(f"a conversation of {what}: {wanted}", status == wanted)
    check("none without a certificate", post(server, "/v2/exchange", b"x")[0] == 401)
    good = wire.MESSAGE + wire.exchange_request(ticket.stream, laptop.device)
    status, answer = post(server, "/v2/exchange", wire.conversation(good, good, good), laptop)
    check("three messages in one are answered", status == 200 and answer.startswith(wire.ZSTD_MAGIC))


def seconds_until_dropped(stream, drip, limit):
    begun = time.monotonic()
    stream.settimeout(1)
    while time.monotonic() - begun < limit:
        try:
            if drip:
                stream.sendall(drip)
            if not stream.recv(100):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - begun


def slow_peers(server, results):
    """Peers that hold on with a byte a second; results appear as they are dropped."""
    def header():
        stream = connected(server, context(server))
        stream.sendall(b"GET /v1/health HTTP/1.1\r\nX: ")
        results["header"] = seconds_until_dropped(stream, b"y", 2 * HEADER_SECONDS)

    def handshake():
        stream = socket.create_connection(("127.0.0.1", server.port))
        results["handshake"] = seconds_until_dropped(stream, b"", 2 * HANDSHAKE_SECONDS + 10)

    threads = [threading.Thread(target=header) for _ in range(20)]
    threads.append(threading.Thread(target=handshake))
    for thread in threads:
        thread.start()
    return threads


def check_connections(server, laptop):
    tls = laptop.context()
    held = [connected(server, tls) for _ in range(4)]
    for stream in held:
        stream.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        stream.recv(1000)
    check("the fifth connection of a laptop waits: 429",
          post(server, "/v1/health", None, laptop, method="GET")[0] == 429)
    for stream in held:
        stream.close()
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(PLACES + 40)]
    check("a laptop is answered where all places are taken by who says nothing",
          post(server, "/v1/health", None, laptop, method="GET")[0] == 200)
    for stream in silent:
        stream.close()


def check_revocation(server, ticket, laptop):
    body = wire.zstd(wire.exchange_request(ticket.stream, laptop.device))
    status, answer = post(server, "/v1/exchange", body, laptop)
    check("an exchange is answered", status == 200 and answer.startswith(wire.ZSTD_MAGIC))
    request = (b"POST /v1/exchange HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body))
    tls = laptop.context()
    first = connected(server, tls)
    first.sendall(request + body)
    check("and answered again", first.recv(100).startswith(b"HTTP/1.1 200"))
    session = first.session
    listed = server.do("device", "list", "--json").stdout.decode()
    check("the register has the laptop", laptop.device.hex() in listed)
    revoked = server.do("device", "revoke", laptop.device.hex()[:12], "--reason", "mất máy")
    check("it is revoked while the server runs", revoked.returncode == 0)
    second = connected(server, tls, session)
    check("a session is resumed", second.session_reused)
    second.sendall(request + body)
    answer = second.recv(1000)
    check("and a revoked laptop is refused in it",
          answer.startswith(b"HTTP/1.1 403") and b"device.revoked" in answer)
    first.close()
    second.close()
    check("nor does it come back with its ticket",
          word(laptop.enrol(ticket)) == (403, "device.revoked"))


def check_end(server):
    check("no second server on the folder",
          server.do("serve", "--listen", "127.0.0.1:0").returncode == 8)
    check("the log verifies", server.do("log", "verify").returncode == 0)
    server.process.send_signal(signal.SIGTERM)
    check("SIGTERM ends it well", server.process.wait(timeout=25) == 0)
    said = server.said()
    check("it said nothing of people", NAME not in said and PERSON not in said)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        server = Server(program, folder)
        try:
            file = os.path.join(folder, "an.ticket")
            made = server.do("ticket", "30001", "--admin", NAME, "--id", PERSON, "--out", file)
            check("a ticket is made while the server runs", made.returncode == 0)
            with open(file, "rb") as data:
                ticket = wire.Ticket(data.read())
            check("the ticket carries the address", ticket.url == server.url(""))
            dropped = {}
            slow = slow_peers(server, dropped)
            laptop = Laptop(server, folder, "laptop")
            check_enrolment(server, folder, laptop, ticket)
            check_tls(server, folder, laptop)
            before = server.peak_kb()
            check_hostile(server, ticket, laptop)
            check_conversations(server, ticket, laptop)
            check_connections(server, laptop)
            grown = server.peak_kb() - before
            most = growth_max_kb(program)
            check(f"memory stays bounded ({grown // 1024} MB more)", most is None or grown < most)
            check_revocation(server, ticket, laptop)
            for thread in slow:
                thread.join()
            check("a slow header is dropped",
                  dropped["header"] < HEADER_SECONDS + SLACK_SECONDS)
            check("a slow handshake is dropped",
                  dropped["handshake"] < HANDSHAKE_SECONDS + SLACK_SECONDS)
            check("it answers after all", curl(server, server.url("/v1/health")) == (0, "200"))
            check_end(server)
        finally:
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()
    print(f"{len(failures)} wrong" if failures else "all holds")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
