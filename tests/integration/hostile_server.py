# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that lies, as a process of its own: it relays to the real endpoint and tells a lie at one place of a round, each lie in each place. After each the
records of the device and what waits to be sent are unchanged, the round has ended as sync-protocol §8 says, memory stayed under the caps, and the next honest
round succeeds. hostile_server.py PLACE (token, pull, push, snapshot, verify, device, sealed)."""
import base64
import gzip
import hashlib
import json
import os
import sys
import threading
import zlib

from desk import BIN, Central, Vault, environment, story
from protocol import Person
from relay import Relay

MEDIA = "application/vnd.zhike.sync+json;schema=1"
# Coded bodies end at 4 MiB, raw ones at 16 MiB (sync-protocol §10); a buffer that grows holds its former self for a moment.
GROWTH_KIB = (2 * 4 + 2 * 16) * 1024
SANITIZED = "asan" in os.environ.get("ZHIKE_BIN", "") or "tsan" in os.environ.get("ZHIKE_BIN", "")
PLACES = {"token": "/oauth/token", "pull": "/sync/v1/pull", "push": "/sync/v1/push", "snapshot": "/snapshot", "verify": "/sync/v1/verify", "device": "/sync/v1/devices/self",
          "sealed": "/sync/v1/sealed"}


def digest_of(body):
    return "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode() + ":"


def answer(request, status, body, kind, *headers, sized=True, digest=True):
    lines = [f"HTTP/1.1 {status} Lie", f"Content-Type: {kind}", *headers]
    if request.header("request-id"):
        lines.append("Request-Id: " + request.header("request-id").decode())
    if digest:
        lines.append("Content-Digest: " + digest_of(body))
    lines.append(f"Content-Length: {len(body)}" if sized else "Connection: close")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def plain(reply):
    return gzip.decompress(reply.body) if b"content-encoding: gzip" in reply.head.lower() else reply.body


def problem(status, kind, *headers, **more):
    def lie(liar, request, client):
        body = json.dumps({"type": f"https://zhike.example/problems/{kind}", "title": "A lie", "status": status, "code": kind, **more}).encode()
        return answer(request, status, body, "application/problem+json", *headers)
    return lie


def portal(status, *headers):
    def lie(liar, request, client):
        return answer(request, status, b"<!doctype html><title>Welcome to the hotel</title><form action=/login>" + b"<p>sign in</p>" * 400, "text/html", *headers, digest=False)
    return lie


def kind_of(request):
    return "application/json" if request.path == PLACES["token"] else MEDIA


def cut_off(liar, request, client):
    """The connection ends in the middle of the true answer. What was committed is committed."""
    whole = liar.ask(request).bytes()
    client.sendall(whole[: len(whole) - max(1, len(whole.split(b"\r\n\r\n", 1)[1]) // 2)])
    return None


def shortened(liar, request, client):
    """Half the text under its own length, and no digest that would tell."""
    text = plain(liar.ask(request))
    return answer(request, 200, text[: len(text) // 2], kind_of(request), digest=False)


def another_digest(liar, request, client):
    return answer(request, 200, plain(liar.ask(request)), kind_of(request), "Content-Digest: " + digest_of(b"another"), digest=False)


def another_request(liar, request, client):
    text = plain(liar.ask(request))
    request.head = request.head.replace(request.header("request-id") or b"-", b"0192f1a0-0000-7000-8000-00000000dead")
    return answer(request, 200, text, kind_of(request))


def endless(start):
    def lie(liar, request, client):
        client.sendall(answer(request, 200, start, kind_of(request), sized=False, digest=False))
        try:
            for _ in range(1024):
                client.sendall(b"[" * 65536)
        except OSError:
            pass
        return None
    return lie


def bomb(raw):
    def lie(liar, request, client):
        return answer(request, 200, liar.bombs[raw], kind_of(request), "Content-Encoding: gzip")
    return lie


def flood(liar, request, client):
    """As many of the smallest records as fit under the caps, and the end missing."""
    row = b'{"type":"x","id":"y"},'
    return answer(request, 200, b'{"changes":[' + row * (4_100_000 // len(row)), kind_of(request))


def foreign_cursor(liar, request, client):
    """The next position is another device's: taken, refused next time, started anew."""
    page = json.loads(plain(liar.ask(request)))
    page["next_cursor"], page["more"] = liar.foreign, False
    return answer(request, 200, json.dumps(page).encode(), MEDIA)


