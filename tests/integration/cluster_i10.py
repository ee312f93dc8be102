# SPDX-License-Identifier: GPL-3.0-or-later
"""I10 with two nodes behind HAProxy, one of them killed and started again all the while: 16 writers, a reader that polls; every change that was committed
reaches the reader, none twice. ZHIKE_I10_SECONDS says how long."""
import http.client
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from desk import Central, story
from postgres import Postgres
from protocol import Person, create, digest

WRITERS = 16
SECONDS = float(os.environ.get("ZHIKE_I10_SECONDS", "15"))
CONFIG = Path(__file__).resolve().parents[2] / "packaging" / "deploy" / "haproxy.cfg"
HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")


def proxy(folder, nodes):
    """The bank's own configuration, but for the limits per address: here all desks have one."""
    text = CONFIG.read_text(encoding="utf-8").replace("gt 600 ", "gt 600000 ").replace("gt 20 ", "gt 2000 ")
    path = folder / "haproxy.cfg"
    path.write_text(text, encoding="utf-8")
    port = 20000 + os.getpid() % 20000
    env = {**os.environ, "ZHIKE_BIND": f"127.0.0.1:{port}"}
    for name, node in zip("AB", nodes):
        env[f"ZHIKE_NODE_{name}"] = node.url.split("//")[1]
    process = subprocess.Popen([HAPROXY, "-db", "-f", path], stdout=subprocess.DEVNULL, stderr=open(folder / "haproxy.log", "wb"), env=env)
    url = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            if http.client.HTTPConnection(url.split("//")[1], timeout=2).request("GET", "/healthz") is None:
                return process, url
        except OSError:
            time.sleep(0.1)
    raise AssertionError((folder / "haproxy.log").read_text(encoding="utf-8"))


def stubborn(call):
    """Until there is an answer: what was sent may have been done, and the same op ids make that harmless."""
    while True:
        try:
            status, answer = call()
        except (OSError, http.client.HTTPException, ValueError, AssertionError):
            status, answer = 0, None
        if status == 200:
            return answer
        assert status in (0, 500, 502, 503, 504), (status, answer)
        time.sleep(0.05)


def work(folder):
    with Postgres(durable=True, connections=80) as server:
        os.environ["ZHIKE_TEST_POSTGRES"] = server.conninfo
        first = Central(folder)
        first.load(customers=WRITERS, managers=1)
        second = Central.__new__(Central)
        second.folder, second.now, second.store, second.port, second.process = first.folder, first.now, first.store, 0, None
        nodes = [first.start(), second.start()]
        balancer, url = proxy(folder, nodes)
        try:
            reader = Person(nodes[0].url, "rm001", "reader")
            page = reader.pull()
            book = next(e for e in page["scopes"]["added"] if e["scope"].startswith("book:"))
            customers = [r["id"] for r in reader.bootstrap(book, 500) if r["type"] == "customer"]
            desks = [Person(nodes[0].url, "rm001", f"writer {i}") for i in range(WRITERS)]
            for person in [reader, *desks]:
                person.host = url.split("//")[1]
            on, acknowledged, lock, polls = [True], set(), threading.Lock(), [0]

            def write(number):
                own = desks[number]
                while on[0]:
                    ops = [create("task", customers[(number + k) % len(customers)], {"title": f"{number}"}) for k in range(1 + number % 3)]
                    batch = own.batch(ops)
                    while True:
                        answer = stubborn(lambda: own.call("POST", "/sync/v1/push", batch))
                        if not any(r["status"] == "retry" for r in answer["results"]):
                            break
                    assert all(r["status"] == "applied" for r in answer["results"]), answer
                    with lock:
                        acknowledged.update(op["id"] for op in ops)

            seen = []

            def follow(cursor):
                while True:
                    last = not on[0]
                    more = True
                    while more:
                        answer = stubborn(lambda: reader.call("POST", "/sync/v1/pull", {"cursor": cursor, "limit": 50}))
                        seen.extend((r["id"], r["version"]) for r in answer["changes"] if r["type"] == "task")
                        cursor, more = answer["next_cursor"], answer["more"]
                        polls[0] += 1
                    if last:
                        end.append(answer)
                        return
                    time.sleep(0.01)

            end = []
            writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
            follower = threading.Thread(target=follow, args=(page["next_cursor"],))
            for thread in [*writers, follower]:
                thread.start()
            deaths, stop = 0, time.monotonic() + SECONDS
            while time.monotonic() < stop:
                time.sleep(1.5)
                node = nodes[deaths % 2]
                node.stop(signal.SIGKILL)
                time.sleep(0.3)
                node.start()
                deaths += 1
            on[0] = False
            for thread in writers:
                thread.join()
            follower.join()
            # Once more behind the last write.
            rows = reader.follow(end[0]["next_cursor"])[0]
            seen += [(r["id"], r["version"]) for r in rows if r["type"] == "task"]
            stored = [r for r in first.dump() if r["type"] == "task" and r["scope"] == book["scope"] and not r.get("deleted")]
            made = {r["id"] for r in stored if r["version"] == 1 and r["data"]["title"].isdigit()}
            told = [i for i, _ in seen]
            assert acknowledged <= made, f"{len(acknowledged - made)} acknowledged and lost"
            assert made <= set(told), f"{len(made - set(told))} committed and never told"
            assert len(told) == len(set(told)), f"{len(told) - len(set(told))} told twice"
            assert reader.pull(end[0]["next_cursor"])["digest"][book["scope"]]["task"] == digest(stored)["task"]
            print(f"{len(made)} rows by {WRITERS} writers, {polls[0]} pages, {deaths} kills of a node: 0 missed, 0 twice, 0 lost")
            assert deaths >= 3 and len(made) > 100
        finally:
            balancer.terminate()
            balancer.wait()
        assert [node.stop() for node in nodes] == [0, 0]


if not HAPROXY:
    print("skipped: HAProxy is not installed")
    sys.exit(77)
story(work)
