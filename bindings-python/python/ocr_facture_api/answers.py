# Drawn from docs/schema by generate.py: change the Rust types instead.
"""What the verbs answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from ._base import Box, Kind, Model, Table, as_box, as_bytes, as_day, as_many, as_one, as_table, as_texts
from ._ways import ExtractionWays, GeneratedWays, ReportWays
from .invoice import Invoice

if TYPE_CHECKING:
    from .types import (
        DocumentKind,
        OcrEngine,
        Origin,
        PageOrigin,
        Profile,
        QuotaUnit,
        QuotaWindow,
        Severity,
        Source,
        Status,
        VatCheckName,
    )


class Allowance(Model):
    """A limit of a plan, and what is left of it."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "unit": None,
        "window": None,
        "limit": None,
        "remaining": None,
        "reset": None,
    }
    unit: QuotaUnit
    """What is counted."""
    window: QuotaWindow
    """Over how long."""
    limit: int
    """How many the plan allows."""
    remaining: int
    """How many are left."""
    reset: int
    """When all of them are there again, in seconds since 1970 (UTC)."""


class PageInfo(Model):
    """One page of the document, as told to the caller."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "number": None,
        "width": None,
        "height": None,
        "source": None,
        "rotation": None,
        "skew": None,
        "engine": None,
        "handwriting": as_many(as_box),
    }
    number: int
    """1 for the first."""
    width: float
    """Points."""
    height: float
    """Points."""
    source: Source
    """Where its words come from."""
    rotation: int
    """Degrees it was turned by to stand upright."""
    skew: float
    """Degrees its lines were off the horizontal."""
    engine: OcrEngine | None = None
    """What recognised its characters, when its words come from there."""
    handwriting: Sequence[Box] = ()
    """Boxes, in points, where someone seems to have written by hand."""


class DocumentInfo(Model):
    """The document, as told to the caller."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "kind": None,
        "sha256": None,
        "language": None,
        "pages": as_many(as_one(PageInfo)),
    }
    kind: DocumentKind
    """What it is."""
    sha256: str
    """SHA-256 of the bytes, hexadecimal."""
    language: str | None = None
    """Language of the page, ISO 639-1."""
    pages: Sequence[PageInfo]
    """Its pages."""


class Evidence(Model):
    """What stands behind one value of the invoice."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "confidence": None,
        "page": None,
        "box": as_box,
        "raw": None,
        "origin": None,
        "agrees_with": as_texts,
        "repaired": None,
    }
    confidence: float
    """Calibrated probability that the value is right, 0 to 1."""
    page: int | None = None
    """Page it was read on, 1 for the first; absent for XML and for most derived values."""
    box: Box | None = None
    """Where on that page, in points from its top-left corner."""
    raw: str | None = None
    """The characters as printed, before normalisation."""
    origin: Origin
    """How the value was obtained."""
    agrees_with: Sequence[str] = ()
    """Paths of the values it was checked against and agrees with, or was derived from."""
    repaired: bool = False
    """The value is not what `raw` says: characters that recognition confuses were put right, because a key or a sum
    shows what they are.
    """


class Notice(Model):
    """Something the reader should know; never a reason for having no result."""

    _shape: ClassVar[dict[str, Kind | None]] = {"code": None, "message": None, "fields": as_texts}
    code: str
    """Stable code."""
    message: str
    """For people."""
    fields: Sequence[str]
    """Field paths it is about."""


class Extraction(ExtractionWays, Model):
    """The answer of `extract`."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "schema": None,
        "document": as_one(DocumentInfo),
        "invoice": as_one(Invoice),
        "fields": as_table(Evidence),
        "warnings": as_many(as_one(Notice)),
        "text": None,
    }
    schema: str
    """`SCHEMA`."""
    document: DocumentInfo
    """The document."""
    invoice: Invoice
    """The invoice."""
    fields: Table[Evidence]
    """For each leaf set in the invoice, where it comes from and how sure we are."""
    warnings: Sequence[Notice]
    """What the reader should know."""
    text: str | None = None
    """Page text in reading order, when asked for."""


class Message(Model):
    """A sentence for people."""

    _shape: ClassVar[dict[str, Kind | None]] = {"fr": None, "en": None}
    fr: str
    """In French."""
    en: str
    """In English."""


