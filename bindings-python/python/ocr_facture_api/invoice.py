# Drawn from docs/schema by generate.py: change the Rust types instead.
"""The invoice: the EN 16931 model and the French mentions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from ._base import Kind, Model, as_day, as_decimal, as_many, as_one, as_texts


class Address(Model):
    """A postal address (BG-5, BG-8, BG-15)."""

    _shape: ClassVar[dict[str, Kind | None]] = {"lines": as_texts, "post_code": None, "city": None, "country": None}
    lines: Sequence[str] = ()
    """Street and additional lines, top to bottom (BT-35, BT-36, BT-162)."""
    post_code: str | None = None
    """Post code (BT-38)."""
    city: str | None = None
    """City (BT-37)."""
    country: str | None = None
    """Country (BT-40), ISO 3166-1 alpha-2."""


class LineVat(Model):
    """VAT of a line (BG-30)."""

    _shape: ClassVar[dict[str, Kind | None]] = {"category": None, "rate": as_decimal}
    category: str | None = None
    """Category (BT-151), UNCL 5305: S, Z, E, AE, K, G, O."""
    rate: Decimal | None = None
    """Rate in percent (BT-152)."""


class AllowanceCharge(Model):
    """An allowance or charge on the whole document (BG-20, BG-21) or on a line (BG-27, BG-28)."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "amount": as_decimal,
        "base_amount": as_decimal,
        "rate": as_decimal,
        "reason": None,
        "vat": as_one(LineVat),
    }
    amount: Decimal | None = None
    """Amount without VAT (BT-92, BT-99, BT-136, BT-141)."""
    base_amount: Decimal | None = None
    """Base the rate applies to (BT-93, BT-100, BT-137, BT-142)."""
    rate: Decimal | None = None
    """Rate in percent (BT-94, BT-101, BT-138, BT-143)."""
    reason: str | None = None
    """Why (BT-97, BT-104, BT-139, BT-144)."""
    vat: LineVat = LineVat()
    """VAT it falls under (BT-95/96, BT-102/103); absent on a line."""


class Contact(Model):
    """A contact (BG-6, BG-9)."""

    _shape: ClassVar[dict[str, Kind | None]] = {"name": None, "phone": None, "email": None}
    name: str | None = None
    """Name (BT-41)."""
    phone: str | None = None
    """Telephone (BT-42)."""
    email: str | None = None
    """E-mail (BT-43)."""


class Period(Model):
    """A period of days, both included (BG-14, BG-26)."""

    _shape: ClassVar[dict[str, Kind | None]] = {"start": as_day, "end": as_day}
    start: dt.date | None = None
    """First day (BT-73, BT-134)."""
    end: dt.date | None = None
    """Last day (BT-74, BT-135)."""


