# SPDX-License-Identifier: GPL-3.0-or-later
"""Real processes for the integration tests: a central endpoint on loopback and the vaults of people who work with it."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(os.environ["ZHIKE_BIN"])
NOW = "2026-09-21T09:42:00+08:00"
PASSWORD = "integration sign-in 7"
PASSPHRASE = "seven boats on a grey lake"


class Central:
    """zhike-central over a bank of its own: a file in the folder, or a database where ZHIKE_TEST_POSTGRES names a server."""

    def __init__(self, folder, now=NOW):
        self.folder, self.now = Path(folder), now
        self.store = new_store(self.folder)
        self.process, self.url, self.port = None, None, 0
        self.run("init")

    def run(self, *arguments, ok=True):
        done = subprocess.run([BIN / "zhike-central", *arguments, "--store", self.store], capture_output=True, text=True, env=environment())
        if ok and done.returncode != 0:
            raise AssertionError(f"zhike-central {arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def load(self, customers=60, managers=2):
        self.run("load-demo", "--customers", str(customers), "--managers", str(managers), "--seed", "7")
        self.run("policy", "device_binding=none")

    def start(self):
        log = open(self.folder / "central.log", "ab")
        self.process = subprocess.Popen([BIN / "zhike-central", "serve", "--store", self.store, "--listen", f"127.0.0.1:{self.port}", "--dev-password-grant", "--now", self.now],
                                        stdout=subprocess.PIPE, stderr=log, text=True, env=environment())
        line = self.process.stdout.readline()
        assert line.startswith("ready "), f"central did not start: {line!r}"
        self.url = line.split()[1]
        self.port = int(self.url.rsplit(":", 1)[1])
        return self

    def stop(self, how=signal.SIGTERM):
        if self.process:
            self.process.send_signal(how)
            code = self.process.wait(timeout=30)
            self.process = None
            return code
        return None

    def dump(self):
        lines = self.run("dump", "--json").stdout.splitlines()
        return [json.loads(line) for line in lines]


def new_store(folder):
    server = os.environ.get("ZHIKE_TEST_POSTGRES")
    if not server:
        return f"sqlite:{folder}/central.db"
    from postgres import binaries
    name = f"bank_{os.getpid()}_{time.monotonic_ns()}"
    subprocess.run([f"{binaries()}/psql", "-X", "-q", "-d", server, "-c", f"CREATE DATABASE {name}"], check=True)
    return "postgresql:" + server.replace("dbname=postgres", f"dbname={name}")


def environment(**more):
    env = {k: v for k, v in os.environ.items() if not k.startswith("ZHIKE_P")}
    env.update(ZHIKE_PASSWORD=PASSWORD, ZHIKE_PASSPHRASE=PASSPHRASE, TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    env.update(more)
    return env


class Vault:
    """One device of one person."""

    def __init__(self, folder, name, now=NOW):
        self.path, self.now = Path(folder) / name, now

    def start(self, *arguments, env=None):
        return subprocess.Popen([BIN / "zhikectl", "--vault", self.path, "--now", self.now, "--json", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=env or environment())

    def call(self, *arguments, env=None):
        process = self.start(*arguments, env=env)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def ask(self, *arguments):
        code, out, err = self.call(*arguments)
        assert code == 0, f"zhikectl {arguments}: {code}\n{out}\n{err}"
        return json.loads(out)

    def refused(self, *arguments, env=None):
        """The error object of a command that must fail: exit 1, a sentence for people on stderr."""
        code, out, err = self.call(*arguments, env=env)
        assert code == 1, f"zhikectl {arguments} was expected to be refused, exit {code}\n{out}\n{err}"
        error = json.loads(out)["error"]
        assert error["message"] and error["message"] in err, (error, err)
        return error

    def enrol(self, central, login="rm001", former=None):
        return self.ask("enroll", "--server", central.url, "--login", login, *(("--former", former) if former else ()))


def kill(process):
    process.kill()
    process.wait()
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()


def story(work):
    """Runs a test in a folder that is removed afterwards; an assertion is a failure with its place."""
    with tempfile.TemporaryDirectory(prefix="zhike-test-") as folder:
        started = time.time()
        work(Path(folder))
        print(f"ok ({time.time() - started:.1f} s)")
        sys.exit(0)
