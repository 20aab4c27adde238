// Drawn from docs/schema by generate.mjs: change the Rust types instead.
// The options of the verbs, and the texts a value is chosen from.

/** A decimal number in text, exact: `"228.00"`. See `amounts` for sums and comparisons. */
export type Decimal = string;

/** A decimal number handed in: text, or a whole number. A `number` with decimals is refused: it has lost its cents. */
export type DecimalInput = string | number | bigint;

/** A day, ISO 8601: `"2026-11-02"`. */
export type IsoDate = string;

/** A box on a page: left, top, right, bottom, in points from the top-left corner of the upright page. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What a document turned out to be. */
export type DocumentKind = "pdf_text" | "pdf_scan" | "image" | "factur_x" | "cii" | "ubl";

/**
 * What went wrong, in the terms every language and the server share. The string code (`code`) is part of the public
 * contract and never changes meaning.
 */
export type ErrorKind =
  | "invalid_input"
  | "encrypted"
  | "too_large"
  | "unreadable"
  | "ocr_unavailable"
  | "language_unavailable"
  | "invalid_invoice"
  | "timeout"
  | "cancelled"
  | "not_found"
  | "internal"
  | "unauthorized"
  | "forbidden"
  | "quota_exceeded"
  | "rate_limited"
  | "gone"
  | "conflict"
  | "idempotency_key_reused"
  | "method_not_allowed"
  | "unsupported_media_type"
  | "unavailable"
  | "network"
  | "server"
  | "invalid_signature";

/** What to do with a PDF that cannot be made PDF/A-3b as it is. */
export type Fallback = "refuse" | "image" | "unclaimed";

/** A format of export. */
export type Format = "csv" | "csv_lines" | "ndjson" | "xlsx";

/** Size of the company that issues the invoice (décret 2008-1354, art. 3). */
export type IssuerSize = "large" | "intermediate" | "small" | "micro";

/** Language of the words around the values. */
export type Language = "fr" | "en";

/** An engine of character recognition. */
export type OcrEngine = "auto" | "paddle" | "lstm" | "tesseract";

/** When pages are read by character recognition. */
export type OcrMode = "auto" | "always" | "never";

/** How a value was obtained. */
export type Origin = "text" | "ocr" | "xml" | "derived";

/** Where the page of a generated invoice comes from. */
export type PageOrigin = "drawn" | "as_is" | "mended" | "image" | "unclaimed";

/** A profile of Factur-X: how much of the invoice the XML carries. Each holds all that those before it hold. */
export type Profile = "minimum" | "basic_wl" | "basic" | "en16931" | "extended";

/** What a plan counts. */
export type QuotaUnit = "requests" | "pages";

/** Over how long a plan counts. */
export type QuotaWindow = "second" | "minute" | "hour" | "day" | "month";

/** What the attached invoice is to the page (PDF/A-3, `AFRelationship`). */
export type Relationship = "data" | "source" | "alternative";

/** How much a failed rule weighs. */
export type Severity = "info" | "warning" | "fatal";

/** Where the words of a page come from. */
export type Source = "text" | "ocr" | "none";

/** What became of a rule, or of a whole ruleset. */
export type Status = "passed" | "failed" | "not_run";

/** The syntax an invoice is written in. */
export type Syntax = "cii" | "ubl";

/** Who buys from whom. */
export type Transaction = "b2b" | "b2c" | "b2g";

/** A check of a VAT number. */
export type VatCheckName = "form" | "check_digits" | "siren" | "registered";

/**
 * What is done to pictures before they are read: `auto`, `none`, or steps. Steps that are not named are decided from
 * the picture.
 */
export type Preprocess = "auto" | "none" | Steps;

/** Whether to do a step, and how much: 0 is not at all; null leaves it to the picture. */
export type Want = boolean | number | null;

/** Options of `validate` and `check_compliance`, the same names in every language. */
export interface CheckOptions {
  /** Tells the rules that passed too. */
  all?: boolean;
  /** Size of the company that issues the invoice; see `FranceOptions` for this and the three below. */
  issuer_size?: IssuerSize | null;
  /** Limits on the document, checked before decoding. */
  limits?: Limits;
  /**
   * Only these rulesets, whether they apply or not, with or without the syntax they are written for (`br-fr-cii` or
   * `br-fr`); those that apply when absent.
   */
  rulesets?: readonly string[] | null;
  /** Milliseconds the whole check may take. */
  timeout?: number | null;
  /** The day the law is read at; today (UTC) when absent. */
  today?: IsoDate | null;
  /** Who buys; deduced from the buyer when absent. */
  transaction?: Transaction | null;
  /** The seller is a member of a VAT group. */
  vat_group?: boolean;
  /** Whether the seller opted for VAT on debits. */
  vat_on_debits?: boolean | null;
}

