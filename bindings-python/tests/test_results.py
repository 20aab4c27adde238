"""Typed values: decimals, dates, places on the page; the engine's JSON, byte for byte."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from ocr_facture_api import Box, Extraction, Invoice, Line, LineVat, OCRFactureAPI, Party, Report, _native

REQUEST = '{"verb":"extract_from_bytes"}'


def test_json_is_the_engines(api: OCRFactureAPI, pdf: bytes) -> None:
    ok, told = _native.Engine().call(REQUEST, pdf)
    assert ok
    result = api.extract_from_bytes(pdf)
    assert result.to_json() == told
    assert result.to_dict() == json.loads(told)
    assert result.invoice.to_json() == told[told.index('"invoice":') + 10 : told.index(',"fields":')]


def test_values_are_typed(api: OCRFactureAPI, pdf: bytes) -> None:
    result = api.extract_from_bytes(pdf)
    assert result.invoice.totals.gross == Decimal("228.00")
    assert str(result.invoice.totals.gross) == "228.00"
    assert result.invoice.issue_date == date(2026, 11, 2)
    assert result.invoice.lines[0].quantity == 2
    assert result.document.kind == "pdf_text"
    assert result.document.pages[0].number == 1


def test_evidence_by_path(api: OCRFactureAPI, pdf: bytes) -> None:
    fields = api.extract_from_bytes(pdf).fields
    evidence = fields["totals.gross"]
    assert 0.5 < evidence.confidence <= 1
    assert evidence.page == 1
    assert isinstance(evidence.box, Box)
    assert evidence.box.left < evidence.box.right
    assert evidence.box.top < evidence.box.bottom
    assert evidence.raw is not None and "228" in evidence.raw
    assert evidence.origin == "text"
    assert "totals.gross" in fields and len(fields) > 20 and fields.get("payee.name") is None
    with pytest.raises(KeyError, match=r"lines\.99\.name"):
        fields["lines.99.name"]
    assert all(path.split(".")[0] in Invoice._shape for path in fields)


def test_values_do_not_change(api: OCRFactureAPI, pdf: bytes) -> None:
    result = api.extract_from_bytes(pdf)
    with pytest.raises(AttributeError, match="replace"):
        result.invoice.number = "F2"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del result.invoice.number
    with pytest.raises(AttributeError, match="numero"):
        _ = result.invoice.numero  # type: ignore[attr-defined]
    other = result.invoice.replace(number="F2")
    assert (other.number, result.invoice.number) == ("F2", "FA-2026-0042")
    assert other.lines == result.invoice.lines


def test_values_compare_and_travel(api: OCRFactureAPI, pdf: bytes, facturx: bytes) -> None:
    result = api.extract_from_bytes(pdf)
    again = api.extract_from_bytes(pdf)
    assert result == again and hash(result) == hash(again)
    assert result != api.extract_from_bytes(facturx)
    assert result != "result"
    for value in (result, result.invoice, result.invoice.seller, result.fields["number"]):
        for other in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
            assert other == value
            assert other.to_json() == value.to_json()


def test_an_invoice_is_made_by_hand(api: OCRFactureAPI, invoice: dict[str, Any]) -> None:
    made = Invoice(
        number=invoice["number"],
        issue_date=date(2026, 11, 2),
        seller=Party.from_dict(invoice["seller"]),
        buyer=Party.from_dict(invoice["buyer"]),
        lines=[Line(name="Pose", quantity=Decimal(2), net_price=Decimal("95.00"), vat=LineVat(rate=Decimal(20)))],
    )
    assert made.lines[0].vat.rate == 20
    assert eval(repr(made.lines[0]), {**globals(), "Decimal": Decimal}) == made.lines[0]
    read = api.parse_facturx(api.generate_facturx(made).pdf).invoice
    assert read.totals.gross == Decimal("228.00")
    assert Line.__match_args__[:2] == ("id", "name")


def test_what_an_invoice_is_made_of_is_checked() -> None:
    with pytest.raises(TypeError, match="numero"):
        Invoice(numero="F1")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="float"):
        Line(net_price=95.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="needs"):
        Extraction()  # type: ignore[call-arg]
    assert Line(net_price="95.10").net_price == Decimal("95.10")  # type: ignore[arg-type]
    assert Invoice() == Invoice.from_dict({}) and not Invoice().lines
    with pytest.raises(TypeError, match="float"):
        _ = Line.from_dict({"net_price": 95.1}).net_price


def test_repr_is_short_and_tells(api: OCRFactureAPI, pdf: bytes, invoice: dict[str, Any]) -> None:
    result = api.extract_from_bytes(pdf)
    assert repr(result).startswith("<Extraction FA-2026-0042 · 2026-11-02 · 228.00 EUR (pdf_text")
    assert repr(result.invoice.seller).startswith("Party(name='Atelier Dupont'")
    report = api.check_compliance({"number": "F1"})
    assert isinstance(report, Report)
    assert repr(report).startswith("<Report failed") and not report.passed and report.fatal
    assert "pdf: " in repr(api.generate_facturx(invoice))
    assert repr(result.fields).startswith(f"<{len(result.fields)} × Evidence")
