"""Toute facture française en entrée, des données vérifiables en sortie. Any French invoice in, verifiable data out.

from ocr_facture_api import OCRFactureAPI

with OCRFactureAPI() as api:
    result = api.extract_from_file("facture.pdf")
    print(result.invoice.totals.gross, result.fields["totals.gross"].confidence)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._base import Box, Table
from ._native import Cancel, __version__
from .answers import (
    Allowance,
    DocumentInfo,
    Evidence,
    Extraction,
    Finding,
    Generated,
    LanguageEngines,
    Languages,
    Message,
    Notice,
    PageInfo,
    Quota,
    Report,
    Ruleset,
    VatCheck,
    VatReport,
)
from .batch import Batch, BatchItem, Progress
from .client import OCRFactureAPI
from .errors import (
    OCRFactureAuthError,
    OCRFactureCancelledError,
    OCRFactureConflictError,
    OCRFactureEncryptedError,
    OCRFactureError,
    OCRFactureForbiddenError,
    OCRFactureGoneError,
    OCRFactureIdempotencyError,
    OCRFactureInternalError,
    OCRFactureInvalidInvoiceError,
    OCRFactureLanguageUnavailableError,
    OCRFactureMediaTypeError,
    OCRFactureMethodError,
    OCRFactureNetworkError,
    OCRFactureNotFoundError,
    OCRFactureOCRUnavailableError,
    OCRFactureQuotaError,
    OCRFactureRateLimitError,
    OCRFactureServerError,
    OCRFactureSignatureError,
    OCRFactureTimeoutError,
    OCRFactureTooLargeError,
    OCRFactureUnavailableError,
    OCRFactureUnreadableError,
    OCRFactureValidationError,
    Reason,
)
from .invoice import (
    Address,
    AllowanceCharge,
    Contact,
    Delivery,
    ElectronicAddress,
    Identifier,
    Invoice,
    Line,
    LineVat,
    Note,
    Party,
    Payment,
    Period,
    PrecedingInvoice,
    Totals,
    VatBreakdown,
)
from .webhook import WebhookDelivery, verify_webhook

if TYPE_CHECKING:
    from .aio import AsyncBatch, AsyncOCRFactureAPI

__all__ = [
    "Address",
    "Allowance",
    "AllowanceCharge",
    "AsyncBatch",
    "AsyncOCRFactureAPI",
    "Batch",
    "BatchItem",
    "Box",
    "Cancel",
    "Contact",
    "Delivery",
    "DocumentInfo",
    "ElectronicAddress",
    "Evidence",
    "Extraction",
    "Finding",
    "Generated",
    "Identifier",
    "Invoice",
    "LanguageEngines",
    "Languages",
    "Line",
    "LineVat",
    "Message",
    "Note",
    "Notice",
    "OCRFactureAPI",
    "OCRFactureAuthError",
    "OCRFactureCancelledError",
    "OCRFactureConflictError",
    "OCRFactureEncryptedError",
    "OCRFactureError",
    "OCRFactureForbiddenError",
    "OCRFactureGoneError",
    "OCRFactureIdempotencyError",
    "OCRFactureInternalError",
    "OCRFactureInvalidInvoiceError",
    "OCRFactureLanguageUnavailableError",
    "OCRFactureMediaTypeError",
    "OCRFactureMethodError",
    "OCRFactureNetworkError",
    "OCRFactureNotFoundError",
    "OCRFactureOCRUnavailableError",
    "OCRFactureQuotaError",
    "OCRFactureRateLimitError",
    "OCRFactureServerError",
    "OCRFactureSignatureError",
    "OCRFactureTimeoutError",
    "OCRFactureTooLargeError",
    "OCRFactureUnavailableError",
    "OCRFactureUnreadableError",
    "OCRFactureValidationError",
    "PageInfo",
    "Party",
    "Payment",
    "Period",
    "PrecedingInvoice",
    "Progress",
    "Quota",
    "Reason",
    "Report",
    "Ruleset",
    "Table",
    "Totals",
    "VatBreakdown",
    "VatCheck",
    "VatReport",
    "WebhookDelivery",
    "__version__",
    "verify_webhook",
]


def __getattr__(name: str) -> Any:
    # asyncio costs more to load than all the rest.
    if name in ("AsyncOCRFactureAPI", "AsyncBatch"):
        from . import aio

        return getattr(aio, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