class Delivery(Model):
    """Delivery (BG-13) and invoicing period (BG-14)."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "date": as_day,
        "name": None,
        "address": as_one(Address),
        "period": as_one(Period),
    }
    date: dt.date | None = None
    """Date of supply (BT-72)."""
    name: str | None = None
    """Who receives it (BT-70)."""
    address: Address | None = None
    """Where (BG-15)."""
    period: Period = Period()
    """Invoicing period (BG-14)."""


class ElectronicAddress(Model):
    """An electronic address with its scheme (BT-34, BT-49)."""

    _shape: ClassVar[dict[str, Kind | None]] = {"scheme": None, "value": None}
    scheme: str | None = None
    """Scheme, EAS list: 0225 for the French directory."""
    value: str = ""
    """The address itself."""


class Identifier(Model):
    """An identifier with its scheme."""

    _shape: ClassVar[dict[str, Kind | None]] = {"scheme": None, "value": None}
    scheme: str | None = None
    """Scheme, ISO 6523: 0088 GLN, 0060 DUNS, 0224 French routing code…"""
    value: str = ""
    """The identifier itself."""


class Party(Model):
    """A party: seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative (BG-11)."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "name": None,
        "trading_name": None,
        "siren": None,
        "siret": None,
        "identifiers": as_many(as_one(Identifier)),
        "registration": as_one(Identifier),
        "vat_id": None,
        "tax_number": None,
        "legal_form": None,
        "share_capital": None,
        "rcs": None,
        "naf": None,
        "address": as_one(Address),
        "contact": as_one(Contact),
        "electronic_address": as_one(ElectronicAddress),
    }
    name: str | None = None
    """Legal name (BT-27, BT-44, BT-59, BT-62)."""
    trading_name: str | None = None
    """Trading name (BT-28, BT-45)."""
    siren: str | None = None
    """SIREN, nine digits (BT-30, BT-47, BT-61 with scheme 0002)."""
    siret: str | None = None
    """SIRET, fourteen digits (BT-29, BT-46, BT-60 with scheme 0009)."""
    identifiers: Sequence[Identifier] = ()
    """Other identifiers (BT-29, BT-46, BT-60), each with its scheme of ISO 6523: 0224 routing code, 0088 GLN…"""
    registration: Identifier | None = None
    """Legal registration outside the French register (BT-30, BT-47, BT-61)."""
    vat_id: str | None = None
    """VAT number with its country prefix (BT-31, BT-48, BT-63)."""
    tax_number: str | None = None
    """Number of the seller at its tax office (BT-32), where that is neither the VAT number nor the SIREN."""
    legal_form: str | None = None
    """Legal form: SARL, SAS, EI… (C. com. R123-238)."""
    share_capital: str | None = None
    """Share capital in euros, in the invoice's currency for a foreign company, digits only (C. com. R123-238)."""
    rcs: str | None = None
    """Trade register: « RCS » and the town (C. com. R123-237)."""
    naf: str | None = None
    """Activity code NAF/APE: `62.01Z`."""
    address: Address = Address()
    """Postal address (BG-5, BG-8, BG-12)."""
    contact: Contact = Contact()
    """Contact (BG-6, BG-9)."""
    electronic_address: ElectronicAddress | None = None
    """Electronic address (BT-34, BT-49)."""


class Line(Model):
    """An invoice line (BG-25)."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "id": None,
        "name": None,
        "description": None,
        "code": None,
        "standard_code": None,
        "quantity": as_decimal,
        "unit": None,
        "price_quantity": as_decimal,
        "gross_price": as_decimal,
        "discount_rate": as_decimal,
        "net_price": as_decimal,
        "net_amount": as_decimal,
        "vat": as_one(LineVat),
        "order_reference": None,
        "period": as_one(Period),
        "allowances": as_many(as_one(AllowanceCharge)),
        "charges": as_many(as_one(AllowanceCharge)),
    }
    id: str | None = None
    """Line identifier (BT-126)."""
    name: str | None = None
    """Item name (BT-153)."""
    description: str | None = None
    """Item description (BT-154)."""
    code: str | None = None
    """Seller's item code (BT-155)."""
    standard_code: str | None = None
    """Standard code of the item (BT-157): its GTIN, the number under an EAN bar code (scheme 0160)."""
    quantity: Decimal | None = None
    """Invoiced quantity (BT-129)."""
    unit: str | None = None
    """Unit (BT-130), UN/ECE Recommendation 20: C62 piece, HUR hour, DAY day, KGM kilogram."""
    price_quantity: Decimal | None = None
    """How many units the prices are for (BT-149); one when absent."""
    gross_price: Decimal | None = None
    """Unit price before discount, without VAT (BT-148)."""
    discount_rate: Decimal | None = None
    """Discount in percent: on the line (BT-138), or from the gross to the net price."""
    net_price: Decimal | None = None
    """Unit price after discount, without VAT (BT-146)."""
    net_amount: Decimal | None = None
    """Net amount of the line, without VAT (BT-131)."""
    vat: LineVat = LineVat()
    """VAT of the line (BG-30)."""
    order_reference: str | None = None
    """Purchase order line reference (BT-132)."""
    period: Period = Period()
    """When the line was supplied (BG-26)."""
    allowances: Sequence[AllowanceCharge] = ()
    """Allowances on the line's amount (BG-27); the VAT is the line's."""
    charges: Sequence[AllowanceCharge] = ()
    """Charges on the line's amount (BG-28); the VAT is the line's."""


