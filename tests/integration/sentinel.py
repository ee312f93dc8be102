# SPDX-License-Identifier: GPL-3.0-or-later
"""SEC-1, SEC-14, SEC-32: a full tour under strace – every screen, every command, an export that is broken off and one that is not, sync, failures, a crash. No byte of a customer stands in any file the
processes wrote, they write nowhere else, logs and settings hold no secret, and what looks like markup in a note fetches nothing."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

from desk import BIN, PASSPHRASE, PASSWORD, Central, Vault, environment, kill, story

WRITES = re.compile(r'(?:openat|open|creat|rename|renameat2?|mkdir|symlink|link|linkat|mknod)\(')
OPENED = re.compile(r'\bopen(?:at)?\((?:AT_FDCWD|\d+[^,]*), "([^"]*)", ([A-Z_|0-9x]+)[^)]*\)\s*=\s*(-?\d+)')
HARMLESS = ("/dev/null", "/dev/tty", "/dev/urandom", "/dev/shm", "/dev/dri", "/proc/", "/sys/", "/dev/pts", "/dev/ptmx")


def screens():
    done = subprocess.run([BIN / "zhike", "--screenshot", "?=x"], capture_output=True, text=True, env=environment(QT_QPA_PLATFORM="offscreen"))
    names = re.search(r"with one of: (.*)", done.stderr).group(1).split()

    def built(name):  # one that is named and not there yet would refuse the whole tour
        tried = subprocess.run([BIN / "zhike", "--vault", "/nonexistent", "--unlock-stdin", "--screenshot", f"{name}=x"], input="\n", capture_output=True, text=True,
                               env=environment(QT_QPA_PLATFORM="offscreen"))
        return "does not exist yet" not in tried.stderr
    return [name for name in names if built(name)]


def work(folder):
    home = folder / "home"
    for name in ("config", "data", "cache", "run", "tmp"):
        (home / name).mkdir(parents=True, mode=0o700)
    traces = folder / "traces"
    traces.mkdir()
    quick = "logs" in sys.argv  # SEC-14 by itself: logs and settings after many failures
    strace = None if quick else shutil.which("strace")
    if not strace and not quick:
        print("strace is not here: where files were opened is not looked at")
    env = environment(HOME=str(home), XDG_CONFIG_HOME=str(home / "config"), XDG_DATA_HOME=str(home / "data"), XDG_CACHE_HOME=str(home / "cache"), XDG_RUNTIME_DIR=str(home / "run"),
                      TMPDIR=str(home / "tmp"), QT_LOGGING_RULES="*.debug=true;qt.*.debug=false", QT_QPA_PLATFORM="offscreen", ZHIKE_HARDEN="1")
    os.environ.update({k: v for k, v in env.items() if k.startswith(("XDG", "TMPDIR"))})
    log = open(home / "stderr.log", "ab")
    count = 0

    def run(*command, input_=None, expect=0, env_=env):
        nonlocal count
        count += 1
        traced = [strace, "-f", "-qq", "-s", "4096", "-e", "trace=open,openat,creat,rename,renameat,renameat2,unlink,link,linkat", "-o", traces / f"{count}.txt"] if strace else []
        done = subprocess.run([*traced, *command], input=input_, text=True, stdout=subprocess.PIPE, stderr=log, env=env_, cwd=home, timeout=300)
        if expect is not None:
            assert done.returncode == expect, f"{command}: {done.returncode}\n{done.stdout}\n{(home / 'stderr.log').read_text()[-2000:]}"
        return done.stdout

    central = Central(folder)
    central.load(customers=150, managers=1)
    central.start()
    vault = Vault(home, "vault")

    def ctl(*arguments, **options):
        return run(BIN / "zhikectl", "--vault", vault.path, "--now", vault.now, "--json", *arguments, **options)

    ctl("enroll", "--server", central.url, "--login", "rm001")
    numbers = [c["number"] for c in vault.ask("customers", "--limit", "5")["customers"]]
    bait = home / "bait.png"
    bait.write_bytes(b"\x89PNG\r\n")
    markup = f'<img src="file://{bait}"><script>x</script><a href="http://127.0.0.1:9/{{}}">'
    ctl("task", "add", "--title", "哨兵任务标题" + markup, "--due", "2026-09-21", "--customer", numbers[0])
    ctl("interaction", "add", "--customer", numbers[0], "--channel", "visit", "--summary", "哨兵互动内容" + markup)
    ctl("customer", "set", numbers[0], "remarks=哨兵备注文字" + markup)
    for command in (("today",), ("alerts",), ("portfolio",), ("calendar",), ("segments",), ("search", "哨兵检索词语"), ("customer", numbers[0]), ("explain", numbers[1]), ("outbox",), ("conflicts",), ("status",)):
        ctl(*command, expect=None)
    # A list that leaves: one whose person changes his mind, one that is killed when all of it is written and only the name is missing, and one that gets there.
    # The file that is there is not spared the search: what left in it is masked.
    exports = home / "exports"
    exports.mkdir(mode=0o700)
    leaving = ("export", "customers", "--where", "tier=mass", "--reason", "哨兵导出原因")
    for delay in (0.5, 0.4, 0.3, 0.2, 0.1):  # as late as it can be
        process = subprocess.Popen([BIN / "zhikectl", "--vault", vault.path, "--now", vault.now, "--json", *leaving, "--out", exports / "cancelled.csv"],
                                   stdout=subprocess.PIPE, stderr=log, text=True, env=env, cwd=home)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        if process.returncode != 0:
            break
        (exports / "cancelled.csv").unlink()
    assert process.returncode in (1, -signal.SIGINT), (process.returncode, out)
    if strace:
        cut = [strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace=linkat", "-e", "inject=linkat:error=EIO:signal=SIGKILL"]
        killed = subprocess.run([*cut, BIN / "zhikectl", "--vault", vault.path, "--now", vault.now, "--json", *leaving, "--out", exports / "killed.csv"],
                                stdout=subprocess.PIPE, stderr=log, text=True, env=env, cwd=home, timeout=300)
        assert killed.returncode == -signal.SIGKILL, killed
    assert not list(exports.iterdir()), f"an export that did not come to an end left {list(exports.iterdir())}"
    left = json.loads(ctl(*leaving, "--out", exports / "done.csv"))
    assert left["rows"] > 20 and (exports / "done.csv").read_bytes().count(b"\n") == left["rows"] + 2, left
    if (BIN / "zhike").exists() and not quick:
        names = screens()
        for lang in ("zh_CN", "en"):
            shots = [x for s in names for x in ("--screenshot", f"{s}={folder}/{s}-{lang}.png")]
            run(BIN / "zhike", "--vault", vault.path, "--now", vault.now, "--lang", lang, "--unlock-stdin", *shots, input_=PASSPHRASE + "\n", expect=None)
            missing = [s for s in names if not (folder / f"{s}-{lang}.png").exists()]
            assert len(missing) <= len(names) // 2, f"the tour saw too little: {missing}"
        # A crash with a customer on the screen.
        process = subprocess.Popen([BIN / "zhike", "--vault", vault.path, "--now", vault.now, "--unlock-stdin"], stdin=subprocess.PIPE, stdout=log, stderr=log, text=True, env=env, cwd=home)
        process.stdin.write(PASSPHRASE + "\n")
        process.stdin.flush()
        time.sleep(4)
        process.send_signal(signal.SIGSEGV)
        process.wait(timeout=60)
        process.stdin.close()
        assert not list(home.rglob("core*")), "a core was dumped"
    ctl("sync")
    # What fails must be as silent: no server, wrong passphrase, nonsense.
    central.stop(signal.SIGKILL)
    for _ in range(50 if quick else 10):
        ctl("sync", expect=None)
    ctl("status", expect=None, env_=dict(env, ZHIKE_PASSPHRASE="哨兵错误口令 wrong"))
    ctl("customer", "set", numbers[0], "remarks=哨兵断网备注", "no_such_field=哨兵字段值", expect=None)
    central.start()
    writer = subprocess.Popen([BIN / "zhikectl", "--vault", vault.path, "--now", vault.now, "--json", "task", "add", "--title", "哨兵中断任务", "--due", "2026-09-29", "--customer", numbers[0]],
                              stdout=subprocess.PIPE, stderr=log, text=True, env=env)
    time.sleep(0.5)
    kill(writer)
    log.close()

    sentinels = {"哨兵任务标题", "哨兵互动内容", "哨兵备注文字", "哨兵检索词语", "哨兵错误口令", "哨兵断网备注", "哨兵字段值", "哨兵中断任务", "哨兵导出原因", PASSPHRASE, PASSWORD}
    for record in central.dump():
        data = record.get("data") or {}
        if record["type"] == "customer":
            sentinels.update(data[k] for k in ("name", "id_no", "uscc", "legal_rep", "home_address") if data.get(k))
        elif record["type"] == "contact_point":
            sentinels.add(data["value"])
        elif record["type"] == "account":
            sentinels.add(data["number"])
    patterns = [s.encode() for s in sentinels if len(s.encode()) >= 6] + [s.encode(c) for c in ("utf-16-le", "utf-16-be") for s in sentinels if len(s) >= 3]
    assert len(patterns) > 700, len(patterns)
    files = [p for p in home.rglob("*") if p.is_file() and p != bait]
    size = 0
    for path in files:
        content = path.read_bytes()
        size += len(content)
        for pattern in patterns:
            assert pattern not in content, f"{path.relative_to(home)} holds {pattern!r} ({pattern.decode(errors='replace')}) in clear"
        assert path.stat().st_mode & 0o077 == 0 or path.name == "stderr.log", f"{path.relative_to(home)} can be read by others"
    for path in [home / "stderr.log", *home.glob("config/**/*"), *home.glob("**/*.log"), *home.glob("**/*.ini"), *home.glob("**/*.conf")]:
        if path.is_file():
            for secret in (rb"Bearer ", rb"eyJ[A-Za-z0-9_-]{20}", rb"x'[0-9a-f]{64}'", rb"\bSELECT .*=\s*'"):
                assert not re.search(secret, path.read_bytes()), f"{path.name} holds something like {secret!r}"
    # Where the processes wrote, and whether the bait was touched.
    written, vanished = set(), set()
    for trace in traces.glob("*.txt"):
        text = trace.read_text(errors="replace")
        assert str(bait) not in text, "markup in a note opened a file"
        for name, flags, result in OPENED.findall(text):
            if int(result) < 0 or not re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", flags) or name.startswith(HARMLESS):
                continue
            path = name if name.startswith("/") else str(home / name)
            written.add(path)
            if not os.path.exists(path):
                vanished.add(path)
    for path in written:
        assert path.startswith(str(folder)), f"something was written outside: {path}"
    # What is gone again was of the vault: encrypted pages, header parts. Anything else could have held anything.
    for path in vanished:
        assert re.search(r"(-wal|-shm|-journal|\.part|\.lock|\.tmp|cache-\d+\.db|op\.journal|outbox\.seal.*|\.keys/.*)$", path), f"written and deleted: {path}"
    print(f"{len(patterns)} patterns, {len(files)} files, {size:,} bytes: no hit; {count} runs, {len(written)} files opened for writing, {len(vanished)} of them gone again")
    central.stop()


story(work)
