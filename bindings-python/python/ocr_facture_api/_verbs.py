"""The verbs as the engine is asked them, for both clients: a request in JSON, a document, the class of the answer."""

from __future__ import annotations

import json
import os
from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Callable, Generic, TypeVar, cast

from ._base import dumps
from ._documents import Content, Document, Path, Place, content, invoice_json, place, printable
from .answers import Extraction, Generated, Languages, Quota, Report, VatReport
from .errors import OCRFactureError, OCRFactureValidationError, from_json
from .invoice import Invoice

if TYPE_CHECKING:
    from ._native import Cancel, Engine
    from .types import Format, Profile, Syntax

T = TypeVar("T")


class Call(Generic[T]):
    """A verb, ready to be done."""

    __slots__ = ("answer", "place", "request")

    def __init__(self, request: str, place: Place, answer: Callable[[str], T]) -> None:
        self.request = request
        self.place = place
        self.answer = answer

    def do(self, engine: Engine, cancel: Cancel | None, how: str | None = None) -> T:
        """Does it, as `how` says a server is asked; the interpreter runs on meanwhile."""
        ok, told = engine.call(self.request, self.place.document, self.place.path, cancel, how)
        if not ok:
            raise from_json(told)
        return self.answer(told)


def engine(cache: Path | None, base_url: str | None, api_key: str | None, **patience: int | None) -> Engine:
    """The engine here, or the one that asks a server."""
    from ._native import Engine

    said = {name: value for name, value in {"api_key": api_key, **patience}.items() if value is not None}
    if base_url is None:
        if said:
            raise TypeError(f"{', '.join(said)}: of the remote mode, which needs base_url")
        return Engine(cache)
    if cache is not None:
        raise TypeError("cache: of the local mode; a server keeps what it reads itself")
    remote, refused = Engine.remote(dumps({"base_url": base_url, **said}))
    if remote is None:
        raise from_json(refused)
    return remote


def server_of_env() -> tuple[str, str | None]:
    """The server of `OCR_FACTURE_URL`, and the key of `OCR_FACTURE_API_KEY`."""
    url = os.environ.get("OCR_FACTURE_URL")
    if not url:
        raise OCRFactureValidationError("L'adresse du serveur manque : donnez OCR_FACTURE_URL.")
    return url, os.environ.get("OCR_FACTURE_API_KEY") or None


def how(timeout_ms: int | None, idempotency_key: str | None, request_id: str | None) -> str:
    """How a server is asked, in JSON."""
    return dumps({"timeout_ms": timeout_ms, "idempotency_key": idempotency_key, "request_id": request_id})


def each(how: str | None) -> str | None:
    """How a server is asked for each document of a batch."""
    if how is not None and json.loads(how)["idempotency_key"] is not None:
        raise TypeError("an idempotency key is of one call, and a batch makes one a document")
    return how


def request(verb: str, options: Mapping[str, Any] | None = None, **parts: str) -> str:
    """The request in JSON; `parts` are JSON already."""
    told = {"verb": dumps(verb), **parts}
    if options:
        told["options"] = dumps(options)
    return "{" + ",".join(f'"{key}":{value}' for key, value in told.items()) + "}"


def extract_from_file(path: Path, options: Mapping[str, Any]) -> Call[Extraction]:
    return Call(request("extract_from_bytes", options), place(path), Extraction.from_json)


def extract_from_bytes(document: Content, options: Mapping[str, Any]) -> Call[Extraction]:
    return Call(request("extract_from_bytes", options), Place(content(document)), Extraction.from_json)


def extract_from_base64(data: str | bytes, options: Mapping[str, Any]) -> Call[Extraction]:
    text = data if isinstance(data, str) else data.decode("ascii", "replace")
    return Call(request("extract_from_base64", options, text=dumps(text)), Place(), Extraction.from_json)


def parse_facturx(document: Document, options: Mapping[str, Any]) -> Call[Extraction]:
    return Call(request("parse_facturx", options), place(document), Extraction.from_json)


def check_compliance(document: Document | Invoice | Mapping[str, Any], options: Mapping[str, Any]) -> Call[Report]:
    if isinstance(document, (Invoice, Mapping)):
        asked = request("check_invoice", options, invoice=invoice_json(document))
        return Call(asked, Place(), Report.from_json)
    return Call(request("check_compliance", options), place(document), Report.from_json)


def validate(document: Document, options: Mapping[str, Any]) -> Call[Report]:
    return Call(request("validate", options), place(document), Report.from_json)


def generate_facturx(
    invoice: Invoice | Mapping[str, Any], pdf: Document | None, options: Mapping[str, Any]
) -> Call[Generated]:
    asked = request("generate_facturx", options, invoice=invoice_json(invoice))
    return Call(asked, Place() if pdf is None else place(pdf), Generated.from_json)


def generate_xml(invoice: Invoice | Mapping[str, Any], syntax: Syntax, profile: Profile) -> Call[bytes]:
    asked = request("generate_xml", invoice=invoice_json(invoice), syntax=dumps(syntax), profile=dumps(profile))
    return Call(asked, Place(), lambda told: json.loads(told)["xml"].encode())


def convert_to_facturx(document: Document, options: Mapping[str, Any]) -> Call[Generated]:
    return Call(request("convert_to_facturx", options), place(document), Generated.from_json)


def validate_vat(vat_number: str) -> Call[VatReport]:
    return Call(request("validate_vat", vat_number=dumps(vat_number)), Place(), VatReport.from_json)


def languages() -> Call[Languages]:
    return Call(request("languages"), Place(), Languages.from_json)


def quota() -> Call[Quota]:
    return Call(request("quota"), Place(), Quota.from_json)


def export(documents: Iterable[Any], format: Format) -> Call[bytes]:
    rows = ",".join(row(index, document) for index, document in enumerate(documents))
    asked = request("export", format=dumps(format), documents=f"[{rows}]")
    return Call(asked, Place(), lambda told: b64decode(json.loads(told)["data"]))


def row(index: int, document: Any) -> str:
    """A document to export, with its name."""
    from .batch import BatchItem

    outcome: object = document
    name = f"document-{index + 1}"
    if isinstance(document, BatchItem):
        name, outcome = document.name, document.error or document.result
    elif isinstance(document, tuple):
        name, outcome = cast("tuple[Any, object]", document)
    if isinstance(outcome, Extraction):
        told = f'"result":{outcome.to_json()}'
    elif isinstance(outcome, OCRFactureError):
        told = f'"error":{dumps(outcome.to_dict())}'
    else:
        raise TypeError(f"an Extraction, a BatchItem or (name, Extraction), not {type(outcome).__name__}")
    return f'{{"path":{dumps(printable(str(name)))},{told}}}'