class Note(Model):
    """A note with its subject (BG-1)."""

    _shape: ClassVar[dict[str, Kind | None]] = {"subject_code": None, "text": None}
    subject_code: str | None = None
    """Subject (BT-21), UNTDID 4451: PMT, PMD, AAB, REG, ABL…"""
    text: str = ""
    """Text (BT-22)."""


class Payment(Model):
    """Payment instructions (BG-16) and terms (BT-20), with the mentions French law asks for."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "means_code": None,
        "iban": None,
        "bic": None,
        "reference": None,
        "terms": None,
        "late_penalty": None,
        "recovery_fee": as_decimal,
        "discount_terms": None,
    }
    means_code: str | None = None
    """Means of payment (BT-81), UNTDID 4461: 30 transfer, 58 SEPA transfer, 59 SEPA debit, 48 card, 20 cheque, 10
    cash.
    """
    iban: str | None = None
    """IBAN (BT-84)."""
    bic: str | None = None
    """BIC (BT-86)."""
    reference: str | None = None
    """Remittance reference (BT-83)."""
    terms: str | None = None
    """Terms as printed (BT-20)."""
    late_penalty: str | None = None
    """Late payment penalties as printed (C. com. L441-9 I, L441-10 II)."""
    recovery_fee: Decimal | None = None
    """Fixed indemnity for recovery costs (C. com. D441-5): 40 €."""
    discount_terms: str | None = None
    """Early payment discount terms, or that there is none, as printed (C. com. L441-9 I)."""


class PrecedingInvoice(Model):
    """Reference to an earlier invoice (BG-3)."""

    _shape: ClassVar[dict[str, Kind | None]] = {"number": None, "issue_date": as_day}
    number: str | None = None
    """Its number (BT-25)."""
    issue_date: dt.date | None = None
    """Its issue date (BT-26)."""


class Totals(Model):
    """Document totals (BG-22)."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "lines": as_decimal,
        "allowances": as_decimal,
        "charges": as_decimal,
        "net": as_decimal,
        "tax": as_decimal,
        "accounting_tax": as_decimal,
        "gross": as_decimal,
        "paid": as_decimal,
        "rounding": as_decimal,
        "due": as_decimal,
    }
    lines: Decimal | None = None
    """Sum of line net amounts (BT-106)."""
    allowances: Decimal | None = None
    """Sum of document allowances (BT-107)."""
    charges: Decimal | None = None
    """Sum of document charges (BT-108)."""
    net: Decimal | None = None
    """Total without VAT (BT-109)."""
    tax: Decimal | None = None
    """Total VAT (BT-110)."""
    accounting_tax: Decimal | None = None
    """Total VAT in the currency the seller accounts in (BT-111)."""
    gross: Decimal | None = None
    """Total with VAT (BT-112)."""
    paid: Decimal | None = None
    """Already paid (BT-113)."""
    rounding: Decimal | None = None
    """Rounding (BT-114)."""
    due: Decimal | None = None
    """Amount due (BT-115)."""