def foreign_answer(liar, request, client):
    """The answer to somebody else's position."""
    page = json.loads(plain(liar.ask(request)))
    page["request_cursor"] = "sha256:" + "0" * 64
    return answer(request, 200, json.dumps(page).encode(), MEDIA)


def forged_order():
    claims = {"typ": "wipe", "device_id": "any", "issued_at": "2026-09-21T01:00:00.000Z", "nonce": "1", "discard_outbox": True}
    parts = [base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in ({"alg": "ES256", "kid": "x"}, claims)]
    return ".".join(parts) + "." + base64.urlsafe_b64encode(bytes(64)).rstrip(b"=").decode()


AGAIN = "Retry-After: 77"
# Name, lie, what the round says (a code; ok: it went on without this place), and for whom the central asks to wait.
LIES = {
    "portal page": (portal(200), "protocol", 0),
    "portal redirect": (portal(302, "Location: http://127.0.0.1:9/login"), "protocol", 0),
    "cut off": (cut_off, "offline", 0),
    "shortened": (shortened, "protocol", 0),
    "endless": (endless(b"{"), "offline", 0),
    "bomb": (bomb("zeros"), "protocol", 0),
    "slow bomb": (bomb("shy"), "protocol", 0),
    "flood": (flood, "protocol", 0),
    "wrong digest": (another_digest, "protocol", 0),
    "another request": (another_request, "protocol", 0),
    "401": (problem(401, "invalid_token"), "unauthorized", 0),
    "403 forbidden": (problem(403, "forbidden"), "denied", 0),
    "403 pending": (problem(403, "device-pending"), "denied", 300),
    "403 revoked": (problem(403, "device-revoked"), "revoked", 0),
    "403 forged wipe": (problem(403, "device-revoked", order=forged_order()), "revoked", 0),
    "404": (problem(404, "not-found"), "protocol", 0),
    "406": (problem(406, "schema-unsupported"), "unsupported", 0),
    "409 regressed": (problem(409, "device-state-regressed"), "conflict", 0),
    "409 in progress": (problem(409, "push-in-progress"), "busy", 2),
    "410": (problem(410, "epoch-changed"), "protocol", 0),
    "413": (problem(413, "batch-too-large"), "protocol", 0),
    "429": (problem(429, "rate-limited", AGAIN), "busy", 77),
    "500": (problem(500, "internal"), "server", 0),
    "503": (problem(503, "overloaded", AGAIN), "busy", 77),
    "503 read-only": (problem(503, "read-only", AGAIN), "busy", 77),
}
# Where the table of §8 says otherwise for a place.
ELSEWHERE = {
    # The sign-in service has words of its own: it refuses, or it is busy, or it is none.
    "token": {**{k: ("unauthorized", 0) for k in ("403 forbidden", "403 pending", "403 revoked", "403 forged wipe")},
              **{k: ("protocol", 0) for k in ("406", "409 regressed", "409 in progress")}},
    # Sending that is refused is no reason not to read; a batch of one that is too large is put aside, and seen.
    "push": {"403 forbidden": ("ok", 0), "410": ("ok", 0), "413": ("ok", 0), "503 read-only": ("ok", 77)},
    "pull": {"foreign cursor": ("ok", 0), "foreign answer": ("protocol", 0)},
    # The lease is asked for when the round is over; what goes wrong there is said, what never arrived is tried again with the next round.
    "device": {"cut off": ("ok", 0), "endless": ("ok", 0), "another request": ("ok", 0), "403 pending": ("denied", 0), "404": ("not-found", 0), "409 in progress": ("conflict", 0),
               "429": ("busy", 0), "503": ("server", 0), "503 read-only": ("server", 0)},
}
ONLY_PULL = {"foreign cursor": (foreign_cursor, "ok", 0), "foreign answer": (foreign_answer, "protocol", 0)}


