"""Écrit une facture en UBL. Writes an invoice as UBL."""

import json
from pathlib import Path

from ocr_facture_api import OCRFactureAPI

invoice = json.loads(Path("facture.json").read_text(encoding="utf-8"))

with OCRFactureAPI() as api:
    xml = api.generate_xml(invoice, syntax="ubl")

Path("facture.xml").write_bytes(xml)
print(f"facture.xml : {len(xml)} octets")
