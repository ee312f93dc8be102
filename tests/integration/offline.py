# SPDX-License-Identifier: GPL-3.0-or-later
"""Without the server every question is answered and every command kept; when it is back, the work arrives."""
import subprocess

from desk import BIN, PASSPHRASE, Central, Vault, environment, story


def work(folder):
    central = Central(folder)
    central.load()
    central.start()
    vault = Vault(folder, "a")
    vault.enrol(central)
    assert central.stop() == 0

    page = vault.ask("customers", "--limit", "500")
    assert page["total"] == len(page["customers"]) > 10
    number = page["customers"][0]["number"]
    board = vault.ask("today")
    assert board["counts"]["customers"] == page["total"]
    portfolio = vault.ask("portfolio", "--by", "tier")
    assert sum(s["customers"] for s in portfolio["slices"]) == page["total"]
    assert sorted(m for s in portfolio["slices"] for m in s["members"]) == sorted(c["id"] for c in page["customers"])
    for command in (("status",), ("segments",), ("search", page["customers"][0]["name"]), ("customer", number), ("calendar", "--from", "2026-09-01", "--to", "2026-09-30"), ("alerts",),
                    ("explain", number), ("outbox",), ("conflicts",), ("check",), ("selftest",)):
        vault.ask(*command)

    # Every screen paints from the cache alone.
    if (BIN / "zhike").exists():
        screens = ("unlock", "today", "customers", "customer-person", "customer-company", "calendar-week", "calendar-month", "churn", "portfolio", "sync", "approvals", "settings", "palette")
        pictures = [x for s in screens for x in ("--screenshot", f"{s}={folder}/{s}.png")]
        done = subprocess.run([BIN / "zhike", "--vault", vault.path, "--now", vault.now, "--unlock-stdin", *pictures], input=PASSPHRASE + "\n", text=True, capture_output=True,
                              env=environment(QT_QPA_PLATFORM="offscreen"), timeout=300)
        assert done.returncode == 0, done.stderr
        assert all((folder / f"{s}.png").stat().st_size > 10_000 for s in screens)

    task = vault.ask("task", "add", "--title", "离线新建", "--due", "2026-09-24", "--customer", number)["id"]
    vault.ask("task", "move", task, "--start", "2026-09-24T10:00:00", "--end", "2026-09-24T10:30:00")
    vault.ask("interaction", "add", "--customer", number, "--channel", "visit", "--summary", "离线拜访", "--next", "寄材料", "--next-on", "2026-09-29")
    vault.ask("customer", "set", number, "preferred_channel=call")
    alert = next(a for a in vault.ask("alerts")["alerts"] if a["state"] == "new")
    vault.ask("alert", "acknowledge", alert["id"])
    assert vault.refused("sync")["code"] == "offline"
    assert len(vault.ask("outbox")) == 6
    file = vault.ask("customer", number)
    assert {"离线新建", "寄材料"} <= {t["title"] for t in file["open_tasks"]} and file["pending"] is True

    central.start()
    assert vault.ask("sync")["pushed"] == 6
    assert vault.ask("outbox") == []
    records = {r["id"]: r for r in central.dump()}
    assert records[task]["data"]["start"] == "2026-09-24T02:00:00.000Z" and not records[task]["data"].get("due")
    assert records[alert["id"]]["data"]["state"] == "acknowledged"
    assert vault.ask("customer", number)["pending"] is False
    central.stop()


story(work)
