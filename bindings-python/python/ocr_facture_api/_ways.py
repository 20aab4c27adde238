"""What some answers can do beside holding values."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import os

    from .answers import Extraction, Finding, Generated, Report


class ExtractionWays:
    """Of an extraction."""

    __slots__ = ()

    def __repr__(self) -> str:
        read = cast("Extraction", self)
        invoice = read.invoice
        told = [invoice.number or "?", str(invoice.issue_date or "?")]
        told.append(
            f"{invoice.totals.gross if invoice.totals.gross is not None else '?'} {invoice.currency or ''}".strip()
        )
        counts = f"{read.document.kind}, fields: {len(read.fields)}, warnings: {len(read.warnings)}"
        return f"<Extraction {' · '.join(told)} ({counts})>"


class ReportWays:
    """Of a report."""

    __slots__ = ()

    @property
    def passed(self) -> bool:
        """Whether rules were looked at, and none that is fatal failed."""
        return cast("Report", self).verdict == "passed"

    @property
    def fatal(self) -> tuple[Finding, ...]:
        """The findings that make the invoice invalid."""
        findings = cast("Report", self).findings
        return tuple(f for f in findings if f.status == "failed" and f.severity == "fatal")

    def __repr__(self) -> str:
        report = cast("Report", self)
        failed = [f"{finding.rule} ({finding.severity})" for finding in report.findings if finding.status == "failed"]
        score = "" if report.score is None else f" {report.score}/100"
        return f"<Report {report.verdict}{score}, {report.as_of}{': ' if failed else ''}{', '.join(failed)}>"


class GeneratedWays:
    """Of a Factur-X that was written."""

    __slots__ = ()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the PDF there, replacing what was there."""
        from pathlib import Path

        Path(path).write_bytes(cast("Generated", self).pdf)

    def __repr__(self) -> str:
        made = cast("Generated", self)
        sizes = f"pdf: {len(made.pdf)} bytes, xml: {len(made.xml)} bytes"
        return f"<Generated {made.profile}, page {made.page}, {sizes}, warnings: {len(made.warnings)}>"