class Finding(Model):
    """One rule that did not pass, or any rule when all are asked for."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "ruleset": None,
        "rule": None,
        "severity": None,
        "status": None,
        "message": as_one(Message),
        "source": None,
        "terms": as_texts,
        "fields": as_texts,
        "xpath": None,
        "page": None,
        "box": as_box,
        "fix": as_one(Message),
    }
    ruleset: str
    """The ruleset it belongs to."""
    rule: str
    """Its code: the official one where there is one. Never reused."""
    severity: Severity
    """What it weighs when it fails."""
    status: Status
    """What became of it."""
    message: Message
    """What is wrong, or why it was not looked at."""
    source: str | None = None
    """The article of law or standard it comes from."""
    terms: Sequence[str]
    """Business terms it is about: `BT-1`, `BG-23`."""
    fields: Sequence[str]
    """Field paths of the invoice it is about."""
    xpath: str | None = None
    """Where in the XML, as a path from the root with positions."""
    page: int | None = None
    """Page the first of its fields was read on."""
    box: Box | None = None
    """Where on that page: left, top, right, bottom, in points from the top-left corner."""
    fix: Message | None = None
    """What to do about it."""


class Generated(GeneratedWays, Model):
    """The answer of `generate_facturx`. The files travel in base64 in JSON."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "pdf": as_bytes,
        "xml": as_bytes,
        "profile": None,
        "page": None,
        "changes": as_many(as_one(Notice)),
        "warnings": as_many(as_one(Notice)),
    }
    pdf: bytes
    """The PDF."""
    xml: bytes
    """The XML inside it."""
    profile: Profile
    """How much of the invoice the XML carries."""
    page: PageOrigin
    """Where the page comes from."""
    changes: Sequence[Notice]
    """What was changed in the PDF given."""
    warnings: Sequence[Notice]
    """What the sender should know."""


class LanguageEngines(Model):
    """A language invoices are read in."""

    _shape: ClassVar[dict[str, Kind | None]] = {"code": None, "engines": as_texts}
    code: str
    """As the options name it: `fra`."""
    engines: Sequence[OcrEngine]
    """The engines that recognise its characters, the best first. Documents with text need none."""


class Languages(Model):
    """The answer of `languages`."""

    _shape: ClassVar[dict[str, Kind | None]] = {"languages": as_many(as_one(LanguageEngines))}
    languages: Sequence[LanguageEngines]
    """Each language invoices are read in."""


class Quota(Model):
    """The answer of `quota`."""

    _shape: ClassVar[dict[str, Kind | None]] = {"plan": None, "limits": as_many(as_one(Allowance))}
    plan: str | None = None
    """Name of the caller's plan; absent where there is none: in local mode, and on a server that needs no key."""
    limits: Sequence[Allowance]
    """Every limit of the plan; none means that nothing is counted."""


class Reason(Model):
    """One thing that is missing or wrong in an invoice handed in: which field, what is the matter."""

    _shape: ClassVar[dict[str, Kind | None]] = {"path": None, "code": None, "message_fr": None, "message_en": None}
    path: str
    """The field by its path in the model: `seller.name`, `lines.0.net_amount`."""
    code: str
    """What is the matter, as a stable code: `required` (absent, and needed), `inconsistent` (other values of the
    invoice say otherwise), `bad_value` (not a value of this field), `not_writable` (what was asked has no place for
    it).
    """
    message_fr: str
    """The matter in French."""
    message_en: str
    """The matter in English."""


class Ruleset(Model):
    """What became of a ruleset."""

    _shape: ClassVar[dict[str, Kind | None]] = {"id": None, "version": None, "status": None, "why": as_one(Message)}
    id: str
    """`fr-mentions`, `container`, `xsd`, `en16931-cii`, `en16931-ubl`, `facturx-<profile>`, `br-fr-cii`, `br-fr-ubl`,
    `ppf-flux1`, `pdfa3`.
    """
    version: str
    """Version of the rules."""
    status: Status
    """What became of it."""
    why: Message | None = None
    """Why it was not run, or only in part."""


class Report(ReportWays, Model):
    """The answer of `check_compliance` and `validate`."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "verdict": None,
        "as_of": as_day,
        "rulesets": as_many(as_one(Ruleset)),
        "findings": as_many(as_one(Finding)),
        "score": None,
    }
    verdict: Status
    """`failed` on a fatal finding, `not_run` when nothing could be looked at."""
    as_of: dt.date
    """The day the law is read at."""
    rulesets: Sequence[Ruleset]
    """Every ruleset, run or not, in the order of the layers."""
    findings: Sequence[Finding]
    """What failed, in the order of the rulesets; every rule when all were asked for."""
    score: int | None = None
    """0 to 100: share of the rules looked at that passed, where a fatal rule weighs five, a warning two, an
    information one. None when no rule was looked at.
    """


class VatCheck(Model):
    """What became of one check of a VAT number."""

    _shape: ClassVar[dict[str, Kind | None]] = {"check": None, "status": None, "message": as_one(Message)}
    check: VatCheckName
    """Which."""
    status: Status
    """What became of it."""
    message: Message
    """What was found, or why it was not looked at."""


class VatReport(Model):
    """The answer of `validate_vat`."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "vat_number": None,
        "country": None,
        "siren": None,
        "verdict": None,
        "checks": as_many(as_one(VatCheck)),
    }
    vat_number: str
    """The number without spaces, dots and dashes, in upper case."""
    country: str | None = None
    """The state that gave it, ISO 3166-1: `GR` for the prefix `EL`, `GB` for `XI`, `MC` for a French number of
    Monaco.
    """
    siren: str | None = None
    """The SIREN inside a French number that is in order."""
    verdict: Status
    """`failed` when a check failed, `not_run` when its form could not be looked at."""
    checks: Sequence[VatCheck]
    """Every check, run or not, in this order: `form`, `check_digits`, `siren`, `registered`."""
