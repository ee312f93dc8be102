# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault from outside: what a thief has opens nothing, what a person types is not lost. vault.py STORY runs one of the stories below."""
import json
import os
import random
import shutil
import subprocess
import sys
import time
import urllib.request

from desk import BIN, PASSPHRASE, Central, Vault, environment, kill, story
from protocol import Person

LATER = "2026-10-07T09:42:00+08:00"  # 16 days on: the lease of 14 is over
MUCH_LATER = "2026-11-20T09:42:00+08:00"  # and twice over
WRONG = "eight boats on a grey lake"


def bank(folder):
    central = Central(folder)
    central.load(customers=30)
    return central.start()


def desk(folder, central, name="a"):
    vault = Vault(folder / name, "vault")
    vault.path.parent.mkdir()
    vault.enrol(central)
    return vault


def typed(vault, title):
    return vault.ask("task", "add", "--title", title, "--due", "2026-09-24")["id"]


def arrived(central, record):
    return sum(r["id"] == record for r in central.dump())


def events(vault, name):
    """What its audit says of it, oldest first: outcome and number."""
    return [(e.get("outcome", ""), e.get("n")) for e in reversed(vault.ask("audit", "list", "--event", name)["events"])]


def wrong(vault):
    return vault.refused("status", env=environment(ZHIKE_PASSPHRASE=WRONG))["code"]


def copies(folder):
    """SEC-3: the folder and the passphrase without the keyring open nothing, and nothing is made in its place."""
    central = bank(folder)
    vault = desk(folder, central)
    thief = Vault(folder / "thief", "vault")
    shutil.copytree(vault.path, thief.path)
    for command in (("status",), ("customers",), ("check",), ("rotate-key",)):
        assert thief.refused(*command)["code"] == "keyring"
    assert not (thief.path.parent / ".keys").exists()
    vault.ask("check")
    header = vault.path / "vault.hdr"
    assert (header.stat().st_mode & 0o777) == 0o600 and ((vault.path.parent / ".keys").stat().st_mode & 0o777) == 0o700
    central.stop()


def tries(folder):
    """SEC-5: wrong tries cost time that neither a restart nor another clock nor an older header takes back; after ten the central has to be asked."""
    central = bank(folder)
    vault = desk(folder, central)
    task = typed(vault, "not sent yet")
    before = (vault.path / "vault.hdr").read_bytes()
    count = 0
    for delay in (0, 0, 0, 5) + ((15, 30, 60, 300, 300) if os.environ.get("ZHIKE_LONG") else ()):
        assert wrong(vault) == "wrong-passphrase"
        count += 1
        if delay == 0:
            continue
        for name in ("vault.hdr", "vault.hdr.bak"):
            (vault.path / name).write_bytes(before)
        assert vault.refused("status")["code"] == "throttled"
        vault.now = "2026-09-24T09:42:00+08:00"
        assert vault.refused("status")["code"] == "throttled"
        vault.now = "2026-09-21T09:42:00+08:00"
        time.sleep(delay + 0.2)
    if count == 9:
        assert wrong(vault) == "signin-needed"
        assert wrong(vault) == "signin-needed"
        assert vault.refused("status")["code"] == "signin-needed", "the right passphrase alone must not open it any more"
        assert vault.refused("sign-in", env=environment(ZHIKE_PASSWORD="not it"))["code"] == "unauthorized"
        assert vault.refused("status")["code"] == "signin-needed"
        vault.ask("sign-in")
    assert vault.ask("status")["vault"]["failed_tries"] == (0 if count == 9 else count)
    assert vault.ask("status")["vault"]["failed_tries"] == 0
    # What happened while nothing could be put on record stands there now, once.
    unlocks = events(vault, "auth.unlock")
    assert sum(outcome == "throttle" for outcome, n in unlocks) == 1, unlocks
    assert ("fail", count) in unlocks or count == 9, unlocks
    assert events(vault, "time.rollback") == []
    assert vault.ask("sync")["pushed"] >= 1 and arrived(central, task) == 1
    vault.ask("check")
    central.stop()


