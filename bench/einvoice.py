#!/usr/bin/env python3
"""Judging and writing e-invoices, beside the official engine and the Python package; `make bench` runs it after run.py."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from run import COMMAND, ROOT, row, run

BENCH = ROOT / "target/release/bench-einvoice"
RULES = ROOT.parent / "shared/einvoice/schematron"
LAYERS = [
    "en16931-1.3.16/EN16931-CII-validation.xslt",
    "facturx-1.09.2/FACTUR-X_EN16931.xslt",
    "fr-ctc-2026-10/BR-FR-Flux2-Schematron-CII.xslt",
]


def median(work, rounds=15):
    work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def saxon(xml):
    """The official rules, compiled once, on one document."""
    from saxonche import PySaxonProcessor

    if not RULES.is_dir():
        raise ImportError("../shared/einvoice")
    with PySaxonProcessor(license=False) as processor:
        compiler = processor.new_xslt30_processor()
        layers = [compiler.compile_stylesheet(stylesheet_file=str(RULES / layer)) for layer in LAYERS]

        def judge():
            document = processor.parse_xml(xml_file_name=str(xml))
            for layer in layers:
                layer.transform_to_string(xdm_node=document)

        return median(judge)


def python_package(pdf, xml):
    """The package factur-x puts the XML into the PDF."""
    from facturx import generate_from_binary

    pdf, xml = pdf.read_bytes(), xml.read_bytes()
    return median(lambda: generate_from_binary(pdf, xml, check_xsd=False, check_schematron=False))


def peer(name, work, *arguments):
    try:
        row(name, f"{work(*arguments):.1f}")
    except (ImportError, TypeError) as missing:
        row(name, "not run", str(missing))


def main():
    folder = Path(tempfile.mkdtemp(prefix="ocr-facture-einvoice-"))
    ours = json.loads(subprocess.run([BENCH, folder], capture_output=True, check=True).stdout)
    print("\nOne French invoice before every layer that applies, ms warm (median of 301)")
    row("CII: xsd, EN 16931, Factur-X, BR-FR, extras", f"{ours['validate_cii_ms']:.3f}", "target 1")
    row("UBL", f"{ours['validate_ubl_ms']:.3f}")
    row("the Factur-X: container and PDF/A-3b too", f"{ours['validate_pdf_ms']:.3f}")
    row("the mentions of French law", f"{ours['mentions_ms']:.3f}")
    peer("saxonche, the official EN, FX and BR-FR rules", saxon, folder / "cii.xml")
    runs = [run([COMMAND, "validate", "--json", folder / "cii.xml"]) for _ in range(15)]
    row("a cold process, ms (median of 15)", f"{statistics.median(r[0] for r in runs) * 1000:.1f}", "target 20")
    row("its peak memory, MB", f"{max(r[2] for r in runs):.1f}", "target 30")

    print("\nWriting one page, ms warm (median of 301)")
    row("the XML alone", f"{ours['write_xml_ms']:.3f}")
    row("draw, write and attach", f"{ours['draw_ms']:.2f}", "target 25")
    row(f"into an existing PDF of {ours['pdf_bytes'] / 1000:.0f} kB", f"{ours['embed_ms']:.2f}", "target 5")
    peer("factur-x for Python, the same PDF", python_package, folder / "facturx.pdf", folder / "cii.xml")

    print("\nA batch of drawn invoices, over all cores")
    peaks = {}
    for count in (1000, 10000):
        _, _, peaks[count] = run([BENCH, folder, count])
    done = json.loads(subprocess.run([BENCH, folder, "1000"], capture_output=True, check=True).stdout)
    row("invoices a second", f"{done['a_second']:.0f}")
    row("peak memory of 1 000, of 10 000, MB", f"{peaks[1000]:.0f}, {peaks[10000]:.0f}", "flat")


if __name__ == "__main__":
    sys.exit(main())
