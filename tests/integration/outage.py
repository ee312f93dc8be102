# SPDX-License-Identifier: GPL-3.0-or-later
"""The database crashes and comes back, an endpoint is killed, while desks push through two endpoints: what was acknowledged stays, once."""
import http.client
import json
import os
import signal
import threading
import time

from desk import Central, story
from postgres import Postgres
from protocol import Person, create, digest

BOOK = "book:0001"


def ready(person):
    try:
        return person.send("GET", "/readyz", None, {})[0]
    except OSError:
        return None


def work(folder):
    with Postgres(durable=True) as server:
        os.environ["ZHIKE_TEST_POSTGRES"] = server.conninfo
        first = Central(folder)
        first.load(customers=12, managers=1)
        first.start()
        second = Central.__new__(Central)
        second.folder, second.now, second.store, second.port = first.folder, first.now, first.store, 0
        second.start()
        nodes = [first, second]
        desk = Person(first.url, "rm001", "office")
        page = desk.pull()
        customers = [r for r in desk.bootstrap(next(e for e in page["scopes"]["added"] if e["scope"] == BOOK), 500) if r["type"] == "customer"]
        acknowledged, told, lock, on = set(), {}, threading.Lock(), [True]

        def push(number):
            own = Person(nodes[number % 2].url, "rm001", f"desk {number}")
            while on[0]:
                batch = own.batch([create("task", customers[(number + k) % len(customers)]["id"], {"title": f"{number}"}) for k in range(3)])
                tries = 0
                while on[0] or tries:
                    tries += 1
                    own.host = nodes[(number + tries) % 2].url.split("//")[1]  # whoever answers; the store knows what was done
                    try:
                        status, answer = own.call("POST", "/sync/v1/push", batch)
                    except (OSError, http.client.HTTPException):
                        time.sleep(0.05)
                        continue
                    if status != 200:
                        assert status in (500, 503), (status, answer)
                        with lock:
                            told[status] = told.get(status, 0) + 1
                        time.sleep(0.05)
                        continue
                    if any(r["status"] == "retry" for r in answer["results"]):
                        continue
                    assert all(r["status"] == "applied" for r in answer["results"]), answer
                    with lock:
                        acknowledged.update(op["id"] for op in batch["ops"])
                    break

        desks = [threading.Thread(target=push, args=(n,)) for n in range(4)]
        for thread in desks:
            thread.start()
        time.sleep(1)
        for outage in range(3):
            server.crash()
            time.sleep(0.3)
            assert ready(desk) == 503, "an endpoint without its database is not ready"
            server.start()
            for _ in range(100):
                if ready(desk) == 200:
                    break
                time.sleep(0.1)
            assert ready(desk) == 200
            time.sleep(0.7)
            if outage == 1:
                second.stop(signal.SIGKILL)
                second.start()
                time.sleep(0.5)
        on[0] = False
        for thread in desks:
            thread.join()
        rows, cursor, _ = desk.follow(page["next_cursor"], 50)
        made = [r["id"] for r in rows if r["type"] == "task"]
        assert len(made) == len(set(made)) and acknowledged <= set(made), (len(made), len(acknowledged))
        assert all(r["version"] == 1 for r in rows)
        live = [r for r in first.dump() if r["scope"] == BOOK and r["type"] == "task" and not r.get("deleted")]
        assert desk.pull(cursor)["digest"][BOOK]["task"] == digest(live)["task"]
        audit = json.loads(first.run("audit", "verify", "--json").stdout)
        assert audit["rows"] >= len(acknowledged)
        print(f"{len(acknowledged)} acknowledged, all there once; refused meanwhile: {told}")
        assert len(acknowledged) > 50
        assert first.stop() == 0 and second.stop() == 0


story(work)
