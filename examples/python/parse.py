"""Lit le XML d'une Factur-X. Reads the XML of a Factur-X."""

from ocr_facture_api import OCRFactureAPI

with OCRFactureAPI() as api:
    result = api.parse_facturx("facturx.pdf")

print(result.document.kind, result.invoice.number)
for row in result.invoice.vat_breakdown:
    print(f"TVA {row.rate} % : {row.tax_amount} sur {row.taxable_amount}")
