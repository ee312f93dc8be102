# SPDX-License-Identifier: GPL-3.0-or-later
"""SEC-30: the programs are position independent, all relocations read-only, stacks guarded, no search path of their own, no executable stack; what is
shipped is fortified and marked for control-flow protection. SEC-2: none of them is linked with a plain SQLite."""
import os
import re
import subprocess
import sys
from pathlib import Path

BIN = Path(os.environ["ZHIKE_BIN"])
release = os.environ.get("ZHIKE_BUILD_TYPE", "").startswith("Rel")
sanitized = bool(os.environ.get("ZHIKE_SANITIZE"))


def read(*options):
    return subprocess.run(["readelf", "-W", *options], capture_output=True, text=True, check=True).stdout


findings = []
seen = 0
for name in ("zhike", "zhikectl", "zhike-central"):
    path = BIN / name
    if not path.exists():
        continue
    seen += 1
    header, segments, dynamic, symbols = read("-h", path), read("-l", path), read("-d", path), read("--dyn-syms", path)
    expect = {
        "is position independent": re.search(r"Type:\s+DYN", header) and "PIE" in dynamic,
        "has read-only relocations": "GNU_RELRO" in segments,
        "binds at start": re.search(r"BIND_NOW|FLAGS.*NOW", dynamic),
        "has no executable stack": re.search(r"GNU_STACK.*\bRW\b", segments) and not re.search(r"GNU_STACK.*RWE", segments),
        "has no segment that is written and executed": not re.search(r"LOAD.*RWE", segments),
        "has no search path": not re.search(r"RPATH|RUNPATH", dynamic),
        "needs no text relocations": "TEXTREL" not in dynamic,
        "does not link plain SQLite": not re.search(r"NEEDED.*libsqlite3", dynamic),
        "cannot load extensions of the database": "sqlite3_load_extension" not in read("-s", path),
    }
    if not sanitized and name == "zhike":  # SEC-6: the frees of its libraries come to it
        expect["overwrites what is freed"] = all(re.search(rf"FUNC\s+GLOBAL\s+DEFAULT\s+\d+ {symbol}\s*$", symbols, re.M) for symbol in ("free", "realloc"))
    if not sanitized:
        expect["guards its stacks"] = "__stack_chk_fail" in symbols
    if release:
        expect["is fortified"] = re.search(r"__\w+_chk@", symbols)
        if os.uname().machine == "x86_64":
            code = subprocess.run(["objdump", "-d", "--no-show-raw-insn", path], capture_output=True, text=True, check=True).stdout
            expect["marks where calls may land"] = code.count("endbr64") > 1000
    findings += [f"{name}: not so: {what}" for what, holds in expect.items() if not holds]
print("\n".join(findings) or f"{seen} programs hold" + ("" if release else "; fortification and control-flow marks are looked at in release builds"))
sys.exit(77 if not seen else bool(findings))
