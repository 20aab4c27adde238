"""The main class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from . import _verbs
from ._documents import Content, Document, Named, Path
from ._native import Engine
from .answers import Extraction, Generated, Report
from .batch import Batch, BatchItem, Progress
from .errors import OCRFactureError
from .invoice import Invoice

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from ._native import Cancel
    from .types import CheckOptions, ExtractOptions, Format, GenerateOptions, Profile, Syntax

T = TypeVar("T")


class OCRFactureAPI:
    """Reads, judges and writes invoices, in this process and offline. Safe to share between threads.

    Options are keyword arguments, the same as in every language. Whatever goes wrong is an `OCRFactureError`. A
    `cancel` flag, raised from another thread, stops the work it was given to.

    With `cache`, a folder, what was read is kept there: the same bytes with the same options are read once. It holds
    what the invoices say, in clear, and is never emptied.
    """

    def __init__(self, *, cache: Path | None = None) -> None:
        self._engine: Engine | None = Engine(cache)

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
        """Reads many documents in parallel, over `jobs` threads (one a core when absent).

        Takes paths, bytes, open files, or `(name, bytes)`, from a list or from a generator of any length. Results come
        in the order of the documents, each with its invoice or its error; `progress` is called as each is done.
        """
        request = _verbs.request("extract_from_bytes", options)
        return Batch(self._open().batch(request, jobs, cancel), documents, progress)

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
        return call.do(self._open(), cancel)
