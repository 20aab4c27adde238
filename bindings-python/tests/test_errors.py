"""One class a code, complete, and errors that say what to do."""

from __future__ import annotations

import json
import pickle
import re
from typing import Any

import ocr_facture_api
import pytest
from conftest import ROOT
from ocr_facture_api import (
    OCRFactureAPI,
    OCRFactureEncryptedError,
    OCRFactureError,
    OCRFactureInvalidInvoiceError,
    OCRFactureNotFoundError,
    OCRFactureTimeoutError,
    OCRFactureTooLargeError,
    OCRFactureUnreadableError,
    OCRFactureValidationError,
)
from ocr_facture_api.errors import CLASSES, from_json


def test_every_code_of_the_engine_has_a_class() -> None:
    source = (ROOT / "core" / "src" / "error.rs").read_text(encoding="utf-8")
    body = source.split("const fn code", 1)[1].split("const fn", 1)[0]
    codes = set(re.findall(r'=> "(\w+)"', body))
    assert len(codes) >= 11
    assert codes <= CLASSES.keys()


def test_every_class_has_one_code_and_is_public() -> None:
    assert all(kind.code == code and issubclass(kind, OCRFactureError) for code, kind in CLASSES.items())
    assert len(set(CLASSES.values())) == len(CLASSES)
    assert {kind.__name__ for kind in CLASSES.values()} <= set(ocr_facture_api.__all__)


def test_an_unknown_code_is_an_error_all_the_same() -> None:
    error = from_json('{"code":"tired","message":"Plus tard.","context":{}}')
    assert type(error) is OCRFactureError
    assert error.code == "tired"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"langage": "fra"}, "langage"),
        ({"engine": "abbyy"}, "abbyy"),
        ({"pages": "1"}, "pages"),
        ({"limits": {"byte": 1}}, "byte"),
    ],
)
def test_what_is_not_understood_is_named(api: OCRFactureAPI, options: dict[str, Any], named: str) -> None:
    with pytest.raises(OCRFactureValidationError, match=named if named != "pages" else "sequence"):
        api.extract_from_bytes(b"%PDF", **options)


def test_kinds(api: OCRFactureAPI, facturx: bytes) -> None:
    with pytest.raises(OCRFactureValidationError) as refused:
        api.extract_from_bytes(b"")
    assert refused.value.code == "invalid_input"
    assert refused.value.message
    with pytest.raises(OCRFactureNotFoundError) as refused:
        api.extract_from_file("/nulle/part.pdf")
    assert refused.value.context == {"path": "/nulle/part.pdf"}
    with pytest.raises(OCRFactureUnreadableError):
        api.extract_from_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(OCRFactureTooLargeError) as refused:
        api.extract_from_bytes(facturx, limits={"pages": 0})
    assert refused.value.context["limit"] == "pages"
    with pytest.raises(OCRFactureTooLargeError):
        api.extract_from_file(ROOT / "examples" / "facture.json", limits={"bytes": 10})
    with pytest.raises(OCRFactureTimeoutError):
        api.extract_from_bytes(facturx, timeout=0)
    assert not issubclass(OCRFactureEncryptedError, OCRFactureValidationError)


def test_reasons_are_told_field_by_field(api: OCRFactureAPI) -> None:
    with pytest.raises(OCRFactureInvalidInvoiceError) as refused:
        api.generate_facturx({"number": "F1", "totals": {"net": "1", "tax": "2", "gross": "4"}})
    error = refused.value
    assert {"seller.name", "totals.gross"} <= {reason.path for reason in error.reasons}
    assert all(reason.code and reason.message_fr and reason.message_en for reason in error.reasons)
    assert all(f"- {reason.path}: " in str(error) for reason in error.reasons)


def test_errors_travel(api: OCRFactureAPI) -> None:
    with pytest.raises(OCRFactureInvalidInvoiceError) as refused:
        api.generate_facturx({})
    error = refused.value
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.to_dict() == error.to_dict()
    assert from_json(json.dumps(error.to_dict())).reasons == error.reasons


def test_a_float_is_no_amount(api: OCRFactureAPI, invoice: dict[str, Any]) -> None:
    lines = [{**invoice["lines"][0], "net_price": 95.1}]
    with pytest.raises(OCRFactureValidationError, match=r"lines\.0\.net_price"):
        api.generate_facturx({**invoice, "lines": lines})


def test_a_closed_client_says_so(pdf: bytes) -> None:
    with OCRFactureAPI() as api:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        api.extract_from_bytes(pdf)
