#!/usr/bin/env python3
"""Prints one table of speed and memory; see README.md. Builds nothing: `make bench` does."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ROOT / "target/release/ocr-facture"
BENCH = ROOT / "target/release/bench"
GENERATE = ROOT / "target/release/generate"
ROUNDS = 3


def corpus(scratch):
    """The PDFs to read: the folder given, the shared ones, or some of our own."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    shared = ROOT.parent / "shared/eval/dev"
    if shared.is_dir():
        return shared
    folder = scratch / "corpus"
    subprocess.run([GENERATE, "--count", "100", "--seed", "1", "--out", folder], check=True, stdout=subprocess.DEVNULL)
    return folder


# Run by a fresh interpreter: a child's peak memory starts from that of the process which spawned it.
MEASURE = """
import json, os, sys, time
null = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_WRONLY, 0) for fd in (1, 2)]
started = time.perf_counter()
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=null)
usage = os.wait4(pid, 0)[2]
wall = time.perf_counter() - started
print(json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]))
"""


def run(arguments):
    """Runs a command; its wall seconds, CPU seconds and peak memory in MB."""
    command = [sys.executable, "-S", "-c", MEASURE, *map(str, arguments)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def per_page(documents, read):
    """Median over documents of the milliseconds a page, the best of some rounds; how many could not be read."""
    times, unread = [], 0
    for path in documents:
        best = float("inf")
        try:
            for _ in range(ROUNDS):
                started = time.perf_counter()
                pages = read(path)
                best = min(best, (time.perf_counter() - started) * 1000 / max(pages, 1))
        except Exception:  # a reader may give up on a document in any way
            unread += 1
            continue
        times.append(best)
    return statistics.median(times) if times else None, unread


def pdfium():
    import pypdfium2

    def read(path):
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_rects()):
                text.get_text_bounded(*text.get_rect(index))
        return len(document)

    return read


def mupdf():
    try:
        import pymupdf
    except ImportError:
        import fitz as pymupdf

    def read(path):
        with pymupdf.open(path) as document:
            for page in document:
                page.get_text("words")
            return len(document)

    return read


def poppler():
    if not shutil.which("pdftotext"):
        raise ImportError("pdftotext")

    def read(path):
        done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
        return done.stdout.count(b"<page ")

    return read


def row(name, value, target=""):
    print(f"  {name:<46} {value:>22}   {target}")


def main():
    scratch = Path(tempfile.mkdtemp(prefix="ocr-facture-bench-"))
    folder = corpus(scratch)
    documents = sorted(folder.rglob("*.pdf"))
    print(f"{len(documents)} PDFs of {folder}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")

    ours = json.loads(subprocess.run([BENCH, folder, str(ROUNDS)], capture_output=True, check=True).stdout)
    print("Words with boxes, ms a page (median; best of 3)")
    row("ocr-facture, in process", f"{ours['words_ms_per_page']:.2f}", "target 2")
    for name, load in [("pypdfium2, in process", pdfium), ("PyMuPDF, in process", mupdf), ("pdftotext -bbox, a process", poppler)]:
        try:
            value, unread = per_page(documents, load())
        except ImportError as missing:
            row(name, "not installed", str(missing))
            continue
        row(name, f"{value:.2f}" if value else "–", f"{unread} not read" if unread else "")

    print("\nThe whole extraction, ms a page (median; best of 3)")
    row("ocr-facture, in process", f"{ours['extract_ms_per_page']:.2f}", "target 8")
    row("slowest document", f"{ours['slowest_ms_per_page']:.1f}", ours["slowest"] or "")
    row("documents read", f"{ours['documents']} of {ours['documents'] + ours['unread']}")

    print("\nA cold process, one document")
    typical = sorted(documents, key=lambda p: p.stat().st_size)[len(documents) // 2]
    runs = [run([COMMAND, "extract", "--json", typical]) for _ in range(15)]
    row("wall, ms (median of 15)", f"{statistics.median(r[0] for r in runs) * 1000:.1f}", "target 30")
    row("peak memory, MB", f"{max(r[2] for r in runs):.1f}", "target 60")

    print("\nA batch (the same PDFs linked again under other names)")
    peaks = {}
    for count in (100, 1000):
        batch = scratch / f"batch-{count}"
        batch.mkdir()
        for index in range(count):
            os.symlink(documents[index % len(documents)].resolve(), batch / f"{index:04}.pdf")
        wall, cpu, peaks[count] = run([COMMAND, "extract", "--ndjson", batch])
        if count == 1000:
            row("PDFs a second", f"{count / wall:.0f}")
            row("cores busy", f"{cpu / wall:.2f} of {os.cpu_count()}")
    row("peak memory of 100, of 1 000, MB", f"{peaks[100]:.0f}, {peaks[1000]:.0f}", "flat")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
