# SPDX-License-Identifier: GPL-3.0-or-later
"""The protocol over HTTP, from outside: any endpoint that passes this serves the desktop, whatever it keeps its bank in."""
import base64
import hashlib
import json
import os
import threading
import urllib.parse
import uuid

from desk import PASSWORD, Central, story
from protocol import DeviceKey, Person, canonical, create, digest, patch, seal, together

BOOK = "book:0001"


def sign_in(central):
    nobody = Person(central.url, "rm001")
    assert nobody.form(grant_type="password", username="rm001", password="wrong")[1]["error"] == "invalid_grant"
    assert nobody.form(grant_type="password", username="no\0body", password=PASSWORD)[1]["error"] == "invalid_grant"
    assert nobody.form(grant_type="refresh_token", refresh_token=nobody.refresh)[0] == 200
    assert nobody.form(grant_type="refresh_token", refresh_token=nobody.refresh + "x")[1]["error"] == "invalid_grant"
    assert nobody.call("POST", "/sync/v1/pull", {}, Authorization="Bearer a1.forged")[0] == 401
    assert nobody.call("POST", "/sync/v1/pull", {})[1]["code"] == "device-required"
    first, again, other = Person(central.url, "rm001", "one"), Person(central.url, "rm001", "one"), Person(central.url, "rm002", "one")
    assert first.device == again.device != other.device
    assert other.call("POST", "/sync/v1/pull", {}, **{"Zhike-Device": first.device})[1]["code"] == "device-unknown"
    # One installation that asks twice at once is still one device.
    desks = []
    together([lambda: desks.append(Person(central.url, "rm001", "twice").device) for _ in range(6)])
    assert len(set(desks)) == 1, desks
    assert Person(central.url, "rm001").send("GET", "/readyz", None, {})[1]["status"] == "ready"


def feed(central, desk):
    page = desk.pull()
    entry = next(e for e in page["scopes"]["added"] if e["scope"] == BOOK)
    rows, small = desk.bootstrap(entry, 500), desk.bootstrap(entry, 7)
    assert [r["id"] for r in rows] == [r["id"] for r in small] and len({r["id"] for r in rows}) == len(rows)
    if central.operates:
        stored = {r["id"]: r for r in central.dump() if r["scope"] == BOOK and not r.get("deleted") and r["type"] != "_member"}
        assert all(stored[r["id"]]["version"] == r["version"] for r in rows)
    held = digest(rows)
    for kind, sums in desk.pull(page["next_cursor"])["digest"][BOOK].items():
        assert sums["n"] == 0 or held[kind] == sums, kind
    # A cursor is the device's own and whole.
    for wrong in (page["next_cursor"][:-4] + "AAAA", "c1.", "nonsense", Person(central.url, "rm001", "foreign").pull()["next_cursor"]):
        status, problem = desk.call("POST", "/sync/v1/pull", {"cursor": wrong})
        assert (status, problem["code"]) == (400, "cursor-invalid"), problem
    status, problem = Person(central.url, "rm001", "foreign").call("GET", f"/sync/v1/scopes/{BOOK}/snapshot?token={urllib.parse.quote(entry['snapshot'])}")
    assert (status, problem["code"]) == (400, "cursor-invalid"), problem
    return [r for r in rows if r["type"] == "customer"], page["next_cursor"]