def lease(folder):
    """SEC-24: the licence to work offline ends on trusted time; a clock set back does not bring it back; twice over, the keys are gone."""
    central = bank(folder)
    vault, other = desk(folder, central), desk(folder, central, "b")
    task = typed(vault, "typed before the lease ended")
    at = vault.now
    vault.now = LATER
    error = vault.refused("status")
    assert error["code"] == "signin-needed", error
    vault.now = at  # back again: the share is gone
    assert vault.refused("status")["code"] == "signin-needed"
    vault.ask("sign-in")
    assert vault.ask("sync")["pushed"] >= 1 and arrived(central, task) == 1
    vault.now = "2026-09-21T08:42:00+08:00"  # an hour behind what the central said
    assert vault.refused("status")["code"] == "signin-needed"
    vault.now = at
    vault.ask("status")
    assert ("lapse", None) in events(vault, "key.lease") and events(vault, "time.rollback") == [("", 60)]

    # Revoked, and the lease over: neither passphrase nor password helps.
    late = typed(other, "typed on the revoked one")
    central.run("device", "revoke", device_of(central, other)["device_id"])
    assert other.refused("sync")["code"] == "revoked"
    assert other.refused("sync")["code"] == "revoked"
    assert len(events(other, "dev.revoke")) == 1, "once"
    other.now = LATER
    assert other.refused("status")["code"] == "signin-needed"
    assert other.refused("sign-in")["code"] == "revoked"
    assert other.refused("customers")["code"] == "signin-needed"
    other.now = MUCH_LATER
    sealed = (other.path / "outbox.seal").read_bytes()
    assert other.refused("status")["code"] == "erased"
    other.now = at
    assert other.refused("status")["code"] == "erased"
    assert (other.path / "outbox.seal").read_bytes() == sealed and len(sealed) > 100, "what was typed stays sealed"
    assert arrived(central, late) == 0
    central.stop()


def forgotten(folder):
    """A passphrase nobody remembers: a new sign-in makes a new vault, and what the old one had not sent arrives from it, once."""
    central = bank(folder)
    lost = desk(folder, central)
    central.stop()
    task = typed(lost, "typed before the passphrase was lost")
    central.start()
    stranger = Vault(folder / "other", "vault")
    stranger.path.parent.mkdir()
    stranger.enrol(central, login="rm002", former=lost.path)
    assert arrived(central, task) == 0, "another person's vault is not touched"
    fresh = Vault(folder / "b", "vault")
    fresh.path.parent.mkdir()
    fresh.enrol(central, former=lost.path)
    fresh.ask("sync")
    assert arrived(central, task) == 1
    # Remembered after all: the old vault opens as before and sends nothing twice.
    lost.ask("sync")
    assert arrived(central, task) == 1
    assert lost.ask("outbox") == []
    central.stop()


def device_of(central, vault):
    install = vault.ask("status")["vault"]["id"]
    return next(d for d in json.loads(central.run("device", "list", "--json").stdout)["devices"] if d["install_id"] == install)


def wipe(folder):
    """SEC-25: a signed order destroys keys and files, whatever kills it in between; what was typed arrives all the same."""
    central = bank(folder)
    vault = desk(folder, central)
    task = typed(vault, "typed before the wipe")
    copy = folder / "copy"
    shutil.copytree(vault.path, copy)
    device = device_of(central, vault)["device_id"]
    central.run("device", "wipe", device)
    error = vault.refused("sync")
    assert error["code"] == "revoked", error
    left = {p.name for p in vault.path.iterdir()} - {"vault.lock"}
    assert not left, left
    assert arrived(central, task) == 1
    said = Person(central.url, "rm001").call("GET", "/sync/v1/audit?device=" + device)[1]["events"]
    assert [e["event"]["ev"] for e in said].count("dev.wipe") == 1, "the last that it says arrives sealed"
    assert [d["status"] for d in json.loads(central.run("device", "list", "--json").stdout)["devices"] if d["device_id"] == device] == ["wiped"]
    # Everything that was in the folder is put back; the keyring has nothing for it any more.
    shutil.rmtree(vault.path)
    shutil.copytree(copy, vault.path)
    assert vault.refused("status")["code"] == "keyring"
    # Another desk is not touched.
    desk(folder, central, "b").ask("check")
    central.stop()


