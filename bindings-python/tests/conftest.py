"""Documents every test works on, made by the package itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ocr_facture_api import OCRFactureAPI

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def api() -> Iterator[OCRFactureAPI]:
    with OCRFactureAPI() as api:
        yield api


@pytest.fixture(scope="session")
def invoice() -> dict[str, Any]:
    return json.loads((ROOT / "examples" / "facture.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def facturx(api: OCRFactureAPI, invoice: dict[str, Any]) -> bytes:
    """A Factur-X."""
    return api.generate_facturx(invoice).pdf


@pytest.fixture(scope="session")
def pdf(facturx: bytes) -> bytes:
    """The same page, whose XML nobody finds."""
    hidden = facturx.replace(b"/EmbeddedFiles", b"/NothingAtAll1").replace(b"/AF ", b"/No ")
    assert hidden != facturx
    return hidden


@pytest.fixture(scope="session")
def xml_examples() -> list[Path]:
    """Invoices in XML that hold every field there is."""
    found = sorted((ROOT / "tests" / "vectors" / "xml" / "full").glob("*.xml"))
    assert found
    return found


@pytest.fixture
def folder(tmp_path: Path, facturx: bytes, pdf: bytes) -> Path:
    """Twenty documents, of which one is damaged."""
    for index in range(20):
        (tmp_path / f"{index:02}.pdf").write_bytes(b"%PDF-1.7 nothing" if index == 7 else facturx if index % 2 else pdf)
    return tmp_path
