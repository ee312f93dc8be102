# SPDX-License-Identifier: GPL-3.0-or-later
# The audit of a device: what was done stands in it, the verifier says where a changed log is broken, offline and without the central.
import json
import shutil
import subprocess

from desk import BIN, Central, Vault, environment, story


def forge(vault, how, seq):
    done = subprocess.run([BIN / "auditforge", vault.path, vault.now, how, str(seq)], capture_output=True, text=True, env=environment())
    assert done.returncode == 0, (how, done.returncode, done.stderr)


def copy_of(vault, name):
    # With the keys beside the folder: a folder put back alone is known for what it is.
    for part in (vault.path.name, ".keys"):
        if (vault.path.parent / part).exists():
            shutil.copytree(vault.path.parent / part, vault.path.parent / name / part)
    return vault.path.parent / name


def put_back(vault, kept):
    for part in kept.iterdir():
        shutil.rmtree(vault.path.parent / part.name)
        part.rename(vault.path.parent / part.name)


def work(folder):
    central = Central(folder)
    central.load(20, 1)
    central.start()
    vault = Vault(folder, "one")
    vault.enrol(central)
    number = vault.ask("customers", "--where", "kind=person", "--limit", "1")["customers"][0]["number"]
    vault.ask("customer", "set", number, "remarks=hello")
    vault.ask("reveal", number, "id_no", "--reason", "verify")
    refused = vault.refused("reveal", number, "id_no")
    assert refused["field"] == "reason", refused
    for _ in range(6):
        vault.ask("task", "add", "--customer", number, "--title", "call", "--due", "2026-12-01")
    vault.ask("sync")  # signs the chain and sends it
    central.stop()

    events = vault.ask("audit", "list", "--limit", "500")["events"]
    names = [e["event"] for e in events]
    for wanted in ("auth.unlock", "cust.edit", "cust.reveal"):
        assert wanted in names, names
    reveal = next(e for e in events if e["event"] == "cust.reveal")
    assert reveal["reason"] == "verify" and reveal["fields"] == ["id_no"], reveal
    assert reveal["delivered"], "the sync did not carry it to the central"
    sound = vault.ask("audit", "verify")
    assert sound["intact"] and sound["kind"] == "none", sound
    assert sound["checkpoints"] >= 1, sound

    seq = reveal["seq"]
    for how, kind, place in (("edit", "edited", seq), ("delete", "deleted", seq), ("swap", "swapped", seq), ("insert", "inserted", seq),
                             ("truncate", "truncated", seq), ("fork", "forked", None)):
        kept = copy_of(vault, f"kept-{how}")
        forge(vault, how, seq)
        code, out, err = vault.call("audit", "verify")
        assert code == 1, (how, out, err)
        found = json.loads(out.splitlines()[0] if out.startswith("{") else out)
        assert not found.get("intact", True), (how, found, err)
        if how == "truncate":  # what came after continues nothing
            assert found["kind"] in ("truncated", "forked", "deleted", "edited") and found["broken_at"] >= seq, found
        elif place is None:
            assert found["kind"] == kind and found["broken_at"] <= seq <= found["until"], found
        else:
            assert (found["kind"], found["broken_at"]) == (kind, place), (how, found)
        put_back(vault, kept)


story(work)
