// Drawn from docs/schema by generate.mjs: change the Rust types instead.
// The invoice as it is handed in: all may be left out, and amounts may be whole numbers.

import type {
  DecimalInput,
  IsoDate,
} from "./types.js";

/** A postal address (BG-5, BG-8, BG-15). */
export interface AddressInput {
  /** City (BT-37). */
  city?: string | null;
  /** Country (BT-40), ISO 3166-1 alpha-2. */
  country?: string | null;
  /** Street and additional lines, top to bottom (BT-35, BT-36, BT-162). */
  lines?: readonly string[];
  /** Post code (BT-38). */
  post_code?: string | null;
}

/** An allowance or charge on the whole document (BG-20, BG-21) or on a line (BG-27, BG-28). */
export interface AllowanceChargeInput {
  /** Amount without VAT (BT-92, BT-99, BT-136, BT-141). */
  amount?: DecimalInput | null;
  /** Base the rate applies to (BT-93, BT-100, BT-137, BT-142). */
  base_amount?: DecimalInput | null;
  /** Rate in percent (BT-94, BT-101, BT-138, BT-143). */
  rate?: DecimalInput | null;
  /** Why (BT-97, BT-104, BT-139, BT-144). */
  reason?: string | null;
  /** VAT it falls under (BT-95/96, BT-102/103); absent on a line. */
  vat?: LineVatInput;
}

/** A contact (BG-6, BG-9). */
export interface ContactInput {
  /** E-mail (BT-43). */
  email?: string | null;
  /** Name (BT-41). */
  name?: string | null;
  /** Telephone (BT-42). */
  phone?: string | null;
}

/** Delivery (BG-13) and invoicing period (BG-14). */
export interface DeliveryInput {
  /** Where (BG-15). */
  address?: AddressInput | null;
  /** Date of supply (BT-72). */
  date?: IsoDate | null;
  /** Who receives it (BT-70). */
  name?: string | null;
  /** Invoicing period (BG-14). */
  period?: PeriodInput;
}

/** An electronic address with its scheme (BT-34, BT-49). */
export interface ElectronicAddressInput {
  /** Scheme, EAS list: 0225 for the French directory. */
  scheme?: string | null;
  /** The address itself. Default: ``. */
  value?: string;
}

/** An identifier with its scheme. */
export interface IdentifierInput {
  /** Scheme, ISO 6523: 0088 GLN, 0060 DUNS, 0224 French routing code… */
  scheme?: string | null;
  /** The identifier itself. Default: ``. */
  value?: string;
}

/** An invoice or credit note (EN 16931 semantic model). */
export interface InvoiceInput {
  /**
   * Currency the seller accounts for VAT in (BT-6), when it is another: EUR in France (CGI ann. II art. 242 nonies
   * A).
   */
  accounting_currency?: string | null;
  /** Document level allowances (BG-20). */
  allowances?: readonly AllowanceChargeInput[];
  /** Business process, the French « cadre de facturation » (BT-23): B1, S1, M1… */
  business_process?: string | null;
  /** Buyer (BG-7). */
  buyer?: PartyInput;
  /** Buyer reference (BT-10), the « code service » of public buyers. */
  buyer_reference?: string | null;
  /** Document level charges (BG-21). */
  charges?: readonly AllowanceChargeInput[];
  /** Contract reference (BT-12). */
  contract_reference?: string | null;
  /** Currency (BT-5), ISO 4217. */
  currency?: string | null;
  /** Delivery (BG-13, BG-14, BG-15). */
  delivery?: DeliveryInput;
  /** Payment due date (BT-9). */
  due_date?: IsoDate | null;
  /** Issue date (BT-2). */
  issue_date?: IsoDate | null;
  /** Invoice lines (BG-25). */
  lines?: readonly LineInput[];
  /** Notes (BG-1). */
  notes?: readonly NoteInput[];
  /** Invoice number (BT-1). */
  number?: string | null;
  /** Purchase order reference (BT-13). */
  order_reference?: string | null;
  /** Who is paid, when it is not the seller (BG-10): the factor of a factored invoice. */
  payee?: PartyInput | null;
  /** Payment instructions and terms (BG-16, BT-20). */
  payment?: PaymentInput;
  /** Invoices this one corrects, credits or completes (BG-3). */
  preceding_invoices?: readonly PrecedingInvoiceInput[];
  /** Seller (BG-4). */
  seller?: PartyInput;
  /**
   * When VAT falls due (BT-8), UNTDID 2005: 3 at the invoice's date (« option pour le paiement de la taxe d'après les
   * débits »), 35 at delivery, 432 at payment.
   */
  tax_point_code?: string | null;
  /** Who represents a foreign seller for VAT (BG-11, CGI art. 289 A). */
  tax_representative?: PartyInput | null;
  /** Document totals (BG-22). */
  totals?: TotalsInput;
  /** Type (BT-3), UNTDID 1001: 380 invoice, 381 credit note, 386 prepayment, 389 self-billed, 384 corrected. */
  type_code?: string | null;
  /** VAT breakdown, one row a category and rate (BG-23). */
  vat_breakdown?: readonly VatBreakdownInput[];
}