def rotate(folder):
    """SEC-26, REL-7: a new data key; the old files are of no use with the passphrase; killed at any moment, the old or the new one works."""
    central = bank(folder)
    vault = desk(folder, central)
    task = typed(vault, "typed before the key was changed")
    copy = folder / "copy"
    shutil.copytree(vault.path, copy)
    generation = vault.ask("status")["vault"]["generation"]
    customers = vault.ask("customers", "--limit", "500")["customers"]
    assert vault.ask("rotate-key")["generation"] > generation
    files = sorted(p.name for p in vault.path.iterdir() if p.name.startswith("cache-"))
    assert len([f for f in files if f.endswith(".db")]) == 1 and "cache-1.db" not in files, files
    assert vault.ask("customers", "--limit", "500")["customers"] == customers
    assert vault.ask("check")["sound"] is True
    now = folder / "now"
    shutil.move(vault.path, now)
    shutil.copytree(copy, vault.path)
    assert vault.refused("status")["code"] == "wrong-passphrase"
    shutil.rmtree(vault.path)
    shutil.move(now, vault.path)

    changed = environment(ZHIKE_NEW_PASSPHRASE="nine boats on a blue lake")
    code, out, err = vault.call("passphrase", "change", env=changed)
    assert code == 0, err
    assert vault.refused("status")["code"] == "wrong-passphrase"
    code, out, err = vault.call("passphrase", "change", env=environment(ZHIKE_PASSPHRASE="nine boats on a blue lake", ZHIKE_NEW_PASSPHRASE=PASSPHRASE))
    assert code == 0, err
    for strike in range(int(os.environ.get("ZHIKE_KILLS", "8"))):
        process = vault.start("rotate-key")
        time.sleep(0.15 + 0.05 * (strike % 12))
        kill(process)
        assert vault.ask("check")["sound"] is True, strike
    assert len([p for p in vault.path.iterdir() if p.name.endswith(".db")]) == 1
    assert vault.ask("sync")["pushed"] >= 1 and arrived(central, task) == 1
    central.stop()


def restored(folder):
    """SEC-22, REL-30: a copy put back is known at unlock, can be read, not written, and becomes a device of its own history; nothing is done twice."""
    central = bank(folder)
    vault = desk(folder, central)
    first = typed(vault, "in the copy, not sent")
    copy = folder / "copy"
    shutil.copytree(vault.path, copy)
    second = typed(vault, "after the copy")
    vault.ask("sync")
    assert arrived(central, first) == arrived(central, second) == 1
    shutil.rmtree(vault.path)
    shutil.copytree(copy, vault.path)
    assert vault.ask("status")["vault"]["restored_copy"] is True
    assert vault.ask("customers")["total"] > 5
    assert vault.refused("task", "add", "--title", "no", "--due", "2026-09-24")["code"] == "restored-copy"
    code, out, err = vault.call("check")
    assert code == 1 and "older than its anchor" in out, out
    vault.ask("sync")
    state = vault.ask("status")
    assert state["vault"]["restored_copy"] is False
    assert arrived(central, first) == arrived(central, second) == 1, "an operation had its effect twice"
    third = typed(vault, "life goes on")
    vault.ask("sync")
    assert arrived(central, third) == 1
    titles = [r["data"].get("title") for r in central.dump() if r["type"] == "task"]
    assert titles.count("in the copy, not sent") == titles.count("after the copy") == 1
    vault.ask("check")
    # A snapshot of the whole computer, keyring included: here nothing can know, the central does.
    whole = folder / "whole"
    shutil.copytree(vault.path.parent, whole)
    fourth = typed(vault, "after the snapshot")
    vault.ask("sync")
    shutil.rmtree(vault.path.parent)
    shutil.copytree(whole, vault.path.parent)
    assert vault.ask("status")["vault"]["restored_copy"] is False
    fifth = typed(vault, "in the snapshot put back")
    before = device_of(central, vault)["incarnation"]
    vault.ask("sync")
    metrics = urllib.request.urlopen(f"{central.url}/metrics").read().decode()
    assert 'event="audit.fork"' in metrics or 'event="dev.regressed"' in metrics, metrics
    assert device_of(central, vault)["incarnation"] == before + 1
    vault.ask("sync")
    assert [arrived(central, record) for record in (first, second, third, fourth, fifth)] == [1] * 5
    assert vault.ask("check")["sound"] is True
    central.stop()


