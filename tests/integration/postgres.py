# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of the test's own: fresh files in a temporary folder, a unix socket in it and no network; gone with the test.

As a program: postgres.py COMMAND… runs COMMAND with ZHIKE_TEST_POSTGRES set to the server's conninfo and ends as it ends.
Exit 77 (skipped) where PostgreSQL is not installed.
"""
import ctypes
import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PR_SET_PDEATHSIG = 1


def binaries():
    """The folder of the newest server installed, or None."""
    folders = [f for f in glob.glob("/usr/lib/postgresql/*/bin") if os.path.exists(os.path.join(f, "initdb"))]
    folders.sort(key=lambda f: int(re.search(r"/(\d+)/bin$", f).group(1)))
    if folders:
        return folders[-1]
    found = shutil.which("initdb")
    return os.path.dirname(os.path.realpath(found)) if found else None


def unprivileged():
    """Somebody the server may run as: it refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            pass
    raise RuntimeError("no unprivileged user to run PostgreSQL as")


class Postgres:
    def __init__(self, durable=False, connections=60):
        self.bin = binaries()
        if not self.bin:
            print("PostgreSQL is not installed: skipped")
            sys.exit(77)
        self.folder = tempfile.mkdtemp(prefix="zhike-pg-")
        self.conninfo = f"host={self.folder} user=zhike dbname=postgres"
        who = unprivileged()
        self.start_as = {}
        if who:
            os.chown(self.folder, who.pw_uid, who.pw_gid)
            self.start_as = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": self.folder}
        # Words sort by the rules of a language here, as they do at many a bank; the store must not be led astray by that.
        made = subprocess.run([f"{self.bin}/initdb", "-D", f"{self.folder}/data", "-U", "zhike", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu",
                               "--icu-locale=zh", "--no-sync"], capture_output=True, text=True, cwd=self.folder, env=env, **self.start_as)
        if made.returncode != 0:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise RuntimeError(made.stdout + made.stderr)
        settings = {"listen_addresses": "", "unix_socket_directories": self.folder, "max_connections": connections, "fsync": "on" if durable else "off",
                    "synchronous_commit": "on", "full_page_writes": "on" if durable else "off", "shared_buffers": "64MB", "log_min_messages": "error",
                    "log_min_error_statement": "panic"}
        self.arguments, self.env = [f"{self.bin}/postgres", "-D", f"{self.folder}/data"], env
        for key, value in settings.items():
            self.arguments += ["-c", f"{key}={value}"]
        self.log = open(f"{self.folder}/log", "ab")
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.arguments, stdout=self.log, stderr=self.log, cwd=self.folder, env=self.env, preexec_fn=self.die_with_parent, **self.start_as)
        for _ in range(300):
            if self.process.poll() is not None:
                raise RuntimeError(open(f"{self.folder}/log", encoding="utf-8", errors="replace").read())
            if subprocess.run([f"{self.bin}/pg_isready", "-q", "-h", self.folder, "-d", "postgres"], env=self.env).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start")

    @staticmethod
    def die_with_parent():
        # A test that is killed takes its server with it.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)

    def crash(self):
        """As if the power went: nothing is finished, what was promised must be in the log on disk."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def sql(self, text, conninfo=None):
        done = subprocess.run([f"{self.bin}/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", conninfo or self.conninfo, "-c", text], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def database(self, name):
        self.sql(f'CREATE DATABASE "{name}"')
        return f"host={self.folder} user=zhike dbname={name}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Postgres(durable=bool(os.environ.get("ZHIKE_TEST_DURABLE"))) as server:
        code = subprocess.run(sys.argv[1:], env={**os.environ, "ZHIKE_TEST_POSTGRES": server.conninfo}).returncode
    sys.exit(code if code >= 0 else 128 - code)
