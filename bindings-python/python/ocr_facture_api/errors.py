"""What can go wrong: `OCRFactureError`, and under it one class a code. The codes are the same in every language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Reason(NamedTuple):
    """One thing that is missing or wrong in an invoice handed in."""

    path: str
    """The field: `seller.name`, `lines.0.net_amount`."""
    code: str
    """`required`, `inconsistent`, `bad_value` or `not_writable`."""
    message_fr: str
    message_en: str


class OCRFactureError(Exception):
    """Why there is no answer."""

    code: str = "internal"
    """Stable, the same in every language."""

    def __init__(
        self,
        message: str = "",
        *,
        code: str | None = None,
        context: Mapping[str, str] | None = None,
        reasons: Iterable[Reason] = (),
    ) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code
        self.message = message
        """What to do, for people."""
        self.context = dict(context or {})
        """What it was about: a limit's name, a page number, a path."""
        self.reasons = tuple(reasons)
        """All that is missing or wrong in the invoice handed in, field by field."""

    @property
    def request_id(self) -> str | None:
        """The id of the call in the server's logs."""
        return self.context.get("request_id")

    @property
    def status(self) -> int | None:
        """The status the server answered with."""
        status = self.context.get("status")
        return None if status is None else int(status)

    @property
    def retry_after(self) -> int | None:
        """Seconds the server asks to wait for."""
        wait = self.context.get("retry_after")
        return None if wait is None else int(wait)

    def __str__(self) -> str:
        told = "".join(f" [{key}: {value}]" for key, value in self.context.items())
        reasons = "".join(f"\n- {reason.path}: {reason.message_fr}" for reason in self.reasons)
        return f"{self.message}{told}{reasons}"

    def __reduce__(self) -> tuple[Any, ...]:
        return from_dict, (self.to_dict(),)

    def to_dict(self) -> dict[str, Any]:
        """As the engine tells it in JSON."""
        told: dict[str, Any] = {"code": self.code, "message": self.message, "context": dict(self.context)}
        if self.reasons:
            told["reasons"] = [reason._asdict() for reason in self.reasons]
        return told


class OCRFactureValidationError(OCRFactureError):
    """What was asked is not understood: an unknown option, not a document we read, empty, bad base64."""

    code = "invalid_input"


class OCRFactureInvalidInvoiceError(OCRFactureValidationError):
    """The invoice handed in cannot do what was asked; `reasons` tells why, field by field."""

    code = "invalid_invoice"


class OCRFactureEncryptedError(OCRFactureError):
    """The document needs a password."""

    code = "encrypted"


class OCRFactureTooLargeError(OCRFactureError):
    """A limit was passed: bytes, pages, pixels, objects, depth, decompressed size."""

    code = "too_large"


class OCRFactureUnreadableError(OCRFactureError):
    """The document is damaged beyond repair."""

    code = "unreadable"


class OCRFactureOCRUnavailableError(OCRFactureError):
    """The pages are pictures, and no engine of character recognition is installed."""

    code = "ocr_unavailable"


class OCRFactureLanguageUnavailableError(OCRFactureError):
    """The language asked for is not installed."""

    code = "language_unavailable"


class OCRFactureAuthError(OCRFactureError):
    """Who asks is not known."""

    code = "unauthorized"


class OCRFactureForbiddenError(OCRFactureAuthError):
    """Who asks may not."""

    code = "forbidden"


class OCRFactureRateLimitError(OCRFactureError):
    """Too much was asked at once."""

    code = "rate_limited"


class OCRFactureQuotaError(OCRFactureRateLimitError):
    """All that was paid for is used."""

    code = "quota_exceeded"


class OCRFactureNotFoundError(OCRFactureError):
    """The file cannot be opened, or there is no such thing."""

    code = "not_found"


class OCRFactureGoneError(OCRFactureNotFoundError):
    """It was there, and is no more."""

    code = "gone"


class OCRFactureConflictError(OCRFactureError):
    """It contradicts what was asked before."""

    code = "conflict"


class OCRFactureIdempotencyError(OCRFactureValidationError):
    """This idempotency key was used for a different call."""

    code = "idempotency_key_reused"


class OCRFactureMethodError(OCRFactureValidationError):
    """The address has no such method: what answers is not the server this package speaks to."""

    code = "method_not_allowed"


class OCRFactureMediaTypeError(OCRFactureValidationError):
    """The address does not read this content type."""

    code = "unsupported_media_type"


class OCRFactureSignatureError(OCRFactureError):
    """A webhook's signature is missing, wrong or too old."""

    code = "invalid_signature"


class OCRFactureTimeoutError(OCRFactureError):
    """The work outlasted its `timeout`."""

    code = "timeout"


class OCRFactureCancelledError(OCRFactureError):
    """The work was given up by who asked for it."""

    code = "cancelled"


class OCRFactureNetworkError(OCRFactureError):
    """The server cannot be reached."""

    code = "network"


class OCRFactureServerError(OCRFactureError):
    """The server failed."""

    code = "server"


class OCRFactureUnavailableError(OCRFactureServerError):
    """The server is too busy or being stopped."""

    code = "unavailable"


class OCRFactureInternalError(OCRFactureServerError):
    """A defect of ours."""

    code = "internal"


CLASSES: dict[str, type[OCRFactureError]] = {
    kind.code: kind
    for kind in (
        OCRFactureValidationError,
        OCRFactureInvalidInvoiceError,
        OCRFactureEncryptedError,
        OCRFactureTooLargeError,
        OCRFactureUnreadableError,
        OCRFactureOCRUnavailableError,
        OCRFactureLanguageUnavailableError,
        OCRFactureAuthError,
        OCRFactureForbiddenError,
        OCRFactureRateLimitError,
        OCRFactureQuotaError,
        OCRFactureNotFoundError,
        OCRFactureGoneError,
        OCRFactureConflictError,
        OCRFactureIdempotencyError,
        OCRFactureMethodError,
        OCRFactureMediaTypeError,
        OCRFactureSignatureError,
        OCRFactureTimeoutError,
        OCRFactureCancelledError,
        OCRFactureNetworkError,
        OCRFactureServerError,
        OCRFactureUnavailableError,
        OCRFactureInternalError,
    )
}
"""The class of each code. A code this version does not know is an `OCRFactureError` itself."""


def from_dict(told: Mapping[str, Any]) -> OCRFactureError:
    """The exception of an error as the engine tells it."""
    reasons = [Reason(**reason) for reason in told.get("reasons", ())]
    kind = CLASSES.get(told["code"], OCRFactureError)
    return kind(told["message"], code=told["code"], context=told["context"], reasons=reasons)


def from_json(text: str) -> OCRFactureError:
    """The exception of an error in JSON."""
    return from_dict(json.loads(text))