def writing(central, desk, customers, cursor):
    customer, second = customers[0], customers[1]
    note = {"channel": "visit", "occurred_at": "2026-09-20T02:00:00.000Z", "summary": "谈理财 \u0000 \U0001f3e6", "later": {"member": 1.5}}
    op = create("interaction", customer["id"], note)
    (first,) = desk.push(op)
    assert first["status"] == "applied" and first["record"]["data"]["summary"] == note["summary"] and first["record"]["data"]["later"] == note["later"], first
    (again,) = desk.push(op)
    assert again.pop("replayed") is True and again == first
    (reused,) = desk.push({**op, "data": {**note, "summary": "other"}})
    assert reused["problem"]["code"] == "op-id-reused"
    # The same batch at once over many connections: one effect, one answer.
    storm, answers = desk.batch([create("task", customer["id"], {"title": f"storm {i}"}) for i in range(5)]), []
    together([lambda: answers.append(desk.call("POST", "/sync/v1/push", storm)) for _ in range(8)])
    plain = []
    for status, answer in answers:
        assert status == 200, answer
        for result in answer["results"]:
            result.pop("replayed", None)
        plain.append(json.dumps(answer["results"], sort_keys=True))
    assert len(set(plain)) == 1 and all(r["status"] == "applied" and r["record"]["version"] == 1 for r in json.loads(plain[0])), plain[0]

    # Two desks, one customer.
    laptop, base = Person(central.url, "rm001", "laptop"), customer["version"]
    had = {k: customer["data"].get(k) for k in ("remarks", "language")}
    assert desk.push(patch("customer", customer["id"], base, remarks=(had["remarks"], "office")))[0]["status"] == "applied"
    merged = laptop.push(patch("customer", customer["id"], base, language=(had["language"], "粤语")))[0]
    assert merged["status"] == "merged" and merged["record"]["version"] == base + 2, merged
    conflict = laptop.push(patch("customer", customer["id"], base, remarks=(had["remarks"], "laptop")))[0]
    assert conflict["status"] == "conflict" and conflict["conflict"]["fields"][0]["theirs"] == "office", conflict
    # At the same moment one of them wins and the others are shown what it wrote.
    verdicts = []

    def edit(name, version=second["version"], was=second["data"].get("remarks")):
        own = Person(central.url, "rm001", name)
        verdicts.append(own.push(patch("customer", second["id"], version, remarks=(was, name)))[0]["status"])

    together([lambda name=f"racer {i}": edit(name) for i in range(6)])
    assert sorted(verdicts) == ["applied"] + ["conflict"] * 5, verdicts

    # A group goes through as a whole or not at all.
    good = create("task", customer["id"], {"title": "good"}, group="g1")
    results = desk.push(good, create("task", customer["id"], {"title": 7}, group="g1"))
    assert [r["status"] for r in results] == ["blocked", "rejected"], results
    assert desk.call("GET", f"/api/v1/task/{good['id']}")[0] == 404

    # What was written comes by the feed, the same in pages of one.
    rows, behind, _ = desk.follow(cursor)
    one, behind_one, pages = desk.follow(cursor, 1)
    assert [(r["id"], r["version"]) for r in rows] == [(r["id"], r["version"]) for r in one] and pages >= len(one) > 6
    assert desk.follow(behind)[0] == [] == desk.follow(behind_one)[0]
    return behind


def at_once(central, desk, customers, cursor):
    """Many desks write while one follows; it is told of everything exactly as often as it happened."""
    made, lock = set(), threading.Lock()

    def work(number):
        own = Person(central.url, "rm001", f"crowd {number}")
        for i in range(6):
            ops = [create("task", customers[(number + i + k) % len(customers)]["id"], {"title": f"{number}.{i}.{k}"}) for k in range(4)]
            for result in own.push(*ops):
                while result["status"] == "retry":
                    result = own.push(next(op for op in ops if op["op_id"] == result["op_id"]))[0]
                assert result["status"] == "applied", result
            with lock:
                made.update(op["id"] for op in ops)

    seen, following = [], {"cursor": cursor, "on": True}

    def follow():
        while following["on"]:
            rows, following["cursor"], _ = desk.follow(following["cursor"], 3)
            seen.extend(r["id"] for r in rows)

    reader = threading.Thread(target=follow)
    reader.start()
    together([lambda n=n: work(n) for n in range(6)])
    following["on"] = False
    reader.join()
    rows, cursor, _ = desk.follow(following["cursor"])
    seen += [r["id"] for r in rows]
    assert len(seen) == len(set(seen)) and set(seen) == made, (len(seen), len(made))
    page = desk.pull(cursor)
    if not central.operates:
        return cursor
    live = [r for r in central.dump() if r["scope"] == BOOK and not r.get("deleted") and r["type"] == "task"]
    assert page["digest"][BOOK]["task"] == digest(live)["task"]
    return cursor


