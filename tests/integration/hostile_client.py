# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that mean harm, against the real endpoint: each is refused with the right problem, nobody else waits, memory stays, and nothing that was
accepted is lost when the process is told to end in the middle of it. hostile_client.py [--url URL] drives an endpoint that runs already."""
import base64
import gzip
import json
import os
import re
import signal
import socket
import struct
import sys
import threading
import time
import uuid

from desk import Central, story
from protocol import Person, create, patch

GROWTH_KB = 32 * 1024
PATIENCE = 1.0  # seconds for somebody else's answer
SANITIZED = "asan" in os.environ.get("ZHIKE_BIN", "") or "tsan" in os.environ.get("ZHIKE_BIN", "")


class Wire:
    """A socket without manners."""

    def __init__(self, host, receive=None):
        name, port = host.rsplit(":", 1)
        self.socket = socket.socket()
        if receive:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        self.socket.settimeout(20)
        self.socket.connect((name, int(port)))

    def send(self, data):
        """False when the other side has closed already."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def read(self, limit=1 << 20):
        data = b""
        try:
            while len(data) < limit:
                part = self.socket.recv(65536)
                if not part:
                    break
                data += part
                head, _, body = data.partition(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head, re.I)
                if length and len(body) >= int(length.group(1)):
                    break
        except OSError:
            pass
        return data

    def close(self, reset=False):
        if reset:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def status(answer):
    match = re.match(rb"HTTP/1\.1 (\d+)", answer)
    return int(match.group(1)) if match else None


