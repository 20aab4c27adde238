"""`python -m ocr_facture_api`: outputs and exit codes, those of the Rust command."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from ocr_facture_api import OCRFactureAPI
from ocr_facture_api._cli import main


def test_extract(folder: Path, capsysbinary: pytest.CaptureFixture[bytes], api: OCRFactureAPI) -> None:
    good, bad = str(folder / "00.pdf"), str(folder / "07.pdf")
    assert main(["extract", good]) == 0
    assert capsysbinary.readouterr().out.decode() == (
        f"{good} : FA-2026-0042 · 2026-11-02 · Atelier Dupont · HT 190.00 · TVA 38.00 · TTC 228.00 EUR\n"
    )
    assert main(["extract", "--json", good]) == 0
    assert capsysbinary.readouterr().out.decode() == api.extract_from_file(good).to_json() + "\n"
    assert main(["extract", "--json", "--text", good, bad]) == 1
    read, failed = json.loads(capsysbinary.readouterr().out)
    assert read["result"]["text"] and failed["error"]["code"] == "unreadable"
    assert main(["extract", "--ndjson", "--jobs", "2", good, bad]) == 1
    assert len(capsysbinary.readouterr().out.splitlines()) == 2
    assert main(["extract", "--csv", good, bad]) == 1
    assert len(capsysbinary.readouterr().out.splitlines()) == 3
    assert main(["extract", bad, "/nulle/part.pdf"]) == 3
    assert b"not_found" in capsysbinary.readouterr().err


def test_extract_to_files(folder: Path, tmp_path: Path) -> None:
    files = [str(folder / "00.pdf"), str(folder / "01.pdf")]
    assert main(["extract", "--csv-lines", "-o", str(tmp_path / "lignes.csv"), *files]) == 0
    assert (tmp_path / "lignes.csv").read_text(encoding="utf-8").count("\n") == 3
    assert main(["extract", "--xlsx", str(tmp_path / "classeur.xlsx"), *files]) == 0
    assert (tmp_path / "classeur.xlsx").read_bytes().startswith(b"PK")
    assert main(["extract", "--json", "-o", str(tmp_path / "no" / "where.json"), *files]) == 4
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_judge(folder: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    facturx, damaged = str(folder / "01.pdf"), str(folder / "07.pdf")
    assert main(["validate", facturx]) == 0
    assert "conforme · 100/100" in capsysbinary.readouterr().out.decode()
    assert main(["check", "--json", "--today", "2026-11-02", "--transaction", "b2b", facturx]) in (0, 1)
    assert json.loads(capsysbinary.readouterr().out)["as_of"] == "2026-11-02"
    assert main(["validate", facturx, damaged]) == 1
    assert main(["validate", damaged]) == 3
    capsysbinary.readouterr()
    empty = tmp_path / "minimum.pdf"
    assert main(["facturx", str(ROOT / "examples" / "facture.json"), "-o", str(empty), "--profile", "minimum"]) == 0
    capsysbinary.readouterr()
    assert main(["check", str(empty)]) == 1
    assert "à corriger" in capsysbinary.readouterr().out.decode()


def test_facturx(folder: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], api: OCRFactureAPI) -> None:
    made = tmp_path / "faite.pdf"
    invoice = str(ROOT / "examples" / "facture.json")
    assert main(["facturx", invoice, "-o", str(made), "--profile", "basic", "--no-payment-code"]) == 0
    assert api.parse_facturx(made).invoice.number == "FA-2026-0042"
    assert "page drawn" in capsysbinary.readouterr().err.decode()
    assert main(["facturx", str(folder / "01.pdf"), "-o", "-"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"%PDF-")
    assert main(["facturx", invoice, "--pdf", str(made), "-o", str(tmp_path / "gardee.pdf")]) == 0
    assert main(["facturx", "/nulle/part.json", "-o", str(made)]) == 3


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, pdf: bytes, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pdf)))
    assert main(["extract", "-"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"- : FA-2026-0042")


def test_a_command_badly_written(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (
        [],
        ["fly"],
        ["extract"],
        ["extract", "--ocr", "perhaps", "a.pdf"],
        ["check", "--today", "hier", "a.pdf"],
    ):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_as_a_module() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "ocr_facture_api", "--version"], check=True, capture_output=True, text=True
    )
    assert told.stdout.startswith("ocr-facture-api ")
