"""Judges the PDF files of a folder: `python3 pdf.py FOLDER`. What is not installed is skipped, and said.

    qpdf       structure: `qpdf --check`
    veraPDF    PDF/A-3b: $VERAPDF, `verapdf` on the path, or the one `install.sh` put into target/judges
    factur-x   the XML inside, valid against the schema of its level, and the same bytes as FILE.xml where it stands
               beside FILE.pdf (where some do, only those are judged):
               $FACTURX_PYTHON, the Python of target/judges, or this one (PyPI factur-x 7.8)

Exits 1 when a judge that is installed finds fault, 0 otherwise.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

JUDGES = Path(__file__).resolve().parents[2] / "target/judges"

READ = """
import sys
from pathlib import Path
from facturx import get_xml_from_pdf
for name in sys.argv[1:]:
    try:
        found, xml = get_xml_from_pdf(Path(name).read_bytes(), check_xsd=True, check_schematron=False)
        expected = Path(name).with_suffix(".xml")
        if not found:
            print("FAIL", name, "no XML inside")
        elif expected.exists() and expected.read_bytes() != xml:
            print("FAIL", name, "the XML inside is not what was attached")
        else:
            print("PASS", name)
    except Exception as e:
        print("FAIL", name, repr(e)[:300])
"""


def lines(command, files):
    """What a judge that tells PASS or FAIL of each file says."""
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=900, check=False)
    told = [line for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
    if len(told) < len(files):
        told.append(f"FAIL {len(told)} of {len(files)} files were judged: {done.stderr[-500:]}")
    return [line for line in told if not line.startswith("PASS")]


def qpdf(files):
    if not shutil.which("qpdf"):
        return None
    bad = []
    for file in files:
        done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
        if done.returncode:
            bad.append(f"{file}: {done.stdout[-300:]}{done.stderr[-300:]}")
    return bad


def verapdf(files):
    places = [os.environ.get("VERAPDF"), shutil.which("verapdf"), JUDGES / "verapdf/verapdf.sh"]
    program = next((p for p in places if p and Path(p).exists()), None)
    if not program or not shutil.which("java"):
        return None
    return lines([program, "-f", "3b", "--format", "text"], files)


def facturx(files):
    beside = [file for file in files if file.with_suffix(".xml").exists()]
    files = beside or files
    places = [os.environ.get("FACTURX_PYTHON"), JUDGES / "bin/python", sys.executable]
    for python in [p for p in places if p and Path(p).exists()]:
        if not subprocess.run([python, "-c", "import facturx"], capture_output=True, check=False).returncode:
            return lines([python, "-W", "ignore", "-c", READ], files)
    return None


def main():
    files = sorted(Path(sys.argv[1]).glob("*.pdf"))
    if not files:
        sys.exit("no PDF there")
    faults = 0
    for judge in (qpdf, verapdf, facturx):
        bad = judge(files)
        if bad is None:
            print(f"{judge.__name__}: skipped, not installed")
            continue
        faults += len(bad)
        print(f"{judge.__name__}: {f'{len(bad)} faults' if bad else 'pass'}, {len(files)} files")
        print("".join(f"  {line}\n" for line in bad), end="")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