/** An invoice line (BG-25). */
export interface LineInput {
  /** Allowances on the line's amount (BG-27); the VAT is the line's. */
  allowances?: readonly AllowanceChargeInput[];
  /** Charges on the line's amount (BG-28); the VAT is the line's. */
  charges?: readonly AllowanceChargeInput[];
  /** Seller's item code (BT-155). */
  code?: string | null;
  /** Item description (BT-154). */
  description?: string | null;
  /** Discount in percent: on the line (BT-138), or from the gross to the net price. */
  discount_rate?: DecimalInput | null;
  /** Unit price before discount, without VAT (BT-148). */
  gross_price?: DecimalInput | null;
  /** Line identifier (BT-126). */
  id?: string | null;
  /** Item name (BT-153). */
  name?: string | null;
  /** Net amount of the line, without VAT (BT-131). */
  net_amount?: DecimalInput | null;
  /** Unit price after discount, without VAT (BT-146). */
  net_price?: DecimalInput | null;
  /** Purchase order line reference (BT-132). */
  order_reference?: string | null;
  /** When the line was supplied (BG-26). */
  period?: PeriodInput;
  /** How many units the prices are for (BT-149); one when absent. */
  price_quantity?: DecimalInput | null;
  /** Invoiced quantity (BT-129). */
  quantity?: DecimalInput | null;
  /** Standard code of the item (BT-157): its GTIN, the number under an EAN bar code (scheme 0160). */
  standard_code?: string | null;
  /** Unit (BT-130), UN/ECE Recommendation 20: C62 piece, HUR hour, DAY day, KGM kilogram. */
  unit?: string | null;
  /** VAT of the line (BG-30). */
  vat?: LineVatInput;
}

/** VAT of a line (BG-30). */
export interface LineVatInput {
  /** Category (BT-151), UNCL 5305: S, Z, E, AE, K, G, O. */
  category?: string | null;
  /** Rate in percent (BT-152). */
  rate?: DecimalInput | null;
}

/** A note with its subject (BG-1). */
export interface NoteInput {
  /** Subject (BT-21), UNTDID 4451: PMT, PMD, AAB, REG, ABL… */
  subject_code?: string | null;
  /** Text (BT-22). Default: ``. */
  text?: string;
}

