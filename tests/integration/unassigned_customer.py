# SPDX-License-Identifier: GPL-3.0-or-later
"""SEC-39, I6: a customer leaves the manager's book. After the sync that takes him away and the change of key that follows, no deciphered page of any file
of the vault holds anything of him: not the store, not its free pages, not its log. The scanner proves itself on one who stays, and on him before he left;
and a purge that is struck between its levels is finished before anything opens again."""
import json
import subprocess
import sys
import time

from desk import BIN, Central, Vault, environment, kill, story

TYPED = {"task": "哨兵任务甲乙丙丁", "talk": "哨兵谈话戊己庚辛", "remark": "哨兵备注壬癸子丑", "unsent": "哨兵未发寅卯辰巳"}


def texts_of(bank, customer):
    """What names this customer and nobody else: his numbers, addresses, accounts, what was typed about him."""
    own, others = set(), []
    for record in bank:
        data = record.get("data") or {}
        if customer not in (record["id"], record.get("customer_id")):
            others.append(json.dumps(data, ensure_ascii=False))
            continue
        fields = {"customer": ("id_no", "uscc", "home_address", "legal_rep", "number", "employer"), "contact_point": ("value",), "account": ("number",), "task": ("title", "note"),
                  "interaction": ("summary",), "transaction": ("counterparty", "memo", "ref"), "service_request": ("subject", "number"), "opportunity": ("title",)}
        own.update(str(data[f]) for f in fields.get(record["type"], ()) if data.get(f))
    rest = "\n".join(others)
    return sorted(t for t in own if len(t) >= 5 and t not in rest)


def scan(vault, texts):
    done = subprocess.run([BIN / "vaultpages", vault.path, vault.now], input="\n".join(texts), capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["unreadable"] == 0 and seen["pages"] > 100, seen
    assert seen["hits"].keys() == set(texts)
    return seen


def found(seen, texts):
    return [t for t in texts if seen["hits"][t]]


def typed(vault, number, salt=""):
    vault.ask("task", "add", "--title", TYPED["task"] + salt, "--due", "2026-09-25", "--customer", number)
    vault.ask("interaction", "add", "--customer", number, "--channel", "visit", "--summary", TYPED["talk"] + salt)
    vault.ask("customer", "set", number, "remarks=" + TYPED["remark"] + salt)


def strike(central, vault, customers, theirs, generation):
    """Takes customers away one by one until a kill -9 falls into the change of key; what the scanner sees then and after the next unlock."""
    for number, texts in customers:
        central.run("move-customer", number, "--to", "0002")
        client = vault.start("sync")
        while len(list(vault.path.glob("cache-*.db"))) < 2 and client.poll() is None:
            time.sleep(0.001)
        kill(client)
        between = scan(vault, texts + theirs)
        vault.ask("status")
        last = scan(vault, texts + theirs)
        assert last["generation"] > generation and not found(last, texts), found(last, texts)
        if between["generation"] == generation:
            return between, last
        generation = last["generation"]
    raise AssertionError("the change of key was never struck")


def work(folder):
    central = Central(folder)
    central.load(customers=30)
    central.start()
    vault = Vault(folder / "a", "vault")
    vault.path.parent.mkdir()
    vault.enrol(central)
    rich = vault.ask("customers", "--limit", "8", "--where", "kind=person", "--sort", "aum")["customers"]
    leaves, stays, *later = (c["number"] for c in rich)
    for salt, number in (("", leaves), ("留", stays), ("后", later[0])):
        typed(vault, number, salt)
    vault.ask("sync")
    vault.ask("customer", leaves)
    vault.ask("search", TYPED["task"][:4])
    bank = central.dump()
    ids = {r["data"]["number"]: r["id"] for r in bank if r["type"] == "customer" and not r["deleted"]}
    his, theirs = (texts_of(bank, ids[n]) for n in (leaves, stays))
    kinds = {r["type"] for r in bank if ids[leaves] in (r["id"], r.get("customer_id"))}
    assert {"customer", "account", "task", "interaction"} <= kinds and len(his) > 8 and len(theirs) > 8, (kinds, his)
    # Typed after the last sync, about one who is gone by the next: sent once more, and not kept.
    vault.ask("interaction", "add", "--customer", leaves, "--channel", "call", "--summary", TYPED["unsent"])
    his.append(TYPED["unsent"])

    before = scan(vault, his + theirs)
    seen = found(before, his)
    missing = [t for t in his if t not in seen]
    assert TYPED["unsent"] in seen and len(seen) >= len(his) * 0.9, f"the scanner does not see: {missing}"
    central.run("move-customer", leaves, "--to", "0002")
    answer = vault.ask("sync")
    assert answer["purged"] == 1, answer
    assert [(e["outcome"], e["n"]) for e in vault.ask("audit", "list", "--event", "cust.purge")["events"]][-2:] == [("L2", 1), ("L1", 1)]
    after = scan(vault, his + theirs)
    assert not found(after, his), f"left in the vault: {found(after, his)}"
    assert len(found(after, theirs)) == len(found(before, theirs)) > 8, "the scanner does not see who stayed"
    assert after["generation"] > before["generation"], "the key was not changed"
    assert len(list(vault.path.glob("cache-*.db"))) == 1
    assert vault.refused("customer", leaves)["code"] == "not-found" and vault.ask("search", leaves) == [] and vault.ask("outbox") == []
    assert sum(r["type"] == "interaction" and r["data"]["summary"] == TYPED["unsent"] for r in central.dump() if not r["deleted"]) == 1, "what was typed for him is the bank's"

    # Struck when the new store is being filled: the next unlock finishes before anything is shown.
    between, last = strike(central, vault, [(n, texts_of(bank, ids[n])) for n in later], theirs, after["generation"])
    assert found(last, theirs) == found(before, theirs), set(found(before, theirs)) - set(found(last, theirs))
    assert vault.ask("check")["sound"] is True
    print(f"{before['pages']} pages and {before['frames']} frames of {before['files']} files: {len(seen)} of {len(his)} texts of the one who leaves found before "
          f"({sum(before['hits'][t] for t in his)} places), 0 after the purge and the change of key, {len(found(last, theirs))} of the one who stays; "
          f"struck in between {sum(between['hits'][t] for t in between['hits'] if t not in theirs)} places were left, 0 after the next unlock")
    assert central.stop() == 0


if sys.argv[1:] not in ([], ["purge"]):
    sys.exit(2)
story(work)