def backup(folder):
    """REL-30: a backup tool copies the folder while it is being written to, file after file; later the copy is put back. It is never taken for the vault of
    today: it says so, stays read-only until the central was asked, and nothing is lost of what had arrived, nothing done twice."""
    chance = random.Random(int(os.environ.get("ZHIKE_SEED", "20260921")))
    central = bank(folder)
    vault = desk(folder, central)
    number = vault.ask("customers", "--limit", "1")["customers"][0]["number"]
    told = {"restored": 0, "damaged": 0}
    promised = []
    for trial in range(int(os.environ.get("ZHIKE_TRIALS", "4"))):
        writer = subprocess.Popen([BIN / "zhike_writer", vault.path, vault.now, number, f"备份 {trial:03d}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
        time.sleep(chance.uniform(0.02, 0.2))
        copy = folder / f"copy{trial}"
        names = sorted(p.name for p in vault.path.iterdir() if p.is_file())
        chance.shuffle(names)
        copy.mkdir()
        for name in names:  # as cp -r does, each file at another moment
            shutil.copy2(vault.path / name, copy / name)
            time.sleep(chance.uniform(0, 0.02))
        time.sleep(chance.uniform(0.05, 0.2))
        kill_and_read(writer, promised)
        vault.ask("sync")  # what was written after the copy has arrived: the copy is of the past
        shutil.rmtree(vault.path)
        shutil.copytree(copy, vault.path)
        state = vault.ask("status")["vault"]
        assert state["restored_copy"] is True, f"copy {trial} was taken for today's vault"
        told["damaged" if (vault.path / "quarantine").exists() else "restored"] += 1
        assert vault.refused("task", "add", "--title", "no", "--due", "2026-09-28")["code"] == "restored-copy"
        vault.ask("customers")  # readable all the while
        vault.ask("sync")
        assert vault.ask("status")["vault"]["restored_copy"] is False
        assert vault.ask("outbox") == [] and vault.ask("conflicts") == []
        assert vault.ask("check")["sound"] is True
        shutil.rmtree(copy)
    kept = [r["data"].get("title") or r["data"].get("summary") for r in central.dump() if r["type"] in ("task", "interaction") and not r["deleted"]]
    kept = [t for t in kept if t and t.startswith("备份 ")]
    doubled = {t for t in kept if kept.count(t) > 1}
    assert not doubled, f"done twice: {sorted(doubled)[:5]}"
    missing = set(promised) - set(kept)
    assert len(promised) > 10 and not missing, f"lost: {sorted(missing)[:5]} of {len(promised)}"
    events = [e["event"] for e in vault.ask("audit", "list", "--limit", "1000")["events"]]
    assert "vault.restore-detected" in events or told["damaged"], events[:20]
    print(f"{sum(told.values())} copies put back: {told['restored']} told as older, {told['damaged']} as damaged; {len(promised)} saves, none lost, none twice")
    central.stop()


def kill_and_read(writer, promised):
    writer.kill()
    out, _ = writer.communicate()
    promised += [line for line in out.split("\n")[:-1] if line]


def damage(folder):
    """REL-8: every second page damaged: said at unlock, set aside, what a person did is taken over, customers are fetched again; nothing is lost or doubled."""
    central = bank(folder)
    vault = desk(folder, central)
    task = typed(vault, "typed before the damage")
    customers = vault.ask("customers")["total"]
    vault.ask("check")
    store = vault.path / "cache-1.db"
    pages = bytearray(store.read_bytes())
    for page in range(40, len(pages) // 4096, 2):
        pages[page * 4096 + 100] ^= 1
    store.write_bytes(pages)
    state = vault.ask("status")
    assert state["vault"]["restored_copy"] is True and state["pending"] == 1, state
    assert vault.refused("task", "add", "--title", "no", "--due", "2026-09-24")["code"] == "restored-copy"
    assert list((vault.path / "quarantine").iterdir())
    vault.ask("sync")
    assert arrived(central, task) == 1 and vault.ask("customers")["total"] == customers
    assert vault.ask("check")["sound"] is True
    assert arrived(central, typed_and_sent(vault)) == 1
    central.stop()


def typed_and_sent(vault):
    task = typed(vault, "life goes on")
    vault.ask("sync")
    return task


story({"damage": damage, "backup": backup, "copies": copies, "forgotten": forgotten, "tries": tries, "lease": lease, "wipe": wipe, "rotate": rotate, "restored": restored}[sys.argv[1]])
