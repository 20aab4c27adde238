"""Fait une Factur-X d'un PDF, dont la page est gardée. Makes a Factur-X of a PDF, and keeps its page."""

from ocr_facture_api import OCRFactureAPI

with OCRFactureAPI() as api:
    made = api.convert_to_facturx("facture.pdf", fallback="image")

made.save("electronique.pdf")
print(f"electronique.pdf : Factur-X {made.profile}, page {made.page}")
for notice in (*made.changes, *made.warnings):
    print(f"{notice.code} : {notice.message}")
