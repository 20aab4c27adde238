"""Lit un dossier, en parallèle. Reads a folder, in parallel."""

from pathlib import Path

from ocr_facture_api import OCRFactureAPI, Progress


def progress(at: Progress) -> None:
    print(f"{at.done}/{at.total}", "" if not at.failed else f"({at.failed} en échec)")


with OCRFactureAPI() as api:
    paths = sorted(Path("factures").glob("*.pdf"))
    for item in api.batch_extract(paths, progress=progress, timeout=60_000):
        if item.error is not None:
            print(f"{item.name} : {item.error.code}")
        else:
            invoice = item.unwrap().invoice
            print(f"{item.name} : {invoice.number}, {invoice.totals.gross}")
