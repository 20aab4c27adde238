"""Un dossier de factures en CSV et en Factur-X, avec ce qui reste à faire. A folder of invoices to CSV and Factur-X.

    python recipe_folder.py [dossier] [sortie]

Une facture lue est écrite en Factur-X, page gardée ; ce qui n'a pas pu l'être, et ce que la loi reproche, est listé.
"""

import sys
from pathlib import Path

from ocr_facture_api import BatchItem, OCRFactureAPI, OCRFactureError

source = Path(sys.argv[1] if len(sys.argv) > 1 else "factures")
out = Path(sys.argv[2] if len(sys.argv) > 2 else "sortie")
out.mkdir(parents=True, exist_ok=True)

with OCRFactureAPI() as api:
    items: list[BatchItem] = []
    for item in api.batch_extract(sorted(source.glob("*.pdf"))):
        items.append(item)
        path = Path(item.name)
        if item.error is not None:
            print(f"{path.name} : illisible ({item.error.code})")
            continue
        try:
            made = api.generate_facturx(item.unwrap().invoice, path, fallback="image")
        except OCRFactureError as error:
            print(f"{path.name} : pas de Factur-X\n{error}")
            continue
        made.save(out / path.name)
        report = api.check_compliance(made.pdf)
        print(f"{path.name} : Factur-X {made.profile}, page {made.page}, {report.verdict}")
        for finding in report.fatal:
            print(f"  à corriger : {finding.message.fr} [{finding.rule}]")
    (out / "factures.csv").write_bytes(api.export(items, "csv"))
    (out / "lignes.csv").write_bytes(api.export(items, "csv_lines"))

print(f"{sum(item.ok for item in items)} factures lues sur {len(items)}, dans {out}/")
