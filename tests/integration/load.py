# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the endpoint under load, as JSON Lines: load.py [rates|crowd]. Embedded store by itself, PostgreSQL under ZHIKE_TEST_DURABLE=1 postgres.py.
ZHIKE_LOAD_SECONDS, ZHIKE_LOAD_DEVICES and ZHIKE_LOAD_EVERY change the size."""
import os
import subprocess
import sys
from pathlib import Path

from desk import BIN, Central, environment, story

BENCH = Path(os.environ.get("ZHIKE_LOAD", BIN / "centralload"))


def work(folder):
    central = Central(folder)
    central.load(customers=400, managers=8)
    central.start()
    arguments = [BENCH, central.url, "--pid", str(central.process.pid), "--users", "8"]
    if sys.argv[1:] == ["crowd"]:
        arguments += ["--devices", os.environ.get("ZHIKE_LOAD_DEVICES", "10000"), "--polling", os.environ.get("ZHIKE_LOAD_SECONDS", "300"),
                      "--every", os.environ.get("ZHIKE_LOAD_EVERY", "60")]
    else:
        arguments += ["--seconds", os.environ.get("ZHIKE_LOAD_SECONDS", "5"), "--connections", os.environ.get("ZHIKE_LOAD_CONNECTIONS", "1,32,256")]
    done = subprocess.run(arguments, env=environment())
    assert done.returncode == 0
    assert central.stop() == 0


story(work)
