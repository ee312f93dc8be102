# SPDX-License-Identifier: GPL-3.0-or-later
"""The real bank: every customer of one district as zhikectl shows him equals what an independent computation makes of the files."""
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from desk import Central, Vault, story

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("ZHIKE_SHARED", HERE / "../../../shared")) / "data" / "berka"
NOW = "1994-04-01T09:42:00+08:00"
DISTRICT = 18
SKIP = 77


def work(folder):
    expected = json.loads(subprocess.run([sys.executable, HERE / "berka_expected.py", DATA, "--book", f"d{DISTRICT:02d}"], check=True, capture_output=True, text=True).stdout)
    while len(expected) == 1:
        expected = next(iter(expected.values()))
    central = Central(folder, now=NOW)
    central.run("import-berka", str(DATA))
    central.run("policy", "device_binding=none")
    central.start()
    vault = Vault(folder, "a", now=NOW)
    vault.enrol(central, f"rm{DISTRICT:03d}")
    shown = {c["number"] for c in vault.ask("customers", "--limit", "10000")["customers"]}
    assert shown == set(expected), (len(shown), len(expected), sorted(shown ^ set(expected))[:10])

    code, out, err = vault.call("customer", *sorted(expected))
    assert code == 0, err
    files = [json.loads(line) for line in out.splitlines()]
    assert len(files) == len(expected)
    bookings = 0
    for file in files:
        want = expected[file["number"]]
        demand = sorted(Decimal(a["balance"]["amount"]) for a in file["accounts"] if a["kind"] == "demand")
        assert demand == sorted(Decimal(str(a["balance"])) for a in want["accounts"]), (file["number"], demand, want["accounts"])
        loans = sorted(Decimal(a["limit"]["amount"]) for a in file["accounts"] if a["kind"] in ("loan", "mortgage") and a.get("limit"))
        assert loans == sorted(Decimal(str(loan["amount"])) for loan in want["loans"]), (file["number"], loans, want["loans"])
        cards = sum(a["kind"] == "credit_card" for a in file["accounts"])
        assert cards == want["cards"], (file["number"], cards, want["cards"])
        totals = file["transaction_totals"]
        assert totals["count"] == want["transactions"]["count"], (file["number"], totals, want["transactions"])
        money = totals["sums"][0] if totals["sums"] else {"in": {"amount": "0"}, "out": {"amount": "0"}}
        assert Decimal(money["in"]["amount"]) == Decimal(str(want["transactions"]["in"])), file["number"]
        assert Decimal(money["out"]["amount"]) == abs(Decimal(str(want["transactions"]["out"]))), file["number"]
        bookings += totals["count"]
    print(f"{len(files)} customers, {bookings} bookings reconciled")
    central.stop()


if not (DATA / "account.asc.gz").exists():
    print(f"skipped: no real bank data in {DATA}")
    sys.exit(SKIP)
story(work)
