# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeded defects of the sync protocol (tests/sim/mutants/*.patch): each must be killed by the simulator within so many seeds (sync-protocol §13).

mutants.py [--seeds 1000] [--only NAME …]    builds each in the scratch tree of tests/mutants.py and says which seed killed it
"""
import argparse
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("mutants", root / "tests/mutants.py")
tools = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tools)


def simulate(build, seeds):
    done = subprocess.run([build / "bin/simulate", "--seeds", str(seeds), "--twice", "0"], capture_output=True, text=True)
    found = re.search(r"seed (\d+) fails: (.*)", done.stdout)
    return (found.group(1), found.group(2)) if found else (f"crash {done.returncode}", "") if done.returncode else None


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seeds", type=int, default=1000)
    arguments.add_argument("--only", nargs="*", default=[])
    given = arguments.parse_args()
    copy = root / "build/mutants/src"
    copy.mkdir(parents=True, exist_ok=True)
    tools.refresh(copy)
    build = copy / "build/dev"
    amalgamation = next(root.glob("build/*/third_party/sqlcipher/package/deps/sqlcipher-amalgamation"), None)
    subprocess.run(["cmake", "--preset", "dev", *([f"-DSQLCIPHER_AMALGAMATION_DIR={amalgamation}"] if amalgamation else [])], cwd=copy, check=True, capture_output=True)
    if tools.make(build, ["simulate"]).returncode:
        sys.exit("the tree itself does not build")
    survivors = []
    for patch in sorted((root / "tests/sim/mutants").glob("*.patch")):
        name = patch.stem
        if given.only and name not in given.only:
            continue
        applied = tools.git_apply(copy, patch)
        if applied.returncode:
            outcome = "does not apply"
        else:
            try:
                built = tools.make(build, ["simulate"])
                found = None if built.returncode else simulate(build, given.seeds)
                outcome = "does not build" if built.returncode else f"killed by seed {found[0]}: {found[1]}" if found else f"SURVIVED {given.seeds} seeds"
            finally:
                tools.git_apply(copy, patch, "-R").check_returncode()
        if not outcome.startswith("killed"):
            survivors.append(name)
        print(f"{name}  {outcome}", flush=True)
    if not given.only and tools.make(build, ["simulate"]).returncode == 0 and (found := simulate(build, 20)):
        survivors.append(f"the tree itself fails at seed {found[0]}")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