def membership(central, desk, customers, cursor):
    customer = customers[2]
    number = customer["data"]["number"]
    central.run("move-customer", number, "--to", "0002")
    rows, cursor, _ = desk.follow(cursor)
    assert [(r["type"], r["data"]["state"]) for r in rows if r.get("customer_id") == customer["id"]] == [("_member", "out")], rows
    assert desk.push(create("task", customer["id"], {"title": "too late"}))[0]["status"] == "rejected"
    central.run("move-customer", number, "--to", "0001")
    rows, cursor, _ = desk.follow(cursor)
    back = [r for r in rows if r["id"] == customer["id"]]
    assert back and back[0]["version"] == customer["version"] + 2 and back[0]["scope"] == BOOK
    central.run("grant", "rm001", BOOK, "--revoke")
    page = desk.pull(cursor)
    assert page["scopes"]["removed"] == [{"scope": BOOK, "reason": "revoked"}]
    assert desk.push(create("task", customer["id"], {"title": "no more"}))[0]["status"] == "rejected"
    central.run("grant", "rm001", BOOK, "rm")
    return page["next_cursor"]


def devices(central, customer):
    """A device with a key: lease and share, anchors, checkpoints, what it sealed, and the order to wipe itself."""
    key, other, vault = DeviceKey(), DeviceKey(), str(uuid.uuid4())
    desk = Person(central.url, "rm001", vault, jwk=key.jwk)
    first = desk.registration
    assert first["lease_generation"] == 1 and first["share"].count(".") == 4 and first["policy"]["lease_days"] == 14, first
    _, meta = desk.send("GET", "/sync/v1/meta", None, {})
    assert meta["escrow"] == first["escrow"] and meta["wipe_keys"] == first["wipe_keys"] and meta["wipe_keys"][0]["kid"]
    assert desk.call("GET", "/sync/v1/devices/self?renew=1")[1]["share"] == first["share"]
    assert Person(central.url, "rm001", vault, jwk=key.jwk).registration["share"] == first["share"]
    assert desk.call("POST", "/sync/v1/devices", {"install_id": vault, "jwk": other.jwk})[1]["code"] == "device-key-changed"
    assert desk.call("POST", "/sync/v1/devices", {"install_id": "x", "jwk": {"kty": "EC"}})[0] == 400

    # Its audit chain, with a checkpoint over it; an anchor behind the last one is a copy that was restored.
    head, ops = hashlib.sha256(b"\0" + vault.encode() + b"1").hexdigest(), []
    for seq in (1, 2, 3):
        event = {"v": 1, "dev": desk.device, "inc": 1, "seq": seq, "ev": "cust.open", "outcome": "ok", "prev": head}
        ops.append(create("audit_event", None, event))
        head = hashlib.sha256(b"\1" + bytes.fromhex(head) + canonical(event)).hexdigest()
    assert [r["status"] for r in desk.push(*ops)] == ["applied"] * 3
    anchor = {"vault_gen": 1, "outbox_n": "3", "audit_seq": 3, "h": head}
    checkpoint = key.sign({"typ": "checkpoint", "dev": desk.device, "inc": 1, "seq": 3, "h": head, "vault_gen": 1, "outbox_n": 3})
    status, page = desk.call("POST", "/sync/v1/pull", {"cursor": None, "anchor": anchor, "checkpoints": [checkpoint], "lease_generation": 1})
    assert status == 200 and page["lease_generation"] == 1 and page["lease_until"] >= first["lease_until"], page
    status, problem = desk.call("POST", "/sync/v1/pull", {"cursor": None, "anchor": {**anchor, "audit_seq": 2}})
    assert (status, problem["code"]) == (409, "device-state-regressed"), problem
    events = desk.call("GET", "/sync/v1/audit?device=" + desk.device)[1]["events"]
    assert [(e["seq"], e["flag"]) for e in events] == [(1, ""), (2, ""), (3, "")] and events[-1]["h"] == head
    assert Person(central.url, "rm002").call("GET", "/sync/v1/audit?device=" + desk.device)[0] == 403

    # A client that was told to go still delivers what was typed, and only that.
    if not central.operates:
        return
    central.run("device", "wipe", desk.device)
    status, problem = desk.call("POST", "/sync/v1/pull", {})
    assert (status, problem["code"]) == (403, "device-revoked"), problem
    order = json.loads(base64.urlsafe_b64decode(problem["order"].split(".")[1] + "=="))
    assert order["typ"] == "wipe" and order["device_id"] == desk.device and order["discard_outbox"] is False, order
    op = {**create("task", customer["id"], {"title": "sealed"}), "n": "9"}
    boxes = [seal(first, desk.device, op), seal(first, desk.device, op), "AAAA"]
    proof = {"typ": "sealed", "device_id": desk.device, "sha256": hashlib.sha256("".join(boxes).encode()).hexdigest()}
    body = {"device_id": desk.device, "boxes": boxes}
    assert desk.send("POST", "/sync/v1/sealed", json.dumps({**body, "proof": other.sign(proof)}), {})[0] == 403
    status, answer = desk.send("POST", "/sync/v1/sealed", json.dumps({**body, "proof": key.sign(proof)}), {})
    assert status == 200 and [r["status"] for r in answer["results"]] == ["applied", "applied", "rejected"], answer
    assert answer["results"][0]["box"] == hashlib.sha256(boxes[0].encode()).hexdigest() and "record" not in answer["results"][0]
    assert desk.send("POST", "/sync/v1/sealed", json.dumps({**body, "proof": key.sign(proof)}), {})[1]["results"][0]["replayed"] is True
    ack = {"typ": "wipe-ack", "device_id": desk.device, "nonce": order["nonce"]}
    for signer, expected in ((other, 403), (key, 200), (key, 200)):
        assert desk.send("POST", "/sync/v1/devices/self/wipe-ack", json.dumps({"device_id": desk.device, "proof": signer.sign(ack)}), {})[0] == expected


