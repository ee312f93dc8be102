# SPDX-License-Identifier: GPL-3.0-or-later
"""The description the endpoint serves: a linter accepts it, every path it names answers, and a call made by the book does what the book says."""
import json
import shutil
import subprocess
import sys
import uuid

from desk import Central, story
from protocol import Person

SKIP = 77
LINTER = "@redocly/cli@2.11.1"


def lint(folder, text):
    path = folder / "openapi.json"
    path.write_text(text, encoding="utf-8")
    npx = shutil.which("npx")
    if not npx:
        return "npx is not installed"
    # Whether the registry can be reached is asked first, so that a finding of the linter is never taken for that.
    try:
        there = subprocess.run([npx, "--yes", LINTER, "--version"], capture_output=True, text=True, timeout=120, cwd=folder)
    except subprocess.TimeoutExpired:
        return "the linter did not come in time"
    if there.returncode != 0:
        return "no npm registry to fetch the linter from"
    done = subprocess.run([npx, "--yes", LINTER, "lint", "--format", "json", path], capture_output=True, text=True, timeout=120, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return None


def by_the_book(url):
    desk = Person(url, "rm001", "one")
    book = next(e for e in desk.pull()["scopes"]["added"] if e["scope"].startswith("book:"))
    customer = next(r for r in desk.bootstrap(book, 500) if r["type"] == "customer")
    key = str(uuid.uuid4())
    body = {"customer_id": customer["id"], "data": {"title": "online"}}
    status, task = desk.call("POST", "/api/v1/task", body, **{"Idempotency-Key": key})
    assert status == 201 and task["version"] == 1, task
    assert desk.call("POST", "/api/v1/task", body, **{"Idempotency-Key": key})[1]["id"] == task["id"]
    status, problem = desk.call("POST", "/api/v1/task", {**body, "data": {"title": "other"}}, **{"Idempotency-Key": key})
    assert (status, problem["code"]) == (422, "idempotency-key-reused"), problem
    assert desk.call("POST", "/api/v1/task", body)[0] == 400
    assert desk.call("POST", "/api/v1/account", body, **{"Idempotency-Key": str(uuid.uuid4())})[0] == 403
    assert Person(url, "rm002").call("POST", "/api/v1/task", body, **{"Idempotency-Key": key})[0] == 403
    path = f"/api/v1/task/{task['id']}"
    assert desk.call("PATCH", path, {"title": "next"})[0] == 428
    assert desk.call("PATCH", path, {"title": "next"}, **{"If-Match": '"v7"'})[0] == 412
    status, changed = desk.call("PATCH", path, {"title": "next"}, **{"If-Match": '"v1"'})
    assert status == 200 and changed["version"] == 2 and changed["data"]["title"] == "next", changed
    assert desk.call("GET", path)[1] == changed
    status, request = desk.call("PATCH", f"/api/v1/customer/{customer['id']}", {"tier_override": "gold"}, **{"If-Match": f'"v{customer["version"]}"'})
    assert status == 202 and request["type"] == "change_request", request


def work(folder):
    central = Central(folder)
    central.load(customers=10, managers=2)
    central.start()
    status, description = Person(central.url, "rm001").send("GET", "/openapi.json", None, {})
    assert status == 200
    anybody = Person(central.url, "rm001")
    for path, item in description["paths"].items():
        for method in item:
            status, answer = anybody.send(method.upper(), path.replace("{type}", "task").replace("{id}", str(uuid.uuid4())).replace("{scope}", "book:1"), "{}" if method != "get" else None, {}) \
                if path != "/metrics" else (200, None)
            assert status != 405 and (status != 404 or "{id}" in path), (method, path, status, answer)
    by_the_book(central.url)
    why = lint(folder, json.dumps(description))
    assert central.stop() == 0
    if why:
        print("not linted:", why)
        sys.exit(SKIP)


story(work)
