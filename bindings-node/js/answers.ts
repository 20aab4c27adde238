// Drawn from docs/schema by generate.mjs: change the Rust types instead.
// What the verbs answer. Names are those of the JSON, the same in every language.

import type {
  DocumentKind,
  OcrEngine,
  Origin,
  PageOrigin,
  Profile,
  QuotaUnit,
  QuotaWindow,
  Severity,
  Source,
  Status,
  VatCheckName,
  IsoDate,
  Box,
} from "./types.js";

import type {
  Invoice,
} from "./invoice.js";

/** A limit of a plan, and what is left of it. */
export interface Allowance {
  /** What is counted. */
  readonly unit: QuotaUnit;
  /** Over how long. */
  readonly window: QuotaWindow;
  /** How many the plan allows. */
  readonly limit: number;
  /** How many are left. */
  readonly remaining: number;
  /** When all of them are there again, in seconds since 1970 (UTC). */
  readonly reset: number;
}

/** The document, as told to the caller. */
export interface DocumentInfo {
  /** What it is. */
  readonly kind: DocumentKind;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
  /** Language of the page, ISO 639-1. */
  readonly language: string | null;
  /** Its pages. */
  readonly pages: readonly PageInfo[];
}

/** What stands behind one value of the invoice. */
export interface Evidence {
  /** Calibrated probability that the value is right, 0 to 1. */
  readonly confidence: number;
  /** Page it was read on, 1 for the first; absent for XML and for most derived values. */
  readonly page: number | null;
  /** Where on that page, in points from its top-left corner. */
  readonly box: Box | null;
  /** The characters as printed, before normalisation. */
  readonly raw: string | null;
  /** How the value was obtained. */
  readonly origin: Origin;
  /** Paths of the values it was checked against and agrees with, or was derived from. */
  readonly agrees_with?: readonly string[];
  /**
   * The value is not what `raw` says: characters that recognition confuses were put right, because a key or a sum
   * shows what they are.
   */
  readonly repaired?: boolean;
}

/** The answer of `extract`. */
export interface Extraction {
  /** `SCHEMA`. */
  readonly schema: string;
  /** The document. */
  readonly document: DocumentInfo;
  /** The invoice. */
  readonly invoice: Invoice;
  /** For each leaf set in the invoice, where it comes from and how sure we are. */
  readonly fields: Readonly<Record<string, Evidence>>;
  /** What the reader should know. */
  readonly warnings: readonly Warning[];
  /** Page text in reading order, when asked for. */
  readonly text: string | null;
}

/** One rule that did not pass, or any rule when all are asked for. */
export interface Finding {
  /** The ruleset it belongs to. */
  readonly ruleset: string;
  /** Its code: the official one where there is one. Never reused. */
  readonly rule: string;
  /** What it weighs when it fails. */
  readonly severity: Severity;
  /** What became of it. */
  readonly status: Status;
  /** What is wrong, or why it was not looked at. */
  readonly message: Message;
  /** The article of law or standard it comes from. */
  readonly source: string | null;
  /** Business terms it is about: `BT-1`, `BG-23`. */
  readonly terms: readonly string[];
  /** Field paths of the invoice it is about. */
  readonly fields: readonly string[];
  /** Where in the XML, as a path from the root with positions. */
  readonly xpath: string | null;
  /** Page the first of its fields was read on. */
  readonly page: number | null;
  /** Where on that page: left, top, right, bottom, in points from the top-left corner. */
  readonly box: Box | null;
  /** What to do about it. */
  readonly fix: Message | null;
}

/** The answer of `generate_facturx`. The files travel in base64 in JSON. */
export interface Generated {
  /** The PDF. */
  readonly pdf: Buffer;
  /** The XML inside it. */
  readonly xml: Buffer;
  /** How much of the invoice the XML carries. */
  readonly profile: Profile;
  /** Where the page comes from. */
  readonly page: PageOrigin;
  /** What was changed in the PDF given. */
  readonly changes: readonly Warning[];
  /** What the sender should know. */
  readonly warnings: readonly Warning[];
}

/** A language invoices are read in. */
export interface LanguageEngines {
  /** As the options name it: `fra`. */
  readonly code: string;
  /** The engines that recognise its characters, the best first. Documents with text need none. */
  readonly engines: readonly OcrEngine[];
}

