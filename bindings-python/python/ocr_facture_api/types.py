# Drawn from docs/schema by generate.py: change the Rust types instead.
"""The options of the verbs, and the texts a value is chosen from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, Optional, TypedDict, Union

DocumentKind = Literal["pdf_text", "pdf_scan", "image", "factur_x", "cii", "ubl"]
"""What a document turned out to be."""

ErrorKind = Literal[
    "invalid_input",
    "encrypted",
    "too_large",
    "unreadable",
    "ocr_unavailable",
    "language_unavailable",
    "invalid_invoice",
    "timeout",
    "cancelled",
    "not_found",
    "internal",
]
"""What went wrong, in the terms every language and the server share. The string code (`code`) is part of the public
contract and never changes meaning.
"""

Fallback = Literal["refuse", "image", "unclaimed"]
"""What to do with a PDF that cannot be made PDF/A-3b as it is."""

Format = Literal["csv", "csv_lines", "ndjson", "xlsx"]
"""A format of export."""

IssuerSize = Literal["large", "intermediate", "small", "micro"]
"""Size of the company that issues the invoice (décret 2008-1354, art. 3)."""

Language = Literal["fr", "en"]
"""Language of the words around the values."""

OcrEngine = Literal["auto", "tesseract"]
"""An engine of character recognition."""

OcrMode = Literal["auto", "always", "never"]
"""When pages are read by character recognition."""

Origin = Literal["text", "ocr", "xml", "derived"]
"""How a value was obtained."""

PageOrigin = Literal["drawn", "as_is", "mended", "image", "unclaimed"]
"""Where the page of a generated invoice comes from."""

Profile = Literal["minimum", "basic_wl", "basic", "en16931", "extended"]
"""A profile of Factur-X: how much of the invoice the XML carries. Each holds all that those before it hold."""

Relationship = Literal["data", "source", "alternative"]
"""What the attached invoice is to the page (PDF/A-3, `AFRelationship`)."""

Severity = Literal["info", "warning", "fatal"]
"""How much a failed rule weighs."""

Source = Literal["text", "ocr", "none"]
"""Where the words of a page come from."""

Status = Literal["passed", "failed", "not_run"]
"""What became of a rule, or of a whole ruleset."""

Syntax = Literal["cii", "ubl"]
"""The syntax an invoice is written in."""

Transaction = Literal["b2b", "b2c", "b2g"]
"""Who buys from whom."""


class Limits(TypedDict, total=False):
    """Upper bounds on one document; passing one is `TooLarge`."""

    bytes: int
    """Bytes of the file. Default: `52428800`."""
    decompressed_bytes: int
    """Bytes all streams of the document may unpack to, together; a quarter of it for those that are no picture.
    Default: `268435456`.
    """
    depth: int
    """Nesting of objects or elements. Default: `64`."""
    objects: int
    """Objects of a PDF, elements of an XML. Default: `500000`."""
    pages: int
    """Pages, the frames of a TIFF included. Default: `500`."""
    pixels: int
    """Pixels of one picture. Default: `50000000`."""


class ExtractOptions(TypedDict, total=False):
    """Options of `extract`, the same names in every language."""

    compare_page: bool
    """Reads the visible pages of a hybrid invoice too, and warns where they and the XML disagree."""
    engine: OcrEngine
    """The engine of character recognition: `auto` for the best installed, `tesseract`. Default: `auto`."""
    language: str
    """Language of the document when the page does not tell: `fra`, `eng`, `deu`, `spa`, `ita`, `por`, `nld`. Default:
    `fra`.
    """
    limits: Limits
    """Limits on the document, checked before decoding."""
    ocr: OcrMode
    """When pages are read by character recognition: `auto` where their text is absent or garbled, `always`, `never`.
    Default: `auto`.
    """
    pages: Optional[Sequence[int]]
    """Pages to read, 1 for the first; all when absent."""
    text: bool
    """Adds the page text in reading order."""
    timeout: Optional[int]
    """Milliseconds the whole reading may take."""


class CheckOptions(TypedDict, total=False):
    """Options of `validate` and `check_compliance`, the same names in every language."""

    all: bool
    """Tells the rules that passed too."""
    issuer_size: Optional[IssuerSize]
    """Size of the company that issues the invoice; see `FranceOptions` for this and the three below."""
    limits: Limits
    """Limits on the document, checked before decoding."""
    rulesets: Optional[Sequence[str]]
    """Only these rulesets, whether they apply or not; those that apply when absent."""
    timeout: Optional[int]
    """Milliseconds the whole check may take."""
    today: Optional[dt.date]
    """The day the law is read at; today (UTC) when absent."""
    transaction: Optional[Transaction]
    """Who buys; deduced from the buyer when absent."""
    vat_group: bool
    """The seller is a member of a VAT group."""
    vat_on_debits: Optional[bool]
    """Whether the seller opted for VAT on debits."""


class GenerateOptions(TypedDict, total=False):
    """Options of `generate_facturx`, the same names in every language."""

    accent: Optional[str]
    """Accent colour of a drawn page, `#rrggbb`."""
    fallback: Fallback
    """What to do with a PDF that cannot be made PDF/A-3b as it is: `refuse`, `image`, `unclaimed`. Default: `refuse`.
    """
    limits: Limits
    """Limits on the document, checked before decoding."""
    logo: Optional[Union[str, bytes]]
    """Logo of a drawn page: PNG or JPEG in base64, with or without `data:` in front."""
    now: Optional[dt.datetime]
    """When the file is said to be made, in UTC; now when absent. The same moment gives the same bytes."""
    page_language: Language
    """Language of a drawn page. Default: `fr`."""
    payment_code: bool
    """Puts the QR code of the SEPA transfer on a drawn page, when the invoice is in euros and has an IBAN. Default:
    `true`.
    """
    profile: Profile
    """How much of the invoice the XML carries: `minimum`, `basic_wl`, `basic`, `en16931`, `extended`. Default:
    `en16931`.
    """
    redraw: bool
    """Draws a new page even where the document has one."""
    relationship: Optional[Relationship]
    """What the XML is to the page; by the profile when absent."""
    timeout: Optional[int]
    """Milliseconds the whole work may take, checked between its steps."""
