"""Many documents: order, progress, errors as values, flat memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ocr_facture_api import (
    Batch,
    Cancel,
    OCRFactureAPI,
    OCRFactureCancelledError,
    OCRFactureUnreadableError,
    OCRFactureValidationError,
    Progress,
)


def test_order_progress_errors(api: OCRFactureAPI, folder: Path) -> None:
    told: list[Progress] = []
    paths = sorted(folder.iterdir())
    items = list(api.batch_extract(paths, jobs=2, progress=told.append))
    assert [item.name for item in items] == [str(path) for path in paths]
    assert [item.index for item in items] == list(range(20))
    assert [item.index for item in items if not item.ok] == [7]
    assert [at.done for at in told] == list(range(1, 21))
    assert told[-1] == Progress(done=20, failed=1, total=20)
    assert items[3].unwrap().invoice.number == "FA-2026-0042"
    with pytest.raises(OCRFactureUnreadableError):
        items[7].unwrap()


def test_shapes_and_names(api: OCRFactureAPI, pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    with path.open("rb") as file:
        items = list(api.batch_extract([path, str(path), pdf, ("b.pdf", bytearray(pdf)), file, "/nulle/part.pdf"]))
    assert [item.name for item in items] == [str(path), str(path), "document-3", "b.pdf", str(path), "/nulle/part.pdf"]
    assert [item.error.code for item in items if item.error] == ["not_found"]


def test_nothing_is_an_empty_batch(api: OCRFactureAPI) -> None:
    assert list(api.batch_extract([])) == []


def test_options_are_those_of_extract(api: OCRFactureAPI, pdf: bytes) -> None:
    (item,) = api.batch_extract([pdf], text=True)
    assert item.unwrap().text
    with pytest.raises(OCRFactureValidationError, match="langage"):
        list(api.batch_extract([pdf], langage="fra"))  # type: ignore[call-arg]


def test_one_document_is_not_several(api: OCRFactureAPI, pdf: bytes) -> None:
    for wrong in ("facture.pdf", pdf):
        with pytest.raises(TypeError, match="list"):
            api.batch_extract(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        list(api.batch_extract([None]))  # type: ignore[list-item]


def test_documents_are_taken_as_room_is_made(api: OCRFactureAPI, pdf: bytes) -> None:
    here = threading.get_ident()
    taken = told = most = 0

    def documents() -> Iterator[bytes]:
        nonlocal taken, most
        for _ in range(200):
            assert threading.get_ident() == here
            taken += 1
            most = max(most, taken - told)
            yield pdf

    for _item in api.batch_extract(documents(), jobs=2):
        told += 1
    assert (taken, told) == (200, 200)
    assert most <= 2 * 8 + 1


def test_a_batch_can_be_left(api: OCRFactureAPI, pdf: bytes) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield pdf

    with api.batch_extract(endless(), jobs=2) as batch:
        for item in batch:
            if item.index == 4:
                break
    assert taken < 60
    assert list(batch) == []


def test_what_the_caller_raises_comes_back(api: OCRFactureAPI, pdf: bytes) -> None:
    def broken() -> Iterator[bytes]:
        yield pdf
        raise LookupError("la source")

    with pytest.raises(LookupError, match="la source"):
        list(api.batch_extract(broken()))

    def fail(_at: Progress) -> None:
        raise LookupError("le suivi")

    batch = api.batch_extract([pdf] * 5, progress=fail)
    with pytest.raises(LookupError, match="le suivi"):
        next(batch)
    assert list(batch) == []


def test_a_batch_is_cancelled(api: OCRFactureAPI, pdf: bytes) -> None:
    cancel = Cancel()
    batch: Batch = api.batch_extract([pdf] * 50, jobs=1, cancel=cancel)
    assert next(batch).ok
    cancel.cancel()
    rest: list[Any] = [item.error for item in batch]
    assert len(rest) == 49
    assert isinstance(rest[-1], OCRFactureCancelledError)
