"""Lit une facture. Reads an invoice."""

from ocr_facture_api import OCRFactureAPI, OCRFactureError

with OCRFactureAPI() as api:
    try:
        result = api.extract_from_file("facture.pdf")
    except OCRFactureError as error:
        raise SystemExit(f"{error.code} : {error}") from error

invoice = result.invoice
print(invoice.number, invoice.issue_date, invoice.seller.name, "→", invoice.buyer.name)
for line in invoice.lines:
    print(f"  {line.quantity} × {line.name} : {line.net_amount}")
print("TTC", invoice.totals.gross, invoice.currency)

# Ce qu'une personne doit relire. What someone should look at again.
for path, evidence in result.fields.items():
    if evidence.confidence < 0.9:
        print(f"à vérifier : {path}, lu « {evidence.raw} » page {evidence.page}")
for warning in result.warnings:
    print(f"{warning.code} : {warning.message}")
