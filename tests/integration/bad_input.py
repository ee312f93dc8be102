# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input and bad surroundings: a clear sentence in Chinese and in English, exit 1, and nothing changed."""
import http.server
import socket
import threading

from desk import BIN, Central, Vault, environment, story


class Hostile(http.server.BaseHTTPRequestHandler):
    status, kind, body = 500, "text/html", b"<html>login</html>"

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(self.status)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


def content(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix in (".hdr", ".bak")}


def work(folder):
    central = Central(folder)
    central.load(customers=20, managers=1)
    central.start()
    vault = Vault(folder, "a")
    vault.enrol(central)
    number = vault.ask("customers", "--limit", "1", "--where", "kind=person")["customers"][0]["number"]
    before = vault.ask("customer", number)
    header = content(vault.path)

    wrong = environment(ZHIKE_PASSPHRASE="not the right passphrase")
    for lang, words in (("zh_CN", "口令"), ("en", "passphrase")):
        error = vault.refused("today", "--lang", lang, env=wrong)
        assert error["code"] == "wrong-passphrase" and words in error["message"], error
    # The tries are counted in the header; nothing else is touched.
    after = content(vault.path)
    counted = {name for name in header if header[name] != after.get(name)}
    assert counted <= {"vault.hdr", "vault.hdr.bak"} and after.keys() == header.keys(), counted

    # Nothing is enrolled against bad answers, and nothing is left behind.
    for name, login, env, code in (("b", "rm001", environment(ZHIKE_PASSWORD="wrong"), "unauthorized"), ("c", "nobody", environment(), "unauthorized"),
                                   ("d", "rm001", environment(ZHIKE_PASSPHRASE="short"), "invalid")):
        fresh = Vault(folder, name)
        assert fresh.refused("enroll", "--server", central.url, "--login", login, env=env)["code"] == code
        assert not fresh.path.exists(), name
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    fresh = Vault(folder, "e")
    assert fresh.refused("enroll", "--server", nobody, "--login", "rm001")["code"] == "offline"
    assert fresh.refused("enroll", "--server", "http://bank.example", "--login", "rm001")["field"] == "server"
    assert not fresh.path.exists()

    # A portal, a failing server and nonsense in our own media type instead of the central endpoint.
    port = central.port
    central.stop()
    vault.ask("task", "add", "--title", "仍在", "--due", "2026-09-30", "--customer", number)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Hostile)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    media = "application/vnd.zhike.sync+json;schema=1"
    for status, kind, body in ((200, "text/html", b"<html>portal</html>"), (500, "text/html", b"oops"), (503, "application/problem+json", b'{"type":"x/overloaded","title":"busy"}'),
                               (200, media, b'{"request_cursor":"sha256:00","cha'), (200, media, b"[]"), (200, "application/json", b'{"access_token":')):
        Hostile.status, Hostile.kind, Hostile.body = status, kind, body
        error = vault.refused("sync")
        assert error["code"] in ("protocol", "server", "busy", "unauthorized"), (status, error)
        assert len(vault.ask("outbox")) == 1
        assert Vault(folder, "f").refused("enroll", "--server", central.url, "--login", "rm001")["code"] in ("protocol", "server", "unauthorized")
    server.shutdown()
    server.server_close()
    central.start()
    assert vault.ask("sync")["pushed"] == 1

    # What a person types: the field is named, nothing is queued.
    for arguments, field in ((("task", "add", "--title", " ", "--due", "2026-09-30"), "title"), (("task", "add", "--title", "x", "--due", "2026-02-30"), "due"),
                             (("task", "add", "--title", "x", "--start", "2026-09-30T10:00", "--end", "2026-09-30T09:00"), "end"),
                             (("interaction", "add", "--customer", number, "--channel", "pigeon", "--summary", "x"), "channel"),
                             (("interaction", "add", "--customer", number, "--channel", "call", "--summary", "x", "--next", "y"), "next_on"),
                             (("customer", "set", number, "id_type=id_card", "id_no=11010519491231002Y"), "id_no"), (("customer", "set", number, "nonsense=1"), "nonsense"),
                             (("customers", "--where", "tier=platinum"), "tier"), (("customer", "99999999"), "number")):
        assert vault.refused(*arguments)["field"] == field, arguments
    assert vault.ask("outbox") == []
    after = vault.ask("customer", number)
    assert {k: v for k, v in after.items() if k not in ("open_tasks", "timeline", "next_step", "next_on", "churn_reasons", "churn", "churn_points")} == \
           {k: v for k, v in before.items() if k not in ("open_tasks", "timeline", "next_step", "next_on", "churn_reasons", "churn", "churn_points")}

    # A header cut short: the copy beside it opens and heals it. Both cut short: said as damage, never as a wrong passphrase.
    (vault.path / "vault.hdr").write_bytes(header["vault.hdr"][:40])
    assert vault.ask("status")["enrolled"] is True
    assert content(vault.path)["vault.hdr"] == content(vault.path)["vault.hdr.bak"]  # healed
    for name in ("vault.hdr", "vault.hdr.bak"):
        (vault.path / name).write_bytes(header[name][:40])
    assert vault.refused("today")["code"] == "damaged"
    assert "damaged" in vault.refused("today", "--lang", "en")["message"]

    # The importer names the file that is missing and writes nothing.
    other = folder / "berka"
    other.mkdir()
    (folder / "second").mkdir()
    bank = Central(folder / "second")
    rows = len(bank.dump())
    done = bank.run("import-berka", str(other), "--json", ok=False)
    assert done.returncode == 1 and ".asc" in done.stdout + done.stderr, done
    assert len(bank.dump()) == rows
    assert (BIN / "zhikectl").exists()
    central.stop()


story(work)
