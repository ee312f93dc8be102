# SPDX-License-Identifier: GPL-3.0-or-later
"""House rules a machine can hold: format, licence lines, complete translations, no catalogue entry lost. Prints every finding; exit 1 when there is one."""
import re
import subprocess
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

root = Path(sys.argv[1])
findings = []


def sources(*endings):
    return sorted(p for folder in ("app", "core", "ui", "tests", "translations", "packaging") for p in (root / folder).rglob("*") if p.suffix in endings and "build" not in p.parts)


code = sources(".cpp", ".h")
for start in range(0, len(code), 60):
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *code[start:start + 60]], capture_output=True, text=True)
    findings += sorted({line.split(":")[0] + ": is not formatted" for line in done.stderr.splitlines() if "clang-format-violations" in line})
for path in [*code, *sources(".py")]:
    if "SPDX-License-Identifier: GPL-3.0-or-later" not in path.read_text(encoding="utf-8")[:200]:
        findings.append(f"{path}: no licence line")
for path in sources(".ts"):
    for message in tree.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        forms = [f.text for f in translation.findall("numerusform")] or [translation.text]
        if translation.get("type") in ("unfinished", "vanished", "obsolete") or not all(forms):
            findings.append(f"{path}: “{message.find('source').text}” is not translated")

# A text in the sources that the Chinese catalogues do not have would be shown in English.
update = subprocess.run(["lupdate", "-version"], capture_output=True) if subprocess.run(["sh", "-c", "command -v lupdate"], capture_output=True).returncode == 0 else None
tool = "lupdate" if update else "/usr/lib/qt6/bin/lupdate"
if Path(tool).exists() or update:
    probe = Path(sys.argv[2]) / "all_zh_CN.ts"
    probe.unlink(missing_ok=True)
    subprocess.run([tool, "-silent", "-locations", "none", "-no-obsolete", root / "core", root / "ui", root / "app", "-target-language", "zh_CN", "-ts", probe], check=True, capture_output=True)
    known = {m.find("source").text for p in sources(".ts") if p.name.endswith("_zh_CN.ts") for m in tree.parse(p).getroot().iter("message")}
    for message in tree.parse(probe).getroot().iter("message"):
        text = message.find("source").text
        if text not in known and re.search("[A-Za-z]{2}", text):
            findings.append(f"“{text}” is in no Chinese catalogue")

print("\n".join(findings) or "clean")
sys.exit(bool(findings))