/** The answer of `languages`. */
export interface Languages {
  /** Each language invoices are read in. */
  readonly languages: readonly LanguageEngines[];
}

/** A sentence for people. */
export interface Message {
  /** In French. */
  readonly fr: string;
  /** In English. */
  readonly en: string;
}

/** One page of the document, as told to the caller. */
export interface PageInfo {
  /** 1 for the first. */
  readonly number: number;
  /** Points. */
  readonly width: number;
  /** Points. */
  readonly height: number;
  /** Where its words come from. */
  readonly source: Source;
  /** Degrees it was turned by to stand upright. */
  readonly rotation: number;
  /** Degrees its lines were off the horizontal. */
  readonly skew: number;
  /** What recognised its characters, when its words come from there. */
  readonly engine?: OcrEngine | null;
  /** Boxes, in points, where someone seems to have written by hand. */
  readonly handwriting?: readonly Box[];
}

/** The answer of `quota`. */
export interface Quota {
  /** Name of the caller's plan; absent where there is none: in local mode, and on a server that needs no key. */
  readonly plan: string | null;
  /** Every limit of the plan; none means that nothing is counted. */
  readonly limits: readonly Allowance[];
}

/** One thing that is missing or wrong in an invoice handed in: which field, what is the matter. */
export interface Reason {
  /** The field by its path in the model: `seller.name`, `lines.0.net_amount`. */
  readonly path: string;
  /**
   * What is the matter, as a stable code: `required` (absent, and needed), `inconsistent` (other values of the
   * invoice say otherwise), `bad_value` (not a value of this field), `not_writable` (what was asked has no place for
   * it).
   */
  readonly code: string;
  /** The matter in French. */
  readonly message_fr: string;
  /** The matter in English. */
  readonly message_en: string;
}

/** The answer of `check_compliance` and `validate`. */
export interface Report {
  /** `failed` on a fatal finding, `not_run` when nothing could be looked at. */
  readonly verdict: Status;
  /** The day the law is read at. */
  readonly as_of: IsoDate;
  /** Every ruleset, run or not, in the order of the layers. */
  readonly rulesets: readonly Ruleset[];
  /** What failed, in the order of the rulesets; every rule when all were asked for. */
  readonly findings: readonly Finding[];
  /**
   * 0 to 100: share of the rules looked at that passed, where a fatal rule weighs five, a warning two, an information
   * one. None when no rule was looked at.
   */
  readonly score: number | null;
}

/** What became of a ruleset. */
export interface Ruleset {
  /**
   * `fr-mentions`, `container`, `xsd`, `en16931-cii`, `en16931-ubl`, `facturx-<profile>`, `br-fr-cii`, `br-fr-ubl`,
   * `ppf-flux1`, `pdfa3`.
   */
  readonly id: string;
  /** Version of the rules. */
  readonly version: string;
  /** What became of it. */
  readonly status: Status;
  /** Why it was not run, or only in part. */
  readonly why: Message | null;
}

/** What became of one check of a VAT number. */
export interface VatCheck {
  /** Which. */
  readonly check: VatCheckName;
  /** What became of it. */
  readonly status: Status;
  /** What was found, or why it was not looked at. */
  readonly message: Message;
}

/** The answer of `validate_vat`. */
export interface VatReport {
  /** The number without spaces, dots and dashes, in upper case. */
  readonly vat_number: string;
  /**
   * The state that gave it, ISO 3166-1: `GR` for the prefix `EL`, `GB` for `XI`, `MC` for a French number of Monaco.
   */
  readonly country: string | null;
  /** The SIREN inside a French number that is in order. */
  readonly siren: string | null;
  /** `failed` when a check failed, `not_run` when its form could not be looked at. */
  readonly verdict: Status;
  /** Every check, run or not, in this order: `form`, `check_digits`, `siren`, `registered`. */
  readonly checks: readonly VatCheck[];
}

/** Something the reader should know; never a reason for having no result. */
export interface Warning {
  /** Stable code. */
  readonly code: string;
  /** For people. */
  readonly message: string;
  /** Field paths it is about. */
  readonly fields: readonly string[];
}
