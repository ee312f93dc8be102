# SPDX-License-Identifier: GPL-3.0-or-later
"""The sync protocol as a client speaks it, with nothing but the standard library."""
import base64
import ctypes
import hashlib
import http.client
import json
import subprocess
import tempfile
import threading
import urllib.parse
import uuid

from desk import PASSWORD


class Person:
    """A signed-in user; with a device, one of the user's desks."""

    def __init__(self, url, login, install=None, **more):
        self.host = url.split("//")[1]
        self.n = 0
        status, token = self.form(grant_type="password", username=login, password=PASSWORD)
        assert status == 200, token
        self.headers = {"Authorization": "Bearer " + token["access_token"]}
        self.refresh = token["refresh_token"]
        if install:
            status, device = self.call("POST", "/sync/v1/devices", {"name": "desk", "install_id": install, **more})
            assert status == 201 and device["status"] == "active", device
            self.registration = device
            self.device = self.headers["Zhike-Device"] = device["device_id"]

    def send(self, method, path, body, headers):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        expected = "sha-256=:" + base64.b64encode(hashlib.sha256(content).digest()).decode() + ":"
        assert answer.getheader("Content-Digest") == expected, answer.headers
        connection.close()
        return answer.status, json.loads(content)

    def form(self, **fields):
        return self.send("POST", "/oauth/token", urllib.parse.urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def call(self, method, path, body=None, **headers):
        return self.send(method, path, None if body is None else json.dumps(body), {**self.headers, "Content-Type": "application/json", **headers})

    def pull(self, cursor=None, limit=500):
        status, page = self.call("POST", "/sync/v1/pull", {"cursor": cursor, "limit": limit})
        assert status == 200, page
        return page

    def follow(self, cursor, limit=500):
        """All changes after a cursor, and the cursor behind them."""
        rows, pages, more = [], 0, True
        while more:
            page = self.pull(cursor, limit)
            assert len(page["changes"]) <= limit
            rows += page["changes"]
            cursor, more, pages = page["next_cursor"], page["more"], pages + 1
        return rows, cursor, pages

    def bootstrap(self, entry, limit):
        rows, token = [], entry["snapshot"]
        while token:
            status, page = self.call("GET", f"/sync/v1/scopes/{urllib.parse.quote(entry['scope'])}/snapshot?limit={limit}&token={urllib.parse.quote(token)}")
            assert status == 200 and len(page["rows"]) <= limit, page
            rows += page["rows"]
            token = page["next"]
        return rows

    def batch(self, ops):
        for op in ops:
            if "n" not in op:
                self.n += 1
                op["n"] = str(self.n)
        return {"incarnation": 1, "ack_floor": "0", "ops": ops}

    def push(self, *ops):
        status, answer = self.call("POST", "/sync/v1/push", self.batch(list(ops)))
        assert status == 200, answer
        return answer["results"]


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def canonical(value):
    """RFC 8785 for texts and whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class DeviceKey:
    """The key of an installation, by the openssl program: ES256 over compact JWS."""

    def __init__(self):
        self.pem = subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout"], check=True, capture_output=True).stdout
        point = subprocess.run(["openssl", "ec", "-pubout", "-outform", "DER"], input=self.pem, check=True, capture_output=True).stdout[-64:]
        self.jwk = {"kty": "EC", "crv": "P-256", "x": base64url(point[:32]), "y": base64url(point[32:])}
        self.kid = base64url(hashlib.sha256(canonical(self.jwk)).digest())

    def sign(self, payload):
        text = base64url(canonical({"alg": "ES256", "kid": self.kid})) + "." + base64url(canonical(payload))
        with tempfile.NamedTemporaryFile() as key:
            key.write(self.pem)
            key.flush()
            der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key.name], input=text.encode(), check=True, capture_output=True).stdout
        numbers, rest = [], der[2:]
        while rest:
            length = rest[1]
            numbers.append(rest[2:2 + length].lstrip(b"\0").rjust(32, b"\0"))
            rest = rest[2 + length:]
        return text + "." + base64url(b"".join(numbers))


def seal(registration, device, op, cursor=None):
    """An op as outbox.seal holds it: for the bank's escrow key alone."""
    sodium = ctypes.CDLL("libsodium.so.23")
    public = base64.urlsafe_b64decode(registration["escrow"]["x25519"] + "=")
    plain = json.dumps({"v": 1, "device": device, "inc": 1, "cursor": cursor, "op": op}).encode()
    box = ctypes.create_string_buffer(len(plain) + 48)
    assert sodium.crypto_box_seal(box, plain, ctypes.c_ulonglong(len(plain)), public) == 0
    return base64.b64encode(box.raw).decode()


def create(kind, customer, data, **more):
    op = {"op_id": str(uuid.uuid4()), "action": "create", "type": kind, "id": str(uuid.uuid4()), "data": data, **more}
    if customer:
        op["customer_id"] = customer
    return op


def patch(kind, record, base, **fields):
    return {"op_id": str(uuid.uuid4()), "action": "patch", "type": kind, "id": record, "base_version": base, "set": {k: {"from": f, "to": t} for k, (f, t) in fields.items()}}


def command(kind, record, base, name, **arguments):
    return {"op_id": str(uuid.uuid4()), "action": "command", "type": kind, "id": record, "base_version": base, "command": name, "args": arguments}


def digest(rows):
    sums = {}
    for row in rows:
        n, total = sums.get(row["type"], (0, 0))
        first = hashlib.sha256(f"{row['id']}\x1f{row['version']}".encode()).digest()[:8]
        sums[row["type"]] = (n + 1, (total + int.from_bytes(first, "big")) % 2**64)
    return {kind: {"n": n, "sum": f"{total:016x}"} for kind, (n, total) in sums.items()}


def together(works):
    """Runs all at once; a failure in one is a failure of the story."""
    failures, gate = [], threading.Barrier(len(works))

    def run(work):
        try:
            gate.wait()
            work()
        except BaseException as failure:  # told below, in the story's own thread
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
