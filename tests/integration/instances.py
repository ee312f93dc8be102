# SPDX-License-Identifier: GPL-3.0-or-later
"""REL-10, REL-27: one vault, one process: a second one is told so and changes nothing; a lock whose owner was killed holds nobody up; a folder that is renamed
under a running client loses nothing."""
import os
import random
import subprocess
import time

from desk import BIN, Central, Vault, environment, story

TRIALS = int(os.environ.get("ZHIKE_TRIALS", "10"))


def work(folder):
    chance = random.Random(10)
    central = Central(folder)
    central.load(customers=10, managers=1)
    central.start()
    vault = Vault(folder, "vault")
    vault.enrol(central)
    number = vault.ask("customers", "--limit", "1")["customers"][0]["number"]
    promised = []
    for trial in range(TRIALS):
        writer = subprocess.Popen([BIN / "zhike_writer", vault.path, vault.now, number, f"先到 {trial:03d}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        assert writer.stdout.readline() == "ready\n", f"trial {trial}: {writer.stderr.read()}"
        refused = vault.refused("task", "add", "--title", "后到", "--due", "2026-09-28", "--customer", number)
        assert refused["code"] == "locked", refused
        if trial % 3 == 2:  # the folder is moved away and back under the writer
            away = folder / "elsewhere"
            os.rename(vault.path, away)
            time.sleep(chance.uniform(0, 0.2))
            if trial % 2:
                writer.kill()
            os.rename(away, vault.path)
        time.sleep(chance.uniform(0, 0.1))
        writer.kill()
        out, _ = writer.communicate()
        promised += [line for line in out.split("\n")[:-1] if line]
        assert (vault.path / "vault.lock").exists()
        assert vault.ask("check")["sound"] is True
    vault.ask("sync")
    titles = {r["data"].get("title") or r["data"].get("summary") for r in central.dump() if r["type"] in ("task", "interaction") and not r["deleted"]}
    assert "后到" not in titles
    missing = set(promised) - titles
    assert promised and not missing, f"lost: {sorted(missing)[:5]}"
    print(f"{TRIALS} times a second process was turned away, {TRIALS} killed owners left nothing behind; {len(promised)} saves, none lost")
    central.stop()


story(work)
