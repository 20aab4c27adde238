"""Écrit un classeur des factures d'un dossier. Writes a workbook of the invoices of a folder."""

from pathlib import Path

from ocr_facture_api import OCRFactureAPI

with OCRFactureAPI() as api:
    items = list(api.batch_extract(sorted(Path("factures").glob("*.pdf"))))
    Path("factures.xlsx").write_bytes(api.export(items, "xlsx"))
    print(api.export(items, "csv").decode())
