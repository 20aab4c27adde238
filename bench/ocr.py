#!/usr/bin/env python3
"""Prints word error, CPU and memory of character recognition, ours beside the tesseract command and rapidocr, on the same
pages; see README.md. Builds nothing: `make bench` does. `ocr.py [PAGES] [SET,SET]`."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from run import COMMAND, ROOT, row, run

DEGRADE = ROOT / "target/release/degrade"
WORD_ERROR = ROOT / "target/release/word-error"
PAGES = int(sys.argv[1]) if len(sys.argv) > 1 else 12
SETS = sys.argv[2].split(",") if len(sys.argv) > 2 else ["clean", "mild", "hard", "low", "photo", "fax"]
ENGINES = ["paddle", "lstm", "tesseract"]
# Those `make models` brought, where the user named none.
os.environ.setdefault("OCR_FACTURE_MODELS", str(ROOT / "target/models"))
# What the word error of each set may be, in percent: paddle, and the others.
TARGETS = {"clean": (2, 6.5), "hard": (10, 18), "low": (4, 8)}

# One process, its models loaded before the count starts; one thread, as all others here.
RAPIDOCR = """
import json, resource, sys
from rapidocr import RapidOCR
reader = RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1})
cpu = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
started = cpu()
for picture in sys.argv[2:]:
    found = reader(picture)
    with open(picture + ".rapidocr.txt", "w") as out:
        out.write("\\n".join(found.txts or ()))
print(json.dumps([cpu() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]), file=open(sys.argv[1], "w"))
"""


def rapidocr_python():
    """A Python that has rapidocr, if any."""
    for python in (ROOT / "target/judges/bin/python", "/opt/rapid/bin/python", sys.executable):
        found = subprocess.run([python, "-c", "import rapidocr"], capture_output=True) if shutil.which(python) else None
        if found and found.returncode == 0:
            return python
    return None


def read_ours(pictures, engine, *options):
    """All pictures in one process, one at a time: CPU seconds a page, peak memory; the text beside each picture."""
    out = pictures[0].parent / "answers.ndjson"
    used = run([COMMAND, "extract", "--ndjson", "--quiet", "--text", "--jobs", "1", "--engine", engine, *options, "-o", out, *pictures])
    tag = "+".join([engine, *options[1:]])
    for line in out.read_text().splitlines():
        answer = json.loads(line)
        Path(f"{answer['path']}.{tag}.txt").write_text((answer.get("result") or {}).get("text") or "")
    return used[1] / len(pictures), used[2], tag


def read_tesseract(pictures):
    os.environ["OMP_THREAD_LIMIT"] = "1"
    used = [run([shutil.which("tesseract"), picture, f"{picture}.tesseract-cli", "-l", "fra", "--dpi", "200"]) for picture in pictures]
    return sum(u[1] for u in used) / len(pictures), max(u[2] for u in used), "tesseract-cli"


def read_rapidocr(pictures, python):
    figures = pictures[0].parent / "rapidocr.json"
    subprocess.run([python, "-c", RAPIDOCR, figures, *pictures], check=True, capture_output=True)
    cpu, memory = json.loads(figures.read_text())
    return cpu / len(pictures), memory, "rapidocr"


def readers():
    """Name, and what reads a list of pictures; those that are installed."""
    known = json.loads(subprocess.run([COMMAND, "models", "--json"], capture_output=True, check=True).stdout)
    have = {e["engine"] for e in known["engines"] if e["available"]}
    for engine in ENGINES:
        yield engine, (lambda pictures, engine=engine: read_ours(pictures, engine)) if engine in have else None
    yield "tesseract, the command", read_tesseract if shutil.which("tesseract") else None
    python = rapidocr_python()
    yield "rapidocr", (lambda pictures: read_rapidocr(pictures, python)) if python else None


def errors(folder):
    """Word error by tag over a folder of pictures, their truth and what was read."""
    done = subprocess.run([WORD_ERROR, folder], capture_output=True, check=True)
    return json.loads(done.stdout)


def main():
    scratch = Path(tempfile.mkdtemp(prefix="ocr-facture-bench-"))
    available = list(readers())
    print(f"{PAGES} drawn pages, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; CPU is user + system, one thread\n")
    for name in SETS:
        folder = scratch / name
        subprocess.run([DEGRADE, "--out", folder, "--count", str(PAGES), "--seed", "7100", "--language", "fr", "--sets", name],
                       check=True, stdout=subprocess.DEVNULL)
        pictures = sorted(p for p in folder.iterdir() if p.suffix in (".png", ".jpg"))
        used = {}
        for label, reader in available:
            if reader:
                cpu, memory, tag = reader(pictures)
                used[label] = (cpu, memory, tag)
        found = errors(folder)
        print(f"{name}: word error, CPU a page, peak memory")
        for label, reader in available:
            if label not in used:
                row(label, "not installed")
                continue
            cpu, memory, tag = used[label]
            target = TARGETS.get(name) if label in ENGINES else None
            told = f"target {target[label != 'paddle']} %" if target else ""
            row(label, f"{found[tag] * 100:5.1f} %  {cpu * 1000:6.0f} ms  {memory:5.0f} MB", told)
        if "tesseract" in used:
            steps(pictures, folder)
        print()
    batch(scratch)
    shutil.rmtree(scratch)


def batch(scratch):
    """Scans linked again under other names, one of them broken, by the best engine over all cores."""
    folder = scratch / "clean-batch"
    subprocess.run([DEGRADE, "--out", folder, "--count", "4", "--seed", "7200", "--sets", "mild"], check=True, stdout=subprocess.DEVNULL)
    scans = sorted(folder.glob("*.jpg"))
    peaks = {}
    print("A batch of scans, one broken, by the engine lstm")
    for count in (50, 500):
        links = scratch / f"batch-{count}"
        links.mkdir()
        for index in range(count):
            os.symlink(scans[index % len(scans)], links / f"{index:03}.jpg")
        (links / "broken.jpg").write_bytes(scans[0].read_bytes()[:300])
        out = scratch / "batch.ndjson"
        wall, cpu, peaks[count] = run([COMMAND, "extract", "--ndjson", "--quiet", "--engine", "lstm", "-o", out, links])
        failed = sum('"error":' in line for line in out.read_text().splitlines())
    row("scans a second, cores busy", f"{count / wall:.1f}, {cpu / wall:.2f} of {os.cpu_count()}", "90 %")
    row("not read, of 501", str(failed), "1")
    row("peak memory of 50, of 500, MB", f"{peaks[50]:.0f}, {peaks[500]:.0f}", "flat")


def steps(pictures, folder):
    """What preprocessing is worth on this set: as planned above, and none."""
    read_ours(pictures, "tesseract", "--preprocess", "none")
    found = errors(folder)
    row("tesseract, no preprocessing", f"{found['tesseract+none'] * 100:5.1f} %")


if __name__ == "__main__":
    main()
