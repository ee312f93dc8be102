# SPDX-License-Identifier: GPL-3.0-or-later
"""SEC-36: the bill of materials lists every needed library and the vendored source with their hashes, and there is none when something is unknown."""
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from desk import BIN, story

script = Path(os.environ["ZHIKE_SBOM"])
options = os.environ.get("ZHIKE_SBOM_OPTIONS", "").split()


def make(out, *programs, more=()):
    return subprocess.run([sys.executable, "-B", script, "--out", out, "--version", "0.1.0", *options, *more, *programs], capture_output=True, text=True)


def work(folder):
    programs = [BIN / n for n in ("zhike", "zhikectl", "zhike-central") if (BIN / n).exists()]
    if not programs:
        print("no program was built")
        sys.exit(77)
    out = folder / "sbom.json"
    done = make(out, *programs)
    assert done.returncode == 0, done.stderr
    bom = json.loads(out.read_text())
    assert (bom["bomFormat"], bom["specVersion"], bom["version"]) == ("CycloneDX", "1.5", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", bom["serialNumber"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", bom["metadata"]["timestamp"])
    refs = [c["bom-ref"] for c in bom["components"]] + [bom["metadata"]["component"]["bom-ref"]]
    assert len(refs) == len(set(refs)), "a reference comes twice"
    for component in bom["components"]:
        assert component["type"] in ("application", "library") and component["name"] and component["version"], component
        for one in component.get("hashes", []):
            assert re.fullmatch({"SHA-256": "[0-9a-f]{64}", "SHA-512": "[0-9a-f]{128}"}[one["alg"]], one["content"])
        if component["type"] == "library":
            assert re.match(r"pkg:(deb/debian|github|npm)/", component["purl"]), component
    for entry in bom["dependencies"]:
        assert entry["ref"] in refs and set(entry["dependsOn"]) <= set(refs), entry
    listed = {c["name"]: c for c in bom["components"]}
    checked = 0
    for program in programs:
        libraries = dict(re.findall(r"(\S+) => (\S+) \(0x", subprocess.run(["ldd", program], capture_output=True, text=True).stdout))
        for name in re.findall(r"\(NEEDED\).*\[(.+?)\]", subprocess.run(["readelf", "-W", "-d", program], capture_output=True, text=True).stdout):
            entry = listed.get(name) or listed.get(Path(libraries[name]).name)
            assert entry, f"{program.name} needs {name}, which is not listed"
            assert entry["hashes"][0]["content"] == hashlib.sha256(Path(libraries.get(name, f"/lib64/{name}")).read_bytes()).hexdigest(), name
            checked += 1
    if "--vendored" in options or any(o.startswith("--vendored") for o in options):
        assert listed["SQLCipher amalgamation"]["hashes"], "the vendored source is not listed"
    # Unknown ⇒ none.
    (folder / "strange.c").write_text("int strange(void) { return 1; }\n")
    (folder / "uses.c").write_text("int strange(void); int main(void) { return strange(); }\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "libstrange.so", folder / "strange.c"], check=True)
    subprocess.run(["cc", "-o", folder / "uses", folder / "uses.c", f"-L{folder}", "-lstrange", f"-Wl,-rpath,{folder}"], check=True)
    refused = make(folder / "no.json", folder / "uses")
    assert refused.returncode != 0 and "no package owns" in refused.stderr and not (folder / "no.json").exists(), refused
    (folder / "libstrange.so").unlink()
    refused = make(folder / "no.json", folder / "uses")
    assert refused.returncode != 0 and "not here" in refused.stderr and not (folder / "no.json").exists(), refused
    refused = make(folder / "no.json", programs[0], more=["--headers", "no-such-package-anywhere"])
    assert refused.returncode != 0 and not (folder / "no.json").exists(), refused
    print(f"{len(bom['components'])} components, {checked} needed libraries found with their hashes; three unknown ones refused")


story(work)
