# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the client or of the server at random moments of a sync loop: nothing acknowledged is lost, nothing comes twice."""
import os
import random
import signal
import time

from desk import Central, Vault, kill, story

ROUNDS = int(os.environ.get("ZHIKE_KILLS", "50"))
SEED = int(os.environ.get("ZHIKE_SEED", "20260921"))


def work(folder):
    chance = random.Random(SEED)
    central = Central(folder)
    central.load(customers=40, managers=2)
    central.start()
    a, b = Vault(folder, "a"), Vault(folder, "b")
    a.enrol(central)
    b.enrol(central)
    number = a.ask("customers", "--limit", "1")["customers"][0]["number"]

    began = time.time()
    a.ask("sync")
    usual = time.time() - began  # how long an undisturbed round takes here
    promised = []
    killed = {"client": 0, "server": 0, "writer": 0}
    for round_ in range(ROUNDS):
        vault = chance.choice((a, b))
        title = f"回访 {round_:03d}"
        # The save itself may be struck too: what was answered must stay, what was not may or may not be there, but never twice.
        writer = vault.start("task", "add", "--title", title, "--due", "2026-09-28", "--customer", number)
        if chance.random() < 0.2:
            time.sleep(chance.uniform(0, usual))
            if writer.poll() is None:
                kill(writer)
                killed["writer"] += 1
            else:
                promised.append(title)
                writer.communicate()
        else:
            out, err = writer.communicate()
            assert writer.returncode == 0, err
            promised.append(title)
        client = vault.start("sync")
        time.sleep(chance.uniform(0, usual * 1.1))
        if chance.random() < 0.5:
            if client.poll() is None:
                killed["client"] += 1
            kill(client)
        else:
            central.stop(signal.SIGKILL)
            killed["server"] += 1
            client.communicate()
            central.start()
    for vault in (a, b, a, b):
        vault.ask("sync")

    ends = []
    for vault in (a, b):
        assert vault.ask("outbox") == [] and vault.ask("conflicts") == []
        assert vault.ask("check")["sound"] is True
        titles = [t["title"] for t in vault.ask("customer", number)["open_tasks"] if t["title"].startswith("回访 ")]
        ends.append(sorted(titles))
    server = sorted(r["data"]["title"] for r in central.dump() if r["type"] == "task" and not r["deleted"] and r["data"]["title"].startswith("回访 ") and r["data"]["title"][3:].isdigit())
    for titles in (*ends, server):
        own = [t for t in titles if t[3:].isdigit()]
        assert len(own) == len(set(own)), "something came twice: " + str(own)
        missing = set(promised) - set(own)
        assert not missing, f"lost: {missing}"
    assert ends[0] == ends[1]
    assert central.run("audit", "verify").returncode == 0
    print(f"{ROUNDS} rounds, killed {killed}, {len(promised)} saves acknowledged, {len(server)} on the server")
    central.stop()


story(work)
