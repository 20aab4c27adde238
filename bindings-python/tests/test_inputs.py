"""Documents in every shape Python has them."""

from __future__ import annotations

import base64
import io
import mmap
from pathlib import Path
from typing import Any

import pytest
from ocr_facture_api import OCRFactureAPI, OCRFactureValidationError


@pytest.fixture
def path(tmp_path: Path, pdf: bytes) -> Path:
    path = tmp_path / "facture été.pdf"
    path.write_bytes(pdf)
    return path


def test_every_shape_gives_the_same_answer(api: OCRFactureAPI, pdf: bytes, path: Path) -> None:
    expected = api.extract_from_bytes(pdf).to_json()
    assert api.extract_from_file(path).to_json() == expected
    assert api.extract_from_file(str(path)).to_json() == expected
    for shape in (bytearray(pdf), memoryview(pdf), memoryview(pdf + pdf)[: len(pdf)], io.BytesIO(pdf)):
        assert api.extract_from_bytes(shape).to_json() == expected
    with path.open("rb") as file:
        assert api.extract_from_bytes(file).to_json() == expected
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        # A map is a buffer and a file: what is left to read of it is the document.
        assert api.extract_from_bytes(memoryview(mapped)[:].tobytes()).to_json() == expected
    text = base64.b64encode(pdf).decode()
    for coded in (text, text.encode(), f"data:application/pdf;base64,{text}"):
        assert api.extract_from_base64(coded).to_json() == expected


def test_every_verb_takes_every_shape(api: OCRFactureAPI, facturx: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(facturx)
    verbs: list[Any] = [api.parse_facturx, api.validate, api.check_compliance, api.convert_to_facturx]
    options: list[dict[str, Any]] = [
        {},
        {"today": "2026-11-02"},
        {"today": "2026-11-02"},
        {"now": "2026-11-02T10:00:00"},
    ]
    for verb, given in zip(verbs, options):
        answers = {verb(shape, **given).to_json() for shape in (facturx, path, str(path), io.BytesIO(facturx))}
        assert len(answers) == 1, verb


def test_what_is_no_document_is_refused(api: OCRFactureAPI, path: Path) -> None:
    for wrong in (None, 3, {"number": "F1"}):
        with pytest.raises(TypeError):
            api.extract_from_bytes(wrong)  # type: ignore[arg-type]
    for wrong in ("facture.pdf", path):
        with pytest.raises(TypeError, match="extract_from_file"):
            api.extract_from_bytes(wrong)  # type: ignore[arg-type]
    with path.open(encoding="latin-1") as file, pytest.raises(OCRFactureValidationError, match="binaire"):
        api.extract_from_bytes(file)  # type: ignore[arg-type]
    with pytest.raises(OCRFactureValidationError):
        api.extract_from_base64("é!")


def test_a_name_that_is_no_utf8_is_a_name(api: OCRFactureAPI, tmp_path: Path, pdf: bytes) -> None:
    path = Path(str(tmp_path), b"\xe9t\xe9.pdf".decode("utf-8", "surrogateescape"))
    try:
        path.write_bytes(pdf)
    except (OSError, UnicodeError):
        pytest.skip("not run: this system has no such names")
    assert api.extract_from_file(path).invoice.number == "FA-2026-0042"
    (item,) = api.batch_extract([path])
    assert item.ok
