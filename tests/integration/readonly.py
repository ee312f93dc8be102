# SPDX-License-Identifier: GPL-3.0-or-later
"""REL-6: the folder becomes read-only, also with a write-ahead log that was never checkpointed: what was saved is read, or it is said why not; nothing loops."""
import os
import subprocess
import sys
import time

from desk import Central, Vault, kill, story

TRIALS = int(os.environ.get("ZHIKE_TRIALS", "5"))


def work(folder):
    if os.geteuid() != 0 or subprocess.run(["mount", "--bind", folder, folder], capture_output=True).returncode:
        print("no read-only mount can be made here")
        sys.exit(77)
    try:
        home = folder / "home"
        home.mkdir()
        subprocess.run(["mount", "--bind", home, home], check=True)
        central = Central(folder)
        central.load(customers=20, managers=1)
        central.start()
        vault = Vault(home, "vault")
        vault.enrol(central)
        number = vault.ask("customers", "--limit", "1")["customers"][0]["number"]
        read = said = 0
        for trial in range(TRIALS):
            title = f"只读之前 {trial}"
            vault.ask("task", "add", "--title", title, "--due", "2026-09-28", "--customer", number)
            if trial % 2:  # leaves a log behind
                writer = vault.start("task", "add", "--title", "断在中间", "--due", "2026-09-28", "--customer", number)
                time.sleep(0.25 + 0.1 * trial)
                kill(writer)
            subprocess.run(["mount", "-o", "remount,bind,ro", home], check=True)
            try:
                began = time.time()
                code, out, err = vault.call("customer", number)
                if code == 0:
                    assert title in out, "what was saved is not shown"
                    read += 1
                else:
                    assert err.strip() and code == 1, (code, out, err)
                    said += 1
                refused = vault.refused("task", "add", "--title", "写不进去", "--due", "2026-09-28", "--customer", number)
                assert refused["code"] in ("io", "full", "locked"), refused
                assert time.time() - began < 60, "it looped"
            finally:
                subprocess.run(["mount", "-o", "remount,bind,rw", home], check=True)
            shown = vault.ask("customer", number)["open_tasks"]
            assert any(t["title"] == title for t in shown) and not any(t["title"] == "写不进去" for t in shown)
            assert vault.ask("check")["sound"] is True
        print(f"{TRIALS} times read-only: {read} times read, {said} times said why not")
        central.stop()
    finally:
        subprocess.run(["umount", "-l", folder / "home"], capture_output=True)
        subprocess.run(["umount", "-l", folder], capture_output=True)


story(work)
