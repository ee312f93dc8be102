# SPDX-License-Identifier: GPL-3.0-or-later
"""SEC-33: an import takes no more memory than it says, whatever file it is given: archives that inflate without end, tables of two gigabytes, a thousand
columns, other encodings. Each is refused with a sentence that names what to do, and nothing is imported."""
import gzip
import os
import subprocess
import time

from desk import BIN, Central, environment, story

HEADER = b"client_id;birth_number;district_id\n"
DISTRICT = b"A1;A2;A3;A4;A5;A6;A7;A8;A9;A10;A11;A12;A13;A14;A15;A16\n"
LIMIT = 500 << 20  # of memory: the largest table that is read, twice over, and the program itself
SMALL = 150 << 20  # where nothing needs to be read at all


def attempt(central, folder):
    """Exit code, what was said, and the most memory the process ever had (VmHWM)."""
    process = subprocess.Popen([BIN / "zhike-central", "import-berka", str(folder), "--store", central.store], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, out + err, usage.ru_maxrss << 10


def bomb(path, begin, size, block=b"1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1\n" * 32768):
    """Inflates to `size` bytes: one archive after the other, which is read as one."""
    member = gzip.compress(block)
    with open(path, "wb") as out:
        out.write(gzip.compress(begin))
        for _ in range(size // len(block)):
            out.write(member)


def sparse(path, begin, size):
    with open(path, "wb") as out:
        out.write(begin)
        out.truncate(size)


def separators(path, size):
    with open(path, "wb") as out:  # in pieces: what this process once held would be counted to the child
        out.write(DISTRICT)
        for _ in range(size >> 20):
            out.write(b";" * (1 << 20))
        out.write(b"\n")


def work(folder):
    central = Central(folder)
    cases = {
        "a bomb of 1 GiB": (lambda d: bomb(d / "district.asc.gz", DISTRICT, 1 << 30), "Split", LIMIT),
        "a bomb of zeros": (lambda d: bomb(d / "district.asc.gz", DISTRICT, 1 << 30, bytes(1 << 20)), "Save it as UTF-8", SMALL),
        "two gigabytes": (lambda d: sparse(d / "district.asc", DISTRICT, 2 << 30), "Split", SMALL),
        "1,000 columns": (lambda d: (d / "district.asc").write_bytes(b";".join(b"A%d" % i for i in range(1000)) + b"\n" + b"1;" * 999 + b"1\n"), "Export the table again", SMALL),
        "a line of separators": (lambda d: separators(d / "district.asc", 100 << 20), "line 2", LIMIT),
        "UTF-16 with a mark": (lambda d: (d / "district.asc").write_bytes(DISTRICT.decode().encode("utf-16")), "not UTF-16", SMALL),
        "UTF-16 without a mark": (lambda d: (d / "district.asc").write_bytes(DISTRICT.decode().encode("utf-16-le")), "without NUL", SMALL),
        "broken GB 18030": (lambda d: (d / "district.asc").write_bytes(DISTRICT + "1;北京市".encode("gb18030")[:-1] + b";x" + b";1" * 13 + b"\n"), "Save it as UTF-8", SMALL),
        "NUL bytes": (lambda d: (d / "district.asc").write_bytes(DISTRICT + b"1;a\0b;c" + b";1" * 13 + b"\n"), "without NUL", SMALL),
        "an archive cut off": (lambda d: (d / "district.asc.gz").write_bytes(gzip.compress(DISTRICT * 100)[:-12]), "inflated", SMALL),
        "an archive in name only": (lambda d: (d / "district.asc.gz").write_bytes(os.urandom(5000)), "", SMALL),
    }
    for name, (make, words, most) in cases.items():
        place = folder / name.replace(" ", "-")
        place.mkdir()
        make(place)
        began = time.time()
        code, said, memory = attempt(central, place)
        assert code == 1, f"{name}: exit {code}\n{said}"
        assert "district.asc" in said and words in said, f"{name}: {said}"
        assert memory < most, f"{name}: {memory >> 20} MiB"
        print(f"{name}: refused in {time.time() - began:.1f} s with {memory >> 20} MiB")
        for file in place.iterdir():
            file.unlink()
    assert not [r for r in central.dump() if r["type"] == "customer"], "something was imported"


story(work)
