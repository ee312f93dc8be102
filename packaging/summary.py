# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what the demo did, from the JSON that zhikectl wrote: figures a person can check against the pictures."""
import glob
import json
import os
import sys

out, manager = sys.argv[1:3]


def read(name):
    with open(os.path.join(out, name + ".json"), encoding="utf-8") as file:
        return json.load(file)


bank, today, segments, status, check, portfolio = (read(n) for n in ("bank", "today", "segments", "status", "check", "portfolio"))
counts = bank.get("counts", bank)
print()
print("bank       " + ", ".join(f"{counts[k]:,} {k}" for k in ("customer", "account", "transaction", "task", "interaction", "alert") if counts.get(k)))
if "berka" in counts:
    print("berka      reconciled: %s, data as of %s" % (counts["berka"].get("reconciled"), counts["berka"].get("as_of")))
print(f"{manager:<10} {status['user']}: {segments['all']} customers ({segments['private']} private, {segments['wealth']} wealth, {segments['mass']} mass, {segments['companies']} companies)")
c = today["counts"]
print(f"today      {today['date']}: {c['to_contact']} to contact, {c['due_tasks']} due, {c['overdue_tasks']} overdue, {c['alerts_open']} churn alerts ({c['alerts_new']} new)")
for call in today["calls"][:3]:
    print(f"           {call['priority']:>3}  {call['customer']}  ({call['cause']})")
print(f"lead01     {portfolio['customers']} customers, AUM {portfolio['aum']['amount']} {portfolio['aum']['ccy']}; by tier " + ", ".join(f"{s['key']} {s['customers']}" for s in portfolio["slices"]))
print(f"cache      SQLCipher {check['cipher']}, sound: {check['sound']}; device bound to a keyring: {status['device_bound']}")
pictures = sorted(os.path.basename(p) for p in glob.glob(os.path.join(out, "*.png")))
print(f"pictures   {len(pictures)} in {os.path.relpath(out)}: " + " ".join(p[:-4] for p in pictures))