/** Options of `extract`, the same names in every language. */
export interface ExtractOptions {
  /** Reads the visible pages of a hybrid invoice too, and warns where they and the XML disagree. */
  compare_page?: boolean;
  /**
   * The engine of character recognition: `auto` for the best installed, `paddle`, `lstm`, `tesseract`. Default:
   * `auto`.
   */
  engine?: OcrEngine;
  /**
   * Language of the document when the page does not tell: `fra`, `eng`, `deu`, `spa`, `ita`, `por`, `nld`. Default:
   * `fra`.
   */
  language?: string;
  /** Limits on the document, checked before decoding. */
  limits?: Limits;
  /**
   * When pages are read by character recognition: `auto` where their text is absent or garbled, `always`, `never`.
   * Default: `auto`.
   */
  ocr?: OcrMode;
  /** Pages to read, 1 for the first; all when absent. */
  pages?: readonly number[] | null;
  /** What is done to pictures before they are read: `auto`, `none`, or steps. Default: `auto`. */
  preprocess?: Preprocess;
  /** Adds the page text in reading order. */
  text?: boolean;
  /** Milliseconds the whole reading may take. */
  timeout?: number | null;
}

/** Options of `generate_facturx`, the same names in every language. */
export interface GenerateOptions {
  /** Accent colour of a drawn page, `#rrggbb`. */
  accent?: string | null;
  /**
   * What to do with a PDF that cannot be made PDF/A-3b as it is: `refuse`, `image`, `unclaimed`. Default: `refuse`.
   */
  fallback?: Fallback;
  /** Limits on the document, checked before decoding. */
  limits?: Limits;
  /** Logo of a drawn page: PNG or JPEG in base64, with or without `data:` in front. */
  logo?: string | Uint8Array | null;
  /** When the file is said to be made, in UTC; now when absent. The same moment gives the same bytes. */
  now?: string | null;
  /** Language of a drawn page. Default: `fr`. */
  page_language?: Language;
  /**
   * Puts the QR code of the SEPA transfer on a drawn page, when the invoice is in euros and has an IBAN. Default:
   * `true`.
   */
  payment_code?: boolean;
  /**
   * How much of the invoice the XML carries: `minimum`, `basic_wl`, `basic`, `en16931`, `extended`. Default:
   * `en16931`.
   */
  profile?: Profile;
  /** Draws a new page even where the document has one. */
  redraw?: boolean;
  /** What the XML is to the page; by the profile when absent. */
  relationship?: Relationship | null;
  /** Milliseconds the whole work may take, checked between its steps. */
  timeout?: number | null;
}

/** Upper bounds on one document; passing one is `TooLarge`. */
export interface Limits {
  /** Bytes of the file. Default: `52428800`. */
  bytes?: number;
  /**
   * Bytes all streams of the document may unpack to, together; a quarter of it for those that are no picture.
   * Default: `268435456`.
   */
  decompressed_bytes?: number;
  /** Nesting of objects or elements. Default: `64`. */
  depth?: number;
  /** Objects of a PDF, elements of an XML. Default: `500000`. */
  objects?: number;
  /** Pages, the frames of a TIFF included. Default: `500`. */
  pages?: number;
  /** Pixels of one picture. Default: `50000000`. */
  pixels?: number;
}

/**
 * Steps of preprocessing, each `true`, `false`, or a strength from 0 (not done) to 1. Left out, the picture decides.
 */
export interface Steps {
  /** Even the light out. Strength: the share of the shade taken out; `true` all. */
  background?: Want;
  /**
   * Make black and white (Sauvola). Strength: how hard a pixel is to blacken, half of Sauvola's `k`; `true` 0.6. Left
   * out: not done, for readers read worse after it.
   */
  binarize?: Want;
  /** Darken faint print. Strength: the share of what lacks to good print; `true` all. */
  contrast?: Want;
  /**
   * Smooth grain. Strength: the deviation of the Gaussian in pixels; `true` as the grain asks. Specks are removed by
   * a median where there are many, whatever the strength above 0.
   */
  denoise?: Want;
  /** Make lines level. Strength: the share of the slope taken out; `true` all. */
  deskew?: Want;
  /**
   * What becomes of colours. Readers see levels of gray: `true` makes the gray that keeps coloured ink, stamps and
   * highlighted text apart from their ground, `false` plain luminance. Left out: as `true` on pages with colours. The
   * document itself is never changed.
   */
  keep_color?: boolean | null;
  /**
   * Turn pages that lie on their side or stand on their head. Strength: how readily. A turn is done when it is at
   * least `1 - strength` sure; `true` is 0.6.
   */
  orient?: Want;
  /**
   * Rectify photographed sheets. Strength: how readily. Done when the sheet is at least `1 - strength` sure to be
   * one; `true` is 0.5.
   */
  perspective?: Want;
  /**
   * Enlarge. Strength: 0.5 for one and a half times, 1 for twice; `true` as the size of the letters asks, at least
   * one and a half times.
   */
  upscale?: Want;
}
