# SPDX-License-Identifier: GPL-3.0-or-later
"""REL-1: kill -9 of a client that saves without pause, at random moments: every save it said was done is there and reaches the server, once; the cache is
sound, the audit chain has no gap."""
import json
import os
import random
import subprocess
import time

from desk import BIN, Central, Vault, environment, story

KILLS = int(os.environ.get("ZHIKE_KILLS", "30"))
SEED = int(os.environ.get("ZHIKE_SEED", "20260921"))


def work(folder):
    chance = random.Random(SEED)
    central = Central(folder)
    central.load(customers=20, managers=1)
    central.start()
    vault = Vault(folder, "vault")
    vault.enrol(central)
    number = vault.ask("customers", "--limit", "1")["customers"][0]["number"]
    promised = []
    for kill in range(KILLS):
        writer = subprocess.Popen([BIN / "zhike_writer", vault.path, vault.now, number, f"保存 {kill:04d}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        assert writer.stdout.readline() == "ready\n", f"after {kill} kills: {writer.stderr.read()}"
        time.sleep(chance.uniform(0.0, 0.25))
        writer.kill()
        out, _ = writer.communicate()
        lines = out.split("\n")
        promised += [line for line in lines[:-1] if line]  # the last one may be cut in half
        if kill % 10 == 9:
            check = vault.ask("check")
            assert check["sound"] is True, check
    assert len(promised) > KILLS, "too few saves to say anything"
    code, out, err = vault.call("audit", "verify")
    if code != 2:  # where the device keeps a chain
        assert code == 0, (code, out, err)
    vault.ask("sync")
    assert vault.ask("outbox") == [] and vault.ask("conflicts") == []
    assert vault.ask("check")["sound"] is True
    kept = [r["data"].get("title") or r["data"].get("summary") for r in central.dump() if r["type"] in ("task", "interaction") and not r["deleted"]]
    kept = [t for t in kept if t and t.startswith("保存 ")]
    assert len(kept) == len(set(kept)), "something came twice"
    missing = set(promised) - set(kept)
    assert not missing, f"lost: {sorted(missing)[:5]} and {len(missing)} in all"
    # The follow-up of a contact comes with it or not at all.
    contacts = {t for t in kept if not t.endswith(" next") and int(t[-4:]) % 3 == 2}
    assert {t + " next" for t in contacts} == {t for t in kept if t.endswith(" next")}, "half of a group"
    verified = central.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    chains = json.loads(verified.stdout)
    assert chains["checkpoints"] > 0 and chains["device_events"] > 0 and chains["flagged"] == 0, chains  # the device's signatures came along
    print(f"{KILLS} kills, {len(promised)} saves acknowledged, {len(kept)} on the server, none lost, none twice")
    central.stop()


story(work)