class Liar(Relay):
    def __init__(self, upstream, foreign):
        super().__init__(upstream)
        self.place, self.lie, self.told, self.foreign = None, None, 0, foreign
        self.once = False  # told once, then the truth
        self.spoil, self.stall = False, False
        shy = zlib.compressobj(1, zlib.DEFLATED, 31)
        # Inflates to 24 MiB at less than twenty to one: only the cap on what comes out stops it.
        block = os.urandom(3300) + bytes(65536 - 3300)
        self.bombs = {"zeros": gzip.compress(bytes(64 << 20)), "shy": b"".join(shy.compress(b'{"' if n == 0 else block) for n in range(384)) + shy.flush()}
        assert 1 << 20 < len(self.bombs["shy"]) < 4 << 20

    def serve(self, request, client):
        if self.lie and request.path.endswith(PLACES[self.place]) and not (self.once and self.told):
            self.told += 1
            return self.lie(self, request, client)
        if self.stall and request.path == PLACES["push"]:
            ops = json.loads(request.body)["ops"]
            results = [{"op_id": op["op_id"], "status": "retry", "retry_after_s": 1} for op in ops]
            return answer(request, 200, json.dumps({"results": results}).encode(), MEDIA)
        if self.spoil and request.path == PLACES["pull"]:
            page = json.loads(plain(self.ask(request)))
            for scope in page.get("digest", {}).values():
                for entry in scope.values():
                    entry["sum"] = f"{int(entry['sum'], 16) ^ 1:016x}"
            return answer(request, 200, json.dumps(page).encode(), MEDIA)
        return self.ask(request).bytes()


def measured(vault, *arguments):
    """Exit code, output and the most memory the process had, in KiB."""
    process = vault.start(*arguments)
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    out = process.stdout.read()
    reader.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    process.stderr.close()
    return process.returncode, json.loads(out), usage.ru_maxrss


def state(vault):
    code, out, err = vault.call("dump")
    assert code == 0 and len(out) > 10000, err
    return hashlib.sha256(out.encode()).hexdigest()


class Round:
    """Prepares the device so that the next round comes by the place."""

    def __init__(self, central, folder, liar):
        self.central, self.liar = central, liar
        self.vault = Vault(folder / "a", "vault")
        self.vault.path.parent.mkdir()
        self.vault.ask("enroll", "--server", liar.url, "--login", "rm001")
        rows = self.vault.ask("customers", "--limit", "60")["customers"]
        self.numbers = [c["number"] for c in rows]
        self.typed, self.known = 0, None
        self.vault.ask("sync")
        _, _, self.honest = measured(self.vault, "sync")

    def prepare(self, place):
        if place == "push":
            self.typed += 1
            self.vault.ask("task", "add", "--title", f"typed {self.typed}", "--due", "2026-09-28", "--customer", self.numbers[0])
        if place == "snapshot":  # everything is to be fetched anew
            self.liar.place, self.liar.lie, self.liar.told, self.liar.once = "pull", problem(410, "epoch-changed"), 0, True
        if place == "verify":  # the sums have differed once already
            self.liar.lie, self.liar.spoil = None, True
            self.vault.ask("sync")
        if place == "sealed" and not self.typed:  # somebody leaves with work that the central would not take; the box waits from then on
            self.typed = 1
            number = self.numbers.pop()
            # Of a late contribution the central takes what is only added to (§5.6).
            self.vault.ask("interaction", "add", "--customer", number, "--channel", "branch", "--direction", "in", "--summary", "typed 1")
            self.central.run("move-customer", number, "--to", "0002")
            self.liar.place, self.liar.lie, self.liar.stall = "sealed", problem(503, "overloaded"), True
            assert self.vault.refused("sync")["code"] == "busy"
            self.liar.lie, self.liar.stall = None, False

    def restore(self, place):
        self.liar.lie = self.liar.place = None
        self.liar.spoil = self.liar.stall = self.liar.once = False


