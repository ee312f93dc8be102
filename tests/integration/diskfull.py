# SPDX-License-Identifier: GPL-3.0-or-later
"""REL-5: a vault on a disk of 8 MiB that fills up: said so, everything acknowledged stays readable, work goes on when there is room again."""
import json
import os
import subprocess
import sys

from desk import Central, Vault, story


def mount(folder, size, remount=""):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"{remount}size={size},mode=0700", "tmpfs", folder], capture_output=True, text=True)


def work(folder):
    disk = folder / "disk"
    disk.mkdir()
    mounted = mount(disk, "8m") if os.geteuid() == 0 else None
    if not mounted or mounted.returncode:
        print("no disk of 8 MiB can be mounted here: " + (mounted.stderr.strip() if mounted else "not root"))
        sys.exit(77)
    try:
        central = Central(folder)
        central.load(customers=25, managers=1)
        central.start()
        vault = Vault(disk, "vault")
        vault.enrol(central)
        number = vault.ask("customers", "--limit", "1")["customers"][0]["number"]
        # Something else takes the room, down to a little.
        filler = disk / "filler"
        with open(filler, "wb") as out:
            space = os.statvfs(disk)
            free = space.f_bavail * space.f_frsize
            out.write(b"\0" * max(0, free - 150_000))
        saved, refusals = [], []
        for i in range(60):
            title = f"满盘任务 {i:02d}"
            code, out, err = vault.call("task", "add", "--title", title, "--due", "2026-09-28", "--customer", number)
            if code == 0:
                saved.append(title)
                continue
            refusals.append(json.loads(out)["error"]["code"] if out.strip() else err)
            if len(refusals) >= 3:
                break
        assert refusals, f"the disk never filled up ({len(saved)} saves)"
        assert set(refusals) == {"full"}, refusals
        # Reading goes on, with the disk full.
        titles = {t["title"] for t in vault.ask("customer", number)["open_tasks"]}
        assert set(saved) <= titles, set(saved) - titles
        assert mount(disk, "64m", "remount,").returncode == 0
        vault.ask("task", "add", "--title", "又有空间", "--due", "2026-09-29", "--customer", number)
        assert vault.ask("check")["sound"] is True
        vault.ask("sync")
        assert vault.ask("outbox") == []
        server = {r["data"]["title"] for r in central.dump() if r["type"] == "task" and not r["deleted"]}
        assert set(saved) | {"又有空间"} <= server, (set(saved) - server)
        print(f"{len(saved)} saves before the end of the disk, {len(refusals)} refusals said so, all on the server afterwards")
        central.stop()
    finally:
        subprocess.run(["umount", "-l", disk])


story(work)
