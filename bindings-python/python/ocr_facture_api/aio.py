"""The same verbs for asyncio: the engine runs on a few threads, and the loop is never held up."""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from . import _verbs
from ._documents import Content, Document, Named, Path
from ._native import Cancel
from .answers import Extraction, Generated, Languages, Quota, Report, VatReport
from .batch import BatchItem, Progress, Reading, refuse_one
from .errors import OCRFactureError, from_json
from .invoice import Invoice

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from ._native import Batch as Native
    from .types import CheckOptions, ExtractOptions, Format, GenerateOptions, Profile, Syntax

T = TypeVar("T")


class AsyncOCRFactureAPI:
    """Reads, judges and writes invoices, in this process and offline or on a server, without holding the loop up.

    At most `concurrency` verbs work at the same time; when absent, one a core, and eight where a server works. The
    others wait. Cancelling the task that awaits a verb stops the work itself. The rest is as for `OCRFactureAPI`.
    """

    _how: str | None = None

    def __init__(
        self,
        *,
        concurrency: int | None = None,
        cache: Path | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout_ms: int | None = None,
        max_retries: int | None = None,
    ) -> None:
        self._engine = _verbs.engine(cache, base_url, api_key, timeout_ms=timeout_ms, max_retries=max_retries)
        threads = concurrency or (8 if base_url else os.cpu_count()) or 1
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="ocr-facture")

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

    async def extract_from_file(self, path: Path, **options: Unpack[ExtractOptions]) -> Extraction:
        """Reads the invoice in a file."""
        return await self._do(_verbs.extract_from_file, path, options)

    async def extract_from_bytes(self, document: Content, **options: Unpack[ExtractOptions]) -> Extraction:
        """Reads the invoice in these bytes, or in this open file."""
        return await self._do(_verbs.extract_from_bytes, document, options)

    async def extract_from_base64(self, data: str | bytes, **options: Unpack[ExtractOptions]) -> Extraction:
        """Reads the invoice in this base64 text, or data URI."""
        return await self._do(_verbs.extract_from_base64, data, options)

    def batch_extract(
        self,
        documents: Iterable[Document | Named] | AsyncIterable[Document | Named],
        *,
        jobs: int | None = None,
        progress: Callable[[Progress], object] | None = None,
        **options: Unpack[ExtractOptions],
    ) -> AsyncBatch:
        """Reads many documents in parallel, over `jobs` threads, to be read with `async for`.

        Takes paths, bytes, open files, or `(name, bytes)`, from an iterable or an asynchronous one of any length.
        Results come in the order of the documents, each with its invoice or its error; `progress`, which may be a
        coroutine function, is called as each document is done.
        """
        refuse_one(documents)
        request = _verbs.request("extract_from_bytes", options)
        cancel = Cancel()
        return AsyncBatch(
            self._engine.batch(request, jobs, cancel, _verbs.each(self._how)), documents, progress, cancel
        )

    async def parse_facturx(self, document: Document, **options: Unpack[ExtractOptions]) -> Extraction:
        """Reads the XML of an e-invoice (Factur-X, CII, UBL), and nothing of its pages."""
        return await self._do(_verbs.parse_facturx, document, options)

    async def check_compliance(
        self, document: Document | Invoice | Mapping[str, Any], **options: Unpack[CheckOptions]
    ) -> Report:
        """Judges any document, or an invoice made by hand, by French law, and an e-invoice by its rulesets."""
        return await self._do(_verbs.check_compliance, document, options)

    async def validate(self, document: Document, **options: Unpack[CheckOptions]) -> Report:
        """Judges an e-invoice by the official rules."""
        return await self._do(_verbs.validate, document, options)

    async def generate_facturx(
        self, invoice: Invoice | Mapping[str, Any], pdf: Document | None = None, **options: Unpack[GenerateOptions]
    ) -> Generated:
        """Writes the invoice as Factur-X, on this PDF, which is kept, or on a page drawn where there is none."""
        return await self._do(_verbs.generate_facturx, invoice, pdf, options)

    async def generate_xml(
        self, invoice: Invoice | Mapping[str, Any], *, syntax: Syntax = "cii", profile: Profile = "en16931"
    ) -> bytes:
        """Writes the invoice as XML alone, CII or UBL."""
        return await self._do(_verbs.generate_xml, invoice, syntax, profile)

    async def convert_to_facturx(self, document: Document, **options: Unpack[GenerateOptions]) -> Generated:
        """Reads any document and writes it as Factur-X."""
        return await self._do(_verbs.convert_to_facturx, document, options)

    async def export(
        self,
        documents: Iterable[Extraction | BatchItem | tuple[str, Extraction | OCRFactureError]],
        format: Format = "csv",
    ) -> bytes:
        """Writes extractions as `csv` (a row an invoice), `csv_lines` (a row a line), `ndjson` or `xlsx`."""
        return await self._do(_verbs.export, documents, format)

    async def validate_vat(self, vat_number: str) -> VatReport:
        """Judges a VAT number by what it says of itself: form, key, SIREN. Whether it is in use is not looked up."""
        return await self._do(_verbs.validate_vat, vat_number)

    async def languages(self) -> Languages:
        """The languages invoices are read in, each with the engines that have a model of it."""
        return await self._do(_verbs.languages)

    async def quota(self) -> Quota:
        """What is left of the caller's plan; the local mode has no plan, and no limit."""
        return await self._do(_verbs.quota)

    async def close(self) -> None:
        """Waits for the work under way, then does nothing more."""
        await asyncio.get_running_loop().run_in_executor(None, self._pool.shutdown)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _do(self, verb: Callable[..., _verbs.Call[T]], *args: Any) -> T:
        cancel = Cancel()
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._pool, lambda: verb(*args).do(self._engine, cancel, self._how))
        try:
            return await work
        except asyncio.CancelledError:
            cancel.cancel()
            raise


