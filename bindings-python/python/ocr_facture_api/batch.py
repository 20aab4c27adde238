"""Many documents: read in parallel, told in their order, in memory that does not grow with their number."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, Callable, NamedTuple

from ._documents import Document, Named, Place, content, name_of, place
from .answers import Extraction
from .errors import OCRFactureError, from_json

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ._native import Batch as Native


class Progress(NamedTuple):
    """How far a batch is."""

    done: int
    """Documents worked on, well or not."""
    failed: int
    """Those that could not be read."""
    total: int | None
    """All there are, when that is known."""


class BatchItem:
    """What came of one document: a result, or an error."""

    __match_args__ = ("name", "result", "error")
    __slots__ = ("error", "index", "name", "result")

    def __init__(self, index: int, name: str, result: Extraction | None, error: OCRFactureError | None) -> None:
        self.index = index
        """0 for the first document."""
        self.name = name
        """Its path, or the name given with its bytes."""
        self.result = result
        self.error = error

    def __repr__(self) -> str:
        return f"<BatchItem {self.index} {self.name}: {self.result if self.ok else self.error!r}>"

    @property
    def ok(self) -> bool:
        """Whether it could be read."""
        return self.error is None

    def unwrap(self) -> Extraction:
        """The result; raises the error there is in its place."""
        if self.result is None:
            raise self.error or OCRFactureError("Ce document n'a ni résultat ni erreur.")
        return self.result


class Reading:
    """What both batches share: the names of what is being read, and how far it is."""

    def __init__(self, native: Native, sources: object, progress: Callable[[Progress], object] | None) -> None:
        self.native = native
        self.progress = progress
        self.names: deque[str] = deque()
        self.given = self.told = 0
        self.at = Progress(0, 0, len(sources) if isinstance(sources, Sized) else None)

    def end(self) -> None:
        """Answers the batch, which asked for one more document, that there is none."""
        self.native.give()

    def give(self, source: Document | Named) -> None:
        """Answers the batch, which asked for one more document."""
        where = Place(content(source[1])) if isinstance(source, tuple) else place(source)
        self.native.give(where.document, where.path)
        self.names.append(name_of(source, self.given))
        self.given += 1

    def advance(self, ok: bool) -> Progress:
        """One more document was worked on."""
        done, failed, total = self.at
        self.at = Progress(done + 1, failed + (not ok), total)
        return self.at

    def item(self, ok: bool, told: str) -> BatchItem:
        """What came of the next document."""
        index, self.told = self.told, self.told + 1
        name = self.names.popleft()
        if ok:
            return BatchItem(index, name, Extraction.from_json(told), None)
        return BatchItem(index, name, None, from_json(told))


def refuse_one(sources: object) -> None:
    """A path or bytes would be taken letter by letter."""
    if isinstance(sources, (str, bytes, bytearray, memoryview)):
        raise TypeError("batch_extract takes several documents: put this one in a list")


class Batch(Iterator[BatchItem]):
    """Results in the order of the documents. Read it to the end, close it, or use it in a `with`."""

    def __init__(
        self,
        native: Native,
        sources: Iterable[Document | Named],
        progress: Callable[[Progress], object] | None,
    ) -> None:
        refuse_one(sources)
        self._reading = Reading(native, sources, progress)
        self._sources = iter(sources)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> BatchItem:
        reading = self._reading
        try:
            while (event := reading.native.wait()) is not None:
                kind, ok, told = event
                if kind == "ask":
                    for source in self._sources:
                        reading.give(source)
                        break
                    else:
                        reading.end()
                elif kind == "progress":
                    at = reading.advance(ok)
                    if reading.progress is not None:
                        reading.progress(at)
                elif kind == "result":
                    return reading.item(ok, told)
                else:
                    raise from_json(told)
        except BaseException:
            self.close()
            raise
        self.close()
        raise StopIteration

    def close(self) -> None:
        """Stops the work. Nothing more is taken or told."""
        self._reading.native.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
