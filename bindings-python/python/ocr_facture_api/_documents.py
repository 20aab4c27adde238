"""Documents as Python has them: a path, bytes, anything with a buffer, an open file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from ._base import dumps
from .errors import OCRFactureValidationError
from .invoice import Invoice

if TYPE_CHECKING:
    from typing_extensions import Buffer, TypeAlias


class Readable(Protocol):
    """An open file, in binary."""

    def read(self) -> bytes: ...


Path: TypeAlias = "str | os.PathLike[str]"
"""Where a file lies."""
Content: TypeAlias = "Buffer | Readable"
"""The bytes of a document, or an open file that has them."""
Document: TypeAlias = "Path | Content"
"""A document: its path, or its bytes. A `str` is always a path."""
Named: TypeAlias = "tuple[str, Content]"
"""Bytes, and the name a result is told by."""


class Place(NamedTuple):
    """What the engine is given: bytes, or a path."""

    document: bytes | None = None
    path: str | None = None


def content(document: Content) -> bytes:
    """The bytes. Those of a `bytes` are not copied; what could change meanwhile is."""
    if isinstance(document, bytes):
        return document
    if isinstance(document, (str, os.PathLike)):
        raise TypeError("bytes or an open file, not a path: extract_from_file takes paths, extract_from_base64 text")
    read = getattr(document, "read", None)
    if read is None:
        return bytes(memoryview(cast("Buffer", document)))
    data = read()
    if isinstance(data, str):
        raise OCRFactureValidationError("Ce fichier est ouvert en texte : ouvrez-le en binaire, avec open(…, 'rb').")
    return bytes(data)


def place(document: Document) -> Place:
    """Where the engine finds the document."""
    if isinstance(document, (str, os.PathLike)):
        return Place(path=os.fspath(document))
    return Place(document=content(document))


def name_of(document: Document | Named, index: int) -> str:
    """The name a document's result is told by."""
    if isinstance(document, tuple):
        return document[0]
    if isinstance(document, (str, os.PathLike)):
        return os.fspath(document)
    name = getattr(document, "name", None)
    return name if isinstance(name, str) else f"document-{index + 1}"


def printable(name: str) -> str:
    """The name as text can tell it: a file's may hold bytes that are no character."""
    return name.encode("utf-8", "replace").decode()


def invoice_json(invoice: Invoice | Mapping[str, Any]) -> str:
    """The invoice as the engine takes it."""
    if isinstance(invoice, Invoice):
        return invoice.to_json()
    refuse_floats(invoice, "")
    return dumps(invoice)


def refuse_floats(value: Any, path: str) -> None:
    """A binary float has already lost the cents it was written with."""
    if isinstance(value, float):
        raise OCRFactureValidationError(
            f"{path} : {value!r} est un flottant ; donnez un montant en Decimal, en int ou en texte.",
            context={"field": path},
        )
    if isinstance(value, Mapping):
        for key, inner in cast("Mapping[str, Any]", value).items():
            refuse_floats(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(cast("list[Any]", value)):
            refuse_floats(inner, f"{path}.{index}")