/** A party: seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative (BG-11). */
export interface PartyInput {
  /** Postal address (BG-5, BG-8, BG-12). */
  address?: AddressInput;
  /** Contact (BG-6, BG-9). */
  contact?: ContactInput;
  /** Electronic address (BT-34, BT-49). */
  electronic_address?: ElectronicAddressInput | null;
  /** Other identifiers (BT-29, BT-46, BT-60), each with its scheme of ISO 6523: 0224 routing code, 0088 GLN… */
  identifiers?: readonly IdentifierInput[];
  /** Legal form: SARL, SAS, EI… (C. com. R123-238). */
  legal_form?: string | null;
  /** Activity code NAF/APE: `62.01Z`. */
  naf?: string | null;
  /** Legal name (BT-27, BT-44, BT-59, BT-62). */
  name?: string | null;
  /** Trade register: « RCS » and the town (C. com. R123-237). */
  rcs?: string | null;
  /** Legal registration outside the French register (BT-30, BT-47, BT-61). */
  registration?: IdentifierInput | null;
  /** Share capital in euros, in the invoice's currency for a foreign company, digits only (C. com. R123-238). */
  share_capital?: string | null;
  /** SIREN, nine digits (BT-30, BT-47, BT-61 with scheme 0002). */
  siren?: string | null;
  /** SIRET, fourteen digits (BT-29, BT-46, BT-60 with scheme 0009). */
  siret?: string | null;
  /** Number of the seller at its tax office (BT-32), where that is neither the VAT number nor the SIREN. */
  tax_number?: string | null;
  /** Trading name (BT-28, BT-45). */
  trading_name?: string | null;
  /** VAT number with its country prefix (BT-31, BT-48, BT-63). */
  vat_id?: string | null;
}

/** Payment instructions (BG-16) and terms (BT-20), with the mentions French law asks for. */
export interface PaymentInput {
  /** BIC (BT-86). */
  bic?: string | null;
  /** Early payment discount terms, or that there is none, as printed (C. com. L441-9 I). */
  discount_terms?: string | null;
  /** IBAN (BT-84). */
  iban?: string | null;
  /** Late payment penalties as printed (C. com. L441-9 I, L441-10 II). */
  late_penalty?: string | null;
  /**
   * Means of payment (BT-81), UNTDID 4461: 30 transfer, 58 SEPA transfer, 59 SEPA debit, 48 card, 20 cheque, 10 cash.
   */
  means_code?: string | null;
  /** Fixed indemnity for recovery costs (C. com. D441-5): 40 €. */
  recovery_fee?: DecimalInput | null;
  /** Remittance reference (BT-83). */
  reference?: string | null;
  /** Terms as printed (BT-20). */
  terms?: string | null;
}

/** A period of days, both included (BG-14, BG-26). */
export interface PeriodInput {
  /** Last day (BT-74, BT-135). */
  end?: IsoDate | null;
  /** First day (BT-73, BT-134). */
  start?: IsoDate | null;
}

/** Reference to an earlier invoice (BG-3). */
export interface PrecedingInvoiceInput {
  /** Its issue date (BT-26). */
  issue_date?: IsoDate | null;
  /** Its number (BT-25). */
  number?: string | null;
}

/** Document totals (BG-22). */
export interface TotalsInput {
  /** Total VAT in the currency the seller accounts in (BT-111). */
  accounting_tax?: DecimalInput | null;
  /** Sum of document allowances (BT-107). */
  allowances?: DecimalInput | null;
  /** Sum of document charges (BT-108). */
  charges?: DecimalInput | null;
  /** Amount due (BT-115). */
  due?: DecimalInput | null;
  /** Total with VAT (BT-112). */
  gross?: DecimalInput | null;
  /** Sum of line net amounts (BT-106). */
  lines?: DecimalInput | null;
  /** Total without VAT (BT-109). */
  net?: DecimalInput | null;
  /** Already paid (BT-113). */
  paid?: DecimalInput | null;
  /** Rounding (BT-114). */
  rounding?: DecimalInput | null;
  /** Total VAT (BT-110). */
  tax?: DecimalInput | null;
}

/** One row of the VAT breakdown (BG-23). */
export interface VatBreakdownInput {
  /** Category (BT-118), UNCL 5305. */
  category?: string | null;
  /** Exemption code (BT-121): VATEX-FR-FRANCHISE, VATEX-EU-AE… */
  exemption_code?: string | null;
  /** Exemption reason as printed (BT-120). */
  exemption_reason?: string | null;
  /** Rate in percent (BT-119). */
  rate?: DecimalInput | null;
  /** Tax amount (BT-117). */
  tax_amount?: DecimalInput | null;
  /** Taxable amount (BT-116). */
  taxable_amount?: DecimalInput | null;
}