class Elsewhere:
    """An endpoint that runs already and is known by its URL alone: ZHIKE_CONTRACT_URL. Its bank has rm001 with book:0001 of 24 customers, and rm002."""

    operates = False

    def __init__(self, url):
        self.url = url


def work(folder):
    if url := os.environ.get("ZHIKE_CONTRACT_URL"):
        central = Elsewhere(url)
        sign_in(central)
        desk = Person(url, "rm001", "office")
        customers, cursor = feed(central, desk)
        desk.n = int.from_bytes(os.urandom(4), "big")
        cursor = at_once(central, desk, customers, writing(central, desk, customers, cursor))
        devices(central, customers[1])
        return
    central = Central(folder)
    central.operates = True
    central.load(customers=24, managers=2)
    central.start()
    sign_in(central)
    desk = Person(central.url, "rm001", "office")
    customers, cursor = feed(central, desk)
    cursor = writing(central, desk, customers, cursor)
    cursor = at_once(central, desk, customers, cursor)
    devices(central, customers[1])
    cursor = membership(central, desk, customers, cursor)
    assert central.stop() == 0
    central.start()  # what devices hold outlives the process
    assert Person(central.url, "rm001", "office").device == desk.device
    assert any(e["scope"] == BOOK for e in desk.pull(cursor)["scopes"]["added"])
    assert central.stop() == 0
    assert json.loads(central.run("audit", "verify", "--json").stdout)["rows"] > 150


story(work)
