"""What every language answers alike: the vectors of `tests/vectors/verbs`, here and against the server of
`OCR_FACTURE_URL` where one is named."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from ocr_facture_api import OCRFactureAPI, OCRFactureError, _verbs
from ocr_facture_api._native import Engine
from ocr_facture_api.errors import from_json

VECTORS = ROOT / "tests" / "vectors"
CASES = sorted((VECTORS / "verbs").glob("*/*.json"))

Ask = Callable[[str, "bytes | None"], str]


def asked(mode: str) -> list[Path]:
    """The cases of this mode."""
    return [path for path in CASES if mode in json.loads(path.read_text(encoding="utf-8")).get("modes", [mode])]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def differences(expected: Any, got: Any, path: str = "") -> Iterator[str]:
    """Where the answer is not the one expected."""
    if isinstance(expected, dict) and "$sha256" in expected and isinstance(got, str):
        if hashlib.sha256(got.encode()).hexdigest() != expected["$sha256"]:
            yield f"{path}: another file, of {len(got)} characters"
    elif isinstance(expected, dict) and isinstance(got, dict):
        for key in {**expected, **got}:
            if key in expected and key in got:
                yield from differences(expected[key], got[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}: {expected.get(key, 'nothing')!r} expected, got {got.get(key, 'nothing')!r}"
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        for index, (one, other) in enumerate(zip(expected, got)):
            yield from differences(one, other, f"{path}.{index}")
    elif type(expected) is not type(got) or expected != got:
        yield f"{path}: {expected!r} expected, got {got!r}"


def check(case: dict[str, Any], ask: Ask) -> None:
    """Asks a case, and holds what comes of it against what it says."""
    path = VECTORS / "documents" / case["document"] if "document" in case else None
    request = case["request"]
    if path and isinstance(request, dict) and request.get("path") == "$document":
        request = {**request, "path": str(path)}
    try:
        answer = json.loads(ask(json.dumps(request), path.read_bytes() if path else None))
    except OCRFactureError as error:
        expected, told = case.get("error"), error.to_dict()
        assert expected, f"an answer expected, got {told}"
        assert error.code == expected["code"], told
        for key, value in expected.get("context", {}).items():
            assert error.context[key] == value
        assert told.get("reasons") == expected.get("reasons", told.get("reasons"))
    else:
        assert "answer" in case, f"{case['error']} expected, got an answer"
        assert not list(differences(case["answer"], answer))


def runs(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    missing = set(case.get("needs", [])) - ENGINES
    if missing:
        pytest.skip(f"not run: {missing} is not installed")
    return case


def installed() -> set[str]:
    """The engines of character recognition there are models for."""
    with OCRFactureAPI() as api:
        return {engine for language in api.languages().languages for engine in language.engines}


ENGINES: set[str] = installed()


def asking(engine: Engine) -> Ask:
    def ask(request: str, document: bytes | None) -> str:
        ok, told = engine.call(request, document)
        if not ok:
            raise from_json(told)
        return told

    return ask


@pytest.mark.parametrize("path", asked("local"), ids=name)
def test_local(path: Path) -> None:
    check(runs(path), asking(Engine()))


@pytest.fixture(scope="module")
def server() -> Engine:
    if "OCR_FACTURE_URL" not in os.environ:
        pytest.skip("not run: OCR_FACTURE_URL names no server")
    url, key = _verbs.server_of_env()
    return _verbs.engine(None, url, key)


@pytest.mark.parametrize("path", asked("remote"), ids=name)
def test_remote(path: Path, server: Engine) -> None:
    check(runs(path), asking(server))


def test_there_are_enough() -> None:
    assert len(CASES) >= 120
    assert len(asked("remote")) >= 120
    assert os.environ.get("OCR_FACTURE_MODELS") is None or ENGINES
