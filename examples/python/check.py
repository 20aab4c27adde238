"""Dit si une facture porte tout ce que la loi demande. Tells whether an invoice says all that French law asks."""

from ocr_facture_api import OCRFactureAPI

with OCRFactureAPI() as api:
    report = api.check_compliance("facture.pdf", transaction="b2b")

print(report.verdict, report.score)
for finding in report.findings:
    print(f"{finding.severity} {finding.rule} : {finding.message.fr} ({finding.source})")
    if finding.fix is not None:
        print(f"  → {finding.fix.fr}")