class VatBreakdown(Model):
    """One row of the VAT breakdown (BG-23)."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "category": None,
        "rate": as_decimal,
        "taxable_amount": as_decimal,
        "tax_amount": as_decimal,
        "exemption_reason": None,
        "exemption_code": None,
    }
    category: str | None = None
    """Category (BT-118), UNCL 5305."""
    rate: Decimal | None = None
    """Rate in percent (BT-119)."""
    taxable_amount: Decimal | None = None
    """Taxable amount (BT-116)."""
    tax_amount: Decimal | None = None
    """Tax amount (BT-117)."""
    exemption_reason: str | None = None
    """Exemption reason as printed (BT-120)."""
    exemption_code: str | None = None
    """Exemption code (BT-121): VATEX-FR-FRANCHISE, VATEX-EU-AE…"""


class Invoice(Model):
    """An invoice or credit note (EN 16931 semantic model)."""

    _shape: ClassVar[dict[str, Kind | None]] = {
        "number": None,
        "issue_date": as_day,
        "due_date": as_day,
        "type_code": None,
        "currency": None,
        "accounting_currency": None,
        "tax_point_code": None,
        "business_process": None,
        "order_reference": None,
        "contract_reference": None,
        "buyer_reference": None,
        "preceding_invoices": as_many(as_one(PrecedingInvoice)),
        "notes": as_many(as_one(Note)),
        "seller": as_one(Party),
        "buyer": as_one(Party),
        "payee": as_one(Party),
        "tax_representative": as_one(Party),
        "delivery": as_one(Delivery),
        "payment": as_one(Payment),
        "lines": as_many(as_one(Line)),
        "allowances": as_many(as_one(AllowanceCharge)),
        "charges": as_many(as_one(AllowanceCharge)),
        "vat_breakdown": as_many(as_one(VatBreakdown)),
        "totals": as_one(Totals),
    }
    number: str | None = None
    """Invoice number (BT-1)."""
    issue_date: dt.date | None = None
    """Issue date (BT-2)."""
    due_date: dt.date | None = None
    """Payment due date (BT-9)."""
    type_code: str | None = None
    """Type (BT-3), UNTDID 1001: 380 invoice, 381 credit note, 386 prepayment, 389 self-billed, 384 corrected."""
    currency: str | None = None
    """Currency (BT-5), ISO 4217."""
    accounting_currency: str | None = None
    """Currency the seller accounts for VAT in (BT-6), when it is another: EUR in France (CGI ann. II art. 242 nonies
    A).
    """
    tax_point_code: str | None = None
    """When VAT falls due (BT-8), UNTDID 2005: 3 at the invoice's date (« option pour le paiement de la taxe d'après
    les débits »), 35 at delivery, 432 at payment.
    """
    business_process: str | None = None
    """Business process, the French « cadre de facturation » (BT-23): B1, S1, M1…"""
    order_reference: str | None = None
    """Purchase order reference (BT-13)."""
    contract_reference: str | None = None
    """Contract reference (BT-12)."""
    buyer_reference: str | None = None
    """Buyer reference (BT-10), the « code service » of public buyers."""
    preceding_invoices: Sequence[PrecedingInvoice] = ()
    """Invoices this one corrects, credits or completes (BG-3)."""
    notes: Sequence[Note] = ()
    """Notes (BG-1)."""
    seller: Party = Party()
    """Seller (BG-4)."""
    buyer: Party = Party()
    """Buyer (BG-7)."""
    payee: Party | None = None
    """Who is paid, when it is not the seller (BG-10): the factor of a factored invoice."""
    tax_representative: Party | None = None
    """Who represents a foreign seller for VAT (BG-11, CGI art. 289 A)."""
    delivery: Delivery = Delivery()
    """Delivery (BG-13, BG-14, BG-15)."""
    payment: Payment = Payment()
    """Payment instructions and terms (BG-16, BT-20)."""
    lines: Sequence[Line] = ()
    """Invoice lines (BG-25)."""
    allowances: Sequence[AllowanceCharge] = ()
    """Document level allowances (BG-20)."""
    charges: Sequence[AllowanceCharge] = ()
    """Document level charges (BG-21)."""
    vat_breakdown: Sequence[VatBreakdown] = ()
    """VAT breakdown, one row a category and rate (BG-23)."""
    totals: Totals = Totals()
    """Document totals (BG-22)."""
