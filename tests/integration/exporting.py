# SPDX-License-Identifier: GPL-3.0-or-later
"""SEC-19: lists leave as files, from the command line: masked, within the caps, in both encodings, with a watermark that the audit here and at the central answers to;
refused or interrupted, nothing leaves."""
import csv
import hashlib
import io
import json
import shutil
import signal
import subprocess
import time

from desk import BIN, Central, Vault, environment, story

DEMO_NOTHING = ("name", "id_no", "uscc", "legal_rep", "home_address", "registered_address")


def read(path, encoding):
    """Cells, the watermark's row apart, and the bytes before that."""
    content = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600, oct(path.stat().st_mode)
    assert content.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8"), content[:8]
    body = content[:content.rstrip(b"\r\n").rindex(b"\r\n") + 2]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig" if encoding == "utf-8" else encoding), newline="")))
    return rows[:-1], rows[-1], body


def work(folder):
    central = Central(folder)
    central.load(customers=230, managers=1)
    central.start()
    vault = Vault(folder, "a")
    vault.enrol(central)
    device = vault.ask("status")["device_id"]
    secrets = set()
    for record in central.dump():
        data = record.get("data") or {}
        secrets.update(str(data[k]) for k in DEMO_NOTHING if record["type"] == "customer" and len(str(data.get(k) or "")) > 1)
        if record["type"] in ("contact_point", "account"):
            secrets.add(data.get("value") or data["number"])
    out = folder / "out"
    out.mkdir()

    def leave(name, *arguments, encoding="utf-8"):
        answer = vault.ask("export", "customers", "--out", out / name, "--reason", "季度回访", "--encoding", encoding, *arguments)
        rows, mark, body = read(out / name, encoding)
        assert len(rows) == answer["rows"] + 1 and {len(row) for row in rows} == {13}, (answer, len(rows))
        assert answer["sha256"] == hashlib.sha256(body).hexdigest()
        (event,) = vault.ask("audit", "list", "--event", "out.export", "--limit", "1")["events"]
        assert event["seq"] == answer["seq"] and event["hash"] == answer["event_hash"] and event["object"]["id"] == answer["sha256"], event
        assert event["n"] == answer["rows"] and event["reason"] == "季度回访" and event["fields"] == answer["classes"] + answer["filter"], event
        assert mark[1:] == ["rm001", device, answer["at"], event["hash"][:8]], (mark, event)
        text = body.decode(encoding)
        assert not [s for s in secrets if s in text], "something left in full"
        return rows, answer

    plain, answer = leave("private.csv", "--where", "tier=private,kind=person")
    shown = vault.ask("customers", "--where", "tier=private,kind=person", "--limit", "300")
    assert [row[0] for row in plain[1:]] == [c["number"] for c in shown["customers"]], "not the list as it is shown"
    assert answer["filter"] == ["filter.tier", "filter.kind"], answer
    other, _ = leave("private-gb.csv", "--where", "tier=private,kind=person", encoding="gb18030")
    assert other == plain
    few = [c["number"] for c in shown["customers"]][:2]
    chosen, answer = leave("chosen.csv", *few)
    assert {row[0] for row in chosen[1:]} == set(few) and answer["filter"] == ["filter.only"]
    heads = {lang: None for lang in ("zh_CN", "en")}
    for lang in heads:
        heads[lang] = leave(f"{lang}.csv", few[0], "--lang", lang)[0][0]
    assert heads["zh_CN"][0] == "客户号" and heads["en"][0] == "Customer number", heads

    # Where a file cannot be given its name by a link (FAT), it is renamed; nothing else is left.
    if shutil.which("strace"):
        unlinked = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=linkat", "-e", "inject=linkat:error=EPERM", BIN / "zhikectl", "--vault", vault.path, "--now", vault.now,
                                   "export", "customers", few[0], "--out", out / "fat.csv", "--reason", "x"], capture_output=True, text=True, env=environment())
        assert unlinked.returncode == 0 and len(read(out / "fat.csv", "utf-8")[0]) == 2, unlinked.stderr
        assert not list(out.glob("*.part"))

    # Refused: no file, and on record where a right or a second person was missing.
    events = len(vault.ask("audit", "list", "--event", "out.export")["events"])
    files = sorted(out.iterdir())

    def refused(code, field, *arguments, who=vault):
        error = who.refused("export", "customers", *arguments)
        assert (error["code"], error.get("field")) == (code, field), (code, field, error)
        assert sorted(out.iterdir()) == files
        return error

    target = ("--out", out / "no.csv")
    assert "200" in refused("denied", "export_rows", *target, "--reason", "x")["message"]
    assert vault.ask("audit", "list", "--event", "out.export", "--limit", "1")["events"][0]["outcome"] == "denied"
    events += 1
    assert refused("invalid", "reason", *target, *few)["message"].startswith("事由")
    refused("invalid", "reason", *target, *few, "--reason", "  ")
    refused("invalid", "encoding", *target, *few, "--reason", "x", "--encoding", "gbk")
    refused("invalid", "tier", *target, "--reason", "x", "--where", "tier=gold")
    refused("not-found", "number", *target, "--reason", "x", "nobody")
    refused("conflict", "path", "--out", out / "chosen.csv", "--reason", "x", *few)
    refused("io", "path", "--out", out / "none" / "no.csv", "--reason", "x", *few)
    refused("io", "path", "--out", vault.path / "no.csv", "--reason", "x", *few)
    many = [c["number"] for c in vault.ask("customers", "--limit", "21")["customers"]]
    central.stop()
    vault.call("sync")
    assert "20" in refused("offline", "export", *target, "--reason", "x", *many)["message"]
    leave("offline.csv", *many[:20])
    files = sorted(out.iterdir())
    events += 1
    central.start()
    vault.ask("sync")
    leave("online.csv", *many)
    files = sorted(out.iterdir())
    events += 1
    assert vault.call("export", "customers", "--reason", "x")[0] == 2
    assert len(vault.ask("audit", "list", "--event", "out.export")["events"]) == events

    lead = Vault(folder, "lead")
    lead.enrol(central, "lead01")
    refused("denied", "export", *target, "--reason", "x", few[0], who=lead)
    (event,) = lead.ask("audit", "list", "--event", "out.export")["events"]
    assert event["outcome"] == "denied" and event["reason"] == "", event

    # Interrupted at any moment: a whole file with its record, or none.
    ended = set()
    for n in range(12):
        path = out / f"cut-{n}.csv"
        process = vault.start("export", "customers", "--out", path, "--reason", "中断", "--where", "tier=mass,kind=person")
        time.sleep(0.1 + 0.05 * n)
        process.send_signal(signal.SIGINT if n % 2 else signal.SIGKILL)
        answer = process.communicate(timeout=60)[0]
        ended.add(process.returncode)
        if process.returncode == 1:
            assert json.loads(answer)["error"]["code"] == "cancelled", answer
        if path.exists():
            rows, mark, body = read(path, "utf-8")
            (event,) = vault.ask("audit", "list", "--event", "out.export", "--limit", "1")["events"]
            assert event["object"]["id"] == hashlib.sha256(body).hexdigest() and mark[4] == event["hash"][:8]
            path.unlink()
        assert sorted(out.iterdir()) == files, "something was left"
        vault.ask("status")  # one that was killed while it opened the vault counts as a wrong try
    assert 1 in ended and not ended - {0, 1, -signal.SIGINT, -signal.SIGKILL}, ended
    vault.ask("sync")
    assert vault.ask("audit", "verify")["kind"] == "none"
    assert all(e["delivered"] for e in vault.ask("audit", "list", "--event", "out.export")["events"]), "the central does not know of it"
    print(f"{len(secrets)} values in full, none left; interrupted runs ended with {sorted(ended)}")
    central.stop()


story(work)
