"""The types are what the schema makes them, and the schema holds what the engine answers."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import ocr_facture_api
import pytest
from conftest import ROOT
from ocr_facture_api import Extraction, OCRFactureAPI
from ocr_facture_api._base import Model, Table, plain

PACKAGE = ROOT / "bindings-python" / "python" / "ocr_facture_api"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "bindings-python" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_types_are_up_to_date(generate: ModuleType) -> None:
    for name, text in generate.drawn().items():
        assert (PACKAGE / name).read_text(encoding="utf-8") == text, f"{name}: run bindings-python/generate.py"


def test_every_class_is_public(generate: ModuleType) -> None:
    names = [
        generate.RENAMED.get(name, name)
        for name in generate.Draw(generate.load("answers.json")).in_order(generate.load("answers.json"))
    ]
    assert len(names) > 20
    assert [name for name in names if name not in ocr_facture_api.__all__] == []


def leaves(value: Any) -> Any:
    """What a typed value holds, read through its attributes, as JSON."""
    if isinstance(value, Model):
        return {name: leaves(getattr(value, name)) for name in value._shape}
    if isinstance(value, Table):
        return {path: leaves(row) for path, row in value.items()}
    if isinstance(value, (tuple, list)):
        return [leaves(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float)) else plain(value)


def complete(value: Any) -> Any:
    """The engine's JSON, with what it leaves out where there is nothing to tell."""
    if isinstance(value, dict):
        whole = {key: complete(inner) for key, inner in value.items()}
        if "confidence" in whole:
            return {"agrees_with": [], "repaired": False, **whole}
        return {"engine": None, "handwriting": [], **whole} if "rotation" in whole else whole
    return [complete(item) for item in value] if isinstance(value, list) else value


def test_the_classes_hold_every_field_of_every_answer(
    api: OCRFactureAPI, xml_examples: list[Path], pdf: bytes, invoice: dict[str, Any]
) -> None:
    answers: list[Model] = [api.parse_facturx(path) for path in xml_examples]
    answers.append(api.extract_from_bytes(pdf, text=True))
    answers.append(api.check_compliance(pdf, all=True))
    answers += [api.validate(path, all=True) for path in xml_examples]
    answers.append(api.generate_facturx(invoice))
    for answer in answers:
        assert leaves(answer) == complete(json.loads(answer.to_json()))


def test_a_field_is_set_somewhere_in_the_examples(api: OCRFactureAPI, xml_examples: list[Path]) -> None:
    """So that the comparison above says something of each."""
    filled: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, Model):
            for name in value._shape:
                inner = getattr(value, name)
                if inner not in (None, (), ""):
                    filled.add(f"{type(value).__name__}.{name}")
                walk(inner)
        elif isinstance(value, tuple):
            for item in value:
                walk(item)

    for path in xml_examples:
        walk(api.parse_facturx(path).invoice)
    every = {
        f"{name}.{field}"
        for name in ("Invoice", "Party", "Line", "Totals", "Payment", "Delivery", "VatBreakdown", "AllowanceCharge")
        for field in getattr(ocr_facture_api, name)._shape
    }
    assert every - filled <= {"Party.naf"}


def test_an_answer_of_a_later_version_is_kept(api: OCRFactureAPI, pdf: bytes) -> None:
    told = {**api.extract_from_bytes(pdf).to_dict(), "later": [1]}
    text = json.dumps(told)
    later = Extraction.from_json(text)
    assert later.to_json() == text
    assert later.invoice.totals.gross is not None
