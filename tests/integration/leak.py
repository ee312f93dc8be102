# SPDX-License-Identifier: GPL-3.0-or-later
"""A stolen disk tells nothing: after use no name, phone or identity number of the bank stands in any file of the vault, and plain sqlite3 cannot open it."""
import subprocess

from desk import BIN, PASSPHRASE, Central, Vault, environment, story


def work(folder):
    central = Central(folder)
    central.load(customers=120, managers=1)
    central.start()
    vault = Vault(folder, "a")
    vault.enrol(central)
    numbers = [c["number"] for c in vault.ask("customers", "--limit", "5")["customers"]]
    vault.ask("task", "add", "--title", "哨兵任务标题", "--due", "2026-09-25", "--customer", numbers[0])
    vault.ask("interaction", "add", "--customer", numbers[1], "--channel", "visit", "--summary", "哨兵互动内容")
    for command in (("today",), ("alerts",), ("portfolio",), ("calendar",), ("search", "张"), ("customer", numbers[2])):
        vault.ask(*command)
    if (BIN / "zhike").exists():
        shots = [x for s in ("today", "customers", "customer-person", "churn", "sync") for x in ("--screenshot", f"{s}={folder}/{s}.png")]
        done = subprocess.run([BIN / "zhike", "--vault", vault.path, "--now", vault.now, "--unlock-stdin", *shots], input=PASSPHRASE + "\n", text=True, capture_output=True,
                              env=environment(QT_QPA_PLATFORM="offscreen"), timeout=120)
        assert done.returncode == 0, done.stderr
    vault.ask("sync")

    secrets = {"哨兵任务标题", "哨兵互动内容"}
    for record in central.dump():
        data = record.get("data") or {}
        if record["type"] == "customer":
            secrets.update(data[k] for k in ("name", "id_no", "uscc", "legal_rep", "home_address") if data.get(k))
        elif record["type"] == "contact_point":
            secrets.add(data["value"])
        elif record["type"] == "account":
            secrets.add(data["number"])
    # Two characters in UTF-16 are four bytes: those turn up in noise by chance.
    patterns = [s.encode() for s in secrets if len(s.encode()) >= 6] + [s.encode("utf-16-le") for s in secrets if len(s) >= 3]
    assert len(patterns) > 500
    files = [p for p in vault.path.rglob("*") if p.is_file()]
    assert any(p.name.startswith("cache-") for p in files)
    for path in files:
        assert path.stat().st_mode & 0o077 == 0, f"{path.name} can be read by others"
        content = path.read_bytes()
        for pattern in patterns:
            assert pattern not in content, f"{path.name} holds {pattern!r} in clear"
    database = next(p for p in files if p.suffix == ".db")
    plain = subprocess.run(["sqlite3", database, "SELECT count(*) FROM sqlite_master"], capture_output=True, text=True)
    assert plain.returncode != 0 and "not a database" in plain.stderr, plain
    print(f"{len(patterns)} patterns, {len(files)} files, {sum(p.stat().st_size for p in files):,} bytes: no hit")
    central.stop()


story(work)
