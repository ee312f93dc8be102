# SPDX-License-Identifier: GPL-3.0-or-later
"""SEC-9, SEC-29: an unprivileged process of the same user can neither attach to the desktop nor read its memory, no core may be written, and no code is loaded
from where the environment or the working folder points."""
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from desk import BIN, Central, Vault, environment, story

PLUGINS = Path("/usr/lib/x86_64-linux-gnu/qt6/plugins")
NOBODY = 65534


def as_user(command):
    """The same command as somebody who is not root; root may read everything anyway."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]


def start(folder, **env):
    process = subprocess.Popen(as_user([str(BIN / "zhike"), "--vault", str(folder / "vault")]), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                               env=environment(QT_QPA_PLATFORM="offscreen", HOME=str(folder), XDG_RUNTIME_DIR=str(folder), **env))
    time.sleep(2.5)
    assert process.poll() is None, process.stderr.read()
    return process


def memory_can_be_read(process):
    code = f"f=open('/proc/{process.pid}/mem','rb'); m=open('/proc/{process.pid}/maps').readline(); f.seek(int(m.split('-')[0],16)); f.read(16)"
    return subprocess.run(as_user([sys.executable, "-c", code]), capture_output=True).returncode == 0


def can_be_attached(process):
    if not shutil.which("gdb"):
        return None
    done = subprocess.run(as_user(["gdb", "-nx", "-batch", "-p", str(process.pid), "-ex", "info inferiors"]), capture_output=True, text=True, timeout=60, env=dict(os.environ, HOME="/tmp"))
    return "Operation not permitted" not in done.stderr + done.stdout and "ptrace:" not in done.stderr + done.stdout


def stop(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()


def closed(folder):
    # The control first: without hardening this very look succeeds here, so a refusal means something.
    if subprocess.run(as_user([str(BIN / "zhike"), "--help"]), capture_output=True, env=environment(QT_QPA_PLATFORM="offscreen", HOME=str(folder))).returncode not in (0, 2):
        print("the programs cannot be run by somebody who is not root from here")
        sys.exit(77)
    open_ = start(folder)
    readable, attachable = memory_can_be_read(open_), can_be_attached(open_)
    stop(open_)
    process = start(folder, ZHIKE_HARDEN="1")
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    assert re.search(r"Max core file size\s+0\s+0", limits), limits
    assert Path(f"/proc/{process.pid}/mem").stat().st_uid == 0, "the process counts as dumpable"
    assert not memory_can_be_read(process), "/proc/pid/mem was read"
    assert not can_be_attached(process), "gdb attached"
    umask = re.search(r"Umask:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text()).group(1)
    assert umask == "0077", umask
    process.send_signal(signal.SIGABRT)
    process.communicate()
    assert not [p for p in folder.rglob("core*") if p.is_file()], "a core was dumped"
    print(f"closed: core 0, not dumpable, umask {umask}; without hardening memory readable {readable}, attach {attachable}")


def decoys(folder):
    """Folders full of real plugins, and a library that tells when it is loaded."""
    place = folder / "hostile"
    shutil.copytree(PLUGINS / "platforms", place / "platforms")
    for kind in ("styles", "sqldrivers", "imageformats", "platformthemes", "generic", "tls", "iconengines"):
        (place / kind).mkdir()
        source = next((PLUGINS / "imageformats").glob("*.so"), None)
        if source:
            shutil.copy(source, place / kind / "libqevil.so")
    (folder / "platforms").mkdir()
    shutil.copy(PLUGINS / "platforms" / "libqoffscreen.so", folder / "platforms" / "libqoffscreen.so")  # beside the working folder
    for name in ("libqsqlite.so", "libQt6Sql.so.6", "libsqlite3.so.0"):
        shutil.copy(PLUGINS / "platforms" / "libqminimal.so", folder / name)
    subprocess.run(["chmod", "-R", "a+rX", str(place), str(folder / "platforms")], check=True)
    return place


def plugins(folder):
    if not shutil.which("strace"):
        print("strace is not here: what was opened cannot be seen")
        sys.exit(77)
    place = decoys(folder)
    hostile = dict(QT_PLUGIN_PATH=str(place), QT_QPA_PLATFORM_PLUGIN_PATH=str(place / "platforms"), QT_STYLE_OVERRIDE="evil", QT_QPA_PLATFORMTHEME="evil", QT_QPA_GENERIC_PLUGINS="evil",
                   QML2_IMPORT_PATH=str(place), OPENSSL_CONF=str(place / "openssl.cnf"), OPENSSL_MODULES=str(place), GCONV_PATH=str(place), GTK_PATH=str(place), QT_LOGGING_CONF=str(place / "qtlogging.ini"))
    for name in ("openssl.cnf", "qtlogging.ini"):
        (place / name).write_text("[Rules]\n")
    for program, arguments in (("zhikectl", ["selftest"]), ("zhike", ["--vault", str(folder / "vault")])):
        trace = folder / f"{program}.trace"
        process = subprocess.Popen(["strace", "-f", "-qq", "-e", "trace=open,openat", "-o", trace, BIN / program, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                   env=environment(QT_QPA_PLATFORM="offscreen", HOME=str(folder), XDG_RUNTIME_DIR=str(folder), **hostile))
        try:
            process.communicate(timeout=8)
        except subprocess.TimeoutExpired:
            for child in subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split():
                os.kill(int(child), signal.SIGTERM)
            process.communicate(timeout=30)
        opened = re.findall(r'open(?:at)?\([^"]*"([^"]+)".*= (\d+)$', trace.read_text(errors="replace"), re.M)
        assert len(opened) > 20, "nothing was seen"
        wrong = [name for name, _ in opened if name.startswith(str(place)) or re.match(rf"{re.escape(str(folder))}/(platforms|lib)", name) or re.match(r"(\./)?(platforms|lib\w+\.so)", name)]
        assert not wrong, f"{program} opened {wrong}"
        libraries = [name for name, _ in opened if ".so" in name]
        strange = [name for name in libraries if not name.startswith(("/lib", "/usr/lib", "/etc/ld.so"))]
        assert not strange, f"{program} loaded {strange}"
        print(f"{program}: {len(libraries)} libraries, all of the system; {len(hostile)} hostile variables went unheard")
    refused_is_on_record(folder)


def refused_is_on_record(folder):
    """What was refused is an event of the audit, by the names of the variables, never by their values."""
    central = Central(folder)
    central.load(customers=5, managers=1)
    central.start()
    vault = Vault(folder, "recorded")
    vault.enrol(central)
    def noted():
        return [e for e in vault.ask("audit", "list", "--event", "sec.", "--limit", "50")["events"] if e["event"] == "sec.plugin-refused"]
    assert not noted(), "refused without a reason"
    hostile = folder / "hostile"
    code, out, err = vault.call("status", env=environment(QT_PLUGIN_PATH=str(hostile), OPENSSL_CONF=str(hostile / "openssl.cnf")))
    assert code == 0, err
    events = noted()
    assert len(events) == 1 and set(events[0]["fields"]) == {"QT_PLUGIN_PATH", "OPENSSL_CONF"}, events
    assert str(hostile) not in vault.call("audit", "list", "--limit", "100")[1]
    names = {e["event"] for e in vault.ask("audit", "list", "--limit", "200")["events"]}
    assert {"vault.create", "dev.enrol", "auth.login", "auth.unlock"} <= names, names
    central.stop()
    print("two hostile variables: one event")


def work(folder):
    if not (BIN / "zhike").exists():
        print("no desktop was built")
        sys.exit(77)
    folder.chmod(0o777)
    {"closed": closed, "plugins": plugins}[sys.argv[1]](folder)


story(work)
