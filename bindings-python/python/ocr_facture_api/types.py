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
    "unauthorized",
    "forbidden",
    "quota_exceeded",
    "rate_limited",
    "gone",
    "conflict",
    "idempotency_key_reused",
    "method_not_allowed",
    "unsupported_media_type",
    "unavailable",
    "network",
    "server",
    "invalid_signature",
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

OcrEngine = Literal["auto", "paddle", "lstm", "tesseract"]
"""An engine of character recognition."""

OcrMode = Literal["auto", "always", "never"]
"""When pages are read by character recognition."""

Origin = Literal["text", "ocr", "xml", "derived"]
"""How a value was obtained."""

PageOrigin = Literal["drawn", "as_is", "mended", "image", "unclaimed"]
"""Where the page of a generated invoice comes from."""

Profile = Literal["minimum", "basic_wl", "basic", "en16931", "extended"]
"""A profile of Factur-X: how much of the invoice the XML carries. Each holds all that those before it hold."""

QuotaUnit = Literal["requests", "pages"]
"""What a plan counts."""

QuotaWindow = Literal["second", "minute", "hour", "day", "month"]
"""Over how long a plan counts."""

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

VatCheckName = Literal["form", "check_digits", "siren", "registered"]
"""A check of a VAT number."""


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


Want = Union[bool, float, None]
"""Whether to do a step, and how much: 0 is not at all; null leaves it to the picture."""


class Steps(TypedDict, total=False):
    """Steps of preprocessing, each `true`, `false`, or a strength from 0 (not done) to 1. Left out, the picture
    decides.
    """

    background: Want
    """Even the light out. Strength: the share of the shade taken out; `true` all."""
    binarize: Want
    """Make black and white (Sauvola). Strength: how hard a pixel is to blacken, half of Sauvola's `k`; `true` 0.6.
    Left out: not done, for readers read worse after it.
    """
    contrast: Want
    """Darken faint print. Strength: the share of what lacks to good print; `true` all."""
    denoise: Want
    """Smooth grain. Strength: the deviation of the Gaussian in pixels; `true` as the grain asks. Specks are removed
    by a median where there are many, whatever the strength above 0.
    """
    deskew: Want
    """Make lines level. Strength: the share of the slope taken out; `true` all."""
    keep_color: Optional[bool]
    """What becomes of colours. Readers see levels of gray: `true` makes the gray that keeps coloured ink, stamps and
    highlighted text apart from their ground, `false` plain luminance. Left out: as `true` on pages with colours. The
    document itself is never changed.
    """
    orient: Want
    """Turn pages that lie on their side or stand on their head. Strength: how readily. A turn is done when it is at
    least `1 - strength` sure; `true` is 0.6.
    """
    perspective: Want
    """Rectify photographed sheets. Strength: how readily. Done when the sheet is at least `1 - strength` sure to be
    one; `true` is 0.5.
    """
    upscale: Want
    """Enlarge. Strength: 0.5 for one and a half times, 1 for twice; `true` as the size of the letters asks, at least
    one and a half times.
    """


Preprocess = Union[Literal["auto", "none"], Steps]
"""What is done to pictures before they are read: `auto`, `none`, or steps. Steps that are not named are decided from
the picture.
"""


class ExtractOptions(TypedDict, total=False):
    """Options of `extract`, the same names in every language."""

    compare_page: bool
    """Reads the visible pages of a hybrid invoice too, and warns where they and the XML disagree."""
    engine: OcrEngine
    """The engine of character recognition: `auto` for the best installed, `paddle`, `lstm`, `tesseract`. Default:
    `auto`.
    """
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
    preprocess: Preprocess
    """What is done to pictures before they are read: `auto`, `none`, or steps. Default: `auto`."""
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
    """Only these rulesets, whether they apply or not, with or without the syntax they are written for (`br-fr-cii` or
    `br-fr`); those that apply when absent.
    """
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
