# SPDX-License-Identifier: GPL-3.0-or-later
"""Bill of materials (CycloneDX 1.5, JSON) of what was built: sbom.py --out FILE --version V [--vendored NAME=FOLDER …] [--headers PACKAGE …] PROGRAM…

Every library a program needs, and what those need, with its Debian package, version and SHA-256; every source compiled in; packages that are headers only.
A library no package owns, or one that is not found, is an error: nothing unknown is shipped."""
import argparse
import hashlib
import json
import re
import subprocess
import sys
import uuid
from datetime import datetime, timezone
from functools import cache
from pathlib import Path


def fail(text):
    sys.exit(f"sbom: {text}")


def digest(path, kind="sha256"):
    return hashlib.new(kind, Path(path).read_bytes()).hexdigest()


def needed(path):
    done = subprocess.run(["readelf", "-W", "-d", path], capture_output=True, text=True)
    if done.returncode:
        fail(f"{path} is not a program")
    return re.findall(r"\(NEEDED\).*\[(.+?)\]", done.stdout)


def resolved(program):
    """Name → path of everything the loader would take."""
    done = subprocess.run(["ldd", program], capture_output=True, text=True)
    found = {}
    for line in done.stdout.splitlines():
        if m := re.match(r"\s*(\S+) => (\S+) \(0x", line):
            found[m.group(1)] = m.group(2)
        elif m := re.match(r"\s*(/\S+) \(0x", line):
            found[Path(m.group(1)).name] = m.group(1)
        elif m := re.match(r"\s*(\S+) => not found", line):
            fail(f"{Path(program).name} needs {m.group(1)}, which is not here")
    return found


@cache
def package_of(path):
    real = str(Path(path).resolve())
    for name in (path, real, real.removeprefix("/usr")):
        done = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.split(": ")[0].split(",")[0]
    return fail(f"no package owns {path}")


@cache
def facts(package):
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}", package], capture_output=True, text=True)
    if done.returncode:
        fail(f"package {package} is not installed")
    return done.stdout.split("\t")


def of_package(package, path=None):
    name, version, arch, source, source_version = facts(package)
    entry = {"type": "library", "bom-ref": f"deb:{name}:{Path(path).name}" if path else f"deb:{name}", "name": Path(path).name if path else name, "version": version,
             "purl": f"pkg:deb/debian/{name}@{version}?arch={arch}&distro=debian-12",
             "properties": [{"name": "debian:package", "value": name}, {"name": "debian:source", "value": f"{source} {source_version}"}]}
    if path:
        entry["hashes"] = [{"alg": "SHA-256", "content": digest(path)}]
    return entry


def vendored(name, folder):
    if name != "SQLCipher":
        fail(f"nothing is known of {name}")
    source = Path(folder) / "sqlite3.c"
    if not source.is_file():
        fail(f"{source} is not there")
    text = source.read_text(encoding="utf-8", errors="replace")
    version = re.search(r"#define CIPHER_VERSION_NUMBER ([\d.]+)", text).group(1)
    sqlite = re.search(r'#define SQLITE_VERSION\s+"([\d.]+)"', text).group(1)
    entry = {"type": "library", "bom-ref": "vendored:sqlcipher", "name": "SQLCipher amalgamation", "version": version, "licenses": [{"license": {"id": "BSD-3-Clause"}}],
             "purl": f"pkg:github/sqlcipher/sqlcipher@v{version}", "hashes": [{"alg": "SHA-256", "content": digest(source)}, {"alg": "SHA-512", "content": digest(source, "sha512")}],
             "properties": [{"name": "sqlite:version", "value": sqlite}, {"name": "linked", "value": "static"}]}
    archives = [a for parent in list(Path(folder).parents)[:3] for a in parent.glob("*.tgz")]
    if archives:
        entry["properties"] += [{"name": "archive", "value": archives[0].name}, {"name": "archive:sha512", "value": digest(archives[0], "sha512")}]
    return entry


arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--out", type=Path, required=True)
arguments.add_argument("--version", required=True)
arguments.add_argument("--vendored", action="append", default=[])
arguments.add_argument("--headers", action="append", default=[])
arguments.add_argument("programs", nargs="+", type=Path)
given = arguments.parse_args()

components, depends, programs = {}, {}, []
extra = [vendored(*v.split("=", 1)) for v in given.vendored] + [of_package(p) for p in given.headers]
for entry in extra:
    components[entry["bom-ref"]] = entry
for program in given.programs:
    libraries = resolved(program)
    refs = []
    for name, path in sorted(libraries.items()):
        entry = of_package(package_of(path), path)
        components[entry["bom-ref"]] = entry
        if name in needed(program):
            refs.append(entry["bom-ref"])
        depends[entry["bom-ref"]] = sorted({of_package(package_of(libraries[n]), libraries[n])["bom-ref"] for n in needed(path) if n in libraries})
    if missing := [n for n in needed(program) if n not in libraries]:
        fail(f"{program.name} needs {', '.join(missing)}, which is not here")
    ref = f"program:{program.name}"
    programs.append({"type": "application", "bom-ref": ref, "name": program.name, "version": given.version, "hashes": [{"alg": "SHA-256", "content": digest(program)}]})
    depends[ref] = sorted(refs) + [e["bom-ref"] for e in extra]

bom = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "serialNumber": f"urn:uuid:{uuid.uuid4()}",
    "version": 1,
    "metadata": {"timestamp": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "tools": {"components": [{"type": "application", "name": "packaging/sbom.py"}]},
                 "component": {"type": "application", "bom-ref": "zhike", "name": "Zhike", "version": given.version, "licenses": [{"license": {"id": "GPL-3.0-or-later"}}]}},
    "components": [*programs, *sorted(components.values(), key=lambda c: c["bom-ref"])],
    "dependencies": [{"ref": "zhike", "dependsOn": [p["bom-ref"] for p in programs]}, *({"ref": r, "dependsOn": d} for r, d in sorted(depends.items()))],
}
given.out.write_text(json.dumps(bom, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
print(f"{given.out}: {len(programs)} programs, {len(components)} components")
