"""What each verb answers."""

from __future__ import annotations

import base64
import csv
import io
import json
import struct
import zipfile
import zlib
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from ocr_facture_api import Invoice, OCRFactureAPI, OCRFactureEncryptedError


def test_extract_options(api: OCRFactureAPI, pdf: bytes) -> None:
    assert api.extract_from_bytes(pdf).text is None
    text = api.extract_from_bytes(pdf, text=True).text
    assert text is not None and "FA-2026-0042" in text
    assert api.extract_from_bytes(pdf, pages=[1], language="eng").document.pages[0].number == 1
    steps = api.extract_from_bytes(pdf, ocr="never", engine="auto", preprocess={"deskew": 0.5, "denoise": False})
    assert steps == api.extract_from_bytes(pdf, preprocess="none")


def test_what_was_read_is_kept_where_asked(pdf: bytes, tmp_path: Path) -> None:
    with OCRFactureAPI(cache=tmp_path / "kept") as api:
        first = api.extract_from_bytes(pdf)
        kept = [path for path in (tmp_path / "kept").rglob("*") if path.is_file()]
        assert len(kept) == 1
        assert api.extract_from_bytes(pdf).to_json() == first.to_json()
        assert api.extract_from_bytes(pdf, text=True).text


def test_check_a_document_an_invoice_a_dict(api: OCRFactureAPI, pdf: bytes, invoice: dict[str, Any]) -> None:
    day = date(2026, 11, 2)
    for judged in (pdf, invoice, Invoice.from_dict(invoice)):
        report = api.check_compliance(judged, today=day)
        assert report.as_of == day
        assert report.score is not None and 0 <= report.score <= 100
        assert {"fr-mentions"} <= {ruleset.id for ruleset in report.rulesets}
    by_hand = [api.check_compliance(judged, today=day) for judged in (invoice, Invoice.from_dict(invoice))]
    assert by_hand[0].to_json() == by_hand[1].to_json()
    larger = api.check_compliance(
        invoice, today=day, issuer_size="large", transaction="b2b", vat_on_debits=True, all=True
    )
    assert any(finding.status == "passed" for finding in larger.findings)
    assert all(finding.message.fr and finding.message.en for finding in larger.findings)


def test_validate(api: OCRFactureAPI, facturx: bytes, xml_examples: list[Path]) -> None:
    report = api.validate(facturx)
    assert report.passed, report
    assert {"container", "en16931-cii"} <= {ruleset.id for ruleset in report.rulesets if ruleset.status == "passed"}
    only = api.validate(xml_examples[0], rulesets=["en16931-cii"])
    assert [ruleset.id for ruleset in only.rulesets] == ["en16931-cii"]


def test_generate(api: OCRFactureAPI, invoice: dict[str, Any], tmp_path: Path) -> None:
    made = api.generate_facturx(invoice, profile="basic", accent="#1b3a5c", page_language="en")
    assert made.pdf.startswith(b"%PDF-") and made.xml.startswith(b"<?xml")
    assert (made.profile, made.page) == ("basic", "drawn")
    made.save(tmp_path / "facture.pdf")
    assert (tmp_path / "facture.pdf").read_bytes() == made.pdf


def test_generate_at_a_moment(api: OCRFactureAPI, invoice: dict[str, Any]) -> None:
    naive = datetime(2026, 11, 2, 9)
    aware = datetime(2026, 11, 2, 10, tzinfo=timezone(timedelta(hours=1)))
    assert api.generate_facturx(invoice, now=naive).pdf == api.generate_facturx(invoice, now=aware).pdf


def test_generate_on_a_page_that_is_kept(api: OCRFactureAPI, invoice: dict[str, Any], facturx: bytes) -> None:
    made = api.generate_facturx(invoice, facturx)
    assert made.page in ("as_is", "mended")
    assert api.generate_facturx(invoice, io.BytesIO(facturx)).page == made.page
    assert api.convert_to_facturx(facturx, redraw=True).page == "drawn"


def png() -> bytes:
    """A red point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_generate_with_a_logo(api: OCRFactureAPI, invoice: dict[str, Any]) -> None:
    logo = png()
    now = datetime(2026, 11, 2)
    made = api.generate_facturx(invoice, logo=logo, now=now)
    assert made.pdf == api.generate_facturx(invoice, logo=base64.b64encode(logo).decode(), now=now).pdf
    assert made.pdf != api.generate_facturx(invoice, now=now).pdf


def test_xml(api: OCRFactureAPI, invoice: dict[str, Any]) -> None:
    assert b"CrossIndustryInvoice" in api.generate_xml(invoice)
    ubl = api.generate_xml(invoice, syntax="ubl")
    assert b"oasis:names" in ubl
    read = api.parse_facturx(ubl)
    assert read.document.kind == "ubl"
    assert read.invoice.number == invoice["number"]


def test_convert(api: OCRFactureAPI, pdf: bytes) -> None:
    made = api.convert_to_facturx(pdf, profile="minimum")
    assert made.profile == "minimum"
    assert api.parse_facturx(made.pdf).invoice.number == "FA-2026-0042"


def test_export(api: OCRFactureAPI, pdf: bytes, facturx: bytes) -> None:
    read = api.extract_from_bytes(pdf)
    items = list(api.batch_extract([("a.pdf", pdf), ("b.pdf", b"")]))
    error = OCRFactureEncryptedError("Fermé.", context={"page": "1"})
    documents = [read, ("c.pdf", api.extract_from_bytes(facturx)), ("d.pdf", error), *items]
    rows = list(csv.DictReader(io.StringIO(api.export(documents, "csv").decode())))
    assert [row["document"] for row in rows] == ["document-1", "c.pdf", "d.pdf", "a.pdf", "b.pdf"]
    assert [row["error"] for row in rows] == ["", "", "encrypted", "", "invalid_input"]
    assert rows[0]["totals.gross"] == "228.00"
    assert api.export([read], "csv_lines").decode().count("\n") == 2
    lines = [json.loads(line) for line in api.export(documents, "ndjson").splitlines()]
    assert lines[0]["result"] == read.to_dict()
    assert lines[2]["error"] == error.to_dict()
    with zipfile.ZipFile(io.BytesIO(api.export(documents, "xlsx"))) as book:
        assert "xl/workbook.xml" in book.namelist()
    with pytest.raises(TypeError):
        api.export([3], "csv")  # type: ignore[list-item]