def tell(at, place, name, lie, expected, wait):
    vault, liar = at.vault, at.liar
    at.prepare(place)
    # Only where something is sent do honest rounds change what is here.
    if place == "push" or not at.known:
        at.known = state(vault)
    before, pending = at.known, vault.ask("outbox") if place == "push" else []
    told = 0
    if place == "snapshot":
        # The first pull is told that the history is gone; from then on the lie stands at the snapshot.
        first = liar.lie

        def both(self, request, client):
            self.place, self.lie, self.once, self.told = "snapshot", lie, False, 0
            return first(self, request, client)
        liar.lie = both
    else:
        liar.place, liar.lie, liar.told, liar.once = place, lie, 0, name == "foreign cursor"
    code, said, memory = measured(vault, "sync")
    told = liar.told
    assert told >= 1, f"{place}, {name}: the round did not come by"
    outcome = said["error"]["code"] if code else "ok"
    asked = said.get("error", said).get("retry_after_s", 0)
    assert outcome == expected and (expected == "ok" or asked == wait), (place, name, code, said)
    assert code == 0 or (code == 1 and said["error"]["message"]), said
    assert told <= (12 if name == "413" else 6 if expected in ("protocol", "unauthorized", "denied", "conflict") else 3), f"{place}, {name}: asked {told} times"
    growth = memory - at.honest
    assert growth < GROWTH_KIB or SANITIZED, f"{place}, {name}: {growth} KiB more than an honest round"
    liar.lie = None
    assert state(vault) == before, f"{place}, {name}: the records changed"
    now = vault.ask("outbox") if place == "push" else []
    assert [op["op_id"] for op in now] == [op["op_id"] for op in pending], f"{place}, {name}: {now}"
    at.restore(place)
    if place == "push" and name == "413":
        assert now[0]["state"] == "parked" and now[0]["problem"] == "batch-too-large", now
        vault.ask("resubmit", now[0]["op_id"])
    print(f"{place}, {name}: {outcome}, asked {told} times, {growth} KiB", flush=True)
    if place != "sealed":  # there the box waits for the last
        answer = vault.ask("sync")  # the truth again
        assert place != "push" or (answer["pushed"] >= 1 and vault.ask("outbox") == []), (place, name, answer)
    return growth


def work(folder):
    place = sys.argv[1]
    central = Central(folder)
    central.load(customers=24, managers=2)
    central.start()
    foreign = Person(central.url, "rm001", "somebody else's desk").pull()["next_cursor"]
    liar = Liar(central.url, foreign)
    at = Round(central, folder, liar)
    lies = {**LIES, **(ONLY_PULL if place == "pull" else {})}
    if place == "token":
        lies.pop("another request")  # the sign-in service knows of no request ids
    worst = 0
    for name, (lie, expected, wait) in lies.items():
        expected, wait = ELSEWHERE.get(place, {}).get(name, (expected, wait))
        worst = max(worst, tell(at, place, name, lie, expected, wait))
    at.vault.ask("sync")
    assert at.vault.ask("check")["sound"] is True and at.vault.ask("outbox") == []
    live = [r["data"] for r in central.dump() if r["type"] in ("task", "interaction") and not r["deleted"]]
    titles = [text for text in (d.get("title") or d.get("summary") or "" for d in live) if text.startswith("typed ")]
    assert sorted(titles) == sorted(f"typed {n + 1}" for n in range(at.typed)), "an operation had its effect twice, or none"
    print(f"{place}: {len(lies)} lies; at most {worst} KiB more than the {at.honest} KiB of an honest round, cap {GROWTH_KIB}")
    assert central.stop() == 0
    liar.close()


if len(sys.argv) != 2 or sys.argv[1] not in PLACES:
    sys.exit(2)
story(work)
