"""The engine."""

import os
from typing import Literal, final

__all__ = ["Batch", "Cancel", "Engine", "__version__", "verify_webhook"]

__version__: str
"""The version of the engine."""

@final
class Cancel:
    """A flag to stop work with, from any thread."""

    def __new__(cls) -> Cancel: ...
    def cancel(self) -> None:
        """Asks the work that holds this flag to stop."""

    def is_cancelled(self) -> bool:
        """Whether the flag is raised."""

@final
class Engine:
    """The engine, shared by every client: it keeps what is costly to load."""

    def __new__(cls, cache: str | os.PathLike[str] | None = None) -> Engine: ...
    @staticmethod
    def remote(options: str) -> tuple[Engine | None, str]:
        """An engine that asks a server, or the JSON of the error."""

    def call(
        self,
        request: str,
        document: bytes | None = None,
        path: str | os.PathLike[str] | None = None,
        cancel: Cancel | None = None,
        call: str | None = None,
    ) -> tuple[bool, str]:
        """Does a verb, on these bytes or on the document of this path if any. The interpreter runs on meanwhile."""

    def batch(
        self, request: str, jobs: int | None = None, cancel: Cancel | None = None, call: str | None = None
    ) -> Batch:
        """Starts a verb over many documents, in as many threads as `jobs`. `call` is that of every document."""

@final
class Batch:
    """A batch that runs."""

    def wait(self) -> tuple[Literal["ask", "progress", "result", "broken"], bool, str] | None:
        """Waits for what the batch has to tell; None at the end."""

    def give(self, document: bytes | None = None, path: str | os.PathLike[str] | None = None) -> None:
        """Answers `ask` with a document: bytes, or the file of a path; with neither, there are no more."""

    def close(self) -> None:
        """Ends the batch: what is being read stops at its next check, nothing more is taken or told."""

def verify_webhook(secrets: list[str], headers: list[tuple[str, str]], body: bytes, now: int) -> tuple[bool, str]:
    """Verifies a webhook: whether it is genuine, and the JSON of what it says or of the error."""
