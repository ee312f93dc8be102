# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeded defects: each row of mutants.md names a patch and the test that must fail with it. A requirement's test counts only when it kills its mutant.

mutants.py --check            every patch applies, every named test exists (needs a configured build folder: --build DIR)
mutants.py [--only ID …]      in a copy of the tree below build/mutants: the test passes as it stands, fails with the patch
mutants.py --record           … and writes what was seen under “Last run” of mutants.md; with --only, what was seen of the others stays
mutants.py --here             … in this tree and its build folder (--build DIR) instead of a copy: patched and restored, so nobody else may build there
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

root = Path(__file__).resolve().parent.parent
table = root / "tests" / "mutants.md"
APPS = ["zhike", "zhikectl", "zhike-central", "zhike_writer", "vaultpages", "auditforge"]


def rows():
    for line in table.read_text(encoding="utf-8").splitlines():
        cells = [c.strip().strip("`") for c in line.strip().strip("|").split("|")]
        if len(cells) >= 4 and cells[1].endswith(".patch"):
            yield cells[0], cells[1], cells[2], re.split(r"[\s(:]", cells[3])[0]


def tests(build):
    done = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], capture_output=True, text=True, check=True)
    return {t["name"]: t.get("command", []) for t in json.loads(done.stdout)["tests"]}


def git_apply(folder, patch, *options):
    # Outside any repository, so that paths are taken as they are.
    env = dict(os.environ, GIT_CEILING_DIRECTORIES=str(folder.parent))
    return subprocess.run(["git", "apply", *options, patch], cwd=folder, env=env, capture_output=True, text=True)


def check(build):
    known = tests(build)
    findings = []
    for name, patch, _, test in rows():
        if not (root / patch).is_file():
            findings.append(f"{name}: {patch} is missing")
            continue
        done = subprocess.run(["git", "apply", "--check", root / patch], cwd=root, capture_output=True, text=True)
        if done.returncode:
            findings.append(f"{name}: {patch} does not apply: {done.stderr.strip()}")
        if test not in known:
            findings.append(f"{name}: there is no test {test}")
    # The protocol's have a runner and a table of their own: tests/sim/mutants.py.
    for patch in sorted((root / "tests/mutants").glob("sync-*.patch")):
        if subprocess.run(["git", "apply", "--check", patch], cwd=root, capture_output=True).returncode:
            findings.append(f"{patch.relative_to(root)} does not apply")
    listed = {patch for _, patch, _, _ in rows()}
    findings += [f"{p.relative_to(root)} is in no row" for p in sorted((root / "tests/mutants").glob("*.patch")) if str(p.relative_to(root)) not in listed and not p.name.startswith("sync-")]
    print("\n".join(findings) or f"{len(listed)} patches apply")
    return 1 if findings else 0


def refresh(copy):
    """The tree as it stands, tracked and new files, copied where the content differs (times tell the build what to do)."""
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        source, target = root / name, copy / name
        if not source.is_file():
            target.unlink(missing_ok=True)
        elif not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def run_test(build, name):
    began = time.time()
    done = subprocess.run(["ctest", "--test-dir", build, "-R", f"^{re.escape(name)}$", "--output-on-failure"], capture_output=True, text=True)
    skipped = "Skipped" in done.stdout or "No tests were found" in done.stdout + done.stderr
    return done.returncode, skipped, time.time() - began, done.stdout


def targets(build, name, command):
    program = Path(command[0]).name if command else ""
    if any("lint.py" in word for word in command):
        return []  # reads the sources only
    if program.startswith("tst_"):
        return [program]
    named = [Path(word).name for word in command if word.startswith(str(build / "bin"))]
    return named or [a for a in APPS if (build / "bin" / a).exists() or subprocess.run(["ninja", "-C", build, "-t", "query", a], capture_output=True).returncode == 0]


def make(build, wanted):
    # A desktop of a few milliseconds' difference must be rebuilt too: ninja compares times, so the patched files carry a new one.
    if not wanted:
        return subprocess.CompletedProcess([], 0, "", "")
    return subprocess.run(["nice", "cmake", "--build", build, "--parallel", "2", "--target", *wanted], capture_output=True, text=True)


def prepare():
    copy = root / "build" / "mutants" / "src"
    copy.mkdir(parents=True, exist_ok=True)
    refresh(copy)
    amalgamation = next(root.glob("build/*/third_party/sqlcipher/package/deps/sqlcipher-amalgamation"), None)
    options = [f"-DSQLCIPHER_AMALGAMATION_DIR={amalgamation}"] if amalgamation else []
    subprocess.run(["cmake", "--preset", "dev", *options], cwd=copy, check=True, capture_output=True)
    return copy, copy / "build" / "dev"


def kill(only, record, here):
    copy, build = (root, here.resolve()) if here else prepare()
    known = tests(build)
    sound, seen = {}, []
    for name, patch, what, test in rows():
        if only and not any(name == o or Path(patch).stem == o for o in only):
            continue
        if test not in known:
            seen.append((name, patch, f"no test {test}"))
            print(*seen[-1], sep="  ", flush=True)
            continue
        wanted = targets(build, test, known[test])
        if test not in sound:
            built = make(build, wanted)
            if built.returncode:
                sys.exit(f"the tree itself does not build {wanted}:\n{built.stdout[-3000:]}")
            code, skipped, seconds, text = run_test(build, test)
            sound[test] = "skipped here" if skipped else "fails without a mutant" if code else ""
        if sound[test]:
            outcome = f"{test} {sound[test]}"
        else:
            applied = git_apply(copy, root / patch)
            if applied.returncode:
                outcome = "does not apply: " + applied.stderr.strip()
            else:
                try:
                    built = make(build, wanted)
                    if built.returncode:
                        outcome = "does not build: " + "".join(re.findall(r"error: .*", built.stdout)[:1])
                    else:
                        code, skipped, seconds, text = run_test(build, test)
                        outcome = f"killed by {test} ({seconds:.1f} s)" if code and not skipped else f"SURVIVED {test}"
                finally:
                    git_apply(copy, root / patch, "-R").check_returncode()
        seen.append((name, patch, outcome))
        print(name, Path(patch).stem, what, outcome, sep="  ", flush=True)
    killed = sum(o.startswith("killed") for _, _, o in seen)
    print(f"{killed} of {len(seen)} killed")
    if record:
        text = re.sub(r"\n## Last run.*", "", table.read_text(encoding="utf-8"), flags=re.S)
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=root, capture_output=True, text=True).stdout.strip()
        before = dict(re.findall(r"^- (\S+): (.*)$", re.sub(r".*\n## Last run", "", table.read_text(encoding="utf-8"), flags=re.S), flags=re.M)) if only else {}
        before |= {Path(p).stem: f"{o}, at {commit}" for _, p, o in seen}
        stems = [Path(p).stem for _, p, _, _ in rows()]
        lines = "\n".join(f"- {stem}: {before.get(stem, 'not run yet')}" for stem in dict.fromkeys(stems))
        table.write_text(f"{text}\n## Last run\n\n{lines}\n", encoding="utf-8")
    return 0 if killed == len(seen) and seen else 1


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--build", type=Path, default=root / "build/dev")
    arguments.add_argument("--only", nargs="*", default=[])
    arguments.add_argument("--record", action="store_true")
    arguments.add_argument("--here", action="store_true")
    given = arguments.parse_args()
    sys.exit(check(given.build) if given.check else kill(given.only, given.record, given.build if given.here else None))
