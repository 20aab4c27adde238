"""Écrit une Factur-X. Writes a Factur-X."""

from datetime import date
from decimal import Decimal

from ocr_facture_api import Address, Invoice, Line, LineVat, OCRFactureAPI, OCRFactureInvalidInvoiceError, Party

invoice = Invoice(
    number="FA-2026-0043",
    issue_date=date(2026, 11, 3),
    due_date=date(2026, 12, 3),
    seller=Party(
        name="Atelier Dupont",
        siren="732829320",
        vat_id="FR44732829320",
        address=Address(lines=["12 rue des Lilas"], post_code="69003", city="Lyon", country="FR"),
    ),
    buyer=Party(
        name="Café du Port",
        siren="552713000",
        address=Address(lines=["3 quai Nord"], post_code="13002", city="Marseille", country="FR"),
    ),
    lines=[Line(name="Pose", quantity=Decimal(2), net_price=Decimal("95.00"), vat=LineVat(rate=Decimal(20)))],
)

with OCRFactureAPI() as api:
    try:
        made = api.generate_facturx(invoice, accent="#1b3a5c")
    except OCRFactureInvalidInvoiceError as error:
        raise SystemExit("\n".join(f"{reason.path} : {reason.message_fr}" for reason in error.reasons)) from error

made.save("nouvelle.pdf")
print(f"nouvelle.pdf : Factur-X {made.profile}, {len(made.pdf)} octets")
for notice in made.warnings:
    print(f"{notice.code} : {notice.message}")