class AsyncBatch(AsyncIterator[BatchItem]):
    """Results in the order of the documents. Read it to the end, close it, or use it in an `async with`."""

    def __init__(
        self,
        native: Native,
        sources: Iterable[Document | Named] | AsyncIterable[Document | Named],
        progress: Callable[[Progress], object] | None,
        cancel: Cancel,
    ) -> None:
        self._cancel = cancel
        self._reading = Reading(native, sources, progress)
        self._sources = _each(sources)
        # One thread that waits, so that batches never hold up the verbs nor one another.
        self._waiter: ThreadPoolExecutor | None = ThreadPoolExecutor(1, thread_name_prefix="ocr-facture-batch")

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> BatchItem:
        reading, loop = self._reading, asyncio.get_running_loop()
        try:
            while self._waiter is not None:
                event = await loop.run_in_executor(self._waiter, reading.native.wait)
                if event is None:
                    break
                kind, ok, told = event
                if kind == "ask":
                    async for source in self._sources:
                        reading.give(source)
                        break
                    else:
                        reading.end()
                elif kind == "progress":
                    at = reading.advance(ok)
                    after = None if reading.progress is None else reading.progress(at)
                    if inspect.isawaitable(after):
                        await after
                elif kind == "result":
                    return reading.item(ok, told)
                else:
                    raise from_json(told)
        except BaseException:
            self._stop()
            raise
        self._stop()
        raise StopAsyncIteration

    def _stop(self) -> None:
        if self._waiter is not None:
            self._cancel.cancel()
            # Closing may wait a moment for the thread that waits: not on the loop.
            self._waiter.submit(self._reading.native.close)
            self._waiter.shutdown(wait=False)
            self._waiter = None

    async def close(self) -> None:
        """Stops the work. Nothing more is taken or told."""
        self._stop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


async def _each(sources: Iterable[T] | AsyncIterable[T]) -> AsyncIterator[T]:
    if isinstance(sources, AsyncIterable):
        async for source in sources:
            yield source
    else:
        for source in sources:
            yield source
