"""The main class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from . import _verbs
from ._documents import Content, Document, Named, Path
from .answers import Extraction, Generated, Languages, Quota, Report, VatReport
from .batch import Batch, BatchItem, Progress
from .errors import OCRFactureError
from .invoice import Invoice

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from ._native import Cancel, Engine
    from .types import CheckOptions, ExtractOptions, Format, GenerateOptions, Profile, Syntax

T = TypeVar("T")


class OCRFactureAPI:
    """Reads, judges and writes invoices: in this process and offline, or, with `base_url`, on a server that speaks our
    API. Safe to share between threads.

    Options are keyword arguments, the same as in every language. Whatever goes wrong is an `OCRFactureError`. A
    `cancel` flag, raised from another thread, stops the work it was given to.

    With `cache`, a folder, what was read is kept there: the same bytes with the same options are read once. It holds
    what the invoices say, in clear, and is never emptied.

    The server is called with `api_key`; a call may take `timeout_ms` milliseconds, its `max_retries` included.
    """

    _how: str | None = None

    def __init__(
        self,
        *,
        cache: Path | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout_ms: int | None = None,
        max_retries: int | None = None,
    ) -> None:
        self._engine: Engine | None = _verbs.engine(
            cache, base_url, api_key, timeout_ms=timeout_ms, max_retries=max_retries
        )

    @classmethod
    def from_env(cls) -> Self:
        """The server of `OCR_FACTURE_URL`, called with the key of `OCR_FACTURE_API_KEY` if there is one."""
        url, key = _verbs.server_of_env()
        return cls(base_url=url, api_key=key)

    def calling(
        self, *, timeout_ms: int | None = None, idempotency_key: str | None = None, request_id: str | None = None
    ) -> Self:
        """This client, whose calls to the server are made so; connections are shared, and closed with this one.

        A call may take `timeout_ms`, its retries included. Two calls with one `idempotency_key` are done once.
        `request_id` is the id of the call in the server's logs. The local mode has no use for them.
        """
        client = copy(self)
        client._how = _verbs.how(timeout_ms, idempotency_key, request_id)
        return client

    def extract_from_file(
        self, path: Path, *, cancel: Cancel | None = None, **options: Unpack[ExtractOptions]
    ) -> Extraction:
        """Reads the invoice in a file."""
        return self._do(_verbs.extract_from_file(path, options), cancel)

    def extract_from_bytes(
        self, document: Content, *, cancel: Cancel | None = None, **options: Unpack[ExtractOptions]
    ) -> Extraction:
        """Reads the invoice in these bytes, or in this open file."""
        return self._do(_verbs.extract_from_bytes(document, options), cancel)

    def extract_from_base64(
        self, data: str | bytes, *, cancel: Cancel | None = None, **options: Unpack[ExtractOptions]
    ) -> Extraction:
        """Reads the invoice in this base64 text, or data URI."""
        return self._do(_verbs.extract_from_base64(data, options), cancel)

    def batch_extract(
        self,
        documents: Iterable[Document | Named],
        *,
        jobs: int | None = None,
        progress: Callable[[Progress], object] | None = None,
        cancel: Cancel | None = None,
        **options: Unpack[ExtractOptions],
    ) -> Batch:
        """Reads many documents in parallel, over `jobs` threads; when absent, one a core, or four calls to a server.

        Takes paths, bytes, open files, or `(name, bytes)`, from a list or from a generator of any length. Results come
        in the order of the documents, each with its invoice or its error; `progress` is called as each is done.
        """
        request = _verbs.request("extract_from_bytes", options)
        return Batch(self._open().batch(request, jobs, cancel, _verbs.each(self._how)), documents, progress)

    def parse_facturx(
        self, document: Document, *, cancel: Cancel | None = None, **options: Unpack[ExtractOptions]
    ) -> Extraction:
        """Reads the XML of an e-invoice (Factur-X, CII, UBL), and nothing of its pages."""
        return self._do(_verbs.parse_facturx(document, options), cancel)

    def check_compliance(
        self,
        document: Document | Invoice | Mapping[str, Any],
        *,
        cancel: Cancel | None = None,
        **options: Unpack[CheckOptions],
    ) -> Report:
        """Judges any document, or an invoice made by hand, by French law, and an e-invoice by its rulesets."""
        return self._do(_verbs.check_compliance(document, options), cancel)

    def validate(self, document: Document, *, cancel: Cancel | None = None, **options: Unpack[CheckOptions]) -> Report:
        """Judges an e-invoice by the official rules."""
        return self._do(_verbs.validate(document, options), cancel)

    def generate_facturx(
        self,
        invoice: Invoice | Mapping[str, Any],
        pdf: Document | None = None,
        *,
        cancel: Cancel | None = None,
        **options: Unpack[GenerateOptions],
    ) -> Generated:
        """Writes the invoice as Factur-X, on this PDF, which is kept, or on a page drawn where there is none."""
        return self._do(_verbs.generate_facturx(invoice, pdf, options), cancel)

    def generate_xml(
        self,
        invoice: Invoice | Mapping[str, Any],
        *,
        syntax: Syntax = "cii",
        profile: Profile = "en16931",
        cancel: Cancel | None = None,
    ) -> bytes:
        """Writes the invoice as XML alone, CII or UBL."""
        return self._do(_verbs.generate_xml(invoice, syntax, profile), cancel)

    def convert_to_facturx(
        self, document: Document, *, cancel: Cancel | None = None, **options: Unpack[GenerateOptions]
    ) -> Generated:
        """Reads any document and writes it as Factur-X."""
        return self._do(_verbs.convert_to_facturx(document, options), cancel)

    def export(
        self,
        documents: Iterable[Extraction | BatchItem | tuple[str, Extraction | OCRFactureError]],
        format: Format = "csv",
    ) -> bytes:
        """Writes extractions as `csv` (a row an invoice), `csv_lines` (a row a line), `ndjson` or `xlsx`."""
        return self._do(_verbs.export(documents, format), None)

    def validate_vat(self, vat_number: str, *, cancel: Cancel | None = None) -> VatReport:
        """Judges a VAT number by what it says of itself: form, key, SIREN. Whether it is in use is not looked up."""
        return self._do(_verbs.validate_vat(vat_number), cancel)

    def languages(self, *, cancel: Cancel | None = None) -> Languages:
        """The languages invoices are read in, each with the engines that have a model of it."""
        return self._do(_verbs.languages(), cancel)

    def quota(self, *, cancel: Cancel | None = None) -> Quota:
        """What is left of the caller's plan; the local mode has no plan, and no limit."""
        return self._do(_verbs.quota(), cancel)

    def close(self) -> None:
        """Lets go of what the engine keeps loaded. The client does nothing more."""
        self._engine = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("this client is closed")
        return self._engine

    def _do(self, call: _verbs.Call[T], cancel: Cancel | None) -> T:
        return call.do(self._open(), cancel, self._how)
