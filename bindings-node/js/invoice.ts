// Drawn from docs/schema by generate.mjs: change the Rust types instead.
// The invoice as it is read: the EN 16931 model and the French mentions.

import type {
  Decimal,
  IsoDate,
} from "./types.js";

/** A postal address (BG-5, BG-8, BG-15). */
export interface Address {
  /** Street and additional lines, top to bottom (BT-35, BT-36, BT-162). */
  readonly lines: readonly string[];
  /** Post code (BT-38). */
  readonly post_code: string | null;
  /** City (BT-37). */
  readonly city: string | null;
  /** Country (BT-40), ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** An allowance or charge on the whole document (BG-20, BG-21) or on a line (BG-27, BG-28). */
export interface AllowanceCharge {
  /** Amount without VAT (BT-92, BT-99, BT-136, BT-141). */
  readonly amount: Decimal | null;
  /** Base the rate applies to (BT-93, BT-100, BT-137, BT-142). */
  readonly base_amount: Decimal | null;
  /** Rate in percent (BT-94, BT-101, BT-138, BT-143). */
  readonly rate: Decimal | null;
  /** Why (BT-97, BT-104, BT-139, BT-144). */
  readonly reason: string | null;
  /** VAT it falls under (BT-95/96, BT-102/103); absent on a line. */
  readonly vat: LineVat;
}

/** A contact (BG-6, BG-9). */
export interface Contact {
  /** Name (BT-41). */
  readonly name: string | null;
  /** Telephone (BT-42). */
  readonly phone: string | null;
  /** E-mail (BT-43). */
  readonly email: string | null;
}

/** Delivery (BG-13) and invoicing period (BG-14). */
export interface Delivery {
  /** Date of supply (BT-72). */
  readonly date: IsoDate | null;
  /** Who receives it (BT-70). */
  readonly name: string | null;
  /** Where (BG-15). */
  readonly address: Address | null;
  /** Invoicing period (BG-14). */
  readonly period: Period;
}

/** An electronic address with its scheme (BT-34, BT-49). */
export interface ElectronicAddress {
  /** Scheme, EAS list: 0225 for the French directory. */
  readonly scheme: string | null;
  /** The address itself. */
  readonly value: string;
}

/** An identifier with its scheme. */
export interface Identifier {
  /** Scheme, ISO 6523: 0088 GLN, 0060 DUNS, 0224 French routing code… */
  readonly scheme: string | null;
  /** The identifier itself. */
  readonly value: string;
}

/** An invoice or credit note (EN 16931 semantic model). */
export interface Invoice {
  /** Invoice number (BT-1). */
  readonly number: string | null;
  /** Issue date (BT-2). */
  readonly issue_date: IsoDate | null;
  /** Payment due date (BT-9). */
  readonly due_date: IsoDate | null;
  /** Type (BT-3), UNTDID 1001: 380 invoice, 381 credit note, 386 prepayment, 389 self-billed, 384 corrected. */
  readonly type_code: string | null;
  /** Currency (BT-5), ISO 4217. */
  readonly currency: string | null;
  /**
   * Currency the seller accounts for VAT in (BT-6), when it is another: EUR in France (CGI ann. II art. 242 nonies
   * A).
   */
  readonly accounting_currency: string | null;
  /**
   * When VAT falls due (BT-8), UNTDID 2005: 3 at the invoice's date (« option pour le paiement de la taxe d'après les
   * débits »), 35 at delivery, 432 at payment.
   */
  readonly tax_point_code: string | null;
  /** Business process, the French « cadre de facturation » (BT-23): B1, S1, M1… */
  readonly business_process: string | null;
  /** Purchase order reference (BT-13). */
  readonly order_reference: string | null;
  /** Contract reference (BT-12). */
  readonly contract_reference: string | null;
  /** Buyer reference (BT-10), the « code service » of public buyers. */
  readonly buyer_reference: string | null;
  /** Invoices this one corrects, credits or completes (BG-3). */
  readonly preceding_invoices: readonly PrecedingInvoice[];
  /** Notes (BG-1). */
  readonly notes: readonly Note[];
  /** Seller (BG-4). */
  readonly seller: Party;
  /** Buyer (BG-7). */
  readonly buyer: Party;
  /** Who is paid, when it is not the seller (BG-10): the factor of a factored invoice. */
  readonly payee: Party | null;
  /** Who represents a foreign seller for VAT (BG-11, CGI art. 289 A). */
  readonly tax_representative: Party | null;
  /** Delivery (BG-13, BG-14, BG-15). */
  readonly delivery: Delivery;
  /** Payment instructions and terms (BG-16, BT-20). */
  readonly payment: Payment;
  /** Invoice lines (BG-25). */
  readonly lines: readonly Line[];
  /** Document level allowances (BG-20). */
  readonly allowances: readonly AllowanceCharge[];
  /** Document level charges (BG-21). */
  readonly charges: readonly AllowanceCharge[];
  /** VAT breakdown, one row a category and rate (BG-23). */
  readonly vat_breakdown: readonly VatBreakdown[];
  /** Document totals (BG-22). */
  readonly totals: Totals;
}

/** An invoice line (BG-25). */
export interface Line {
  /** Line identifier (BT-126). */
  readonly id: string | null;
  /** Item name (BT-153). */
  readonly name: string | null;
  /** Item description (BT-154). */
  readonly description: string | null;
  /** Seller's item code (BT-155). */
  readonly code: string | null;
  /** Standard code of the item (BT-157): its GTIN, the number under an EAN bar code (scheme 0160). */
  readonly standard_code: string | null;
  /** Invoiced quantity (BT-129). */
  readonly quantity: Decimal | null;
  /** Unit (BT-130), UN/ECE Recommendation 20: C62 piece, HUR hour, DAY day, KGM kilogram. */
  readonly unit: string | null;
  /** How many units the prices are for (BT-149); one when absent. */
  readonly price_quantity: Decimal | null;
  /** Unit price before discount, without VAT (BT-148). */
  readonly gross_price: Decimal | null;
  /** Discount in percent: on the line (BT-138), or from the gross to the net price. */
  readonly discount_rate: Decimal | null;
  /** Unit price after discount, without VAT (BT-146). */
  readonly net_price: Decimal | null;
  /** Net amount of the line, without VAT (BT-131). */
  readonly net_amount: Decimal | null;
  /** VAT of the line (BG-30). */
  readonly vat: LineVat;
  /** Purchase order line reference (BT-132). */
  readonly order_reference: string | null;
  /** When the line was supplied (BG-26). */
  readonly period: Period;
  /** Allowances on the line's amount (BG-27); the VAT is the line's. */
  readonly allowances: readonly AllowanceCharge[];
  /** Charges on the line's amount (BG-28); the VAT is the line's. */
  readonly charges: readonly AllowanceCharge[];
}

/** VAT of a line (BG-30). */
export interface LineVat {
  /** Category (BT-151), UNCL 5305: S, Z, E, AE, K, G, O. */
  readonly category: string | null;
  /** Rate in percent (BT-152). */
  readonly rate: Decimal | null;
}

/** A note with its subject (BG-1). */
export interface Note {
  /** Subject (BT-21), UNTDID 4451: PMT, PMD, AAB, REG, ABL… */
  readonly subject_code: string | null;
  /** Text (BT-22). */
  readonly text: string;
}

/** A party: seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative (BG-11). */
export interface Party {
  /** Legal name (BT-27, BT-44, BT-59, BT-62). */
  readonly name: string | null;
  /** Trading name (BT-28, BT-45). */
  readonly trading_name: string | null;
  /** SIREN, nine digits (BT-30, BT-47, BT-61 with scheme 0002). */
  readonly siren: string | null;
  /** SIRET, fourteen digits (BT-29, BT-46, BT-60 with scheme 0009). */
  readonly siret: string | null;
  /** Other identifiers (BT-29, BT-46, BT-60), each with its scheme of ISO 6523: 0224 routing code, 0088 GLN… */
  readonly identifiers: readonly Identifier[];
  /** Legal registration outside the French register (BT-30, BT-47, BT-61). */
  readonly registration: Identifier | null;
  /** VAT number with its country prefix (BT-31, BT-48, BT-63). */
  readonly vat_id: string | null;
  /** Number of the seller at its tax office (BT-32), where that is neither the VAT number nor the SIREN. */
  readonly tax_number: string | null;
  /** Legal form: SARL, SAS, EI… (C. com. R123-238). */
  readonly legal_form: string | null;
  /** Share capital in euros, in the invoice's currency for a foreign company, digits only (C. com. R123-238). */
  readonly share_capital: string | null;
  /** Trade register: « RCS » and the town (C. com. R123-237). */
  readonly rcs: string | null;
  /** Activity code NAF/APE: `62.01Z`. */
  readonly naf: string | null;
  /** Postal address (BG-5, BG-8, BG-12). */
  readonly address: Address;
  /** Contact (BG-6, BG-9). */
  readonly contact: Contact;
  /** Electronic address (BT-34, BT-49). */
  readonly electronic_address: ElectronicAddress | null;
}

/** Payment instructions (BG-16) and terms (BT-20), with the mentions French law asks for. */
export interface Payment {
  /**
   * Means of payment (BT-81), UNTDID 4461: 30 transfer, 58 SEPA transfer, 59 SEPA debit, 48 card, 20 cheque, 10 cash.
   */
  readonly means_code: string | null;
  /** IBAN (BT-84). */
  readonly iban: string | null;
  /** BIC (BT-86). */
  readonly bic: string | null;
  /** Remittance reference (BT-83). */
  readonly reference: string | null;
  /** Terms as printed (BT-20). */
  readonly terms: string | null;
  /** Late payment penalties as printed (C. com. L441-9 I, L441-10 II). */
  readonly late_penalty: string | null;
  /** Fixed indemnity for recovery costs (C. com. D441-5): 40 €. */
  readonly recovery_fee: Decimal | null;
  /** Early payment discount terms, or that there is none, as printed (C. com. L441-9 I). */
  readonly discount_terms: string | null;
}

/** A period of days, both included (BG-14, BG-26). */
export interface Period {
  /** First day (BT-73, BT-134). */
  readonly start: IsoDate | null;
  /** Last day (BT-74, BT-135). */
  readonly end: IsoDate | null;
}

/** Reference to an earlier invoice (BG-3). */
export interface PrecedingInvoice {
  /** Its number (BT-25). */
  readonly number: string | null;
  /** Its issue date (BT-26). */
  readonly issue_date: IsoDate | null;
}

/** Document totals (BG-22). */
export interface Totals {
  /** Sum of line net amounts (BT-106). */
  readonly lines: Decimal | null;
  /** Sum of document allowances (BT-107). */
  readonly allowances: Decimal | null;
  /** Sum of document charges (BT-108). */
  readonly charges: Decimal | null;
  /** Total without VAT (BT-109). */
  readonly net: Decimal | null;
  /** Total VAT (BT-110). */
  readonly tax: Decimal | null;
  /** Total VAT in the currency the seller accounts in (BT-111). */
  readonly accounting_tax: Decimal | null;
  /** Total with VAT (BT-112). */
  readonly gross: Decimal | null;
  /** Already paid (BT-113). */
  readonly paid: Decimal | null;
  /** Rounding (BT-114). */
  readonly rounding: Decimal | null;
  /** Amount due (BT-115). */
  readonly due: Decimal | null;
}

/** One row of the VAT breakdown (BG-23). */
export interface VatBreakdown {
  /** Category (BT-118), UNCL 5305. */
  readonly category: string | null;
  /** Rate in percent (BT-119). */
  readonly rate: Decimal | null;
  /** Taxable amount (BT-116). */
  readonly taxable_amount: Decimal | null;
  /** Tax amount (BT-117). */
  readonly tax_amount: Decimal | null;
  /** Exemption reason as printed (BT-120). */
  readonly exemption_reason: string | null;
  /** Exemption code (BT-121): VATEX-FR-FRANCHISE, VATEX-EU-AE… */
  readonly exemption_code: string | null;
}
