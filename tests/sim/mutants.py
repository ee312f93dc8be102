# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeded defects of the sync protocol (tests/sim/mutants/*.patch): each must be killed by the simulator within so many seeds (sync-protocol §13).

mutants.py [--seeds 1000] [--only NAME …]   in a copy of the tree below build/mutants: builds `simulate` with each defect and runs it to the first seed that fails
mutants.py --record                         … and writes what was seen into mutants.md; with --only, the other rows stay
mutants.py --build DIR                      … in this build folder of this copy of the tree, instead of one of its own (its source folder is patched and restored)

The first line of a patch says what it breaks. One that no run of the simulator can tell from the program says `survives:` and why.
"""
import argparse
import importlib.util
import re
import subprocess
import sys
import time
from pathlib import Path

root = Path(__file__).resolve().parents[2]
folder = Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("mutants", root / "tests/mutants.py")
tools = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tools)


def prepare():
    copy = root / "build/mutants/src"
    copy.mkdir(parents=True, exist_ok=True)
    # A run that was cut off may have left a patched file behind: what differs from the tree is copied anew.
    tools.refresh(copy)
    build = copy / "build/dev"
    if not (build / "build.ninja").exists():
        amalgamation = next(root.glob("build/*/third_party/sqlcipher/package/deps/sqlcipher-amalgamation"), None)
        subprocess.run(["cmake", "--preset", "dev", *([f"-DSQLCIPHER_AMALGAMATION_DIR={amalgamation}"] if amalgamation else [])], cwd=copy, check=True, capture_output=True)
    return copy, build


def simulate(build, seeds, first):
    """What failed at which seed; None: nothing did."""
    begun = time.time()
    done = subprocess.run([build / "bin/simulate", "--seeds", str(seeds), "--from", str(first), "--twice", "0"], capture_output=True, text=True)
    found = re.search(r"seed (\d+) fails: (.*)", done.stdout)
    seconds = time.time() - begun
    if found:
        return f"killed by seed {found.group(1)}", found.group(2)[:110], seconds
    if done.returncode:
        return f"killed: the program ends with {done.returncode}", done.stderr.strip()[-100:], seconds
    return None


def recorded():
    rows = {}
    if (folder / "mutants.md").exists():
        for line in (folder / "mutants.md").read_text(encoding="utf-8").splitlines():
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if len(cells) == 4 and cells[0] not in ("mutant", "") and not cells[0].startswith("-"):
                rows[cells[0]] = cells
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seeds", type=int, default=1000)
    arguments.add_argument("--from", type=int, default=1, dest="first")
    arguments.add_argument("--only", nargs="*", default=[])
    arguments.add_argument("--record", action="store_true")
    arguments.add_argument("--build", type=Path)
    given = arguments.parse_args()
    copy, build = (given.build.resolve().parents[1], given.build.resolve()) if given.build else prepare()
    survivors, rows = [], recorded() if given.only else {}
    for patch in sorted((folder / "mutants").glob("*.patch")):
        name = patch.stem
        if given.only and name not in given.only:
            continue
        what = patch.read_text(encoding="utf-8").splitlines()[0]
        applied = tools.git_apply(copy, patch)
        outcome, by = "does not apply", applied.stderr.strip()
        if not applied.returncode:
            try:
                built = tools.make(build, ["simulate"])
                outcome, by = "does not build", "".join(re.findall(r"error: .*", built.stdout)[:1])
                if not built.returncode:
                    found = simulate(build, given.seeds, given.first)
                    outcome, by = (found[0], f"{found[1]} ({found[2]:.1f} s)") if found else (f"survives {given.seeds} seeds", "")
            finally:
                tools.git_apply(copy, patch, "-R").check_returncode()
        if not outcome.startswith("killed") and "survives:" not in what:
            survivors.append(name)
        rows[name] = [name, what, outcome, by.replace("|", "/")]
        print(f"{name}  {outcome}  {by}", flush=True)
    if tools.make(build, ["simulate"]).returncode:
        sys.exit("the tree itself does not build")
    if not given.only and (found := simulate(build, 20, given.first)):
        survivors.append(f"the tree itself: {found}")
        print(survivors[-1])
    if given.record:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=root, capture_output=True, text=True).stdout.strip()
        table = "\n".join("| " + " | ".join(rows[name]) + " |" for name in sorted(rows))
        (folder / "mutants.md").write_text(
            f"# Seeded defects of the sync protocol\n\nWritten by `mutants.py --record` at {commit}; seeds from {given.first}.\n\n| mutant | what it breaks | outcome | by which check |\n|---|---|---|---|\n{table}\n",
            encoding="utf-8")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
