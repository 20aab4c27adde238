"""The quick start, run by wheel.sh where nothing but the wheel is installed."""

import json
from pathlib import Path

from ocr_facture_api import OCRFactureAPI

with OCRFactureAPI() as api:
    api.generate_facturx(json.loads(Path("facture.json").read_text(encoding="utf-8"))).save("facture.pdf")
    result = api.extract_from_file("facture.pdf")
    print(result.invoice.number, result.invoice.totals.gross, result.fields["totals.gross"].confidence)
    report = api.validate("facture.pdf")
    print(report.verdict, report.score)
    assert report.passed
