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
    DocumentInfo,
    Evidence,
    Extraction,
    Finding,
    Generated,
    Message,
    Notice,
    PageInfo,
    Report,
    Ruleset,
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
    OCRFactureInternalError,
    OCRFactureInvalidInvoiceError,
    OCRFactureLanguageUnavailableError,
    OCRFactureNetworkError,
    OCRFactureNotFoundError,
    OCRFactureOCRUnavailableError,
    OCRFactureQuotaError,
    OCRFactureRateLimitError,
    OCRFactureServerError,
    OCRFactureTimeoutError,
    OCRFactureTooLargeError,
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

if TYPE_CHECKING:
    from .aio import AsyncBatch, AsyncOCRFactureAPI

__all__ = [
    "Address",
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
    "OCRFactureInternalError",
    "OCRFactureInvalidInvoiceError",
    "OCRFactureLanguageUnavailableError",
    "OCRFactureNetworkError",
    "OCRFactureNotFoundError",
    "OCRFactureOCRUnavailableError",
    "OCRFactureQuotaError",
    "OCRFactureRateLimitError",
    "OCRFactureServerError",
    "OCRFactureTimeoutError",
    "OCRFactureTooLargeError",
    "OCRFactureUnreadableError",
    "OCRFactureValidationError",
    "PageInfo",
    "Party",
    "Payment",
    "Period",
    "PrecedingInvoice",
    "Progress",
    "Reason",
    "Report",
    "Ruleset",
    "Table",
    "Totals",
    "VatBreakdown",
    "__version__",
]


def __getattr__(name: str) -> Any:
    # asyncio costs more to load than all the rest.
    if name in ("AsyncOCRFactureAPI", "AsyncBatch"):
        from . import aio

        return getattr(aio, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