def post(path, body, *headers, length=None):
    lines = [f"POST {path} HTTP/1.1", "Host: x", f"Content-Length: {len(body) if length is None else length}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class Attack:
    def __init__(self, central, url):
        self.central, self.host = central, url.split("//")[1]
        self.good = Person(url, "rm001", "good")
        self.bearer = [f"{k}: {v}" for k, v in self.good.headers.items()]
        self.cursor = self.good.pull()["next_cursor"]
        self.rows = []
        for entry in self.good.pull()["scopes"]["added"]:
            if entry["scope"].startswith("book:"):
                self.rows += self.good.bootstrap(entry, 500)
        self.customer = next(r for r in self.rows if r["type"] == "customer")
        self.worst, self.grown, self.start = 0.0, 0, self.resident()

    def resident(self):
        if not self.central:
            return 0
        with open(f"/proc/{self.central.process.pid}/status", encoding="ascii") as text:
            return int(re.search(r"VmRSS:\s+(\d+)", text.read()).group(1))

    def others_are_served(self):
        begin = time.monotonic()
        assert self.good.pull(self.cursor)["more"] is False
        took = time.monotonic() - begin
        self.worst = max(self.worst, took)
        return took

    def run(self, name, attack):
        before = self.resident()
        attack()
        took = self.others_are_served()
        growth = self.resident() - before
        self.grown = max(self.grown, growth)
        assert took < PATIENCE or SANITIZED, f"{name}: somebody else waited {took:.2f} s"
        assert growth < GROWTH_KB or SANITIZED, f"{name}: memory grew by {growth} KB"
        if self.central:
            assert self.central.process.poll() is None, f"{name}: the endpoint died"

    def one(self, data, expected, problem=None):
        wire = Wire(self.host)
        wire.send(data)
        answer = wire.read()
        wire.close()
        assert status(answer) == expected, (data[:120], answer[:300])
        if problem:
            assert f'"code":"{problem}"'.encode() in answer, answer[-300:]
        return answer

    # -- framing

    def oversized(self):
        self.one(post("/sync/v1/push", b"", *self.bearer, length=1 << 30), 413, "batch-too-large")
        self.one(b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 431)
        self.one(b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"".join(b"H%d: v\r\n" % i for i in range(5000)) + b"\r\n", 431)
        self.one(post("/sync/v1/push", b"[" * 5000 + b"]" * 5000, *self.bearer), 400, "malformed")
        self.one(post("/sync/v1/push", json.dumps({"ops": [{}] * 101}).encode(), *self.bearer), 413, "batch-too-large")
        self.one(post("/sync/v1/push", gzip.compress(b" " * (64 << 20)), *self.bearer, "Content-Encoding: gzip"), 413, "batch-too-large")
        self.one(post("/sync/v1/push", b"{}", *self.bearer, "Content-Encoding: br"), 415)
        self.one(post("/sync/v1/push", b"{}", *self.bearer, "Content-Digest: sha-256=:" + base64.b64encode(bytes(32)).decode() + ":"), 400, "digest-mismatch")

    def smuggled(self):
        hidden = b"0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
        for headers in (("Transfer-Encoding: chunked",), ("Content-Length: 7",), ("Transfer-Encoding : chunked",)):
            answer = self.one(post("/sync/v1/pull", hidden, *headers), 400)
            assert answer.count(b"HTTP/1.1") == 1, "one request, two answers"
        self.one(b"POST /sync/v1/pull HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n" + hidden, 501)
        self.one(b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n", 400)
        self.one(b"GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400)
        self.one(b"GET /healthz HTTP/1.1\r\n\r\n", 400)
        self.one(b"BREW /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 501)
        for target in (b"/api/v1/task/%zz", b"/api/v1/task/%00", b"/api/v1/task/%"):
            self.one(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\n\r\n", 400, "malformed")

    def pipelined(self):
        wire = Wire(self.host)
        asked = [f"p{i}" for i in range(20)]
        wire.send(b"".join(f"GET /healthz HTTP/1.1\r\nHost: x\r\nRequest-Id: {i}\r\n\r\n".encode() for i in asked[:-1])
                  + f"GET /healthz HTTP/1.1\r\nHost: x\r\nRequest-Id: {asked[-1]}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := wire.socket.recv(65536):
            answer += part
        assert re.findall(rb"Request-Id: (\S+)", answer) == [i.encode() for i in asked]
        wire.close()

    def endless(self):
        wire = Wire(self.host)
        wire.send(b"POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(400):
            if not wire.send(b"10000\r\n" + b"a" * 65536 + b"\r\n"):
                break
        else:
            raise AssertionError("25 MB were swallowed")
        wire.close()
        wire = Wire(self.host)
        wire.send(b"GET /healthz HTTP/1.1\r\n")
        for _ in range(20000):
            if not wire.send(b"X-More: and more\r\n"):
                break
        assert status(wire.read()) in (431, None)
        wire.close()
        wire = Wire(self.host)
        wire.send(b"G" * 200000)
        assert status(wire.read()) in (431, 400, None)
        wire.close()

    # -- patience

    def slow(self):
        begin, wires = time.monotonic(), []
        for i in range(300):
            wire = Wire(self.host)
            wire.send((b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow", post("/sync/v1/push", b"{", *self.bearer, length=100))[i % 3])
            wires.append(wire)
        for _ in range(12):  # a byte now and then buys nobody more time
            for wire in wires[1::3]:
                wire.send(b"a")
            self.others_are_served()
            time.sleep(1)
        assert time.monotonic() - begin > 11
        for wire in wires[1::30]:
            wire.socket.settimeout(3)
            assert status(wire.read()) is None and wire.socket.fileno() >= 0, "slow heads are cut"
        for wire in wires:
            wire.close(reset=True)

    def deaf(self):
        """They ask for much and read nothing."""
        wires = []
        ask = post("/sync/v1/pull", b'{"cursor":null}', *self.bearer) * 40
        for _ in range(40):
            wire = Wire(self.host, receive=4096)
            wire.socket.settimeout(0.2)
            wire.send(ask)
            wires.append(wire)
        time.sleep(1)
        self.others_are_served()
        for wire in wires:
            wire.close(reset=True)

    def gone(self):
        for i in range(200):
            wire = Wire(self.host)
            wire.send(post("/sync/v1/pull", b'{"cursor":null}', *self.bearer))
            if i % 3 == 0:
                time.sleep(0.002)
            wire.close(reset=i % 2 == 0)

    # -- what is not theirs

    def forged(self):
        person = self.good
        sealed = self.cursor.split(".", 1)[1]
        flipped = "c1." + sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:]
        for cursor in (flipped, "c1." + "A" * 200, "s1." + sealed, "c1." + "é" * 10, "x" * 100000, Person("http://" + self.host, "rm002", "theirs").pull()["next_cursor"]):
            code, problem = person.call("POST", "/sync/v1/pull", {"cursor": cursor})
            assert (code, problem["code"]) == (400, "cursor-invalid"), problem
        for cursor in (17, [], {}):
            assert person.call("POST", "/sync/v1/pull", {"cursor": cursor})[0] == 400
        assert person.call("POST", "/sync/v1/pull", {}, Authorization="Bearer a1." + sealed)[0] == 401
        assert person.call("POST", "/sync/v1/sealed", {"device_id": person.device, "boxes": ["AAAA"], "proof": "a.b.c"})[0] == 403
        assert person.call("POST", "/sync/v1/devices/self/wipe-ack", {"device_id": person.device, "proof": "a.b.c"})[0] == 403

    def foreign(self):
        """Another manager's ids, and fields that are nobody's to write."""
        thief = Person("http://" + self.host, "rm002", "thief")
        theirs = self.customer
        for path in (f"/api/v1/customer/{theirs['id']}", f"/api/v1/task/{uuid.uuid4()}"):
            assert thief.call("GET", path)[0] == 404
            assert thief.call("PATCH", path, {"remarks": "x"}, **{"If-Match": '"v1"'})[0] == 404
        verdicts = thief.push(create("task", theirs["id"], {"title": "mine now"}), patch("customer", theirs["id"], theirs["version"], remarks=(None, "x")),
                              {"op_id": str(uuid.uuid4()), "action": "delete", "type": "customer", "id": theirs["id"], "base_version": theirs["version"]},
                              create("task", None, {"title": "x"}) | {"id": theirs["id"]})
        assert [v["problem"]["code"] for v in verdicts] == ["forbidden", "not-found", "action-forbidden", "id-collision"], verdicts
        assert theirs["data"]["name"] not in json.dumps(verdicts, ensure_ascii=False)
        for scope in (theirs["scope"], "user:rm001", "book:%", "../meta"):
            assert thief.call("GET", f"/sync/v1/scopes/{scope.replace('/', '%2F').replace('%', '%25')}/snapshot?token=s1.x")[0] == 400
            assert thief.call("POST", "/sync/v1/verify", {"scope": scope, "type": "customer"})[0] == 403
        number = self.good.push(patch("customer", theirs["id"], theirs["version"], number=(theirs["data"]["number"], "1")))[0]
        assert number["problem"]["code"] == "field-forbidden", number
        if self.central:
            self.central.run("grant", "rm002", theirs["scope"], "rm", "--mask", "remarks,id_no")
            masked = thief.push(patch("customer", theirs["id"], theirs["version"], remarks=(theirs["data"].get("remarks"), "x")))[0]
            assert masked["problem"]["code"] == "field-forbidden", masked
            self.central.run("grant", "rm002", theirs["scope"], "--revoke")


def terminate_under_load(central, url):
    """SIGTERM while 12 people write: what was answered is there, and nobody was left without the answer to what the endpoint had taken in."""
    people = [Person(url, "rm001", f"load {i}") for i in range(12)]
    entry = next(e for e in people[0].pull()["scopes"]["added"] if e["scope"].startswith("book:"))
    customer = next(r for r in people[0].bootstrap(entry, 500) if r["type"] == "customer")["id"]
    answered, cut, lock = set(), [], threading.Lock()

    def write(person):
        wire, host = Wire(person.host), person.host
        headers = [f"{k}: {v}" for k, v in person.headers.items()]
        while True:
            op = create("task", customer, {"title": "load"})
            if not wire.send(post("/sync/v1/push", json.dumps(person.batch([op])).encode(), *headers)):
                return
            answer = wire.read()
            if status(answer) != 200:
                with lock:
                    cut.append((op["id"], answer[:80]))
                return
            with lock:
                answered.add(op["id"])
            if b"Connection: close" in answer:
                wire.close()
                try:
                    wire = Wire(host)
                except OSError:
                    return

    threads = [threading.Thread(target=write, args=(p,)) for p in people]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    assert central.stop(signal.SIGTERM) == 0
    for thread in threads:
        thread.join(timeout=30)
    held = {r["id"] for r in central.dump() if r["type"] == "task"}
    lost = answered - held
    # Begun, done, and yet not answered: the one thing a drain must not do.
    silent = [i for i, _ in cut if i in held]
    assert not lost and not silent, (len(lost), len(silent))
    print(f"SIGTERM under load: {len(answered)} answered, 0 lost, 0 done without an answer")
    assert len(answered) > 50


def attack(central, url):
    hostile = Attack(central, url)
    for name in ("oversized", "smuggled", "pipelined", "endless", "slow", "deaf", "gone", "forged", "foreign"):
        hostile.run(name, getattr(hostile, name))
    print(f"others waited {hostile.worst * 1000:.0f} ms at most; memory grew by {max(0, hostile.grown)} KB in one attack at most, by {hostile.resident() - hostile.start} KB in all")
    assert hostile.resident() - hostile.start < GROWTH_KB or SANITIZED


def work(folder):
    central = Central(folder)
    central.load(customers=40, managers=2)
    central.start()
    attack(central, central.url)
    log = (folder / "central.log").read_text(encoding="utf-8")
    assert "mine now" not in log and all("who" in json.loads(line) for line in log.splitlines() if line.startswith("{"))
    terminate_under_load(central, central.url)


if sys.argv[1:2] == ["--url"]:
    attack(None, sys.argv[2])
else:
    story(work)
