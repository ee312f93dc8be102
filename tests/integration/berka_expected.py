#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Berka tables say of every client, computed without the product: JSON on stdout, for comparison with `zhikectl customer NUMBER --json`.

    berka_expected.py DIR [--book d18]

{book: {client_number: {"role": owner|disponent, "accounts": [{"number", "balance", "holders"}], "transactions": {"count", "in", "out"},
                        "loans": [{"number", "amount", "payment", "duration", "status"}], "cards": n, "orders": n}}}
Accounts of a client are those he owns or disposes of; transactions, loans and orders are those of accounts he owns, cards those on his disposition.
Amounts are decimal strings in CZK; `out` is positive.
"""
import argparse
import collections
import csv
import gzip
import io
import json
import pathlib
import sys
from decimal import Decimal


def rows(folder, *names):
    for name in names:
        path = folder / (name + ".asc.gz")
        if path.exists():
            with gzip.open(path, "rb") as packed:
                return list(csv.DictReader(io.StringIO(packed.read().decode("ascii")), delimiter=";", quotechar='"'))
    sys.exit(f"{folder}: none of {', '.join(names)}")


def text(amount):
    return f"{amount:.2f}"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("dir", type=pathlib.Path)
    options.add_argument("--book", help="one book only, such as d18")
    options = options.parse_args()

    account_district = {row["account_id"]: int(row["district_id"]) for row in rows(options.dir, "account")}
    dispositions = rows(options.dir, "disp")
    holders = collections.defaultdict(list)
    for row in sorted(dispositions, key=lambda row: row["type"] != "OWNER"):
        holders[row["account_id"]].append(row["client_id"])

    balance = collections.defaultdict(Decimal)
    flows = collections.defaultdict(lambda: [0, Decimal(0), Decimal(0)])
    for row in rows(options.dir, "trans-prefix", "trans"):
        flow = flows[row["account_id"]]
        flow[0] += 1
        flow[1 if row["type"] == "PRIJEM" else 2] += Decimal(row["amount"])
        balance[row["account_id"]] = Decimal(row["balance"])

    loans = collections.defaultdict(list)
    for row in rows(options.dir, "loan"):
        loans[row["account_id"]].append({"number": "L" + row["loan_id"], "amount": text(Decimal(row["amount"])), "payment": text(Decimal(row["payments"])),
                                         "duration": int(row["duration"]), "status": row["status"]})
    cards = collections.Counter(row["disp_id"] for row in rows(options.dir, "card"))
    orders = collections.Counter(row["account_id"] for row in rows(options.dir, "order"))

    books = collections.defaultdict(dict)
    for row in dispositions:
        account = row["account_id"]
        owner = row["type"] == "OWNER"
        count, money_in, money_out = flows[account] if owner and account in flows else (0, Decimal(0), Decimal(0))
        books["d%02d" % account_district[account]][row["client_id"]] = {
            "role": row["type"].lower(),
            "accounts": [{"number": account, "balance": text(balance[account]), "holders": holders[account]}],
            "transactions": {"count": count, "in": text(money_in), "out": text(money_out)},
            "loans": loans.get(account, []) if owner else [],
            "cards": cards[row["disp_id"]],
            "orders": orders[account] if owner else 0,
        }
    if options.book:
        if options.book not in books:
            sys.exit(f"no book {options.book}")
        books = {options.book: books[options.book]}
    json.dump(books, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
