# SPDX-License-Identifier: GPL-3.0-or-later
"""What packaging/cluster brings up: two endpoints on one database under their own roles (and the proxy in front, where it is installed)."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

from desk import BIN, environment

CLUSTER = Path(__file__).resolve().parents[2] / "packaging" / "cluster"


def inside():
    from postgres import binaries
    from protocol import Person, create, patch

    store = os.environ["ZHIKE_STORE"].removeprefix("postgresql:")
    fronts = [os.environ[name] for name in ("ZHIKE_CLUSTER", "ZHIKE_NODE_A", "ZHIKE_NODE_B") if name in os.environ]
    for front in fronts:
        for back in fronts:
            writer, reader = Person(front, "rm001", f"w{front}"), Person(back, "rm001", f"r{back}")
            page = reader.pull()
            book = next(e for e in page["scopes"]["added"] if e["scope"].startswith("book:"))
            customer = next(r for r in reader.bootstrap(book, 200) if r["type"] == "customer")
            # Numbers of ops go on where an earlier round of this desk ended.
            writer.n = int.from_bytes(os.urandom(4), "big")
            done = writer.push(create("task", customer["id"], {"title": "over there"}),
                               patch("customer", customer["id"], customer["version"], remarks=(customer["data"].get("remarks"), os.urandom(4).hex())))
            assert [r["status"] for r in done] == ["applied", "applied"], done
            rows, _, _ = reader.follow(page["next_cursor"])
            assert {r["id"] for r in rows} >= {r["record"]["id"] for r in done}, (front, back)
    # The endpoint's role works on rows; tables and the audit are beyond it.
    for text in ("DELETE FROM audit", "UPDATE audit SET body = ''", "TRUNCATE audit", "DROP TABLE record", "ALTER TABLE audit DISABLE TRIGGER ALL", "CREATE TABLE mine (x int)"):
        refused = subprocess.run([f"{binaries()}/psql", "-X", "-d", store, "-v", "ON_ERROR_STOP=1", "-c", text], capture_output=True, text=True)
        assert refused.returncode != 0, text
    for command in (("audit", "verify"), ("purge",)):
        done = subprocess.run([BIN / "zhike-central", *command, "--store", "postgresql:" + store], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    print(f"{len(fronts)} ways in, one bank")


def main():
    proxy = [] if shutil.which("haproxy") or os.path.exists("/usr/sbin/haproxy") else ["--without-proxy"]
    if proxy:
        print("HAProxy is not installed: the endpoints are driven directly")
    env = environment(ZHIKE_BIN=str(BIN))
    done = subprocess.run([CLUSTER, "--customers", "40", *proxy, sys.executable, "-B", __file__, "inside"], env=env)
    sys.exit(done.returncode)


if sys.argv[1:] == ["inside"]:
    inside()
else:
    main()
