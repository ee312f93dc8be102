# SPDX-License-Identifier: GPL-3.0-or-later
"""REL-8, REL-9, acceptance: one byte flipped – or a piece zeroed, cut off, taken away – in database, write-ahead log, header and seal file. It is noticed and
said in plain words, never taken for a wrong passphrase, no wrong value is shown, and what was not yet sent still arrives at the central."""
import json
import os
import random
import shutil
import subprocess
import sys
import time

from desk import BIN, Central, Vault, environment, story

TRIALS = int(os.environ.get("ZHIKE_TRIALS", "6"))
SEED = int(os.environ.get("ZHIKE_SEED", "20260921"))
PLAIN = {"damaged", "io", "restored", "protocol", "not-found"}


def flip(path, chance, start=0):
    data = bytearray(path.read_bytes())
    at = chance.randrange(start, len(data))
    data[at] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    return f"byte {at:,} of {len(data):,}"


def page_zero(path, chance):
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data) // 4096) * 4096
    data[at:at + 4096] = bytes(4096)
    path.write_bytes(data)
    return f"page at {at:,} zeroed"


def cut(path, chance):
    size = chance.randrange(path.stat().st_size)
    os.truncate(path, size)
    return f"cut to {size:,}"


def gone(path, chance):
    path.unlink()
    return "taken away"


CASES = [("cache-*.db", flip), ("cache-*.db-wal", flip), ("outbox.seal", flip), ("vault.hdr", flip), ("cache-*.db", page_zero), ("cache-*.db-wal", cut), ("cache-*.db-wal", gone),
         ("vault.hdr.bak", flip), ("vault.hdr", gone), ("cache-*.db", cut), ("outbox.seal", cut), ("outbox.seal", gone)]


if "db" in sys.argv:
    CASES = [c for c in CASES if c[0] in ("cache-*.db", "vault.hdr", "vault.hdr.bak")]
elif "log" in sys.argv:
    CASES = [c for c in CASES if c[0] in ("cache-*.db-wal", "outbox.seal")]


def work(folder):
    chance = random.Random(SEED)
    central = Central(folder)
    central.load(customers=20, managers=1)
    central.start()
    home = folder / "home"
    home.mkdir()
    vault = Vault(home, "vault")
    vault.enrol(central)
    customers = vault.ask("customers", "--limit", "20")["customers"]
    number = customers[0]["number"]
    names = {c["number"]: c["name"] for c in customers}
    told = noticed = clean = salvaged = signed_in = harmed = 0
    for trial in range(TRIALS):
        pattern, harm = CASES[trial % len(CASES)]
        unsent = [f"未送出 {trial:03d}-{i}" for i in range(2)]
        for title in unsent:
            vault.ask("task", "add", "--title", title, "--due", "2026-09-28", "--customer", number)
        # A writer killed in the middle leaves the log as it is, with what was committed and acknowledged in it: with the log only the seal file has that.
        writer = subprocess.Popen([BIN / "zhike_writer", vault.path, vault.now, number, f"断 {trial:03d}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
        time.sleep(chance.uniform(0.1, 0.3))
        writer.kill()
        unsent += [line for line in writer.communicate()[0].split("\n")[:-1] if line]
        targets = sorted(vault.path.glob(pattern))
        if not targets:
            continue
        harmed += 1
        backup = folder / "before"
        shutil.rmtree(backup, ignore_errors=True)
        shutil.copytree(home, backup)
        what = f"trial {trial}: {targets[0].name}, {harm(targets[0], chance)}"
        code, out, err = vault.call("check")
        error = None
        if code == 0:
            clean += 1  # healed (the other copy of the header), never read (a free page), or rebuilt at unlock
        elif code == 1 and '"error"' in out:
            error = json.loads(out)["error"]
            assert error["code"] in PLAIN, f"{what}: {error}"
            assert error["message"] and error["message"] in err, f"{what}: not said to a person"
            told += 1
        else:
            assert code == 1 and json.loads(out)["sound"] is False, f"{what}: {code} {out} {err}"
            noticed += 1
        # Nothing wrong is shown.
        code, out, err = vault.call("customers", "--limit", "20")
        assert code in (0, 1), f"{what}: {code} {err}"
        if code == 0:
            for customer in json.loads(out)["customers"]:
                assert names.get(customer["number"]) == customer["name"], f"{what}: shows {customer}"
        # The way back: unlock salvages, sync brings the rest; what was not sent arrives.
        code, out, err = vault.call("sync")
        for _ in range(3):
            if code == 0:
                break
            if json.loads(out)["error"]["code"] == "unauthorized":  # the token went with the damage: the person signs in again
                vault.ask("sign-in")
                signed_in += 1
            code, out, err = vault.call("sync")
        if code == 0:
            salvaged += 1
            assert vault.ask("check")["sound"] is True, what
            server = {r["data"].get("title") or r["data"].get("summary") for r in central.dump() if r["type"] in ("task", "interaction") and not r["deleted"]}
            missing = [t for t in unsent if t not in server]
            assert not missing, f"{what}: {missing} did not arrive"
            shown = {c["number"]: c["name"] for c in vault.ask("customers", "--limit", "20")["customers"]}
            assert shown == names, f"{what}: {len(shown)} customers after the way back"
        else:
            assert json.loads(out)["error"]["code"] in PLAIN, f"{what}: {out}"
            print(f"{what}: stays closed: {err.strip()}")
            shutil.rmtree(home)
            shutil.copytree(backup, home)
            vault.ask("sync")
    print(f"{harmed} harms: {told} told at once, {noticed} found by the check, {clean} without effect; {salvaged} times all unsent work arrived, {signed_in} times after signing in again")
    assert harmed > 0 and salvaged >= harmed * 3 // 4, "too often there was no way back"
    central.stop()


story(work)
